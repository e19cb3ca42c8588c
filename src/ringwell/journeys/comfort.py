"""What a waiting caller is told between the music: its place in line, how long it will take, and that it may be called back."""

from datetime import timedelta

from ringwell.calls.call import Call
from ringwell.flows.model import CallbackOffer
from ringwell.flows.prompts import Prompt, expected_wait, place_in_line
from ringwell.journeys import hearing, waiting
from ringwell.journeys.turn import Timer, Turn
from ringwell.journeys.unlogged import Asking
from ringwell.routing.expected_wait import spoken_minutes
from ringwell.routing.messages import PlaceTold
from ringwell.routing.model import Queue
from ringwell.routing.visit import Visit


def begin(turn: Turn, interaction_id: str) -> None:
    """The caller has begun to wait: tell the place, and say when a callback is to be offered."""
    set_offer_timer(turn, interaction_id)
    tell_place(turn, interaction_id)


def tell_place(turn: Turn, interaction_id: str) -> None:
    """Tell the caller its place in line, now and then every so often; not while an agent is being rung."""
    visit, call = turn.floor.visits.get(interaction_id), turn.floor.calls.get(interaction_id)
    if visit is None or call is None or turn.floor.is_away(interaction_id):
        return
    waiting.set_place_timer(turn, interaction_id)
    queue = turn.floor.config.queues.get(visit.queue_id)
    if queue is None or queue.announce_place_every_s <= 0 or not may_be_told(turn, call):
        return
    place = turn.floor.matcher.place(interaction_id, turn.instant)
    wait_s = turn.floor.estimates.quote(visit.queue_id, interaction_id, place, turn.instant)
    turn.record(PlaceTold(visit_id=visit.visit_id, place=place, wait_s=wait_s), interaction_id=interaction_id)
    said = [place_in_line(place)]
    if queue.announce_wait and wait_s is not None:
        said.append(expected_wait(spoken_minutes(wait_s)))
    if _is_offered(turn, call, queue, wait_s):
        said.append(_offer(turn, call))
    tell(turn, call, visit, said)


def offer_callback(turn: Turn, interaction_id: str) -> None:
    """The caller has waited long enough to be offered a callback, also where no place is told."""
    visit, call = turn.floor.visits.get(interaction_id), turn.floor.calls.get(interaction_id)
    queue = turn.floor.config.queues.get(visit.queue_id) if visit else None
    if visit is None or call is None or queue is None or interaction_id in turn.floor.asking:
        return
    if not may_be_told(turn, call):
        turn.set_timer(Timer("callback_offer", interaction_id), LATER_S)
    elif _calls_back(turn, call, queue):
        tell(turn, call, visit, [_offer(turn, call)])


LATER_S = 5
"""When what could not be said is tried again."""


def set_offer_timer(turn: Turn, interaction_id: str) -> None:
    """Say when the caller is offered a callback by its age."""
    call, visit = turn.floor.calls[interaction_id], turn.floor.visits.get(interaction_id)
    offer = _callback_offer(turn, call)
    if visit and offer and offer.after_seconds is not None:
        due = visit.entered_at + timedelta(seconds=offer.after_seconds)
        turn.set_timer_at(Timer("callback_offer", interaction_id), max(due, turn.now))


def may_be_told(turn: Turn, call: Call) -> bool:
    """Whether the caller hears music alone now, and no agent is being rung."""
    asking = turn.floor.asking.get(call.interaction_id)
    waits = turn.floor.matcher.waiting(call.interaction_id)
    return waits and call.leg_id not in turn.floor.playing and (asking is None or asking.stage == "offered")


def _is_offered(turn: Turn, call: Call, queue: Queue, wait_s: int | None) -> bool:
    offer = _callback_offer(turn, call)
    if offer is None or not _calls_back(turn, call, queue):
        return False
    # The timer has offered it already, or does so in a moment.
    by_age = call.interaction_id in turn.floor.asking
    by_wait = offer.wait_over_seconds is not None and wait_s is not None and wait_s >= offer.wait_over_seconds
    return by_age or by_wait


def _calls_back(turn: Turn, call: Call, queue: Queue) -> bool:
    return queue.callback is not None and bool(turn.floor.trunks_out(call.number_id, back=True))


def _callback_offer(turn: Turn, call: Call) -> CallbackOffer | None:
    node = waiting.queue_node(turn, call)
    return node.callback if node else None


def _offer(turn: Turn, call: Call) -> Prompt:
    """The offer from now on; the sentence for it."""
    offer = _callback_offer(turn, call)
    begun = Asking(by_speech=offer is not None and offer.by_speech)
    offered = turn.floor.asking.setdefault(call.interaction_id, begun)
    return Prompt("callback-offer-spoken" if offered.by_speech else "callback-offer")


def tell(turn: Turn, call: Call, visit: Visit, said: list[Prompt]) -> None:
    """Say it instead of the music, which goes on after it."""
    waiting.stop_music(turn, call)
    waiting.play(turn, call, said, visit.language, None, waiting.playback_of(call, waiting.PLACE))
    if call.interaction_id in turn.floor.asking:
        hearing.listen_for_answer(turn, call)
