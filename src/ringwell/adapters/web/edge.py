"""What the edge works with: handed in by the runtime, found again at `app.state.edge`."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, cast

from aiohttp import ClientSession
from fastapi import Depends
from starlette.requests import HTTPConnection

from ringwell.access.throttle import TRY_PHONES
from ringwell.adapters.web.door_client import DoorClient
from ringwell.adapters.web.identity import Identity, cookie_name
from ringwell.adapters.web.limits import Recently, Throttle
from ringwell.adapters.web.live_pages import LivePages
from ringwell.adapters.web.metrics import Metrics, Owners
from ringwell.adapters.web.names import NameCache
from ringwell.adapters.web.origin import allowed_origins
from ringwell.adapters.web.problems import ApiProblem
from ringwell.adapters.web.relay_sip import PhoneSources
from ringwell.adapters.web.settings_cache import SettingsCache
from ringwell.adapters.web.stores import Stores
from ringwell.calls.ports import PatientPhones, Trunks
from ringwell.calls.recognisers import RecognisersNow
from ringwell.flows.prompts import PromptLibrary, Sounds
from ringwell.flows.question_problems import ServiceKind
from ringwell.flows.studio import Studio
from ringwell.kernel.ids import Ids
from ringwell.kernel.mail import Mailer


@dataclass(frozen=True, slots=True)
class EdgeSettings:
    """What this edge is told. `origin` is what browsers have in their address bar; `switch_websocket` the switch's `/ws`,
    `sip_server` what desk phones register with ("host:port"), `sip_tls` whether it speaks SIP over TLS, `services` what flows may ask, by workspace's short name and their own, `own_addresses` this machine's as they are now."""

    origin: str
    switch_websocket: str
    own_addresses: Callable[[], Collection[str]] = frozenset
    tls: bool = False
    demo: bool = False
    behind_proxy: bool = False
    demo_slug: str = "demo"
    services: Mapping[str, Mapping[str, ServiceKind]] = field(
        default_factory=dict[str, Mapping[str, ServiceKind]]
    )
    ice_servers: tuple[dict[str, str], ...] = ()
    web_folder: Path | None = None
    sip_server: str = ""
    sip_tls: bool = False
    session_lifetime_s: int = 16 * 3600
    try_lifetime_s: int = 3600
    live_recheck_s: float = 15.0

    @property
    def cookie(self) -> str:
        return cookie_name(self.origin, tls=self.tls)

    @property
    def origins(self) -> frozenset[str]:
        return allowed_origins(self.origin)


LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
SAME_LISTEN_S: Final = 300.0
"""A player asks for one recording piece by piece: within this time that is one listen."""

Probe = Callable[[], Awaitable[bool]]
"""Whether a part works; it bounds its own time and does not raise."""
LeftOut = Callable[[], Awaitable[Sequence[str]]]
"""The workspaces that no brain can serve; it does not raise."""


AskOwners = Callable[[], Awaitable[Owners | None]]
"""Which brain has what; None where the database does not tell."""


AskSpeech = Callable[[], Awaitable[RecognisersNow]]
"""What listens to callers; it does not raise."""


async def _deaf() -> RecognisersNow:
    return RecognisersNow()


async def _nobody() -> Sequence[str]:
    return ()


async def _unknown() -> Owners | None:
    return None


@dataclass(frozen=True, slots=True)
class Edge:
    """Everything a request may need. `probes` are the parts of readiness: database, switch, brain."""

    settings: EdgeSettings
    stores: Stores
    phones: PatientPhones
    trunks: Trunks
    http: ClientSession
    door: DoorClient
    ids: Ids
    now: Callable[[], datetime]
    probes: Mapping[str, Probe]
    prompts: Mapping[str, PromptLibrary]
    sounds: Sounds
    studio: Studio
    mailer: Mailer
    left_out: LeftOut = _nobody
    owners: AskOwners = _unknown
    speech: AskSpeech = _deaf
    metrics: Metrics = field(default_factory=Metrics)
    pages: LivePages = field(default_factory=LivePages)
    phone_sources: PhoneSources = field(default_factory=PhoneSources)
    names: NameCache = field(default_factory=NameCache)
    settled: SettingsCache = field(default_factory=SettingsCache)
    listens: Recently = field(default_factory=lambda: Recently(SAME_LISTEN_S))
    try_phones: Throttle = field(default_factory=lambda: Throttle(TRY_PHONES))


def edge_of(connection: HTTPConnection) -> Edge:
    """The edge that serves this request."""
    return cast("Edge", connection.app.state.edge)


def source_of(connection: HTTPConnection) -> str:
    """The address that a request comes from, for throttling. A header is believed only where there is a proxy of ours."""
    peer = "unknown" if connection.client is None else connection.client.host
    if not edge_of(connection).settings.behind_proxy or peer not in LOOPBACK:
        return peer
    # A browser may send that header too: only what the proxy itself wrote, last, is believed.
    written = connection.headers.getlist("x-forwarded-for") or [peer]
    return written[-1].rpartition(",")[2].strip() or peer


def identity_of(connection: HTTPConnection) -> Identity:
    """Who asks; put there by the route's guard."""
    identity = cast("Identity | None", getattr(connection.state, "identity", None))
    if identity is None:
        raise ApiProblem(401, "not_signed_in")
    return identity


UseEdge = Annotated[Edge, Depends(edge_of)]
Who = Annotated[Identity, Depends(identity_of)]
