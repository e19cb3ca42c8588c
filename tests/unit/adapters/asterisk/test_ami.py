import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from ringwell.adapters.asterisk.ami import Ami, AmiAddress
from ringwell.adapters.asterisk.errors import NotOwner, SwitchAway, SwitchNotFound, SwitchRefused, SwitchSlow

Answer = Callable[[str], str]


@asynccontextmanager
async def manager(answer: Answer, heard: list[str]) -> AsyncGenerator[AmiAddress]:
    """A manager that answers each action with what `answer` makes of it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/11.0\r\n")
        while not reader.at_eof():
            try:
                block = (await reader.readuntil(b"\r\n\r\n")).decode()
            except asyncio.IncompleteReadError:
                break
            heard.append(block)
            writer.write(answer(block).encode())
        writer.close()

    serving: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]] = serve
    server = await asyncio.start_server(serving, "127.0.0.1", 0)
    async with server:
        yield AmiAddress(host="127.0.0.1", port=server.sockets[0].getsockname()[1], user="u", secret="s3cret")


def success(block: str) -> str:
    """An event comes first, as it may on a real connection."""
    return "" if "Logoff" in block else "Event: FullyBooted\r\n\r\nResponse: Success\r\nMessage: ok\r\n\r\n"


async def test_signs_in_acts_and_leaves() -> None:
    heard: list[str] = []
    left = asyncio.Event()

    def answer(block: str) -> str:
        if "Logoff" in block:
            left.set()
        return success(block)

    async with manager(answer, heard) as address:
        await Ami(address).action("Redirect", {"Channel": "PJSIP/x", "Exten": "back"})
        await asyncio.wait_for(left.wait(), 1)
    assert [block.splitlines()[0] for block in heard] == [
        "Action: Login",
        "Action: Redirect",
        "Action: Logoff",
    ]
    assert "Events: off" in heard[0]
    assert "Exten: back" in heard[1]


@pytest.mark.parametrize("words", ["No such channel", "Channel does not exist: gone"])
async def test_a_channel_that_is_gone_is_not_found(words: str) -> None:
    def refuse(block: str) -> str:
        return success(block) if "Login" in block else f"Response: Error\r\nMessage: {words}\r\n\r\n"

    async with manager(refuse, []) as address:
        with pytest.raises(SwitchNotFound):
            await Ami(address).action("Redirect", {"Channel": "gone"})


async def test_a_wrong_secret_is_told_without_the_secret() -> None:
    async with manager(lambda _: "Response: Error\r\nMessage: Authentication failed\r\n\r\n", []) as address:
        with pytest.raises(SwitchRefused, match="Authentication failed") as caught:
            await Ami(address).action("Redirect", {"Channel": "x"})
    assert "s3cret" not in repr(caught.value) + repr(address)


async def test_line_breaks_cannot_smuggle_an_action() -> None:
    heard: list[str] = []
    async with manager(success, heard) as address:
        with pytest.raises(SwitchRefused, match="line break"):
            await Ami(address).action("Redirect", {"Channel": "x\r\n\r\nAction: Command"})
    assert not any("Command" in block for block in heard)


async def test_silence_refusal_to_connect_and_a_lost_lease() -> None:
    async with manager(lambda _: "", []) as address:
        with pytest.raises(SwitchSlow):
            await Ami(address, timeout=0.05).action("Redirect", {"Channel": "x"})
    with pytest.raises(SwitchAway):
        await Ami(address).action("Redirect", {"Channel": "x"})
    with pytest.raises(NotOwner):
        await Ami(address, may_act=lambda: False).action("Redirect", {"Channel": "x"})
