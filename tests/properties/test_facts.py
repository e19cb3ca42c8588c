"""The fold does not depend on how the log is cut, and live figures equal those of history."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from ringwell.journeys.today import Today
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import Event
from ringwell.kernel.ids import CountingIds
from ringwell.kpis.definitions import Thresholds, tally_visits
from ringwell.kpis.facts import KEYS, Rows, fold, merge
from ringwell.routing.messages import QueueLeft
from tests.support.calls import CallIds, arrives, ends, is_answered
from tests.support.store import Story

seeds = st.integers(0, 2**32)


def a_day(seed: int) -> tuple[Story, list[str]]:
    """Calls of two queues that overlap; some are abandoned, some still wait."""
    chance = random.Random(seed)
    ids = CountingIds()
    story = Story(ids.new(kinds.WORKSPACE), ids)
    queues = [ids.new(kinds.QUEUE) for _ in range(2)]
    waiting: list[CallIds] = []
    for _ in range(chance.randint(1, 12)):
        call = CallIds(ids, ids.new(kinds.AGENT), chance.choice(queues))
        arrives(story, call)
        waiting.append(call)
        while waiting and chance.random() < 0.7:
            _go_on(story, waiting.pop(0), chance)
    return story, queues


def _go_on(story: Story, call: CallIds, chance: random.Random) -> None:
    waited = chance.choice((0, 4_999, 5_000, 20_000, 20_001, 60_000))
    if chance.random() < 0.3:
        left = QueueLeft(
            visit_id=call.visit,
            interaction_id=call.interaction,
            queue_id=call.queue,
            result=chance.choice(("abandoned", "no_agents", "failed")),
            waited_ms=waited,
        )
        story.tell(left, interaction_id=call.interaction)
        return
    is_answered(story, call, waited_ms=waited)
    if chance.random() < 0.8:
        ends(story, call)


def stored(events: list[Event], sizes: random.Random) -> Rows:
    """As the database does it: each batch folded by itself, its changes merged into the rows that are kept."""
    kept = Rows()
    position = 0
    while position < len(events):
        size = sizes.randint(1, 9)
        part = fold(events[position : position + size])
        position += size
        for table in KEYS:
            if table == "agent_intervals":
                _close_intervals(kept, part)
            else:
                for key, change in part.old[table].items():
                    merge(table, kept.new[table][key], change)
            kept.new[table].update(part.new[table])
    return kept


def _close_intervals(kept: Rows, part: Rows) -> None:
    for change in part.old["agent_intervals"].values():
        for row in kept.new["agent_intervals"].values():
            if row["agent_id"] == change["agent_id"] and row.get("ended_at") is None:
                row["ended_at"], row["duration_ms"] = change["ended_at"], change["duration_ms"]


@settings(max_examples=60)
@given(seeds, seeds)
def test_the_fold_does_not_depend_on_batches(seed: int, cut: int) -> None:
    story, _ = a_day(seed)
    assert stored(story.events, random.Random(cut)).new == fold(story.events).new


@settings(max_examples=60)
@given(seeds, st.integers(0, 60_000), st.integers(0, 60_000))
def test_live_figures_equal_history(seed: int, target_ms: int, short_ms: int) -> None:
    story, queues = a_day(seed)
    limits = Thresholds(target_ms, short_ms)
    live = Today("UTC", story.events[0].occurred_at)
    for event in story.events:
        live.add(event)
    rows = fold(story.events).new["queue_visits"].values()
    for queue_id in queues:
        visits = [
            (row.get("result"), row.get("waited_ms") or 0) for row in rows if row["queue_id"] == queue_id
        ]
        assert live.tally(queue_id, limits) == tally_visits(visits, limits)  # pyright: ignore[reportArgumentType]
