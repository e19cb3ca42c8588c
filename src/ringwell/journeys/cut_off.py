"""Callers who were cut off by a fault of the line while somebody served them: by their queue's rule the last agent calls them back at once;
where that one cannot, whoever is free first."""

from datetime import timedelta
from typing import Final

from ringwell.calls.call import Call
from ringwell.calls.care import CallerCutOff, CutOffSettled
from ringwell.journeys import callbacks, going_out, own_calls, wrapup
from ringwell.journeys.callback_rules import has_been_called_enough, has_room, in_hours, may_begin
from ringwell.journeys.hold_guard import front_place
from ringwell.journeys.turn import NumberKept, NumberRefused, Turn
from ringwell.journeys.unlogged import Caller
from ringwell.kernel import ids as kinds
from ringwell.routing.model import Queue

FAULTS: Final = frozenset({27, 38, 41, 42, 44, 47, 102, 127})
"""Q.850: the network or the far end broke, no sound came any more (44), or a timer ran out. A hang-up has another cause."""
SOON: Final = timedelta(seconds=60)
"""Who was cut off longer ago, before a restart, has called again, or does not expect it any more."""
SERVED: Final = frozenset({"talking", "hold", "lost", "transferring", "outside", "parked"})


def caller_gone(turn: Turn, call: Call, cause: int) -> None:
    """The call, as it stands, ends by its caller's leg: if that was cut off, keep its number to call it back."""
    queue, caller = _queue(turn, call), turn.floor.callers.get(call.interaction_id)
    agent_id = call.segment.agent_id if call.segment else call.last_agent_id
    if cause not in FAULTS or call.stage not in SERVED or queue is None or not queue.care.cut_off:
        return
    if caller is None or not caller.caller_number or agent_id is None:
        return
    lost = CallerCutOff(agent_id=agent_id, callback_id=turn.ids.new(kinds.INTERACTION))
    turn.record(lost, interaction_id=call.interaction_id, agent_id=agent_id)
    turn.floor.cut_off[lost.callback_id] = caller
    turn.keep_number(call.interaction_id, lost.callback_id, caller.caller_number)


def recover(turn: Turn, call: Call) -> None:
    """After a restart: who was cut off just before it is called back all the same, at the contact's number; soon, or not at all."""
    lost = call.cut_off
    if lost is None or lost.callback_id in turn.floor.cut_off:
        return
    if turn.now - lost.at > SOON or call.contact_id is None:
        _settle(turn, call, called_back=False)
        return
    number = turn.floor.config.numbers.get(call.number_id or "")
    turn.floor.cut_off[lost.callback_id] = Caller(number=number.number if number else "", caller_number="")
    turn.keep_number(call.interaction_id, lost.callback_id, "", call.contact_id)


def number_kept(turn: Turn, answer: NumberKept) -> bool:
    """Whether the number is that of a caller who was cut off: it is called back now."""
    known, call = _answered(turn, answer)
    if known is None or call is None or call.cut_off is None:
        return known is not None
    queue = _queue(turn, call)
    caller = Caller(number=known.number, caller_number=answer.number, name=known.name)
    called_back = (
        queue is not None
        and not has_been_called_enough(turn.floor, answer.contact_id)
        and _call_back(turn, call, call.cut_off.agent_id, queue, answer, caller)
    )
    _settle(turn, call, called_back=called_back)
    return True


def number_refused(turn: Turn, answer: NumberRefused) -> bool:
    """Whether it was: a number that may not be called is called by nobody."""
    known, call = _answered(turn, answer)
    if known is not None and call is not None:
        _settle(turn, call, called_back=False)
    return known is not None


def _answered(turn: Turn, answer: NumberKept | NumberRefused) -> tuple[Caller | None, Call | None]:
    """Whose number was asked for, where it was one who was cut off, and its call where that is known still."""
    return turn.floor.cut_off.pop(answer.callback_id, None), turn.floor.calls.get(answer.interaction_id)


def _settle(turn: Turn, call: Call, *, called_back: bool) -> None:
    if call.cut_off is not None:
        settled = CutOffSettled(callback_id=call.cut_off.callback_id, called_back=called_back)
        turn.record(settled, interaction_id=call.interaction_id)
        wrapup.forget_if_done(turn, call.interaction_id)


def _call_back(
    turn: Turn, call: Call, agent_id: str, queue: Queue, answer: NumberKept, caller: Caller
) -> bool:
    """Whether the call back is owed now."""
    if any(each.dial or each.agent_id for each in turn.floor.owed_to(answer.contact_id)):
        return False  # somebody is about to talk to this customer
    agent, place = turn.floor.agents.get(agent_id), front_place(turn, call, queue)
    if agent and agent.wrap_up and agent.wrap_up.interaction_id == call.interaction_id:
        wrapup.end(turn, agent_id, "system")
    if not _may_at_once(turn, call, agent_id, answer):
        callbacks.begin(turn, call, place, answer.callback_id, answer.contact_id, caller)
        return True
    callbacks.replace_earlier(turn, place, turn.floor.asked_by(answer.contact_id))
    turn.floor.know_caller(answer.callback_id, caller)
    turn.floor.pace.begin(turn.now)
    own_calls.begin(
        turn,
        answer.callback_id,
        agent_id,
        answer.contact_id,
        queue,
        call.number_id,
        of_interaction_id=call.interaction_id,
        cut_off=True,
    )
    turn.notify(agent_id, "cut_off_called_back")
    callbacks.stand(turn, answer.callback_id)
    return True


def _may_at_once(turn: Turn, call: Call, agent_id: str, answer: NumberKept) -> bool:
    """Whether the last agent is free, it is a time to call, and no limit asks to wait: where a trunk broke, hundreds are cut off at once."""
    floor = turn.floor
    wish = going_out.Wish(
        number=answer.number, number_id=call.number_id, project_id=call.project_id, back=True
    )
    return (
        floor.available(agent_id)
        and in_hours(floor, call.queue_id or "", turn.now)
        and has_room(floor)
        and may_begin(floor, turn.now)
        and going_out.refusal(floor, wish, turn.now) not in going_out.PASSING
    )


def _queue(turn: Turn, call: Call) -> Queue | None:
    return turn.floor.config.queues.get(call.queue_id or "")
