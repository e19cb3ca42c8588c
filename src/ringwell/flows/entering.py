"""A caller who enters digits: asked for them, waited for, and sent on with them or without."""

from msgspec.structs import replace

from ringwell.flows.entry import Typed, key_typed, time_over
from ringwell.flows.messages import SetTimer
from ringwell.flows.model import CollectNode
from ringwell.flows.parts import Say
from ringwell.flows.state import FlowState, without
from ringwell.flows.walk import Walk


def ask(walk: Walk, state: FlowState, node: CollectNode, before: tuple[Say, ...] = ()) -> FlowState:
    """Say what to enter. Keys that were pressed before count; what came before a mistake does not."""
    state = replace(state, typed="", data=without(state.data, node.variable))
    ahead, state = state.ahead, replace(state, ahead=())
    typed = Typed("")
    for key in ahead:
        typed = key_typed(node, typed.digits, key)
        if typed.ended:
            break
    if ahead:
        return _typed(walk, state, node, typed)
    prompts = walk.prompts(state, state.node, before + node.prompts)
    return walk.play(state, prompts) if prompts else await_keys(walk, state, node.timeout_seconds)


def await_keys(walk: Walk, state: FlowState, seconds: float) -> FlowState:
    """Everything has been said, or a key has come: the next one is waited for."""
    token = state.token + 1
    walk.steps.append(SetTimer(token, seconds))
    return replace(state, stage="entering", token=token)


def key_pressed(walk: Walk, state: FlowState, node: CollectNode, digit: str) -> FlowState:
    walk.stop_playback(state)
    return _typed(walk, state, node, key_typed(node, state.typed, digit))


def timed_out(walk: Walk, state: FlowState, node: CollectNode) -> FlowState:
    return _typed(walk, state, node, time_over(node, state.typed))


def _typed(walk: Walk, state: FlowState, node: CollectNode, typed: Typed) -> FlowState:
    state = replace(state, typed=typed.digits)
    match typed.ended:
        case None:
            return await_keys(walk, state, typed.seconds)
        case "next":
            data = {**state.data, node.variable: typed.digits}
            return walk.enter(replace(state, data=data, typed=""), "next", node.next)
        case "on_zero":
            return walk.enter(replace(state, typed=""), "on_zero", node.on_zero or node.default)
        case "wrong" | "nothing":
            if state.misses >= node.retries:
                return walk.enter(replace(state, typed=""), "default", node.default)
            before = node.wrong_entry if typed.ended == "wrong" else node.timeout
            return ask(walk, replace(state, misses=state.misses + 1), node, before)
