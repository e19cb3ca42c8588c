"""What came of a caller's introduction to the client's owner: one outcome for each, whatever happens."""

from ringwell.calls.call import Call, milliseconds
from ringwell.calls.owner_messages import OwnerEnded, OwnerOutcome
from ringwell.journeys import parties
from ringwell.journeys.turn import Turn


def end(
    turn: Turn,
    call: Call,
    outcome: OwnerOutcome,
    *,
    note_id: str | None = None,
    promise_id: str | None = None,
) -> None:
    """Record the outcome, if it has none yet."""
    seeking = call.introduction
    if seeking is None:
        return
    answered = seeking.answered_at
    fact = OwnerEnded(
        outcome=outcome,
        owner_id=seeking.answered_by,
        rung=seeking.rung,
        answered_ms=milliseconds(answered - seeking.since) if answered else None,
        note_id=note_id,
        promise_id=promise_id,
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=seeking.agent_id or None)


def call_over(turn: Turn, call: Call) -> None:
    """The call ends while it goes on."""
    seeking = call.introduction
    if seeking is None:
        return
    if seeking.unreached:
        end(turn, call, "nobody")
    elif seeking.answered_by and not parties.joined(call) and not parties.held(call):
        end(turn, call, "refused")
    else:
        end(turn, call, "caller_gone")
