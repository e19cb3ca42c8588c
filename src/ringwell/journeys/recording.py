"""What of a talk is recorded: whether at all, and the pause while a customer says what must be in no file.

A pause is asked for, and told as such only when the switch has done it (`Floor.unconfirmed`). It goes on over a lost browser, the
brain's death, and whoever the caller is brought to, and ends when it is taken back or with the call: nothing is recorded again without a word,
and whoever has the call sees that nothing is.

A form's field pauses while it is being filled in, by the call's agent or by a colleague who is in the talk (`Floor.in_field`). That pause ends
when the last of them has left the field or the call, or two minutes after one came to it, unless somebody has asked for a pause of the call
meanwhile.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment, milliseconds
from ringwell.calls.messages import SnapshotLeg
from ringwell.calls.recording import (
    LONGEST_FOR_A_FORM,
    PauseWhy,
    RecordingPaused,
    RecordingResumed,
    is_recorded,
)
from ringwell.flows.interpret import variables_of
from ringwell.journeys.commands import PauseRecording, ResumeRecording
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Timer, Turn
from ringwell.projects.model import Number, Project
from ringwell.routing.model import Queue

CONSENT = "recording_consent"
"""The variable by which a flow says whether the caller agrees to be recorded."""


def wanted(floor: Floor, interaction_id: str, queue_id: str) -> bool:
    """Whether a talk that comes of this wait is to be recorded; not that of a caller who was to be told so, and has not been."""
    call = floor.calls.get(interaction_id)
    if call is not None and call.direction == "in" and not call.told_recorded and says(floor, call, queue_id):
        return False
    return by_rule(floor, interaction_id, queue_id)


def by_rule(floor: Floor, interaction_id: str, queue_id: str) -> bool:
    """Whether the project's rule and the queue have a talk of this wait recorded, whatever its caller has been told."""
    queue, call = floor.config.queues.get(queue_id), floor.calls.get(interaction_id)
    if call is None:
        return True
    project = _project(floor, call, queue)
    consent = variables_of(call.flow_state).get(CONSENT)
    agreed = consent if isinstance(consent, bool) else None
    rule, share = (project.recording, project.recording_share) if project else ("all", 100)
    return (queue is None or queue.record) and is_recorded(rule, share, agreed, interaction_id)


def says(floor: Floor, call: Call, queue_id: str) -> bool:
    """Whether the project in whose name the talk is has it said that calls are recorded."""
    project = _project(floor, call, floor.config.queues.get(queue_id))
    return project is not None and project.says_recorded


def _project(floor: Floor, call: Call, queue: Queue | None) -> Project | None:
    """Of the queue; of a call that waits in none, as when a flow rings an agent by name, its own."""
    return floor.config.projects.get((queue.project_id if queue else call.project_id) or "")


class WithoutBrain(NamedTuple):
    """What the switch's own queue does: whether it records, and says so before."""

    recorded: bool
    says: bool


def without_brain(config: WorkspaceConfig, number: Number, queue_id: str | None = None) -> WithoutBrain:
    """By the rule of the project whose queue the caller is in (`queue_id`), else of the number's.

    The switch draws no shares and knows of no consent: it records only where every talk is to be, and only what this queue
    and the one to which it gives callers of the number have recorded.
    """
    here = config.queues.get(queue_id or "")
    project = config.projects.get(here.project_id if here else number.project_id)
    queues = (here, config.queues.get(number.fallback_queue_id or ""))
    rule = project is None or project.recording == "all"
    recorded = rule and all(queue is None or queue.record for queue in queues)
    return WithoutBrain(recorded, says=recorded and project is not None and project.says_recorded)


def tell_switch(turn: Turn, call: Call, queue_id: str) -> None:
    """The caller comes into this queue, whose project may have another rule than what the switch goes by."""
    config = turn.floor.config
    number = config.numbers.get(call.number_id or "")
    if number is None or call.direction == "out":
        return
    rule = without_brain(config, number, queue_id)
    if call.visits > 0 or rule != without_brain(config, number):
        turn.do(
            calls.SetFallbackRecording(leg_id=call.leg_id, recorded=rule.recorded, says_recorded=rule.says)
        )


