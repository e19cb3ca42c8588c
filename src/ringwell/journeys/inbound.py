"""The inbound call up to a person: number, flow, queue; and every way it can end before one answers."""

from collections.abc import Sequence

import msgspec

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.messages import InteractionResult
from ringwell.flows import interpret
from ringwell.flows import messages as flow
from ringwell.flows.interpret import FlowState
from ringwell.flows.model import SkillLevel
from ringwell.flows.prompts import Prompt as FlowPrompt
from ringwell.journeys import closing, offering, waiting, wrapup
from ringwell.journeys.live import Caller
from ringwell.journeys.turn import CallerFound, LookUpCaller, Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.projects.model import Number
from ringwell.routing.messages import QueueEntered, SkillNeed

UNKNOWN_NUMBER = "unknown-number"
SHORT_REF_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def arrive(turn: Turn, event: calls.CallArrived) -> None:
    """A caller's leg is ours: begin its flow, or tell that the number is not in service."""
    if event.leg_id in turn.floor.caller_legs:
        return
    number = next((n for n in turn.floor.config.numbers.values() if n.number == event.number), None)
    call = _begin(turn, event, number)
    document = turn.floor.flow(call)
    if number is None or document is None:
        _refuse_number(turn, call)
        return
    if event.caller_number:
        turn.lookups.append(LookUpCaller(interaction_id=call.interaction_id, number=event.caller_number))
    state, steps = interpret.start(document, {"language": number.language}, turn.now, turn.floor.calendars)
    _advance(turn, call.interaction_id, None, state, steps)


def found(turn: Turn, answer: CallerFound) -> None:
    """The directory knows who calls."""
    caller = turn.floor.callers.get(answer.interaction_id)
    if caller is None or answer.interaction_id not in turn.floor.calls:
        return
    turn.floor.callers[answer.interaction_id] = msgspec.structs.replace(caller, name=answer.name)
    turn.record(
        calls.CallerIdentified(contact_id=answer.contact_id, known=answer.known),
        interaction_id=answer.interaction_id,
    )
    wrapup.forget_if_done(turn, answer.interaction_id)


def key_pressed(turn: Turn, event: calls.KeyPressed) -> None:
    call = _caller(turn, event.leg_id)
    if call is None or call.stage != "flow" or call.flow_state is None:
        return
    state = _state(call)
    turn.record(calls.FlowKeyPressed(node=state.node, key=event.key), interaction_id=call.interaction_id)
    feed(turn, call.interaction_id, flow.KeyPressed(event.key))


def playback_ended(turn: Turn, event: calls.PlaybackEnded) -> None:
    playing = turn.floor.playing.get(event.leg_id)
    if playing is None or playing.playback_id != event.playback_id:
        return
    del turn.floor.playing[event.leg_id]
    call = _caller(turn, event.leg_id)
    if call is None:
        return
    if call.flow_state is None:
        closing.end(turn, call.interaction_id, "unknown_number", "system")
    elif playing.token is not None:
        feed(turn, call.interaction_id, flow.PlaybackFinished(playing.token))
    elif call.stage in ("waiting", "lost", "hold"):
        turn.do(calls.StartMusic(leg_id=call.leg_id))


def flow_timer(turn: Turn, timer: Timer) -> None:
    feed(turn, timer.key, flow.TimerFired(int(timer.token)))


def waited_too_long(turn: Turn, interaction_id: str) -> None:
    """The flow's own limit of waiting has passed; a caller who is being offered waits for the end of that."""
    visit = turn.floor.visits.get(interaction_id)
    if visit is None:
        return
    if visit.offer_id is not None:
        turn.set_timer(Timer("max_wait", interaction_id), 1)
        return
    leave_queue(turn, interaction_id, "timeout")


def voicemail_ended(turn: Turn, event: calls.VoicemailEnded) -> None:
    call = _caller(turn, event.leg_id)
    if call is None or call.voicemail_id != event.recording_id:
        return
    if event.failed:
        turn.record(
            calls.RecordingFailed(recording_id=event.recording_id, code="no_file"),
            interaction_id=call.interaction_id,
        )
    else:
        turn.record(
            calls.VoicemailLeft(recording_id=event.recording_id, duration_ms=event.duration_ms),
            interaction_id=call.interaction_id,
        )
    feed(turn, call.interaction_id, flow.VoicemailFinished(_state(call).token))


