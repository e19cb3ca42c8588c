"""One agent's live state, as the log's facts make it."""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from ringwell.agents.messages import (
    Activity,
    AgentStateChanged,
    OfferEnded,
    OfferMade,
    Presence,
    RestFor,
    WrapUpEnded,
    WrapUpExtended,
    WrapUpStarted,
)
from ringwell.kernel.events import Fact


class WrapUp(msgspec.Struct, frozen=True, kw_only=True):
    """After-call work on one interaction, until `deadline` (None: as long as it takes)."""

    interaction_id: str
    segment_id: str
    started_at: datetime
    deadline: datetime | None


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """A limit keeps the agent from callers until then."""

    until: datetime
    why: RestFor


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """`since` is when this presence, reason and activity began; `idle_since` when the agent last became free, which is what
    longest idle counts from; `misses` are the offers missed in a row since the agent became ready. `rest` while the activity is resting."""

    agent_id: str
    since: datetime
    idle_since: datetime
    presence: Presence = "offline"
    reason: str | None = None
    activity: Activity = "idle"
    interaction_id: str | None = None
    offer_id: str | None = None
    misses: int = 0
    wrap_up: WrapUp | None = None
    rest: Rest | None = None

    @property
    def logged_in(self) -> bool:
        return self.presence != "offline"

    @property
    def idle(self) -> bool:
        """Ready, and without a call or what comes of one."""
        return self.presence == "ready" and self.activity == "idle"


def evolve(agent: Agent, fact: Fact, at: datetime) -> Agent:
    """The agent after a fact that concerns it; facts of other kinds change nothing."""
    match fact:
        case AgentStateChanged():
            return _state_changed(agent, fact, at)
        case OfferMade():
            return replace(agent, offer_id=fact.offer_id)
        case OfferEnded():
            return replace(agent, offer_id=None, misses=fact.misses)
        case WrapUpStarted():
            wrap_up = WrapUp(
                interaction_id=fact.interaction_id,
                segment_id=fact.segment_id,
                started_at=at,
                deadline=fact.deadline,
            )
            return replace(agent, wrap_up=wrap_up)
        case WrapUpExtended() if agent.wrap_up is not None:
            return replace(agent, wrap_up=replace(agent.wrap_up, deadline=fact.deadline))
        case WrapUpEnded():
            return replace(agent, wrap_up=None)
        case _:
            return agent


def state_change(
    agent: Agent,
    presence: Presence,
    reason: str | None,
    activity: Activity,
    interaction_id: str | None,
    at: datetime,
    rest: Rest | None = None,
) -> AgentStateChanged:
    """The fact that the agent is this from here on."""
    lasted_ms = max(0, round((at - agent.since).total_seconds() * 1000))
    return AgentStateChanged(
        agent_id=agent.agent_id,
        presence=presence,
        reason=reason,
        activity=activity,
        interaction_id=interaction_id,
        previous_ms=lasted_ms,
        ready_ms=lasted_ms if agent.idle else 0,
        idle_since=_idle_since(agent, presence, activity, at),
        misses=_misses(agent, presence),
        rest_until=rest.until if rest else None,
        rest_for=rest.why if rest else None,
    )


def _idle_since(agent: Agent, presence: Presence, activity: Activity, at: datetime) -> datetime:
    became_ready = agent.presence != "ready" and presence == "ready"
    became_free = activity == "idle" and (agent.activity not in ("idle", "offered") or became_ready)
    return at if became_free else agent.idle_since


def _misses(agent: Agent, presence: Presence) -> int:
    return 0 if agent.presence != "ready" and presence == "ready" else agent.misses


def _rest(fact: AgentStateChanged) -> Rest | None:
    if fact.activity != "resting" or fact.rest_until is None or fact.rest_for is None:
        return None
    return Rest(until=fact.rest_until, why=fact.rest_for)


def _state_changed(agent: Agent, fact: AgentStateChanged, at: datetime) -> Agent:
    return replace(
        agent,
        presence=fact.presence,
        reason=fact.reason,
        activity=fact.activity,
        interaction_id=fact.interaction_id,
        since=at,
        idle_since=fact.idle_since or _idle_since(agent, fact.presence, fact.activity, at),
        misses=_misses(agent, fact.presence) if fact.misses is None else fact.misses,
        rest=_rest(fact),
    )
