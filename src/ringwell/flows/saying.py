"""What one line of a step is, said to this caller: a prompt, one of a family, or the pieces of a value."""

from datetime import datetime

from ringwell.flows import spoken
from ringwell.flows.parts import Say
from ringwell.flows.prompts import Prompt
from ringwell.flows.state import FlowState


def said(say: Say, state: FlowState, language: str, now: datetime) -> tuple[Prompt, ...] | str:
    """The recordings, or the code of what keeps it from being said. `now` tells which year need not be said."""
    if say.own is not None or say.text is not None:
        return _own(say, language)
    if say.value_of is not None:
        return _value(say, state, language, now)
    if say.number_from is None:
        return (Prompt(say.prompt, say.number),)
    number = state.value(say.number_from)
    if isinstance(number, int) and not isinstance(number, bool):
        return (Prompt(say.prompt, number),)
    return "flow.no_number"


def _own(say: Say, language: str) -> tuple[Prompt, ...] | str:
    sound = (say.sounds or {}).get(language)
    if sound is None:
        return "flow.no_sound"
    return (Prompt("", sound=sound, words=(say.text or {}).get(language)),)


def _value(say: Say, state: FlowState, language: str, now: datetime) -> tuple[Prompt, ...] | str:
    value = state.value(say.value_of or "")
    if value is None or isinstance(value, bool):
        return "flow.no_value"
    try:
        pieces = spoken.say(
            language, say.said_as or "number", value, today=now.date(), currency=say.currency or "EUR"
        )
    except spoken.CannotBeSaid:
        return "flow.cannot_be_said"
    return tuple(Prompt(piece) for piece in pieces)
