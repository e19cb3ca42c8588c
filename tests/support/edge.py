"""An edge that really listens, on a free port, with stores in memory, and a brain's door and a switch that a test plays."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, WSMsgType, web
from starlette.types import ASGIApp

from ringwell.access.model import Role, User, Workspace
from ringwell.adapters.web.app import make_app
from ringwell.adapters.web.door import Door
from ringwell.adapters.web.door_client import DoorClient
from ringwell.adapters.web.edge import Edge, EdgeSettings, Probe
from ringwell.adapters.web.live import Problem, ServerFrame
from ringwell.adapters.web.serve import Listen, make_server
from ringwell.adapters.web.stores import Stores
from ringwell.calls.errors import SwitchDown
from ringwell.calls.ports import PhoneAccount, TrunkStatus
from ringwell.flows.prompts import Prompt, PromptLibrary
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.dealing import WaitingCaller
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion
from ringwell.journeys.targets import Targets
from ringwell.journeys.trunk_spending import TrunkSpent
from ringwell.kernel.events import Actor
from ringwell.kernel.mail import Letter, MailSettings, Outcome
from tests.support.asides import MemoryAsides
from tests.support.call_forms import MemoryCallForms
from tests.support.edge_stores import (
    IDS,
    FakePasswords,
    MemoryAudit,
    MemoryBlocks,
    MemoryCallbackNumbers,
    MemoryConfig,
    MemoryContacts,
    MemoryDrafts,
    MemoryFigures,
    MemoryFollowUps,
    MemoryGuard,
    MemoryIdempotency,
    MemoryInteractions,
    MemoryMailSetup,
    MemoryNotes,
    MemoryOwnerAnswers,
    MemoryPhoneBook,
    MemoryPromises,
    MemoryRecordings,
    MemorySegmentNumbers,
    MemorySessions,
    MemoryStorage,
    MemoryTokens,
    MemoryTraffic,
    MemoryUsers,
    MemoryWorkspaces,
)
from tests.support.jobs import MemoryJobs
from tests.support.memory_texts import MemorySmsSetup, MemoryTextTests
from tests.support.polling import PATIENCE_S
from tests.support.ports import free_tcp_port
from tests.support.shift_checks import MemoryShiftChecks
from tests.support.speech import MemoryAnnouncements, MemorySounds, ToneStudio

DOOR_KEY = "door key"
WELCOME_ONLY = {language: PromptLibrary(frozenset({"welcome"}), {}) for language in ("en", "ru", "pl")}
Json = dict[str, object]
Frame = TypeVar("Frame", bound=msgspec.Struct)


class FakeBrain:
    """A door that a test opens and closes; it remembers what it was asked."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, Actor, AnyPersonCommand, str]] = []
        self.reloaded: list[str] = []
        self.problem: Problem | None = None
        self.probes: list[tuple[str, ProbeQuestion]] = []
        self.probed: ProbeAnswer | None = None
        self.waiting: dict[str, tuple[WaitingCaller, ...]] = {}
        self.spent: dict[str, TrunkSpent] = {}
        self.gate: asyncio.Event | None = None
        self.address: str | None = None
        self.life = 0
        self.door = self._door()

    def _door(self) -> Door:
        self.life += 1
        return Door(
            key=DOOR_KEY,
            epoch=f"life {self.life}",
            on_command=self._on_command,
            on_reload=self._on_reload,
            on_probe=self._on_probe,
            on_waiting=lambda _workspace, agent_id: self.waiting.get(agent_id, ()),
            on_targets=lambda _workspace, _agent: Targets(),
            on_trunk_spent=lambda _workspace, trunk_id: self.spent.get(trunk_id),
            now=lambda: datetime.now(UTC),
        )

    async def _on_command(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, key: str
    ) -> Problem | None:
        self.commands.append((workspace_id, actor, command, key))
        if self.gate is not None:
            await self.gate.wait()
        return self.problem

    async def _on_reload(self, workspace_id: str) -> None:
        self.reloaded.append(workspace_id)

    def _on_probe(self, workspace_id: str, question: ProbeQuestion) -> ProbeAnswer | None:
        self.probes.append((workspace_id, question))
        return self.probed

    async def start(self) -> None:
        self.door = self._door()
        self.address = await self.door.start()

    async def stop(self) -> None:
        self.address = None
        await self.door.stop()


