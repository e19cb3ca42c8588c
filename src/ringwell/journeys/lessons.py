"""What the hours before a start teach of expected waits: the log tells how the lines moved, and what was quoted to whom.

It is learnt as it would have been by a floor that had gone on, but for this: who has not been told of in these hours is taken to have been
as it is now, and everybody's skills are those of today.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from ringwell.agents.messages import AgentStateChanged, OfferEnded, OfferMade, Presence
from ringwell.journeys.census import Census
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.estimates import Estimates
from ringwell.kernel.events import Event
from ringwell.routing.messages import PlaceTold, QueueEntered, QueueLeft
from ringwell.routing.rules import Traits

LOOK_BACK: Final = timedelta(hours=4)
"""So much is read: what was before says little of now."""


class Lessons:
    """Heard in the log's order. `until` is when the floor itself began to learn; `present` are the agents as it knows them."""

    def __init__(
        self,
        config: WorkspaceConfig,
        traits: Mapping[str, Traits],
        present: Mapping[str, Presence],
        until: datetime,
    ) -> None:
        self._until = until
        self._traits = traits
        self._census = Census()
        self._census.configure(config)
        self._estimates = Estimates(lambda queue_id: self._census.serving[queue_id])
        self._queues = tuple(config.queues)
        self._newest = until - LOOK_BACK
        self._visits: dict[str, QueueEntered] = {}
        self._new: dict[str, datetime] = {}
        for agent_id, presence in present.items():
            self._stand(agent_id, presence, until - LOOK_BACK)

    def hear(self, event: Event) -> None:
        """A fact, if it is of these hours."""
        at = event.occurred_at
        if not self._until - LOOK_BACK <= at < self._until:
            return
        self._newest = max(self._newest, at)
        self._begin_waits(at)
        match event.fact:
            case AgentStateChanged() as fact:
                self._stand(fact.agent_id, fact.presence, at)
            case QueueEntered() as fact:
                self._visits[fact.interaction_id] = fact
                self._new[fact.interaction_id] = at
            case OfferMade(interaction_id=interaction_id):
                self._new.pop(interaction_id, None)
            case OfferEnded(interaction_id=interaction_id, result=result) if result != "accepted":
                self._wait(interaction_id, at)
            case PlaceTold(visit_id=visit_id, place=place, wait_s=int()):
                self._quote(event.interaction_id or "", visit_id, place, at)
            case QueueLeft() as fact:
                self._estimates.left(fact, at)
                self._visits.pop(fact.interaction_id, None)
                self._new.pop(fact.interaction_id, None)
            case _:
                pass

    def learnt(self) -> Estimates:
        """What all that was heard has taught, up to the last of it: of the time without anybody who ruled the floor nothing is known."""
        self._estimates.duty(self._queues, self._newest.timestamp())
        return self._estimates

    def _begin_waits(self, now: datetime) -> None:
        """Who was given to nobody in the moment of coming has had to wait."""
        for interaction_id in [each for each, at in self._new.items() if at < now]:
            self._wait(interaction_id, self._new.pop(interaction_id))

    def _wait(self, interaction_id: str, at: datetime) -> None:
        visit = self._visits.get(interaction_id)
        if visit is not None:
            self._estimates.wait(visit.queue_id, interaction_id, at.timestamp())

    def _quote(self, interaction_id: str, visit_id: str, place: int, at: datetime) -> None:
        visit = self._visits.get(interaction_id)
        if visit is None or visit.visit_id != visit_id:
            return
        if self._new.pop(interaction_id, None) is not None:
            self._wait(interaction_id, at)
        self._estimates.quote(visit.queue_id, interaction_id, place, at.timestamp())

    def _stand(self, agent_id: str, presence: Presence, at: datetime) -> None:
        traits, ready = self._traits.get(agent_id), presence == "ready"
        queues = self._census.stand(agent_id, traits, logged_in=ready, available=False, on_duty=ready)
        self._estimates.duty(queues, at.timestamp())
