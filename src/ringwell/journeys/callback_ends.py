"""How a callback ends: kept, given up, taken back; once, with whatever was being rung for it."""

from datetime import datetime

from ringwell.calls import messages as calls
from ringwell.calls.messages import InteractionResult
from ringwell.journeys import availability, offering, waiting, wrapup
from ringwell.journeys.commands import CancelCallback, ForgetCallback
from ringwell.journeys.turn import Timer, Turn
from ringwell.outbound.callback import Callback, Dial
from ringwell.outbound.messages import (
    AttemptResult,
    CallbackAttemptEnded,
    CallbackEnded,
    CallbackResult,
    CancelReason,
)

ENDS: dict[CallbackResult, InteractionResult] = {
    "kept": "handled",
    "unreachable": "callback_failed",
    "abandoned": "callback_failed",
    "cancelled": "callback_cancelled",
    "expired": "callback_expired",
}


def give_up(
    turn: Turn, interaction_id: str, result: CallbackResult, reason: CancelReason | None = None
) -> None:
    """End a callback whose customer has not been reached: every leg of it goes, whoever was rung for it is free."""
    floor = turn.floor
    callback, visit = floor.callbacks[interaction_id], floor.visits.get(interaction_id)
    offering.withdraw(turn, interaction_id)
    if callback.dial:
        drop_dial(turn, callback, callback.dial, "failed", None)
    if visit:
        waiting.leave_visit(turn, interaction_id, "failed" if result == "unreachable" else "closed")
    turn.cancel(Timer("callback", interaction_id))
    end_callback(turn, floor.callbacks[interaction_id], result, reason)
    ended_as = "not_reached" if callback.own else "handled" if reason == "dealt_with" else ENDS[result]
    ended = calls.InteractionEnded(result=ended_as, ended_by="system")
    turn.record(ended, interaction_id=interaction_id)
    wrapup.forget_if_done(turn, interaction_id)


def cancel(turn: Turn, command: CancelCallback) -> None:
    """A supervisor takes a callback back. One that is over is no refusal."""
    callback = turn.floor.callbacks.get(command.interaction_id)
    if callback is None or callback.over:
        return
    if callback.answered:
        turn.refuse("callback.talking")
        return
    give_up(turn, command.interaction_id, "cancelled", "supervisor")


def forget(turn: Turn, command: ForgetCallback) -> None:
    """The customer has been erased: nobody is called. A talk that goes on is ended by who talks."""
    callback = turn.floor.callbacks.get(command.interaction_id)
    if callback and not callback.over and not callback.answered:
        give_up(turn, command.interaction_id, "cancelled", "number_gone")


def ended(turn: Turn, interaction_id: str) -> None:
    """The interaction ends: a callback that has no outcome yet has been left by its customer."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback and not callback.over:
        turn.cancel(Timer("callback", interaction_id))
        end_callback(turn, callback, "abandoned")


def drop_dial(
    turn: Turn, callback: Callback, dial: Dial, result: AttemptResult, again: datetime | None
) -> None:
    """Ring the customer no more: both legs go, and the agent is free."""
    turn.cancel(Timer("dial", callback.interaction_id))
    if not dial.reading:
        turn.do(calls.HangUpLeg(leg_id=dial.leg_id))
    if dial.agent_leg_id:
        turn.do(calls.HangUpLeg(leg_id=dial.agent_leg_id))
    if dial.bridge_id:
        turn.do(calls.EndBridge(bridge_id=dial.bridge_id))
    end_attempt(turn, callback, result, again)
    availability.rest(turn, dial.agent_id)


def end_attempt(turn: Turn, callback: Callback, result: AttemptResult, again: datetime | None) -> None:
    fact = CallbackAttemptEnded(attempt=callback.begun, result=result, again_at=again)
    agent_id = callback.dial.agent_id if callback.dial else None
    turn.record(fact, interaction_id=callback.interaction_id, agent_id=agent_id)


def end_callback(
    turn: Turn, callback: Callback, result: CallbackResult, reason: CancelReason | None = None
) -> None:
    late = callback.promised_by is not None and turn.now > callback.promised_by
    fact = CallbackEnded(
        queue_id=callback.queue_id,
        result=result,
        late=late and result == "kept",
        attempts=callback.begun,
        reason=reason,
        follow_up=callback.agent_id is not None or callback.message_id is not None,
    )
    turn.record(fact, interaction_id=callback.interaction_id)
