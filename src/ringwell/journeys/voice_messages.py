"""Voice messages as work: by its queue's rule a message that was left is put before an agent of that queue, after all callers. Who accepts hears
it first, and then calls back by one press, or has dealt with it otherwise.

It waits as a callback does, and is one (`CallbackAsked.message_id`). That somebody is to see to it stands in the list of promises as well, so a message whose
number is withheld, or that nobody took for a week, is not lost.
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from ringwell.calls.call import Call
from ringwell.calls.messages import VoicemailLeft
from ringwell.journeys import callbacks, dialling, going_out
from ringwell.journeys.callback_ends import give_up
from ringwell.journeys.callback_rules import wish_of
from ringwell.journeys.commands import CallMessage, CloseMessage
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import NumberKept, NumberRefused, Turn
from ringwell.journeys.unlogged import Caller, MessageLeft
from ringwell.journeys.views import AlertView
from ringwell.kernel import ids as kinds
from ringwell.outbound.callback import Callback
from ringwell.outbound.messages import CallbackAsked
from ringwell.routing.model import Queue
from ringwell.routing.visit import Visit

SHORTEST_MS: Final = 1000
"""Less is a caller who hung up at the tone."""
KEPT: Final = timedelta(days=7)
AFTER_CALLS: Final = 0
"""The priority: all who are on the line come before."""


def left(turn: Turn, call: Call, fact: VoicemailLeft) -> None:
    """The caller has left this message: keep the number, to offer it."""
    queue, caller = turn.floor.queue_of(call), turn.floor.callers.get(call.interaction_id)
    if queue is None or not queue.care.offers_messages or fact.duration_ms < SHORTEST_MS:
        return
    number = caller.caller_number if caller else ""
    if not number and call.contact_id is None:
        return
    work_id = turn.ids.new(kinds.INTERACTION)
    turn.floor.messages_left[work_id] = MessageLeft(
        call=call, caller=caller, queue_id=queue.queue_id, recording_id=fact.recording_id
    )
    turn.keep_number(call.interaction_id, work_id, number, call.contact_id)


def number_kept(turn: Turn, answer: NumberKept) -> bool:
    """Whether the number is that of somebody who has left a message: it waits for an agent now."""
    message = turn.floor.messages_left.pop(answer.callback_id, None)
    if message is None:
        return False
    queue = turn.floor.config.queues.get(message.queue_id)
    if queue is not None:
        _begin(turn, message, queue, answer)
    return True


def number_refused(turn: Turn, answer: NumberRefused) -> bool:
    """Whether it was; the message stands in the list only."""
    return turn.floor.messages_left.pop(answer.callback_id, None) is not None


def _begin(turn: Turn, message: MessageLeft, queue: Queue, answer: NumberKept) -> None:
    call, work_id = message.call, answer.callback_id
    asked = CallbackAsked(
        of_interaction_id=call.interaction_id,
        queue_id=queue.queue_id,
        contact_id=answer.contact_id,
        mode="agent_first",
        promised_by=turn.now + timedelta(seconds=queue.care.message_target_s),
        keeps_until=turn.now + KEPT,
        message_id=message.recording_id,
    )
    place = Visit(
        visit_id="",
        interaction_id=call.interaction_id,
        queue_id=queue.queue_id,
        ordinal=1,
        priority=AFTER_CALLS,
        needs=queue.needs,
        language=turn.floor.language(call),
        entered_at=turn.now,
        order=0,
        since=turn.now,
    )
    known = message.caller or Caller(number="", caller_number="")
    turn.floor.know_caller(work_id, replace(known, caller_number=answer.number))
    waits = callbacks.its_place(turn, place, work_id, turn.now)
    for fact in (*callbacks.who_is_called(turn, call, work_id, answer.contact_id), asked, waits):
        turn.record(fact, interaction_id=work_id)
    callbacks.stand(turn, work_id)


def call_back(turn: Turn, command: CallMessage) -> None:
    """Who has the message calls."""
    callback = _read_by(turn.floor, command.agent_id, command.interaction_id)
    if callback is None or callback.dial is None:
        turn.refuse("message.not_yours")
        return
    if callback.interaction_id not in turn.floor.callers:
        turn.refuse("store_away")  # after a restart its number is still looked for
        return
    wish = wish_of(turn.floor, callback)
    if reason := going_out.refusal(turn.floor, wish, turn.now):
        going_out.refused(turn, reason, command.agent_id, command.interaction_id)
        turn.refuse(going_out.problem(reason))
    else:
        dialling.call_now(turn, callback, callback.dial)


def close(turn: Turn, command: CloseMessage) -> None:
    """It has been dealt with without a call. Said of a message that is over it is done already."""
    callback = turn.floor.callbacks.get(command.interaction_id)
    if callback is None or callback.over:
        return
    if _read_by(turn.floor, command.agent_id, command.interaction_id) is None:
        turn.refuse("message.not_yours")
    else:
        give_up(turn, command.interaction_id, "cancelled", "dealt_with")


def alerts(floor: Floor, now: datetime) -> dict[str, AlertView]:
    """Queues whose messages wait for longer than they should, by alert id."""
    late: dict[str, list[Callback]] = {}
    for each in floor.callbacks.values():
        due = each.promised_by
        if each.message_id and not each.over and not each.answered and due is not None and due < now:
            late.setdefault(each.queue_id, []).append(each)
    return {
        f"messages_{queue_id}": AlertView(
            alert_id=f"messages_{queue_id}",
            code="messages_late",
            params={"queue": floor.config.queues[queue_id].name, "count": len(found)},
            since=min(each.asked_at for each in found),
            level="over",
        )
        for queue_id, found in late.items()
        if queue_id in floor.config.queues
    }


def _read_by(floor: Floor, agent_id: str, interaction_id: str) -> Callback | None:
    callback = floor.callbacks.get(interaction_id)
    dial = callback.dial if callback else None
    return callback if dial and dial.reading and dial.agent_id == agent_id else None