def pause(turn: Turn, command: PauseRecording) -> None:
    """Nothing more is recorded. Asked twice, it is done once."""
    call, by_form = _own(turn, command), command.why == "form"
    segment = call.segment if call else None
    if call is None or segment is None or segment.lost_since is not None:
        turn.refuse("call.not_talking")
        return
    if segment.recording_id is None:
        turn.refuse("recording.none")
        return
    if by_form and command.agent_id is not None:
        turn.floor.in_field.setdefault(call.interaction_id, set()).add(command.agent_id)
    if segment.paused_since is None:
        _pause(turn, call, segment, command.why)
    elif call.form_pause and by_form:
        _limit(turn, call, turn.now)
    elif call.form_pause:
        _record_pause(turn, call, segment, command.why)
        turn.cancel(_of_form(call))


def resume(turn: Turn, command: ResumeRecording) -> None:
    """The recording goes on; for a field that was left, unless the pause is another's."""
    call = _own(turn, command)
    segment = call.segment if call else None
    if call is None or segment is None:
        turn.refuse("call.not_talking")
    elif command.why == "form":
        leave_field(turn, call.interaction_id, command.agent_id or "")
    elif segment.paused_since is not None:
        _go_on(turn, call, segment)


def leave_call(turn: Turn, interaction_id: str, agent_id: str) -> None:
    """A colleague has left the call, and with it the field of the form, if it was in one."""
    if agent_id in turn.floor.in_field.get(interaction_id, ()):
        leave_field(turn, interaction_id, agent_id)


def leave_field(turn: Turn, interaction_id: str, agent_id: str) -> None:
    """The agent has left the field of the form. Nothing goes on being recorded as long as another is in one."""
    others = turn.floor.in_field.get(interaction_id, set())
    others.discard(agent_id)
    call = turn.floor.calls.get(interaction_id)
    if not others and call is not None and call.form_pause and call.segment is not None:
        _go_on(turn, call, call.segment)


def too_long_in_form(turn: Turn, interaction_id: str) -> None:
    """So long nobody is in a field."""
    call = turn.floor.calls.get(interaction_id)
    if call is not None and call.form_pause and call.segment is not None:
        _go_on(turn, call, call.segment)


def agent_goes(turn: Turn, call: Call, *, talk_goes_on: bool) -> None:
    """The call leaves its agent, and with it whoever is in a field of its form, unless that is a colleague with whom the talk goes on; any of
    them may be, where it is not known who is. Until the agent's leg is out of the bridge it hears what the customer still says: its recording
    stays silent."""
    segment = call.segment
    if segment is None or not call.form_pause:
        return
    there = {party.agent_id for party in call.parties if party.agent_id and party.state != "ringing"}
    in_field = turn.floor.in_field.get(call.interaction_id)
    stays = there if in_field is None else in_field & there
    if talk_goes_on and stays:
        if in_field is not None:
            turn.floor.in_field[call.interaction_id] = stays
    else:
        _go_on(turn, call, segment, goes=True)


def done(turn: Turn, event: calls.RecordingMuted) -> None:
    """The switch has paused the recording, or goes on with it."""
    call = turn.floor.calls.get(turn.floor.segment_legs.get(event.leg_id, ""))
    if call is None or call.segment is None or event.muted != (call.segment.paused_since is not None):
        return
    turn.floor.unconfirmed.discard(call.interaction_id)
    turn.floor.show_call(call.interaction_id)
    project = turn.floor.config.projects.get(call.project_id or "")
    if project and project.recording_beeps:
        turn.do(calls.Beep(bridge_id=call.segment.bridge_id))


def refused(turn: Turn, event: calls.CommandFailed) -> None:
    """The switch did not do it: it is as before, and the agent has to know. What cannot be paused on one leg is paused on none."""
    legs = turn.floor.segment_legs | turn.floor.party_legs
    call = turn.floor.calls.get(legs.get(event.leg_id, ""))
    segment = call.segment if call else None
    if call is None or segment is None or event.gone:
        return
    if event.command == "StartRecording" and segment.recording_id is not None:
        fact = calls.RecordingFailed(recording_id=segment.recording_id, code="no_file")
        turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    elif event.command == "PauseRecording" and segment.paused_since is not None:
        in_field = turn.floor.in_field.get(call.interaction_id, set())
        _resume(turn, call, segment, failed=True)
        others = (leg_id for leg_id in (segment.leg_id, *_others(call)) if leg_id != event.leg_id)
        turn.do(*(calls.ResumeRecording(leg_id=leg_id) for leg_id in others))
        for agent_id in sorted({segment.agent_id, *in_field}):
            turn.notify(agent_id, "pause_failed")
    elif event.command == "ResumeRecording" and event.leg_id != segment.leg_id:
        turn.notify(segment.agent_id, "resume_failed")
    elif event.command == "ResumeRecording" and segment.paused_since is None:
        _record_pause(turn, call, segment, "stuck")
        turn.notify(segment.agent_id, "resume_failed")


