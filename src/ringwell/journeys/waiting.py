"""What a waiting caller hears, and its place among those who wait."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, milliseconds
from ringwell.flows.model import QueueNode
from ringwell.flows.prompts import CALL_RECORDED
from ringwell.flows.prompts import Prompt as FlowPrompt
from ringwell.flows.state import FlowState
from ringwell.journeys import hearing
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Timer, Turn
from ringwell.journeys.unlogged import Playing
from ringwell.kernel import ids as kinds
from ringwell.routing import visit as visits
from ringwell.routing.matching import Preference
from ringwell.routing.messages import QueueLeft, RingsChanged, VisitResult
from ringwell.routing.model import Queue
from ringwell.routing.preference import Acquaintance, preference
from ringwell.routing.rules import next_widening
from ringwell.routing.visit import Visit

PLACE = 0xFFFFFFFF
"""Stands for the flow's token in the id of a place in line that is being told."""
QUIET_S = 0.4
"""How long a caller hears nothing while an agent who was free is rung."""
MESSAGE_TARGET_S = 31_536_000
"""As old as a year is old for a voice message in line: whoever is on the line comes before."""
USUAL_TARGET_S = 20
"""The target of callers whose queue has been taken out of the configuration."""


def seat(turn: Turn, interaction_id: str) -> None:
    """Give the caller its place among those who wait; it keeps the age it had."""
    visit = turn.floor.visits[interaction_id]
    queue = turn.floor.config.queues.get(visit.queue_id)
    target_s = queue.target_s if queue else USUAL_TARGET_S
    if (callback := turn.floor.callbacks.get(interaction_id)) and callback.message_id:
        target_s = MESSAGE_TARGET_S
    needs, awaited = turn.floor.asked_of(visit), preferred(turn.floor, visit)
    turn.floor.matcher.seat(visits.waiter(visit, needs, target_s, awaited), turn.instant)
    set_widening(turn, interaction_id)


def preferred(floor: Floor, visit: Visit) -> Preference | None:
    """The agents whom this caller waits for: those whom its queue prefers and who are at work."""
    queue, call = floor.config.queues.get(visit.queue_id), floor.calls.get(visit.interaction_id)
    if queue is None or call is None or not queue.prefers:
        return None
    who = Acquaintance(
        owner_agent_id=call.contact_owner_id,
        last_agent_id=call.contact_agent_id,
        key_customer=call.key_customer,
    )
    return preference(queue, who, visit.priority, floor.at_work)


def awaits_look_up(floor: Floor, interaction_id: str) -> bool:
    """Whether whom the caller prefers, or which language it speaks, is about to be known and matters."""
    queue = floor.config.queues.get(floor.visits[interaction_id].queue_id)
    if queue is None or interaction_id not in floor.looking_up:
        return False
    return bool(queue.prefers) or queue.language_level is not None


def language_matters(floor: Floor, visit: Visit) -> bool:
    """Whether the queue of this visit asks for the caller's language."""
    queue = floor.config.queues.get(visit.queue_id)
    return queue is not None and queue.language_level is not None


def set_widening(turn: Turn, interaction_id: str) -> None:
    """Say when the next ring of its queue opens to the caller by its age, or it waits for nobody in particular any more."""
    visit = turn.floor.visits[interaction_id]
    queue = turn.floor.config.queues.get(visit.queue_id)
    since = visit.since.timestamp()
    opens = [next_widening(queue.rules, since, turn.instant)] if queue and queue.rings else []
    awaited = preferred(turn.floor, visit)
    if awaited and turn.instant < since + awaited.limit_s:
        opens.append(since + awaited.limit_s)
    at = min((each for each in opens if each is not None), default=None)
    if at is not None:
        turn.set_timer_at(Timer("widen", interaction_id), _not_before(at))


def feel_pressure(turn: Turn) -> None:
    """Open and close rings by the figures of the queues that this turn has touched; who is let in is looked at when everything is as it
    will be."""
    floor = turn.floor
    for queue_id, rings in floor.pressures.feel(floor.census.waiting, turn.instant):
        turn.record(_rings_changed(floor.config.queues.get(queue_id), queue_id, rings))
    for queue_id, ring in floor.pressures.untold():
        turn.freed.extend(floor.matcher.open_ring(queue_id, ring))


def _rings_changed(queue: Queue | None, queue_id: str, rings: Collection[int]) -> RingsChanged:
    opened = [queue.rules.rings[number] for number in range(1, max(rings, default=0) + 1)] if queue else []
    return RingsChanged(
        queue_id=queue_id,
        project_id=queue.project_id if queue else None,
        rings=tuple(sorted(rings)),
        groups=tuple(sorted({group for ring in opened for group in ring.groups})),
        lenders=tuple(sorted({project for ring in opened for project in ring.lenders})),
    )