class FakeMailer:
    """Keeps what was to be sent, and says what a test wants of it."""

    def __init__(self) -> None:
        self.letters: list[tuple[MailSettings, Letter]] = []
        self.says = Outcome(verdict="sent")

    async def send(self, settings: MailSettings, letter: Letter) -> Outcome:
        self.letters.append((settings, letter))
        return self.says


class FakeSounds:
    """Every prompt says its own code."""

    def text(self, language: str, prompt: Prompt) -> str | None:
        return f"{prompt.prompt} in {language}"

    def audio(self, language: str, prompt: Prompt) -> bytes:
        return f"RIFF {prompt.prompt} {language}".encode()


class FakeBrains:
    def __init__(self, brain: FakeBrain) -> None:
        self._brain = brain

    async def door(self, workspace_id: str) -> str | None:
        return self._brain.address

    async def doors(self, workspace_ids: Collection[str]) -> dict[str, str]:
        address = self._brain.address
        return {} if address is None else dict.fromkeys(workspace_ids, address)

    async def teller(self) -> str | None:
        return self._brain.address


class FakeTrunks:
    """Every trunk's server answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.said = TrunkStatus(state="reachable")

    async def status(self, endpoint: str, server: str | None, address_of_record: str | None) -> TrunkStatus:
        self.asked.append((endpoint, server, address_of_record))
        return self.said


class FakePhones:
    """Gives accounts, or says that the switch is down."""

    def __init__(self) -> None:
        self.down = False
        self.made: list[str] = []
        self.removed: list[str] = []
        self.waiting: set[str] = set()

    async def provision_agent(self, workspace_id: str, endpoint: str, display_name: str) -> PhoneAccount:
        return self._account(endpoint)

    async def provision_desk_phone(self, endpoint: str) -> PhoneAccount:
        return self._account(endpoint)

    async def provision_try(self, workspace_id: str, lifetime_s: int) -> PhoneAccount:
        return self._account(f"t-{len(self.made)}")

    def waits(self, endpoint: str) -> bool:
        return endpoint in self.waiting

    async def remove(self, endpoint: str) -> None:
        if self.down:
            self.waiting.add(endpoint)
            return
        self.removed.append(endpoint)
        self.made = [each for each in self.made if each != endpoint]

    def _account(self, endpoint: str) -> PhoneAccount:
        if self.down:
            raise SwitchDown
        self.made.append(endpoint)
        return PhoneAccount(endpoint=endpoint, password=f"secret {len(self.made)}", domain="127.0.0.1")


class FakeSwitch:
    """A SIP server's WebSocket: keeps what it hears, says what the test tells it to."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        self.sockets: list[web.WebSocketResponse] = []
        self.answers: Mapping[str, str] = {}
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/ws", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/ws"

    async def stop(self) -> None:
        for socket in self.sockets:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("sip",))
        await socket.prepare(request)
        self.sockets.append(socket)
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            self.heard.put_nowait(message.data)
            for word, answer in self.answers.items():
                if word in message.data:
                    await socket.send_str(answer)
        return socket


