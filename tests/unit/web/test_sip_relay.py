"""Browsers' SIP through the edge to the switch."""

import asyncio

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from ringwell.adapters.web.relay_sip import SWITCH_AWAY, TOO_LARGE, TOO_MANY, SignIns
from tests.support.edge import RunningEdge
from tests.support.polling import until

REGISTER = "REGISTER sip:x SIP/2.0\r\nCSeq: {cseq} REGISTER\r\nAuthorization: Digest username=a\r\n\r\n"
FIRST = "REGISTER sip:x SIP/2.0\r\nCSeq: {cseq} REGISTER\r\n\r\n"
ANSWER = "SIP/2.0 {status} Answer\r\nCSeq: {cseq} REGISTER\r\n{more}\r\n"


async def connect(ringwell: RunningEdge, session: ClientSession) -> ClientWebSocketResponse:
    return await session.ws_connect("/ws", protocols=("sip",), headers={"Origin": ringwell.url})


async def close_code(socket: ClientWebSocketResponse) -> int | None:
    while (await socket.receive(timeout=5)).type not in {WSMsgType.CLOSE, WSMsgType.CLOSED}:
        pass
    return socket.close_code


async def test_sip_passes_both_ways_even_with_the_brain_dead(ringwell: RunningEdge) -> None:
    await ringwell.brain.stop()
    async with ringwell.program() as page:
        socket = await connect(ringwell, page)
        assert socket.protocol == "sip"
        await socket.send_str("OPTIONS sip:x SIP/2.0\r\n\r\n")
        heard = await asyncio.wait_for(ringwell.switch.heard.get(), 5)
        assert heard == "OPTIONS sip:x SIP/2.0\r\n\r\n"
        await ringwell.switch.sockets[0].send_str("INVITE sip:ą SIP/2.0\r\n\r\n")
        assert await socket.receive_str(timeout=5) == "INVITE sip:ą SIP/2.0\r\n\r\n"
        await socket.close()
    await until(lambda: ringwell.switch.sockets[0].closed)


@pytest.mark.parametrize(
    ("origin", "protocols"), [("https://evil.example", ("sip",)), (None, ("sip",)), ("own", ("chat",))]
)
async def test_other_sites_and_other_protocols_are_refused(
    ringwell: RunningEdge, origin: str | None, protocols: tuple[str, ...]
) -> None:
    headers = {} if origin is None else {"Origin": ringwell.url if origin == "own" else origin}
    async with ringwell.program() as page:
        with pytest.raises(WSServerHandshakeError):
            await page.ws_connect("/ws", protocols=protocols, headers=headers)
    assert ringwell.switch.sockets == []


async def test_nothing_else_of_the_switch_can_be_reached(ringwell: RunningEdge) -> None:
    async with ringwell.program() as page:
        for path in ("/ari/asterisk/info", "/ws/../ari/endpoints", "/ws/", "/httpstatus"):
            async with page.get(path) as reply:
                assert "asterisk" not in (await reply.text()).lower()
    assert ringwell.switch.sockets == []


async def test_the_switch_being_away_closes_the_socket_so_that_the_page_retries(
    ringwell: RunningEdge,
) -> None:
    async with ringwell.program() as page:
        socket = await connect(ringwell, page)
        await ringwell.switch.stop()
        assert await close_code(socket) is not None
        assert await close_code(await connect(ringwell, page)) == SWITCH_AWAY


async def test_messages_are_bounded_in_size_and_rate(ringwell: RunningEdge) -> None:
    async with ringwell.program() as page:
        socket = await connect(ringwell, page)
        await socket.send_str("x" * 40_000)
        assert await close_code(socket) == TOO_LARGE
        socket = await connect(ringwell, page)
        for _ in range(400):
            await socket.send_str("OPTIONS sip:x SIP/2.0\r\n\r\n")
        assert await close_code(socket) == TOO_MANY


async def test_guesses_at_the_switch_s_passwords_are_banned_at_the_edge(ringwell: RunningEdge) -> None:
    ringwell.switch.answers = {"REGISTER": ANSWER.format(status=401, cseq=2, more="")}
    async with ringwell.program() as page:
        for _ in range(4):
            socket = await connect(ringwell, page)
            await socket.send_str(REGISTER.format(cseq=2))
            assert (await socket.receive_str(timeout=5)).startswith("SIP/2.0 401")
            await socket.close()
        socket = await connect(ringwell, page)
        await socket.send_str(REGISTER.format(cseq=2))
        assert await close_code(socket) == TOO_MANY
        reached = len(ringwell.switch.sockets)
        assert await close_code(await connect(ringwell, page)) == TOO_MANY
        assert len(ringwell.switch.sockets) == reached


async def test_who_is_signed_in_does_not_wait_for_a_guesser_at_the_same_address(
    ringwell: RunningEdge,
) -> None:
    ringwell.switch.answers = {"REGISTER": ANSWER.format(status=401, cseq=2, more="")}
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    async with ringwell.program() as stranger, ringwell.browser(acme, anna) as browser:
        for _ in range(5):
            socket = await connect(ringwell, stranger)
            await socket.send_str(REGISTER.format(cseq=2))
            await socket.receive(timeout=5)
            await socket.close()
        assert await close_code(await connect(ringwell, stranger)) == TOO_MANY
        socket = await connect(ringwell, browser.session)
        await socket.send_str(FIRST.format(cseq=1))
        assert (await socket.receive_str(timeout=5)).startswith("SIP/2.0 401")
        for _ in range(4):
            await socket.send_str(REGISTER.format(cseq=2))
            assert (await socket.receive_str(timeout=5)).startswith("SIP/2.0 401")
        await socket.send_str(REGISTER.format(cseq=2))
        assert await close_code(socket) == TOO_MANY
        assert await close_code(await connect(ringwell, browser.session)) == TOO_MANY


def test_a_number_that_does_not_exist_is_no_guess() -> None:
    watch = SignIns()
    for method, status, taken in (
        ("INVITE", 404, None),
        ("INVITE", 403, None),
        ("INVITE", 401, False),
        ("REGISTER", 404, False),
        ("REGISTER", 403, False),
    ):
        watch.sent(REGISTER.replace("REGISTER", method).format(cseq=7))
        answer = ANSWER.replace("REGISTER", method).format(status=status, cseq=7, more="")
        assert watch.answered(answer) is taken, (method, status)


def test_only_refused_credentials_are_guesses() -> None:
    watch = SignIns()
    watch.sent(FIRST.format(cseq=1))
    assert watch.answered(ANSWER.format(status=401, cseq=1, more="")) is None
    watch.sent(REGISTER.format(cseq=2))
    assert watch.answered(ANSWER.format(status=100, cseq=2, more="")) is None
    stale = 'WWW-Authenticate: Digest realm="x", stale=true\r\n'
    assert watch.answered(ANSWER.format(status=401, cseq=2, more=stale)) is None
    watch.sent(REGISTER.format(cseq=3))
    assert watch.answered(ANSWER.format(status=200, cseq=3, more="")) is True
    watch.sent(REGISTER.format(cseq=4))
    assert watch.answered(ANSWER.format(status=401, cseq=4, more="")) is False
    # The answer came already: a copy of it counts no more.
    assert watch.answered(ANSWER.format(status=401, cseq=4, more="")) is None
    watch.sent(REGISTER.format(cseq=5))
    assert watch.answered(ANSWER.format(status=500, cseq=5, more="")) is None
    assert watch.answered("no SIP at all") is None
