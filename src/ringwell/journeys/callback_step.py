"""A flow's step that takes a callback: what it needs, what its caller hears, and the place in line that counts from there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.flows.acts import TakeCallback
from ringwell.flows.prompts import Prompt
from ringwell.journeys import callback_rules, waiting
from ringwell.journeys.callback_rules import WhyNone
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds
from ringwell.routing.visit import Visit

WhyNot = WhyNone | Literal["enough", "wrong_number", "no_number", "not_kept", "silent"]
"""Why no callback is taken; `silent`: the caller has pressed nothing."""
SAID: Final[Mapping[WhyNot, str]] = {
    "enough": "callback-enough-today",
    "wrong_number": "callback-number-wrong",
    "no_number": "callback-without-number",
}
"""What the caller hears of it; of anything else that it is not possible."""

PLAYBACKS: Final = (0xFFFFFFF1, 0xFFFFFFF2, 0xFFFFFFF3)
"""The first two in turns, the last one for what is said first after a restart, which knows all of them: so the end of what was cut short is never
taken for the end of what came then."""
FIRST, FIRST_AGAIN = 0, -1


def is_owed(floor: Floor, call: Call, queue_id: str | None = None) -> bool:
    """Whether this call's caller is to be called back, as it has asked for; by this queue, where one is told."""
    return any(
        callback_rules.is_owed_to(each, call) and queue_id in (None, each.queue_id)
        for each in floor.callbacks.values()
    )


def why_not(turn: Turn, call: Call, step: TakeCallback) -> WhyNot | None:
    """Why nobody is even asked at which number."""
    floor, contact_id = turn.floor, call.contact_id
    if contact_id is not None and callback_rules.has_been_called_enough(floor, contact_id):
        return "enough"
    return callback_rules.why_none(floor, step.queue, call.number_id, turn.now)


def refused(turn: Turn, call: Call, why: WhyNot) -> Prompt:
    """It is not possible, which the log keeps; what the caller is told."""
    node = state_of(turn.floor, call).node
    fact = calls.FlowReported(code="flow.no_callback", node=node, params={"why": why})
    turn.record(fact, interaction_id=call.interaction_id)
    return Prompt(SAID.get(why, "callback-not-possible"))


def taken(turn: Turn, step: TakeCallback) -> Prompt:
    """What the caller hears when it is owed: out of the hours, too, when to expect it."""
    opens = callback_rules.opens(turn.floor, step.queue, turn.now)
    return Prompt("callback-taken" if opens is None or opens <= turn.now else "callback-taken-for-hours")


def play(turn: Turn, call: Call, step: TakeCallback, said: tuple[Prompt, ...], count: int) -> None:
    """Tell the caller the `count`th thing."""
    playback_id = waiting.playback_of(call, PLAYBACKS[-1 if count == FIRST_AGAIN else count % 2])
    waiting.play(turn, call, said, step.language, None, playback_id)


def hush(turn: Turn, call: Call) -> int:
    """Stop what may have been begun before a restart; from where to count what is said now."""
    for each in PLAYBACKS:
        turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=waiting.playback_of(call, each)))
    return FIRST_AGAIN - 1


def place(turn: Turn, call: Call, step: TakeCallback, since: datetime) -> Visit | None:
    """The place in line that the caller would have who had begun to wait then."""
    queue = turn.floor.config.queues.get(step.queue)
    if queue is None:
        return None
    return Visit(
        visit_id=turn.ids.new(kinds.VISIT),
        interaction_id=call.interaction_id,
        queue_id=queue.queue_id,
        ordinal=call.visits + 1,
        priority=step.priority,
        needs=queue.needs,
        language=step.language,
        entered_at=since,
        order=0,
        since=since,
    )
