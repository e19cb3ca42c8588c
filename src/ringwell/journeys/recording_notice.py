"""A caller whose talk is to be recorded is told so where its project has it so: once, and before anything is recorded.

That is when it is known that it will be: before the caller enters the queue, or is put through to an agent by name, whatever the flow has said by
then; a flow that says it itself has told it. The log has it when it has been heard to its end, so a brain that is killed in the middle tells it anew.
Who has not heard it is not recorded (`recording.wanted`). Of a call that goes out the agent is asked to say it (`render`).
"""

from typing import Final

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.recording import RecordingAnnounced
from ringwell.flows import messages as flow
from ringwell.flows.prompts import CALL_RECORDED, Prompt
from ringwell.journeys import beginning, recording, waiting
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Turn
from ringwell.journeys.unlogged import ByHand, Playing

NOTICE: Final = 0xFFFFFFFD
"""Stands for the flow's token in the id of the notice."""


def before(
    turn: Turn, call: Call, queue_id: str, language: str, then: flow.Enqueue | flow.Act | ByHand
) -> bool:
    """Tell it, if it is to be told; whether it is. `then` is done when it has been heard."""
    floor = turn.floor
    if call.direction == "out" or call.told_recorded is not None or not recording.says(floor, call, queue_id):
        return False
    if not recording.by_rule(floor, call.interaction_id, queue_id):
        return False
    beginning.answer(turn, call)
    floor.announced[call.interaction_id] = then
    # After a restart another id: the end of the one that was stopped would be taken for its own.
    playback_id = None if turn.settling else waiting.playback_of(call, NOTICE)
    waiting.play(turn, call, (Prompt(CALL_RECORDED),), language, None, playback_id)
    return True


def over(turn: Turn, call: Call, playing: Playing, *, heard: bool) -> None:
    """What the caller was being told is over: if it was this, the caller knows now."""
    if not playing.says_recorded or call.told_recorded or not _is_told(turn.floor):
        return
    by_rule = playing.token is None
    if heard or by_rule:
        fact = RecordingAnnounced(by="rule" if by_rule else "flow", heard=heard)
        turn.record(fact, interaction_id=call.interaction_id)
    if heard:
        turn.do(calls.MarkRecordingTold(leg_id=call.leg_id))


def stop(turn: Turn, call: Call) -> None:
    """After a restart: what was being told is told anew, from its beginning."""
    if call.told_recorded is None and _is_told(turn.floor):
        turn.do(calls.StopPlayback(leg_id=call.leg_id, playback_id=waiting.playback_of(call, NOTICE)))


def _is_told(floor: Floor) -> bool:
    """Whether any project has it so: the call may come to it."""
    return any(each.says_recorded for each in floor.config.projects.values())
