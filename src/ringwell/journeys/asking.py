"""A caller who waits asks to be called back: by the key 1, at the number that called or at one typed, read back and confirmed.

The place in line stays the caller's all the while: an agent who becomes free takes the call, whatever is being said. Nothing is promised
before the number is kept and the callback committed.
"""

from typing import Final

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.hearing import HearingEvent, HearingFailed, SpeechBegan, SpeechHeard
from ringwell.flows.hearing import ASKED, YES_KEY
from ringwell.flows.prompts import Prompt
from ringwell.journeys import callback_rules, callbacks, closing, hearing, hold_guard, offering, waiting
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.turn import CallbackCommitted, NumberKept, NumberRefused, Timer, Turn
from ringwell.journeys.unlogged import Asking
from ringwell.kernel import ids as kinds
from ringwell.outbound.callback import may_call

PATIENCE_S: Final = 8
"""For a key, once everything has been said."""
KEEPING_S: Final = 10
"""For the number to be kept."""
MISSES: Final = 2
LEAST_DIGITS, MOST_DIGITS = 3, 15
YES, OTHER_NUMBER, GO_ON, END = "1", "2", "*", "#"


def key_pressed(turn: Turn, call: Call, key: str) -> None:
    """A waiting caller's key is for this alone."""
    asking = turn.floor.asking.get(call.interaction_id)
    match asking.stage if asking else None:
        case "offered" if asking and key == YES:
            _begin(turn, call, asking)
        case "confirming" if asking:
            _confirming(turn, call, asking, key)
        case "typing" if asking:
            _typing(turn, call, asking, key)
        case _:
            return


def spoken(turn: Turn, call: Call, event: HearingEvent) -> None:
    """A spoken yes or no acts as its key. What is not understood is let go: nothing is lost by it, and keys count all the while."""
    asking = turn.floor.asking.get(call.interaction_id)
    if asking is None or asking.hearing_id != event.hearing_id or isinstance(event, SpeechBegan):
        return
    heard_by = not isinstance(event, HearingFailed) or event.reason == "too_late"
    turn.floor.asking[call.interaction_id] = replace(asking, hearing_id=None, by_speech=heard_by)
    if isinstance(event, SpeechHeard) and event.key is not None and event.confidence >= ASKED:
        node = state_of(turn.floor, call).node
        hearing.tell(turn, call.interaction_id, node, hearing.ANSWERS[event.key == YES_KEY], event.confidence)
        key_pressed(turn, call, event.key)


def heard(turn: Turn, call: Call) -> bool:
    """What the caller was told is over: whether it was of this."""
    asking = turn.floor.asking.get(call.interaction_id)
    if asking is None or asking.stage in ("offered", "keeping"):
        return False
    if asking.stage == "goodbye":
        closing.end(turn, call.interaction_id, "callback_asked", "system")
    else:
        _await_key(turn, call)
    return True


def timed_out(turn: Turn, timer: Timer) -> None:
    """No key came, or no answer from where the number is to be kept."""
    asking, call = turn.floor.asking.get(timer.key), turn.floor.calls.get(timer.key)
    if asking is None or call is None or timer.token != str(asking.token):
        return
    match asking.stage:
        case "confirming" | "typing":
            _miss(turn, call, asking)
        case "keeping" if call.asked_back:
            _await_commit(turn, call, asking)
        case "keeping":
            _leave(turn, call, Prompt("callback-not-kept"))
        case _:
            return


def number_kept(turn: Turn, answer: NumberKept) -> None:
    """The number stands where it is safe: the callback takes the caller's place in line."""
    floor = turn.floor
    call, asking = floor.calls.get(answer.interaction_id), floor.asking.get(answer.interaction_id)
    visit = floor.visits.get(answer.interaction_id) or (hold_guard.visit_of(turn, call) if call else None)
    if call is None or asking is None or visit is None or asking.callback_id != answer.callback_id:
        return
    queue = floor.config.queues.get(visit.queue_id)
    enough = callback_rules.has_been_called_enough(floor, answer.contact_id)
    if queue is None or queue.callback is None or enough:
        _leave(turn, call, Prompt("callback-not-kept"))
        return
    own = floor.number(answer.number) or floor.number(answer.number.removeprefix("+"))
    if own or not may_call(answer.number, floor.config.settings.callback_prefixes):
        _wrong_number(turn, call, asking)
        return
    offering.withdraw(turn, call.interaction_id)
    caller = callbacks.caller_of(turn, call, answer.number)
    if call.stage == "hold":
        hold_guard.asked_back(turn, call, answer.callback_id)
    callbacks.begin(turn, call, visit, answer.callback_id, answer.contact_id, caller)
    _await_commit(turn, call, asking)


def number_refused(turn: Turn, answer: NumberRefused) -> None:
    """No number of a telephone, or it cannot be kept now."""
    call, asking = turn.floor.calls.get(answer.interaction_id), turn.floor.asking.get(answer.interaction_id)
    if call is None or asking is None or asking.callback_id != answer.callback_id:
        return
    if answer.wrong:
        _wrong_number(turn, call, asking)
    else:
        _leave(turn, call, Prompt("callback-not-kept"))


def committed(turn: Turn, answer: CallbackCommitted) -> None:
    """The callback survives anything now: the caller may be told."""
    call = turn.floor.calls.get(answer.interaction_id)
    asking = turn.floor.asking.get(answer.interaction_id)
    if call and asking and asking.stage == "keeping":
        _say_goodbye(turn, call)


