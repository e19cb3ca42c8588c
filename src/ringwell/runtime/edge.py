"""The edge: one web origin for browsers."""

import asyncio

from aiohttp import web

from ringwell.runtime.installation import Installation
from ringwell.runtime.main_loop import run_process


async def run(installation: Installation, stop: asyncio.Event) -> None:
    app = web.Application()
    app.router.add_get("/health/live", _ok)
    app.router.add_get("/health/ready", _ok)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, installation.settings.http_host, installation.settings.http_port).start()
    await stop.wait()
    await runner.cleanup()


async def _ok(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


if __name__ == "__main__":
    run_process("edge", run)
