"""Caller and agent together: answer, hold, and the end of a conversation's segment."""

from ringwell.agents.offer import Offer
from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment, milliseconds, segment_times
from ringwell.calls.messages import EndedBy
from ringwell.journeys import availability, hold_guard, offering, parties, recording, waiting, whispering
from ringwell.journeys.commands import Hold, Resume
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds


def answered(turn: Turn, offer: Offer) -> None:
    """The agent answered: the wait is over and the two hear each other."""
    offering.close(turn, offer, "accepted")
    waiting.leave_visit(turn, offer.interaction_id, "answered", offer.agent_id)
    waiting.silence(turn, turn.floor.calls[offer.interaction_id])
    start_segment(
        turn, offer.interaction_id, offer.agent_id, offer.leg_id, offer.recording_id, offer.visit_id
    )
    whispering.tell_project(turn, offer.interaction_id, offer.leg_id)


def hold(turn: Turn, command: Hold) -> None:
    """The caller hears music; the agent's leg stays where it is."""
    call = own(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return
    if call.stage == "hold":
        return
    put_on_hold(turn, call)


def put_on_hold(turn: Turn, call: Call) -> None:
    """Whoever else is in the call stays with the agent."""
    segment = call.segment
    if segment is None:
        return
    turn.do(
        calls.PartLeg(bridge_id=segment.bridge_id, leg_id=call.leg_id), calls.StartMusic(leg_id=call.leg_id)
    )
    begin_hold(turn, call.interaction_id, segment)


def begin_hold(turn: Turn, interaction_id: str, segment: Segment) -> None:
    """Record that the caller, who hears music, is on hold from now on."""
    fact = calls.HoldStarted(segment_id=segment.segment_id, agent_id=segment.agent_id)
    turn.record(fact, interaction_id=interaction_id, agent_id=segment.agent_id)
    hold_guard.begin(turn, interaction_id)
    availability.rest(turn, segment.agent_id)


def hold_failed(turn: Turn, interaction_id: str) -> None:
    """The switch did not part the two, so they still hear each other: the hold is taken back, and the agent told."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or call.segment is None or call.stage != "hold":
        return
    parties.unhear(turn, call)
    end_hold(turn, call, call.segment)
    turn.do(calls.StopMusic(leg_id=call.leg_id))
    availability.change(turn, call.segment.agent_id, activity="talking", interaction_id=interaction_id)
    turn.notify(call.segment.agent_id, "hold_failed")


def resume(turn: Turn, command: Resume) -> None:
    """Back from hold; whoever the agent talked to meanwhile hears music."""
    call = own(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return
    if call.stage == "hold":
        take_off_hold(turn, parties.hold(turn, call))


def take_off_hold(turn: Turn, call: Call) -> None:
    """The caller is in the bridge again."""
    segment = call.segment
    if segment is None:
        return
    parties.unhear(turn, call)
    end_hold(turn, call, segment)
    hold_guard.talks_again(turn, call.interaction_id)
    turn.do(
        calls.StopMusic(leg_id=call.leg_id),
        calls.JoinLegs(bridge_id=segment.bridge_id, leg_ids=(call.leg_id,)),
    )
    availability.rest(turn, segment.agent_id)


def start_segment(
    turn: Turn,
    interaction_id: str,
    agent_id: str,
    leg_id: str,
    recording_id: str | None,
    visit_id: str | None = None,
    bridge_id: str | None = None,
    joins: tuple[str, ...] | None = None,
    recorded_already: bool = False,
) -> None:
    """Join caller and agent, and record that from here on they talk. Where others are in `bridge_id` already, only `joins` come to it.
    `recorded_already`: the agent was asked for the call before, and its recording goes on."""
    call = turn.floor.calls[interaction_id]
    started = calls.SegmentStarted(
        segment_id=turn.ids.new(kinds.SEGMENT),
        ordinal=call.segments + 1,
        agent_id=agent_id,
        agent_leg_id=leg_id,
        bridge_id=bridge_id or turn.ids.new(kinds.BRIDGE),
        recording_id=recording_id,
        visit_id=visit_id,
    )
    turn.record(started, interaction_id=interaction_id, agent_id=agent_id)
    if recording_id and not recorded_already:
        begun = calls.RecordingStarted(
            recording_id=recording_id, segment_id=started.segment_id, agent_id=agent_id, leg_id=leg_id
        )
        turn.record(begun, interaction_id=interaction_id, agent_id=agent_id)
    recording.keep_paused(turn, interaction_id)
    legs = (call.leg_id, leg_id) if joins is None else joins
    if legs:
        turn.do(calls.JoinLegs(bridge_id=started.bridge_id, leg_ids=legs))
    turn.joined.append(interaction_id)
    availability.change(turn, agent_id, activity="talking", interaction_id=interaction_id)


def end_segment(
    turn: Turn, call: Call, ended_by: EndedBy, *, keep_bridge: bool = False, talk_goes_on: bool = False
) -> Segment | None:
    """Record the end of the segment that is open, if one is, and take its bridge away, unless others stay in it. `talk_goes_on`: the next one
    begins at once."""
    segment = call.segment
    if segment is None:
        return None
    turn.cancel(Timer("lost", call.interaction_id))
    recording.agent_goes(turn, call, talk_goes_on=talk_goes_on)
    if segment.lost_since is None and not keep_bridge:
        turn.do(calls.EndBridge(bridge_id=segment.bridge_id))
    if segment.hold_since is not None:
        segment = end_hold(turn, call, segment)
    talk_ms, hold_ms = segment_times(segment, turn.now)
    fact = calls.SegmentEnded(
        segment_id=segment.segment_id,
        agent_id=segment.agent_id,
        talk_ms=talk_ms,
        hold_ms=hold_ms,
        ended_by=ended_by,
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    return segment


def end_hold(turn: Turn, call: Call, segment: Segment) -> Segment:
    """Record the end of a hold; the segment as it is then."""
    held = milliseconds(turn.now - segment.hold_since) if segment.hold_since else 0
    fact = calls.HoldEnded(segment_id=segment.segment_id, agent_id=segment.agent_id, hold_ms=held)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    hold_guard.over(turn, call.interaction_id)
    return turn.floor.calls[call.interaction_id].segment or segment


def own(turn: Turn, agent_id: str, interaction_id: str | None) -> Call | None:
    """The call, if it is this agent's."""
    call = turn.floor.calls.get(interaction_id or "")
    return call if call and call.segment and call.segment.agent_id == agent_id else None
