"""Makes the demo workspace, or what is missing of it: never anything twice, and only ever in demo mode."""

from collections.abc import Callable
from typing import Final

import msgspec

from ringwell.access.model import NewUser, Role
from ringwell.agents.model import Disposition
from ringwell.flows.bind import Names
from ringwell.journeys.config import ConfigEntity, ConfigKind, FlowHead, HoursCalendar, Skill
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.projects.model import Client, Number, Project, Trunk
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import CallbackPlan, Queue
from ringwell.runtime.demo import cast
from ringwell.runtime.demo.documents import (
    FLOW_OF_NUMBER,
    LANGUAGE_OF_NUMBER,
    bound_demo_flow,
    demo_calendars,
    demo_flows,
)
from ringwell.runtime.first_start import add_reasons
from ringwell.runtime.stores import Stores

DEMO_TRUNK: Final = "main"
DEMO_TRUNK_ADDRESS: Final = "127.0.0.2"
CALLBACK: Final = CallbackPlan(pause_s=60, keeps_s=3600)
"""What a newcomer sees of it is seen soon: tried again after a minute, and no page of a caller is open for long."""
FOLLOW_UP_AFTER_S: Final = 5

_NAME_FIELDS: Final[dict[ConfigKind, str]] = {"numbers": "number", "dispositions": "code"}
_PREFIXES: Final[dict[ConfigKind, str]] = {
    "skills": kinds.SKILL,
    "clients": kinds.CLIENT,
    "projects": kinds.PROJECT,
    "queues": kinds.QUEUE,
    "hours": kinds.HOURS,
    "flows": kinds.FLOW,
    "numbers": kinds.NUMBER,
    "dispositions": kinds.DISPOSITION,
    "trunks": kinds.TRUNK,
}


class _Seeder:
    """Makes things by name and remembers their ids."""

    def __init__(self, stores: Stores, workspace_id: str) -> None:
        self.stores = stores
        self.workspace_id = workspace_id
        self.ids: dict[ConfigKind, dict[str, str]] = {}

    async def know(self) -> None:
        """Learn what is there already."""
        for kind in _PREFIXES:
            field = _NAME_FIELDS.get(kind, "name")
            things = await self.stores.config.all_of(self.workspace_id, kind)
            key = _key_field(kind)
            self.ids[kind] = {
                str(getattr(each.entity, field)): str(getattr(each.entity, key)) for each in things
            }

    async def ensure(self, kind: ConfigKind, name: str, make: Callable[[str], ConfigEntity]) -> bool:
        """Make it under a new id, unless it is there; whether it was made."""
        if name in self.ids[kind]:
            return False
        thing = self.stores.ids.new(_PREFIXES[kind])
        await self.stores.config.create(self.workspace_id, make(thing), SYSTEM)
        self.ids[kind][name] = thing
        return True


async def seed_demo(stores: Stores) -> str:
    """The id of the demo workspace, which is whole when this returns."""
    known = await stores.workspaces.by_slug(cast.SLUG)
    workspace_id = (
        known.workspace_id
        if known
        else await stores.workspaces.create(cast.SLUG, cast.NAME, WorkspaceSettings())
    )
    seeder = _Seeder(stores, workspace_id)
    await seeder.know()
    await _clients_and_skills(seeder)
    await _queues(seeder)
    await _flows(seeder)
    await _numbers(seeder)
    await _dispositions(seeder)
    await add_reasons(stores, workspace_id)
    await _people(seeder)
    return workspace_id


async def _clients_and_skills(seeder: _Seeder) -> None:
    for name in cast.SKILLS:
        await seeder.ensure("skills", name, lambda thing, name=name: Skill(skill_id=thing, name=name))
    for name in cast.CLIENTS:
        await seeder.ensure("clients", name, lambda thing, name=name: Client(client_id=thing, name=name))
    for name, client in cast.PROJECTS.items():
        client_id = seeder.ids["clients"][client]
        await seeder.ensure(
            "projects",
            name,
            lambda thing, name=name, client_id=client_id: Project(
                project_id=thing,
                client_id=client_id,
                name=name,
                greetings=dict(cast.GREETINGS[name]),
                form=cast.FORMS.get(name, ()),
            ),
        )