def set_place_timer(turn: Turn, interaction_id: str) -> None:
    """Say when the caller hears its place again."""
    queue = turn.floor.config.queues.get(turn.floor.visits[interaction_id].queue_id)
    if queue and queue.announce_place_every_s > 0:
        turn.set_timer(Timer("place", interaction_id), queue.announce_place_every_s)


def leave_visit(turn: Turn, interaction_id: str, result: VisitResult, agent_id: str | None = None) -> None:
    """The queue visit is over: record its one result."""
    visit = turn.floor.visits[interaction_id]
    turn.floor.matcher.forget(interaction_id)
    for kind in ("place", "max_wait", "widen", "known", "music", "callback_offer", "announcement"):
        turn.cancel(Timer(kind, interaction_id))
    hearing.stop_asking(turn, turn.floor.calls[interaction_id])
    turn.floor.asking.pop(interaction_id, None)
    left = QueueLeft(
        visit_id=visit.visit_id,
        interaction_id=interaction_id,
        queue_id=visit.queue_id,
        result=result,
        waited_ms=milliseconds(turn.now - visit.entered_at),
        agent_id=agent_id,
        callback=visit.callback,
    )
    turn.record(left, interaction_id=interaction_id, agent_id=agent_id)


def queue_node(turn: Turn, call: Call) -> QueueNode | None:
    """The node of the flow at which the call waits."""
    document = turn.floor.flow(call)
    if document is None or call.flow_state is None:
        return None
    node = document.nodes.get(msgspec.convert(call.flow_state, FlowState).node)
    return node if isinstance(node, QueueNode) else None


def silence(turn: Turn, call: Call) -> None:
    """Stop what the caller hears while waiting: people talk now, or the flow speaks."""
    playing = turn.floor.playing.pop(call.leg_id, None)
    if playing:
        turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=playing.playback_id))
    stop_music(turn, call)


def start_music(turn: Turn, call: Call) -> None:
    turn.floor.in_quiet.discard(call.interaction_id)
    turn.cancel(Timer("music", call.interaction_id))
    turn.do(calls.StartMusic(leg_id=call.leg_id))


def stop_music(turn: Turn, call: Call) -> None:
    """Stop it, or do not begin it."""
    if call.interaction_id in turn.floor.in_quiet:
        turn.floor.in_quiet.discard(call.interaction_id)
        turn.cancel(Timer("music", call.interaction_id))
    else:
        turn.do(calls.StopMusic(leg_id=call.leg_id))


def leave_in_quiet(turn: Turn, call: Call) -> None:
    """An agent is being rung and may answer at once: begin no music that would be torn off."""
    turn.floor.in_quiet.add(call.interaction_id)
    turn.set_timer(Timer("music", call.interaction_id), QUIET_S)


def quiet_over(turn: Turn, interaction_id: str) -> None:
    """The agent who is being rung has not answered at once."""
    call = turn.floor.calls.get(interaction_id)
    if call is not None and interaction_id in turn.floor.in_quiet:
        start_music(turn, call)


def stop_place(turn: Turn, call: Call) -> None:
    """Stop the place in line that may be being told, also one that was begun before a restart: nobody can be joined while it goes on."""
    turn.floor.playing.pop(call.leg_id, None)
    turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=playback_of(call, PLACE)))


def play(
    turn: Turn,
    call: Call,
    prompts: Sequence[FlowPrompt],
    language: str,
    token: int | None,
    playback_id: str | None = None,
    leg_id: str | None = None,
) -> None:
    """Tell the caller, or who else is at `leg_id`, something; the end comes back as PlaybackEnded. `token` is the flow's, None where it is not
    the flow that speaks."""
    leg_id = leg_id or call.leg_id
    if playback_id is None:
        playback_id = turn.ids.new(kinds.PLAYBACK) if token is None else playback_of(call, token)
    says_recorded = any(each.prompt == CALL_RECORDED for each in prompts)
    turn.floor.playing[leg_id] = Playing(playback_id=playback_id, token=token, says_recorded=says_recorded)
    place = turn.floor.workspace_id
    said = tuple(
        calls.Prompt(p.prompt, language, p.number, p.sound and f"{place}/{p.sound}") for p in prompts
    )
    turn.do(calls.PlayPrompts(leg_id=leg_id, playback_id=playback_id, prompts=said))


def playback_of(call: Call, token: int) -> str:
    """The id of what the flow has the caller told in this step: known again after a restart, so that it can be stopped."""
    return f"{kinds.PLAYBACK}_{call.interaction_id[-24:]}{token:08x}"


def _not_before(instant: float) -> datetime:
    """The first moment that is not before this instant; a moment has whole microseconds."""
    at = datetime.fromtimestamp(instant, UTC)
    return at if at.timestamp() >= instant else at + timedelta(microseconds=1)
