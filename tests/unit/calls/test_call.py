"""A call as the log's facts make one."""

from datetime import UTC, datetime, timedelta

from ringwell.agents.messages import WrapUpExtended
from ringwell.calls import call as calls
from ringwell.calls.call import Call, evolve, milliseconds, segment_times
from ringwell.calls.messages import (
    AgentLegLost,
    CallAnswered,
    CallerIdentified,
    FlowReported,
    FlowStepped,
    HoldEnded,
    HoldStarted,
    InteractionEnded,
    InteractionStarted,
    RecordingFailed,
    RecordingStarted,
    SegmentEnded,
    SegmentStarted,
)
from ringwell.kernel.events import Fact

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
STARTED = InteractionStarted(
    leg_id="leg_1", switch_id="sw1", short_ref="ABC234", flow_id="flw_1", flow_version=3
)
JOINED = SegmentStarted(
    segment_id="seg_1",
    ordinal=1,
    agent_id="agt_anna",
    agent_leg_id="leg_2",
    bridge_id="brg_1",
    recording_id="rec_1",
)
HELD = HoldStarted(segment_id="seg_1", agent_id="agt_anna")
BACK = HoldEnded(segment_id="seg_1", agent_id="agt_anna", hold_ms=1000)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def after(*facts: Fact) -> Call:
    """The call after these facts, one a second."""
    call = calls.begin("int_1", STARTED, NOON)
    for second, fact in enumerate(facts, 1):
        call = evolve(call, fact, at(second))
    return call


def test_a_call_begins_in_its_flow() -> None:
    call = after(CallAnswered(leg_id="leg_1"), FlowStepped(node="menu", state={"node": "menu"}))
    assert (call.stage, call.flow_version, call.answered_at) == ("flow", 3, at(1))
    assert call.flow_state == {"node": "menu"}
    assert evolve(call, CallAnswered(leg_id="leg_1"), at(9)).answered_at == at(1)


def test_waiting_and_leaving_the_queue() -> None:
    call = calls.enter_queue(after(), "que_1", at(1))
    assert (call.stage, call.visits, call.queue_id, call.since) == ("waiting", 1, "que_1", at(1))
    call = calls.leave_queue(call, 4000, at(5))
    assert (call.stage, call.waited_ms, call.queue_id) == ("flow", 4000, "que_1")


def test_talking_hold_and_back() -> None:
    call = after(JOINED, HELD)
    assert call.segment
    assert (call.stage, call.segment.hold_since, call.talked_at) == ("hold", at(2), at(1))
    call = after(JOINED, HELD, BACK)
    assert call.segment
    assert (call.stage, call.segment.hold_since, call.segment.hold_ms) == ("talking", None, 1000)


def test_the_end_of_a_segment_keeps_who_and_how_long() -> None:
    over = SegmentEnded(segment_id="seg_1", agent_id="agt_anna", talk_ms=1, hold_ms=1000, ended_by="switch")
    call = after(JOINED, HELD, BACK, over)
    assert (call.stage, call.segment, call.hold_ms, call.last_agent_id) == ("flow", None, 1000, "agt_anna")


def test_a_lost_leg() -> None:
    lost = AgentLegLost(segment_id="seg_1", agent_id="agt_anna", leg_id="leg_2", give_up_at=at(22))
    call = after(JOINED, lost)
    assert call.segment
    assert (call.stage, call.segment.lost_since, call.segment.give_up_at) == ("lost", at(2), at(22))
    assert segment_times(call.segment, at(60)) == (1000, 0)


def test_talk_and_hold_part_the_time() -> None:
    held = after(JOINED, HELD).segment
    assert held
    assert segment_times(held, at(12)) == (1000, 10_000)
    back = after(JOINED, HELD, BACK).segment
    assert back
    assert segment_times(back, at(12)) == (10_000, 1000)


def test_a_clock_that_was_set_back_makes_no_negative_time() -> None:
    assert milliseconds(timedelta(seconds=-5)) == 0
    joined = after(JOINED).segment
    assert joined
    assert segment_times(joined, NOON) == (0, 0)


def test_a_message_is_one_unless_it_failed() -> None:
    started = RecordingStarted(
        recording_id="rec_9", segment_id=None, agent_id=None, leg_id="leg_1", kind="voicemail"
    )
    assert after(started).voicemail_id == "rec_9"
    assert after(started, RecordingFailed(recording_id="rec_x", code="no_file")).voicemail_id == "rec_9"
    assert after(started, RecordingFailed(recording_id="rec_9", code="no_file")).voicemail_id is None


def test_who_called_whether_closed_and_the_end() -> None:
    call = after(
        CallerIdentified(contact_id="con_1", known=True),
        FlowReported(code="flow.no_number", node="n", params={}),
        FlowReported(code="flow.closed", node="n", params={}),
        InteractionEnded(result="closed", ended_by="system"),
    )
    assert (call.contact_id, call.contact_known, call.closed) == ("con_1", True, True)
    assert (call.stage, call.ended_by, call.since) == ("ended", "system", at(4))


def test_what_does_not_concern_a_call_changes_nothing() -> None:
    call = after()
    assert evolve(call, HELD, at(1)) is call
    assert evolve(call, WrapUpExtended(agent_id="a", interaction_id="int_1", deadline=NOON), at(1)) is call
    talking = after(JOINED)
    assert (
        evolve(talking, WrapUpExtended(agent_id="a", interaction_id="int_1", deadline=NOON), NOON) == talking
    )
