"""A whole call centre under test: a server as an operator starts it, agents with scripted telephones, callers by the demo trunk."""

import asyncio
import json
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import aiohttp

from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.runtime.installation import Installation, open_installation
from tests.support.installation import Server
from tests.support.polling import PATIENCE_S, until, until_awaited
from tests.support.sip import Leg, Phone, phone

TRUNK: Final = "127.0.0.2"
CALLER_HZ: Final = 440.0
AGENT_HZ: Final = 1000.0
REPLY_SECONDS: Final = 10.0
HEARD: Final = 0.5
"""This share of what is heard is the other side's tone: they talk."""

Entity = dict[str, Any]
Entities = dict[str, Entity]


class Away(Exception):
    """The server says that the database does not answer; ask again."""


class Live:
    """What one topic of the live socket shows now."""

    def __init__(self) -> None:
        self.collections: dict[str, Entities] = {}
        self.epochs: list[str] = []
        """Of the brains by which the page was greeted and has been shown what is."""
        self.replies: dict[str, asyncio.Future[Entity | None]] = {}
        self.notices: list[Entity] = []
        self.aways: list[Entity] = []
        self._greeted: list[str] = []

    def hear(self, text: str) -> None:
        frame: Entity = json.loads(text)
        match frame["type"]:
            case "hello":
                self._greeted.append(frame["epoch"])
            case "snapshot":
                self.collections = frame["collections"]
                self.epochs += self._greeted
                self._greeted.clear()
            case "delta":
                for change in frame["changes"]:
                    self._change(change)
            case "reply":
                self.replies.pop(frame["id"]).set_result(frame.get("problem"))
            case "away":
                self.aways.append(frame)
            case "notice":
                self.notices.append(frame)
            case _:
                return

    def all(self, collection: str) -> Entities:
        return self.collections.get(collection, {})

    def _change(self, change: Entity) -> None:
        entities = self.collections.setdefault(change["collection"], {})
        if change["type"] == "put":
            entities[change["id"]] = change["value"]
        else:
            entities.pop(change["id"], None)


class Person:
    """Somebody who has signed in: the API, and the live topic that their screen shows."""

    def __init__(self, session: aiohttp.ClientSession, base: str, topic: str) -> None:
        self.live = Live()
        self._session, self._base, self._topic = session, base, topic
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._listening: asyncio.Task[None] | None = None

    async def sign_in(self, login: str) -> Entity:
        me: Entity = await self.post("/session", {"login": login, "password": "demo"})
        self._listening = asyncio.create_task(self._listen(), name=f"live-{login}")
        await until(lambda: bool(self.live.collections))
        return me

    async def get(self, path: str, **query: str) -> Any:
        async with self._session.get(f"{self._base}/api/v1{path}", params=query) as answer:
            if answer.status == 503:
                raise Away(await answer.text())
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def file(self, path: str) -> bytes:
        async with self._session.get(f"{self._base}/api/v1{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.read()

    async def post(self, path: str, body: object) -> Any:
        return await self.send("POST", path, body)

    async def send(self, method: str, path: str, body: object, **headers: str) -> Any:
        async with self._session.request(
            method, f"{self._base}/api/v1{path}", json=body, headers=headers
        ) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json() if answer.content_type == "application/json" else None

    async def upload(self, path: str, wav: bytes) -> Any:
        headers = {"Content-Type": "audio/wav"}
        async with self._session.post(f"{self._base}/api/v1{path}", data=wav, headers=headers) as answer:
            assert answer.status == 201, await answer.text()
            return await answer.json()

    async def change(self, path: str, **fields: object) -> None:
        """Edit what stands there, as it stands there now."""
        async with self._session.get(f"{self._base}/api/v1{path}") as answer:
            seen = answer.headers["ETag"]
        await self.send("PATCH", path, fields, **{"If-Match": seen})

    async def command(self, kind: str, **fields: object) -> str | None:
        """A command over the live socket; the code of the problem, or None when it was done."""
        assert self._socket is not None
        identifier = str(uuid4())
        reply = self.live.replies[identifier] = asyncio.get_running_loop().create_future()
        frame = {"type": "command", "id": identifier, "command": {"type": kind, **fields}}
        await self._socket.send_json(frame)
        problem = await asyncio.wait_for(reply, REPLY_SECONDS)
        return None if problem is None else str(problem["code"])

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening})

    async def _listen(self) -> None:
        """Come back, as a page does, when the edge is away."""
        address = f"{self._base.replace('http', 'ws')}/api/v1/live"
        while True:
            try:
                async with self._session.ws_connect(address) as self._socket:
                    await self._socket.send_json({"type": "subscribe", "topic": self._topic})
                    async for message in self._socket:
                        self.live.hear(message.data)
            except (aiohttp.ClientError, OSError):
                pass
            await asyncio.sleep(0.2)


