"""A callback from asking to its end: it waits in line as its caller would have, the customer is dialled, tried again, bridged; or it is given up.

It is an interaction of its own, so that it is found again after a crash as every open interaction is, and ends exactly once. Who is rung
first is the queue's to say: the agent, who then hears the customer being rung, or the customer, for whom an agent is kept meanwhile.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from ringwell.agents.offer import Offer
from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.messages import InteractionResult
from ringwell.flows.hours import is_open, next_open
from ringwell.flows.prompts import Prompt as FlowPrompt
from ringwell.journeys import availability, beginning, offering, talking, waiting, wrapup
from ringwell.journeys.commands import CallFollowUp, CancelCallback
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import NumberFound, Timer, Turn
from ringwell.journeys.unlogged import Caller
from ringwell.kernel import ids as kinds
from ringwell.outbound.callback import Callback, Dial, again_at, may_call, result_of
from ringwell.outbound.messages import (
    AttemptResult,
    CallbackAsked,
    CallbackAttemptEnded,
    CallbackDialled,
    CallbackEnded,
    CallbackResult,
    CancelReason,
)
from ringwell.routing.matching import Match
from ringwell.routing.messages import PlaceTaken, QueueEntered
from ringwell.routing.model import CallbackPlan, Queue
from ringwell.routing.visit import Visit

USUAL_PLAN = CallbackPlan()
"""Of callbacks whose queue does not call back any more: what is owed is kept."""
FOLLOW_UP_S = 120
"""For so long an agent's own call may be waited for."""
USUAL_PRIORITY = 5
SOON_S = 1
FULL_S = 15
"""When what the workspace's limit of calls at once holds back is looked at again."""
GRACE_S = 5
"""The switch stops ringing a customer by itself; so much later we do."""
ENDS: dict[CallbackResult, InteractionResult] = {
    "kept": "handled",
    "unreachable": "callback_failed",
    "abandoned": "callback_failed",
    "cancelled": "callback_cancelled",
    "expired": "callback_expired",
}