@dataclass
class MemoryStores:
    """The stores of one edge; `stores()` is what the edge is given."""

    passwords: FakePasswords = field(default_factory=FakePasswords)
    workspaces: MemoryWorkspaces = field(default_factory=MemoryWorkspaces)
    users: MemoryUsers = field(default_factory=MemoryUsers)
    guard: MemoryGuard = field(default_factory=MemoryGuard)
    audit: MemoryAudit = field(default_factory=MemoryAudit)
    idempotency: MemoryIdempotency = field(default_factory=MemoryIdempotency)
    config: MemoryConfig = field(default_factory=MemoryConfig)
    contacts: MemoryContacts = field(default_factory=MemoryContacts)
    interactions: MemoryInteractions = field(default_factory=MemoryInteractions)
    figures: MemoryFigures = field(default_factory=MemoryFigures)
    storage: MemoryStorage = field(default_factory=MemoryStorage)
    jobs: MemoryJobs = field(default_factory=lambda: MemoryJobs(IDS))

    def __post_init__(self) -> None:
        self.sessions = MemorySessions(self.users)
        self.drafts = MemoryDrafts(self.config)
        self.traffic = MemoryTraffic()
        self.tokens = MemoryTokens(self.users)
        self.notes = MemoryNotes(self.interactions)
        self.call_forms = MemoryCallForms(self.interactions)
        self.promises = MemoryPromises(self.interactions)
        self.mail_setup = MemoryMailSetup()
        self.sms_setup = MemorySmsSetup()
        self.text_tests = MemoryTextTests()
        self.owner_answers = MemoryOwnerAnswers(self.notes)
        self.blocks = MemoryBlocks()
        self.segment_numbers = MemorySegmentNumbers(self.config)
        self.announcements = MemoryAnnouncements()
        self.sounds = MemorySounds()
        self.studio = ToneStudio()
        self.follow_ups = MemoryFollowUps()
        self.phone_book = MemoryPhoneBook()
        self.shift_checks = MemoryShiftChecks()
        self.asides = MemoryAsides(self.interactions)
        self.callback_numbers = MemoryCallbackNumbers(self.contacts)
        self.recordings = MemoryRecordings(self.interactions)

    def stores(self) -> Stores:
        return Stores(
            passwords=self.passwords,
            workspaces=self.workspaces,
            users=self.users,
            sessions=self.sessions,
            tokens=self.tokens,
            guard=self.guard,
            audit=self.audit,
            idempotency=self.idempotency,
            editor=self.config,
            config=self.config,
            contacts=self.contacts,
            notes=self.notes,
            call_forms=self.call_forms,
            promises=self.promises,
            mail_setup=self.mail_setup,
            sms_setup=self.sms_setup,
            text_tests=self.text_tests,
            owner_answers=self.owner_answers,
            blocks=self.blocks,
            segment_numbers=self.segment_numbers,
            announcements=self.announcements,
            sounds=self.sounds,
            follow_ups=self.follow_ups,
            phone_book=self.phone_book,
            asides=self.asides,
            shift_checks=self.shift_checks,
            callback_numbers=self.callback_numbers,
            interactions=self.interactions,
            recordings=self.recordings,
            figures=self.figures,
            storage=self.storage,
            jobs=self.jobs,
            drafts=self.drafts,
            traffic=self.traffic,
        )


@dataclass
class ServedEdge:
    """An edge and what it works with."""

    url: str
    edge: Edge
    brain: FakeBrain
    phones: FakePhones
    switch: FakeSwitch
    parts: dict[str, bool]

    @asynccontextmanager
    async def page(self, token: str) -> AsyncGenerator["Browser"]:
        """A page that holds this session."""
        headers = {"Origin": self.url, "X-Requested-With": "ringwell"}
        async with ClientSession(
            self.url, headers=headers, cookies={self.edge.settings.cookie: token}
        ) as session:
            yield Browser(session, token)

    @asynccontextmanager
    async def program(self, secret: str | None = None) -> AsyncGenerator[ClientSession]:
        """A program with an API token, or a stranger."""
        headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
        async with ClientSession(self.url, headers=headers) as session:
            yield session


@dataclass
class RunningEdge(ServedEdge):
    """An edge on stores in memory."""

    stores: MemoryStores

    def person(self, workspace: Workspace, sign_in: str, *roles: Role) -> User:
        return self.stores.users.add(workspace.workspace_id, sign_in, *roles)

    @asynccontextmanager
    async def browser(self, workspace: Workspace, user: User) -> AsyncGenerator["Browser"]:
        """A page of this person, signed in."""
        token, _ = await self.stores.sessions.start(workspace.workspace_id, user.user_id, 3600)
        async with self.page(token) as browser:
            yield browser


