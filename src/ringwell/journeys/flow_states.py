"""Where a call is in its flow: what the log has of it, and beside that what is personal."""

import msgspec
from msgspec.structs import replace

from ringwell.calls.call import Call
from ringwell.calls.messages import FlowStepped
from ringwell.flows.state import FlowState
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import KeepData, Turn
from ringwell.journeys.unlogged import Private


def state_of(floor: Floor, call: Call) -> FlowState:
    """Of a call that has begun its flow."""
    state = msgspec.convert(call.flow_state, FlowState)
    private = floor.private.get(call.interaction_id)
    if private is None:
        return state
    return replace(state, data=private.data, typed=private.typed, ahead=private.ahead)


def keep(turn: Turn, interaction_id: str, before: FlowState | None, state: FlowState) -> None:
    """The call is here now. What was entered or told is to outlive the brain, but not in the log."""
    floor = turn.floor
    if before is None or state.public != before.public:
        fact = FlowStepped(node=state.node, state=msgspec.to_builtins(state.public))
        turn.record(fact, interaction_id=interaction_id)
    floor.private[interaction_id] = Private(data=state.data, typed=state.typed, ahead=state.ahead)
    if state.data != (before.data if before else {}):
        turn.keeping_data.append(KeepData(interaction_id=interaction_id, values=state.data))
        floor.show_call(interaction_id)


def leave(turn: Turn, call: Call) -> None:
    """Somebody has taken the caller out of the flow: it asks for nothing more, and nothing that still comes in matters to it."""
    turn.floor.asking.pop(call.interaction_id, None)
    if call.flow_state is not None:
        before = state_of(turn.floor, call)
        ended = replace(before, stage="ended", token=before.token + 1, listening=0, unsure="", trail=())
        keep(turn, call.interaction_id, before, ended)


def was_left(floor: Floor, call: Call) -> bool:
    """Whether somebody has taken the caller out of the flow, or before it began."""
    if call.flow_state is None:
        return call.direction == "in"
    state = state_of(floor, call)
    return state.stage == "ended" and state.leaving is None


def keys_pressed(floor: Floor, call: Call) -> tuple[str, ...]:
    """The keys that the caller chose at menus, oldest first."""
    return state_of(floor, call).pressed if call.flow_state is not None else ()
