"""An agent hangs up first, and the caller goes on in the flow behind the queue, where the flow says so: to a survey, or to anything else."""

from ringwell.calls.call import Call
from ringwell.calls.flow_acts import WentOn
from ringwell.flows.acts import TalkOver
from ringwell.flows.model import QueueNode
from ringwell.journeys import in_flow, transfers
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.turn import Turn


def goes_on(turn: Turn, call: Call) -> bool:
    """Whether the caller stays when its agent leaves; the agent wraps up as after any talk."""
    if not _leads_on(turn, call):
        return False
    segment = transfers.leave_alone(turn, call)
    transfers.after_call_work(turn, call, segment)
    went_on = WentOn(agent_id=segment.agent_id, segment_id=segment.segment_id)
    turn.record(went_on, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    in_flow.feed(turn, call.interaction_id, TalkOver())
    return True


def _leads_on(turn: Turn, call: Call) -> bool:
    document = turn.floor.flow(call)
    if call.segment is None or call.stage not in ("talking", "hold") or call.direction == "out":
        return False
    if document is None or call.flow_state is None or turn.floor.handing_over:
        return False
    state = state_of(turn.floor, call)
    node = document.nodes.get(state.node)
    return isinstance(node, QueueNode) and node.after is not None and state.stage in ("queued", "ended")
