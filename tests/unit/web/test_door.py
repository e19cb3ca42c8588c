"""The brain's door, asked by a client as an edge does."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Collection
from datetime import UTC, datetime

import msgspec
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from ringwell.adapters.web import door_client
from ringwell.adapters.web.door import Door
from ringwell.adapters.web.door_client import BrainAway, DoorClient
from ringwell.adapters.web.door_wire import GONE, from_page, read_pages
from ringwell.adapters.web.feed import put, remove
from ringwell.adapters.web.live import Delta, Hello, Notice, Pong, Problem, Reply, ServerFrame, Snapshot
from ringwell.journeys.commands import AnyPersonCommand, SetPresence
from ringwell.journeys.targets import Targets
from ringwell.kernel.events import Actor
from ringwell.routing.messages import SkillNeed
from tests.support.polling import until

KEY = "a key"
WSP = "wsp_1"
AGENTS = (f"agt_{1:032x}", f"agt_{2:032x}")
PHONE_7 = f"pho_{7:032x}"
GREETING = {
    "workspace_id": WSP,
    "user_id": "usr_1",
    "actor": {"kind": "user", "id": "usr_1"},
    "agent_id": AGENTS[0],
    "role": "agent",
}


class Brain:
    """What stands behind the door in these tests."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Actor, AnyPersonCommand, str]] = []
        self.reloaded: list[str] = []
        self.problem: Problem | None = None
        self.gate: asyncio.Event | None = None
        self.door = Door(
            key=KEY,
            epoch="e1",
            on_command=self.on_command,
            on_reload=self.on_reload,
            on_probe=lambda _workspace, _question: None,
            on_waiting=lambda _workspace, _agent: (),
            on_targets=lambda _workspace, _agent: Targets(),
            now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
            most_waiting=10_000,
        )
        self.url = ""

    async def on_command(self, workspace_id: str, actor: Actor, command: AnyPersonCommand, key: str):
        self.heard.append((workspace_id, actor, command, key))
        if self.gate is not None:
            await self.gate.wait()
        return self.problem

    async def on_reload(self, workspace_id: str) -> None:
        self.reloaded.append(workspace_id)


@pytest.fixture
async def brain() -> AsyncIterator[Brain]:
    brain = Brain()
    brain.url = f"http://{await brain.door.start()}"
    yield brain
    await brain.door.stop()


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession(headers={"Authorization": f"Bearer {KEY}"}) as session:
        yield session


