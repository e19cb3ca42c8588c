"""Flows within flows: where a document names another one, that one's nodes are put in, so that a call walks one document."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from ringwell.flows.act_nodes import CallbackNode, ways_of
from ringwell.flows.model import (
    AnswerNode,
    AnyNode,
    BranchNode,
    CollectNode,
    Flow,
    HangUpNode,
    HoursNode,
    IntroduceNode,
    LookUpNode,
    MenuNode,
    QueryNode,
    QueueNode,
    ReturnNode,
    SayNode,
    SendNode,
    SetNode,
    SplitNode,
    SubflowNode,
    SurveyNode,
    TimesNode,
    TransferNode,
    VoicemailNode,
)

INSIDE: Final = "/"
"""Between the node that leads into a flow and the node in there: no document's own node has it in its name."""

DEEPEST: Final = 5
MOST_NODES: Final = 10_000
"""Flows beyond this depth or size are not put in: the call passes them by, and it is reported."""


def subflows(flow: Flow) -> frozenset[str]:
    """The flows that a document leads into."""
    return frozenset(node.flow for node in flow.nodes.values() if isinstance(node, SubflowNode))


def inline(flow: Flow, flows: Mapping[str, Flow]) -> Flow:
    """The flow with those in it that it leads into, as they are in `flows` by id. What leads in and out then just passes a call on."""
    if not subflows(flow):
        return flow
    nodes: dict[str, AnyNode] = {}
    _put(nodes, flow, flows, "", None, DEEPEST)
    return replace(flow, nodes=nodes)


def _put(
    nodes: dict[str, AnyNode],
    flow: Flow,
    flows: Mapping[str, Flow],
    prefix: str,
    back: str | None,
    depth: int,
) -> None:
    for node_id, node in flow.nodes.items():
        place = f"{prefix}{node_id}"
        placed = retargeted(node, lambda target: f"{prefix}{target}")
        within = flows.get(placed.flow) if isinstance(placed, SubflowNode) else None
        if isinstance(placed, ReturnNode) and back is not None:
            nodes[place] = _passes_to(back, placed)
        elif isinstance(placed, SubflowNode) and within and depth > 0 and len(nodes) < MOST_NODES:
            nodes[place] = _passes_to(f"{place}{INSIDE}{within.start}", placed)
            _put(nodes, within, flows, f"{place}{INSIDE}", placed.next, depth - 1)
        else:
            nodes[place] = placed


def _passes_to(target: str, node: AnyNode) -> SetNode:
    return SetNode(note=node.note, variables={}, next=target)


def retargeted(node: AnyNode, to: Callable[[str], str]) -> AnyNode:
    """The same node with all its ways leading where `to` says."""
    match node:
        case AnswerNode() | SayNode() | SetNode() | VoicemailNode() | SubflowNode():
            return replace(node, next=to(node.next))
        case HoursNode():
            return replace(node, open=to(node.open), closed=to(node.closed))
        case MenuNode():
            keys = {key: to(target) for key, target in node.keys.items()}
            return replace(node, keys=keys, default=to(node.default))
        case CollectNode():
            zero = None if node.on_zero is None else to(node.on_zero)
            return replace(node, next=to(node.next), default=to(node.default), on_zero=zero)
        case LookUpNode() | QueryNode():
            found, not_found, failed = to(node.found), to(node.not_found), to(node.failed)
            return replace(node, found=found, not_found=not_found, failed=failed)
        case BranchNode():
            ways = tuple(replace(way, next=to(way.next)) for way in node.ways)
            return replace(node, ways=ways, otherwise=to(node.otherwise))
        case SplitNode():
            return replace(node, shares=tuple(replace(each, next=to(each.next)) for each in node.shares))
        case QueueNode():
            names = ("on_nobody", "on_full", "on_timeout", "after")
            ways_on: dict[str, str | None] = {name: getattr(node, name) for name in names}
            return replace(node, **{way: to(target) for way, target in ways_on.items() if target is not None})
        case TransferNode() | SendNode() | IntroduceNode() | CallbackNode() | SurveyNode() | TimesNode():
            return replace(node, **{way: to(target) for way, target in ways_of(node).items()})
        case ReturnNode() | HangUpNode():
            return node
