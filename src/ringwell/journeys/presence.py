"""Agents come, go and have phones: presence by command, reachability by the switch and the pages."""

from typing import Literal

from ringwell.agents.messages import PHONE_LOST
from ringwell.calls import messages as calls
from ringwell.journeys import availability, in_flow, lost, offering, talking, transfers, wrapup
from ringwell.journeys.commands import PhoneOpened, PhoneReady, SetPresence
from ringwell.journeys.turn import Timer, Turn


def set_presence(turn: Turn, command: SetPresence) -> None:
    """An agent, or a supervisor for one, changes presence."""
    agent = turn.floor.agents.get(command.agent_id)
    if agent is None or turn.floor.profile(command.agent_id) is None:
        turn.refuse("agent.unknown")
        return
    if command.presence == "offline" and agent.activity in ("talking", "hold", "consulting"):
        turn.refuse("agent.in_call")
        return
    reason = command.reason if command.presence == "not_ready" else None
    if reason is not None and reason not in turn.floor.config.reasons:
        turn.refuse("reason.unknown")
        return
    availability.change(turn, command.agent_id, presence=command.presence, reason=reason)
    if command.presence != "ready":
        offering.withdraw_from(turn, command.agent_id)
        transfers.withdraw_from(turn, command.agent_id, "declined")
    by_another = _by_another(turn, command.agent_id)
    if command.presence == "offline":
        wrapup.end(turn, command.agent_id, "supervisor" if by_another else "agent")
        in_flow.leave_unstaffed(turn)
    if by_another:
        turn.notify(command.agent_id, "state_changed_by_supervisor", presence=command.presence, reason=reason)


def _by_another(turn: Turn, agent_id: str) -> bool:
    """Whether somebody else than the agent asks for this."""
    profile, user_id = turn.floor.profile(agent_id), turn.actor.on_behalf_of or turn.actor.id
    return turn.actor.kind in ("user", "token") and profile is not None and user_id != profile.user_id


def dismiss(turn: Turn) -> None:
    """Agents whom the configuration does not have any more go: what rings is taken back, after-call work is over.

    A call that such an agent is in goes on to its end; one that waits for the agent to come back waits no longer.
    """
    floor = turn.floor
    for agent_id, agent in list(floor.agents.items()):
        if floor.profile(agent_id) is None and (agent.logged_in or agent.wrap_up):
            availability.change(turn, agent_id, presence="offline")
            offering.withdraw_from(turn, agent_id)
            transfers.withdraw_from(turn, agent_id, "withdrawn")
            wrapup.end(turn, agent_id, "system")
            call = talking.own(turn, agent_id, agent.interaction_id)
            if call and call.stage == "lost":
                turn.set_timer(Timer("lost", call.interaction_id), 0)


def phone_reachable(turn: Turn, event: calls.PhoneReachable) -> None:
    """An agent's phone registered with the switch, or went away."""
    agent_id = turn.floor.agent_at(event.endpoint)
    if agent_id is None:
        return
    if event.reachable:
        _phone_there(turn, agent_id)
    else:
        _phone_away(turn, agent_id, "failed")


def phone_opened(turn: Turn, command: PhoneOpened) -> None:
    """A new page of this agent has the phone: the older one is told, and what it was ringing or carrying moves over.

    The new page has no phone before it has registered. Of the first page that we hear of nobody knows whether it is new: it may
    have been loaded while no brain was there, and does not carry the call then.
    """
    if turn.floor.profile(command.agent_id) is None:
        turn.refuse("agent.unknown")
        return
    if turn.floor.has_desk_phone(command.agent_id):
        turn.refuse("phone.desk")
        return
    before = _hold_phone(turn, command.agent_id, command.phone_session_id)
    if before == command.phone_session_id:
        return
    call = talking.own(turn, command.agent_id, turn.floor.agents[command.agent_id].interaction_id)
    if call and call.interaction_id != command.interaction_id:
        lost.lose(turn, call)
    if before is None:
        return
    turn.notify(command.agent_id, "phone_taken_over", phone_session_id=before)
    _phone_away(turn, command.agent_id, "withdrawn")


def phone_ready(turn: Turn, command: PhoneReady) -> None:
    """The page's phone has registered: a call that lost its browser rings there now."""
    if turn.floor.profile(command.agent_id) is None:
        turn.refuse("agent.unknown")
        return
    if turn.floor.has_desk_phone(command.agent_id):
        turn.refuse("phone.desk")
        return
    if turn.floor.phone_sessions.get(command.agent_id) not in (None, command.phone_session_id):
        turn.refuse("phone.taken_over")
        return
    _hold_phone(turn, command.agent_id, command.phone_session_id)
    _phone_there(turn, command.agent_id)


def phone_away_too_long(turn: Turn, agent_id: str) -> None:
    """An agent who is free and has no phone is not ready, so that the board does not lie."""
    agent = turn.floor.agents[agent_id]
    if agent.idle and not turn.floor.has_phone(agent_id):
        availability.change(turn, agent_id, presence="not_ready", reason=PHONE_LOST)


def _hold_phone(turn: Turn, agent_id: str, phone_session_id: str) -> str | None:
    """This page has the agent's phone; the page that had it before."""
    before = turn.floor.phone_sessions.get(agent_id)
    if before != phone_session_id:
        turn.floor.phone_sessions[agent_id] = phone_session_id
        turn.floor.changed.add(("agents", agent_id))
    return before


def _phone_there(turn: Turn, agent_id: str) -> None:
    turn.cancel(Timer("phone_away", agent_id))
    availability.set_phone(turn, agent_id, reachable=True)
    lost.restore(turn, agent_id, fresh=True)


def _phone_away(turn: Turn, agent_id: str, result: Literal["failed", "withdrawn"]) -> None:
    """What rings there rings nobody: the caller goes to the next agent, and a lost call waits for the next registration."""
    availability.set_phone(turn, agent_id, reachable=False)
    offering.withdraw_from(turn, agent_id, result)
    transfers.withdraw_from(turn, agent_id, "failed")
    lost.stop_restoring(turn, turn.floor.agents[agent_id].interaction_id or "")
