"""How many wait, talk and could answer: kept as things change, so that nobody is counted anew for a screen or a decision."""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ringwell.journeys.config import WorkspaceConfig
from ringwell.routing.matching import ANYONE
from ringwell.routing.rules import Needs, QueueRules, Traits, ring_of


class _Standing(NamedTuple):
    traits: Traits
    logged_in: bool
    available: bool
    on_duty: bool


class Census:
    """Counts by queue. An agent counts for the queues whose own people it belongs to."""

    def __init__(self) -> None:
        self.talking: Counter[str] = Counter()
        self.staffed: Counter[str] = Counter()
        self.ready: Counter[str] = Counter()
        self._rules: dict[str, QueueRules] = {}
        self.serving: Counter[str] = Counter()
        self.callbacks: Counter[str] = Counter()
        self._needs: dict[str, Needs] = {}
        self._served: dict[Traits, tuple[str, ...]] = {}
        self._waiting: dict[str, OrderedDict[str, datetime]] = {}
        self._agents: dict[str, _Standing] = {}
        self._logged_in: Counter[Traits] = Counter()

    def configure(self, config: WorkspaceConfig) -> None:
        """Queues may be new or have new rules: every agent has to `stand` again."""
        self._rules = {queue.queue_id: queue.rules for queue in config.queues.values()}
        self._needs = {queue.queue_id: queue.needs for queue in config.queues.values()}
        self._served.clear()
        self._agents.clear()
        self._logged_in.clear()
        self.staffed.clear()
        self.ready.clear()
        self.serving.clear()

    def waiting(self, queue_id: str) -> int:
        """How many wait in the queue on the line, those before whom an agent rings included."""
        return len(self._waiting.get(queue_id, ()))

    def longest_since(self, queue_id: str) -> datetime | None:
        """When the one who waits longest entered the queue."""
        waiting = self._waiting.get(queue_id)
        return next(iter(waiting.values())) if waiting else None

    def enter(self, queue_id: str, interaction_id: str, at: datetime) -> None:
        self._waiting.setdefault(queue_id, OrderedDict())[interaction_id] = at

    def leave(self, queue_id: str, interaction_id: str) -> None:
        waiting = self._waiting.get(queue_id)
        if waiting is not None:
            waiting.pop(interaction_id, None)

    def talk(self, queue_id: str, by: int) -> None:
        """One conversation more (1) or less (-1) that came of this queue."""
        self.talking[queue_id] += by

    def stand(
        self,
        agent_id: str,
        traits: Traits | None,
        *,
        logged_in: bool,
        available: bool,
        on_duty: bool,
    ) -> Sequence[str]:
        """Count the agent as it is now (traits None: no longer there); the queues whose figures this changes."""
        before = self._agents.pop(agent_id, None)
        now = None if traits is None else _Standing(traits, logged_in, available, on_duty)
        if now is not None:
            self._agents[agent_id] = now
        if now == before:
            return ()
        return (*self._add(before, -1), *self._add(now, 1))

    def can_be_served(self, queue_id: str, needs: Needs) -> bool:
        """Whether anybody whom a ring of the queue admits to these needs is logged in."""
        rules = self._rules.get(queue_id, ANYONE)
        return any(ring_of(traits, rules, needs) is not None for traits in self._logged_in)

    def queues_of(self, traits: Traits) -> tuple[str, ...]:
        """The queues whose own people such an agent belongs to."""
        served = self._served.get(traits)
        if served is None:
            served = tuple(
                queue_id
                for queue_id, rules in self._rules.items()
                if ring_of(traits, rules, self._needs[queue_id]) == 0
            )
            self._served[traits] = served
        return served

    def _add(self, standing: _Standing | None, by: int) -> Sequence[str]:
        if standing is None:
            return ()
        queues = self.queues_of(standing.traits)
        if standing.logged_in:
            self._logged_in[standing.traits] += by
            if not self._logged_in[standing.traits]:
                del self._logged_in[standing.traits]
        for queue_id in queues:
            self.staffed[queue_id] += by * standing.logged_in
            self.ready[queue_id] += by * standing.available
            self.serving[queue_id] += by * standing.on_duty
        return queues