@dataclass
class Desk:
    """An agent at a desk: signed in, with a SIP telephone."""

    person: Person
    agent_id: str
    endpoint: str
    phone: Phone
    password: str
    open: bool = field(default=True)

    @property
    def me(self) -> Entity:
        return self.person.live.all("me").get(self.agent_id, {})

    @property
    def calls(self) -> Entities:
        return self.person.live.all("calls")

    async def command(self, kind: str, **fields: object) -> str | None:
        return await self.person.command(kind, agent_id=self.agent_id, **fields)

    async def ready(self) -> None:
        assert await self.command("set_presence", presence="ready") is None
        await self.is_(presence="ready", activity="idle", phone=True)

    async def is_(self, seconds: float = PATIENCE_S, **wanted: object) -> None:
        await _shown(lambda: {name: self.me.get(name) for name in wanted}, wanted, seconds)

    async def finish(self, interaction_id: str, then: str = "ready") -> str | None:
        """Be done with the wrap-up, once it has begun: the switch lets go of a leg a moment before it tells so."""
        await self.is_(activity="wrapping_up")
        return await self.command("finish_wrap_up", interaction_id=interaction_id, then=then)

    async def answer(self, seconds: float = PATIENCE_S) -> Leg:
        """Pick up the next call that rings here and is not taken back by now (the switch's own queue rings while the brain is away), and speak."""
        leg = await self.phone.rung(seconds)
        while leg.cancelled:
            leg = await self.phone.rung(seconds)
        leg.ring()
        leg.accept()
        leg.sound.play(AGENT_HZ)
        return leg


@dataclass
class Centre:
    """The server with its supervisor; made anew for each test on one server."""

    server: Server
    installation: Installation
    boss: Person
    phones: AsteriskPhones
    ari: Ari
    slug: str
    trunk: str
    _stack: AsyncExitStack
    desks: list[Desk] = field(default_factory=list[Desk])
    callers: list[Phone] = field(default_factory=list[Phone])

    @property
    def switch(self) -> tuple[str, int]:
        return "127.0.0.1", int(self.server.environment["RINGWELL_SIP_PORT"])

    @property
    def calls(self) -> Entities:
        return self.boss.live.all("calls")

    @property
    def alerts(self) -> set[str]:
        return {str(alert["code"]) for alert in self.boss.live.all("alerts").values()}

    async def desk(self, number: int) -> Desk:
        """The workspace's agent with this number, signed in, with a registered phone."""
        person = await self.person(f"agent{number}@{self.slug}", "desk")
        [(agent_id, _)] = person.live.all("me").items()
        endpoint = "a-" + agent_id[-16:]
        account = await self.phones.provision_desk_phone(endpoint)
        handset = await self._stack.enter_async_context(phone("127.0.0.1", self.switch, endpoint))
        desk = Desk(person, agent_id, endpoint, handset, account.password)
        assert await handset.register(account.password) == 200
        self.desks.append(desk)
        return desk

    async def person(self, login: str, topic: str) -> Person:
        session = await self._stack.enter_async_context(_browser(self.server))
        person = Person(session, self.server.url, topic)
        self._stack.push_async_callback(person.close)
        await person.sign_in(login)
        return person

    async def caller(self, user: str = "+48225550100") -> Phone:
        made = await self._stack.enter_async_context(phone(self.trunk, self.switch, user))
        self.callers.append(made)
        return made

    async def call(self, number: str, user: str = "+48225550100") -> Leg:
        """Somebody calls, and speaks as soon as it is answered."""
        leg = await (await self.caller(user)).call(number)
        await until(lambda: leg.answered.is_set() or leg.ended.is_set())
        if leg.answered.is_set():
            leg.sound.play(CALLER_HZ)
        return leg

    async def of(self, user: str, seconds: float = PATIENCE_S) -> str:
        """The live interaction of the caller with this number."""

        def found() -> list[str]:
            return [key for key, call in self.calls.items() if call["caller_number"] == user]

        await until(lambda: bool(found()), seconds)
        return found()[-1]

    async def state(self, interaction_id: str, state: str, seconds: float = PATIENCE_S) -> None:
        await _shown(lambda: self.calls.get(interaction_id, {}).get("state"), state, seconds)

    async def closed(self, interaction_id: str, seconds: float = PATIENCE_S, **wanted: object) -> Entity:
        """The interaction, once the tables tell that it is over and as it should be."""
        shown: Entity = {}

        async def over() -> bool:
            nonlocal shown
            shown = await self.boss.get(f"/interactions/{interaction_id}")
            return shown["ended_at"] is not None and all(shown[key] == wanted[key] for key in wanted)

        await _told(over, lambda: shown, seconds)
        return shown

    async def recorded(self, interaction_id: str, seconds: float = 30) -> Entity:
        """The interaction, once every recorded segment has its one stored recording."""
        shown: Entity = {}

        async def stored() -> bool:
            nonlocal shown
            shown = await self.boss.get(f"/interactions/{interaction_id}")
            return bool(shown["audio"]) and all(each["state"] == "stored" for each in shown["audio"])

        await _told(stored, lambda: shown, seconds)
        of_segments = [part["recording_id"] for part in shown["parts"] if part["recording_id"]]
        kept = [each["recording_id"] for each in shown["audio"] if each["kind"] == "segment"]
        assert sorted(of_segments) == sorted(kept), shown
        return shown

    async def logged(self, interaction_id: str, fact: str) -> None:
        """Until the log has this fact of the interaction: what came in the moment before a kill it has not."""
        facts: set[str] = set()

        async def there() -> bool:
            items = (await self.boss.get(f"/interactions/{interaction_id}/timeline"))["items"]
            facts.update(item["type"] for item in items)
            return fact in facts

        await _told(there, lambda: f"{sorted(facts)}, not {fact}", PATIENCE_S)

    async def clean_up(self) -> None:
        """Nobody waits, talks or is logged in when the next test begins."""
        for each in (*self.callers, *(desk.phone for desk in self.desks)):
            for leg in each.legs.values():
                if not leg.ended.is_set() and (leg.answered.is_set() or leg.invite is None):
                    leg.hang_up()
        for desk in self.desks:
            await until_awaited(lambda d=desk: self._off(d), 60)

    async def _off(self, desk: Desk) -> bool:
        try:
            return await desk.command("set_presence", presence="offline") is None
        except (TimeoutError, aiohttp.ClientError):  # the page is on its way to another edge
            return False


