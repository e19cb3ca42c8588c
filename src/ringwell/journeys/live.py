"""The floor: the live state of one workspace's calls, agents and queues, as the log's facts make it.

The one mutable thing of the journeys. What stands in the log is changed by `evolve` alone; beside it stand what only the switch and
the pages know (who is reachable, what is being played, callers' numbers), which recovery asks for again.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from ringwell.agents import agent as agents
from ringwell.agents import offer as offers
from ringwell.agents.agent import Agent
from ringwell.agents.messages import AgentStateChanged, OfferEnded, OfferMade, WrapUpEnded
from ringwell.agents.model import AgentProfile
from ringwell.agents.offer import Offer
from ringwell.calls import call as calls
from ringwell.calls.call import Call
from ringwell.calls.messages import InteractionEnded, InteractionStarted, SegmentEnded, SegmentStarted
from ringwell.flows.hours import Calendar
from ringwell.flows.model import Flow
from ringwell.flows.read import flow_of
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.today import Today
from ringwell.kernel.events import Event
from ringwell.routing import visit as visits
from ringwell.routing.matching import Matcher
from ringwell.routing.messages import QueueEntered, QueueLeft
from ringwell.routing.visit import Visit


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls: personal data, kept out of the log. `number` is the number dialled."""

    number: str
    caller_number: str
    name: str | None = None


