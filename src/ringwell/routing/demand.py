"""What callers ask for and what agents can take, interned: which pairs fit is worked out once, when either is new."""

from collections import Counter
from collections.abc import Collection
from math import inf

import msgspec

from ringwell.routing.capacity import Channels, InHand, open_to, used
from ringwell.routing.rows import Line, Row, Standing
from ringwell.routing.rules import Needs, QueueRules, Refused, Traits, delays, is_lent, refused_by, ring_of

Reach = tuple["Demand", float, int]
"""A demand that an agent fits; from which age on; by which ring."""
STALE_AT_MOST = 64


class QueueState:
    """A queue as routing sees it. `open_ring`: how far its pressure has opened it."""

    __slots__ = ("demands", "open_ring", "queue_id", "rules")

    def __init__(self, queue_id: str, rules: QueueRules) -> None:
        self.queue_id = queue_id
        self.rules = rules
        self.open_ring = 0
        self.demands: list[Demand] = []


class CallerLine(Line):
    """Callers with one demand and one target. `held`: each waits for some one agent only."""

    __slots__ = ("ahead", "demand", "held", "target_s")

    def __init__(self, demand: "Demand", target_s: float, ahead: bool, held: bool) -> None:
        super().__init__()
        self.demand = demand
        self.target_s = target_s
        self.ahead = ahead
        self.held = held


class Agent:
    """One agent: of which kind, and while it can take something how it stands. `shunned`: callers whom it is not offered.

    `held`: callers who wait for it. `resting`: a limit keeps it from callers.
    """

    __slots__ = ("agent_id", "held", "kind", "resting", "shunned", "sitting", "stance")

    def __init__(self, agent_id: str, kind: "Kind") -> None:
        self.agent_id = agent_id
        self.kind = kind
        self.sitting: Sitting | None = None
        self.stance = kind.stance(())
        self.shunned: set[str] = set()
        self.held: set[str] = set()
        self.resting = False


Sitting = tuple[float, int, Agent]
"""Idle since when, what parts those of the same instant, and who."""


class Tier(Row[Agent]):
    """Idle agents who are alike to one kind of caller, longest idle first.

    Who has become busy stays behind until it comes to the front, or until such are most of the row.
    """

    __slots__ = ()

    def join(self, sitting: Sitting, idle: int) -> None:
        """`idle`: how many are idle at all, and so how many can be here."""
        self._put(sitting)
        if len(self._items) - self._first > 2 * idle + STALE_AT_MOST:
            self._items = self.present()
            self._first = 0

    def first(self, barred: Collection[str]) -> Agent | None:
        """The longest idle but these."""
        head = self._items[self._first] if self._items else None
        while head is not None and head[2].sitting is not head:
            head = self._pop()
        if head is None:
            return None
        if not barred or head[2].agent_id not in barred:
            return head[2]
        return next((each[2] for each in self.present() if each[2].agent_id not in barred), None)

    def present(self) -> list[Sitting]:
        """All who are idle, longest first."""
        return [each for each in self._items[self._first :] if each[2].sitting is each]


class Ring:
    """The idle agents whom one ring of a queue admits to a demand: who covers less and has less in hand stands in an earlier tier."""

    __slots__ = ("_by_key", "tiers")

    def __init__(self) -> None:
        self._by_key: dict[tuple[int, int], Tier] = {}
        self.tiers: list[Tier] = []

    def tier(self, covers: int, units: int) -> Tier:
        key = (covers, units)
        tier = self._by_key.get(key)
        if tier is None:
            tier = self._by_key[key] = Tier()
            self.tiers = [self._by_key[each] for each in sorted(self._by_key)]
        return tier

    def clear(self) -> None:
        self._by_key.clear()
        self.tiers = []