def feed(turn: Turn, interaction_id: str, event: flow.FlowEvent) -> None:
    """Let the flow hear of an event, and do what it asks for."""
    call = turn.floor.calls.get(interaction_id)
    document = turn.floor.flow(call) if call else None
    if call is None or document is None or call.flow_state is None or call.stage == "ended":
        return
    before = _state(call)
    state, steps = interpret.handle(before, document, event, turn.now, turn.floor.calendars)
    _advance(turn, interaction_id, before, state, steps)


def resume(turn: Turn, interaction_id: str) -> None:
    """Go on with the flow after a crash, from the node where it stood."""
    call = turn.floor.calls[interaction_id]
    document = turn.floor.flow(call)
    if document is None or call.flow_state is None:
        _refuse_number(turn, call)
        return
    before = _state(call)
    state, steps = interpret.resume(before, document, turn.now, turn.floor.calendars)
    _advance(turn, interaction_id, before, state, steps)


def leave_queue(turn: Turn, interaction_id: str, because: flow.LeftBecause) -> None:
    """The caller stops waiting without having been answered; the flow says what comes next."""
    call = turn.floor.calls[interaction_id]
    waiting.leave_visit(turn, interaction_id, "no_agents" if because == "nobody" else "closed")
    feed(turn, interaction_id, flow.QueueLeft(_state(call).token, because))


def _begin(turn: Turn, event: calls.CallArrived, number: Number | None) -> Call:
    interaction_id = turn.ids.new(kinds.INTERACTION)
    project = turn.floor.config.projects.get(number.project_id) if number else None
    document = turn.floor.config.flows.get(number.flow_id) if number else None
    turn.floor.callers[interaction_id] = Caller(
        number=event.number, caller_number=event.caller_number, name=None
    )
    turn.record(
        calls.InteractionStarted(
            leg_id=event.leg_id,
            switch_id=event.switch_id,
            number_id=number.number_id if number else None,
            project_id=project.project_id if project else None,
            client_id=project.client_id if project else None,
            flow_id=document.flow_id if document else None,
            flow_version=document.version if document else None,
            short_ref=short_ref(interaction_id),
        ),
        interaction_id=interaction_id,
    )
    return turn.floor.calls[interaction_id]


def short_ref(interaction_id: str) -> str:
    """Six letters and digits that a person can say aloud, from the random end of the id."""
    value = int(interaction_id[-12:], 16)
    letters: list[str] = []
    for _ in range(6):
        value, digit = divmod(value, len(SHORT_REF_LETTERS))
        letters.append(SHORT_REF_LETTERS[digit])
    return "".join(letters)


def _refuse_number(turn: Turn, call: Call) -> None:
    turn.do(calls.AnswerLeg(leg_id=call.leg_id))
    language = turn.floor.config.settings.language
    waiting.play(turn, call, (FlowPrompt(UNKNOWN_NUMBER),), language, None)


def _caller(turn: Turn, leg_id: str) -> Call | None:
    interaction_id = turn.floor.caller_legs.get(leg_id)
    return turn.floor.calls.get(interaction_id) if interaction_id else None


def _state(call: Call) -> FlowState:
    return msgspec.convert(call.flow_state, FlowState)


def _advance(
    turn: Turn,
    interaction_id: str,
    before: FlowState | None,
    state: FlowState,
    steps: Sequence[flow.FlowStep],
) -> None:
    if state != before:
        fact = calls.FlowStepped(node=state.node, state=msgspec.to_builtins(state))
        turn.record(fact, interaction_id=interaction_id)
    for step in steps:
        call = turn.floor.calls.get(interaction_id)
        if call is None or call.stage == "ended":
            return
        _step(turn, call, step)


