"""A whole server of a benchmark's own, with as many agents as it needs at their desks."""

import asyncio
import itertools
import tempfile
import uuid
from collections.abc import AsyncGenerator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from aiohttp import ClientSession, ClientWebSocketResponse

from bench.media import Studio
from bench.phones import BenchPhone, registered_phones
from ringwell.access.model import NewUser, Role, User
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.web.identity import cookie_name
from ringwell.adapters.web.live import Delta, Put, ServerFrame, Snapshot
from ringwell.journeys.config import Skill
from ringwell.kernel.events import SYSTEM
from ringwell.routing.model import Queue
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.demo import cast
from ringwell.runtime.installation import Installation, open_installation
from ringwell.runtime.stores import Stores, open_stores
from tests.support.installation import Server, server_on
from tests.support.sip import Address

RTP_PORTS = 1400
START_S = 120
CALLERS = 1000
"""The admission limit: far above what is measured."""


class _Me(msgspec.Struct):
    activity: str
    presence: str
    phone: bool
    interaction_id: str | None


_frames = msgspec.json.Decoder(ServerFrame)
_me = msgspec.json.Decoder(_Me)


@dataclass(eq=False)
class Desk:
    """A signed-in page's live socket that knows how its agent is."""

    agent_id: str
    socket: ClientWebSocketResponse
    me: _Me | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def set_presence(self, presence: str) -> None:
        """As the desk's button does; the answer is not waited for."""
        await self._command({"type": "set_presence", "presence": presence})

    async def hang_up(self) -> None:
        """End the agent's call and wait until the agent is free."""
        assert self.me is not None
        assert self.me.interaction_id is not None
        await self._command({"type": "hang_up", "interaction_id": self.me.interaction_id})
        await self.until("idle", seconds=30)

    async def _command(self, command: dict[str, str]) -> None:
        frame = {
            "type": "command",
            "id": str(uuid.uuid4()),
            "command": {**command, "agent_id": self.agent_id},
        }
        await self.socket.send_str(msgspec.json.encode(frame).decode())

    async def follow(self) -> None:
        """Hear the frames until the socket is closed."""
        async for message in self.socket:
            match _frames.decode(message.data):
                case Snapshot(collections=collections) if collections.get("me"):
                    self._see(next(iter(collections["me"].values())))
                case Delta(changes=changes):
                    for change in changes:
                        if isinstance(change, Put) and change.collection == "me":
                            self._see(change.value)
                case _:
                    pass

    def _see(self, value: msgspec.Raw) -> None:
        self.me = _me.decode(value)
        self.changed.set()

    async def until(self, *activities: str, seconds: float = 10.0) -> None:
        """Until the agent is shown in one of these activities, with a phone."""
        async with asyncio.timeout(seconds):
            while self.me is None or self.me.activity not in activities or not self.me.phone:
                self.changed.clear()
                await self.changed.wait()


@dataclass(frozen=True)
class Agent:
    """An agent at a desk with a SIP telephone."""

    user: User
    desk: Desk
    phone: BenchPhone