def begin(turn: Turn, call: Call, visit: Visit, callback_id: str, contact_id: str, caller: Caller) -> None:
    """The caller of this visit is to be called back: in its place waits the callback. An earlier one of the same person is replaced;
    in the same queue its place is kept."""
    plan = plan_of(turn.floor, visit.queue_id)
    since = visit.since
    for earlier in turn.floor.owed_to(contact_id):
        of_earlier = turn.floor.visits.get(earlier.interaction_id)
        if of_earlier and of_earlier.queue_id == visit.queue_id:
            since = min(since, of_earlier.since)
        give_up(turn, earlier.interaction_id, "cancelled", "asked_again")
    quoted = turn.floor.estimates.quote(
        visit.queue_id, visit.interaction_id, _place(turn, visit), turn.instant
    )
    waiting.leave_visit(turn, call.interaction_id, "callback")
    turn.floor.know_caller(callback_id, caller)
    turn.record(
        calls.InteractionStarted(
            leg_id=turn.ids.new(kinds.LEG),
            switch_id=call.switch_id,
            direction="out",
            number_id=call.number_id,
            project_id=call.project_id,
            client_id=call.client_id,
            short_ref=beginning.short_ref(callback_id),
        ),
        interaction_id=callback_id,
    )
    turn.record(
        calls.CallerIdentified(
            contact_id=contact_id,
            known=call.contact_known,
            last_agent_id=call.contact_agent_id,
            owner_agent_id=call.contact_owner_id,
            key_customer=call.key_customer,
        ),
        interaction_id=callback_id,
    )
    turn.record(
        CallbackAsked(
            of_interaction_id=call.interaction_id,
            queue_id=visit.queue_id,
            contact_id=contact_id,
            mode=plan.mode,
            promised_by=turn.now + timedelta(seconds=quoted) if quoted is not None else None,
            keeps_until=turn.now + timedelta(seconds=plan.keeps_s),
        ),
        interaction_id=callback_id,
    )
    entered = QueueEntered(
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
    turn.record(entered, interaction_id=callback_id)
    stand(turn, callback_id)


def _place(turn: Turn, visit: Visit) -> int:
    matcher = turn.floor.matcher
    seated = matcher.waiting(visit.interaction_id)
    return matcher.place(visit.interaction_id, turn.instant) if seated else 1


def follow_up(turn: Turn, command: CallFollowUp) -> None:
    """An agent calls somebody who had given up: the agent is rung as soon as the number has been read, then the customer."""
    floor, queue = turn.floor, turn.floor.config.queues.get(command.queue_id)
    if queue is None or not floor.available(command.agent_id):
        turn.refuse("follow_up.not_free")
    elif floor.trunk_out() is None:
        turn.refuse("follow_up.no_trunk")
    elif not has_room(floor):
        turn.refuse("follow_up.limit")
    elif not _in_hours(floor, queue.queue_id, turn.now):
        turn.refuse("follow_up.hours")
    elif floor.owed_to(command.contact_id) or command.callback_id in floor.calls:
        turn.refuse("follow_up.under_way")
    else:
        _begin_follow_up(turn, command, queue)
        turn.find_number(command.callback_id)


def _in_hours(floor: Floor, queue_id: str, now: datetime) -> bool:
    hours_id = plan_of(floor, queue_id).hours_id
    calendar = floor.calendars.get(hours_id or "")
    return hours_id is None or (calendar is not None and is_open(calendar, now))


def _begin_follow_up(turn: Turn, command: CallFollowUp, queue: Queue) -> None:
    about, config = command.callback_id, turn.floor.config
    project = config.projects.get(queue.project_id)
    number = config.numbers.get(command.number_id or "")
    facts = (
        calls.InteractionStarted(
            leg_id=turn.ids.new(kinds.LEG),
            switch_id="",
            direction="out",
            number_id=number.number_id if number else None,
            project_id=queue.project_id,
            client_id=project.client_id if project else None,
            short_ref=beginning.short_ref(about),
        ),
        calls.CallerIdentified(contact_id=command.contact_id, known=True),
        CallbackAsked(
            of_interaction_id=command.interaction_id,
            queue_id=queue.queue_id,
            contact_id=command.contact_id,
            mode="agent_first",
            promised_by=None,
            keeps_until=turn.now + timedelta(seconds=FOLLOW_UP_S),
            agent_id=command.agent_id,
        ),
        QueueEntered(
            visit_id=turn.ids.new(kinds.VISIT),
            interaction_id=about,
            queue_id=queue.queue_id,
            ordinal=1,
            priority=USUAL_PRIORITY,
            language=number.language if number else config.settings.language,
            place=1,
            callback=True,
        ),
    )
    for fact in facts:
        turn.record(fact, interaction_id=about)


def _ring_own(turn: Turn, callback: Callback, agent_id: str) -> None:
    """A call of the agent's own goes to this agent, now or not at all."""
    if not _is_allowed(turn.floor, callback.interaction_id):
        give_up(turn, callback.interaction_id, "cancelled", "not_allowed")
        return
    if not turn.floor.available(agent_id):
        give_up(turn, callback.interaction_id, "cancelled", "agent_busy")
        return
    match = Match(callback.interaction_id, agent_id)
    offering.put_back(turn, match)
    offering.take(turn, match)


def plan_of(floor: Floor, queue_id: str) -> CallbackPlan:
    queue = floor.config.queues.get(queue_id)
    return (queue.callback if queue else None) or USUAL_PLAN


def stand(turn: Turn, interaction_id: str) -> None:
    """Let the callback wait in line if it may be called now, else say when it may be. Its number has to be known."""
    floor = turn.floor
    callback = floor.callbacks[interaction_id]
    turn.cancel(Timer("callback", interaction_id))
    floor.matcher.unseat(interaction_id)
    if callback.keeps_until <= turn.now:
        give_up(turn, interaction_id, "expired")
        return
    at = may_be_called(turn.floor, callback, turn.now)
    if at is None or at > turn.now:
        waking = min(at or callback.keeps_until, callback.keeps_until)
        turn.set_timer_at(Timer("callback", interaction_id), waking)
        return
    turn.set_timer_at(Timer("callback", interaction_id), callback.keeps_until)
    if callback.agent_id is not None:
        if turn.settling:
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


def may_be_called(floor: Floor, callback: Callback, now: datetime) -> datetime | None:
    """From when on: after its pause, within the hours; None where the calendar has no such time ahead, or is gone: nobody is called at night."""
    earliest = max(callback.again_at or now, now)
    hours_id = plan_of(floor, callback.queue_id).hours_id
    if hours_id is None:
        return earliest
    calendar = floor.calendars.get(hours_id)
    return next_open(calendar, earliest) if calendar else None


def can_be_dialled(floor: Floor, interaction_id: str, now: datetime) -> bool:
    """Whether its number is known and may be called, and this is a time to call: the hours may have ended since it got its place in line."""
    callback = floor.callbacks[interaction_id]
    at = may_be_called(floor, callback, now)
    known = interaction_id in floor.callers and _is_allowed(floor, interaction_id)
    return known and at is not None and at <= now


def _is_allowed(floor: Floor, interaction_id: str) -> bool:
    """Whether its number, where it is known, may still be called: the workspace may have changed its mind since."""
    caller = floor.callers.get(interaction_id)
    return caller is None or may_call(caller.caller_number, floor.config.settings.callback_prefixes)


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


def turn_has_come(turn: Turn, match: Match) -> None:
    """An agent is there for this callback: who is to be rung first is rung, if there is room for one more."""
    callback = turn.floor.callbacks.get(match.interaction_id)
    if callback is not None and callback.agent_id is not None:  # it has been declined, or missed
        give_up(turn, callback.interaction_id, "cancelled", "agent_busy")
        turn.free(match.agent_id)
        return
    if callback is None or callback.over or callback.dial or not turn.floor.available(match.agent_id):
        turn.free(match.agent_id)
        return
    if not _is_allowed(turn.floor, match.interaction_id):
        turn.free(match.agent_id)
        give_up(turn, match.interaction_id, "cancelled", "not_allowed")
    elif not has_room(turn.floor) or match.interaction_id not in turn.floor.callers:
        turn.floor.matcher.unseat(match.interaction_id)
        turn.set_timer(Timer("callback", match.interaction_id), FULL_S)
        turn.free(match.agent_id)
    elif not can_be_dialled(turn.floor, match.interaction_id, turn.now):
        stand(turn, match.interaction_id)
        turn.free(match.agent_id)
    elif callback.mode == "agent_first":
        offering.put_back(turn, match)
        offering.take(turn, match)
    else:
        _dial(turn, callback, match.agent_id, None, None)


def has_room(floor: Floor) -> bool:
    """Whether one more may be dialled now, by the workspace's limits."""
    settings = floor.config.settings
    to_be_dialled = sum(_is_put_before_agent(floor, each) for each in floor.callbacks.values())
    on_the_line = sum(
        each.dial is not None or (each.answered and floor.is_up(each.interaction_id))
        for each in floor.callbacks.values()
    )
    return (
        on_the_line + to_be_dialled < settings.callbacks_at_once
        and floor.today.dialled + to_be_dialled < settings.callbacks_per_day
    )


def _is_put_before_agent(floor: Floor, callback: Callback) -> bool:
    """Whether an agent is being rung who, by accepting, has the customer dialled."""
    visit = floor.visits.get(callback.interaction_id)
    return callback.away and visit is not None and visit.offer_id is not None


def agent_answered(turn: Turn, offer: Offer) -> bool:
    """Whether the agent has accepted a callback whose customer is not on the line: the customer is rung then."""
    callback = turn.floor.callbacks.get(offer.interaction_id)
    if callback is None or not callback.away:
        return False
    if offer.interaction_id not in turn.floor.callers:
        # After a restart its number is still looked for. It keeps its place, and an agent is rung again when it is known.
        offering.call_back(turn, offer, "withdrawn")
        return True
    offering.close(turn, offer, "accepted")
    _dial(turn, callback, offer.agent_id, offer.leg_id, offer.recording_id)
    return True


def _dial(
    turn: Turn, callback: Callback, agent_id: str, agent_leg_id: str | None, recording_id: str | None
) -> None:
    floor, interaction_id = turn.floor, callback.interaction_id
    visit, call = floor.visits[interaction_id], floor.calls[interaction_id]
    plan, trunk = plan_of(turn.floor, callback.queue_id), turn.floor.trunk_out()
    caller, number = floor.callers.get(interaction_id), floor.config.numbers.get(call.number_id or "")
    if trunk is None or caller is None:
        _cannot_dial(turn, interaction_id, agent_id, agent_leg_id)
        return
    ring_s = plan.ring_s + GRACE_S
    dialled = CallbackDialled(
        attempt=callback.begun + 1,
        leg_id=call.leg_id if callback.begun == 0 else turn.ids.new(kinds.LEG),
        visit_id=visit.visit_id,
        agent_id=agent_id,
        agent_leg_id=agent_leg_id,
        recording_id=recording_id,
        deadline=turn.now + timedelta(seconds=ring_s),
    )
    floor.matcher.unseat(interaction_id)
    turn.cancel(Timer("callback", interaction_id))
    turn.record(dialled, interaction_id=interaction_id, agent_id=agent_id)
    availability.rest(turn, agent_id)
    if agent_leg_id:
        turn.do(calls.StartRinging(leg_id=agent_leg_id))
    turn.do(
        calls.RingCustomer(
            leg_id=dialled.leg_id,
            interaction_id=interaction_id,
            trunk=f"trunk-{floor.config.slug}-{trunk.name}",
            server=trunk.server,
            number=caller.caller_number,
            from_number=number.number if number else "",
            timeout_s=plan.ring_s,
        )
    )
    turn.set_timer_at(Timer("dial", interaction_id), dialled.deadline)


def _cannot_dial(turn: Turn, interaction_id: str, agent_id: str, agent_leg_id: str | None) -> None:
    """No call can go out: the workspace has no trunk for it (any more)."""
    if agent_leg_id:
        turn.do(calls.HangUpLeg(leg_id=agent_leg_id))
    give_up(turn, interaction_id, "unreachable")
    availability.rest(turn, agent_id)
    turn.notify(agent_id, "callback_not_reached", result="failed")


def customer_answered(turn: Turn, leg_id: str) -> bool:
    """Whether this leg is a customer's who is being called back; if so the agent who waits for it, or is to come, gets it."""
    callback = turn.floor.callbacks.get(turn.floor.caller_legs.get(leg_id, ""))
    if callback is None or callback.dial is None or callback.dial.leg_id != leg_id:
        return False
    dial, interaction_id = callback.dial, callback.interaction_id
    turn.cancel(Timer("dial", interaction_id))
    turn.record(calls.CallAnswered(leg_id=leg_id), interaction_id=interaction_id)
    _end_attempt(turn, callback, "answered", None)
    if dial.agent_leg_id is not None:
        turn.do(calls.StopRinging(leg_id=dial.agent_leg_id))
        waiting.leave_visit(turn, interaction_id, "answered", dial.agent_id)
        talking.start_segment(
            turn, interaction_id, dial.agent_id, dial.agent_leg_id, dial.recording_id, dial.visit_id
        )
    else:
        _wait_for(turn, interaction_id, dial)
    return True


def _wait_for(turn: Turn, interaction_id: str, dial: Dial) -> None:
    """The customer is on the line: the agent who was kept is rung, or who is free when that one is gone."""
    availability.rest(turn, dial.agent_id)
    call, visit = turn.floor.calls[interaction_id], turn.floor.visits[interaction_id]
    waiting.seat(turn, interaction_id)
    waiting.play(turn, call, (FlowPrompt("callback-hello"),), visit.language, None)
    if turn.floor.available(dial.agent_id):
        offering.take(turn, Match(interaction_id, dial.agent_id))
    else:
        offering.match_caller(turn, interaction_id)


def joined(turn: Turn, interaction_id: str) -> None:
    """Two talk now: it may be a callback, which has been kept then, and whoever talks need not be called back."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback and not callback.over:
        _end_callback(turn, callback, "kept")
    _served(turn, interaction_id)


def _served(turn: Turn, interaction_id: str) -> None:
    """This contact talks to somebody: nobody has to call back any more."""
    call = turn.floor.calls[interaction_id]
    for callback in turn.floor.owed_to(call.contact_id):
        if (
            callback.interaction_id != interaction_id
            and not callback.dial
            and callback.queue_id == call.queue_id
        ):
            give_up(turn, callback.interaction_id, "cancelled", "served")


def attempt_over(turn: Turn, interaction_id: str, result: AttemptResult) -> None:
    """The customer was not reached: both legs go, the agent is free, and it is tried again later, or given up."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback is None or callback.dial is None:
        return
    dial, plan = callback.dial, plan_of(turn.floor, callback.queue_id)
    again = again_at(callback, result, turn.now, plan.attempts, plan.pause_s)
    if callback.agent_id is not None:
        again = None
    _drop_dial(turn, callback, dial, result, again)
    turn.notify(dial.agent_id, "callback_not_reached", result=result)
    if again is None:
        give_up(turn, interaction_id, "unreachable")
    else:
        if result == "agent_gone":
            offering.bar(turn, interaction_id, dial.agent_id)
        stand(turn, interaction_id)


def customer_leg_ended(turn: Turn, interaction_id: str, cause: int) -> bool:
    """Whether the leg that has ended rang a customer who did not answer."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback is None or callback.dial is None:
        return False
    attempt_over(turn, interaction_id, result_of(cause))
    return True


def not_answered(turn: Turn, interaction_id: str) -> None:
    """The time to answer is over, and the switch has not said so."""
    attempt_over(turn, interaction_id, "no_answer")


def agent_hangs_up(turn: Turn, agent_id: str, interaction_id: str) -> bool:
    """Whether the agent has left while the customer is being rung."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback is None or callback.dial is None or callback.dial.agent_id != agent_id:
        return False
    attempt_over(turn, interaction_id, "agent_gone")
    return True


def ended(turn: Turn, interaction_id: str) -> None:
    """The interaction ends: a callback that has no outcome yet has been left by its customer."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback and not callback.over:
        turn.cancel(Timer("callback", interaction_id))
        _end_callback(turn, callback, "abandoned")


def cancel(turn: Turn, command: CancelCallback) -> None:
    """A supervisor takes a callback back. One that is over is no refusal."""
    callback = turn.floor.callbacks.get(command.interaction_id)
    if callback is None or callback.over:
        return
    if callback.answered:
        turn.refuse("callback.talking")
        return
    give_up(turn, command.interaction_id, "cancelled", "supervisor")


def give_up(
    turn: Turn, interaction_id: str, result: CallbackResult, reason: CancelReason | None = None
) -> None:
    """End a callback whose customer has not been reached: every leg of it goes, whoever was rung for it is free."""
    floor = turn.floor
    callback, visit = floor.callbacks[interaction_id], floor.visits.get(interaction_id)
    offer = floor.offers.get(visit.offer_id or "") if visit else None
    if offer is not None:
        turn.do(calls.HangUpLeg(leg_id=offer.leg_id))
        offering.close(turn, offer, "withdrawn")
    if callback.dial:
        _drop_dial(turn, callback, callback.dial, "failed", None)
    if visit:
        waiting.leave_visit(turn, interaction_id, "failed" if result == "unreachable" else "closed")
    turn.cancel(Timer("callback", interaction_id))
    _end_callback(turn, floor.callbacks[interaction_id], result, reason)
    ended = calls.InteractionEnded(result=ENDS[result], ended_by="system")
    turn.record(ended, interaction_id=interaction_id)
    wrapup.forget_if_done(turn, interaction_id)


def _drop_dial(
    turn: Turn, callback: Callback, dial: Dial, result: AttemptResult, again: datetime | None
) -> None:
    """Ring the customer no more: both legs go, and the agent is free."""
    turn.cancel(Timer("dial", callback.interaction_id))
    turn.do(calls.HangUpLeg(leg_id=dial.leg_id))
    if dial.agent_leg_id:
        turn.do(calls.HangUpLeg(leg_id=dial.agent_leg_id))
    _end_attempt(turn, callback, result, again)
    availability.rest(turn, dial.agent_id)


def _end_attempt(turn: Turn, callback: Callback, result: AttemptResult, again: datetime | None) -> None:
    fact = CallbackAttemptEnded(attempt=callback.begun, result=result, again_at=again)
    agent_id = callback.dial.agent_id if callback.dial else None
    turn.record(fact, interaction_id=callback.interaction_id, agent_id=agent_id)


def _end_callback(
    turn: Turn, callback: Callback, result: CallbackResult, reason: CancelReason | None = None
) -> None:
    late = callback.promised_by is not None and turn.now > callback.promised_by
    fact = CallbackEnded(
        queue_id=callback.queue_id,
        result=result,
        late=late and result == "kept",
        attempts=callback.begun,
        reason=reason,
        follow_up=callback.agent_id is not None,
    )
    turn.record(fact, interaction_id=callback.interaction_id)


def take_up(turn: Turn, interaction_id: str) -> None:
    """A caller who waits is owed a callback by the same queue: the place is the caller's again, and nobody calls back."""
    floor, visit = turn.floor, turn.floor.visits.get(interaction_id)
    call = floor.calls.get(interaction_id)
    if visit is None or call is None or floor.is_away(interaction_id):
        return
    for callback in floor.owed_to(call.contact_id):
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
        return
    call = floor.calls[answer.interaction_id]
    number = floor.config.numbers.get(call.number_id or "")
    caller = Caller(number=number.number if number else "", caller_number=answer.number, name=answer.name)
    floor.know_caller(answer.interaction_id, caller)
    woken(turn, answer.interaction_id)


def recover(turn: Turn, call: Call, legs: dict[str, calls.SnapshotLeg]) -> bool:
    """After a restart: whether this is a callback whose customer is not on the line. What was being rung is found again or is over."""
    callback = turn.floor.callbacks.get(call.interaction_id)
    if callback is None or not callback.away:
        return False
    if call.interaction_id not in turn.floor.callers:
        turn.find_number(call.interaction_id)
    dial = callback.dial
    if dial is None:
        return True
    customer, agent = legs.get(dial.leg_id), legs.get(dial.agent_leg_id or "")
    if customer is None:
        attempt_over(turn, call.interaction_id, "no_answer")
    elif dial.agent_leg_id and agent is None:
        attempt_over(turn, call.interaction_id, "agent_gone")
    elif customer.answered and customer.place == "app":
        customer_answered(turn, dial.leg_id)
    else:
        turn.set_timer_at(Timer("dial", call.interaction_id), max(dial.deadline, turn.now))
    return True


def caller_of(turn: Turn, call: Call, number: str) -> Caller:
    """The caller as the callback knows them: to be called at this number."""
    known = turn.floor.callers.get(call.interaction_id)
    return replace(known, caller_number=number) if known else Caller(number="", caller_number=number)
