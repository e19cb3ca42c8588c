"""The end of an interaction, whoever ends it, and what its agent does next."""

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.messages import EndedBy, InteractionResult
from ringwell.journeys import (
    callback_ends,
    callback_step,
    cut_off,
    listening,
    offering,
    owner_ends,
    parties,
    talking,
    waiting,
    wrapup,
)
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Timer, Turn

GONE_S = 5
"""How long a caller who is gone may still be told of by the switch's own queue."""


def end(
    turn: Turn,
    interaction_id: str,
    result: InteractionResult,
    ended_by: EndedBy,
    cause: int | None = None,
    caller_gone: bool = False,
) -> None:
    """End the interaction: its visit, offer and segment get their results first, every leg that is left is hung up."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or call.stage == "ended":
        return
    offering.withdraw(turn, interaction_id)
    callback_ends.ended(turn, interaction_id)
    owner_ends.call_over(turn, call)
    parties.drop_all(turn, interaction_id, "call_over")
    call = turn.floor.calls[interaction_id]
    if interaction_id in turn.floor.visits:
        waiting.leave_visit(turn, interaction_id, "abandoned" if ended_by == "caller" else "failed")
    listening.over(turn, interaction_id)
    segment = talking.end_segment(turn, call, ended_by)
    if segment is None and call.bridge_id is not None:
        turn.do(calls.EndBridge(bridge_id=call.bridge_id))
    restoring = turn.floor.restoring.pop(interaction_id, None)
    turn.record(
        calls.InteractionEnded(result=result, ended_by=ended_by, cause=cause), interaction_id=interaction_id
    )
    if not caller_gone:
        reason = "unknown_number" if result == "unknown_number" else "normal"
        turn.do(calls.HangUpLeg(leg_id=call.leg_id, reason=reason))
    if restoring:
        turn.do(calls.HangUpLeg(leg_id=restoring.leg_id))
    if segment:
        if segment.lost_since is None:
            turn.do(calls.HangUpLeg(leg_id=segment.leg_id))
        queue = turn.floor.queue_of(call)
        wrapup.begin(
            turn, segment.agent_id, interaction_id, segment.segment_id, queue.wrap_up_s if queue else 0
        )
    wrapup.forget_if_done(turn, interaction_id)


def caller_gone(turn: Turn, interaction_id: str, cause: int) -> None:
    """The caller hung up, wherever the call stood. What became of one elsewhere is told by the switch's own queue, soon."""
    if interaction_id in turn.floor.elsewhere:
        turn.set_timer(Timer("gone", interaction_id), GONE_S)
        return
    call = turn.floor.calls[interaction_id]
    cut_off.caller_gone(turn, call, cause)
    end(turn, interaction_id, _result(turn.floor, call), "caller", cause, caller_gone=True)


def gone(turn: Turn, interaction_id: str) -> None:
    """Nothing more has been told of a caller who was elsewhere."""
    call = turn.floor.calls.get(interaction_id)
    if call:
        end(turn, interaction_id, _result(turn.floor, call), "caller", caller_gone=True)


def turned_away(call: Call) -> InteractionResult:
    """Why a caller meets no flow."""
    return "blocked" if call.blocked else "unknown_number"


def _result(floor: Floor, call: Call) -> InteractionResult:
    """What a caller's hanging up makes of the call, by where it stood."""
    if call.voicemail_id is not None:
        return "voicemail"
    by_flow = (party for party in call.parties if not party.by_agent_id)
    if call.segment is None and any(party.state != "joined" for party in by_flow):
        return "abandoned_in_flow"
    if call.stage in ("talking", "hold", "lost", "transferring", "outside", "parked"):
        return "handled"
    if call.asked_back:
        return "callback_asked"
    if call.direction == "out":
        return "callback_failed"
    if call.stage == "waiting":
        return "abandoned_in_queue"
    if call.went_on:
        return "handled"
    if callback_step.is_owed(floor, call):
        return "callback_asked"
    if call.flow_id is None:
        return turned_away(call)
    return "closed" if call.closed else "abandoned_in_flow"
