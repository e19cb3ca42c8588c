"""A call in its flow: what the flow hears of, what it asks for, and the queues that it leads to."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.flow_acts import SurveyReached
from ringwell.calls.messages import InteractionResult
from ringwell.flows import interpret
from ringwell.flows import messages as flow
from ringwell.flows.acts import RingColleague
from ringwell.flows.model import Flow, SkillLevel
from ringwell.flows.prompts import Prompt as FlowPrompt
from ringwell.flows.state import FlowState
from ringwell.journeys import (
    acting,
    announcements,
    beginning,
    blocking,
    callback_step,
    callbacks,
    closing,
    flow_states,
    hearing,
    offering,
    recording,
    recording_notice,
    waiting,
)
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.live import Floor
from ringwell.journeys.needs import needs_of
from ringwell.journeys.turn import AskService, Timer, Turn
from ringwell.journeys.unlogged import ByHand
from ringwell.kernel import ids as kinds
from ringwell.routing.messages import FRONT_OF_QUEUE, QueueEntered, SkillNeed, VisitResult

UNKNOWN_NUMBER = "unknown-number"
USUAL_PRIORITY = 5
"""Of a caller whom an agent puts into a queue: as the flow's queue node has it where it says nothing."""
LEFT_AS: Mapping[flow.LeftBecause, VisitResult] = {"nobody": "no_agents", "timeout": "timed_out"}
STRAIGHT_TO_QUEUE = 1
"""The flow's token when waiting is the first thing that it began: the caller has waited since the call came."""
MOST_AT_ONCE = 64
"""So many steps of one call may come to something in a single turn."""


def feed(turn: Turn, interaction_id: str, event: flow.FlowEvent) -> None:
    """Let the flow hear of an event, and do what it asks for."""
    call = turn.floor.calls.get(interaction_id)
    document = turn.floor.flow(call) if call else None
    if call is None or document is None or call.flow_state is None or call.stage == "ended":
        return
    if interaction_id in turn.floor.elsewhere:
        return
    before = state_of(turn.floor, call)
    turn.fed[interaction_id] += 1
    if turn.fed[interaction_id] > MOST_AT_ONCE:
        _goes_in_circles(turn, call, before.node)
        return
    known = turn.floor.known(call)
    state, steps = interpret.handle(before, document, event, turn.now, turn.floor.calendars, known)
    if isinstance(event, flow.KeyPressed) and interpret.took_key(document, before, state):
        pressed = calls.FlowKeyPressed(node=before.node, key=event.digit)
        turn.record(pressed, interaction_id=interaction_id)
    if isinstance(event, flow.Heard):
        hearing.keep(turn, interaction_id, before, event)
    _advance(turn, interaction_id, before, state, steps)


def _goes_in_circles(turn: Turn, call: Call, node: str) -> None:
    """Its steps come to nothing at once and lead to each other, which no check has found: one call ends of it, and not the whole floor."""
    fact = calls.FlowReported(code="flow.cycle_without_wait", node=node, params={"target": node})
    turn.record(fact, interaction_id=call.interaction_id)
    closing.end(turn, call.interaction_id, "failed", "system")


def resume(turn: Turn, interaction_id: str) -> None:
    """Go on with the flow after a crash, from the node where it stood."""
    call = turn.floor.calls[interaction_id]
    document = turn.floor.flow(call)
    if call.asked_back or call.direction == "out":
        closing.end(turn, interaction_id, "callback_asked" if call.asked_back else "failed", "system")
        return
    announcements.stop(turn, call)
    recording_notice.stop(turn, call)
    if (sent := call.sent) is not None:  # by an agent, and told something before
        enter_by_hand(turn, interaction_id, sent.queue_id or "", front=sent.front, not_to=sent.agent_id)
        return
    if call.flow_state is None:  # the client's own telephone was rung before, or an announcement told
        begin_flow(turn, interaction_id)
        return
    if document is None:
        turn_away(turn, call)
        return
    before = state_of(turn.floor, call)
    known = turn.floor.known(call)
    state, steps = interpret.resume(before, document, turn.now, turn.floor.calendars, known)
    _advance(turn, interaction_id, before, state, steps)


