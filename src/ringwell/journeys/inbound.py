"""A caller comes, is heard of, and ends before an agent answers: what the switch tells of that, for its flow (`in_flow.py`)."""

from datetime import datetime, timedelta

from ringwell.calls import messages as calls
from ringwell.calls.blocked import CallBlocked
from ringwell.calls.call import Call, milliseconds
from ringwell.calls.flow_acts import MessageSent
from ringwell.calls.hearing import HearingEvent
from ringwell.flows import messages as flow
from ringwell.flows.model import VoicemailNode
from ringwell.journeys import (
    announcements,
    asking,
    beginning,
    blocking,
    closing,
    hearing,
    in_flow,
    recording_notice,
    reserve,
    sending,
    voice_messages,
)
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.turn import MessageKept, ServiceAnswered, Timer, Turn

UNHEARD_S = 0.5
"""How long after a prompt that failed a caller who is gone may still be told of."""
AFTER_THE_OFFER = timedelta(seconds=1)


def arrive(turn: Turn, event: calls.CallArrived, came_at: datetime | None = None) -> None:
    """A caller's leg is ours: begin its flow, or tell that the number is not in service. `came_at` when it came before now.

    One whose interaction is over is hung up: it has been told of too late for anybody to deal with it.
    """
    if event.leg_id in turn.floor.caller_legs:
        return
    if turn.floor.has_begun(event.leg_id):
        turn.do(calls.HangUpLeg(leg_id=event.leg_id))
        return
    event = reserve.recognised(turn.floor, event)
    block = blocking.entry_for(turn, event)
    if block is not None:
        interaction_id = beginning.begin(turn, event, came_at).interaction_id
        turn.record(CallBlocked(block_id=block.block_id), interaction_id=interaction_id)
        turn.look_up(interaction_id, event.caller_number)
        in_flow.turn_away(turn, turn.floor.calls[interaction_id])
        return
    number, trial = turn.floor.number(event.number), turn.floor.trial(event.number, turn.now)
    met = turn.floor.config.flows.get(number.flow_id) if number else (trial.flow if trial else None)
    call = beginning.begin(turn, event, came_at, flow=met, trial=trial)
    document, dialled = turn.floor.flow(call), number or trial
    if dialled is None or document is None:
        in_flow.turn_away(turn, call)
        return
    turn.look_up(call.interaction_id, event.caller_number)
    if reserve.ring_client(turn, call, event):
        return
    if not announcements.before_flow(turn, call):
        in_flow.start(turn, call, document, dialled.language)


def key_pressed(turn: Turn, event: calls.KeyPressed) -> None:
    """A caller's key is for the flow; what nobody asked for may be anything, a card's number too, and is let go."""
    call = _caller(turn, event.leg_id)
    if call is not None and (call.stage in ("waiting", "hold") or asking.is_at_step(turn.floor, call)):
        asking.key_pressed(turn, call, event.key)
    if call is None or call.stage != "flow" or call.flow_state is None or call.asked_back:
        return
    in_flow.feed(turn, call.interaction_id, flow.KeyPressed(event.key))


def spoken(turn: Turn, event: HearingEvent) -> None:
    """Of who is listened to, for the flow or the question about a callback; what is told of an older listening is let go."""
    call = _caller(turn, event.leg_id)
    if call is None:
        return
    told = hearing.for_flow(turn, call, event)
    if told is not None:
        in_flow.feed(turn, call.interaction_id, told)
    else:
        asking.spoken(turn, call, event)


def caller_known(turn: Turn, interaction_id: str) -> None:
    """A flow that parts ways by who calls may be waiting for that."""
    in_flow.feed(turn, interaction_id, flow.CallerKnown())


def playback_ended(turn: Turn, event: calls.PlaybackEnded) -> None:
    """What a caller was told is over. One that failed may be the first sign of a caller who is gone: wait for the other."""
    playing = turn.floor.playing.get(event.leg_id)
    call = _caller(turn, event.leg_id)
    if playing is None or playing.playback_id != event.playback_id or call is None:
        return
    if event.failed:
        turn.set_timer(Timer("unheard", call.interaction_id, event.playback_id), UNHEARD_S)
    else:
        _over(turn, call, heard=True)


def unheard(turn: Turn, timer: Timer) -> None:
    """A prompt could not be played, and the caller is still there: go on without it."""
    call = turn.floor.calls.get(timer.key)
    playing = turn.floor.playing.get(call.leg_id) if call else None
    if call and playing and playing.playback_id == timer.token:
        _over(turn, call, heard=False)


