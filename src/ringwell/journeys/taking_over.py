"""A supervisor who is in on a call, and is an agent, too, takes it: from its agent, out of its flow or queue, or from where it is parked.

The leg by which the call was heard is the one that the customer talks to then.
"""

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.listening import CallTakenOver, Listening, TakenFrom
from ringwell.journeys import (
    availability,
    beginning,
    flow_states,
    hearing,
    listening,
    lost,
    offering,
    overhearing,
    parking,
    recording,
    talking,
    waiting,
    wrapup,
)
from ringwell.journeys.commands import TakeOver
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds


def take_over(turn: Turn, command: TakeOver) -> None:
    """Be the agent of this call from now on; whose it was goes on to after-call work."""
    floor, user_id = turn.floor, listening.who(turn)
    mine, call = listening.of(floor, user_id), floor.calls.get(command.interaction_id)
    agent_id, code = listening.agent_of(floor, user_id), overhearing.why_not_taken(floor, call)
    if mine is None or mine.interaction_id != command.interaction_id or mine.leg_id not in floor.hearing:
        turn.refuse("listening.not_in")
    elif call is None or code is not None:
        turn.refuse(code or "call.not_talking")
    elif call.interaction_id in floor.elsewhere:  # the switch's own queue has the caller
        turn.refuse("call.not_talking")
    elif agent_id is None:
        turn.refuse("no_agent")
    elif floor.agents[agent_id].activity != "idle":
        turn.refuse("agent.busy")
    elif call.segment is not None:
        _from_agent(turn, call, mine, agent_id)
    else:
        _from_nobody(turn, call, mine, agent_id)


def _from_agent(turn: Turn, call: Call, mine: Listening, agent_id: str) -> None:
    held, lost_leg = call.stage == "hold", call.stage == "lost"
    listening.end(turn, mine, "taken_over")
    lost.stop_restoring(turn, call.interaction_id)
    if not held and not lost_leg and call.segment is not None:
        # The caller goes into its next bridge at once: not to be put out of that by the end of this one.
        turn.do(calls.PartLeg(bridge_id=call.segment.bridge_id, leg_id=call.leg_id))
    before = talking.end_segment(turn, call, "system")
    if before is None:
        return
    if not lost_leg:
        turn.do(calls.HangUpLeg(leg_id=before.leg_id))
    if held or lost_leg:
        turn.do(calls.StopMusic(leg_id=call.leg_id))
    _tell(turn, call, mine, agent_id, "agent", before.agent_id)
    queue = turn.floor.config.queues.get(call.queue_id or "")
    wrap_up_s = queue.wrap_up_s if queue else 0
    wrapup.begin(turn, before.agent_id, call.interaction_id, before.segment_id, wrap_up_s)
    recording_id = turn.ids.new(kinds.RECORDING) if before.recording_id else None
    _begin(turn, call, mine.leg_id, agent_id, recording_id, before.visit_id)


def _from_nobody(turn: Turn, call: Call, mine: Listening, agent_id: str) -> None:
    """The caller hears prompts or music: no more of that."""
    interaction_id, visit = call.interaction_id, turn.floor.visits.get(call.interaction_id)
    listening.end(turn, mine, "taken_over")
    queue = turn.floor.queue_of(call)
    wanted = recording.wanted(turn.floor, interaction_id, queue.queue_id if queue else "")
    beginning.answer(turn, call)
    if call.parked is not None:
        _tell(turn, call, mine, agent_id, "parked")
        parking.unpark(turn, call, "picked_up", agent_id)
    elif visit is not None:
        _tell(turn, call, mine, agent_id, "queue")
        offering.withdraw(turn, interaction_id)
        waiting.leave_visit(turn, interaction_id, "answered", agent_id)
    else:
        _tell(turn, call, mine, agent_id, "flow")
        hearing.stop(turn, call)
        turn.floor.announced.pop(interaction_id, None)
        flow_states.leave(turn, call)
    waiting.silence(turn, turn.floor.calls[interaction_id])
    recording_id = turn.ids.new(kinds.RECORDING) if wanted else None
    _begin(turn, call, mine.leg_id, agent_id, recording_id, visit.visit_id if visit else None)


def _tell(
    turn: Turn,
    call: Call,
    mine: Listening,
    agent_id: str,
    taken_from: TakenFrom,
    from_agent_id: str | None = None,
) -> None:
    fact = CallTakenOver(
        user_id=mine.user_id, agent_id=agent_id, from_agent_id=from_agent_id, taken_from=taken_from
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=agent_id)


def _begin(
    turn: Turn, call: Call, leg_id: str, agent_id: str, recording_id: str | None, visit_id: str | None
) -> None:
    if recording_id is not None:
        turn.do(calls.StartRecording(leg_id=leg_id, recording_id=recording_id))
    if turn.floor.agents[agent_id].presence == "offline":
        availability.change(turn, agent_id, presence="not_ready")
    talking.start_segment(turn, call.interaction_id, agent_id, leg_id, recording_id, visit_id)
