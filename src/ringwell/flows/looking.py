"""A service, or a database, that is asked while the caller waits; and what it told."""

from typing import Final

from msgspec.structs import replace

from ringwell.flows.messages import Ask, Play, Report, SetTimer, StartMusic, StopMusic, Told
from ringwell.flows.model import LookUpNode, QueryNode, language_of
from ringwell.flows.questions import question_of
from ringwell.flows.state import FlowState, without
from ringwell.flows.template import NoValue, UnsafeValue
from ringwell.flows.walk import Walk

AT_ONCE_S: Final = 0.4
"""So long a caller hears nothing while a service is asked: most answer within that."""
SERVICE_GRACE_S: Final = 2.0
"""How long after its time-out a service that was not even told of is waited for."""


def ask(walk: Walk, state: FlowState, node: LookUpNode | QueryNode) -> FlowState:
    """Ask the service. What it told before is forgotten."""
    state = replace(state, data=without(state.data, *node.results))
    try:
        question = question_of(node, walk.values(state), walk.known.lot)
    except (NoValue, UnsafeValue) as error:
        walk.without_value(state, error)
        return walk.enter(state, "failed", node.failed)
    token = state.token + 1
    walk.steps.extend((Ask(token, question), SetTimer(token, AT_ONCE_S)))
    return replace(state, stage="looking", token=token, misses=0)


def timed_out(walk: Walk, state: FlowState) -> FlowState:
    """No answer at once: the caller hears something. None at all, not even that the time is over: it failed."""
    node = walk.flow.nodes.get(state.node)
    if state.misses or not isinstance(node, LookUpNode | QueryNode):
        return answered(walk, state, Told("failed", code="no_answer"))
    prompts = walk.prompts(state, state.node, node.prompts)
    language = language_of(walk.flow, state.variables)
    walk.steps.append(Play(state.token, language, prompts) if prompts else StartMusic())
    walk.steps.append(SetTimer(state.token, node.timeout_seconds + SERVICE_GRACE_S))
    return replace(state, misses=1)


def answered(walk: Walk, state: FlowState, told: Told) -> FlowState:
    """Go the way that the answer leads, with what it told."""
    node = walk.flow.nodes.get(state.node)
    if state.misses:
        walk.stop_playback(state)
        walk.steps.append(StopMusic())
    if not isinstance(node, LookUpNode | QueryNode):
        return walk.lost(replace(state, stage="playing"))
    if told.outcome == "failed":
        walk.steps.append(Report("flow.look_up_failed", state.node, {"why": told.code}))
    ways = {"found": node.found, "not_found": node.not_found, "failed": node.failed}
    data = {**state.data, **{name: value for name, value in told.values.items() if name in node.results}}
    return walk.enter(replace(state, data=data), told.outcome, ways[told.outcome])
