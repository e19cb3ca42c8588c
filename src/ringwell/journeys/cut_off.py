"""Callers who were cut off by a fault of the line while somebody served them: by their queue's rule the last agent calls them back at once;
where that one cannot, whoever is free first."""

from typing import Final

from ringwell.calls.call import Call
from ringwell.journeys import callbacks, going_out, own_calls, wrapup
from ringwell.journeys.callback_rules import has_been_called_enough, has_room, in_hours, may_begin
from ringwell.journeys.hold_guard import front_place
from ringwell.journeys.turn import NumberKept, NumberRefused, Turn
from ringwell.journeys.unlogged import Caller, CutOff
from ringwell.kernel import ids as kinds
from ringwell.routing.model import Queue

FAULTS: Final = frozenset({27, 38, 41, 42, 44, 47, 102, 127})
"""Q.850: the network or the far end broke, no sound came any more (44), or a timer ran out. A hang-up has another cause."""
SERVED: Final = frozenset({"talking", "hold", "lost", "transferring", "outside", "parked"})


def caller_gone(turn: Turn, call: Call, cause: int) -> None:
    """The call, as it stood, has ended by its caller's leg: if that was cut off, keep its number to call it back."""
    queue, caller = _queue(turn, call), turn.floor.callers.get(call.interaction_id)
    agent_id = call.segment.agent_id if call.segment else call.last_agent_id
    if cause not in FAULTS or call.stage not in SERVED or queue is None or not queue.care.cut_off:
        return
    if caller is None or not caller.caller_number or agent_id is None:
        return
    callback_id = turn.ids.new(kinds.INTERACTION)
    turn.floor.cut_off[callback_id] = CutOff(call=call, caller=caller, agent_id=agent_id)
    turn.keep_number(call.interaction_id, callback_id, caller.caller_number)


def number_kept(turn: Turn, answer: NumberKept) -> bool:
    """Whether the number is that of a caller who was cut off: it is called back now."""
    lost = turn.floor.cut_off.pop(answer.callback_id, None)
    if lost is None:
        return False
    queue = _queue(turn, lost.call)
    if queue is not None and not has_been_called_enough(turn.floor, answer.contact_id):
        caller = Caller(number=lost.caller.number, caller_number=answer.number, name=lost.caller.name)
        _call_back(turn, lost, queue, answer, caller)
    return True


def number_refused(turn: Turn, answer: NumberRefused) -> bool:
    """Whether it was: a number that may not be called is called by nobody."""
    return turn.floor.cut_off.pop(answer.callback_id, None) is not None


def _call_back(turn: Turn, lost: CutOff, queue: Queue, answer: NumberKept, caller: Caller) -> None:
    if any(each.dial or each.agent_id for each in turn.floor.owed_to(answer.contact_id)):
        return  # somebody is about to talk to this customer
    agent, place = turn.floor.agents.get(lost.agent_id), front_place(turn, lost.call, queue)
    if agent and agent.wrap_up and agent.wrap_up.interaction_id == lost.call.interaction_id:
        wrapup.end(turn, lost.agent_id, "system")
    if not _may_at_once(turn, lost, answer):
        callbacks.begin(turn, lost.call, place, answer.callback_id, answer.contact_id, caller)
        return
    callbacks.replace_earlier(turn, place, answer.contact_id)
    turn.floor.know_caller(answer.callback_id, caller)
    turn.floor.pace.begin(turn.now)
    own_calls.begin(
        turn,
        answer.callback_id,
        lost.agent_id,
        answer.contact_id,
        queue,
        lost.call.number_id,
        of_interaction_id=lost.call.interaction_id,
        cut_off=True,
    )
    turn.notify(lost.agent_id, "cut_off_called_back")
    callbacks.stand(turn, answer.callback_id)


def _may_at_once(turn: Turn, lost: CutOff, answer: NumberKept) -> bool:
    """Whether the last agent is free, it is a time to call, and no limit asks to wait: where a trunk broke, hundreds are cut off at once."""
    floor, call = turn.floor, lost.call
    wish = going_out.Wish(
        number=answer.number, number_id=call.number_id, project_id=call.project_id, back=True
    )
    return (
        floor.available(lost.agent_id)
        and in_hours(floor, call.queue_id or "", turn.now)
        and has_room(floor)
        and may_begin(floor, turn.now)
        and going_out.refusal(floor, wish, turn.now) not in going_out.PASSING
    )


def _queue(turn: Turn, call: Call) -> Queue | None:
    return turn.floor.config.queues.get(call.queue_id or "")