def _begin(turn: Turn, call: Call, asking: Asking) -> None:
    caller = turn.floor.callers.get(call.interaction_id)
    number = _dialable(caller.caller_number) if caller else None
    if number:
        _confirm(turn, call, replace(asking, number=number))
    else:
        _ask_number(turn, call, asking)


def _confirming(turn: Turn, call: Call, asking: Asking, key: str) -> None:
    match key:
        case "1":
            _keep(turn, call, asking)
        case "2":
            _ask_number(turn, call, replace(asking, digits=""))
        case "*":
            _leave(turn, call)
        case _:
            _miss(turn, call, asking)


def _typing(turn: Turn, call: Call, asking: Asking, key: str) -> None:
    if key == GO_ON and not asking.digits:
        _leave(turn, call)
        return
    if key == END:
        number = _dialable(asking.digits)
        if number:
            _confirm(turn, call, replace(asking, number=number))
        else:
            _wrong_number(turn, call, asking)
        return
    digits = "+" if key == GO_ON else (asking.digits + key if key.isdigit() else asking.digits)
    turn.floor.asking[call.interaction_id] = replace(asking, digits=digits[: MOST_DIGITS + 1])
    _stop_speech(turn, call)
    _await_key(turn, call)


def _confirm(turn: Turn, call: Call, asking: Asking) -> None:
    spelt = tuple(Prompt("plus") if sign == "+" else Prompt("digit", int(sign)) for sign in asking.number)
    said = (Prompt("callback-number-is"), *spelt, Prompt("callback-confirm"))
    _say(turn, call, replace(asking, stage="confirming"), said)
    hearing.listen_for_answer(turn, call)


def _ask_number(turn: Turn, call: Call, asking: Asking, *before: Prompt) -> None:
    _say(turn, call, replace(asking, stage="typing", digits=""), (*before, Prompt("callback-type-number")))


def _wrong_number(turn: Turn, call: Call, asking: Asking) -> None:
    if asking.misses >= MISSES:
        _leave(turn, call, Prompt("callback-not-kept"))
    else:
        _ask_number(turn, call, replace(asking, misses=asking.misses + 1), Prompt("callback-number-wrong"))


def _miss(turn: Turn, call: Call, asking: Asking) -> None:
    if asking.misses >= MISSES:
        _leave(turn, call, Prompt("callback-not-kept"))
        return
    asking = replace(asking, misses=asking.misses + 1)
    if asking.stage == "typing":
        _ask_number(turn, call, asking)
    else:
        _confirm(turn, call, asking)


def _keep(turn: Turn, call: Call, asking: Asking) -> None:
    callback_id = turn.ids.new(kinds.INTERACTION)
    keeping = replace(asking, stage="keeping", callback_id=callback_id, token=asking.token + 1)
    turn.floor.asking[call.interaction_id] = keeping
    _stop_speech(turn, call)
    turn.keep_number(call.interaction_id, callback_id, asking.number)
    turn.set_timer(Timer("ask", call.interaction_id, str(keeping.token)), KEEPING_S)


def _await_commit(turn: Turn, call: Call, asking: Asking) -> None:
    """Ask again where no answer comes: until the callback survives anything the caller hears nothing of it."""
    keeping = replace(asking, token=asking.token + 1)
    turn.floor.asking[call.interaction_id] = keeping
    turn.committing.append(call.interaction_id)
    turn.set_timer(Timer("ask", call.interaction_id, str(keeping.token)), KEEPING_S)


def _say_goodbye(turn: Turn, call: Call) -> None:
    language = turn.floor.language(call)
    asking = turn.floor.asking[call.interaction_id]
    _say(turn, call, replace(asking, stage="goodbye"), (Prompt("callback-kept"),), language)


def _leave(turn: Turn, call: Call, *said: Prompt) -> None:
    """Back to waiting as before."""
    _stop_speech(turn, call)
    by_speech = turn.floor.asking[call.interaction_id].by_speech
    turn.floor.asking[call.interaction_id] = Asking(by_speech=by_speech)
    if said:
        waiting.play(turn, call, said, turn.floor.language(call), None)
    else:
        turn.do(calls.StartMusic(leg_id=call.leg_id))


def _say(
    turn: Turn, call: Call, asking: Asking, said: tuple[Prompt, ...], language: str | None = None
) -> None:
    turn.floor.asking[call.interaction_id] = replace(asking, token=asking.token + 1)
    _stop_speech(turn, call)
    waiting.play(turn, call, said, language or turn.floor.language(call), None)


def _await_key(turn: Turn, call: Call) -> None:
    asking = turn.floor.asking[call.interaction_id]
    asking = turn.floor.asking[call.interaction_id] = replace(asking, token=asking.token + 1)
    turn.set_timer(Timer("ask", call.interaction_id, str(asking.token)), PATIENCE_S)


def _stop_speech(turn: Turn, call: Call) -> None:
    """Neither music nor words, and what was said before counts no more."""
    waiting.silence(turn, call)
    hearing.stop_asking(turn, call)


def _dialable(number: str) -> str | None:
    """The number if it is one that can be called and read out."""
    plain = number.replace(" ", "").replace("-", "")
    digits = plain.removeprefix("+")
    is_number = digits.isascii() and digits.isdigit() and LEAST_DIGITS <= len(digits) <= MOST_DIGITS
    return plain if is_number else None
