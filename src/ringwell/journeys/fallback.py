"""Calls that the switch served by its own queue while the brain was away become interactions like all others."""

from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.calls.messages import FallbackCallEnded, InteractionResult
from ringwell.journeys import availability, closing, inbound, offering, wrapup
from ringwell.journeys.live import Caller
from ringwell.journeys.turn import LookUpCaller, Turn
from ringwell.kernel import ids as kinds
from ringwell.routing.messages import QueueEntered, QueueLeft


def ended(turn: Turn, event: FallbackCallEnded) -> None:
    """Write down what happened, at the times at which it happened. Told twice, it is written once."""
    if event.leg_id in turn.floor.fallback_told:
        return
    turn.floor.fallback_told.add(event.leg_id)
    known = turn.floor.caller_legs.get(event.leg_id)
    if known is not None:
        closing.end(turn, known, _result(event), event.ended_by, caller_gone=True)
        return
    interaction_id = _begin(turn, event)
    agent_id = turn.floor.agent_at(event.agent_endpoint) if event.agent_endpoint else None
    if event.queue_id is not None:
        _visit(turn, event, interaction_id, agent_id)
    if agent_id is not None:
        _segment(turn, event, interaction_id, agent_id)
    turn.record(
        calls.InteractionEnded(result=_result(event), ended_by=event.ended_by),
        interaction_id=interaction_id,
        at=event.at,
    )
    if event.caller_number:
        turn.lookups.append(LookUpCaller(interaction_id=interaction_id, number=event.caller_number))
    else:
        wrapup.forget_if_done(turn, interaction_id)


def hand_over(turn: Turn) -> None:
    """Give every caller who waits to the switch's own queue; those being rung for stay until that has ended."""
    for interaction_id, visit in turn.floor.visits.items():
        if visit.offer_id is None and interaction_id not in turn.floor.in_fallback:
            turn.floor.in_fallback.add(interaction_id)
            turn.floor.matcher.forget(visit.visit_id)
            turn.do(calls.SendToFallback(leg_id=turn.floor.calls[interaction_id].leg_id))


def agent_leg_ended(turn: Turn, leg_id: str) -> None:
    """An agent has finished a call that the switch's own queue had given out."""
    agent_id = turn.floor.fallback_talks.pop(leg_id)
    availability.change(turn, agent_id, activity="idle", interaction_id=None)
    offering.agent_free(turn, agent_id)


def _result(event: FallbackCallEnded) -> InteractionResult:
    return "handled" if event.agent_endpoint else "abandoned_in_queue"


def _begin(turn: Turn, event: FallbackCallEnded) -> str:
    interaction_id = turn.ids.new(kinds.INTERACTION)
    number = next((n for n in turn.floor.config.numbers.values() if n.number == event.number), None)
    project = turn.floor.config.projects.get(number.project_id) if number else None
    turn.floor.callers[interaction_id] = Caller(number=event.number, caller_number=event.caller_number)
    started = calls.InteractionStarted(
        leg_id=event.leg_id,
        switch_id=event.switch_id,
        number_id=number.number_id if number else None,
        project_id=project.project_id if project else None,
        client_id=project.client_id if project else None,
        short_ref=inbound.short_ref(interaction_id),
        via_fallback=True,
    )
    turn.record(started, interaction_id=interaction_id, at=event.entered_at)
    return interaction_id


def _visit(turn: Turn, event: FallbackCallEnded, interaction_id: str, agent_id: str | None) -> None:
    visit_id, queue_id = turn.ids.new(kinds.VISIT), event.queue_id or ""
    number = next((n for n in turn.floor.config.numbers.values() if n.number == event.number), None)
    entered = QueueEntered(
        visit_id=visit_id,
        interaction_id=interaction_id,
        queue_id=queue_id,
        ordinal=1,
        priority=5,
        language=number.language if number else turn.floor.config.settings.language,
        place=1,
    )
    left = QueueLeft(
        visit_id=visit_id,
        interaction_id=interaction_id,
        queue_id=queue_id,
        result="answered" if agent_id else "abandoned",
        waited_ms=event.waited_ms,
        agent_id=agent_id,
    )
    turn.record(entered, interaction_id=interaction_id, at=event.entered_at)
    turn.record(left, interaction_id=interaction_id, at=event.entered_at + _ms(event.waited_ms))


def _segment(turn: Turn, event: FallbackCallEnded, interaction_id: str, agent_id: str) -> None:
    segment_id, leg_id = turn.ids.new(kinds.SEGMENT), turn.ids.new(kinds.LEG)
    began = event.entered_at + _ms(event.waited_ms)
    started = calls.SegmentStarted(
        segment_id=segment_id,
        ordinal=1,
        agent_id=agent_id,
        agent_leg_id=leg_id,
        bridge_id=turn.ids.new(kinds.BRIDGE),
        recording_id=event.recording_id,
    )
    over = calls.SegmentEnded(
        segment_id=segment_id, agent_id=agent_id, talk_ms=event.talk_ms, hold_ms=0, ended_by=event.ended_by
    )
    turn.record(started, interaction_id=interaction_id, agent_id=agent_id, at=began)
    if event.recording_id:
        recording = calls.RecordingStarted(
            recording_id=event.recording_id, segment_id=segment_id, agent_id=agent_id, leg_id=leg_id
        )
        turn.record(recording, interaction_id=interaction_id, agent_id=agent_id, at=began)
    turn.record(over, interaction_id=interaction_id, agent_id=agent_id, at=event.at)


def _ms(milliseconds: int) -> timedelta:
    return timedelta(milliseconds=milliseconds)