@dataclass
class Site:
    """A running server and what a benchmark does with it."""

    server: Server
    installation: Installation
    stores: Stores
    workspace_id: str
    studio: Studio
    _stack: AsyncExitStack
    _tasks: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    @property
    def sip(self) -> Address:
        settings = self.installation.settings
        return settings.sip_host, settings.sip_port

    @property
    def ari(self) -> AriAddress:
        known = self.installation.credentials()
        return AriAddress(url=self.installation.ari_url, user=known.ari_user, password=known.ari_password)

    def brain(self) -> int:
        """Its process id."""
        found = self.server.child("brain")
        assert found is not None
        return found.pid

    async def page_of(self, user: User) -> ClientSession:
        """A browser in which this person is signed in."""
        token, _ = await self.stores.sessions.start(self.workspace_id, user.user_id, 3600)
        headers = {"Origin": self.server.url, "X-Requested-With": "ringwell"}
        session = ClientSession(
            self.server.url, headers=headers, cookies={cookie_name(self.server.url, tls=False): token}
        )
        return await self._stack.enter_async_context(session)

    async def live(self, user: User, topic: str) -> ClientWebSocketResponse:
        """This person's live socket, subscribed to a topic."""
        page = await self.page_of(user)
        socket = await page.ws_connect("/api/v1/live", max_msg_size=0)
        await socket.send_json({"type": "subscribe", "topic": topic})
        return socket

    async def person(self, sign_in: str) -> User:
        users = await self.stores.users.all(self.workspace_id)
        return next(user for user in users if user.sign_in == sign_in)

    async def add_people(self, count: int, role: Role) -> list[User]:
        """Agents have the skill that number 1001 needs."""
        skills = await self.stores.config.all_of(self.workspace_id, "skills")
        orders = {
            s.entity.skill_id: 5 for s in skills if isinstance(s.entity, Skill) and s.entity.name == "Orders"
        }
        people = [
            NewUser(
                sign_in=f"bench-{role}{n}",
                name=f"Bench {n}",
                roles=(role,),
                skills=orders if role == "agent" else {},
            )
            for n in range(count)
        ]
        return [await self.stores.users.create(self.workspace_id, person, SYSTEM) for person in people]

    async def add_agents(self, count: int) -> list[Agent]:
        """Agents of number 1001 at their desks, not ready, their phones registered; calls leave them no wrap-up."""
        users = await self.add_people(count, "agent")
        await self._no_wrap_up()
        await self.tell_brain()
        endpoints = [user.endpoint or "" for user in users]
        phones = await registered_phones(self.ari, self.sip, endpoints, self.studio)
        agents = [
            Agent(user, await self._desk(user), phone) for user, phone in zip(users, phones, strict=True)
        ]
        for agent in agents:
            self._stack.callback(agent.phone.close)
            await agent.desk.set_presence("not_ready")
            await agent.desk.until("idle")
        return agents

    async def tell_brain(self) -> None:
        """Change the workspace over the API, so that the brain reads all of it anew."""
        page = await self.page_of(await self.person("admin"))
        async with page.get("/api/v1/settings") as answer:
            seen = {"If-Match": answer.headers["ETag"]}
        async with page.patch("/api/v1/settings", json={"max_calls": CALLERS}, headers=seen) as answer:
            assert answer.status == 200, await answer.text()

    async def _no_wrap_up(self) -> None:
        for found in await self.stores.config.all_of(self.workspace_id, "queues"):
            if isinstance(found.entity, Queue):
                await self.stores.config.change(
                    self.workspace_id, "queues", found.entity.queue_id, {"wrap_up_s": 0}, SYSTEM
                )

    async def _desk(self, user: User) -> Desk:
        desk = Desk(user.agent_id or "", await self.live(user, "desk"))
        self.follow(desk.follow())
        return desk

    def follow(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def running_site() -> AsyncGenerator[Site]:
    """A fresh server with the demo workspace, gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="ringwell-bench-") as name,
        Studio() as studio,
        server_on(Path(name), RTP_PORTS, RINGWELL_MAX_CALLS=str(CALLERS), RINGWELL_SPARES="1") as server,
    ):
        await asyncio.to_thread(server.start, within_s=START_S)
        async with AsyncExitStack() as stack:
            installation = open_installation(server.environment)
            stores = open_stores(installation, RandomIds(), name="bench")
            stack.push_async_callback(stores.close)
            workspace = await stores.workspaces.by_slug(cast.SLUG)
            assert workspace is not None
            site = Site(server, installation, stores, workspace.workspace_id, studio, stack)
            stack.push_async_callback(site.close)
            yield site


_numbers = itertools.count(1000)


def caller_number() -> str:
    """A telephone number that no other caller of this run has."""
    return f"+4822444{next(_numbers)}"
