"""A hand that an agent raises in the middle of a call, for a supervisor to see."""

from ringwell.calls.call import Call, milliseconds
from ringwell.calls.hand import HandLowered, HandRaised, LoweredBy
from ringwell.journeys import talking
from ringwell.journeys.commands import RaiseHand
from ringwell.journeys.turn import Turn


def set_hand(turn: Turn, command: RaiseHand) -> None:
    """Raise it or take it back; what is so already stays."""
    call = talking.own(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None:
        turn.refuse("call.not_talking")
    elif command.raised and call.segment.hand_since is None:
        fact = HandRaised(segment_id=call.segment.segment_id, agent_id=call.segment.agent_id)
        turn.record(fact, interaction_id=call.interaction_id, agent_id=call.segment.agent_id)
    elif not command.raised:
        _lower(turn, call, "agent")


def helped(turn: Turn, call: Call) -> None:
    """Somebody who oversees has come to the call."""
    _lower(turn, call, "helped")


def _lower(turn: Turn, call: Call, by: LoweredBy) -> None:
    segment = call.segment
    if segment is None or segment.hand_since is None:
        return
    fact = HandLowered(
        segment_id=segment.segment_id,
        agent_id=segment.agent_id,
        by=by,
        raised_ms=milliseconds(turn.now - segment.hand_since),
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
