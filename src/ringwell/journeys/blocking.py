"""Callers on the block list, before they meet any flow."""

from typing import Final

from ringwell.calls.call import Call
from ringwell.calls.messages import CallArrived
from ringwell.journeys.turn import Turn
from ringwell.projects.blocks import Block, blocked_by

NOT_TAKEN: Final = "call-not-taken"


def entry_for(turn: Turn, event: CallArrived) -> Block | None:
    """By which entry this caller is kept out; None for one who is let through."""
    config = turn.floor.config
    return blocked_by(event.caller_number, config.blocks, config.settings.region, turn.now)


def language_for(turn: Turn, call: Call) -> str:
    """The dialled number's, where it is one of ours."""
    number = turn.floor.config.numbers.get(call.number_id or "")
    return number.language if number else turn.floor.config.settings.language
