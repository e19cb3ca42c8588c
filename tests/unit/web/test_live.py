"""The live socket: who gets what, the brain's absence, slow and hostile pages."""

import asyncio

import pytest
from aiohttp import WSServerHandshakeError
from msgspec.structs import replace

from ringwell.access.model import User, Workspace
from ringwell.adapters.web.feed import put
from ringwell.adapters.web.live import Away, Delta, Hello, Notice, Pong, Problem, Reply, Snapshot
from ringwell.adapters.web.relay_live import BAD_FRAME, SESSION_ENDED, TOO_MANY
from ringwell.journeys.commands import SetPresence
from ringwell.kernel.events import SYSTEM, Actor
from ringwell.routing.messages import SkillNeed
from tests.support.edge import LiveSocket, RunningEdge, running_edge
from tests.support.polling import until


@pytest.fixture
def acme(ringwell: RunningEdge) -> Workspace:
    return ringwell.stores.workspaces.add("acme")


@pytest.fixture
def anna(ringwell: RunningEdge, acme: Workspace) -> User:
    return ringwell.person(acme, "anna", "agent")


@pytest.fixture
def boss(ringwell: RunningEdge, acme: Workspace) -> User:
    return ringwell.person(acme, "boss", "supervisor")


def presence(agent_id: str | None, identifier: str = "c-1") -> dict[str, object]:
    command = {"type": "set_presence", "agent_id": agent_id, "presence": "ready"}
    return {"type": "command", "id": identifier, "command": command}


async def reply_of(socket: LiveSocket) -> Reply:
    return await socket.until(Reply)


