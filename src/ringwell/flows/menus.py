"""A caller at a menu, who presses a key, says a phrase, or does neither."""

from typing import Final

from msgspec.structs import replace

from ringwell.flows.hearing import (
    ACCEPTED,
    ASKED,
    LONGEST_S,
    NO_KEY,
    SPEAKING_S,
    YES_KEY,
    Spoken,
    phrases_of,
    question,
    yes_or_no,
)
from ringwell.flows.messages import CollectKey, Heard, HearingOver, Listen, Report, SetTimer
from ringwell.flows.model import CollectNode, Flow, MenuNode, Prompts, Say, language_of
from ringwell.flows.prompts import Prompt
from ringwell.flows.state import FlowState
from ringwell.flows.walk import Walk

MAX_KEYS_KEPT: Final = 32
"""Keys kept of those pressed; older ones are let go."""
MISSES_HEARD: Final = 2
"""After so many misses a menu is by keys only; at its last repeat at the latest."""
USE_KEYS: Final = (Say("use-keys"),)


def hears(state: FlowState, node: MenuNode | CollectNode) -> bool:
    """Whether this caller is listened to at the step."""
    return node.hear != "keys" and not state.by_keys


def choices(menu: MenuNode, language: str) -> tuple[Spoken, ...]:
    """What may be said at a menu; a key that nothing stands for in this language is only pressed."""
    keys = [*menu.keys, *([menu.repeat_key] if menu.repeat_key is not None else [])]
    spoken = (Spoken(key, phrases_of(key, menu.said.get(key), language)) for key in keys)
    return tuple(each for each in spoken if each.phrases)


def listened_for(flow: Flow, state: FlowState) -> tuple[Spoken, ...]:
    """What may be said where a call stands in its flow: at a menu, or to the question whether something was."""
    menu, language = flow.nodes.get(state.node), language_of(flow, state.variables)
    if state.unsure:
        return yes_or_no(language)
    return choices(menu, language) if isinstance(menu, MenuNode) else ()


def offer(walk: Walk, state: FlowState, menu: MenuNode, before: Prompts = ()) -> FlowState:
    """Say the menu, after a word about what went wrong; a key pressed ahead chooses at once."""
    repeat = [] if menu.repeat_key is None else [menu.repeat_key]
    walk.steps.append(CollectKey(state.node, (*menu.keys, *repeat)))
    state = replace(state, listening=0, unsure="")
    offers_keys = menu.hear != "speech" or not hears(state, menu)
    if offers_keys and state.ahead and state.ahead[0] in menu.keys:
        return _choose(walk, replace(state, ahead=state.ahead[1:]), menu, state.ahead[0])
    state = replace(state, ahead=())
    own = menu.by_keys if state.by_keys and menu.by_keys else menu.prompts
    return _say(walk, state, menu, walk.prompts(state, state.node, before + own))


def _say(walk: Walk, state: FlowState, menu: MenuNode, prompts: tuple[Prompt, ...]) -> FlowState:
    if not prompts:
        return await_choice(walk, state, menu)
    state = walk.play(state, prompts)
    return _listen(walk, state, menu) if menu.talk_over else state


def await_choice(walk: Walk, state: FlowState, menu: MenuNode) -> FlowState:
    """Everything has been said: a key or a word is waited for."""
    token = state.token + 1
    walk.steps.append(SetTimer(token, menu.timeout_seconds))
    return _listen(walk, replace(state, stage="choosing", token=token), menu)


def _listen(walk: Walk, state: FlowState, menu: MenuNode) -> FlowState:
    if state.listening or not hears(state, menu):
        return state
    language = language_of(walk.flow, state.variables)
    walk.steps.append(Listen(state.token, language, listened_for(walk.flow, state), LONGEST_S))
    return replace(state, listening=state.token)