class Playing(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller is being told. `token` is the flow's, None for a place in line."""

    playback_id: str
    token: int | None


class Restoring(msgspec.Struct, frozen=True, kw_only=True):
    """The new leg that is to bring an agent back to the call that lost the browser."""

    leg_id: str
    recording_id: str | None


class Floor:
    """One workspace, live. Dictionaries are keyed by id; `visits` by the interaction that waits."""

    def __init__(self, config: WorkspaceConfig, now: datetime) -> None:
        self.config = config
        self.workspace_id = config.workspace_id
        self.calls: dict[str, Call] = {}
        self.agents: dict[str, Agent] = {}
        self.visits: dict[str, Visit] = {}
        self.offers: dict[str, Offer] = {}
        self.caller_legs: dict[str, str] = {}
        self.offer_legs: dict[str, str] = {}
        self.segment_legs: dict[str, str] = {}
        self.callers: dict[str, Caller] = {}
        self.reachable: set[str] = set()
        self.phone_sessions: dict[str, str] = {}
        self.playing: dict[str, Playing] = {}
        self.restoring: dict[str, Restoring] = {}
        self.in_fallback: set[str] = set()
        self.fallback_talks: dict[str, str] = {}
        self.fallback_told: set[str] = set()
        self.matcher = Matcher()
        self.today = Today(config.settings.zone, now)
        self.switch_up = False
        self.changed: set[tuple[str, str]] = set()
        self._flows: dict[tuple[str, int], Flow] = {}
        self._calendars: dict[str, Calendar] = {}
        self._agents_by_endpoint: dict[str, str] = {}
        self.configure(config, now)

    def configure(self, config: WorkspaceConfig, now: datetime) -> None:
        """Take a new configuration; agents that are new begin offline. Calls go on with the flow version they met."""
        self.config = config
        for flow in config.flows.values():
            key = (flow.flow_id, flow.version)
            if key not in self._flows:
                self._flows[key] = flow_of(flow.document)
        self._calendars = {
            hours.hours_id: msgspec.convert(hours.document, Calendar) for hours in config.hours.values()
        }
        self._agents_by_endpoint = {profile.endpoint: agent_id for agent_id, profile in config.agents.items()}
        for agent_id in config.agents:
            self.agents.setdefault(agent_id, Agent(agent_id=agent_id, since=now, idle_since=now))
            self.changed.add(("agents", agent_id))
        self.changed.update(("queues", queue_id) for queue_id in config.queues)

    def evolve(self, event: Event) -> None:
        """Be what the event's fact makes of the floor."""
        fact, at, interaction_id = event.fact, event.occurred_at, event.interaction_id
        self.today.add(event)
        match fact:
            case InteractionStarted() if interaction_id:
                self.calls[interaction_id] = calls.begin(interaction_id, fact, at)
                self.caller_legs[fact.leg_id] = interaction_id
            case OfferMade():
                self._offer_made(fact, at)
            case OfferEnded():
                self._offer_ended(fact)
            case QueueEntered():
                self.visits[fact.interaction_id] = visits.begin(fact, at)
                self._call(fact.interaction_id, lambda call: calls.enter_queue(call, fact.queue_id, at))
                self.changed.add(("queues", fact.queue_id))
            case QueueLeft():
                self.visits.pop(fact.interaction_id, None)
                self._call(fact.interaction_id, lambda call: calls.leave_queue(call, fact.waited_ms, at))
                self.changed.add(("queues", fact.queue_id))
            case _:
                pass
        self._evolve_call(event)
        self._evolve_agent(event)

    def profile(self, agent_id: str) -> AgentProfile | None:
        return self.config.agents.get(agent_id)

    def agent_at(self, endpoint: str) -> str | None:
        """The agent whose phone has this name at the switch."""
        return self._agents_by_endpoint.get(endpoint)

    def flow(self, call: Call) -> Flow | None:
        """The flow version that the call met, or the newest where that one is not known any more."""
        if call.flow_id is None:
            return None
        met = self._flows.get((call.flow_id, call.flow_version or 0))
        newest = self.config.flows.get(call.flow_id)
        return met or (self._flows.get((newest.flow_id, newest.version)) if newest else None)

    @property
    def calendars(self) -> dict[str, Calendar]:
        return self._calendars

    def language(self, call: Call) -> str:
        """The language that the caller is spoken to in."""
        visit = self.visits.get(call.interaction_id)
        if visit:
            return visit.language
        number = self.config.numbers.get(call.number_id or "")
        return number.language if number else self.config.settings.language

    def available(self, agent_id: str) -> bool:
        """Whether the agent can be offered a call now."""
        agent, profile = self.agents.get(agent_id), self.profile(agent_id)
        return (
            agent is not None
            and profile is not None
            and agent.presence == "ready"
            and agent.activity == "idle"
            and profile.endpoint in self.reachable
        )

    def forget(self, interaction_id: str) -> None:
        """An interaction that is over, wrap-up included, is not live any more."""
        call = self.calls.pop(interaction_id, None)
        if call:
            self.caller_legs.pop(call.leg_id, None)
            self.playing.pop(call.leg_id, None)
        self.callers.pop(interaction_id, None)
        self.in_fallback.discard(interaction_id)
        self.restoring.pop(interaction_id, None)
        self.changed.add(("calls", interaction_id))

    def _offer_made(self, fact: OfferMade, at: datetime) -> None:
        self.offers[fact.offer_id] = offers.begin(fact, at)
        self.offer_legs[fact.leg_id] = fact.offer_id
        visit = self.visits.get(fact.interaction_id)
        if visit:
            self.visits[fact.interaction_id] = msgspec.structs.replace(visit, offer_id=fact.offer_id)

    def _offer_ended(self, fact: OfferEnded) -> None:
        offer = self.offers.pop(fact.offer_id, None)
        if offer:
            self.offer_legs.pop(offer.leg_id, None)
        visit = self.visits.get(fact.interaction_id)
        if visit and visit.offer_id == fact.offer_id:
            self.visits[fact.interaction_id] = msgspec.structs.replace(visit, offer_id=None)

    def _call(self, interaction_id: str, change: Callable[[Call], Call]) -> None:
        call = self.calls.get(interaction_id)
        if call:
            self.calls[interaction_id] = change(call)

    def _evolve_call(self, event: Event) -> None:
        interaction_id = event.interaction_id
        call = self.calls.get(interaction_id) if interaction_id else None
        if call is None or interaction_id is None:
            return
        match event.fact:
            case SegmentStarted(agent_leg_id=leg_id):
                self.segment_legs[leg_id] = interaction_id
            case SegmentEnded() if call.segment:
                self.segment_legs.pop(call.segment.leg_id, None)
            case InteractionEnded():
                self.caller_legs.pop(call.leg_id, None)
            case _:
                pass
        self.calls[interaction_id] = calls.evolve(call, event.fact, event.occurred_at)
        self.changed.add(("calls", interaction_id))

    def _evolve_agent(self, event: Event) -> None:
        agent_id = event.agent_id
        agent = self.agents.get(agent_id) if agent_id else None
        if agent is None or agent_id is None:
            return
        self.agents[agent_id] = agents.evolve(agent, event.fact, event.occurred_at)
        self.changed.add(("agents", agent_id))
        if isinstance(event.fact, AgentStateChanged | WrapUpEnded):
            profile = self.profile(agent_id)
            self.changed.update(("queues", queue_id) for queue_id in self.queues_of(profile))

    def queues_of(self, profile: AgentProfile | None) -> tuple[str, ...]:
        """The queues that an agent serves: those whose own needs its skills meet."""
        if profile is None:
            return ()
        return tuple(
            queue.queue_id
            for queue in self.config.queues.values()
            if all(profile.skills.get(need.skill_id, 0) >= need.level for need in queue.needs)
        )
