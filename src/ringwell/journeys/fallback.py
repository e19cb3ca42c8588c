"""Calls that the switch served by its own queue while the brain was away become interactions like all others.

What happened then is written at the times at which it happened.
"""

from datetime import datetime, timedelta

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, milliseconds
from ringwell.calls.messages import FallbackCallEnded, InteractionResult
from ringwell.journeys import (
    availability,
    beginning,
    callbacks,
    hearing,
    lost,
    offering,
    parking,
    parties,
    talking,
    waiting,
    wrapup,
)
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.kernel.ids import DerivedIds
from ringwell.routing.messages import QueueEntered, QueueLeft

USUAL_PRIORITY = 5


def taken(turn: Turn, interaction_id: str) -> None:
    """Nothing is done for this caller until it comes back, which the switch has been asked for, or the switch's own queue has served it."""
    floor, call = turn.floor, turn.floor.calls.get(interaction_id)
    if call is None or call.stage == "ended" or interaction_id in floor.elsewhere:
        return
    floor.elsewhere.add(interaction_id)
    _ask_no_more(turn, call)
    offer = floor.offer_for(interaction_id)
    if offer is not None:
        offering.call_back(turn, offer, "withdrawn")
    parties.drop_all(turn, interaction_id, "call_over")
    call = floor.calls[interaction_id]
    if call.segment is not None:
        turn.do(calls.HangUpLeg(leg_id=call.segment.leg_id))
        lost.to_others(turn, call)
    floor.matcher.forget(interaction_id)


def ended(turn: Turn, event: FallbackCallEnded) -> None:
    """Write down what became of a call. Told twice, it is written once: by the leg it is known, and all ids of a call that
    begins here follow from that leg."""
    known = turn.floor.caller_legs.get(event.leg_id)
    if known is None and turn.floor.has_begun(event.leg_id):
        return
    if known is not None and not _may_have_been_there(turn, known):
        return
    usual, turn.ids = turn.ids, DerivedIds(event.leg_id) if known is None else turn.ids
    _write_down(turn, event, known)
    turn.ids = usual


def _may_have_been_there(turn: Turn, interaction_id: str) -> bool:
    """Whether the caller is elsewhere, as far as we know, or was with nobody here: the watchdog takes callers from a brain that stands
    still, and need not ask. Whoever was rung for such a caller is rung no more."""
    floor = turn.floor
    if interaction_id in floor.elsewhere:
        return True
    offer = floor.offer_for(interaction_id)
    call = floor.calls[interaction_id]
    if call.segment is not None or call.stage == "outside":
        return False
    if offer is not None:
        floor.elsewhere.add(interaction_id)
        offering.call_back(turn, offer, "withdrawn")
    return True


def _write_down(turn: Turn, event: FallbackCallEnded, known: str | None) -> None:
    interaction_id = known or beginning.begin(turn, event, event.entered_at, via_fallback=True).interaction_id
    turn.cancel(Timer("gone", interaction_id))
    turn.floor.matcher.forget(interaction_id)  # it may have been taken from those who wait here
    parties.drop_all(turn, interaction_id, "call_over")
    segment = talking.end_segment(turn, turn.floor.calls[interaction_id], "switch")
    if segment is not None:  # with an agent whose leg was lost before
        availability.rest(turn, segment.agent_id)
    agent_id = turn.floor.agent_at(event.agent_endpoint) if event.agent_endpoint else None
    visit_id = _leave_queue(turn, event, turn.floor.calls[interaction_id], agent_id)
    if agent_id is not None:
        _talk(turn, event, turn.floor.calls[interaction_id], agent_id, visit_id)
        callbacks.served(turn, interaction_id)
    elif event.recording_id is not None:
        _record_talk(turn, event, interaction_id, event.recording_id)
    turn.record(
        calls.InteractionEnded(result=_result(event), ended_by=event.ended_by),
        interaction_id=interaction_id,
        at=event.at,
    )
    if known is None:
        turn.look_up(interaction_id, event.caller_number)
    wrapup.forget_if_done(turn, interaction_id)


def hand_over(turn: Turn) -> None:
    """Give every caller without an agent to the switch's own queue, wherever the call stands.

    Those being rung for stay until that has ended; those who leave a message, or hear that their number is not in service, finish.
    """
    for call in [call for call in turn.floor.calls.values() if _alone(turn.floor, call)]:
        if call.parked:
            parking.unpark(turn, call, "handed_over")
        turn.floor.elsewhere.add(call.interaction_id)
        turn.floor.matcher.forget(call.interaction_id)
        _send(turn, call)


