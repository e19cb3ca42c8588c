"""A supervisor who is in on a call, and is an agent, too, takes it: from its agent, out of its flow or queue, from where it is parked, or from
whoever is with the caller or is being rung.

The leg by which the call was heard is the one that the customer talks to then. Third parties stay as they are: those who talk with the agent
talk with who takes over, and a caller who is on hold meanwhile stays there.
"""

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment
from ringwell.calls.listening import CallTakenOver, Listening, TakenFrom
from ringwell.journeys import (
    availability,
    beginning,
    dialling,
    flow_states,
    hearing,
    inbound,
    listening,
    lost,
    offering,
    overhearing,
    owner_ends,
    parking,
    parties,
    recording,
    talking,
    transfers,
    waiting,
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
    else:
        _take(turn, call, mine, agent_id)


def _take(turn: Turn, call: Call, mine: Listening, agent_id: str) -> None:
    listening.end(turn, mine, "taken_over")
    if turn.floor.agents[agent_id].presence == "offline":
        availability.change(turn, agent_id, presence="not_ready")
    if call.segment is not None:
        _from_agent(turn, call, call.segment, mine, agent_id)
    elif turn.floor.is_away(call.interaction_id):
        _from_dial(turn, call, mine, agent_id)
    elif call.stage == "outside":
        _from_outside(turn, call, mine, agent_id)
    else:
        _from_nobody(turn, call, mine, agent_id)


def _from_agent(turn: Turn, call: Call, before: Segment, mine: Listening, agent_id: str) -> None:
    """Into the agent's place. Whose leg is lost has none where nobody talks on."""
    held, is_lost = call.stage == "hold", call.stage == "lost"
    stays_on_hold = held and bool(parties.joined(call) or parties.ringing(call))
    is_asked = call.interaction_id in turn.floor.asking or call.leg_id in turn.floor.playing
    bridge_id = None if is_lost and not parties.joined(call) else before.bridge_id
    lost.stop_restoring(turn, call.interaction_id)
    parties.hush(turn, call)
    talking.end_segment(turn, call, "system", keep_bridge=True, talk_goes_on=True)
    _tell(turn, call, mine, agent_id, "agent", before.agent_id)
    _say_who(turn, before.agent_id, agent_id)
    transfers.after_call_work(turn, call, before)
    joins = (mine.leg_id,)
    if bridge_id is None or (held and not stays_on_hold):
        turn.do(calls.StopMusic(leg_id=call.leg_id))
        joins = (call.leg_id, mine.leg_id)
    recording_id = turn.ids.new(kinds.RECORDING) if before.recording_id else None
    _begin(turn, call, mine, agent_id, recording_id, before.visit_id, bridge_id, joins)
    if not is_lost:
        # One after the other: of a leg that comes in the moment in which another one goes, the switch may pass on no sound.
        turn.do(calls.PartLeg(bridge_id=before.bridge_id, leg_id=before.leg_id))
        turn.do(calls.HangUpLeg(leg_id=before.leg_id))
    if stays_on_hold:
        _keep_on_hold(turn, call, is_asked)
    parties.tell_agents(turn, turn.floor.calls[call.interaction_id])


def _say_who(turn: Turn, before: str | None, agent_id: str) -> None:
    """Whose call it was sees it go, and has to know to whom."""
    profile = turn.floor.profile(agent_id)
    if before is not None and profile is not None:
        turn.notify(before, "call_taken_over", name=profile.name)


def _keep_on_hold(turn: Turn, before: Call, is_asked: bool) -> None:
    """The caller hears music still, also one who was being asked something, and who has taken over hears how somebody is rung, or talks with
    them."""
    call = turn.floor.calls[before.interaction_id]
    segment, rung = call.segment, parties.ringing(call)
    assert segment is not None
    talking.begin_hold(turn, call.interaction_id, segment)
    if is_asked:
        turn.do(calls.StartMusic(leg_id=call.leg_id))
    if rung is not None and rung.leg_id not in turn.floor.heard_early:
        turn.do(calls.StartRinging(leg_id=segment.leg_id, bridge_id=segment.bridge_id))


def _from_dial(turn: Turn, call: Call, mine: Listening, agent_id: str) -> None:
    """The customer is being rung, and rings on."""
    callback = turn.floor.callbacks[call.interaction_id]
    dial = callback.dial
    assert dial is not None  # else nobody could be in on it
    _tell(turn, call, mine, agent_id, "dial", dial.agent_id)
    _say_who(turn, dial.agent_id, agent_id)
    dialling.pass_on(turn, callback, dial, agent_id, mine.leg_id)


def _from_outside(turn: Turn, call: Call, mine: Listening, agent_id: str) -> None:
    """The caller talks to somebody outside, who stays; if the flow has brought the two together, it is left."""
    _tell(turn, call, mine, agent_id, "outside")
    if not any(party.by_agent_id for party in call.parties):
        flow_states.leave(turn, call)
    _begin(turn, call, mine, agent_id, _to_record(turn, call), None, call.bridge_id, (mine.leg_id,))


def _from_nobody(turn: Turn, call: Call, mine: Listening, agent_id: str) -> None:
    """The caller hears prompts or music: no more of that."""
    interaction_id, visit = call.interaction_id, turn.floor.visits.get(call.interaction_id)
    recording_id = _to_record(turn, call)
    beginning.answer(turn, call)
    if call.parked is not None:
        _tell(turn, call, mine, agent_id, "parked")
        parking.unpark(turn, call, "picked_up", agent_id)
    elif visit is not None:
        _tell(turn, call, mine, agent_id, "queue")
        offering.withdraw(turn, interaction_id)
        waiting.leave_visit(turn, interaction_id, "answered", agent_id)
    elif call.parties:
        _tell(turn, call, mine, agent_id, "transfer")
        _ring_no_more(turn, call)
    elif interaction_id in turn.floor.voicemails:
        _tell(turn, call, mine, agent_id, "message")
        inbound.voicemail_cut(turn, interaction_id)
        turn.do(calls.StopVoicemail(leg_id=call.leg_id, recording_id=call.voicemail_id or ""))
        flow_states.leave(turn, call)
    else:
        _tell(turn, call, mine, agent_id, "flow")
        hearing.stop(turn, call)
        turn.floor.announced.pop(interaction_id, None)
        flow_states.leave(turn, call)
    waiting.silence(turn, turn.floor.calls[interaction_id])
    _begin(turn, call, mine, agent_id, recording_id, visit.visit_id if visit else None)


def _ring_no_more(turn: Turn, call: Call) -> None:
    """Of those to whom an agent or the flow lets the caller go nobody has come yet."""
    by_flow = not any(party.by_agent_id for party in call.parties)
    owner_ends.end(turn, call, "taken_back")
    parties.drop_all(turn, call.interaction_id, "removed")
    if call.bridge_id is not None:
        turn.do(calls.EndBridge(bridge_id=call.bridge_id))
    if by_flow:
        turn.do(calls.StopRinging(leg_id=call.leg_id))
        flow_states.leave(turn, turn.floor.calls[call.interaction_id])


def _to_record(turn: Turn, call: Call) -> str | None:
    queue = turn.floor.queue_of(call)
    wanted = recording.wanted(turn.floor, call.interaction_id, queue.queue_id if queue else "")
    return turn.ids.new(kinds.RECORDING) if wanted else None


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
    turn: Turn,
    call: Call,
    mine: Listening,
    agent_id: str,
    recording_id: str | None,
    visit_id: str | None,
    bridge_id: str | None = None,
    joins: tuple[str, ...] | None = None,
) -> None:
    if recording_id is not None:
        turn.do(calls.StartRecording(leg_id=mine.leg_id, recording_id=recording_id))
    talking.start_segment(
        turn, call.interaction_id, agent_id, mine.leg_id, recording_id, visit_id, bridge_id, joins
    )
