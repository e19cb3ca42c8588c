"""Caller and agent together: answer, hold, the agent's browser that vanishes and comes back."""

from datetime import timedelta

from ringwell.agents.offer import Offer
from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment, milliseconds, segment_times
from ringwell.calls.messages import EndedBy
from ringwell.journeys import availability, offering, waiting
from ringwell.journeys.commands import Hold, Resume
from ringwell.journeys.live import Restoring
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.routing.messages import QueueEntered

FRONT_OF_QUEUE = 10
"""The priority of a caller whose agent was lost for good."""
RESTORE_RING_S = 15


def answered(turn: Turn, event: calls.LegAnswered) -> None:
    """A leg that rang an agent has answered; one that nobody waits for any more is hung up."""
    offer = turn.floor.offers.get(turn.floor.offer_legs.get(event.leg_id, ""))
    if offer is not None and offer.interaction_id in turn.floor.visits:
        _begin(turn, offer)
    elif not _restored(turn, event.leg_id) and event.leg_id not in turn.floor.segment_legs:
        turn.do(calls.HangUpLeg(leg_id=event.leg_id))


def hold(turn: Turn, command: Hold) -> None:
    """The caller hears music; the agent's leg stays where it is."""
    call = _own(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return
    if call.stage == "hold":
        return
    segment = call.segment
    fact = calls.HoldStarted(segment_id=segment.segment_id, agent_id=segment.agent_id)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    turn.do(
        calls.PartLeg(bridge_id=segment.bridge_id, leg_id=call.leg_id), calls.StartMusic(leg_id=call.leg_id)
    )
    availability.change(turn, segment.agent_id, activity="hold", interaction_id=call.interaction_id)


def resume(turn: Turn, command: Resume) -> None:
    """Back from hold."""
    call = _own(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return
    if call.stage == "talking":
        return
    segment = call.segment
    _end_hold(turn, call, segment)
    turn.do(
        calls.StopMusic(leg_id=call.leg_id),
        calls.JoinLegs(bridge_id=segment.bridge_id, leg_ids=(call.leg_id,)),
    )
    availability.change(turn, segment.agent_id, activity="talking", interaction_id=call.interaction_id)


def agent_leg_ended(turn: Turn, interaction_id: str) -> None:
    """A browser's leg is gone without a hang-up command: the call is kept, and the agent's new page is rung."""
    call = turn.floor.calls[interaction_id]
    if call.segment is None or call.segment.lost_since is not None:
        return
    lose(turn, call)
    if agent_reachable(turn, call.segment.agent_id):
        restore(turn, call.segment.agent_id)


def lose(turn: Turn, call: Call) -> None:
    """The agent's leg is lost: music for the caller, until the agent is back or the grace is over."""
    segment = call.segment
    if segment is None:
        return
    if call.stage == "hold":
        _end_hold(turn, call, segment)
    give_up_at = turn.now + timedelta(seconds=turn.floor.config.settings.lost_leg_grace_s)
    fact = calls.AgentLegLost(
        segment_id=segment.segment_id, agent_id=segment.agent_id, leg_id=segment.leg_id, give_up_at=give_up_at
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    turn.do(
        calls.HangUpLeg(leg_id=segment.leg_id),
        calls.PartLeg(bridge_id=segment.bridge_id, leg_id=call.leg_id),
        calls.StartMusic(leg_id=call.leg_id),
        calls.EndBridge(bridge_id=segment.bridge_id),
    )
    turn.set_timer_at(Timer("lost", call.interaction_id), give_up_at)


def restore(turn: Turn, agent_id: str) -> None:
    """The agent has a phone again: ring it, answering by itself, if it lost a call."""
    call = next((c for c in turn.floor.calls.values() if c.stage == "lost" and _of(c, agent_id)), None)
    profile = turn.floor.profile(agent_id)
    if call is None or call.segment is None or profile is None or call.interaction_id in turn.floor.restoring:
        return
    recording_id = turn.ids.new(kinds.RECORDING) if call.segment.recording_id else None
    restoring = Restoring(leg_id=turn.ids.new(kinds.LEG), recording_id=recording_id)
    turn.floor.restoring[call.interaction_id] = restoring
    caller = turn.floor.callers.get(call.interaction_id)
    turn.do(
        calls.RingAgent(
            leg_id=restoring.leg_id,
            interaction_id=call.interaction_id,
            offer_id="",
            agent_id=agent_id,
            endpoint=profile.endpoint,
            caller_leg_id=call.leg_id,
            caller_number=caller.caller_number if caller else "",
            recording_id=recording_id,
            timeout_s=RESTORE_RING_S,
            auto_answer=True,
        )
    )


def restoring_ended(turn: Turn, leg_id: str) -> bool:
    """A leg that was to bring an agent back has ended; another try comes with the next registration."""
    for interaction_id, restoring in turn.floor.restoring.items():
        if restoring.leg_id == leg_id:
            del turn.floor.restoring[interaction_id]
            return True
    return False


def stop_restoring(turn: Turn, agent_id: str) -> None:
    """Stop ringing a page that is gone, so that the one that has just registered can be rung."""
    for interaction_id, restoring in list(turn.floor.restoring.items()):
        if _of(turn.floor.calls[interaction_id], agent_id):
            turn.do(calls.HangUpLeg(leg_id=restoring.leg_id))
            del turn.floor.restoring[interaction_id]


def give_up(turn: Turn, interaction_id: str) -> None:
    """The agent did not come back in time: the caller goes to the front of the queue."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or call.segment is None or call.stage != "lost":
        return
    agent_id = call.segment.agent_id
    queue_id = call.queue_id
    restoring = turn.floor.restoring.pop(interaction_id, None)
    if restoring:
        turn.do(calls.HangUpLeg(leg_id=restoring.leg_id))
    end_segment(turn, call, "switch")
    availability.change(turn, agent_id, activity="idle", interaction_id=None)
    if queue_id is not None:
        requeue(turn, interaction_id, queue_id)
    offering.agent_free(turn, agent_id)


def requeue(turn: Turn, interaction_id: str, queue_id: str) -> None:
    """Put a caller who was cut off from an agent before all others of the queue."""
    call, queue = turn.floor.calls[interaction_id], turn.floor.config.queues.get(queue_id)
    entered = QueueEntered(
        visit_id=turn.ids.new(kinds.VISIT),
        interaction_id=interaction_id,
        queue_id=queue_id,
        ordinal=call.visits + 1,
        priority=FRONT_OF_QUEUE,
        needs=queue.needs if queue else (),
        language=turn.floor.language(call),
        place=1,
    )
    turn.record(entered, interaction_id=interaction_id)
    offering.wait(turn, interaction_id)


def end_segment(turn: Turn, call: Call, ended_by: EndedBy) -> Segment | None:
    """Record the end of the segment that is open, if one is, and take its bridge away."""
    segment = call.segment
    if segment is None:
        return None
    turn.cancel(Timer("lost", call.interaction_id))
    if segment.hold_since is not None:
        _end_hold(turn, call, segment)
    talk_ms, hold_ms = segment_times(segment, turn.now)
    fact = calls.SegmentEnded(
        segment_id=segment.segment_id,
        agent_id=segment.agent_id,
        talk_ms=talk_ms,
        hold_ms=hold_ms,
        ended_by=ended_by,
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    turn.do(calls.EndBridge(bridge_id=segment.bridge_id))
    return segment


def join_failed(turn: Turn, interaction_id: str) -> None:
    """The switch could not join caller and agent: the agent is let go, the caller goes to the front."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or call.segment is None:
        return
    agent_id, queue_id = call.segment.agent_id, call.queue_id
    turn.do(calls.HangUpLeg(leg_id=call.segment.leg_id))
    end_segment(turn, call, "switch")
    availability.change(turn, agent_id, activity="idle", interaction_id=None)
    if queue_id is not None:
        requeue(turn, interaction_id, queue_id)


def agent_reachable(turn: Turn, agent_id: str) -> bool:
    profile = turn.floor.profile(agent_id)
    return profile is not None and profile.endpoint in turn.floor.reachable


def _begin(turn: Turn, offer: Offer) -> None:
    """The agent answered: the wait is over and the two hear each other."""
    offering.close_offer(turn, offer, "accepted")
    waiting.leave_visit(turn, offer.interaction_id, "answered", offer.agent_id)
    _start_segment(
        turn, offer.interaction_id, offer.agent_id, offer.leg_id, offer.recording_id, offer.visit_id
    )


def _restored(turn: Turn, leg_id: str) -> bool:
    """Whether this leg brings an agent back; if so, the two go on talking."""
    found = next((i for i, r in turn.floor.restoring.items() if r.leg_id == leg_id), None)
    call = turn.floor.calls.get(found) if found else None
    if found is None or call is None or call.segment is None:
        return False
    restoring, lost = turn.floor.restoring.pop(found), call.segment
    back = calls.AgentLegRestored(
        segment_id=lost.segment_id,
        agent_id=lost.agent_id,
        leg_id=leg_id,
        recording_id=restoring.recording_id,
        away_ms=milliseconds(turn.now - (lost.lost_since or turn.now)),
    )
    turn.record(back, interaction_id=found, agent_id=lost.agent_id)
    end_segment(turn, call, "switch")
    turn.do(calls.StopMusic(leg_id=call.leg_id))
    _start_segment(turn, found, lost.agent_id, leg_id, restoring.recording_id, None)
    turn.notify(lost.agent_id, "call_restored")
    return True


def _start_segment(
    turn: Turn,
    interaction_id: str,
    agent_id: str,
    leg_id: str,
    recording_id: str | None,
    visit_id: str | None,
) -> None:
    call = turn.floor.calls[interaction_id]
    started = calls.SegmentStarted(
        segment_id=turn.ids.new(kinds.SEGMENT),
        ordinal=call.segments + 1,
        agent_id=agent_id,
        agent_leg_id=leg_id,
        bridge_id=turn.ids.new(kinds.BRIDGE),
        recording_id=recording_id,
        visit_id=visit_id,
    )
    turn.record(started, interaction_id=interaction_id, agent_id=agent_id)
    if recording_id:
        recording = calls.RecordingStarted(
            recording_id=recording_id, segment_id=started.segment_id, agent_id=agent_id, leg_id=leg_id
        )
        turn.record(recording, interaction_id=interaction_id, agent_id=agent_id)
    turn.do(calls.JoinLegs(bridge_id=started.bridge_id, leg_ids=(call.leg_id, leg_id)))
    availability.change(turn, agent_id, activity="talking", interaction_id=interaction_id)


def _end_hold(turn: Turn, call: Call, segment: Segment) -> None:
    held = milliseconds(turn.now - segment.hold_since) if segment.hold_since else 0
    fact = calls.HoldEnded(segment_id=segment.segment_id, agent_id=segment.agent_id, hold_ms=held)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)


def _own(turn: Turn, agent_id: str, interaction_id: str) -> Call | None:
    call = turn.floor.calls.get(interaction_id)
    return call if call and _of(call, agent_id) else None


def _of(call: Call, agent_id: str) -> bool:
    return call.segment is not None and call.segment.agent_id == agent_id