@asynccontextmanager
async def centre_on(server: Server, slug: str = "demo", trunk: str = TRUNK) -> AsyncGenerator[Centre]:
    """The centre that this running server is for the workspace with this slug, whose callers come from the trunk."""
    installation = open_installation(server.environment)
    sign_in = installation.credentials()
    address = AriAddress(url=installation.ari_url, user=sign_in.ari_user, password=sign_in.ari_password)
    async with AsyncExitStack() as stack:
        ari = Ari(await stack.enter_async_context(HttpTransport(address)))
        session = await stack.enter_async_context(_browser(server))
        boss = Person(session, server.url, "board")
        stack.push_async_callback(boss.close)
        centre = Centre(
            server, installation, boss, AsteriskPhones(ari, domain="127.0.0.1"), ari, slug, trunk, stack
        )
        await boss.sign_in(f"supervisor@{slug}")
        yield centre
        await centre.clean_up()


def _browser(server: Server) -> aiohttp.ClientSession:
    """Cookies and headers of a page of our own; it believes the server's certificate."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=server.certificate)),
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        headers={"Origin": server.url, "X-Requested-With": "ringwell"},
        timeout=aiohttp.ClientTimeout(total=10),
    )


async def talking(caller: Leg, agent: Leg, seconds: float = PATIENCE_S) -> None:
    """Each hears the other's tone in what comes from now on."""
    for leg in (caller, agent):
        leg.sound.heard.clear()
    await until(
        lambda: (
            min(len(caller.sound.heard), len(agent.sound.heard)) > 4000
            and caller.sound.share(AGENT_HZ) > HEARD
            and agent.sound.share(CALLER_HZ) > HEARD
        ),
        seconds,
    )


async def _shown(look: Callable[[], object], wanted: object, seconds: float) -> None:
    try:
        await until(lambda: look() == wanted, seconds)
    except AssertionError:
        raise AssertionError(f"shows {look()}, not {wanted}, after {seconds} s") from None


async def _told(check: Callable[[], Awaitable[bool]], shown: Callable[[], object], seconds: float) -> None:
    async def now_and_then() -> bool:
        try:
            done = await check()
        except Away:
            done = False
        if not done:
            await asyncio.sleep(0.2)
        return done

    try:
        await until_awaited(now_and_then, seconds)
    except AssertionError:
        raise AssertionError(f"after {seconds} s: {shown()}") from None
