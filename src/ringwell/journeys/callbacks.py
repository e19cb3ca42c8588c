"""A callback from asking to the moment when its turn comes: it waits in line as its caller would have, until the customer is called, calls in
or is helped otherwise.

It is an interaction of its own, so that it is found again after a crash as every open interaction is, and ends exactly once. What follows
when its turn has come is `dialling.py`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.journeys import beginning, offering, waiting
from ringwell.journeys.callback_ends import end_callback, give_up
from ringwell.journeys.callback_rules import can_ring, is_allowed, may_be_called, opens, plan_of
from ringwell.journeys.turn import NumberFound, Timer, Turn
from ringwell.journeys.unlogged import Caller
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import Fact
from ringwell.outbound.callback import Callback
from ringwell.outbound.messages import CallbackAsked, CancelReason
from ringwell.routing.matching import Match
from ringwell.routing.messages import PlaceTaken, QueueEntered
from ringwell.routing.visit import Visit

SOON_S = 1
FULL_S = 15
"""When what the workspace's limit of calls at once holds back is looked at again."""


def begin(turn: Turn, call: Call, visit: Visit, callback_id: str, contact_id: str, caller: Caller) -> None:
    """The caller of this visit is to be called back, at a number of this contact: in its place waits the callback. An earlier one that the same
    person asked for is replaced; in the same queue its place is kept."""
    since = replace_earlier(turn, visit, _earlier(turn, call, contact_id))
    quoted = turn.floor.estimates.quote(
        visit.queue_id, visit.interaction_id, _place(turn, visit), turn.instant
    )
    if call.interaction_id in turn.floor.visits:
        waiting.leave_visit(turn, call.interaction_id, "callback")
    turn.floor.know_caller(callback_id, caller)
    for fact in (
        *who_is_called(turn, call, callback_id, contact_id),
        _what_is_owed(turn, call, visit, contact_id, quoted),
        its_place(turn, visit, callback_id, since),
    ):
        turn.record(fact, interaction_id=callback_id)
    stand(turn, callback_id)


def _earlier(turn: Turn, call: Call, contact_id: str) -> list[Callback]:
    """What this call's caller waits for already. One who shows no number is known by the one that was typed alone, and only where nobody has
    asked for a callback there who was known."""
    floor = turn.floor
    mine = floor.asked_by(call.contact_id, call.interaction_id)
    if call.contact_id is not None:
        return mine
    there = [each for each in floor.asked_by(contact_id) if each.asked_by is None and each.agent_id is None]
    return mine + [each for each in there if each not in mine]


def replace_earlier(turn: Turn, visit: Visit, replaced: Iterable[Callback]) -> datetime:
    """These are not owed any more; since when the place in this queue counts of who waited for them."""
    since = visit.since
    for earlier in replaced:
        of_earlier = turn.floor.visits.get(earlier.interaction_id)
        if of_earlier and of_earlier.queue_id == visit.queue_id:
            since = min(since, of_earlier.since)
        give_up(turn, earlier.interaction_id, "cancelled", "asked_again")
    return since


def who_is_called(turn: Turn, call: Call, callback_id: str, contact_id: str) -> tuple[Fact, Fact]:
    """The call that goes back to this one's caller."""
    started = calls.InteractionStarted(
        leg_id=turn.ids.new(kinds.LEG),
        switch_id=call.switch_id,
        direction="out",
        number_id=call.number_id,
        project_id=call.project_id,
        client_id=call.client_id,
        short_ref=beginning.short_ref(callback_id),
    )
    identified = calls.CallerIdentified(
        contact_id=contact_id,
        known=call.contact_known,
        last_agent_id=call.contact_agent_id,
        owner_agent_id=call.contact_owner_id,
        key_customer=call.key_customer,
        caller_segment_id=call.caller_segment_id,
    )
    return started, identified


