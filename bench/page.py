"""The desk's page in a headless browser that has never seen it: until it can be worked with, and what comes over the wire."""

import asyncio
import re
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import msgspec
from aiohttp import ClientSession, ClientWebSocketResponse

from bench.figures import Figure, percentile
from bench.site import Site, running_site
from ringwell.adapters.web.identity import cookie_name

LOADS = 7
USABLE: Final = 'button[title="Change my state"]'
"""There once the desk has shown the agent's own live state: from here on a state can be chosen and a call taken."""
WATCH: Final = f"""
window.usable = new Promise(tell => {{
  const look = () =>
    document.querySelector('{USABLE}') ? tell(performance.now()) : requestAnimationFrame(look);
  look();
}});
"""
FLAGS: Final = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1280,800"),
    *("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--remote-debugging-port=0"),
)


class _Said(msgspec.Struct):
    """One message of the browser's debugging protocol."""

    id: int | None = None
    method: str | None = None
    params: dict[str, object] = {}
    result: dict[str, object] = {}


class _Value(msgspec.Struct):
    value: float


class _Answer(msgspec.Struct):
    result: _Value


_said = msgspec.json.Decoder(_Said)


@dataclass(eq=False)
class Page:
    """One page under control; `wire_bytes` is what it has received, compressed as it came."""

    socket: ClientWebSocketResponse
    wire_bytes: float = 0.0
    loaded: asyncio.Event = field(default_factory=asyncio.Event)
    _answers: dict[int, asyncio.Future[dict[str, object]]] = field(
        default_factory=dict[int, "asyncio.Future[dict[str, object]]"]
    )

    async def ask(self, method: str, **params: object) -> dict[str, object]:
        number = len(self._answers) + 1
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"id": number, "method": method, "params": params})
        return await answer

    async def follow(self) -> None:
        async for message in self.socket:
            said = _said.decode(message.data)
            if said.id is not None:
                self._answers[said.id].set_result(said.result)
            elif said.method == "Page.domContentEventFired":
                self.loaded.set()
            elif said.method == "Network.loadingFinished":
                length = said.params["encodedDataLength"]
                assert isinstance(length, float | int)
                self.wire_bytes += length

    async def milliseconds(self, promise: str) -> float:
        """What this JavaScript promise comes to."""
        answer = await self.ask("Runtime.evaluate", expression=promise, awaitPromise=True, returnByValue=True)
        return msgspec.convert(answer, _Answer).result.value


async def measure() -> list[Figure]:
    async with running_site() as site:
        loads = [await _load(site) for _ in range(LOADS)]
    took, received = [took for took, _ in loads], [received for _, received in loads]
    note = f"{LOADS} loads, each a new browser's first, signed in as an agent; slowest {max(took):.0f} ms"
    return [
        Figure(
            figure="desk usable after a cold load, median",
            value=round(percentile(took, 50)),
            unit="ms",
            goal="<= 1500",
            note=note,
        ),
        Figure(
            figure="first screen over the wire",
            value=round(max(received) / 1000),
            unit="kB",
            goal="<= 600",
            note="all that the browser received until one second after the desk was usable, compressed, headers included",
        ),
    ]


async def _load(site: Site) -> tuple[float, float]:
    """Milliseconds until usable, and bytes received."""
    async with browser() as page:
        await sign_in(page, site, "agent1")
        await page.ask("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        await page.ask("Page.navigate", url=site.server.url)
        async with asyncio.timeout(30):
            await page.loaded.wait()
            usable = await page.milliseconds("window.usable")
        await asyncio.sleep(1.0)
        return usable, page.wire_bytes


async def sign_in(page: Page, site: Site, login: str) -> None:
    """The page is this person's from the first request on."""
    user = await site.person(login)
    token, _ = await site.stores.sessions.start(site.workspace_id, user.user_id, 3600)
    await page.ask("Network.enable")
    await page.ask("Page.enable")
    await page.ask(
        "Network.setCookie",
        url=site.server.url,
        name=cookie_name(site.server.url, tls=False),
        value=token,
        httpOnly=True,
    )


@asynccontextmanager
async def browser() -> AsyncGenerator[Page]:
    """A new browser with an empty profile, and its first page."""
    program = shutil.which("chromium")
    assert program is not None, "chromium is not installed"
    with tempfile.TemporaryDirectory(prefix="ringwell-bench-", ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program,
            *FLAGS,
            f"--user-data-dir={profile}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            port = await _port(process)
            async with ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    targets = msgspec.json.decode(await answer.read(), type=list[dict[str, str | bool]])
                address = next(
                    str(each["webSocketDebuggerUrl"]) for each in targets if each["type"] == "page"
                )
                socket = await session.ws_connect(address, max_msg_size=0)
                page = Page(socket)
                reading = asyncio.create_task(page.follow(), name="page")
                yield page
                await socket.close()
                await reading
        finally:
            process.terminate()
            await process.wait()


async def _port(browser: asyncio.subprocess.Process) -> str:
    """Where it listens for its debugger, as it says itself."""
    assert browser.stderr is not None
    async with asyncio.timeout(30):
        async for line in browser.stderr:
            if found := re.search(rb"DevTools listening on ws://127.0.0.1:(\d+)/", line):
                return found[1].decode()
    raise AssertionError("the browser did not start")
