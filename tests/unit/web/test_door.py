"""The brain's door, asked by a client as an edge does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import msgspec
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from ringwell.adapters.web.door import Door
from ringwell.adapters.web.feed import put, remove
from ringwell.adapters.web.live import Delta, Hello, Notice, Pong, Problem, Reply, ServerFrame, Snapshot
from ringwell.journeys.commands import AnyPersonCommand, SetPresence
from ringwell.kernel.events import Actor
from ringwell.routing.messages import SkillNeed

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
            now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
            queue_frames=64,
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


async def heard(socket: ClientWebSocketResponse) -> ServerFrame:
    return msgspec.json.decode(await socket.receive_str(timeout=5), type=ServerFrame)


async def arrive(client: ClientSession, brain: Brain, **changes: object) -> ClientWebSocketResponse:
    socket = await client.ws_connect(f"{brain.url}/live")
    await socket.send_str(msgspec.json.encode({**GREETING, **changes}).decode())
    assert isinstance(await heard(socket), Hello)
    return socket


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
    socket = await arrive(client, brain, topics=["board"])
    first = await heard(socket)
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
    second, third = await heard(socket), await heard(socket)
    assert isinstance(second, Delta)
    assert isinstance(third, Delta)
    assert (second.seq, third.seq) == (2, 3)
    assert len(second.changes) == 1


async def test_a_topic_of_another_workspace_is_another_topic(brain: Brain, client: ClientSession) -> None:
    brain.door.feed("wsp_2").publish("board", [put("queues", "que_9", SkillNeed("skl_9"))])
    socket = await arrive(client, brain, topics=["board"])
    snapshot = await heard(socket)
    assert isinstance(snapshot, Snapshot)
    assert snapshot.collections == {}


async def test_a_command_is_done_once_for_one_id(brain: Brain, client: ClientSession) -> None:
    brain.problem = Problem(code="not_now", params={"seconds": 3})
    socket = await arrive(client, brain)
    for _ in range(2):
        await socket.send_str(command_frame("c-1"))
        assert await heard(socket) == Reply(id="c-1", problem=Problem(code="not_now", params={"seconds": 3}))
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
    socket = await arrive(client, brain)
    await socket.send_str(command_frame("c-1"))
    await socket.send_str(command_frame("c-2", "not_ready"))
    await socket.send_str('{"type":"ping"}')
    assert isinstance(await heard(socket), Pong)
    brain.gate.set()
    assert {str(getattr(await heard(socket), "id", "")) for _ in range(2)} == {"c-1", "c-2"}
    assert [each[3] for each in brain.heard] == ["c-1", "c-2"]


async def test_what_a_page_asked_is_done_though_the_page_goes_away(
    brain: Brain, client: ClientSession
) -> None:
    brain.gate = asyncio.Event()
    socket = await arrive(client, brain)
    await socket.send_str(command_frame("c-1"))
    await socket.send_str('{"type":"ping"}')
    await heard(socket)
    await socket.close()
    brain.gate.set()
    again = await arrive(client, brain)
    await again.send_str(command_frame("c-1"))
    assert await heard(again) == Reply(id="c-1")
    assert len(brain.heard) == 1


async def test_notices_find_the_pages_meant(brain: Brain, client: ClientSession) -> None:
    old = await arrive(client, brain, phone_session_id="pho_1")
    new = await arrive(client, brain, phone_session_id="pho_2")
    other = await arrive(client, brain, user_id="usr_2", agent_id=AGENTS[1])
    notice = Notice(code="phone_taken_over")
    assert brain.door.notify(WSP, notice, agent_id=AGENTS[0], only_phone="pho_1") == 1
    assert await heard(old) == notice
    assert brain.door.notify(WSP, Notice(code="x"), agent_id=AGENTS[1]) == 1
    assert await heard(other) == Notice(code="x")
    assert brain.door.notify(WSP, Notice(code="y"), agent_id=AGENTS[0], only_phone="pho_2") == 1
    assert await heard(new) == Notice(code="y")
    assert brain.door.notify("wsp_2", Notice(code="z"), agent_id=AGENTS[0]) == 0


async def test_a_page_that_opens_a_phone_is_known_by_it(brain: Brain, client: ClientSession) -> None:
    socket = await arrive(client, brain)
    opened = {"type": "phone_opened", "agent_id": AGENTS[0], "phone_session_id": PHONE_7}
    await socket.send_json({"type": "command", "id": "c", "command": opened})
    assert await heard(socket) == Reply(id="c")
    assert brain.door.notify(WSP, Notice(code="n"), agent_id=AGENTS[0], only_phone=PHONE_7) == 1
    assert brain.door.notify(WSP, Notice(code="n"), agent_id=AGENTS[0], only_phone="pho_1") == 0


async def test_a_viewer_that_does_not_read_is_cut_off_and_the_others_go_on(
    brain: Brain, client: ClientSession
) -> None:
    stuck = await arrive(client, brain, topics=["board"])
    assert isinstance(await heard(stuck), Snapshot)
    feed = brain.door.feed(WSP)
    # In one go the loop cannot write: the queue of 64 is over-full, as with one who reads nothing.
    for level in range(1, 80):
        feed.publish("board", [put("queues", "que_1", SkillNeed("skl_1", level))])
    ended = {WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR}
    while (await stuck.receive(timeout=5)).type not in ended:
        pass
    fresh = await arrive(client, brain, topics=["board"])
    snapshot = await heard(fresh)
    assert isinstance(snapshot, Snapshot)
    assert snapshot.seq == 79


@pytest.mark.parametrize("frame", ["no json", '{"type":"nothing"}', '{"type":"subscribe","topic":1}'])
async def test_a_frame_that_is_none_closes_the_view(brain: Brain, client: ClientSession, frame: str) -> None:
    socket = await arrive(client, brain)
    await socket.send_str(frame)
    message = await socket.receive(timeout=5)
    assert message.type is WSMsgType.CLOSE
    assert brain.heard == []


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

    door = Door(key=KEY, epoch="e", on_command=fail, on_reload=brain.on_reload, now=lambda: datetime.now(UTC))
    brain.url = f"http://{await door.start()}"
    try:
        socket = await arrive(client, brain)
        for _ in range(2):
            await socket.send_str(command_frame("c-1"))
            assert await heard(socket) == Reply(id="c-1", problem=Problem(code="unexpected"))
    finally:
        await door.stop()
