"""A caller who waits, or whom the flow asks, is to be called back: by the key 1, at the number that called or at one typed, read back and confirmed.

The place in line stays the caller's all the while: an agent who becomes free takes the call, whatever is being said. Nothing is promised
before the number is kept and the callback committed.
"""

from typing import Final

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.hearing import HearingEvent, HearingFailed, SpeechBegan, SpeechHeard
from ringwell.flows.acts import TakeCallback
from ringwell.flows.hearing import ASKED, YES_KEY
from ringwell.flows.prompts import Prompt
from ringwell.journeys import (
    beginning,
    callback_rules,
    callback_step,
    callbacks,
    closing,
    hearing,
    hold_guard,
    offering,
    waiting,
)
from ringwell.journeys.callback_step import WhyNot
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import CallbackCommitted, NumberKept, NumberRefused, Timer, Turn
from ringwell.journeys.unlogged import Asking
from ringwell.kernel import ids as kinds
from ringwell.outbound.callback import may_call
from ringwell.routing.visit import Visit

PATIENCE_S: Final = 8
"""For a key, once everything has been said."""
KEEPING_S: Final = 10
"""For the number to be kept."""
MISSES: Final = 2
LEAST_DIGITS, MOST_DIGITS = 3, 15
YES, OTHER_NUMBER, GO_ON, END = "1", "2", "*", "#"


def at_step(turn: Turn, call: Call, step: TakeCallback) -> None:
    """The flow has brought its caller here, perhaps once more after a restart. What comes of it is `Turn.settled`."""
    beginning.answer(turn, call)
    said = callback_step.hush(turn, call) if turn.settling else callback_step.FIRST
    asking = turn.floor.asking[call.interaction_id] = Asking(step=step, said=said)
    if callback_step.is_owed(turn.floor, call, step.queue):
        _say_goodbye(turn, call)
    elif why := callback_step.why_not(turn, call, step):
        _leave(turn, call, why)
    else:
        _begin(turn, call, asking, *step.prompts)


def is_at_step(floor: Floor, call: Call) -> bool:
    """Whether the flow's caller is being asked."""
    asking = floor.asking.get(call.interaction_id)
    return call.stage == "flow" and asking is not None and asking.step is not None


def key_pressed(turn: Turn, call: Call, key: str) -> None:
    """The key of a caller who waits, or is asked, is for this alone."""
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
    if asking.step is not None and asking.stage in ("goodbye", "leaving"):
        _settle(turn, call, asking.came)
    elif asking.stage == "goodbye":
        closing.end(turn, call.interaction_id, "callback_asked", "system")
    else:
        _await_key(turn, call)
    return True


def timed_out(turn: Turn, timer: Timer) -> None:
    """No key came, or no answer from where the number is to be kept."""
    asking, call = turn.floor.asking.get(timer.key), _there(turn, timer.key)
    if asking is None or call is None or timer.token != str(asking.token):
        return
    match asking.stage:
        case "confirming" | "typing":
            _miss(turn, call, asking)
        case "keeping" if asking.callback_id in turn.floor.callbacks:
            _await_commit(turn, call, asking)
        case "keeping":
            _leave(turn, call, "not_kept")
        case _:
            return


def number_kept(turn: Turn, answer: NumberKept) -> None:
    """The number stands where it is safe: the callback takes the caller's place in line."""
    floor = turn.floor
    call, asking = _there(turn, answer.interaction_id), floor.asking.get(answer.interaction_id)
    visit = _place(turn, call, asking) if call and asking else None
    if call is None or asking is None or visit is None or asking.callback_id != answer.callback_id:
        return
    queue = floor.config.queues.get(visit.queue_id)
    enough = callback_rules.has_been_called_enough(floor, answer.contact_id)
    if queue is None or queue.callback is None or enough:
        _leave(turn, call, "enough" if enough else "no_queue")
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
    call, asking = _there(turn, answer.interaction_id), turn.floor.asking.get(answer.interaction_id)
    if call is None or asking is None or asking.callback_id != answer.callback_id:
        return
    if answer.wrong:
        _wrong_number(turn, call, asking)
    else:
        _leave(turn, call, "not_kept")


def committed(turn: Turn, answer: CallbackCommitted) -> None:
    """The callback survives anything now: the caller may be told."""
    call, asking = _there(turn, answer.interaction_id), turn.floor.asking.get(answer.interaction_id)
    if call and asking and asking.stage == "keeping":
        _say_goodbye(turn, call)