def _over(turn: Turn, call: Call, *, heard: bool) -> None:
    playing = turn.floor.playing.pop(call.leg_id)
    recording_notice.over(turn, call, playing, heard=heard)
    then = announcements.over(turn, call)
    if then == "flow":
        in_flow.begin_flow(turn, call.interaction_id)
        return
    if then is not None:
        in_flow.go_on(turn, turn.floor.calls[call.interaction_id], then)
        return
    if asking.heard(turn, call):
        return
    if call.stage == "hold":
        turn.do(calls.StartMusic(leg_id=call.leg_id))
        return
    if call.direction == "out" and call.stage == "waiting":
        turn.do(calls.StartMusic(leg_id=call.leg_id))
    elif call.flow_state is None:
        closing.end(turn, call.interaction_id, closing.turned_away(call), "system")
    elif playing.token is not None:
        in_flow.feed(turn, call.interaction_id, flow.PlaybackFinished(playing.token))
    elif call.stage == "waiting":
        turn.do(calls.StartMusic(leg_id=call.leg_id))


def service_answered(turn: Turn, answer: ServiceAnswered) -> None:
    in_flow.feed(turn, answer.interaction_id, flow.LookedUp(answer.token, answer.told))


def message_kept(turn: Turn, kept: MessageKept) -> None:
    """A flow's message is on its way, or is not. Told late, when the flow has gone on without it, it is in the log all the same."""
    call = turn.floor.calls.get(kept.interaction_id)
    if call is None or call.flow_state is None:
        return
    state = state_of(turn.floor, call)
    if kept.why_not is None:
        sent = MessageSent(node=state.node, by=kept.by, message_id=kept.message_id)
        turn.record(sent, interaction_id=call.interaction_id)
    else:
        sending.not_sent(turn, call, kept.why_not)
    came = "sent" if kept.why_not is None else "not_sent"
    in_flow.feed(turn, call.interaction_id, flow.Acted(kept.token, came))


def flow_timer(turn: Turn, timer: Timer) -> None:
    in_flow.feed(turn, timer.key, flow.TimerFired(int(timer.token)))


def waited_too_long(turn: Turn, interaction_id: str) -> None:
    """The flow's own limit of waiting has passed; a caller who is being offered waits for the end of that."""
    visit = turn.floor.visits.get(interaction_id)
    if visit is None or interaction_id in turn.floor.elsewhere:
        return
    offer = turn.floor.offer_for(interaction_id)
    if offer is not None:
        turn.set_timer_at(Timer("max_wait", interaction_id), offer.deadline + AFTER_THE_OFFER)
        return
    in_flow.leave_queue(turn, interaction_id, "timeout")


def voicemail_ended(turn: Turn, event: calls.VoicemailEnded) -> None:
    call = _caller(turn, event.leg_id)
    if (
        call is None
        or call.voicemail_id != event.recording_id
        or call.interaction_id not in turn.floor.voicemails
    ):
        return
    if event.failed:
        turn.record(
            calls.RecordingFailed(recording_id=event.recording_id, code="no_file"),
            interaction_id=call.interaction_id,
        )
    else:
        left = calls.VoicemailLeft(recording_id=event.recording_id, duration_ms=event.duration_ms)
        turn.record(left, interaction_id=call.interaction_id)
        voice_messages.left(turn, call, left)
    in_flow.feed(turn, call.interaction_id, flow.VoicemailFinished(state_of(turn.floor, call).token))


def voicemail_cut(turn: Turn, interaction_id: str) -> None:
    """The caller went while nobody listened, or is taken out of the message that is being left: as far as it goes it has been left."""
    call, since = turn.floor.calls[interaction_id], turn.floor.voicemails.get(interaction_id)
    if call.voicemail_id is None or since is None:
        return
    document = turn.floor.flow(call)
    node = document.nodes.get(state_of(turn.floor, call).node) if document else None
    longest = timedelta(seconds=node.max_seconds if isinstance(node, VoicemailNode) else 0)
    duration_ms = milliseconds(min(turn.now - since, longest))
    left = calls.VoicemailLeft(recording_id=call.voicemail_id, duration_ms=duration_ms)
    turn.record(left, interaction_id=interaction_id)
    voice_messages.left(turn, call, left)


def _caller(turn: Turn, leg_id: str) -> Call | None:
    interaction_id = turn.floor.caller_legs.get(leg_id)
    return turn.floor.calls.get(interaction_id) if interaction_id else None