def keep_paused(turn: Turn, interaction_id: str) -> None:
    """Where the call was paused, the segment that has begun is, before anybody hears anybody in it."""
    call = turn.floor.calls[interaction_id]
    segment = call.segment
    if call.paused and segment is not None and segment.recording_id is not None:
        turn.do(calls.PauseRecording(leg_id=segment.leg_id))
        _record_pause(turn, call, segment, "form" if call.form_pause else "kept")
        turn.floor.unconfirmed.add(interaction_id)


def limit_again(turn: Turn, call: Call, segment: Segment) -> None:
    """After an absence: a pause for a field is not longer by it, whether the agent's leg is there or lost."""
    if call.form_pause:
        _limit(turn, call, segment.paused_since)


def recover(turn: Turn, call: Call, segment: Segment, legs: Mapping[str, SnapshotLeg]) -> None:
    """After an absence: a pause that one of us knows of, log or switch, is a pause; the colleagues' recordings are as the agent's."""
    known = segment.paused_since is not None
    if segment.recording_id is not None and legs[segment.leg_id].paused and not known:
        _record_pause(turn, call, segment, "switch")
    elif segment.recording_id is not None and known and not legs[segment.leg_id].paused:
        turn.floor.unconfirmed.add(call.interaction_id)
        turn.do(calls.PauseRecording(leg_id=segment.leg_id))
    paused = turn.floor.calls[call.interaction_id].paused
    for leg in (legs[leg_id] for leg_id in _others(call) if leg_id in legs):
        if leg.paused != paused:
            command = calls.PauseRecording if paused else calls.ResumeRecording
            turn.do(command(leg_id=leg.leg_id))


def _pause(turn: Turn, call: Call, segment: Segment, why: PauseWhy) -> None:
    _record_pause(turn, call, segment, why)
    turn.floor.unconfirmed.add(call.interaction_id)
    turn.do(calls.PauseRecording(leg_id=segment.leg_id))
    turn.do(*(calls.PauseRecording(leg_id=leg_id) for leg_id in _others(call)))
    if why == "form":
        _limit(turn, call, turn.now)


def _record_pause(
    turn: Turn, call: Call, segment: Segment, why: PauseWhy | Literal["switch", "kept", "stuck"]
) -> None:
    fact = RecordingPaused(segment_id=segment.segment_id, agent_id=segment.agent_id, why=why)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)


def _of_form(call: Call) -> Timer:
    return Timer("form_pause", call.interaction_id)


def _limit(turn: Turn, call: Call, begun: datetime | None) -> None:
    """Nobody is in a field for longer, after a restart counted from the pause."""
    turn.set_timer_at(_of_form(call), max((begun or turn.now) + LONGEST_FOR_A_FORM, turn.now))


def _go_on(turn: Turn, call: Call, segment: Segment, *, goes: bool = False) -> None:
    _resume(turn, call, segment)
    own = () if goes else (segment.leg_id,)
    turn.do(*(calls.ResumeRecording(leg_id=leg_id) for leg_id in (*own, *_others(call))))


def _others(call: Call) -> list[str]:
    """The legs of colleagues in the call: each has a recording of its own, in which the same is heard."""
    there = (party for party in call.parties if party.state != "ringing")
    return [party.leg_id for party in there if party.recording_id]


def _resume(turn: Turn, call: Call, segment: Segment, *, failed: bool = False) -> None:
    fact = RecordingResumed(
        segment_id=segment.segment_id,
        agent_id=segment.agent_id,
        paused_ms=milliseconds(turn.now - (segment.paused_since or turn.now)),
        failed=failed,
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    turn.floor.unconfirmed.discard(call.interaction_id)
    turn.floor.in_field.pop(call.interaction_id, None)
    turn.cancel(_of_form(call))


def _own(turn: Turn, command: PauseRecording | ResumeRecording) -> Call | None:
    """The call, if it is this agent's; any where somebody asks who oversees. A field of its form whoever fills in who is in the talk, too."""
    call, agent_id = turn.floor.calls.get(command.interaction_id), command.agent_id
    if call is None or call.segment is None or agent_id in (None, call.segment.agent_id):
        return call if call and call.segment else None
    party = call.party_of(agent_id)
    return call if command.why == "form" and party is not None and party.state != "ringing" else None
