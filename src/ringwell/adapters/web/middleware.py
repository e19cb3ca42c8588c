"""What holds for every answer: security headers, a bound on bodies, and how long it took."""

import time
from collections.abc import Mapping
from typing import Final

from fastapi.routing import APIRoute
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ringwell.adapters.web.metrics import Metrics
from ringwell.adapters.web.problems import ApiProblem, answer

MAX_BODY: Final = 2 * 1024 * 1024
MAX_FILE: Final = 32 * 1024 * 1024
TAKES_FILES: Final = frozenset({"/api/v1/sounds"})
"""Paths to which files are sent. Who is not signed in is refused there before the file is read."""

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; media-src 'self' blob:; connect-src 'self' {sockets}; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Styles inline: the component library writes them."""


def security_headers(origin: str, *, tls: bool) -> Mapping[str, str]:
    """Sent with every answer."""
    headers = {
        "Content-Security-Policy": POLICY.format(sockets=origin.replace("http", "ws", 1)),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=()",
    }
    if tls:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


class EdgeMiddleware:
    """Around the whole app."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], metrics: Metrics) -> None:
        self._app = app
        self._headers = headers
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def decorated(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if str(scope["path"]).startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            limit = MAX_FILE if scope["path"] in TAKES_FILES else MAX_BODY
            if _is_too_large(scope, limit):
                await answer(ApiProblem(413, "body_too_large", {"limit": limit}))(scope, receive, decorated)
                return
            await self._app(scope, _bounded(receive, limit), decorated)
        finally:
            labels = (_route(scope), str(scope["method"]), str(status))
            self._metrics.requests.labels(*labels).observe(time.perf_counter() - begun)


def _is_too_large(scope: Scope, limit: int) -> bool:
    length = Headers(scope=scope).get("content-length", "0")
    return not length.isdecimal() or int(length) > limit


def _bounded(receive: Receive, limit: int) -> Receive:
    """A body without a length is cut off at the limit too."""
    left = limit

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                raise ApiProblem(413, "body_too_large", {"limit": limit})
        return message

    return bounded


def _route(scope: Scope) -> str:
    """The route's pattern, so that ids make no series of their own."""
    route = scope.get("route")
    return route.path if isinstance(route, APIRoute) else "other"
