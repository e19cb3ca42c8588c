"""How many decisions a second routing makes, with widening and capacity on, and how that grows with the size of the floor."""

import gc
import math
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.figures import Figure, percentile
from bench.plots import draw
from ringwell.routing.capacity import InHand
from ringwell.routing.matching import Match, Matcher, Waiter, effective_target
from ringwell.routing.messages import SkillNeed
from ringwell.routing.rules import QueueRules, Ring, Traits

SKILLS = 64
CHAT_QUEUES = 16
SKILLS_OF_AN_AGENT = 4
KINDS = 500
SIZES = (100, 300, 1000, 3000, 10_000, 20_000, 50_000)
BAR_SIZE = 10_000
DECISIONS = 60_000
FEWER = 20_000
BETWEEN_S = 0.01
NOON = 1_795_000_000.0
PLOT = Path(__file__).parent.parent / "docs" / "matching-cost.svg"
IN_HAND: tuple[InHand, ...] = ((), (), ("chat",), ("mail",))
RINGS = (
    Ring(after_s=0),
    Ring(after_s=30, levels_less=2),
    Ring(after_s=60, levels_less=9, groups=("back office",)),
)

Turn = tuple[Waiter, str, InHand, float]


class Centre:
    """A floor of this size and what happens on it, the same at each run."""

    def __init__(self, agents: int, kinds: int, decisions: int) -> None:
        dice = self._dice = random.Random(7)
        self._order = 0
        traits = [self._traits() for _ in range(kinds)]
        self.agents = {f"agt_{number}": traits[number % kinds] for number in range(agents)}
        self.before = [self._waiter(NOON + number * BETWEEN_S) for number in range(agents)]
        begin = NOON + agents * BETWEEN_S
        self.turns = [self._turn(begin + number * BETWEEN_S, dice) for number in range(decisions)]

    def matcher(self) -> Matcher:
        """Nobody waits, nobody is idle; pressure has opened every eighth queue by one ring."""
        matcher = Matcher({f"que_{n}": QueueRules(rings=RINGS) for n in range(SKILLS)})
        for agent_id, traits in self.agents.items():
            matcher.enrol(agent_id, traits)
        for number in range(0, SKILLS, 8):
            matcher.open_ring(f"que_{number}", 1)
        return matcher

    def _traits(self) -> Traits:
        dice = self._dice
        has = sorted(dice.sample(range(SKILLS), SKILLS_OF_AN_AGENT))
        skills = tuple((f"skl_{number}", dice.randint(1, 10)) for number in has)
        return Traits(skills=skills, reserve_of=("back office",) if dice.random() < 0.1 else ())

    def _waiter(self, at: float) -> Waiter:
        dice, number = self._dice, self._dice.randrange(SKILLS)
        self._order += 1
        return Waiter(
            interaction_id=f"int_{self._order}",
            queue_id=f"que_{number}",
            entered_at=at,
            needs=(SkillNeed(f"skl_{number}", 1 + number % 5),),
            target_s=effective_target(20, dice.choice((5, 5, 5, 7))),
            order=self._order,
            channel="chat" if number < CHAT_QUEUES else "call",
        )

    def _turn(self, at: float, dice: random.Random) -> Turn:
        in_hand = dice.choice(IN_HAND)
        return self._waiter(at), f"agt_{dice.randrange(len(self.agents))}", in_hand, at