def begin_flow(turn: Turn, interaction_id: str) -> None:
    """Let a caller begin the flow: one whom an agent has let go to it, or whose client's telephone nobody answered."""
    call = turn.floor.calls[interaction_id]
    document = turn.floor.flow(call)
    if document is None:
        turn_away(turn, call)
    elif not announcements.before_flow(turn, call):
        start(turn, call, document, turn.floor.language(call))


def start(turn: Turn, call: Call, document: Flow, language: str) -> None:
    known, private = turn.floor.known(call), turn.floor.private.get(call.interaction_id)
    state, steps = interpret.start(
        document,
        {"language": language},
        turn.now,
        turn.floor.calendars,
        known,
        private.data if private else {},
    )
    _advance(turn, call.interaction_id, None, state, steps)


def acted(turn: Turn, interaction_id: str, came: str) -> bool:
    """What the flow has had done has come to this; whether it waits for that."""
    call = turn.floor.calls[interaction_id]
    if call.flow_state is None or (state := state_of(turn.floor, call)).stage != "acting":
        return False
    feed(turn, interaction_id, flow.Acted(state.token, came))
    return True


def turn_away(turn: Turn, call: Call) -> None:
    """Say why there is no flow for this caller; the call ends after that."""
    beginning.answer(turn, call)
    language = blocking.language_for(turn, call)
    prompt = blocking.NOT_TAKEN if call.blocked else UNKNOWN_NUMBER
    waiting.play(turn, call, (FlowPrompt(prompt),), language, None)


def leave_queue(turn: Turn, interaction_id: str, because: flow.LeftBecause) -> None:
    """The caller stops waiting without having been answered; the flow says what comes next."""
    waiting.leave_visit(turn, interaction_id, LEFT_AS.get(because, "closed"))
    call = turn.floor.calls[interaction_id]
    waiting.silence(turn, call)
    if flow_states.was_left(turn.floor, call):
        begin_flow(turn, interaction_id)
        return
    if call.flow_state is None:
        closing.end(turn, interaction_id, "rejected", "system")
        return
    if acted(turn, interaction_id, "not_there"):  # an agent whom the flow has rung had put it there
        return
    feed(turn, interaction_id, flow.QueueLeft(state_of(turn.floor, call).token, because))


def leave_unstaffed(turn: Turn) -> None:
    """Somebody logged out, the configuration changed, or an offer ended: callers whom nobody logged in could serve are told so by
    their flow."""
    floor = turn.floor
    served: dict[tuple[str, tuple[SkillNeed, ...]], bool] = {}
    for interaction_id, visit in list(floor.visits.items()):
        if visit.offer_id is not None or interaction_id in floor.elsewhere or visit.callback:
            continue
        asked = (visit.queue_id, floor.asked_of(visit))
        if asked not in served:
            served[asked] = floor.can_be_served(*asked)
        if not served[asked]:
            leave_queue(turn, interaction_id, "nobody")


def requeue(turn: Turn, interaction_id: str, not_to: str) -> None:
    """Put a caller who was cut off from an agent before all others of the queue; not at once to the same agent again. Whom the flow has brought to
    an agent by name, without a queue, goes on in the flow; whom somebody took out of the flow begins it again."""
    call = turn.floor.calls[interaction_id]
    if call.queue_id is None and acted(turn, interaction_id, "not_there"):
        return
    if call.queue_id is None and flow_states.was_left(turn.floor, call):
        begin_flow(turn, interaction_id)
        return
    node = waiting.queue_node(turn, call)
    queue = turn.floor.config.queues.get(call.queue_id or "")
    needs = needs_of(queue.needs if queue else (), _known(turn, call, node.skills if node else ()))
    _enter(turn, call, call.queue_id or "", FRONT_OF_QUEUE, needs, turn.floor.language(call), not_to)


def enter_by_hand(turn: Turn, interaction_id: str, queue_id: str, *, front: bool, not_to: str) -> None:
    """Put a caller whom an agent has let go into a queue, before all others or as callers of it wait; not at once to that agent again."""
    priority = FRONT_OF_QUEUE if front else USUAL_PRIORITY
    _by_hand(
        turn, turn.floor.calls[interaction_id], ByHand(queue_id=queue_id, priority=priority, not_to=not_to)
    )


