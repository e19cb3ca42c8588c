"""The floor's workspaces of tests, whose menu can be said, and whose callbacks can be asked for by a word."""

from typing import Any

from msgspec.structs import replace

from ringwell.journeys.config import FlowVersion, WorkspaceConfig
from ringwell.projects.model import Trunk
from ringwell.routing.model import CallbackPlan
from tests.support.world import DIRECT, MENU, SHOP

PLAN = CallbackPlan(attempts=2, pause_s=60, ring_s=30)
TRUNK = Trunk(trunk_id="trk_1", name="main", server="sip:127.0.0.2:5090")


def _with(flow: FlowVersion, node_id: str, **fields: object) -> FlowVersion:
    nodes: Any = flow.document["nodes"]
    changed = {**nodes, node_id: {**nodes[node_id], **fields}}
    return replace(flow, document={**flow.document, "nodes": changed})


def spoken_to(config: WorkspaceConfig) -> WorkspaceConfig:
    """The menu of 1000 takes words, too; at 1 it also takes "order"."""
    menu = _with(MENU, "menu", hear="both", said={"1": {"phrases": {"en": ["order"]}}})
    return replace(config, flows={**config.flows, menu.flow_id: menu})


def offered_by_speech(config: WorkspaceConfig) -> WorkspaceConfig:
    """Who has waited at 1001 for 20 s may say that they want to be called back."""
    direct = _with(DIRECT, "shop", callback={"after_seconds": 20, "by_speech": True})
    return replace(
        config,
        queues={**config.queues, SHOP: replace(config.queues[SHOP], callback=PLAN)},
        flows={**config.flows, direct.flow_id: direct},
        trunks={TRUNK.trunk_id: TRUNK},
    )