async def _queues(seeder: _Seeder) -> None:
    for code, demo in cast.QUEUES.items():
        needs = (SkillNeed(seeder.ids["skills"][demo.skill]),)
        project_id = seeder.ids["projects"][demo.project]
        queue = Queue(
            queue_id="",
            name=code.capitalize(),
            project_id=project_id,
            needs=needs,
            target_s=demo.target_s,
            callback=CALLBACK if demo.calls_back else None,
            follow_up_after_s=FOLLOW_UP_AFTER_S if demo.calls_back else None,
        )
        await seeder.ensure(
            "queues", queue.name, lambda thing, queue=queue: msgspec.structs.replace(queue, queue_id=thing)
        )


async def _flows(seeder: _Seeder) -> None:
    for name, calendar in demo_calendars().items():
        document = msgspec.to_builtins(calendar)
        await seeder.ensure(
            "hours",
            name,
            lambda thing, name=name, document=document: HoursCalendar(
                hours_id=thing, name=name, document=document
            ),
        )
    names = Names(
        queues={code: seeder.ids["queues"][code.capitalize()] for code in cast.QUEUES},
        calendars=seeder.ids["hours"],
        skills={name.casefold(): thing for name, thing in seeder.ids["skills"].items()},
    )
    for code, flow in demo_flows().items():
        name = flow.name or code
        await seeder.ensure("flows", name, lambda thing, name=name: FlowHead(flow_id=thing, name=name))
        flow_id = seeder.ids["flows"][name]
        if not await seeder.stores.config.flow_versions(seeder.workspace_id, flow_id):
            document = bound_demo_flow(code, names)
            await seeder.stores.config.publish_flow(seeder.workspace_id, flow_id, document, SYSTEM)


async def _numbers(seeder: _Seeder) -> None:
    flows = demo_flows()
    for text, demo in cast.NUMBERS.items():
        code = FLOW_OF_NUMBER[text]
        fallback = demo.fallback_queue
        number = Number(
            number_id="",
            number=text,
            project_id=seeder.ids["projects"][demo.project],
            flow_id=seeder.ids["flows"][flows[code].name or code],
            language=LANGUAGE_OF_NUMBER[text],
            fallback_queue_id=seeder.ids["queues"][fallback.capitalize()] if fallback else None,
            demo=True,
        )
        await seeder.ensure(
            "numbers", text, lambda thing, number=number: msgspec.structs.replace(number, number_id=thing)
        )
    await seeder.ensure(
        "trunks",
        DEMO_TRUNK,
        lambda thing: Trunk(trunk_id=thing, name=DEMO_TRUNK, addresses=(DEMO_TRUNK_ADDRESS,), demo=True),
    )


async def _dispositions(seeder: _Seeder) -> None:
    for code, demo in cast.DISPOSITIONS.items():
        project_id = seeder.ids["projects"][demo.project] if demo.project else None
        await seeder.ensure(
            "dispositions",
            code,
            lambda thing, code=code, demo=demo, project_id=project_id: Disposition(
                disposition_id=thing,
                code=code,
                name=demo.name,
                project_id=project_id,
                effective=demo.effective,
            ),
        )


async def _people(seeder: _Seeder) -> None:
    known = {user.sign_in for user in await seeder.stores.users.all(seeder.workspace_id)}
    password_hash = await seeder.stores.passwords.hash(cast.PASSWORD)
    for user in _cast(seeder, password_hash):
        if user.sign_in not in known:
            await seeder.stores.users.create(seeder.workspace_id, user, SYSTEM)


def _cast(seeder: _Seeder, password_hash: str) -> list[NewUser]:
    def person(sign_in: str, name: str, *roles: Role) -> NewUser:
        return NewUser(sign_in=sign_in, name=name, roles=roles, password_hash=password_hash, language="en")

    people = [
        person("admin", "Ada Admin", "administrator"),
        person("supervisor", "Simon Supervisor", "supervisor"),
    ]
    for number, demo in enumerate(cast.AGENTS, start=1):
        skills = {seeder.ids["skills"][skill]: level for skill, level in demo.skills.items()}
        agent = person(f"agent{number}", demo.name, "agent")
        people.append(msgspec.structs.replace(agent, skills=skills, language=demo.language))
    return people


def _key_field(kind: ConfigKind) -> str:
    return {"hours": "hours_id"}.get(kind, f"{kind.removesuffix('s')}_id")
