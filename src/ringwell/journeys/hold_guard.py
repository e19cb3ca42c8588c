"""The guard of callers on hold: past the queue's limit the agent and who oversees are told, and the caller is offered a callback by key."""

from datetime import datetime, timedelta

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.care import HoldCallbackAsked, HoldLimitPassed
from ringwell.flows.prompts import Prompt
from ringwell.journeys import callbacks, waiting
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Timer, Turn
from ringwell.journeys.unlogged import Asking
from ringwell.journeys.views import AlertView
from ringwell.kernel import ids as kinds
from ringwell.routing.messages import FRONT_OF_QUEUE
from ringwell.routing.model import Queue
from ringwell.routing.visit import Visit


def begin(turn: Turn, interaction_id: str) -> None:
    """The caller is on hold, or still is after a restart: say when that becomes too long."""
    call = turn.floor.calls[interaction_id]
    due = _due(turn.floor, call)
    if call.segment is not None and call.segment.hold_over:
        # What was being said or asked went with the brain.
        turn.do(calls.StartMusic(leg_id=call.leg_id))
    elif due is not None:
        turn.set_timer_at(Timer("hold_limit", interaction_id), max(due, turn.now))


def passed(turn: Turn, interaction_id: str) -> None:
    """The limit has passed."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or call.segment is None or call.stage != "hold":
        return
    offered = _calls_back(turn.floor, call)
    fact = HoldLimitPassed(
        segment_id=call.segment.segment_id, agent_id=call.segment.agent_id, offered=offered
    )
    turn.record(fact, interaction_id=interaction_id, agent_id=fact.agent_id)
    turn.notify(fact.agent_id, "hold_too_long")
    if offered:
        turn.floor.asking[interaction_id] = Asking()
        waiting.silence(turn, call)
        waiting.play(turn, call, (Prompt("callback-offer"),), turn.floor.language(call), None)


def over(turn: Turn, interaction_id: str) -> None:
    """The hold ends: nothing is said or asked any more."""
    turn.cancel(Timer("hold_limit", interaction_id))
    call = turn.floor.calls[interaction_id]
    if turn.floor.asking.pop(interaction_id, None) is not None:
        turn.cancel(Timer("ask", interaction_id))
    playing = turn.floor.playing.pop(call.leg_id, None)
    if playing:
        turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=playing.playback_id))
    elif call.introduction is not None:
        waiting.stop_place(turn, call)  # it may have been begun before a restart


def talks_again(turn: Turn, interaction_id: str) -> None:
    """Who talks again need not be called back."""
    callbacks.served(turn, interaction_id)


def visit_of(turn: Turn, call: Call) -> Visit | None:
    """The place in line that a caller on hold would have."""
    queue = turn.floor.config.queues.get(call.queue_id or "")
    return front_place(turn, call, queue) if queue and call.stage == "hold" else None


def front_place(turn: Turn, call: Call, queue: Queue) -> Visit:
    """A place before all others, for a caller who has been served already."""
    return Visit(
        visit_id=turn.ids.new(kinds.VISIT),
        interaction_id=call.interaction_id,
        queue_id=queue.queue_id,
        ordinal=call.visits + 1,
        priority=FRONT_OF_QUEUE,
        needs=queue.needs,
        language=turn.floor.language(call),
        entered_at=call.started_at,
        order=0,
        since=call.started_at,
    )


def asked_back(turn: Turn, call: Call, callback_id: str) -> None:
    """The caller on hold is to be called back."""
    agent_id = call.segment.agent_id if call.segment else ""
    fact = HoldCallbackAsked(agent_id=agent_id, callback_id=callback_id)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=agent_id)
    turn.notify(agent_id, "hold_callback_asked")


def alerts(floor: Floor, now: datetime) -> dict[str, AlertView]:
    """Callers who have been on hold for too long, by alert id."""
    return {
        f"hold_{call.interaction_id}": AlertView(
            alert_id=f"hold_{call.interaction_id}",
            code="hold_too_long",
            params={"agent": profile.name, "seconds": round((now - segment.hold_since).total_seconds())},
            since=segment.hold_since,
            level="over",
        )
        for call in floor.calls.values()
        if (segment := call.segment) is not None
        and segment.hold_since is not None
        and segment.hold_over
        and (profile := floor.profile(segment.agent_id)) is not None
    }


def _due(floor: Floor, call: Call) -> datetime | None:
    queue = floor.config.queues.get(call.queue_id or "")
    since = call.segment.hold_since if call.segment else None
    if queue is None or queue.care.hold_limit_s is None or since is None:
        return None
    return since + timedelta(seconds=queue.care.hold_limit_s)


def _calls_back(floor: Floor, call: Call) -> bool:
    """Whether the caller may ask to be called back; one whom we have called is on our bill, and stays."""
    queue = floor.config.queues.get(call.queue_id or "")
    back = queue is not None and queue.callback is not None and call.direction == "in"
    return back and bool(floor.trunks_out(call.number_id, back=True))
