"""A caller who enters digits, or says them: asked for them, waited for, and sent on with them or without."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from ringwell.flows.entry import Typed, key_typed, time_over
from ringwell.flows.hearing import (
    ACCEPTED,
    LONGEST_S,
    NO_KEY,
    NUMBER,
    NUMBER_SPEAKING_S,
    YES_KEY,
    Said,
    Spoken,
    SpokenDigits,
    phrases_of,
    question,
    yes_or_no,
)
from ringwell.flows.menus import MISSES_HEARD, USE_KEYS, hears, understood_key
from ringwell.flows.messages import Heard, HearingOver, Listen, Report, SetTimer
from ringwell.flows.model import CollectNode, Prompts, language_of
from ringwell.flows.prompts import Prompt
from ringwell.flows.spoken import say
from ringwell.flows.state import FlowState, without
from ringwell.flows.walk import Walk

ZERO: Final = "0"
OPERATOR: Final = Said(means="operator")
_NO_YEAR: Final = date.min
"""Digits are said the same on every day."""


def ask(walk: Walk, state: FlowState, node: CollectNode, before: Prompts = ()) -> FlowState:
    """Say what to enter. Keys that were pressed before count where keys are offered; what came before a mistake does not."""
    state = replace(state, typed="", listening=0, unsure="", data=without(state.data, node.variable))
    ahead, state = state.ahead, replace(state, ahead=())
    typed = Typed("")
    for key in ahead if _takes_keys(state, node) else ():
        typed = key_typed(node, typed.digits, key)
        if typed.ended:
            break
    if typed != Typed(""):
        return _typed(walk, state, node, typed)
    own = node.by_keys if state.by_keys and node.by_keys else node.prompts
    return _say(walk, state, node, walk.prompts(state, state.node, before + own))


def _takes_keys(state: FlowState, node: CollectNode) -> bool:
    return node.hear != "speech" or not hears(state, node)


def _say(walk: Walk, state: FlowState, node: CollectNode, prompts: tuple[Prompt, ...]) -> FlowState:
    if not prompts:
        return await_entry(walk, state, node)
    state = walk.play(state, prompts)
    return _listen(walk, state, node) if node.talk_over else state


def await_entry(walk: Walk, state: FlowState, node: CollectNode) -> FlowState:
    """Everything has been said: a key or a word is waited for."""
    return _listen(walk, _await_key(walk, state, node.timeout_seconds), node)


def _await_key(walk: Walk, state: FlowState, seconds: float) -> FlowState:
    token = state.token + 1
    walk.steps.append(SetTimer(token, seconds))
    return replace(state, stage="entering", token=token)


def _listen(walk: Walk, state: FlowState, node: CollectNode) -> FlowState:
    if state.listening or not hears(state, node):
        return state
    language = language_of(walk.flow, state.variables)
    choices = listened_for(node, state, language)
    digits = None if state.unsure else SpokenDigits(node.min_digits, node.max_digits)
    walk.steps.append(Listen(state.token, language, choices, LONGEST_S, digits))
    return replace(state, listening=state.token)


def listened_for(node: CollectNode, state: FlowState, language: str) -> tuple[Spoken, ...]:
    """What may be said beside a number: a word for somebody to talk to, where 0 alone leads there; or yes and no to what was read back."""
    if state.unsure:
        return yes_or_no(language)
    return () if node.on_zero is None else (Spoken(ZERO, phrases_of(ZERO, OPERATOR, language)),)


def key_pressed(walk: Walk, state: FlowState, node: CollectNode, digit: str) -> FlowState:
    """A key wins over whatever is being heard. Where keys have not been offered, who presses one is offered them."""
    walk.stop_playback(state)
    if state.unsure and digit in (YES_KEY, NO_KEY):
        return _answered(walk, state, node, yes=digit == YES_KEY)
    if not _takes_keys(state, node):
        return _to_keys(walk, state, node)
    typed = "" if state.unsure else state.typed
    return _typed(walk, replace(state, listening=0, unsure=""), node, key_typed(node, typed, digit))


def speech_began(walk: Walk, state: FlowState) -> FlowState:
    """The prompt stops, and what is being said is waited for."""
    walk.stop_playback(state)
    return replace(_await_key(walk, state, NUMBER_SPEAKING_S), stage="hearing")


def heard(walk: Walk, state: FlowState, node: CollectNode, event: Heard) -> FlowState:
    """A number that was said is read back: one that is wrong is somebody else's. But 0 alone, or the word for somebody to talk to, leads there at
    once."""
    walk.stop_playback(state)
    said = understood_key(state, event)
    if said is None or not (state.unsure or said.isdecimal()):
        return _miss(walk, state, node, node.not_heard)
    if state.unsure:
        return _answered(walk, state, node, yes=said == YES_KEY)
    ended = time_over(node, said).ended
    if len(said) > node.max_digits or ended == "wrong":
        return _miss(walk, state, node, node.wrong_entry if ended == "wrong" else node.not_heard)
    if ended == "on_zero" and event.confidence >= ACCEPTED:
        return _typed(walk, state, node, Typed(said, ended))
    state = replace(state, typed=said, unsure=NUMBER, listening=0)
    return _say(walk, state, node, question(ZERO) if ended == "on_zero" else _question(walk, state))


def _question(walk: Walk, state: FlowState) -> tuple[Prompt, ...]:
    language = language_of(walk.flow, state.variables)
    digits = (Prompt(piece) for piece in say(language, "digits", state.typed, today=_NO_YEAR))
    return Prompt("heard-number"), *digits, Prompt("is-it-right")


def _answered(walk: Walk, state: FlowState, node: CollectNode, *, yes: bool) -> FlowState:
    return _typed(walk, state, node, time_over(node, state.typed)) if yes else _miss(walk, state, node, ())


def hearing_over(walk: Walk, state: FlowState, node: CollectNode, event: HearingOver) -> FlowState:
    """From here on the call goes by keys, and the caller is told so; unless all that happened is that nobody has spoken."""
    if event.reason == "too_late" and state.stage != "hearing":
        return replace(state, listening=0)
    walk.stop_playback(state)
    walk.steps.append(Report("flow.speech_failed", state.node, {"why": event.reason}))
    return _to_keys(walk, state, node)


def timed_out(walk: Walk, state: FlowState, node: CollectNode) -> FlowState:
    """Nothing more was entered; or somebody spoke, and it never became a number."""
    if state.stage == "hearing":
        return _miss(walk, state, node, node.not_heard)
    if state.unsure:
        return _miss(walk, state, node, node.timeout)
    return _typed(walk, state, node, time_over(node, state.typed))


def _typed(walk: Walk, state: FlowState, node: CollectNode, typed: Typed) -> FlowState:
    state = replace(state, typed=typed.digits)
    match typed.ended:
        case None:
            return _await_key(walk, state, typed.seconds)
        case "next":
            data = {**state.data, node.variable: typed.digits}
            return walk.enter(replace(state, data=data, typed=""), "next", node.next)
        case "on_zero":
            return walk.enter(replace(state, typed=""), "on_zero", node.on_zero or node.default)
        case "wrong" | "nothing":
            return _miss(walk, state, node, node.wrong_entry if typed.ended == "wrong" else node.timeout)


def _miss(walk: Walk, state: FlowState, node: CollectNode, before: Prompts) -> FlowState:
    """A mistake: ask again, or go the default way when patience is used up."""
    if state.misses >= node.retries:
        return walk.enter(replace(state, typed=""), "default", node.default)
    missed = replace(state, misses=state.misses + 1)
    if hears(state, node) and missed.misses >= min(MISSES_HEARD, node.retries):
        return _to_keys(walk, missed, node, before)
    return ask(walk, missed, node, before)


def _to_keys(walk: Walk, state: FlowState, node: CollectNode, before: Prompts = ()) -> FlowState:
    return ask(walk, replace(state, by_keys=True), node, before + USE_KEYS)