def _there(turn: Turn, interaction_id: str) -> Call | None:
    """The call while its caller is on the line."""
    call = turn.floor.calls.get(interaction_id)
    return call if call and call.stage != "ended" else None


def _place(turn: Turn, call: Call, asking: Asking) -> Visit | None:
    """The place in line that the callback takes."""
    if asking.step is not None:
        return callback_step.place(turn, call, asking.step, asking.confirmed_at or turn.now)
    return turn.floor.visits.get(call.interaction_id) or hold_guard.visit_of(turn, call)


def _own_number(turn: Turn, call: Call) -> str | None:
    """The number that called, if it can be called."""
    caller = turn.floor.callers.get(call.interaction_id)
    return _dialable(caller.caller_number) if caller else None


def _begin(turn: Turn, call: Call, asking: Asking, *before: Prompt) -> None:
    number = _own_number(turn, call)
    if number:
        _confirm(turn, call, replace(asking, number=number), *before)
    else:
        _ask_number(turn, call, asking, *before)


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


def _confirm(turn: Turn, call: Call, asking: Asking, *before: Prompt) -> None:
    spelt = tuple(Prompt("plus") if sign == "+" else Prompt("digit", int(sign)) for sign in asking.number)
    keys = Prompt("callback-confirm" if asking.step is None else "callback-confirm-or-go-on")
    said = (*before, Prompt("callback-number-is"), *spelt, keys)
    _say(turn, call, replace(asking, stage="confirming"), said)
    hearing.listen_for_answer(turn, call)


def _ask_number(turn: Turn, call: Call, asking: Asking, *before: Prompt) -> None:
    _say(turn, call, replace(asking, stage="typing", digits=""), (*before, Prompt("callback-type-number")))


def _wrong_number(turn: Turn, call: Call, asking: Asking) -> None:
    if asking.misses >= MISSES:
        _leave(turn, call, "wrong_number")
    else:
        _ask_number(turn, call, replace(asking, misses=asking.misses + 1), Prompt("callback-number-wrong"))


def _miss(turn: Turn, call: Call, asking: Asking) -> None:
    if asking.misses >= MISSES:
        _leave(turn, call, "silent" if _own_number(turn, call) else "no_number")
        return
    asking = replace(asking, misses=asking.misses + 1)
    if asking.stage == "typing":
        _ask_number(turn, call, asking)
    else:
        _confirm(turn, call, asking)


def _keep(turn: Turn, call: Call, asking: Asking) -> None:
    callback_id = turn.ids.new(kinds.INTERACTION)
    keeping = replace(
        asking, stage="keeping", callback_id=callback_id, token=asking.token + 1, confirmed_at=turn.now
    )
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
    asking = turn.floor.asking[call.interaction_id]
    kept = Prompt("callback-kept") if asking.step is None else callback_step.taken(turn, asking.step)
    _say(turn, call, replace(asking, stage="goodbye", came="next"), (kept,))


def _leave(turn: Turn, call: Call, why: WhyNot | None = None) -> None:
    """Back to waiting as before, or on in the flow; without a reason the caller wishes it so."""
    asking = turn.floor.asking[call.interaction_id]
    if asking.step is not None:
        _leave_step(turn, call, asking, why)
        return
    _stop_speech(turn, call)
    turn.floor.asking[call.interaction_id] = Asking(by_speech=asking.by_speech)
    if why is None:
        turn.do(calls.StartMusic(leg_id=call.leg_id))
    else:
        waiting.play(turn, call, (Prompt("callback-not-kept"),), turn.floor.language(call), None)


def _leave_step(turn: Turn, call: Call, asking: Asking, why: WhyNot | None) -> None:
    """On in the flow; where it is not possible the caller hears why before."""
    if why is None or why == "silent":
        _stop_speech(turn, call)
        _settle(turn, call, "declined")
    else:
        said = (callback_step.refused(turn, call, why),)
        _say(turn, call, replace(asking, stage="leaving", came="not_possible"), said)


def _settle(turn: Turn, call: Call, came: str) -> None:
    del turn.floor.asking[call.interaction_id]
    turn.cancel(Timer("ask", call.interaction_id))
    turn.settled.append((call.interaction_id, came))


def _say(turn: Turn, call: Call, asking: Asking, said: tuple[Prompt, ...]) -> None:
    asking = replace(asking, token=asking.token + 1, said=asking.said + 1)
    turn.floor.asking[call.interaction_id] = asking
    _stop_speech(turn, call)
    if asking.step is None:
        waiting.play(turn, call, said, turn.floor.language(call), None)
    else:
        callback_step.play(turn, call, asking.step, said, asking.said)


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