def _by_hand(turn: Turn, call: Call, goes: ByHand) -> None:
    language = turn.floor.language(call)
    if recording_notice.before(turn, call, goes.queue_id, language, goes):
        return
    queue = turn.floor.config.queues.get(goes.queue_id)
    needs = needs_of(queue.needs if queue else (), ())
    _enter(turn, call, goes.queue_id, goes.priority, needs, language, goes.not_to)


def go_on(turn: Turn, call: Call, then: flow.Enqueue | flow.Act | ByHand) -> None:
    """The caller has heard what stood before this."""
    if isinstance(then, flow.Enqueue):
        enqueue(turn, call, then)
    elif isinstance(then, flow.Act):
        _act(turn, call, then)
    else:
        _by_hand(turn, call, then)


def set_max_wait(turn: Turn, interaction_id: str) -> None:
    """Say when the flow's own limit of waiting passes, counted from when the caller entered the queue."""
    node = waiting.queue_node(turn, turn.floor.calls[interaction_id])
    if node and node.max_wait_seconds is not None:
        entered = turn.floor.visits[interaction_id].entered_at
        due = entered + timedelta(seconds=node.max_wait_seconds)
        turn.set_timer_at(Timer("max_wait", interaction_id), max(due, turn.now))


def _advance(
    turn: Turn,
    interaction_id: str,
    before: FlowState | None,
    state: FlowState,
    steps: Sequence[flow.FlowStep],
) -> None:
    if state != before:
        flow_states.keep(turn, interaction_id, before, state)
    for step in steps:
        call = turn.floor.calls.get(interaction_id)
        if call is None or call.stage == "ended":
            return
        _step(turn, call, step)


def _step(turn: Turn, call: Call, step: flow.FlowStep) -> None:
    match step:
        case flow.Answer():
            beginning.answer(turn, call)
        case flow.Play(token=token, language=language, prompts=prompts):
            beginning.answer(turn, call)
            waiting.play(turn, call, prompts, language, token)
        case flow.StopPlayback(token=token):
            turn.floor.playing.pop(call.leg_id, None)
            turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=waiting.playback_of(call, token)))
        case flow.CollectKey():
            pass
        case flow.Listen():
            hearing.listen(turn, call, step)
        case flow.StopListening(token=token):
            hearing.stop_listening(turn, call, token)
        case flow.SetTimer(token=token, seconds=seconds):
            turn.set_timer(Timer("flow", call.interaction_id, str(token)), seconds)
        case flow.Enqueue():
            enqueue(turn, call, step)
        case flow.RecordVoicemail():
            _record_voicemail(turn, call, step)
        case flow.Ask(token=token, question=question):
            asked = AskService(interaction_id=call.interaction_id, token=token, question=question)
            turn.services.append(asked)
        case flow.Act():
            _act(turn, call, step)
        case flow.Tell(survey=survey, node=node):
            reached = SurveyReached(node=node, survey=survey, asked_about=call.last_agent_id)
            turn.record(reached, interaction_id=call.interaction_id)
        case flow.StartMusic():
            beginning.answer(turn, call)
            waiting.leave_in_quiet(turn, call)
        case flow.StopMusic():
            waiting.stop_music(turn, call)
        case flow.HangUp(because=because):
            closing.end(turn, call.interaction_id, _result(turn.floor, call, because), "system")
        case flow.Report(code=code, node=node, params=params):
            fact = calls.FlowReported(code=code, node=node, params=dict(params))
            turn.record(fact, interaction_id=call.interaction_id)


def _act(turn: Turn, call: Call, step: flow.Act) -> None:
    rings_agent = isinstance(step.deed, RingColleague)
    if rings_agent and recording_notice.before(
        turn, call, call.queue_id or "", turn.floor.language(call), step
    ):
        return
    came = acting.act(turn, call, step.token, step.deed)
    if came is not None:
        feed(turn, call.interaction_id, flow.Acted(step.token, came))


def _result(floor: Floor, call: Call, because: flow.EndedBecause) -> InteractionResult:
    if call.voicemail_id is not None:
        return "voicemail"
    if call.went_on:
        return "handled"
    if callback_step.is_owed(floor, call):
        return "callback_asked"
    if call.closed:
        return "closed"
    if because == "error":
        return "failed"
    return "rejected" if because in ("nobody", "full", "timeout") else "ended_in_flow"


