"""Serving the edge's app until told to stop."""

import asyncio
import contextlib
import socket
from collections.abc import Generator
from pathlib import Path
from typing import Final

import msgspec
import uvicorn
from starlette.types import ASGIApp

GRACE_S: Final = 3
MAX_SOCKET_MESSAGE: Final = 64 * 1024


class Listen(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen, and the certificate for TLS."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None


class EdgeServer(uvicorn.Server):
    """A server that leaves signals to the process it runs in, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening: Final = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def make_server(app: ASGIApp, listen: Listen) -> EdgeServer:
    """Set `should_exit` to end it: sockets are closed with 1012, requests get some seconds to finish."""
    config = uvicorn.Config(
        app,
        host=listen.host,
        port=listen.port,
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=MAX_SOCKET_MESSAGE,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        ws_per_message_deflate=True,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE_S,
        ssl_certfile=listen.certificate,
        ssl_keyfile=listen.key,
    )
    return EdgeServer(config)


async def serve(server: EdgeServer, stop: asyncio.Event) -> None:
    """Serve until `stop` is set. Where the port is taken the server says so and ends the process."""
    serving = asyncio.create_task(server.serve(), name="edge-server")
    stopping = asyncio.create_task(stop.wait(), name="edge-stop")
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
