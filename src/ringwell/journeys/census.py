"""How many wait, talk and could answer: kept as things change, so that nobody is counted anew for a screen or a decision."""

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ringwell.journeys.config import WorkspaceConfig
from ringwell.routing.rules import Needs, Skills, can_serve, signature


class _Standing(NamedTuple):
    skills: Skills
    logged_in: bool
    available: bool


class Census:
    """Counts by queue. An agent counts for the queues whose own needs its skills meet."""

    def __init__(self) -> None:
        self.talking: Counter[str] = Counter()
        self.staffed: Counter[str] = Counter()
        self.ready: Counter[str] = Counter()
        self._needs: dict[str, Needs] = {}
        self._served: dict[Skills, tuple[str, ...]] = {}
        self._waiting: dict[str, OrderedDict[str, datetime]] = {}
        self._agents: dict[str, _Standing] = {}
        self._logged_in: Counter[Skills] = Counter()

    def configure(self, config: WorkspaceConfig) -> None:
        """Queues may be new or have new needs: every agent has to `stand` again."""
        self._needs = {queue.queue_id: queue.needs for queue in config.queues.values()}
        self._served.clear()
        self._agents.clear()
        self._logged_in.clear()
        self.staffed.clear()
        self.ready.clear()

    def waiting(self, queue_id: str) -> int:
        """How many wait in the queue, those before whom an agent rings included."""
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
        self, agent_id: str, skills: Mapping[str, int] | None, *, logged_in: bool, available: bool
    ) -> Sequence[str]:
        """Count the agent as it is now (skills None: no longer there); the queues whose figures this changes."""
        before = self._agents.pop(agent_id, None)
        now = None if skills is None else _Standing(signature(skills), logged_in, available)
        if now is not None:
            self._agents[agent_id] = now
        if now == before:
            return ()
        return (*self._add(before, -1), *self._add(now, 1))

    def can_be_served(self, needs: Needs, levels_less: int = 0) -> bool:
        """Whether anybody who could serve these needs, or so many levels below, is logged in."""
        return any(can_serve(dict(skills), needs, levels_less) for skills in self._logged_in)

    def queues_of(self, skills: Mapping[str, int]) -> tuple[str, ...]:
        """The queues that an agent with these skills serves."""
        key = signature(skills)
        served = self._served.get(key)
        if served is None:
            served = tuple(queue_id for queue_id, needs in self._needs.items() if can_serve(skills, needs))
            self._served[key] = served
        return served

    def _add(self, standing: _Standing | None, by: int) -> Sequence[str]:
        if standing is None:
            return ()
        queues = self.queues_of(dict(standing.skills))
        if standing.logged_in:
            self._logged_in[standing.skills] += by
            if not self._logged_in[standing.skills]:
                del self._logged_in[standing.skills]
        for queue_id in queues:
            self.staffed[queue_id] += by * standing.logged_in
            self.ready[queue_id] += by * standing.available
        return queues