class Run:
    """What one run took: seconds of each decision by the clock, and of all together by the core's own."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.core_s = 0.0
        self.matches: list[Match] = []

    @property
    def rate(self) -> float:
        return len(self.took) / self.core_s

    def time(self, turns: Sequence[Turn], live: Callable[[Turn, list[float]], Match | None]) -> None:
        gc.collect()
        gc.freeze()
        begun = time.process_time()
        for turn in turns:
            match = live(turn, self.took)
            if match is not None:
                self.matches.append(match)
        self.core_s = time.process_time() - begun
        gc.unfreeze()


async def measure() -> list[Figure]:
    busy, idle = (rush(BAR_SIZE, KINDS, DECISIONS), calm(BAR_SIZE, KINDS, DECISIONS))
    note = (
        f"{BAR_SIZE} agents of {KINDS} kinds, {SKILLS_OF_AN_AGENT} of {SKILLS} skills each; three rings, chats and "
        "mails in hand; a decision is an agent who becomes free or a caller who comes, with all that it changes"
    )
    each_differs = rush(BAR_SIZE, BAR_SIZE, FEWER)
    costs = {size: _cost(size) for size in SIZES}
    plot(costs)
    grown = costs[SIZES[-1]] / costs[SIZES[0]]
    log_grown = math.log(SIZES[-1]) / math.log(SIZES[0])
    return [
        _rate("decisions, all busy", busy, f"{note}; {BAR_SIZE} waiting"),
        _tail("a decision at the 99th percentile, all busy", busy),
        _rate("decisions, all idle", idle, f"{note}; nobody waiting"),
        _tail("a decision at the 99th percentile, all idle", idle),
        _rate("decisions, all busy, no two agents alike", each_differs, f"as above, {BAR_SIZE} kinds"),
        Figure(
            figure=f"cost of a decision with {SIZES[-1]} agents over that with {SIZES[0]}",
            value=round(grown, 2),
            unit="times",
            goal=f"<= {log_grown:.2f}",
            note=f"the logarithm grows {log_grown:.2f} times; docs/{PLOT.name}",
        ),
        Figure(
            figure="callers of one rule who were served out of order",
            value=inversions(busy, BAR_SIZE, KINDS),
            unit="callers",
            goal="<= 0",
            note=f"of {len(busy.matches)}",
        ),
    ]


def rush(agents: int, kinds: int, decisions: int) -> Run:
    """As many wait as there are agents; each turn one agent becomes free and takes the next, and one caller comes."""
    centre, run = Centre(agents, kinds, decisions), Run()
    matcher = centre.matcher()
    for waiter in centre.before:
        matcher.seat(waiter, waiter.entered_at)
    for agent_id in centre.agents:  # what fits is worked out at the first look
        for in_hand in IN_HAND:
            matcher.free(agent_id, NOON, in_hand)
            matcher.match_agent(agent_id, NOON)
        matcher.occupy(agent_id)

    def live(turn: Turn, took: list[float]) -> Match | None:
        waiter, agent_id, in_hand, now = turn
        begun = time.perf_counter()
        matcher.free(agent_id, now, in_hand)
        match = matcher.match_agent(agent_id, now)
        if match is not None:
            matcher.forget(match.interaction_id)
        matcher.occupy(agent_id)
        between = time.perf_counter()
        matcher.seat(waiter, now)
        matcher.match_waiter(waiter.interaction_id, now)
        took += (between - begun, time.perf_counter() - between)
        return match

    run.time(centre.turns, live)
    return run


def calm(agents: int, kinds: int, decisions: int) -> Run:
    """All are idle; each turn one caller comes and gets an agent, and an agent becomes idle whom nobody waits for."""
    centre, run = Centre(agents, kinds, decisions), Run()
    matcher = centre.matcher()
    for agent_id in centre.agents:
        for in_hand in reversed(IN_HAND):
            matcher.free(agent_id, NOON, in_hand)
    for waiter, _, _, now in centre.turns[:FEWER]:  # what is asked for is known
        matcher.seat(waiter, now)
        matcher.match_waiter(waiter.interaction_id, now)
        matcher.forget(waiter.interaction_id)

    def live(turn: Turn, took: list[float]) -> Match | None:
        waiter, _, in_hand, now = turn
        begun = time.perf_counter()
        matcher.seat(waiter, now)
        match = matcher.match_waiter(waiter.interaction_id, now)
        matcher.forget(waiter.interaction_id)
        if match is None:
            took.append(time.perf_counter() - begun)
            return None
        matcher.occupy(match.agent_id)
        between = time.perf_counter()
        matcher.free(match.agent_id, now, in_hand)
        matcher.match_agent(match.agent_id, now)
        took += (between - begun, time.perf_counter() - between)
        return match

    run.time(centre.turns, live)
    return run


def inversions(run: Run, agents: int, kinds: int) -> int:
    """How many were served after somebody who came later and asked for the same."""
    centre = Centre(agents, kinds, DECISIONS)
    waiters = {each.interaction_id: each for each in [*centre.before, *(turn[0] for turn in centre.turns)]}
    latest: dict[tuple[object, ...], int] = {}
    wrong = 0
    for match in run.matches:
        waiter = waiters[match.interaction_id]
        rule = (waiter.queue_id, waiter.needs, waiter.target_s, waiter.channel)
        wrong += waiter.order < latest.get(rule, 0)
        latest[rule] = max(waiter.order, latest.get(rule, 0))
    return wrong


def plot(costs: dict[int, float]) -> None:
    """Keep the cost of a decision by size as a picture beside the words."""
    least = costs[SIZES[0]] * 1e6 / math.log(SIZES[0])
    measured = [(size, cost * 1e6) for size, cost in costs.items()]
    logs = [(size, least * math.log(size)) for size in costs]
    draw(
        PLOT,
        {"measured": measured, "log n": logs},
        xlabel="agents, and as many waiting",
        ylabel="µs for a decision",
        xscale="log",
    )


def _cost(size: int) -> float:
    """Seconds of the core for one decision, all busy and all idle alike: the best of three, for what else the machine does."""
    kinds = min(KINDS, size)
    return min((1 / rush(size, kinds, FEWER).rate + 1 / calm(size, kinds, FEWER).rate) / 2 for _ in range(3))


def _rate(name: str, run: Run, note: str) -> Figure:
    return Figure(figure=name, value=round(run.rate), unit="decisions/s", goal=">= 200000", note=note)


def _tail(name: str, run: Run) -> Figure:
    value = round(percentile(run.took, 99) * 1e6, 1)
    note = f"half take {percentile(run.took, 50) * 1e6:.1f} µs"
    return Figure(figure=name, value=value, unit="µs", goal="<= 100", note=note)
