"""Whether, and from when on, a customer may be called back: the hours, the numbers, the workspace's limits."""

from datetime import datetime, timedelta
from typing import Final, Literal

from ringwell.calls.call import Call
from ringwell.flows.hours import is_open, next_open
from ringwell.journeys import going_out
from ringwell.journeys.live import Floor
from ringwell.outbound.callback import Callback
from ringwell.routing.model import CallbackPlan

WhyNone = Literal["no_queue", "no_line", "no_hours"]
USUAL_PLAN = CallbackPlan()
"""Of callbacks whose queue does not call back any more: what is owed is kept."""
HUNG_UP: Final = timedelta(seconds=1)
"""How often to look whether who has asked for a callback is on the line still."""


def plan_of(floor: Floor, queue_id: str) -> CallbackPlan:
    queue = floor.config.queues.get(queue_id)
    return (queue.callback if queue else None) or USUAL_PLAN


def in_hours(floor: Floor, queue_id: str, now: datetime) -> bool:
    hours_id = plan_of(floor, queue_id).hours_id
    calendar = floor.calendars.get(hours_id or "")
    return hours_id is None or (calendar is not None and is_open(calendar, now))


def opens(floor: Floor, queue_id: str, earliest: datetime) -> datetime | None:
    """When the queue calls back, not before `earliest`; None where its calendar has no such time ahead, or is gone: nobody is called at night."""
    hours_id = plan_of(floor, queue_id).hours_id
    if hours_id is None:
        return earliest
    calendar = floor.calendars.get(hours_id)
    return next_open(calendar, earliest) if calendar else None


def why_none(floor: Floor, queue_id: str, number_id: str | None, now: datetime) -> WhyNone | None:
    """Why this queue would call nobody back who has called this number."""
    queue = floor.config.queues.get(queue_id)
    if queue is None or queue.callback is None:
        return "no_queue"
    if not floor.trunks_out(number_id, back=True):
        return "no_line"
    return "no_hours" if opens(floor, queue_id, now) is None else None


def may_be_called(floor: Floor, callback: Callback, now: datetime) -> datetime | None:
    """From when on: after its pause, when its caller has hung up, within the hours (`opens`). The hours are those of what is owed; when to make
    a call of its own an agent knows."""
    free_at = now + HUNG_UP if _is_on_the_line(floor, callback) else now
    earliest = max(callback.again_at or now, free_at)
    return earliest if callback.own else opens(floor, callback.queue_id, earliest)


def is_owed_to(callback: Callback, call: Call) -> bool:
    """Whether this call's caller has asked for it, and waits for it."""
    by_caller = callback.agent_id is None and callback.message_id is None
    return by_caller and callback.of_interaction_id == call.interaction_id and not callback.over


def _is_on_the_line(floor: Floor, callback: Callback) -> bool:
    """Whether a step of the flow has taken it, and its caller goes on there: that telephone would be busy."""
    call = floor.calls.get(callback.of_interaction_id)
    return call is not None and call.stage != "ended" and not call.asked_back and is_owed_to(callback, call)


def can_be_dialled(floor: Floor, interaction_id: str, now: datetime) -> bool:
    """Whether its number is known and may be called, and this is a time to call: the hours may have ended since it got its place in line."""
    callback = floor.callbacks[interaction_id]
    at = may_be_called(floor, callback, now)
    known = interaction_id in floor.callers and is_allowed(floor, interaction_id)
    return known and at is not None and at <= now


def is_allowed(floor: Floor, interaction_id: str) -> bool:
    """Whether its number, where it is known, may still be called: the workspace may have changed its mind since."""
    caller = floor.callers.get(interaction_id)
    return caller is None or going_out.is_allowed(floor, caller.caller_number)


def wish_of(floor: Floor, callback: Callback) -> going_out.Wish:
    """The call to this customer, whose number is known. Only one that an agent has asked for by itself counts as the agent's."""
    call, caller = floor.calls[callback.interaction_id], floor.callers[callback.interaction_id]
    return going_out.Wish(
        number=caller.caller_number,
        number_id=call.number_id,
        project_id=call.project_id,
        agent_id=None if callback.cut_off else callback.agent_id,
        back=not callback.own or is_demo(floor),
    )


def is_demo(floor: Floor) -> bool:
    """Whether no trunk leads outside: an agent's own call rings the demo's page, too, then."""
    return not floor.trunks_out()


def is_limited(callback: Callback) -> bool:
    """Whether the workspace's limits of callbacks are about it. They are not about calls of agents' own, for what they may is said of calls to the
    outside, nor about a voice message that is only heard."""
    heard_only = (
        callback.message_id is not None and callback.away and (not callback.dial or callback.dial.reading)
    )
    return not callback.own and not heard_only


def has_room(floor: Floor, callback: Callback | None = None) -> bool:
    """Whether one more may be dialled now, by the workspace's limits of callbacks, if they are about it."""
    settings = floor.config.settings
    if callback is not None and not is_limited(callback):
        return True
    callbacks = [each for each in floor.callbacks.values() if is_limited(each)]
    to_be_dialled = sum(_is_put_before_agent(floor, each) for each in callbacks)
    on_the_line = sum(
        each.dial is not None or (each.answered and floor.is_up(each.interaction_id)) for each in callbacks
    )
    if floor.recount is not None:  # after a restart, until it is known what the day has had
        return False
    return (
        on_the_line + to_be_dialled < settings.callbacks_at_once
        and floor.today.dialled + to_be_dialled < settings.callbacks_per_day
    )


def has_been_called_enough(floor: Floor, contact_id: str) -> bool:
    """Whether this customer has been rung so often today that it is enough, whoever keeps asking for it."""
    return floor.today.dialled_to[contact_id] >= floor.config.settings.callbacks_per_number


def may_begin(floor: Floor, now: datetime) -> bool:
    """Whether one more may be begun in this second."""
    return floor.pace.has_room(now, floor.config.settings.callbacks_per_second)


def can_ring(floor: Floor, callback: Callback, agent_id: str) -> bool:
    """Whether the agent can be rung for a call that only it can make: one of its own also while it takes no callers."""
    agent = floor.agents.get(agent_id)
    if not callback.own or agent is None:
        return floor.available(agent_id)
    return agent.logged_in and agent.activity in ("idle", "resting") and floor.has_phone(agent_id)


def _is_put_before_agent(floor: Floor, callback: Callback) -> bool:
    """Whether an agent is being rung who, by accepting, has the customer dialled."""
    visit = floor.visits.get(callback.interaction_id)
    return callback.away and visit is not None and visit.offer_id is not None