def _step(turn: Turn, call: Call, step: flow.FlowStep) -> None:
    match step:
        case flow.Answer():
            _answer(turn, call)
        case flow.Play(token=token, language=language, prompts=prompts):
            _answer(turn, call)
            waiting.play(turn, call, prompts, language, token)
        case flow.StopPlayback():
            playing = turn.floor.playing.pop(call.leg_id, None)
            if playing:
                turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=playing.playback_id))
        case flow.CollectKey():
            pass
        case flow.SetTimer(token=token, seconds=seconds):
            turn.set_timer(Timer("flow", call.interaction_id, str(token)), seconds)
        case flow.Enqueue():
            _enqueue(turn, call, step)
        case flow.RecordVoicemail():
            _record_voicemail(turn, call, step)
        case flow.HangUp(because=because):
            closing.end(turn, call.interaction_id, _result(call, because), "system")
        case flow.Report(code=code, node=node, params=params):
            fact = calls.FlowReported(code=code, node=node, params=dict(params))
            turn.record(fact, interaction_id=call.interaction_id)


def _answer(turn: Turn, call: Call) -> None:
    if call.answered_at is None:
        turn.do(calls.AnswerLeg(leg_id=call.leg_id))
        turn.record(calls.CallAnswered(leg_id=call.leg_id), interaction_id=call.interaction_id)


def _result(call: Call, because: flow.EndedBecause) -> InteractionResult:
    if call.voicemail_id is not None:
        return "voicemail"
    if call.closed:
        return "closed"
    if because == "error":
        return "failed"
    return "rejected" if because in ("nobody", "full", "timeout") else "ended_in_flow"


def _enqueue(turn: Turn, call: Call, step: flow.Enqueue) -> None:
    if call.interaction_id in turn.floor.visits:
        return
    queue = turn.floor.config.queues.get(step.queue)
    if queue is None:
        fact = calls.FlowReported(
            code="flow.unknown_queue", node=_state(call).node, params={"queue": step.queue}
        )
        turn.record(fact, interaction_id=call.interaction_id)
        feed(turn, call.interaction_id, flow.QueueLeft(step.token, "nobody"))
        return
    _answer(turn, call)
    needs = needs_of(queue.needs, step.skills)
    entered = QueueEntered(
        visit_id=turn.ids.new(kinds.VISIT),
        interaction_id=call.interaction_id,
        queue_id=queue.queue_id,
        ordinal=call.visits + 1,
        priority=step.priority,
        needs=needs,
        language=step.language,
        place=1 + sum(1 for v in turn.floor.visits.values() if v.queue_id == queue.queue_id),
    )
    turn.record(entered, interaction_id=call.interaction_id)
    if not waiting.staffed(turn.floor, needs):
        leave_queue(turn, call.interaction_id, "nobody")
        return
    if step.max_wait_seconds is not None:
        turn.set_timer(Timer("max_wait", call.interaction_id), step.max_wait_seconds)
    offering.wait(turn, call.interaction_id)


def needs_of(queue: Sequence[SkillNeed], extra: Sequence[SkillLevel]) -> tuple[SkillNeed, ...]:
    """The queue's needs and the flow's together; of two levels of one skill the higher counts."""
    levels = {need.skill_id: need.level for need in queue}
    for skill in extra:
        levels[skill.skill] = max(skill.level, levels.get(skill.skill, 1))
    return tuple(SkillNeed(skill_id, level) for skill_id, level in sorted(levels.items()))


def _record_voicemail(turn: Turn, call: Call, step: flow.RecordVoicemail) -> None:
    if call.voicemail_id is not None:
        feed(turn, call.interaction_id, flow.VoicemailFinished(step.token))
        return
    recording_id = turn.ids.new(kinds.RECORDING)
    fact = calls.RecordingStarted(
        recording_id=recording_id, segment_id=None, agent_id=None, leg_id=call.leg_id, kind="voicemail"
    )
    turn.record(fact, interaction_id=call.interaction_id)
    turn.do(
        calls.RecordVoicemail(
            leg_id=call.leg_id,
            recording_id=recording_id,
            max_s=step.max_seconds,
            silence_s=step.silence_seconds,
        )
    )


def keys_pressed(call: Call) -> tuple[str, ...]:
    """The keys that the caller chose at menus, oldest first."""
    return _state(call).pressed if call.flow_state is not None else ()