async def test_an_agent_sees_the_own_desk_and_nothing_else(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    feed = ringwell.brain.door.feed(acme.workspace_id)
    feed.publish(f"desk:{anna.agent_id}", [put("agents", "me", SkillNeed("mine"))])
    feed.publish("board", [put("agents", "all", SkillNeed("theirs"))])
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live("desk")
        assert isinstance(await socket.next(), Hello)
        snapshot = await socket.until(Snapshot)
        assert (snapshot.topic, list(snapshot.collections)) == (f"desk:{anna.agent_id}", ["agents"])
        for topic in ("board", "desk:agt_other", "", "desk:"):
            await socket.send({"type": "subscribe", "topic": topic})
            assert await socket.next() == Notice(code="topic_refused", params={"topic": topic})
        feed.publish(f"desk:{anna.agent_id}", [put("agents", "me", SkillNeed("mine", 2))])
        assert (await socket.until(Delta)).seq == 2


async def test_who_oversees_sees_the_board_of_the_own_workspace(
    ringwell: RunningEdge, acme: Workspace, boss: User
) -> None:
    other = ringwell.stores.workspaces.add("other")
    ringwell.brain.door.feed(other.workspace_id).publish("board", [put("agents", "x", SkillNeed("theirs"))])
    async with ringwell.browser(acme, boss) as browser:
        socket = await browser.live("board")
        assert (await socket.until(Snapshot)).collections == {}
        await socket.send({"type": "subscribe", "topic": "desk"})
        assert await socket.next() == Notice(code="topic_refused", params={"topic": "desk"})


async def test_commands_reach_the_brain_in_the_person_s_name(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    ringwell.brain.problem = Problem(code="not_now")
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live()
        await socket.until(Hello)
        await socket.send(presence(anna.agent_id))
        assert await reply_of(socket) == Reply(id="c-1", problem=Problem(code="not_now"))
    assert anna.agent_id is not None
    assert ringwell.brain.commands == [
        (
            acme.workspace_id,
            Actor(kind="user", id=anna.user_id),
            SetPresence(agent_id=anna.agent_id, presence="ready"),
            "c-1",
        )
    ]


async def test_work_is_dealt_by_who_oversees_and_pulled_by_the_agent_alone(
    ringwell: RunningEdge, acme: Workspace, anna: User, boss: User
) -> None:
    refused, about = Problem(code="forbidden"), {"agent_id": anna.agent_id, "interaction_id": f"int_{1:032x}"}
    for person, mine, others in ((anna, "pull", "deal"), (boss, "deal", "pull")):
        async with ringwell.browser(acme, person) as browser:
            socket = await browser.live()
            await socket.until(Hello)
            await socket.send({"type": "command", "id": "c-1", "command": {"type": others, **about}})
            assert await reply_of(socket) == Reply(id="c-1", problem=refused)
            await socket.send({"type": "command", "id": "c-2", "command": {"type": mine, **about}})
            assert await reply_of(socket) == Reply(id="c-2")
    assert len(ringwell.brain.commands) == 2


async def test_an_agent_acts_for_itself_only_and_a_supervisor_changes_presence_only(
    ringwell: RunningEdge, acme: Workspace, anna: User, boss: User
) -> None:
    refused = Problem(code="forbidden")
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live()
        await socket.until(Hello)
        await socket.send(presence(f"agt_{9:032x}"))
        assert await reply_of(socket) == Reply(id="c-1", problem=refused)
    hang_up = {"type": "hang_up", "agent_id": anna.agent_id, "interaction_id": f"int_{1:032x}"}
    async with ringwell.browser(acme, boss) as browser:
        socket = await browser.live()
        await socket.until(Hello)
        await socket.send({"type": "command", "id": "c-2", "command": hang_up})
        assert await reply_of(socket) == Reply(id="c-2", problem=refused)
        assert ringwell.brain.commands == []
        await socket.send(presence(anna.agent_id, "c-3"))
        assert await reply_of(socket) == Reply(id="c-3")
    assert len(ringwell.brain.commands) == 1


async def test_the_socket_outlives_the_brain(ringwell: RunningEdge, acme: Workspace, anna: User) -> None:
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live("desk")
        first = await socket.until(Hello)
        await socket.until(Snapshot)
        ringwell.brain.gate = asyncio.Event()
        await socket.send(presence(anna.agent_id, "under way"))
        await socket.send({"type": "ping"})
        await socket.until(Pong)
        await ringwell.brain.stop()
        assert await reply_of(socket) == Reply(id="under way", problem=Problem(code="no_answer"))
        await socket.until(Away)

        await socket.send({"type": "ping"})
        await socket.until(Pong)
        await socket.send(presence(anna.agent_id, "while away"))
        assert await reply_of(socket) == Reply(id="while away", problem=Problem(code="brain_away"))

        ringwell.brain.gate = None
        await ringwell.brain.start()
        ringwell.brain.door.feed(acme.workspace_id).publish(
            f"desk:{anna.agent_id}", [put("agents", "me", SkillNeed("new"))]
        )
        second = await socket.until(Hello)
        assert second.epoch != first.epoch
        assert (await socket.until(Snapshot)).epoch == second.epoch
        await socket.send(presence(anna.agent_id, "back"))
        assert await reply_of(socket) == Reply(id="back")


async def test_a_page_that_opens_while_the_brain_is_away_is_told_once(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    await ringwell.brain.stop()
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live("desk")
        assert isinstance(await socket.next(), Away)
        # Some retries later there is still nothing new to say.
        await asyncio.sleep(0.5)
        await socket.send({"type": "ping"})
        assert isinstance(await socket.next(), Pong)
        await ringwell.brain.start()
        assert isinstance(await socket.next(), Hello)


async def test_no_other_site_and_nobody_unknown_comes_in(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    async with ringwell.browser(acme, anna) as browser:
        for origin in ("https://evil.example", "null"):
            browser.session.headers["Origin"] = origin
            with pytest.raises(WSServerHandshakeError) as refused:
                await browser.live()
            assert refused.value.status == 403
    async with ringwell.program() as stranger:
        with pytest.raises(WSServerHandshakeError):
            await stranger.ws_connect("/api/v1/live")
        socket = LiveSocket(await stranger.ws_connect("/api/v1/live", headers={"Origin": ringwell.url}))
        assert await socket.close_code() == SESSION_ENDED


async def test_a_program_watches_by_its_token(ringwell: RunningEdge, acme: Workspace, boss: User) -> None:
    secret, _ = await ringwell.stores.tokens.make(
        acme.workspace_id, boss.user_id, "wallboard", ("supervisor",), SYSTEM
    )
    async with ringwell.program(secret) as program:
        socket = LiveSocket(await program.ws_connect("/api/v1/live"))
        await socket.send({"type": "subscribe", "topic": "board"})
        assert (await socket.until(Snapshot)).topic == "board"


async def test_what_a_program_asks_is_known_as_the_program_s(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    secret, token = await ringwell.stores.tokens.make(
        acme.workspace_id, anna.user_id, "wallboard", ("agent",), SYSTEM
    )
    async with ringwell.program(secret) as program:
        socket = LiveSocket(await program.ws_connect("/api/v1/live"))
        await socket.until(Hello)
        await socket.send(presence(anna.agent_id))
        assert await reply_of(socket) == Reply(id="c-1")
    actors = [actor for _, actor, _, _ in ringwell.brain.commands]
    assert actors == [Actor(kind="token", id=token.token_id, on_behalf_of=anna.user_id)]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "k" * 65},
        {"id": ""},
        {"command": {"type": "set_presence", "agent_id": "agt_1", "presence": "ready"}},
        {"reason": f"rsn_{1:032x}0"},
        {"reason": "rsn_x"},
        {"note_id": "nte_1"},
        {"note_id": "not an id"},
        {"note_id": f"nte_{1:032x}\n"},
    ],
    ids=str,
)
async def test_a_command_holds_ids_and_codes_or_is_no_frame(
    ringwell: RunningEdge, acme: Workspace, anna: User, change: dict[str, object]
) -> None:
    command = {"type": "finish_wrap_up", "agent_id": anna.agent_id, "interaction_id": f"int_{1:032x}"}
    frame: dict[str, object] = {"type": "command", "id": "k" * 64, "command": command}
    frame |= {name: value for name, value in change.items() if name in frame}
    command |= {name: value for name, value in change.items() if name not in frame}
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live()
        await socket.until(Hello)
        await socket.send(frame)
        assert await socket.close_code() == BAD_FRAME
    assert ringwell.brain.commands == []


async def test_signing_out_closes_the_live_socket_at_once(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    async with ringwell.browser(acme, anna) as one, ringwell.browser(acme, anna) as other:
        mine, theirs = await one.live(), await other.live()
        await mine.until(Hello)
        await theirs.until(Hello)
        await one.json("DELETE", "/session")
        assert await mine.close_code() == SESSION_ENDED
        await theirs.send({"type": "ping"})
        await theirs.until(Pong)


async def test_a_session_that_ended_elsewhere_is_found_out(web_folder: object) -> None:
    async with running_edge(recheck_s=0.1) as ringwell:
        acme = ringwell.stores.workspaces.add("acme")
        anna = ringwell.person(acme, "anna", "agent")
        async with ringwell.browser(acme, anna) as browser:
            socket = await browser.live()
            await socket.until(Hello)
            ringwell.stores.sessions.away = True
            await asyncio.sleep(0.3)
            await socket.send({"type": "ping"})
            await socket.until(Pong)
            ringwell.stores.sessions.away = False
            disabled = replace(anna, disabled=True)
            ringwell.stores.users.known[(acme.workspace_id, anna.user_id)] = disabled
            assert await socket.close_code() == SESSION_ENDED


@pytest.mark.parametrize("frame", ["no json", '{"type":"x"}', '{"type":"subscribe"}', "[]", '"x"' * 9000])
async def test_a_bad_frame_closes_the_socket(
    ringwell: RunningEdge, acme: Workspace, anna: User, frame: str
) -> None:
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live()
        await socket.until(Hello)
        await socket.socket.send_str(frame)
        assert await socket.close_code() == BAD_FRAME


async def test_binary_frames_and_floods_close_the_socket(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    async with ringwell.browser(acme, anna) as browser:
        socket = await browser.live()
        await socket.until(Hello)
        await socket.socket.send_bytes(b"{}")
        assert await socket.close_code() == BAD_FRAME
        socket = await browser.live()
        await socket.until(Hello)
        for _ in range(200):
            await socket.send({"type": "ping"})
        assert await socket.close_code() == TOO_MANY


async def test_nobody_opens_pages_without_end(ringwell: RunningEdge, acme: Workspace, anna: User) -> None:
    async with ringwell.browser(acme, anna) as browser, ringwell.browser(acme, anna) as other:
        open_pages = [await browser.live() for _ in range(40)]
        for page in open_pages:
            await page.until(Hello)
        assert await (await other.live()).close_code() == TOO_MANY
        await open_pages[0].socket.close()
        await until(lambda: len(ringwell.edge.pages) == 39)
        assert isinstance(await (await other.live()).next(), Hello)


async def test_a_phone_that_moved_is_told_to_the_page_that_had_it(
    ringwell: RunningEdge, acme: Workspace, anna: User
) -> None:
    async with ringwell.browser(acme, anna) as old, ringwell.browser(acme, anna) as new:
        first = await old.json("POST", "/phone")
        socket = await old.live(query=f"?phone_session_id={first['phone_session_id']}")
        await socket.until(Hello)
        second = await new.json("POST", "/phone")
        # What the brain does on PhoneOpened.
        door = ringwell.brain.door
        notice = Notice(code="phone_taken_over")
        had_it = str(first["phone_session_id"])
        told = door.notify(acme.workspace_id, notice, agent_id=anna.agent_id or "", only_phone=had_it)
        assert told == 1
        assert await socket.until(Notice) == notice
    assert second["password"] != first["password"]
    await until(lambda: len(ringwell.brain.commands) > 1)  # each is told behind the answer
    assert [each[2].__class__.__name__ for each in ringwell.brain.commands] == ["PhoneOpened"] * 2