class Edge:
    """One edge, with one WebSocket for all of its pages."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._frames: dict[int, deque[str]] = defaultdict(deque)
        self.messages = 0

    async def arrive(self, number: int, **changes: object) -> "Page":
        page = Page(self, number)
        await page.send(msgspec.json.encode({**GREETING, **changes}).decode())
        assert isinstance(await page.heard(), Hello)
        return page

    async def send(self, message: str) -> None:
        await self._socket.send_str(message)

    def waiting(self, page: int) -> int:
        return len(self._frames[page])

    async def frame_for(self, page: int) -> str:
        async with asyncio.timeout(5):
            while not self._frames[page]:
                message = await self._socket.receive()
                if message.type is not WSMsgType.TEXT:
                    raise ConnectionError
                self.messages += 1
                for numbers, frame in read_pages(message.data):
                    for number in numbers:
                        self._frames[number].append(frame)
        return self._frames[page].popleft()


class Page:
    def __init__(self, edge: Edge, number: int) -> None:
        self._edge = edge
        self._number = number

    async def send(self, frame: str) -> None:
        await self._edge.send(from_page(self._number, frame))

    async def heard(self) -> ServerFrame:
        return msgspec.json.decode(await self._edge.frame_for(self._number), type=ServerFrame)


async def connect(client: ClientSession, brain: Brain) -> Edge:
    return Edge(await client.ws_connect(f"{brain.url}/live"))


async def arrive(client: ClientSession, brain: Brain, **changes: object) -> Page:
    """A page, the only one of its edge."""
    return await (await connect(client, brain)).arrive(1, **changes)


def command_frame(identifier: str, presence: str = "ready") -> str:
    command = {"type": "set_presence", "agent_id": AGENTS[0], "presence": presence}
    return msgspec.json.encode({"type": "command", "id": identifier, "command": command}).decode()


async def test_nobody_without_the_key_comes_in(brain: Brain) -> None:
    async with ClientSession(headers={"Authorization": "Bearer other"}) as stranger:
        for path in ("/command", "/reload"):
            async with stranger.post(brain.url + path, json={}) as reply:
                assert reply.status == 401
        with pytest.raises(WSServerHandshakeError):
            await stranger.ws_connect(f"{brain.url}/live")
    assert brain.heard == []


async def test_a_viewer_gets_a_snapshot_and_then_deltas_in_sequence(
    brain: Brain, client: ClientSession
) -> None:
    feed = brain.door.feed(WSP)
    feed.publish("board", [put("queues", "que_1", SkillNeed("skl_1", 1))])
    page = await arrive(client, brain, topics=["board"])
    first = await page.heard()
    assert isinstance(first, Snapshot)
    assert (first.topic, first.epoch, first.seq, list(first.collections["queues"])) == (
        "board",
        "e1",
        1,
        ["que_1"],
    )

    assert not feed.publish("board", [put("queues", "que_1", SkillNeed("skl_1", 1))])
    assert feed.publish("board", [put("queues", "que_1", SkillNeed("skl_1", 2)), remove("calls", "int_1")])
    assert feed.publish("board", [remove("queues", "que_1")])
    second, third = await page.heard(), await page.heard()
    assert isinstance(second, Delta)
    assert isinstance(third, Delta)
    assert (second.seq, third.seq) == (2, 3)
    assert len(second.changes) == 1


async def test_a_topic_of_another_workspace_is_another_topic(brain: Brain, client: ClientSession) -> None:
    brain.door.feed("wsp_2").publish("board", [put("queues", "que_9", SkillNeed("skl_9"))])
    page = await arrive(client, brain, topics=["board"])
    snapshot = await page.heard()
    assert isinstance(snapshot, Snapshot)
    assert snapshot.collections == {}


async def test_a_command_is_done_once_for_one_id(brain: Brain, client: ClientSession) -> None:
    brain.problem = Problem(code="not_now", params={"seconds": 3})
    page = await arrive(client, brain)
    for _ in range(2):
        await page.send(command_frame("c-1"))
        assert await page.heard() == Reply(id="c-1", problem=Problem(code="not_now", params={"seconds": 3}))
    body = {
        "workspace_id": WSP,
        "actor": {"kind": "user", "id": "usr_1"},
        "command": {"type": "set_presence", "agent_id": AGENTS[0], "presence": "ready"},
        "idempotency_key": "c-1",
    }
    async with client.post(f"{brain.url}/command", json=body) as reply:
        assert await reply.json() == {"problem": {"code": "not_now", "params": {"seconds": 3}}}
    expected = (WSP, Actor(kind="user", id="usr_1"), SetPresence(agent_id=AGENTS[0], presence="ready"), "c-1")
    assert brain.heard == [expected]


async def test_a_slow_command_holds_up_neither_the_view_nor_the_next_command(
    brain: Brain, client: ClientSession
) -> None:
    brain.gate = asyncio.Event()
    page = await arrive(client, brain)
    await page.send(command_frame("c-1"))
    await page.send(command_frame("c-2", "not_ready"))
    await page.send('{"type":"ping"}')
    assert isinstance(await page.heard(), Pong)
    brain.gate.set()
    assert {str(getattr(await page.heard(), "id", "")) for _ in range(2)} == {"c-1", "c-2"}
    assert [each[3] for each in brain.heard] == ["c-1", "c-2"]


async def test_what_a_page_asked_is_done_though_the_page_goes_away(
    brain: Brain, client: ClientSession
) -> None:
    brain.gate = asyncio.Event()
    page = await arrive(client, brain)
    await page.send(command_frame("c-1"))
    await page.send('{"type":"ping"}')
    await page.heard()
    await page.send(GONE)
    brain.gate.set()
    again = await arrive(client, brain)
    await again.send(command_frame("c-1"))
    assert await again.heard() == Reply(id="c-1")
    assert len(brain.heard) == 1


async def test_notices_find_the_pages_meant(brain: Brain, client: ClientSession) -> None:
    old = await arrive(client, brain, phone_session_id="pho_1")
    new = await arrive(client, brain, phone_session_id="pho_2")
    other = await arrive(client, brain, user_id="usr_2", agent_id=AGENTS[1])
    notice = Notice(code="phone_taken_over")
    assert brain.door.notify(WSP, notice, agent_id=AGENTS[0], only_phone="pho_1") == 1
    assert await old.heard() == notice
    assert brain.door.notify(WSP, Notice(code="x"), agent_id=AGENTS[1]) == 1
    assert await other.heard() == Notice(code="x")
    assert brain.door.notify(WSP, Notice(code="y"), agent_id=AGENTS[0], only_phone="pho_2") == 1
    assert await new.heard() == Notice(code="y")
    assert brain.door.notify("wsp_2", Notice(code="z"), agent_id=AGENTS[0]) == 0


async def test_a_page_that_opens_a_phone_is_known_by_it(brain: Brain, client: ClientSession) -> None:
    page = await arrive(client, brain)
    opened = {"type": "phone_opened", "agent_id": AGENTS[0], "phone_session_id": PHONE_7}
    await page.send(msgspec.json.encode({"type": "command", "id": "c", "command": opened}).decode())
    assert await page.heard() == Reply(id="c")
    assert brain.door.notify(WSP, Notice(code="n"), agent_id=AGENTS[0], only_phone=PHONE_7) == 1
    assert brain.door.notify(WSP, Notice(code="n"), agent_id=AGENTS[0], only_phone="pho_1") == 0


async def test_a_viewer_that_does_not_read_is_cut_off_and_the_others_go_on(
    brain: Brain, client: ClientSession
) -> None:
    stuck = await arrive(client, brain, topics=["board"])
    assert isinstance(await stuck.heard(), Snapshot)
    feed = brain.door.feed(WSP)
    # In one go the loop cannot write: more waits than may, as with one who reads nothing.
    for level in range(1, 80):
        feed.publish("board", [put("queues", "que_1", SkillNeed("skl_1", level))])
    with pytest.raises(ConnectionError):
        await stuck.heard()
    fresh = await arrive(client, brain, topics=["board"])
    snapshot = await fresh.heard()
    assert isinstance(snapshot, Snapshot)
    assert snapshot.seq == 79


async def test_pages_that_all_come_at_once_are_let_in_one_after_the_other(
    brain: Brain, client: ClientSession
) -> None:
    """As after a restart of the brain, when their snapshots together are more than may wait."""
    large = SkillNeed("x" * 6_000)
    brain.door.feed(WSP).publish("board", [put("queues", "que_1", large)])
    edge = await connect(client, brain)
    greeting = msgspec.json.encode({**GREETING, "topics": ["board"]}).decode()
    await asyncio.gather(*(edge.send(from_page(number, greeting)) for number in range(20)))
    for number in range(20):
        page = Page(edge, number)
        assert isinstance(await page.heard(), Hello)
        assert isinstance(await page.heard(), Snapshot)


async def test_what_is_for_many_pages_is_written_once(brain: Brain, client: ClientSession) -> None:
    edge = await connect(client, brain)
    pages = [await edge.arrive(number, topics=["board"]) for number in (1, 2, 3)]
    for page in pages:
        assert isinstance(await page.heard(), Snapshot)
    before = edge.messages
    for level in (1, 2):
        brain.door.feed(WSP).publish("board", [put("queues", "que_1", SkillNeed("skl_1", level))])
    seen = [(await page.heard(), await page.heard()) for page in pages]
    assert seen == [seen[0]] * 3
    assert [getattr(frame, "seq", None) for frame in seen[0]] == [1, 2]
    assert edge.messages == before + 1


async def test_a_page_that_has_gone_is_shown_nothing_and_the_others_go_on(
    brain: Brain, client: ClientSession
) -> None:
    edge = await connect(client, brain)
    gone, here = await edge.arrive(1, topics=["board"]), await edge.arrive(2, topics=["board"])
    assert isinstance(await gone.heard(), Snapshot)
    assert isinstance(await here.heard(), Snapshot)
    await gone.send(GONE)
    await here.send('{"type":"ping"}')
    assert isinstance(await here.heard(), Pong)
    brain.door.feed(WSP).publish("board", [put("queues", "que_1", SkillNeed("skl_1", 1))])
    assert isinstance(await here.heard(), Delta)
    assert edge.waiting(1) == 0
    assert brain.door.notify(WSP, Notice(code="x"), agent_id=AGENTS[0]) == 1


@pytest.mark.parametrize("frame", ["no json", '{"type":"nothing"}', '{"type":"subscribe","topic":1}'])
async def test_a_frame_that_is_none_turns_the_page_away_and_no_other(
    brain: Brain, client: ClientSession, frame: str
) -> None:
    edge = await connect(client, brain)
    bad, good = await edge.arrive(1), await edge.arrive(2)
    await bad.send(frame)
    assert await edge.frame_for(1) == GONE
    await good.send('{"type":"ping"}')
    assert isinstance(await good.heard(), Pong)
    assert brain.heard == []
    assert brain.door.notify(WSP, Notice(code="x"), agent_id=AGENTS[0]) == 1


async def test_an_edge_that_names_no_page_is_cut_off(brain: Brain, client: ClientSession) -> None:
    edge = await connect(client, brain)
    page = await edge.arrive(1)
    await edge.send("no page")
    with pytest.raises(ConnectionError):
        await page.heard()


async def test_a_changed_configuration_is_announced(brain: Brain, client: ClientSession) -> None:
    async with client.post(f"{brain.url}/reload", json={"workspace_id": WSP}) as reply:
        assert reply.status == 204
    async with client.post(f"{brain.url}/reload", json={}) as reply:
        assert reply.status == 400
    assert brain.reloaded == [WSP]


async def test_a_failing_command_is_answered_and_may_be_tried_again(
    brain: Brain, client: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise ValueError("broken")

    door = Door(
        key=KEY,
        epoch="e",
        on_command=fail,
        on_reload=brain.on_reload,
        on_probe=lambda _workspace, _question: None,
        on_waiting=lambda _workspace, _agent: (),
        on_targets=lambda _workspace, _agent: Targets(),
        now=lambda: datetime.now(UTC),
    )
    brain.url = f"http://{await door.start()}"
    try:
        page = await arrive(client, brain)
        for _ in range(2):
            await page.send(command_frame("c-1"))
            assert await page.heard() == Reply(id="c-1", problem=Problem(code="unexpected"))
    finally:
        await door.stop()


class OneBrain:
    """Says always the same door."""

    def __init__(self, address: str) -> None:
        self.address, self.looks = address, 0

    async def door(self, workspace_id: str) -> str | None:
        return self.address

    async def doors(self, workspace_ids: Collection[str]) -> dict[str, str]:
        self.looks += 1
        return dict.fromkeys(workspace_ids, self.address)

    async def teller(self) -> str | None:
        return self.address


async def test_the_pages_of_an_edge_share_a_line_that_ends_with_the_last(
    brain: Brain, client: ClientSession
) -> None:
    edge = DoorClient(client, OneBrain(brain.url.removeprefix("http://")), KEY)
    line, same = await asyncio.gather(edge.line(WSP), edge.line(WSP))
    assert line is same
    frames: list[asyncio.Queue[str]] = [asyncio.Queue(), asyncio.Queue()]
    pages = [line.page(WSP, queue.put_nowait) for queue in frames]
    for page, queue in zip(pages, frames, strict=True):
        await page.send(msgspec.json.encode(GREETING).decode())
        assert '"hello"' in await asyncio.wait_for(queue.get(), 5)

    await pages[0].close()
    await pages[1].send('{"type":"ping"}')
    assert '"pong"' in await asyncio.wait_for(frames[1].get(), 5)
    assert await edge.line(WSP) is line

    await pages[1].close()
    assert await edge.line(WSP) is not line


async def test_a_door_that_shuts_ends_every_page(brain: Brain, client: ClientSession) -> None:
    edge = DoorClient(client, OneBrain(brain.url.removeprefix("http://")), KEY)
    line = await edge.line(WSP)
    pages = [line.page(WSP, lambda _: None) for _ in range(3)]
    for page in pages:
        await page.send(msgspec.json.encode(GREETING).decode())
    await brain.door.stop()
    await asyncio.wait_for(asyncio.gather(*(page.ended.wait() for page in pages)), 5)
    with pytest.raises(OSError):  # noqa: PT011 - whatever the loss is called
        await pages[0].send('{"type":"ping"}')
    with pytest.raises(BrainAway):
        await edge.line(WSP)


async def test_pages_follow_their_workspace_when_the_door_that_had_it_stands_still(
    brain: Brain, client: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door_client, "FOLLOW_S", 0.01)
    brains, seconds = OneBrain(brain.url.removeprefix("http://")), 0.0
    edge = DoorClient(client, brains, KEY, clock=lambda: seconds)
    line = await edge.line(WSP)
    page = line.page(WSP, lambda _: None)
    following = asyncio.create_task(edge.follow())
    try:
        brains.address = "127.0.0.1:1"
        seconds = 100.0
        looks = brains.looks
        await until(lambda: brains.looks > looks + 2)
        assert not page.ended.is_set(), "a door that works says so itself, and first answers what was asked"
        seconds += door_client.STANDS_STILL_S
        await asyncio.wait_for(page.ended.wait(), 5)
        assert not page.moved, "what was asked for may have been done"
        with pytest.raises(BrainAway):
            await edge.line(WSP)  # of the new door, which nobody opens
    finally:
        following.cancel()
