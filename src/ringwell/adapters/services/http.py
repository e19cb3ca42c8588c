"""Puts a flow's question to a service over HTTP. Whatever comes, an answer comes within the question's time."""

import asyncio
from collections.abc import Mapping
from typing import Final

import msgspec
from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver
from yarl import URL

from ringwell.adapters.services.addresses import AddressRefused, OpenResolver, open_socket
from ringwell.adapters.services.answers import MOST_BYTES, told_by_json
from ringwell.adapters.services.named import NamedService
from ringwell.flows.messages import HttpQuestion, Told

MOST_REDIRECTS: Final = 2
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
NOTHING_THERE: Final = frozenset({204, 404, 410})
AT_ONCE: Final = 32
"""Connections at once to one host: who asks more waits for one, within its own time. All together are bounded by who asks."""


class _Refused(Exception):
    """`code` says why the answer, or the way to it, is not taken."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class HttpServices:
    """Two ways out: to the open network, and to services that are named in the settings, which may stand anywhere."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        self._resolver = resolver
        self._sessions: dict[bool, ClientSession] = {}

    async def ask(self, question: HttpQuestion, service: NamedService | None) -> Told:
        """Never raises but for cancellation. `service` is None where none is named."""
        try:
            async with asyncio.timeout(question.seconds):
                return await self._asked(question, service)
        except TimeoutError:
            return Told("failed", code="too_slow")
        except _Refused as refused:
            return Told("failed", code=refused.code)
        except AddressRefused:
            return Told("failed", code="address_refused")
        except InvalidURL:
            return Told("failed", code="wrong_url")
        except (ClientError, OSError) as error:
            causes = (error.__cause__, error.__context__, getattr(error, "os_error", None))
            refused = any(isinstance(each, AddressRefused) for each in causes)
            return Told("failed", code="address_refused" if refused else "no_connection")
        except ValueError:
            return Told("failed", code="wrong_url")

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    async def _asked(self, question: HttpQuestion, service: NamedService | None) -> Told:
        url = URL(
            question.url if service is None else f"{service.url.rstrip('/')}{question.url}", encoded=True
        )
        for _ in range(MOST_REDIRECTS + 1):
            async with self._session(named=service is not None).request(
                question.method,
                url,
                headers=_headers(question, service),
                data=None if question.body is None else msgspec.json.encode(question.body),
                allow_redirects=False,
            ) as response:
                if response.status not in REDIRECTS:
                    return await _told(response, question.results)
                url = _redirected(url, response, question)
        raise _Refused("redirected")

    def _session(self, *, named: bool) -> ClientSession:
        session = self._sessions.get(named)
        if session is None:
            session = self._sessions[named] = way_out(self._resolver, named=named)
        return session


def way_out(names: AbstractResolver | None = None, *, named: bool = False) -> ClientSession:
    """Connections to the open network only, or, where the settings name who is asked, to anywhere. `names` resolves hosts. Close it at the end."""
    return ClientSession(
        connector=TCPConnector(
            resolver=names if named else OpenResolver(names=names),
            limit=0,
            limit_per_host=AT_ONCE,
            use_dns_cache=False,
            force_close=not named,
            socket_factory=None if named else open_socket,
        ),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=None),
        auto_decompress=False,
        trust_env=False,
        max_line_size=8190,
        max_field_size=8190,
    )


def _headers(question: HttpQuestion, service: NamedService | None) -> dict[str, str]:
    """The settings' own headers count before the flow's."""
    own = {
        **question.headers,
        **(service.headers if service else {}),
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "Ringwell",
    }
    if question.method == "POST":
        own |= {"Content-Type": "application/json", "Idempotency-Key": question.key}
    return own


def _redirected(url: URL, response: ClientResponse, question: HttpQuestion) -> URL:
    """Within the same host only, and only what merely reads."""
    target = url.join(URL(response.headers.get("Location", ""), encoded=True))
    there = (target.scheme, target.host, target.port) == (url.scheme, url.host, url.port)
    if question.method != "GET" or not there or target.user is not None:
        raise _Refused("redirected")
    return target


async def _told(response: ClientResponse, results: Mapping[str, str]) -> Told:
    if response.status in NOTHING_THERE:
        return Told("not_found")
    if not 200 <= response.status < 300:
        raise _Refused("refused")
    kind = response.content_type.casefold()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise _Refused("not_json")
    if response.headers.get("Content-Encoding", "identity").casefold() != "identity":
        raise _Refused("not_json")
    return told_by_json(await _body(response), results)


async def _body(response: ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(8192):
        body += chunk
        if len(body) > MOST_BYTES:
            raise _Refused("too_large")
    return bytes(body)