@dataclass
class Browser:
    """A signed-in page."""

    session: ClientSession
    token: str

    async def live(self, *topics: str, query: str = "") -> "LiveSocket":
        socket = LiveSocket(await self.session.ws_connect(f"/api/v1/live{query}"))
        for topic in topics:
            await socket.send({"type": "subscribe", "topic": topic})
        return socket

    async def json(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Json:
        """The body of a request that must succeed; empty for none."""
        async with self.session.request(method, f"/api/v1{path}", json=body, headers=headers) as reply:
            assert reply.status < 300, await reply.text()
            return cast("Json", await reply.json()) if reply.status != 204 else {}


class LiveSocket:
    """A page's live socket, frames decoded."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, frame: object) -> None:
        await self.socket.send_str(msgspec.json.encode(frame).decode())

    async def next(self) -> ServerFrame:
        return msgspec.json.decode(await self.socket.receive_str(timeout=PATIENCE_S), type=ServerFrame)

    async def until(self, kind: type[Frame]) -> Frame:
        """The next frame of a kind; others are passed over."""
        while True:
            frame = await self.next()
            if isinstance(frame, kind):
                return frame

    async def close_code(self) -> int | None:
        """Why the server closed it."""
        while (await self.socket.receive(timeout=PATIENCE_S)).type not in {WSMsgType.CLOSE, WSMsgType.CLOSED}:
            pass
        return self.socket.close_code


async def problem_of(reply: ClientResponse) -> Json:
    """The problem document of a refused request."""
    assert reply.content_type == "application/problem+json", await reply.text()
    return cast("Json", await reply.json())


async def errors_of(reply: ClientResponse) -> set[tuple[object, object]]:
    """Field and code of everything that a refused request names."""
    problem = await problem_of(reply)
    assert (reply.status, problem["code"]) == (422, "invalid")
    return {(each["field"], each["code"]) for each in cast("list[Json]", problem["errors"])}


@asynccontextmanager
async def serving(
    app: ASGIApp, port: int = 0, certificate: tuple[Path, Path] | None = None
) -> AsyncGenerator[str]:
    """Serve an app on a free port until the block ends; its address. `certificate` is the chain's file and the key's."""
    port = port or free_tcp_port()
    chain, key = certificate or (None, None)
    server = make_server(app, Listen(host="127.0.0.1", port=port, certificate=chain, key=key))
    task = asyncio.create_task(server.serve())
    try:
        await asyncio.wait_for(server.listening.wait(), 10)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


async def _left_out() -> Sequence[str]:
    return ["wsp_9"]


def _probe(parts: dict[str, bool], name: str) -> Probe:
    async def probe() -> bool:
        return parts[name]

    return probe


@asynccontextmanager
async def running_edge(
    web_folder: Path | None = None,
    *,
    demo: bool = True,
    recheck_s: float = 30.0,
    behind_proxy: bool = False,
    certificate: tuple[Path, Path] | None = None,
) -> AsyncGenerator[RunningEdge]:
    """Serve on stores in memory until the block ends. Brain and switch are up at first."""
    memory = MemoryStores()
    async with edge_on(
        memory.stores(),
        web_folder,
        demo=demo,
        recheck_s=recheck_s,
        behind_proxy=behind_proxy,
        certificate=certificate,
    ) as served:
        yield RunningEdge(
            served.url, served.edge, served.brain, served.phones, served.switch, served.parts, memory
        )


@asynccontextmanager
async def edge_on(
    stores: Stores,
    web_folder: Path | None = None,
    *,
    demo: bool = True,
    recheck_s: float = 30.0,
    behind_proxy: bool = False,
    certificate: tuple[Path, Path] | None = None,
    prompts: Mapping[str, PromptLibrary] = WELCOME_ONLY,
    studio: ToneStudio | None = None,
) -> AsyncGenerator[ServedEdge]:
    """Serve on any stores until the block ends."""
    brain, phones, switch = FakeBrain(), FakePhones(), FakeSwitch()
    parts = {"database": True, "switch": True, "brain": True}
    port = free_tcp_port()
    url = f"{'http' if certificate is None else 'https'}://127.0.0.1:{port}"
    await brain.start()
    await switch.start()
    async with ClientSession() as http:
        settings = EdgeSettings(
            origin=url,
            switch_websocket=switch.url,
            own_addresses=lambda: frozenset({"198.51.100.9"}),
            demo=demo,
            ice_servers=({"urls": "stun:stun.example:3478"},),
            web_folder=web_folder,
            sip_server="192.0.2.7:5060",
            services={"demo": {"shop": "http"}},
            live_recheck_s=recheck_s,
            behind_proxy=behind_proxy,
            tls=certificate is not None,
        )
        edge = Edge(
            settings=settings,
            stores=stores,
            phones=phones,
            trunks=FakeTrunks(),
            http=http,
            door=DoorClient(http, FakeBrains(brain), DOOR_KEY),
            ids=IDS,
            now=lambda: datetime.now(UTC),
            probes={name: _probe(parts, name) for name in parts},
            left_out=_left_out,
            prompts=prompts,
            sounds=FakeSounds(),
            studio=ToneStudio() if studio is None else studio,
            mailer=FakeMailer(),
        )
        try:
            async with serving(make_app(edge), port, certificate):
                yield ServedEdge(url, edge, brain, phones, switch, parts)
        finally:
            with suppress(RuntimeError):
                await brain.stop()
            await switch.stop()
