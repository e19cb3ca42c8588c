"""Flows that travel: a document may name queues, calendars, skills, flows and agents in words; a workspace has ids for them."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from ringwell.flows.act_nodes import CallbackNode, TransferNode
from ringwell.flows.messages import SkillLevel
from ringwell.flows.model import (
    ABOUT_QUEUES,
    AnyNode,
    BranchNode,
    BranchWay,
    Condition,
    Flow,
    HoursNode,
    QueueNode,
    SubflowNode,
)


class Names(msgspec.Struct, frozen=True):
    """Ids by name. A name that is missing is kept as it is, and validation will tell that it is unknown."""

    queues: Mapping[str, str]
    calendars: Mapping[str, str]
    skills: Mapping[str, str]
    flows: Mapping[str, str] = {}
    agents: Mapping[str, str] = {}
    segments: Mapping[str, str] = {}


def bind(flow: Flow, names: Names) -> Flow:
    """The same flow with a workspace's ids in the place of names."""
    return replace(flow, nodes={node_id: _bound(node, names) for node_id, node in flow.nodes.items()})


def _bound(node: AnyNode, names: Names) -> AnyNode:
    match node:
        case QueueNode():
            skills = tuple(SkillLevel(names.skills.get(s.skill, s.skill), s.level) for s in node.skills)
            return replace(node, queue=names.queues.get(node.queue, node.queue), skills=skills)
        case CallbackNode():
            return replace(node, queue=names.queues.get(node.queue, node.queue))
        case HoursNode():
            return replace(node, calendar=names.calendars.get(node.calendar, node.calendar))
        case SubflowNode():
            return replace(node, flow=names.flows.get(node.flow, node.flow))
        case TransferNode(agent=str() as agent):
            return replace(node, agent=names.agents.get(agent, agent))
        case BranchNode():
            return replace(node, ways=tuple(_bound_way(way, names) for way in node.ways))
        case _:
            return node


def _bound_way(way: BranchWay, names: Names) -> BranchWay:
    return replace(way, when=tuple(_bound_condition(each, names) for each in way.when))


def _bound_condition(condition: Condition, names: Names) -> Condition:
    if condition.fact == "segment" and isinstance(condition.value, str):
        return replace(condition, value=names.segments.get(condition.value, condition.value))
    if condition.fact not in ABOUT_QUEUES or condition.of is None:
        return condition
    return replace(condition, of=names.queues.get(condition.of, condition.of))
