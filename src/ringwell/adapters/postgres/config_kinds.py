"""How each kind of configuration lies in tables: its columns are the fields of its record, but for the few told here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Column, Table

from ringwell.adapters.postgres.tables import access, facts, setup, speech
from ringwell.adapters.postgres.tables.phone_book import phone_book
from ringwell.agents.model import Answers, Disposition, NotReadyReason, Site, Team
from ringwell.customers.segments import CallerSegment
from ringwell.flows.own_prompts import OwnPrompt
from ringwell.journeys.config import ConfigEntity, ConfigKind, FlowHead, HoursCalendar, Skill
from ringwell.projects.model import Client, Number, Project, Reserve, Trunk
from ringwell.projects.owners import Owner
from ringwell.routing.model import BackupGroup, Queue


class Use(NamedTuple):
    """Rows of a kind that refer to another thing by `column`."""

    kind: str
    column: "Column[Any]"


class Mention(NamedTuple):
    """Rows of a kind that name other things by id within `column`: in an array, or deeper."""

    kind: str
    column: "Column[Any]"


class Kind(NamedTuple):
    """`refers` maps a field to the kind that it refers to; `used_by` and `named_by` are what keeps a thing from being removed. So do published
    flows what is `in_flows`; prompts are not, for what is published goes on saying what it said."""

    record: type[ConfigEntity]
    table: Table
    key: str
    order: str
    refers: Mapping[str, ConfigKind]
    used_by: tuple[Use, ...]
    named_by: tuple[Mention, ...] = ()
    in_flows: bool = False


_ANNOUNCED: Final = Use("announcements", speech.announcements.c.target_id)
"""What callers are told before a thing, while that is on."""

KINDS: Final[Mapping[ConfigKind, Kind]] = {
    "skills": Kind(
        Skill,
        setup.skills,
        "skill_id",
        "name",
        {},
        (Use("queues", setup.queue_needs.c.skill_id), Use("users", access.agent_skills.c.skill_id)),
        (Mention("teams", setup.teams.c.answers),),
        in_flows=True,
    ),
    "teams": Kind(
        Team,
        setup.teams,
        "team_id",
        "name",
        {},
        (Use("users", access.agents.c.team_id), Use("phone_book", phone_book.c.team_id)),
        (
            Mention("groups", setup.backup_groups.c.team_ids),
            Mention("queues", setup.queues.c.teams),
            Mention("queues", setup.queues.c.rings),
        ),
    ),
    "sites": Kind(
        Site,
        setup.sites,
        "site_id",
        "name",
        {"hours_id": "hours"},
        (Use("users", access.agents.c.site_id),),
        (Mention("queues", setup.queues.c.sites), Mention("queues", setup.queues.c.rings)),
    ),
    "groups": Kind(
        BackupGroup,
        setup.backup_groups,
        "group_id",
        "name",
        {},
        (),
        (Mention("queues", setup.queues.c.rings),),
    ),
    "clients": Kind(
        Client, setup.clients, "client_id", "name", {}, (Use("projects", setup.projects.c.client_id),)
    ),
    "projects": Kind(
        Project,
        setup.projects,
        "project_id",
        "name",
        {"client_id": "clients", "owner_prompt_id": "prompts", "whisper_prompt_id": "prompts"},
        (
            Use("queues", setup.queues.c.project_id),
            Use("numbers", setup.numbers.c.project_id),
            Use("dispositions", setup.dispositions.c.project_id),
            Use("users", access.agent_projects.c.project_id),
            Use("owners", setup.owners.c.project_id),
            _ANNOUNCED,
        ),
        (Mention("queues", setup.queues.c.rings), Mention("teams", setup.teams.c.answers)),
    ),
    "queues": Kind(
        Queue,
        setup.queues,
        "queue_id",
        "name",
        {"project_id": "projects"},
        (
            Use("numbers", setup.numbers.c.fallback_queue_id),
            # Who waits there, and who is to be called back.
            Use("interactions", facts.queue_visits.c.queue_id),
            Use("phone_book", phone_book.c.queue_id),
            _ANNOUNCED,
        ),
        in_flows=True,
    ),
    "numbers": Kind(
        Number,
        setup.numbers,
        "number_id",
        "number",
        {
            "project_id": "projects",
            "flow_id": "flows",
            "fallback_queue_id": "queues",
            "trunk_id": "trunks",
        },
        (_ANNOUNCED,),
    ),
    "hours": Kind(
        HoursCalendar,
        setup.hours,
        "hours_id",
        "name",
        {},
        (Use("sites", setup.sites.c.hours_id), Use("owners", setup.owners.c.hours_id)),
        (Mention("projects", setup.projects.c.reserve), Mention("queues", setup.queues.c.callback)),
        in_flows=True,
    ),
    "dispositions": Kind(
        Disposition, setup.dispositions, "disposition_id", "code", {"project_id": "projects"}, ()
    ),
    "reasons": Kind(NotReadyReason, setup.not_ready_reasons, "reason_id", "code", {}, ()),
    "trunks": Kind(Trunk, setup.trunks, "trunk_id", "name", {}, (Use("numbers", setup.numbers.c.trunk_id),)),
    "flows": Kind(
        FlowHead,
        setup.flows,
        "flow_id",
        "name",
        {},
        (Use("numbers", setup.numbers.c.flow_id), _ANNOUNCED),
        in_flows=True,
    ),
    "prompts": Kind(
        OwnPrompt,
        speech.prompts,
        "prompt_id",
        "name",
        {},
        (
            Use("projects", setup.projects.c.owner_prompt_id),
            Use("projects", setup.projects.c.whisper_prompt_id),
        ),
    ),
    "segments": Kind(
        CallerSegment,
        setup.caller_segments,
        "caller_segment_id",
        "place",
        {},
        # A list cannot be read again, so it could not be brought back with its segment.
        (Use("segments", setup.segment_numbers.c.caller_segment_id),),
        in_flows=True,
    ),
    "owners": Kind(
        Owner, setup.owners, "owner_id", "place", {"project_id": "projects", "hours_id": "hours"}, ()
    ),
}


def kind_of(entity: ConfigEntity) -> ConfigKind:
    """The kind that a record belongs to."""
    return next(name for name, kind in KINDS.items() if kind.record is type(entity))


def named_in(entity: ConfigEntity) -> Iterator[tuple[ConfigKind | Literal["agents"], Sequence[str]]]:
    """What a thing names besides the fields of `Kind.refers`: ids by kind."""
    match entity:
        case BackupGroup():
            yield "agents", entity.agent_ids
            yield "teams", entity.team_ids
        case Team(answers=Answers() as answers):
            yield "projects", answers.project_ids
            yield "skills", answers.skill_ids
        case Project(reserve=Reserve(hours_id=str() as hours_id)):
            yield "hours", (hours_id,)
        case Queue():
            for ring in entity.rules.rings:
                yield "teams", ring.teams
                yield "sites", ring.sites
                yield "groups", ring.groups
                yield "projects", ring.lenders
            if entity.callback is not None and entity.callback.hours_id is not None:
                yield "hours", (entity.callback.hours_id,)
        case _:
            pass
