"""Announcements: what callers are told before the flow, before a queue, or while they wait.

Each is told once to a caller, by the log's fact, so that a brain that is killed in the middle goes on with what comes after it. What comes
after it is known anew from the log: a call without a flow's state begins its flow, one whose flow waits for a queue asks for that again.
"""

from collections.abc import Sequence
from typing import Final, Literal

from ringwell.calls import messages as calls
from ringwell.calls.announced import AnnouncementHeard
from ringwell.calls.call import Call
from ringwell.flows import announcements as rules
from ringwell.flows import messages as flow
from ringwell.flows.announcements import Announcement, Covered
from ringwell.flows.prompts import Prompt
from ringwell.journeys import beginning, comfort, waiting
from ringwell.journeys.turn import Timer, Turn
from ringwell.journeys.unlogged import ByHand

Said = Sequence[tuple[Announcement, str]]

ANNOUNCED: Final = 0xFFFFFFFE
"""Stands for the flow's token in the id of what is told before a flow or a queue."""
LATER_S: Final = 5
"""When what could not be said to a waiting caller is tried again."""


def before_flow(turn: Turn, call: Call) -> bool:
    """Tell what stands before the flow; whether there is anything. The flow begins when it has been heard. A draft that is tried out is not
    announced."""
    if call.number_id is None:
        return False
    language = turn.floor.language(call)
    found = rules.before_flow(
        turn.floor.config.announcements, _covered(call), language, set(call.heard), turn.now
    )
    return _tell_before(turn, call, tuple(found), language, None)


def before_queue(turn: Turn, call: Call, step: flow.Enqueue) -> bool:
    """Tell what stands before the queue; whether there is anything. The caller enters the queue when it has been heard."""
    found = rules.before_queue(
        turn.floor.config.announcements, step.queue, step.language, set(call.heard), turn.now
    )
    return _tell_before(turn, call, tuple(found), step.language, step)


def over(turn: Turn, call: Call) -> flow.Enqueue | flow.Act | ByHand | Literal["flow"] | None:
    """What the caller was being told is over: what comes after it, None where nothing waits for that."""
    if call.interaction_id not in turn.floor.announced:
        return None
    return turn.floor.announced.pop(call.interaction_id) or "flow"


def stop(turn: Turn, call: Call) -> None:
    """After a restart: what was being told before a flow or a queue is not told again."""
    turn.floor.announced.pop(call.interaction_id, None)
    if call.heard:
        playback_id = waiting.playback_of(call, ANNOUNCED)
        turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=playback_id))


def tell_waiting(turn: Turn, interaction_id: str) -> None:
    """Tell a caller who waits, between the music, what is also for who waits; later where an agent is being rung or something is being said."""
    visit, call = turn.floor.visits.get(interaction_id), turn.floor.calls.get(interaction_id)
    if visit is None or call is None or call.direction == "out" or turn.floor.is_away(interaction_id):
        return
    found = rules.to_waiting(
        turn.floor.config.announcements,
        _covered(call),
        visit.queue_id,
        visit.language,
        set(call.heard),
        turn.now,
    )
    said = tuple(found)
    if not said:
        return
    if not comfort.may_be_told(turn, call):
        turn.set_timer(Timer("announcement", interaction_id), LATER_S)
        return
    _heard(turn, call, said, "waiting")
    comfort.tell(turn, call, visit, [_prompt(sound) for _, sound in said])


def tell_all_waiting(turn: Turn) -> None:
    """The configuration has changed: an announcement may be on."""
    if any(each.to_waiting for each in turn.floor.config.announcements):
        for interaction_id in list(turn.floor.visits):
            tell_waiting(turn, interaction_id)


def _tell_before(turn: Turn, call: Call, said: Said, language: str, then: flow.Enqueue | None) -> bool:
    if not said:
        return False
    beginning.answer(turn, call)
    _heard(turn, call, said, "flow" if then is None else "queue")
    turn.floor.announced[call.interaction_id] = then
    playback_id = waiting.playback_of(call, ANNOUNCED)
    waiting.play(turn, call, [_prompt(sound) for _, sound in said], language, None, playback_id)
    return True


def _heard(turn: Turn, call: Call, said: Said, where: Literal["flow", "queue", "waiting"]) -> None:
    for announcement, _ in said:
        fact = AnnouncementHeard(announcement_id=announcement.announcement_id, where=where)
        turn.record(fact, interaction_id=call.interaction_id)


def _covered(call: Call) -> Covered:
    return Covered(call.number_id, call.flow_id, call.project_id)


def _prompt(sound: str) -> Prompt:
    return Prompt("", sound=sound)