def key_pressed(walk: Walk, state: FlowState, menu: MenuNode, digit: str) -> FlowState:
    """A key wins over whatever is being heard. Where keys have not been offered, who presses one is offered them."""
    walk.stop_playback(state)
    if state.unsure and digit in (YES_KEY, NO_KEY):
        return _answered(walk, state, menu, yes=digit == YES_KEY)
    if menu.hear == "speech" and hears(state, menu):
        return _to_keys(walk, state, menu)
    return _choose(walk, state, menu, digit)


def speech_began(walk: Walk, state: FlowState) -> FlowState:
    """The prompt stops, and what is being said is waited for."""
    walk.stop_playback(state)
    token = state.token + 1
    walk.steps.append(SetTimer(token, SPEAKING_S))
    return replace(state, stage="hearing", token=token)


def heard(walk: Walk, state: FlowState, menu: MenuNode, event: Heard) -> FlowState:
    """What was said acts as its key; what may have been said is asked for; all else counts as a wrong key."""
    walk.stop_playback(state)
    key = understood_key(state, event)
    if key is None or not (state.unsure or key in menu.keys or key == menu.repeat_key):
        return _miss(walk, state, menu, menu.not_heard)
    if state.unsure:
        return _answered(walk, state, menu, yes=key == YES_KEY)
    if event.confidence >= ACCEPTED:
        return _choose(walk, state, menu, key)
    state = replace(state, unsure=key, listening=0)
    return _say(walk, state, menu, question(key))


def understood_key(state: FlowState, event: Heard) -> str | None:
    """The key that was said, surely enough to be acted on or asked for."""
    is_news = event.token == state.listening
    return event.key if is_news and event.confidence >= ASKED else None


def _answered(walk: Walk, state: FlowState, menu: MenuNode, *, yes: bool) -> FlowState:
    return _choose(walk, state, menu, state.unsure) if yes else _miss(walk, state, menu, ())


def hearing_over(walk: Walk, state: FlowState, menu: MenuNode, event: HearingOver) -> FlowState:
    """From here on the call goes by keys, and the caller is told so; unless all that happened is that nobody has spoken."""
    if event.reason == "too_late" and state.stage != "hearing":
        return replace(state, listening=0)
    walk.stop_playback(state)
    walk.steps.append(Report("flow.speech_failed", state.node, {"why": event.reason}))
    return _to_keys(walk, state, menu)


def timed_out(walk: Walk, state: FlowState, menu: MenuNode) -> FlowState:
    """Neither a key nor a word came; or somebody spoke, and it never became a word."""
    return _miss(walk, state, menu, menu.not_heard if state.stage == "hearing" else menu.timeout)


def _choose(walk: Walk, state: FlowState, menu: MenuNode, digit: str) -> FlowState:
    chosen = replace(state, pressed=kept(state.pressed, digit))
    if digit in menu.keys:
        return walk.enter(chosen, f"keys.{digit}", menu.keys[digit])
    if digit == menu.repeat_key:
        return offer(walk, chosen, menu)
    return _miss(walk, state, menu, menu.wrong_key)


def _miss(walk: Walk, state: FlowState, menu: MenuNode, before: Prompts) -> FlowState:
    """A wrong or a missing key: say the menu again, or go the default way when patience is used up."""
    if state.misses >= menu.retries:
        return walk.enter(state, "default", menu.default)
    missed = replace(state, misses=state.misses + 1)
    if hears(state, menu) and missed.misses >= min(MISSES_HEARD, menu.retries):
        return _to_keys(walk, missed, menu, before)
    return offer(walk, missed, menu, before)


def _to_keys(walk: Walk, state: FlowState, menu: MenuNode, before: Prompts = ()) -> FlowState:
    return offer(walk, replace(state, by_keys=True), menu, before + USE_KEYS)


def kept(keys: tuple[str, ...], digit: str) -> tuple[str, ...]:
    return (*keys, digit)[-MAX_KEYS_KEPT:]
