"""An agent's whole state: recorded as it changes, and made known to the matcher and to the switch's own queue."""

from datetime import UTC, datetime

from ringwell.agents.agent import Agent, Rest, state_change
from ringwell.agents.messages import Activity, Presence
from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.journeys.turn import Timer, Turn


def change(
    turn: Turn,
    agent_id: str,
    *,
    presence: Presence | None = None,
    reason: str | None = None,
    activity: Activity | None = None,
    interaction_id: str | None = None,
    rest: Rest | None = None,
) -> None:
    """Record the agent's new state and let routing and the switch's own queue know who is free.

    What is not given stays; a reason stays only with its presence, a rest only with its activity. A change of nothing is no change.
    """
    agent = turn.floor.agents[agent_id]
    new_presence = presence or agent.presence
    new_reason = reason if presence else agent.reason
    new_activity = activity or agent.activity
    about = interaction_id if activity else agent.interaction_id
    new_rest = rest if activity else agent.rest
    if (new_presence, new_reason, new_activity, about, new_rest) == _state(agent):
        return
    was_in_fallback = turn.floor.in_fallback(agent_id)
    fact = state_change(agent, new_presence, new_reason, new_activity, about, turn.now, new_rest)
    turn.record(fact, agent_id=agent_id)
    if agent.presence == "ready" != new_presence:
        turn.gone.append(agent_id)
    _publish(turn, agent_id, was_in_fallback)


def rest(turn: Turn, agent_id: str, *, presence: Presence | None = None, reason: str | None = None) -> None:
    """The agent has done with one thing: what is left is a call, one of the switch's own queue, after-call work, a rest that its limits
    ask for, or nothing."""
    agent, due = turn.floor.agents[agent_id], None
    call = turn.floor.talk_of(agent_id)
    dials = turn.floor.dials_of(agent_id)
    if dials:
        (interaction_id, dial), *_ = dials
        activity, about = "talking" if dial.agent_leg_id else "offered", interaction_id
    elif call is not None:
        activity, about = activity_in(call, agent_id), call.interaction_id
    elif turn.floor.talks_in_fallback(agent_id):
        activity, about = "talking", agent.interaction_id
    elif agent.wrap_up is not None:
        activity, about = "wrapping_up", agent.wrap_up.interaction_id
    else:
        due = _rest_due(turn, agent)
        activity, about = "resting" if due else "idle", None
    change(
        turn, agent_id, presence=presence, reason=reason, activity=activity, interaction_id=about, rest=due
    )
    if due:
        turn.set_timer_at(Timer("rest", agent_id), due.until)


def end_rest(turn: Turn, agent_id: str) -> None:
    """The agent rests no longer."""
    turn.cancel(Timer("rest", agent_id))
    change(turn, agent_id, activity="idle")


def _rest_due(turn: Turn, agent: Agent) -> Rest | None:
    """The rest that goes on, or that the agent's limits ask for now."""
    if agent.rest is not None and agent.rest.until > turn.now:
        return agent.rest
    limits = turn.floor.limits(agent.agent_id)
    asked = turn.floor.lately.strains[agent.agent_id].rest(limits, turn.instant) if limits.any else None
    return Rest(until=datetime.fromtimestamp(asked.until, UTC), why=asked.why) if asked else None


def activity_in(call: Call, agent_id: str) -> Activity:
    """What an agent does in a call, as its own agent or as a third party."""
    party = call.party_of(agent_id)
    if party is not None and party.state == "ringing":
        return "offered"
    if call.stage != "hold":
        return "talking"
    return "consulting" if party or any(each.state != "held" for each in call.parties) else "hold"


def set_phone(turn: Turn, agent_id: str, reachable: bool) -> None:
    """The agent's phone came or went, and with it perhaps the agent's being free."""
    was_in_fallback = turn.floor.in_fallback(agent_id)
    turn.floor.set_phone(agent_id, reachable)
    _publish(turn, agent_id, was_in_fallback)


def expect_phone(turn: Turn, agent_id: str) -> None:
    """An agent who would be free, had it a phone, has a while to get one."""
    agent = turn.floor.agents[agent_id]
    if agent.idle and not turn.floor.has_phone(agent_id):
        turn.set_timer(Timer("phone_away", agent_id), turn.floor.config.settings.phone_away_grace_s)


def _publish(turn: Turn, agent_id: str, was_in_fallback: bool) -> None:
    """Keep the matcher's bench and the switch's own queue as the floor is."""
    profile = turn.floor.profile(agent_id)
    in_fallback = turn.floor.in_fallback(agent_id)
    if profile and in_fallback != was_in_fallback:
        turn.do(calls.SetFallbackMember(endpoint=profile.endpoint, available=in_fallback))
    if turn.floor.available(agent_id):
        turn.free(agent_id)
    else:
        turn.floor.matcher.rest(agent_id, turn.floor.rests(agent_id))
        expect_phone(turn, agent_id)


def _state(agent: Agent) -> tuple[Presence, str | None, Activity, str | None, Rest | None]:
    return agent.presence, agent.reason, agent.activity, agent.interaction_id, agent.rest