def _what_is_owed(
    turn: Turn, call: Call, visit: Visit, contact_id: str, quoted: float | None
) -> CallbackAsked:
    """All its times count from when the queue calls back: now, or when its hours begin."""
    plan = plan_of(turn.floor, visit.queue_id)
    since = opens(turn.floor, visit.queue_id, turn.now) or turn.now
    return CallbackAsked(
        of_interaction_id=call.interaction_id,
        queue_id=visit.queue_id,
        contact_id=contact_id,
        asked_by=call.contact_id,
        mode=plan.mode,
        promised_by=since + timedelta(seconds=quoted) if quoted is not None else None,
        keeps_until=since + timedelta(seconds=plan.keeps_s),
    )


def its_place(turn: Turn, visit: Visit, callback_id: str, since: datetime) -> QueueEntered:
    """It waits as this visit's caller did."""
    return QueueEntered(
        visit_id=turn.ids.new(kinds.VISIT),
        interaction_id=callback_id,
        queue_id=visit.queue_id,
        ordinal=1,
        priority=visit.priority,
        needs=visit.needs,
        language=visit.language,
        place=1,
        place_since=since,
        callback=True,
    )


def _place(turn: Turn, visit: Visit) -> int:
    matcher = turn.floor.matcher
    seated = matcher.waiting(visit.interaction_id)
    return matcher.place(visit.interaction_id, turn.instant) if seated else 1


def stand(turn: Turn, interaction_id: str) -> None:
    """Let the callback wait in line if it may be called now, else say when it may be. Its number has to be known."""
    floor = turn.floor
    callback = floor.callbacks[interaction_id]
    turn.cancel(Timer("callback", interaction_id))
    floor.matcher.unseat(interaction_id)
    if callback.keeps_until <= turn.now:
        give_up(turn, interaction_id, "expired")
        _tell_own(turn, callback, "failed")
        return
    at = may_be_called(turn.floor, callback, turn.now)
    if at is None or at > turn.now:
        waking = min(at or callback.keeps_until, callback.keeps_until)
        turn.set_timer_at(Timer("callback", interaction_id), waking)
        return
    turn.set_timer_at(Timer("callback", interaction_id), callback.keeps_until)
    if callback.agent_id is not None:
        if turn.settling or not floor.may_match():
            turn.set_timer(Timer("callback", interaction_id), SOON_S)
        elif interaction_id in floor.callers:
            _ring_own(turn, callback, callback.agent_id)
        return
    waiting.seat(turn, interaction_id)
    offering.match_caller(turn, interaction_id)
    if floor.matcher.waiting(interaction_id):
        floor.estimates.wait(callback.queue_id, interaction_id, turn.instant)
        floor.changed.add(("queues", callback.queue_id))


def stand_again(turn: Turn, interaction_id: str) -> None:
    """After a restart, or with a new configuration: in line again, unless an agent or the customer is being rung for it."""
    visit = turn.floor.visits.get(interaction_id)
    if visit and visit.offer_id is None and turn.floor.callbacks[interaction_id].dial is None:
        stand(turn, interaction_id)


def _ring_own(turn: Turn, callback: Callback, agent_id: str) -> None:
    """A call of the agent's own goes to this agent, now or not at all."""
    if not is_allowed(turn.floor, callback.interaction_id):
        _cannot_be_made(turn, callback, "not_allowed")
        return
    if not can_ring(turn.floor, callback, agent_id):
        agent_cannot(turn, callback)
        return
    match = Match(callback.interaction_id, agent_id)
    offering.put_back(turn, match)
    offering.take(turn, match)


def agent_cannot(turn: Turn, callback: Callback) -> None:
    """The agent does not make the call, which was not begun: who was cut off is called by whoever is free, at the place in line that it has;
    what the agent wished is over."""
    if not callback.cut_off:
        _cannot_be_made(turn, callback, "agent_busy")
        return
    plan = plan_of(turn.floor, callback.queue_id)
    asked = CallbackAsked(
        of_interaction_id=callback.of_interaction_id,
        queue_id=callback.queue_id,
        contact_id=callback.contact_id,
        mode=plan.mode,
        promised_by=None,
        keeps_until=callback.keeps_until,
        cut_off=True,
    )
    turn.record(asked, interaction_id=callback.interaction_id)
    if callback.agent_id is not None:
        offering.bar(turn, callback.interaction_id, callback.agent_id)
    stand(turn, callback.interaction_id)


