"""After-call work: begun when a call ends, over when the agent says so or its time has run out."""

from datetime import timedelta
from typing import Literal

from ringwell.agents.messages import DispositionSet, Presence, WrapUpEnded, WrapUpExtended, WrapUpStarted
from ringwell.calls.call import milliseconds
from ringwell.journeys import availability
from ringwell.journeys.commands import ExtendWrapUp, FinishWrapUp
from ringwell.journeys.turn import Timer, Turn

MAX_WRAP_UP_EXTENSION_S = 600
EndedBy = Literal["agent", "deadline", "supervisor", "system"]


def begin(turn: Turn, agent_id: str, interaction_id: str, segment_id: str, seconds: int) -> None:
    """After-call work, with its time limit; none where the queue gives none, where the agent has been taken out, or where the agent talks
    to the next caller already, whom the switch's own queue has found."""
    if seconds <= 0 or turn.floor.profile(agent_id) is None or turn.floor.talks_in_fallback(agent_id):
        availability.rest(turn, agent_id)
        return
    deadline = turn.now + timedelta(seconds=seconds)
    turn.record(
        WrapUpStarted(
            agent_id=agent_id, interaction_id=interaction_id, segment_id=segment_id, deadline=deadline
        ),
        interaction_id=interaction_id,
        agent_id=agent_id,
    )
    availability.change(turn, agent_id, activity="wrapping_up", interaction_id=interaction_id)
    turn.set_timer_at(Timer("wrap_up", agent_id), deadline)


def end(
    turn: Turn, agent_id: str, by: EndedBy, presence: Presence | None = None, reason: str | None = None
) -> None:
    """After-call work is over, and with it perhaps a presence. What the agent had typed stays as a draft."""
    wrap_up = turn.floor.agents[agent_id].wrap_up
    if wrap_up is None:
        return
    turn.cancel(Timer("wrap_up", agent_id))
    ended = WrapUpEnded(
        agent_id=agent_id,
        interaction_id=wrap_up.interaction_id,
        acw_ms=milliseconds(turn.now - wrap_up.started_at),
        by=by,
        segment_id=wrap_up.segment_id,
    )
    turn.record(ended, interaction_id=wrap_up.interaction_id, agent_id=agent_id)
    availability.rest(turn, agent_id, presence=presence, reason=reason)
    forget_if_done(turn, wrap_up.interaction_id)


def over(turn: Turn, agent_id: str) -> None:
    """The time for after-call work has run out."""
    end(turn, agent_id, "deadline")


def finish(turn: Turn, command: FinishWrapUp) -> None:
    """The agent says what the conversation was about and goes on. Acknowledged only when it is kept."""
    agent = turn.floor.agents.get(command.agent_id)
    if agent is None or agent.wrap_up is None or agent.wrap_up.interaction_id != command.interaction_id:
        turn.refuse("wrap_up.not_open")
        return
    if command.disposition_id and command.disposition_id not in turn.floor.config.dispositions:
        turn.refuse("disposition.unknown")
        return
    reason = command.reason if command.then == "not_ready" else None
    if reason is not None and reason not in turn.floor.config.reasons:
        turn.refuse("reason.unknown")
        return
    turn.told = True
    _dispose(turn, command)
    end(turn, command.agent_id, "agent", command.then, reason)


def extend(turn: Turn, command: ExtendWrapUp) -> None:
    agent = turn.floor.agents.get(command.agent_id)
    wrap_up = agent.wrap_up if agent else None
    if wrap_up is None or wrap_up.interaction_id != command.interaction_id or wrap_up.deadline is None:
        turn.refuse("wrap_up.not_open")
        return
    seconds = min(max(command.seconds, 1), MAX_WRAP_UP_EXTENSION_S)
    deadline = max(wrap_up.deadline, turn.now) + timedelta(seconds=seconds)
    turn.record(
        WrapUpExtended(agent_id=command.agent_id, interaction_id=command.interaction_id, deadline=deadline),
        interaction_id=command.interaction_id,
        agent_id=command.agent_id,
    )
    turn.set_timer_at(Timer("wrap_up", command.agent_id), deadline)


def forget_if_done(turn: Turn, interaction_id: str) -> None:
    """An interaction that ended, that nobody wraps up any more, whose caller is known as well as can be, and is not to be called back for a line
    that broke, is not live any more."""
    floor, call = turn.floor, turn.floor.calls.get(interaction_id)
    done = not floor.wrapping_up(interaction_id) and interaction_id not in floor.looking_up
    if call and call.stage == "ended" and call.cut_off is None and done:
        floor.forget(interaction_id)


def _dispose(turn: Turn, command: FinishWrapUp) -> None:
    disposition = DispositionSet(
        agent_id=command.agent_id,
        interaction_id=command.interaction_id,
        disposition_id=command.disposition_id,
        note_id=command.note_id,
    )
    turn.record(disposition, interaction_id=command.interaction_id, agent_id=command.agent_id)
