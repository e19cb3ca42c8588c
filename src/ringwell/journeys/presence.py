"""Agents come, go and have phones: presence by command, reachability by the switch."""

from ringwell.agents.agent import Agent
from ringwell.agents.messages import PHONE_LOST
from ringwell.calls import messages as calls
from ringwell.journeys import availability, inbound, offering, talking, waiting, wrapup
from ringwell.journeys.commands import PhoneOpened, PhoneReady, SetPresence
from ringwell.journeys.turn import Timer, Turn


def set_presence(turn: Turn, command: SetPresence) -> None:
    """An agent, or a supervisor for one, changes presence."""
    agent = turn.floor.agents.get(command.agent_id)
    if agent is None:
        turn.refuse("agent.unknown")
        return
    if command.presence == "offline" and agent.activity in ("talking", "hold"):
        turn.refuse("agent.in_call")
        return
    if command.presence == "offline":
        _put_aside(turn, agent)
    reason = command.reason if command.presence == "not_ready" else None
    availability.change(turn, command.agent_id, presence=command.presence, reason=reason)
    if command.presence == "ready":
        offering.agent_free(turn, command.agent_id)
    elif command.presence == "not_ready":
        offering.withdraw_from(turn, command.agent_id)
    else:
        _recheck_staffing(turn)
    if turn.actor.kind == "user" and turn.actor.on_behalf_of is not None:
        turn.notify(command.agent_id, "state_changed_by_supervisor", presence=command.presence, reason=reason)


def phone_reachable(turn: Turn, event: calls.PhoneReachable) -> None:
    """An agent's phone registered, or went away."""
    agent_id = turn.floor.agent_at(event.endpoint)
    if agent_id is None:
        return
    was_available = turn.floor.available(agent_id)
    turn.floor.changed.add(("agents", agent_id))
    timer = Timer("phone_away", agent_id)
    if event.reachable:
        turn.floor.reachable.add(event.endpoint)
        turn.cancel(timer)
        availability.publish_availability(turn, agent_id, was_available)
        talking.restore(turn, agent_id)
        offering.agent_free(turn, agent_id)
        return
    turn.floor.reachable.discard(event.endpoint)
    availability.publish_availability(turn, agent_id, was_available)
    turn.set_timer(timer, turn.floor.config.settings.phone_away_grace_s)


def phone_away_too_long(turn: Turn, agent_id: str) -> None:
    """An agent without a phone is not ready, so that the board does not lie."""
    profile, agent = turn.floor.profile(agent_id), turn.floor.agents[agent_id]
    if profile and profile.endpoint not in turn.floor.reachable and agent.presence == "ready":
        availability.change(turn, agent_id, presence="not_ready", reason=PHONE_LOST)


def _put_aside(turn: Turn, agent: Agent) -> None:
    """Signing out ends an offer and the after-call work."""
    offering.withdraw_from(turn, agent.agent_id)
    wrapup.end(turn, agent.agent_id, "system")


def _recheck_staffing(turn: Turn) -> None:
    """Somebody logged out: callers whom nobody logged in could serve are told so by their flow."""
    for interaction_id, visit in list(turn.floor.visits.items()):
        if visit.offer_id is None and not waiting.staffed(turn.floor, visit.needs):
            inbound.leave_queue(turn, interaction_id, "nobody")


def phone_opened(turn: Turn, command: PhoneOpened) -> None:
    """A new page of this agent has the phone: the older one is told, and what it was ringing or carrying moves over."""
    agent = turn.floor.agents.get(command.agent_id)
    if agent is None:
        turn.refuse("agent.unknown")
        return
    before = turn.floor.phone_sessions.get(command.agent_id)
    turn.floor.phone_sessions[command.agent_id] = command.phone_session_id
    turn.floor.changed.add(("agents", command.agent_id))
    if before is None or before == command.phone_session_id:
        return
    turn.notify(command.agent_id, "phone_taken_over", phone_session_id=before)
    offer = turn.floor.offers.get(agent.offer_id or "")
    if offer:
        turn.do(calls.HangUpLeg(leg_id=offer.leg_id))
        offering.end(turn, offer, "withdrawn")
    call = turn.floor.calls.get(agent.interaction_id or "")
    if call and call.stage in ("talking", "hold"):
        talking.lose(turn, call)


def phone_ready(turn: Turn, command: PhoneReady) -> None:
    """The page's phone has registered: a call that lost its browser rings there now."""
    if turn.floor.phone_sessions.get(command.agent_id) not in (None, command.phone_session_id):
        turn.refuse("phone.taken_over")
        return
    turn.floor.phone_sessions[command.agent_id] = command.phone_session_id
    profile = turn.floor.profile(command.agent_id)
    if profile:
        talking.stop_restoring(turn, command.agent_id)
        phone_reachable(turn, calls.PhoneReachable(at=turn.now, endpoint=profile.endpoint, reachable=True))
