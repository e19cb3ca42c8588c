"""Flows that travel: a document may name queues, calendars and skills in words; a workspace has ids for them."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from ringwell.flows.messages import SkillLevel
from ringwell.flows.model import AnyNode, Flow, HoursNode, QueueNode


class Names(msgspec.Struct, frozen=True):
    """Ids by name. A name that is missing is kept as it is, and validation will tell that it is unknown."""

    queues: Mapping[str, str]
    calendars: Mapping[str, str]
    skills: Mapping[str, str]


def bind(flow: Flow, names: Names) -> Flow:
    """The same flow with a workspace's ids in the place of names."""
    return replace(flow, nodes={node_id: _bound(node, names) for node_id, node in flow.nodes.items()})


def _bound(node: AnyNode, names: Names) -> AnyNode:
    match node:
        case QueueNode():
            skills = tuple(SkillLevel(names.skills.get(s.skill, s.skill), s.level) for s in node.skills)
            return replace(node, queue=names.queues.get(node.queue, node.queue), skills=skills)
        case HoursNode():
            return replace(node, calendar=names.calendars.get(node.calendar, node.calendar))
        case _:
            return node
