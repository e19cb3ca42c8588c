"""Requests to the switch over plain HTTP: for those that may wait, and for callers without an event socket."""

from types import TracebackType
from typing import Final, Self

import aiohttp
import msgspec
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from ringwell.adapters.asterisk.errors import NotOwner, SwitchAway, SwitchSlow
from ringwell.adapters.asterisk.sockets import Sockets
from ringwell.adapters.asterisk.transport import MayAct, Request, always, check_owner, successful

CONNECTIONS: Final = 32
TIMEOUT_SECONDS: Final = 10.0


class AriAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where the switch's REST interface is, and the sign-in to it. `url` ends with "/ari"."""

    url: str
    user: str
    password: str

    def __repr__(self) -> str:
        return f"AriAddress({self.url!r}, user={self.user!r})"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": aiohttp.encode_basic_auth(self.user, self.password)}


class HttpTransport:
    """A bounded pool of kept connections, on `sockets` if they are to be cut. Use as an async context manager."""

    def __init__(
        self,
        address: AriAddress,
        *,
        may_act: MayAct = always,
        connections: int = CONNECTIONS,
        timeout: float = TIMEOUT_SECONDS,
        sockets: Sockets | None = None,
    ) -> None:
        self._address = address
        self._may_act = may_act
        self._sockets = sockets
        self._connections = connections
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # Asterisk closes an idle connection after 15 s; we let go of ours first.
        connector = _Connector(
            limit=self._connections,
            keepalive_timeout=10,
            socket_factory=None if self._sockets is None else self._sockets.make,
        )
        connector.may_act = self._may_act
        self._session = aiohttp.ClientSession(
            connector=connector, headers=self._address.headers, timeout=self._timeout
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the pool is not open")
        return self._session

    async def request(self, request: Request) -> bytes:
        check_owner(request, self._may_act)
        if self._session is None:  # a floor that was read anew may act before its switch is there
            raise SwitchAway(request.operation, "the pool is not open")
        try:
            async with self._session.request(
                request.method,
                f"{self._address.url}{request.path}",
                params=request.query,
                data=None if request.body is None else msgspec.json.encode(request.body),
                headers=None if request.body is None else {"Content-Type": "application/json"},
            ) as answer:
                return successful(request, answer.status, await answer.read())
        except TimeoutError as error:
            raise SwitchSlow(request.operation) from error
        except aiohttp.ClientError as error:
            raise SwitchAway(request.operation, str(error)) from error


class _Connector(aiohttp.TCPConnector):
    """A connection may have been waited for, and the lease be over since: what changes the switch is not sent then."""

    may_act: MayAct = staticmethod(always)

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - the library asks for it
    ) -> Connection:
        connection = await super().connect(req, traces, timeout)
        if req.method != "GET" and not self.may_act():
            connection.release()
            raise NotOwner(f"{req.method} {req.url.path}")
        return connection
