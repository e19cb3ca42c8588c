"""The configuration that a workspace's live calls run on, as one frozen document of one version."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

import msgspec

from ringwell.agents.model import AgentProfile, Disposition, NotReadyReason, Site, Team
from ringwell.customers.segments import CallerSegment
from ringwell.flows.announcements import Announcement
from ringwell.flows.own_prompts import OwnPrompt
from ringwell.kernel.settings import Limits, WorkspaceSettings
from ringwell.kpis.definitions import Thresholds
from ringwell.projects.blocks import Block
from ringwell.projects.model import Client, Number, Project, Trunk
from ringwell.projects.owners import Owner
from ringwell.routing.model import BackupGroup, Queue, traits_of
from ringwell.routing.policies import (
    FCFS_ALIS,
    CostRate,
    FastestFirst,
    Policy,
    Rates,
    Ratio,
    mixed,
    shares_of,
)
from ringwell.routing.rules import Traits


class FlowVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A published flow: `document` is what flows.model parses. A version below zero is a draft that is tried out."""

    flow_id: str
    version: int
    name: str
    document: dict[str, object]
    published_by: str | None = None
    published_at: datetime | None = None


class FlowTrial(msgspec.Struct, frozen=True, kw_only=True):
    """A draft that can be called by a number of its own until it expires."""

    number: str
    flow: FlowVersion
    language: str
    expires_at: datetime


class HoursCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """Opening hours: `document` is what flows.hours parses."""

    hours_id: str
    name: str
    document: dict[str, object]


class Skill(msgspec.Struct, frozen=True, kw_only=True):
    skill_id: str
    name: str


class FlowHead(msgspec.Struct, frozen=True, kw_only=True):
    """A flow without its documents. `published` is the newest version's number, 0 before the first."""

    flow_id: str
    name: str
    published: int = 0


ConfigEntity = (
    Skill
    | Team
    | Site
    | BackupGroup
    | Client
    | Project
    | Queue
    | Number
    | HoursCalendar
    | Disposition
    | NotReadyReason
    | Trunk
    | FlowHead
    | Owner
    | OwnPrompt
    | CallerSegment
)
ConfigKind = Literal[
    "skills",
    "teams",
    "sites",
    "groups",
    "clients",
    "projects",
    "queues",
    "numbers",
    "hours",
    "dispositions",
    "reasons",
    "trunks",
    "flows",
    "owners",
    "prompts",
    "segments",
]
"""What administrators edit, by the names of the API's paths. Users are apart: access/ports.py."""


class Versioned(msgspec.Struct, frozen=True):
    """A thing of the configuration and its version, for If-Match."""

    entity: ConfigEntity
    version: int


class WorkspaceConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the brain needs of one workspace, keyed by id; trials by their number. `version` grows with each change.
    `overseers` are the users who may be in on calls, `blocks` the callers who are not put through,
    `announcements` what callers are told for a while, some of it perhaps over."""

    workspace_id: str
    version: int
    name: str
    slug: str
    settings: WorkspaceSettings = WorkspaceSettings()
    clients: dict[str, Client] = {}
    projects: dict[str, Project] = {}
    numbers: dict[str, Number] = {}
    flows: dict[str, FlowVersion] = {}
    hours: dict[str, HoursCalendar] = {}
    queues: dict[str, Queue] = {}
    skills: dict[str, Skill] = {}
    teams: dict[str, Team] = {}
    sites: dict[str, Site] = {}
    groups: dict[str, BackupGroup] = {}
    agents: dict[str, AgentProfile] = {}
    reasons: dict[str, NotReadyReason] = {}
    dispositions: dict[str, Disposition] = {}
    trunks: dict[str, Trunk] = {}
    owners: dict[str, Owner] = {}
    prompts: dict[str, OwnPrompt] = {}
    segments: dict[str, CallerSegment] = {}
    trials: dict[str, FlowTrial] = {}
    blocks: tuple[Block, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    overseers: frozenset[str] = frozenset()


def traits_in(config: WorkspaceConfig, closed_sites: Collection[str] = ()) -> dict[str, Traits]:
    """What routing knows each agent by; agents who are alike have the very same. At `closed_sites` it is not working time."""
    groups, alike = tuple(config.groups.values()), dict[Traits, Traits]()
    known = dict[str, Traits]()
    for agent_id, profile in config.agents.items():
        traits = traits_of(agent_id, profile, groups, off_hours=profile.site_id in closed_sites)
        known[agent_id] = alike.setdefault(traits, traits)
    return known


def limits_in(config: WorkspaceConfig, agent_id: str) -> Limits:
    """What protects this agent: its own limits, else its team's, else the workspace's."""
    profile = config.agents.get(agent_id)
    if profile is None:
        return Limits()
    team = config.teams.get(profile.team_id or "")
    return profile.limits or (team.limits if team else None) or config.settings.limits


def thresholds_in(config: WorkspaceConfig, queue_id: str) -> Thresholds:
    """By what a queue's visits are counted; the usual ones for a queue that is no more."""
    queue = config.queues.get(queue_id)
    return Thresholds(queue.target_s * 1000, queue.short_abandon_s * 1000) if queue else Thresholds()


def policy_in(config: WorkspaceConfig, rates: Rates) -> Policy:
    """By what callers and agents are chosen: callers as the workspace says, for queues are compared; agents as each queue says."""
    weights = {queue.queue_id: queue.weight for queue in config.queues.values()}
    fastest = {
        queue.queue_id: FastestFirst(rates, queue.idle_cap_s)
        for queue in config.queues.values()
        if queue.agent_choice == "fastest"
    }
    match config.settings.caller_choice:
        case "oldest":
            return mixed(FCFS_ALIS, fastest)
        case "ratio":
            return mixed(Ratio(shares_of(weights)), fastest)
        case "cost_rate":
            return mixed(CostRate(weights, rates), fastest)
