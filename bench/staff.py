"""Agents at telephones that SIPp answers, in queues of their own and without pages: as many as a benchmark needs."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import ClientSession

from bench.phones import switch_at
from bench.site import Site
from ringwell.access.model import NewUser, User
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.adapters.asterisk.switch_config import LOOPBACK
from ringwell.adapters.web.door_client import DoorClient
from ringwell.journeys.commands import SetPresence
from ringwell.journeys.config import FlowHead, Skill
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.projects.model import Number, Project
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import Queue
from ringwell.runtime.brains import LeasedBrains
from tests.support.polling import until_awaited
from tests.support.sip import Address, Phone

SIGNED_IN_S = 7200
"""For how long the phones sign in; they do so once."""
KNOWN_S = 60.0
FIRST_NUMBER = 2000


@dataclass(frozen=True)
class Staff:
    """Who answers which number; all are agents of the demo's workspace."""

    by_number: Mapping[str, Sequence[User]]

    @property
    def everybody(self) -> list[User]:
        return [user for users in self.by_number.values() for user in users]


def numbers_of(count: int) -> list[str]:
    return [str(FIRST_NUMBER + each) for each in range(count)]


def lines_of(queues: int, each_in: int) -> dict[str, Sequence[str]]:
    """The numbers that the members of each number serve: its own, and those that come next."""
    numbers = numbers_of(queues)
    return {
        number: [numbers[(place + step) % queues] for step in range(each_in)]
        for place, number in enumerate(numbers)
    }


async def employ(site: Site, queues: int, members: int, each_in: int) -> Staff:
    """So many queues, each with its number, its skill and so many agents who have it, and the skills of the next ones so that each is in as
    many as told; calls leave them no wrap-up. Their phones are not signed in yet."""
    projects = await site.stores.config.all_of(site.workspace_id, "projects")
    project = next(each.entity for each in projects if isinstance(each.entity, Project))
    lines = lines_of(queues, each_in)
    skills = {number: await _line(site, number, project.project_id) for number in lines}
    staff: dict[str, Sequence[User]] = {}
    for number, served in lines.items():
        people = (
            NewUser(
                sign_in=f"a{number}-{n}",
                name=f"Agent {number}-{n}",
                roles=("agent",),
                skills={skills[each]: 5 for each in served},
                phone_kind="desk",
            )
            for n in range(members)
        )
        staff[number] = [await site.stores.users.create(site.workspace_id, each, SYSTEM) for each in people]
    await site.tell_brain()
    return Staff(staff)


async def _line(site: Site, number: str, project_id: str) -> str:
    """A number whose callers go straight to a queue; the skill that this needs."""
    new, config, workspace_id = site.stores.ids.new, site.stores.config, site.workspace_id
    skill = Skill(skill_id=new(kinds.SKILL), name=f"Skill {number}")
    queue = Queue(
        queue_id=new(kinds.QUEUE),
        name=f"Queue {number}",
        project_id=project_id,
        needs=(SkillNeed(skill.skill_id),),
        wrap_up_s=0,
    )
    flow = FlowHead(flow_id=new(kinds.FLOW), name=f"Flow {number}")
    await config.create(workspace_id, skill, SYSTEM)
    await config.create(workspace_id, queue, SYSTEM)
    await config.create(workspace_id, flow, SYSTEM)
    await config.publish_flow(workspace_id, flow.flow_id, _straight_to(number, queue.queue_id), SYSTEM)
    served = Number(
        number_id=new(kinds.NUMBER),
        number=number,
        project_id=project_id,
        flow_id=flow.flow_id,
        language="en",
        fallback_queue_id=queue.queue_id,
        demo=True,
    )
    await config.create(workspace_id, served, SYSTEM)
    return skill.skill_id


def _straight_to(number: str, queue_id: str) -> dict[str, object]:
    nodes = {"answer": {"type": "answer", "next": "wait"}, "wait": {"type": "queue", "queue": queue_id}}
    return {
        "format": 1,
        "id": f"bench-{number}",
        "name": f"Flow {number}",
        "language": "en",
        "start": "answer",
        "nodes": nodes,
    }


async def all_ready(site: Site, staff: Staff) -> None:
    """Every agent is ready, as the brain has acknowledged."""
    async with ClientSession() as http:
        brains = LeasedBrains(site.stores.leases, site.stores.workspaces)
        door = DoorClient(http, brains, site.installation.secrets.door_key)

        async def ready(user: User) -> bool:
            command = SetPresence(agent_id=user.agent_id or "", presence="ready")
            return await door.command(site.workspace_id, SYSTEM, command, site.stores.ids.new("cmd")) is None

        for user in staff.everybody:
            await until_awaited(lambda user=user: ready(user), KNOWN_S)


async def sign_in(address: AriAddress, sip: Address, endpoints: Sequence[str], port: int) -> None:
    """Make desk phones at this switch, and sign all of them in from one port, which then is whoever's will answer there."""
    loop = asyncio.get_running_loop()
    async with switch_at(address) as ari:
        phones = AsteriskPhones(ari, domain=LOOPBACK)
        _, phone = await loop.create_datagram_endpoint(
            lambda: Phone(LOOPBACK, sip, ""), local_addr=(LOOPBACK, port)
        )
        try:
            for phone.user in endpoints:
                account = await phones.provision_desk_phone(phone.user)
                await until_awaited(lambda password=account.password: _signs_in(phone, password), KNOWN_S)
        finally:
            phone.close()


async def _signs_in(phone: Phone, password: str) -> bool:
    """A switch that is busy with what is being made may be slow to answer."""
    try:
        return await phone.register(password, SIGNED_IN_S) == 200
    except TimeoutError:
        return False
