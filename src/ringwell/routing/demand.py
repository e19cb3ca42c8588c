"""What callers ask for and what agents can take, interned: which pairs fit is worked out once, when either is new."""

from math import inf

import msgspec

from ringwell.routing.capacity import Channels, InHand, open_to, used
from ringwell.routing.rows import Line, Tier
from ringwell.routing.rules import Needs, QueueRules, Traits, delays, ring_of

Reach = tuple["Demand", float, int]
"""A demand that an agent fits; from which age on; by which ring."""


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


class Row:
    """The idle agents whom one ring admits: those who cover less and have less in hand stand in the earlier tiers."""

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
    """What some callers ask for: these skills, of this queue, by this channel. `active` are the lines in which somebody may be offered."""

    __slots__ = ("active", "after", "channel", "lines", "needs", "queue", "rows", "seen", "waiting")

    def __init__(self, queue: QueueState, needs: Needs, channel: str) -> None:
        self.queue = queue
        self.needs = needs
        self.channel = channel
        self.after = delays(queue.rules)
        self.rows = [Row() for _ in self.after]
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
    """Agents with the same traits. `covers`: how many demands there are for which they are of the first ring."""

    __slots__ = ("covers", "reach", "traits")

    def __init__(self, traits: Traits) -> None:
        self.traits = traits
        self.reach: dict[Demand, Reach] = {}
        self.covers = 0

    def meet(self, demand: Demand) -> None:
        ring = ring_of(self.traits, demand.queue.rules, demand.needs)
        if ring is not None:
            self.reach[demand] = (demand, demand.after[ring], ring)
            self.covers += ring == 0

    def part(self, demand: Demand) -> None:
        reach = self.reach.pop(demand, None)
        if reach is not None:
            self.covers -= reach[2] == 0


class Stance:
    """Agents of one kind with the same work in hand. `idle`: how many of them there are who can take something."""

    __slots__ = ("channels", "epoch", "idle", "kind", "reach", "tiers", "units")

    def __init__(self, kind: Kind, in_hand: InHand, channels: Channels) -> None:
        self.kind = kind
        self.units = used(in_hand, channels)
        self.channels = open_to(in_hand, kind.traits.units, channels)
        self.idle = 0
        self.epoch = -1
        self.reach: list[Reach] = []
        self.tiers: list[Tier] = []

    def arrange(self, epoch: int) -> None:
        """Take the demands as they are since `epoch`."""
        self.epoch = epoch
        self.reach = [each for each in self.kind.reach.values() if each[0].channel in self.channels]
        self.tiers = [demand.rows[ring].tier(self.kind.covers, self.units) for demand, _, ring in self.reach]


class Seat(msgspec.Struct, gc=False):
    """Where a caller stands. `names` are the agents it waits for, where its line is held."""

    line: CallerLine
    standing: tuple[float, int, str]
    names: tuple[str, ...] = ()