def _cannot_be_made(turn: Turn, callback: Callback, reason: CancelReason) -> None:
    """Something has changed between the asking and the call."""
    give_up(turn, callback.interaction_id, "cancelled", reason)
    _tell_own(turn, callback, reason)


def _tell_own(turn: Turn, callback: Callback, result: str) -> None:
    """An agent who calls on its own account hears that nobody is called."""
    if callback.own and callback.agent_id is not None:
        turn.notify(callback.agent_id, "call_not_reached", result=result)


def woken(turn: Turn, interaction_id: str) -> None:
    """A pause is over, the hours have begun, or nobody is to be called any more."""
    callback = turn.floor.callbacks.get(interaction_id)
    visit = turn.floor.visits.get(interaction_id)
    if callback is None or visit is None or callback.over or not callback.away or callback.dial:
        return
    if visit.offer_id is not None:
        turn.set_timer(Timer("callback", interaction_id), FULL_S)
        return
    stand(turn, interaction_id)


def joined(turn: Turn, interaction_id: str) -> None:
    """Two talk now: it may be a callback, which has been kept then, and whoever talks need not be called back."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback and not callback.over:
        end_callback(turn, callback, "kept")
    served(turn, interaction_id)


def served(turn: Turn, interaction_id: str) -> None:
    """This contact talks to somebody: nobody has to call back any more."""
    call, own = turn.floor.calls[interaction_id], turn.floor.callbacks.get(interaction_id)
    who = own.asker if own else call.contact_id
    for callback in turn.floor.waited_for_by(who, interaction_id):
        if (
            callback.interaction_id != interaction_id
            and not callback.dial
            and callback.queue_id == call.queue_id
        ):
            give_up(turn, callback.interaction_id, "cancelled", "served")


def take_up(turn: Turn, interaction_id: str) -> None:
    """A caller who waits is owed a callback by the same queue: the place is the caller's again, and nobody calls back."""
    floor, visit = turn.floor, turn.floor.visits.get(interaction_id)
    call = floor.calls.get(interaction_id)
    if visit is None or call is None or floor.is_away(interaction_id):
        return
    for callback in floor.asked_by(call.contact_id, interaction_id):
        earlier = floor.visits.get(callback.interaction_id)
        if callback.dial or earlier is None or earlier.queue_id != visit.queue_id:
            continue
        since = min(earlier.since, visit.since)
        give_up(turn, callback.interaction_id, "cancelled", "called_again")
        taken = PlaceTaken(visit_id=visit.visit_id, interaction_id=interaction_id, place_since=since)
        turn.record(taken, interaction_id=interaction_id)
        if floor.matcher.waiting(interaction_id):
            waiting.seat(turn, interaction_id)
            offering.match_caller(turn, interaction_id)


def number_found(turn: Turn, answer: NumberFound) -> None:
    """After a restart the number that a callback is owed to is known again; where it is gone, so is the callback."""
    floor, callback = turn.floor, turn.floor.callbacks.get(answer.interaction_id)
    if callback is None or callback.over:
        return
    if answer.number is None:
        if callback.away:
            give_up(turn, answer.interaction_id, "cancelled", "number_gone")
            _tell_own(turn, callback, "failed")
        return
    call = floor.calls[answer.interaction_id]
    number = floor.config.numbers.get(call.number_id or "")
    caller = Caller(number=number.number if number else "", caller_number=answer.number, name=answer.name)
    floor.know_caller(answer.interaction_id, caller)
    woken(turn, answer.interaction_id)


def caller_of(turn: Turn, call: Call, number: str) -> Caller:
    """The caller as the callback knows them: to be called at this number."""
    known = turn.floor.callers.get(call.interaction_id)
    return replace(known, caller_number=number) if known else Caller(number="", caller_number=number)
