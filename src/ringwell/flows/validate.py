"""Whether a flow may be used: every node it names exists, every caller gets on, all it speaks of is known."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final

import msgspec

from ringwell.flows.act_nodes import (
    CallbackNode,
    IntroduceNode,
    SendNode,
    SurveyNode,
    TimesNode,
    TransferNode,
)
from ringwell.flows.act_problems import act_problems
from ringwell.flows.hearing_problems import hearing_problems, number_problems
from ringwell.flows.inline import INSIDE, inline, subflows
from ringwell.flows.model import (
    ABOUT_QUEUES,
    KEY_NAMES,
    YES_OR_NO,
    AnswerNode,
    AnyNode,
    BranchNode,
    CollectNode,
    Condition,
    Flow,
    HoursNode,
    LookUpNode,
    MenuNode,
    QueryNode,
    QueueNode,
    SayNode,
    SetNode,
    SplitNode,
    SubflowNode,
    VoicemailNode,
    edges,
    spoken,
)
from ringwell.flows.own_problems import OwnSpeech, own_problems
from ringwell.flows.own_prompts import is_own
from ringwell.flows.parts import Say
from ringwell.flows.problems import Problem
from ringwell.flows.prompts import LANGUAGES, Prompt, PromptLibrary
from ringwell.flows.question_problems import ServiceKind, question_problems
from ringwell.flows.template import names_in

NODE_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
MOST_CYCLES: Final = 20
MOST_NAMED: Final = 12
"""Of ways round without a wait so many are told, each by so many nodes: a large document can have tens of thousands, through all its nodes."""


class Surroundings(msgspec.Struct, frozen=True):
    """What exists around a flow in its workspace: ids of queues, calendars, skills; prompts by language.

    `flows` are those that are published, by id; `own` is this flow's id.
    `services` are those that the installation's settings name for this workspace. `mail`, `sms`: whether it can send such. `agents` are those who
    may sign in, `call_back` the queues that call back, `segments` those of callers.
    """

    queues: Set[str]
    calendars: Set[str]
    skills: Set[str]
    prompts: Mapping[str, PromptLibrary]
    flows: Mapping[str, Flow] = {}
    own: str | None = None
    services: Mapping[str, ServiceKind] = {}
    speech: OwnSpeech = OwnSpeech()
    mail: bool = True
    sms: bool = False
    agents: Set[str] = frozenset()
    call_back: Set[str] = frozenset()
    segments: Set[str] = frozenset()


def validate(flow: Flow, around: Surroundings) -> list[Problem]:
    """All problems of a flow, errors first. It may be used when none of them is an error."""
    inward = _leading_to(around.own, around.flows)
    problems = [
        *_start_problems(flow),
        *_edge_problems(flow),
        *(
            problem
            for node_id, node in flow.nodes.items()
            for problem in _node_problems(node_id, node, around, inward)
        ),
        *_prompt_problems(flow, around),
        *own_problems(flow, around.speech),
        *_cycle_problems(flow),
        *_reach_problems(flow),
        *_dialled_problems(flow, around.flows),
    ]
    return sorted(problems, key=lambda problem: problem.severity)


def _start_problems(flow: Flow) -> Iterator[Problem]:
    if flow.start not in flow.nodes:
        yield Problem("flow.no_start", None, {"start": flow.start})
    if flow.language not in LANGUAGES:
        yield Problem("flow.unknown_language", None, {"language": flow.language})
    for node_id in flow.nodes:
        if not NODE_ID.fullmatch(node_id):
            yield Problem("flow.bad_node_id", node_id, {"id": node_id})


def _edge_problems(flow: Flow) -> Iterator[Problem]:
    for node_id, node in flow.nodes.items():
        for edge in edges(node):
            if not edge.target:
                yield Problem("flow.open_way", node_id, {"field": edge.label})
            elif edge.target not in flow.nodes:
                yield Problem("flow.missing_node", node_id, {"field": edge.label, "target": edge.target})


def _node_problems(node_id: str, node: AnyNode, around: Surroundings, inward: Set[str]) -> Iterator[Problem]:
    match node:
        case MenuNode():
            yield from _menu_problems(node_id, node)
            yield from hearing_problems(node_id, node)
        case QueueNode():
            yield from _queue_problems(node_id, node, around)
        case HoursNode() if node.calendar not in around.calendars:
            yield Problem("flow.unknown_calendar", node_id, {"calendar": node.calendar})
        case SetNode():
            chosen = node.variables.get("language")
            if chosen is not None and chosen not in LANGUAGES:
                yield Problem("flow.unknown_language", node_id, {"language": str(chosen)})
        case BranchNode():
            for condition in (each for way in node.ways for each in way.when):
                yield from _condition_problems(node_id, condition, around)
        case SplitNode():
            if (total := sum(share.percent for share in node.shares)) != 100:
                yield Problem("flow.shares_not_hundred", node_id, {"total": total})
        case CollectNode():
            if node.min_digits > node.max_digits:
                yield Problem("flow.entry_never_long_enough", node_id)
            yield from number_problems(node_id, node)
        case LookUpNode() | QueryNode():
            yield from question_problems(node_id, node, around.services)
        case CallbackNode():
            yield from _callback_problems(node_id, node, around)
        case TransferNode() | SendNode() | IntroduceNode() | SurveyNode() | TimesNode():
            yield from act_problems(node_id, node, mail=around.mail, sms=around.sms, agents=around.agents)
        case SubflowNode():
            yield from _subflow_problems(node_id, node, around, inward)
        case _:
            return


def _condition_problems(node_id: str, condition: Condition, around: Surroundings) -> Iterator[Problem]:
    fact, named = condition.fact, condition.of
    if fact in ABOUT_QUEUES and named not in around.queues:
        yield Problem("flow.unknown_queue", node_id, {"queue": named or ""})
    if fact == "variable" and not named:
        yield Problem("flow.condition_without_variable", node_id)
    value, ordered = condition.value, condition.compare in ("below", "at_least")
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if (fact in ABOUT_QUEUES or (fact == "variable" and ordered)) and not is_number:
        yield Problem("flow.condition_needs_number", node_id, {"value": str(value)})
    if fact in YES_OR_NO and (ordered or not isinstance(value, bool)):
        yield Problem("flow.condition_is_yes_or_no", node_id, {"fact": fact})
    if fact == "segment" and (ordered or value not in around.segments):
        yield Problem("flow.unknown_segment", node_id, {"segment": str(value)})
    if fact == "language" and (ordered or value not in LANGUAGES):
        yield Problem("flow.unknown_language", node_id, {"language": str(value)})


def _subflow_problems(
    node_id: str, node: SubflowNode, around: Surroundings, inward: Set[str]
) -> Iterator[Problem]:
    if node.flow not in around.flows:
        yield Problem("flow.unknown_flow", node_id, {"flow": node.flow})
    elif node.flow in inward:
        yield Problem("flow.leads_into_itself", node_id, {"flow": node.flow})


def _leading_to(own: str | None, flows: Mapping[str, Flow]) -> set[str]:
    """The flow itself, and all that lead into it, by however many steps; found once for all nodes."""
    callers: dict[str, list[str]] = {}
    for flow_id, within in flows.items():
        for each in subflows(within):
            callers.setdefault(each, []).append(flow_id)
    found: set[str] = set()
    ahead = [] if own is None else [own]
    while ahead:
        each = ahead.pop()
        if each not in found:
            found.add(each)
            ahead.extend(callers.get(each, ()))
    return found


def _menu_problems(node_id: str, node: MenuNode) -> Iterator[Problem]:
    if not node.keys:
        yield Problem("flow.menu_without_keys", node_id)
    names = [*node.keys, *([node.repeat_key] if node.repeat_key is not None else [])]
    for name in names:
        if name not in KEY_NAMES:
            yield Problem("flow.wrong_key_name", node_id, {"key": name})
    if node.repeat_key in node.keys:
        yield Problem("flow.key_twice", node_id, {"key": str(node.repeat_key)})


def _queue_problems(node_id: str, node: QueueNode, around: Surroundings) -> Iterator[Problem]:
    if node.queue not in around.queues:
        yield Problem("flow.unknown_queue", node_id, {"queue": node.queue})
    if node.language is not None and node.language not in LANGUAGES:
        yield Problem("flow.unknown_language", node_id, {"language": node.language})
    for need in node.skills:
        if need.skill not in around.skills:
            yield Problem("flow.unknown_skill", node_id, {"skill": need.skill})
    if (node.on_timeout is None) != (node.max_wait_seconds is None):
        missing = "on_timeout" if node.on_timeout is None else "max_wait_seconds"
        yield Problem("flow.half_timeout", node_id, {"field": missing})
    if node.callback and node.callback.after_seconds is None and node.callback.wait_over_seconds is None:
        yield Problem("flow.callback_never_offered", node_id)


def _callback_problems(node_id: str, node: CallbackNode, around: Surroundings) -> Iterator[Problem]:
    if node.queue not in around.queues:
        yield Problem("flow.unknown_queue", node_id, {"queue": node.queue})
    elif node.queue not in around.call_back:
        yield Problem("flow.nobody_calls_back", node_id, severity="warning")


def _prompt_problems(flow: Flow, around: Surroundings) -> Iterator[Problem]:
    """A prompt must exist in every language, because the number that was called chooses the language."""
    for node_id, node in flow.nodes.items():
        for say in (each for each in spoken(node) if not is_own(each)):
            if say.value_of is not None or not say.prompt:
                yield from _value_problems(node_id, say)
                continue
            if say.number is not None and say.number_from is not None:
                yield Problem("flow.number_twice", node_id, {"prompt": say.prompt})
            missing = [language for language in LANGUAGES if not _known(say, around.prompts.get(language))]
            if missing:
                params = {"prompt": _prompt_name(say), "languages": ", ".join(missing)}
                yield Problem("flow.missing_prompt", node_id, params)


def _value_problems(node_id: str, say: Say) -> Iterator[Problem]:
    if say.prompt or say.value_of is None:
        yield Problem("flow.nothing_to_say", node_id)
    elif say.said_as == "money" and say.currency is None:
        yield Problem("flow.money_without_currency", node_id, {"variable": say.value_of})


def _known(say: Say, library: PromptLibrary | None) -> bool:
    if library is None:
        return False
    if say.number_from is not None:
        return say.prompt in library.numbered
    return library.has(Prompt(say.prompt, say.number))


def _prompt_name(say: Say) -> str:
    return say.prompt if say.number is None else f"{say.prompt}-{say.number}"


def _cycle_problems(flow: Flow) -> Iterator[Problem]:
    """A way round that needs neither the caller nor time would hold a line for ever."""
    unwaited = {
        node_id: [edge.target for edge in edges(node) if not edge.waits and edge.target in flow.nodes]
        for node_id, node in flow.nodes.items()
    }
    for cycle in islice(_cycles(unwaited), MOST_CYCLES):
        yield Problem("flow.cycle_without_wait", cycle[0], {"nodes": _round(cycle)})


def _round(cycle: Sequence[str]) -> str:
    """The way round in words, a long one without its middle."""
    half = MOST_NAMED // 2
    named = cycle if len(cycle) <= MOST_NAMED else (*cycle[:half], "…", *cycle[-half:])
    return " → ".join((*named, cycle[0]))


def _cycles(ways: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """One cycle for each edge that closes one, found depth first without recursion."""
    done: set[str] = set()
    for root in ways:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                on_path.discard(path.pop())
                done.add(node)
            elif node in on_path:
                yield tuple(path[path.index(node) :])
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack.extend((target, False) for target in ways[node])


def _reach_problems(flow: Flow) -> Iterator[Problem]:
    if flow.start not in flow.nodes:
        return
    reached = _reach(flow, through_answer=True)
    unanswered = _reach(flow, through_answer=False)
    for node_id, node in flow.nodes.items():
        if node_id not in reached:
            yield Problem("flow.unreachable_node", node_id, severity="warning")
        elif node_id in unanswered:
            yield from _unanswered_problems(node_id, node)


def _dialled_problems(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    """Who may type where a call goes to calls at the workspace's expense. What is typed here may be rung in a flow that this one leads into,
    and the other way round: of that the step that leads there is told."""
    nodes = inline(flow, flows).nodes
    typed = {node.variable for node in nodes.values() if isinstance(node, CollectNode)}
    rung = {
        (node_id.partition(INSIDE)[0], name): None
        for node_id, node in nodes.items()
        if isinstance(node, TransferNode)
        for name in sorted(typed.intersection(names_in(node.number)))
    }
    for node_id, name in rung:
        yield Problem("flow.caller_dials", node_id, {"variable": name}, severity="warning")


def _reach(flow: Flow, *, through_answer: bool) -> set[str]:
    """Nodes that a call can come to; without `through_answer` only those it comes to while it still rings."""
    reached: set[str] = set()
    ahead = [flow.start]
    while ahead:
        node_id = ahead.pop()
        if node_id in reached or node_id not in flow.nodes:
            continue
        reached.add(node_id)
        node = flow.nodes[node_id]
        if through_answer or not isinstance(node, AnswerNode):
            ahead.extend(edge.target for edge in edges(node))
    return reached


def _unanswered_problems(node_id: str, node: AnyNode) -> Iterator[Problem]:
    """Early speech is often not heard, and a call that is not answered sends no keys and cannot wait."""
    match node:
        case MenuNode() | CollectNode() | QueueNode() | VoicemailNode() | CallbackNode():
            yield Problem("flow.not_answered", node_id)
        case SayNode() | LookUpNode() | QueryNode() | IntroduceNode() | TransferNode(meanwhile="music"):
            yield Problem("flow.not_answered", node_id, severity="warning")
        case _:
            return
