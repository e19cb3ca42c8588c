"""Whether a request may come from the page that sent it: the browser's Origin against ours."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

CLIENT_HEADER: Final = "x-requested-with"
"""A form or image of another site cannot set it: cookie-authenticated writes must carry it."""

_LOOPBACK: Final = {"127.0.0.1": "127.0.0.1", "localhost": "localhost", "::1": "[::1]"}


def allowed_origins(origin: str, extra: Iterable[str] = ()) -> frozenset[str]:
    """What browsers may have in their address bar. The names of this machine's own loopback count as one."""
    parts = urlsplit(origin)
    port = "" if parts.port is None else f":{parts.port}"
    loopback = parts.hostname in _LOOPBACK
    aliases = [f"{parts.scheme}://{name}{port}" for name in _LOOPBACK.values()] if loopback else []
    return frozenset({origin, *aliases, *extra})


def has_right_origin(connection: HTTPConnection, allowed: frozenset[str]) -> bool:
    """Browsers send Origin with every write and every WebSocket."""
    return connection.headers.get("origin") in allowed


def has_wrong_origin(connection: HTTPConnection, allowed: frozenset[str]) -> bool:
    """There is an Origin, and it is not ours. Programs send none."""
    origin = connection.headers.get("origin")
    return origin is not None and origin not in allowed