def enqueue(turn: Turn, call: Call, step: flow.Enqueue) -> None:
    if call.interaction_id in turn.floor.visits:
        return
    queue = turn.floor.config.queues.get(step.queue)
    if queue is None:
        fact = calls.FlowReported(
            code="flow.unknown_queue", node=state_of(turn.floor, call).node, params={"queue": step.queue}
        )
        turn.record(fact, interaction_id=call.interaction_id)
        feed(turn, call.interaction_id, flow.QueueLeft(step.token, "nobody"))
        return
    if announcements.before_queue(turn, call, step):
        return
    if recording_notice.before(turn, call, queue.queue_id, step.language, step):
        return
    beginning.answer(turn, call)
    needs = needs_of(queue.needs, _known(turn, call, step.skills))
    _enter(turn, call, queue.queue_id, step.priority, needs, step.language)


def _enter(
    turn: Turn,
    call: Call,
    queue_id: str,
    priority: int,
    needs: tuple[SkillNeed, ...],
    language: str,
    not_to: str | None = None,
) -> None:
    """Let the call wait in a queue, if anybody logged in could serve it."""
    interaction_id = call.interaction_id
    recording.tell_switch(turn, call, queue_id)
    before = 0 if priority == FRONT_OF_QUEUE else turn.floor.census.waiting(queue_id)
    entered = QueueEntered(
        visit_id=turn.ids.new(kinds.VISIT),
        interaction_id=interaction_id,
        queue_id=queue_id,
        ordinal=call.visits + 1,
        priority=priority,
        needs=needs,
        language=language,
        place=1 + before,
    )
    came_straight = _came_straight(turn.floor, call)
    turn.record(entered, interaction_id=interaction_id, at=call.started_at if came_straight else None)
    if not turn.floor.can_be_served(queue_id, turn.floor.asked_of(turn.floor.visits[interaction_id])):
        leave_queue(turn, interaction_id, "nobody")
        return
    if not_to is not None:
        offering.bar(turn, interaction_id, not_to)
    set_max_wait(turn, interaction_id)
    callbacks.take_up(turn, interaction_id)
    offering.wait(turn, interaction_id)


def _came_straight(floor: Floor, call: Call) -> bool:
    """Whether the caller has waited since the call came: was told no announcement, and not put here by hand. Who is called back has no flow."""
    if call.visits > 0 or call.heard or call.told_recorded is not None or call.flow_state is None:
        return False
    state = state_of(floor, call)
    return state.stage == "queued" and state.token == STRAIGHT_TO_QUEUE


def _known(turn: Turn, call: Call, asked: Sequence[SkillLevel]) -> list[SkillLevel]:
    """What a flow asks for, without skills that have been removed: those are reported."""
    for gone in (each.skill for each in asked if each.skill not in turn.floor.skills):
        fact = calls.FlowReported(
            code="flow.unknown_skill", node=state_of(turn.floor, call).node, params={"skill": gone}
        )
        turn.record(fact, interaction_id=call.interaction_id)
    return [each for each in asked if each.skill in turn.floor.skills]


def _record_voicemail(turn: Turn, call: Call, step: flow.RecordVoicemail) -> None:
    """Record the caller's message, or after a restart hear of the one that is being left; there is at most one."""
    since = turn.floor.voicemails.get(call.interaction_id)
    if call.voicemail_id is not None and since is None:
        feed(turn, call.interaction_id, flow.VoicemailFinished(step.token))
        return
    turn.do(
        calls.RecordVoicemail(
            leg_id=call.leg_id,
            recording_id=call.voicemail_id or _begin_voicemail(turn, call),
            max_s=step.max_seconds,
            silence_s=step.silence_seconds,
            since=since,
        )
    )


def _begin_voicemail(turn: Turn, call: Call) -> str:
    recording_id = turn.ids.new(kinds.RECORDING)
    fact = calls.RecordingStarted(
        recording_id=recording_id, segment_id=None, agent_id=None, leg_id=call.leg_id, kind="voicemail"
    )
    turn.record(fact, interaction_id=call.interaction_id)
    return recording_id