def hand_over_again(turn: Turn, interaction_id: str) -> None:
    """The switch refused to take this caller: ask it again, as long as the caller is to go there."""
    call = turn.floor.calls.get(interaction_id)
    if call and call.stage != "ended" and turn.floor.handing_over:
        _send(turn, call)


def store_back(turn: Turn) -> None:
    """We may act again; nobody is matched before the switch has told who is where."""
    turn.floor.handing_over = False
    turn.floor.switch_up = False


def _alone(floor: Floor, call: Call) -> bool:
    visit = floor.visits.get(call.interaction_id)
    return (
        call.stage in ("flow", "waiting", "parked")
        and (visit is None or visit.offer_id is None)
        and call.flow_id is not None
        and not call.asked_back
        and (call.voicemail_id is None or call.stage != "flow")
        and call.interaction_id not in floor.elsewhere
    )


def _send(turn: Turn, call: Call) -> None:
    waiting.silence(turn, call)
    _ask_no_more(turn, call)
    turn.do(calls.SendToFallback(leg_id=call.leg_id))


def _ask_no_more(turn: Turn, call: Call) -> None:
    """Nobody here listens to the caller, nor waits for a key."""
    hearing.stop(turn, call)
    turn.floor.asking.pop(call.interaction_id, None)


def agent_leg_ended(turn: Turn, leg_id: str) -> None:
    """An agent has finished a call that the switch's own queue had given out."""
    agent_id = turn.floor.fallback_talks.pop(leg_id)
    availability.rest(turn, agent_id)


def _result(event: FallbackCallEnded) -> InteractionResult:
    return "handled" if event.agent_endpoint else "abandoned_in_queue"


def _leave_queue(turn: Turn, event: FallbackCallEnded, call: Call, agent_id: str | None) -> str | None:
    """End the visit that was open, or tell of the one in the switch's own queue; its id. An agent who has been taken out of the
    configuration meanwhile answered all the same."""
    visit = turn.floor.visits.get(call.interaction_id)
    if visit is None and event.queue_id is not None:
        entered = QueueEntered(
            visit_id=turn.ids.new(kinds.VISIT),
            interaction_id=call.interaction_id,
            queue_id=event.queue_id,
            ordinal=call.visits + 1,
            priority=USUAL_PRIORITY,
            language=turn.floor.language(call),
            place=1,
        )
        turn.record(entered, interaction_id=call.interaction_id, at=event.entered_at)
        visit = turn.floor.visits.get(call.interaction_id)
    if visit is None:
        return None
    at = _waited_until(event)
    left = QueueLeft(
        visit_id=visit.visit_id,
        interaction_id=call.interaction_id,
        queue_id=visit.queue_id,
        result="answered" if event.agent_endpoint else "abandoned",
        waited_ms=milliseconds(at - visit.entered_at),
        agent_id=agent_id,
    )
    turn.record(left, interaction_id=call.interaction_id, agent_id=agent_id, at=at)
    return visit.visit_id


def _talk(turn: Turn, event: FallbackCallEnded, call: Call, agent_id: str, visit_id: str | None) -> None:
    segment_id, leg_id = turn.ids.new(kinds.SEGMENT), turn.ids.new(kinds.LEG)
    started = calls.SegmentStarted(
        segment_id=segment_id,
        ordinal=call.segments + 1,
        agent_id=agent_id,
        agent_leg_id=leg_id,
        bridge_id=turn.ids.new(kinds.BRIDGE),
        recording_id=event.recording_id,
        visit_id=visit_id,
    )
    over = calls.SegmentEnded(
        segment_id=segment_id, agent_id=agent_id, talk_ms=event.talk_ms, hold_ms=0, ended_by=event.ended_by
    )
    began, about = _waited_until(event), call.interaction_id
    turn.record(started, interaction_id=about, agent_id=agent_id, at=began)
    if event.recording_id:
        _record_talk(turn, event, about, event.recording_id, started)
    turn.record(over, interaction_id=about, agent_id=agent_id, at=event.at)


def _record_talk(
    turn: Turn,
    event: FallbackCallEnded,
    interaction_id: str,
    recording_id: str,
    segment: calls.SegmentStarted | None = None,
) -> None:
    """What was recorded there belongs to the interaction, also where nobody knows any more who the agent was."""
    agent_id = segment.agent_id if segment else None
    recording = calls.RecordingStarted(
        recording_id=recording_id,
        segment_id=segment.segment_id if segment else None,
        agent_id=agent_id,
        leg_id=segment.agent_leg_id if segment else turn.ids.new(kinds.LEG),
    )
    turn.record(recording, interaction_id=interaction_id, agent_id=agent_id, at=_waited_until(event))


def _waited_until(event: FallbackCallEnded) -> datetime:
    return min(event.at, event.entered_at + timedelta(milliseconds=event.waited_ms))