class Demand:
    """What some callers ask for: these skills, of this queue, by this channel. `active` are the lines in which somebody may be offered.

    Of all agents, idle or not: `within` counts those whom each ring admits, `refused` those whom none does, by why not.
    """

    __slots__ = (
        "active",
        "after",
        "channel",
        "lines",
        "needs",
        "queue",
        "reaches",
        "refused",
        "rings",
        "seen",
        "waiting",
        "within",
    )

    def __init__(self, queue: QueueState, needs: Needs, channel: str) -> None:
        self.queue = queue
        self.needs = needs
        self.channel = channel
        self.after = delays(queue.rules)
        self.rings = [Ring() for _ in self.after]
        self.reaches: list[Reach] = [(self, after, ring) for ring, after in enumerate(self.after)]
        self.within = [0] * len(self.rings)
        self.refused: Counter[Refused] = Counter()
        self.lines: dict[tuple[float, bool, bool], CallerLine] = {}
        self.active: list[CallerLine] = []
        self.waiting = 0
        self.seen = -inf

    def line(self, target_s: float, ahead: bool, held: bool) -> CallerLine:
        key = (target_s, ahead, held)
        line = self.lines.get(key)
        if line is None:
            line = self.lines[key] = CallerLine(self, target_s, ahead, held)
        return line


class Kind:
    """Agents with the same traits. `covers`: how many demands there are for which they are of the first ring; `lent`: those of projects
    that are not theirs; `agents`: how many they are, and of them `resting`."""

    __slots__ = (
        "_channels",
        "_refusals",
        "_stances",
        "agents",
        "covers",
        "lent",
        "reach",
        "resting",
        "traits",
    )

    def __init__(self, traits: Traits, channels: Channels) -> None:
        self.traits = traits
        self.reach: dict[Demand, Reach] = {}
        self.lent: set[Demand] = set()
        self.covers = 0
        self.agents = 0
        self.resting = 0
        self._refusals: dict[Demand, Refused] = {}
        self._channels = channels
        self._stances: dict[InHand, Stance] = {}

    def stance(self, in_hand: InHand) -> "Stance":
        stance = self._stances.get(in_hand)
        if stance is None:
            stance = self._stances[in_hand] = Stance(self, in_hand, self._channels)
        return stance

    @property
    def stances(self) -> Collection["Stance"]:
        return self._stances.values()

    def count(self, by: int) -> None:
        """So many agents of this kind more, or fewer."""
        self.agents += by
        for demand, (_, _, ring) in self.reach.items():
            demand.within[ring] += by
        for demand, refused in self._refusals.items():
            demand.refused[refused] += by

    def meet(self, demand: Demand) -> None:
        rules = demand.queue.rules
        ring = ring_of(self.traits, rules, demand.needs)
        if ring is not None:
            self.reach[demand] = demand.reaches[ring]
            self.covers += ring == 0
            demand.within[ring] += self.agents
            if is_lent(self.traits, rules):
                self.lent.add(demand)
        else:
            skills = dict(self.traits.skills)
            why_not = refused_by(rules.rings[-1], self.traits, skills, rules, demand.needs) or "skill"
            self._refusals[demand] = why_not
            demand.refused[why_not] += self.agents

    def part(self, demand: Demand) -> None:
        self._refusals.pop(demand, None)
        reach = self.reach.pop(demand, None)
        if reach is not None:
            self.covers -= reach[2] == 0
            self.lent.discard(demand)


class Stance:
    """Agents of one kind with the same work in hand. `idle`: how many of them there are who can take something. `turns`: the demands that
    they fit; those to which they are lent come only where nobody of the others waits."""

    __slots__ = ("channels", "epoch", "idle", "kind", "tiers", "turns", "units")

    def __init__(self, kind: Kind, in_hand: InHand, channels: Channels) -> None:
        self.kind = kind
        self.units = used(in_hand, channels)
        self.channels = open_to(in_hand, kind.traits.units, channels)
        self.idle = 0
        self.epoch = -1
        self.turns: list[list[Reach]] = []
        self.tiers: list[Tier] = []

    def arrange(self, epoch: int) -> None:
        """Take the demands as they are since `epoch`."""
        self.epoch = epoch
        reach = [each for each in self.kind.reach.values() if each[0].channel in self.channels]
        self.tiers = [demand.rings[ring].tier(self.kind.covers, self.units) for demand, _, ring in reach]
        lent = self.kind.lent
        self.turns = [[each for each in reach if each[0] not in lent]] if lent else [reach]
        if lent:
            self.turns.append([each for each in reach if each[0] in lent])


class Seat(msgspec.Struct, gc=False):
    """Where a caller stands. `names` are the agents it waits for, where its line is held."""

    line: CallerLine
    standing: Standing
    names: tuple[str, ...] = ()
