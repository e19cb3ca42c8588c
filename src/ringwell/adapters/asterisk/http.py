"""Requests to the switch over plain HTTP: for those that may wait, and for callers without an event socket."""

from types import TracebackType
from typing import Final, Self

import aiohttp
import msgspec

from ringwell.adapters.asterisk.errors import SwitchAway, SwitchSlow
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
    """A bounded pool of kept connections. Use as an async context manager."""

    def __init__(
        self,
        address: AriAddress,
        *,
        may_act: MayAct = always,
        connections: int = CONNECTIONS,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._address = address
        self._may_act = may_act
        self._connections = connections
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # Asterisk closes an idle connection after 15 s; we let go of ours first.
        connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=10)
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
        try:
            async with self.session.request(
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
