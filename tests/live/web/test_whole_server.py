"""The edge of a whole server: a browser's phone registers through it, and lives with the brain frozen and dead."""

import asyncio
import hashlib
import re
import secrets
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError

from ringwell.adapters.web.live import Away, Hello, Reply, Snapshot
from ringwell.runtime.processes import send
from tests.support.edge import Browser, Json, LiveSocket
from tests.support.installation import Server, server_on
from tests.support.polling import until, until_awaited

pytestmark = pytest.mark.live


@asynccontextmanager
async def signed_in(server: Server, login: str) -> AsyncGenerator[Browser]:
    headers = {"Origin": server.url, "X-Requested-With": "ringwell"}
    async with ClientSession(server.url, headers=headers, cookie_jar=CookieJar(unsafe=True)) as session:
        form = {"login": login, "password": "demo"}
        async with session.post("/api/v1/session", json=form) as reply:
            assert reply.status == 201, await reply.text()
        yield Browser(session, "")


async def register(browser: Browser, phone: Json, password: str | None = None) -> int:
    """REGISTER as a page's phone does, over the edge's relay; the last answer's status."""
    uri, user = str(phone["uri"]), str(phone["endpoint"])
    domain = uri.partition("@")[2]
    call = secrets.token_hex(8)
    socket = await browser.session.ws_connect(str(phone["ws_path"]), protocols=("sip",))
    status, authorization = 0, ""
    for cseq in (1, 2):
        lines = [
            f"REGISTER sip:{domain} SIP/2.0",
            f"Via: SIP/2.0/WS page.invalid;branch=z9hG4bK{secrets.token_hex(6)}",
            "Max-Forwards: 70",
            f"From: <{uri}>;tag={call[:6]}",
            f"To: <{uri}>",
            f"Call-ID: {call}",
            f"CSeq: {cseq} REGISTER",
            f"Contact: <sip:{user}@page.invalid;transport=ws>;expires=60",
            *([authorization] if authorization else []),
            "Content-Length: 0",
        ]
        await socket.send_str("\r\n".join(lines) + "\r\n\r\n")
        answer = await socket.receive_str(timeout=20)
        status = int(answer.split()[1])
        if status != 401:
            break
        secret = str(phone["password"]) if password is None else password
        authorization = digest(answer, user, secret, f"sip:{domain}")
    await socket.close()
    return status


def digest(challenge: str, user: str, password: str, uri: str) -> str:
    """The Authorization header for a challenge (RFC 2617, qop=auth)."""
    offered = re.search(r"WWW-Authenticate: Digest (.*)", challenge)
    assert offered is not None, challenge
    given = dict(re.findall(r'(\w+)="?([^",]+)"?', offered[1]))
    nonce, realm, cnonce = given["nonce"], given["realm"], secrets.token_hex(4)

    def h(text: str) -> str:
        return hashlib.md5(text.encode()).hexdigest()

    response = h(f"{h(f'{user}:{realm}:{password}')}:{nonce}:00000001:{cnonce}:auth:{h(f'REGISTER:{uri}')}")
    values = f'username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}"'
    opaque = f', opaque="{given["opaque"]}"' if "opaque" in given else ""
    return f'Authorization: Digest {values}, algorithm=MD5, qop=auth, nc=00000001, cnonce="{cnonce}"{opaque}'


async def test_a_page_s_phone_and_socket_live_without_the_brain(tmp_path: Path) -> None:
    with server_on(tmp_path) as server:
        await asyncio.to_thread(server.start, within_s=180)
        async with signed_in(server, "agent1@demo") as browser:
            await check_with_brain(browser)
            live = await browser.live("desk")
            first = await live.until(Hello)
            await live.until(Snapshot)
            brain = server.child("brain")
            assert brain is not None

            # Frozen: it keeps its sockets, answers nothing, and a phone is made all the same.
            assert send(brain, signal.SIGSTOP)
            phone = await browser.json("POST", "/phone")
            assert await register(browser, phone) == 200

            assert send(brain, signal.SIGKILL)
            await live.until(Away)
            phone = await browser.json("POST", "/phone")
            assert await register(browser, phone) == 200

            second = await until_hello(live)
            assert second.epoch != first.epoch
            assert (await live.until(Snapshot)).epoch == second.epoch
            await answer_is_done(browser, live)
        await check_readiness(server)


async def check_with_brain(browser: Browser) -> None:
    """A newer phone takes the place of an older one; a wrong secret does not register."""
    old = await browser.json("POST", "/phone")
    assert await register(browser, old) == 200
    new = await browser.json("POST", "/phone")
    assert await register(browser, old) == 401
    assert await register(browser, new, "wrong") == 401
    assert await register(browser, new) == 200
    with pytest.raises(WSServerHandshakeError):
        await browser.session.ws_connect(
            "/ws", protocols=("sip",), headers={"Origin": "https://evil.example"}
        )


async def until_hello(live: LiveSocket) -> Hello:
    """The brain may take its time on a busy machine."""
    for _ in range(3):
        try:
            return await live.until(Hello)
        except TimeoutError:
            continue
    raise AssertionError("the brain did not come back")


async def answer_is_done(browser: Browser, live: LiveSocket) -> None:
    me = await browser.json("GET", "/me")
    command = {"type": "set_presence", "agent_id": me["agent_id"], "presence": "not_ready"}
    await live.send({"type": "command", "id": "after", "command": command})
    assert (await live.until(Reply)).id == "after"


async def _is_ready(browser: Browser) -> bool:
    async with browser.session.get("/health/ready") as reply:
        body = await reply.json()
    assert set(body["parts"]) == {"database", "switch", "brain"}
    return reply.status == 200


async def check_readiness(server: Server) -> None:
    """Ready again, each part by name; and an edge that is killed comes back to the same sessions."""
    async with signed_in(server, "supervisor@demo") as browser:
        await until_awaited(lambda: _is_ready(browser), 60)
        edge = server.child("edge")
        assert edge is not None
        assert send(edge, signal.SIGKILL)
        await until(lambda: server.child("edge") not in {None, edge} and server.is_live(), 60)
        live = await browser.live("board")
        await live.until(Hello)
        await live.until(Snapshot)
