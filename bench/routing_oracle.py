"""Random stories in which every decision is compared with that of an oracle who looks at everybody."""

from random import Random

from bench.figures import Figure
from tests.support.routing_story import Story

STORIES = 100_000
STEPS = 18


async def measure() -> list[Figure]:
    decisions, different, first = 0, 0, ""
    for seed in range(STORIES):
        try:
            decisions += _tell(Story(Random(seed), plain=seed % 4 == 0))
        except AssertionError:
            different += 1
            first = first or f"; the first with seed {seed}"
    note = f"{decisions} matches and all other answers of {STEPS} steps each{first}"
    return [
        Figure(
            figure=f"of {STORIES} random stories, those decided otherwise than by looking at everybody",
            value=different,
            unit="stories",
            goal="<= 0",
            note=note,
        )
    ]


def _tell(story: Story) -> int:
    matches = 0
    for _ in range(STEPS):
        story.happen()
        matches += story.decide() is not None
    story.agree()
    return matches
