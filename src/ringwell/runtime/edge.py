"""The edge: one web origin for browsers. It holds nothing: sessions are rows, live state is the brain's, audio the switch's."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import ClientSession

import ringwell
from ringwell.adapters.archive.folder import FolderStorage
from ringwell.adapters.asterisk.ami import Ami
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.adapters.asterisk.prompts import PackagedSounds, library
from ringwell.adapters.asterisk.trunk_status import AsteriskTrunks
from ringwell.adapters.mail.sender import SmtpMailer
from ringwell.adapters.postgres.page_hints import page_hints
from ringwell.adapters.speech.engines import engine_for
from ringwell.adapters.speech.studio import SpeechStudio
from ringwell.adapters.web.app import make_app
from ringwell.adapters.web.door_client import DoorClient
from ringwell.adapters.web.edge import Edge, EdgeSettings, Probe
from ringwell.adapters.web.live_pages import LivePages
from ringwell.adapters.web.metrics import Owners
from ringwell.adapters.web.serve import Listen, make_server, serve
from ringwell.adapters.web.stores import Stores as WebStores
from ringwell.flows.prompts import LANGUAGES
from ringwell.kernel.errors import RingwellError
from ringwell.kernel.storage import Storage
from ringwell.runtime.brains import LeasedBrains
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.edge_phones import EdgePhones
from ringwell.runtime.installation import Installation
from ringwell.runtime.logs import get_log
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.own_addresses import own_addresses
from ringwell.runtime.probes import switch_answers
from ringwell.runtime.services import services_of
from ringwell.runtime.settings import Settings, bracketed
from ringwell.runtime.spare import await_turn
from ringwell.runtime.speech import recognisers_now
from ringwell.runtime.stores import Stores, open_stores

CONNECTIONS = 10


async def run(installation: Installation, stop: asyncio.Event) -> None:
    """Serve until told to stop. Starts, and says what is away, whatever else is down."""
    settings = installation.settings
    log = get_log("ringwell.edge")
    async with make_edge(installation) as edge:
        listen = Listen(
            host=settings.http_host,
            port=settings.http_port,
            certificate=settings.tls_certificate,
            key=settings.tls_key,
        )
        log.info("the edge listens", origin=edge.settings.origin)
        await serve(make_server(make_app(edge), listen), stop)


@asynccontextmanager
async def make_edge(installation: Installation) -> AsyncGenerator[Edge]:
    """Everything of this edge, closed at the end."""
    ids = RandomIds()
    stores = open_stores(installation, ids, name="edge", connections=CONNECTIONS)
    settings = edge_settings(installation)
    address = AriAddress(
        url=installation.ari_url,
        user=installation.credentials().ari_user,
        password=installation.credentials().ari_password,
    )
    try:
        async with ClientSession() as http, HttpTransport(address, connections=8, timeout=4.0) as ari:
            phones = EdgePhones(
                AsteriskPhones(Ari(ari), domain=_host_of(settings.origin)), get_log("ringwell.edge")
            )
            brains = LeasedBrains(stores.leases, stores.workspaces)
            door = DoorClient(http, brains, installation.secrets.door_key)
            pages = LivePages()
            hints = page_hints(stores.url, pages)
            async with _beside(phones.run()), _beside(door.follow()), _beside(hints.run()):
                yield Edge(
                    settings=settings,
                    stores=web_stores(stores, FolderStorage(installation.folders.archive)),
                    phones=phones,
                    trunks=AsteriskTrunks(
                        Ari(ari),
                        Ami(installation.manager()),
                        installation.switch_folders().logs / "messages.log",
                        installation.sip_trusted,
                    ),
                    http=http,
                    door=door,
                    ids=ids,
                    now=lambda: datetime.now(UTC),
                    probes=_probes(installation, stores, door),
                    left_out=lambda: _left_out(stores, door),
                    owners=lambda: _owners(stores),
                    speech=lambda: recognisers_now(installation),
                    prompts={language: library(language) for language in LANGUAGES},
                    sounds=PackagedSounds(),
                    studio=make_studio(installation.settings, http),
                    mailer=SmtpMailer(),
                    pages=pages,
                )
    finally:
        await stores.close()


def make_studio(settings: Settings, http: ClientSession) -> SpeechStudio:
    """With an engine for each language that this machine can speak."""
    named = {"en": settings.voice_en, "ru": settings.voice_ru, "pl": settings.voice_pl}
    engines = {language: engine_for(language, setting, http) for language, setting in named.items()}
    return SpeechStudio({language: engine for language, engine in engines.items() if engine is not None})


@asynccontextmanager
async def _beside(work: Coroutine[object, object, None]) -> AsyncGenerator[None]:
    """The work runs until the block ends."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _host_of(origin: str) -> str:
    return bracketed(urlsplit(origin).hostname or "")


def edge_settings(installation: Installation) -> EdgeSettings:
    """What the web adapter is told of this installation."""
    settings = installation.settings
    return EdgeSettings(
        origin=settings.origin,
        switch_websocket=installation.switch_websocket_url,
        own_addresses=lambda: own_addresses(settings),
        tls=settings.origin.startswith("https://"),
        demo=settings.demo,
        services={
            slug: {name: each.kind for name, each in named.items()}
            for slug, named in services_of(installation).items()
        },
        behind_proxy=settings.behind_proxy,
        ice_servers=_ice_servers(settings),
        web_folder=web_folder(),
        sip_tls=settings.sip_over_tls,
        sip_server=f"{bracketed(settings.external_address or settings.sip_host)}:{settings.sip_port}",
    )


def web_folder() -> Path:
    """Where script/server builds the web app."""
    return Path(ringwell.__file__).parents[2] / "web" / "dist"


def _ice_servers(settings: Settings) -> tuple[dict[str, str], ...]:
    """As browsers take them."""
    found: list[dict[str, str]] = []
    if settings.stun_server is not None:
        found.append({"urls": f"stun:{settings.stun_server}"})
    if settings.turn_server is not None:
        turn = {"urls": f"turn:{settings.turn_server}"}
        if settings.turn_user is not None and settings.turn_password is not None:
            turn |= {"username": settings.turn_user, "credential": settings.turn_password}
        found.append(turn)
    return tuple(found)


def web_stores(stores: Stores, storage: Storage) -> WebStores:
    """The database's repositories by the ports that the web adapter names."""
    return WebStores(
        passwords=stores.passwords,
        workspaces=stores.workspaces,
        users=stores.users,
        sessions=stores.sessions,
        tokens=stores.api_tokens,
        guard=stores.sign_in_guard,
        audit=stores.audit,
        idempotency=stores.idempotency,
        editor=stores.config,
        config=stores.config,
        contacts=stores.directory,
        notes=stores.notes,
        call_forms=stores.call_forms,
        promises=stores.promises,
        mail_setup=stores.mail_setup,
        sms_setup=stores.sms_setup,
        text_tests=stores.text_tests,
        owner_answers=stores.owner_answers,
        asides=stores.asides,
        shift_checks=stores.shift_checks,
        blocks=stores.blocks,
        segment_numbers=stores.segment_numbers,
        announcements=stores.announcements,
        sounds=stores.sounds,
        follow_ups=stores.follow_ups,
        phone_book=stores.phone_book,
        callback_numbers=stores.callback_numbers,
        interactions=stores.interactions,
        recordings=stores.recordings,
        figures=stores.figures,
        storage=storage,
        jobs=stores.jobs,
        drafts=stores.drafts,
        traffic=stores.traffic,
    )


async def _owners(stores: Stores) -> Owners | None:
    try:
        found = await stores.roster.look()
    except RingwellError:
        return None
    held = [row for row in found.partitions if row.holds and row.owner and row.since]
    return Owners(
        brains={each.name: each.lives for each in found.brains},
        partitions={row.partition: (row.owner or "", row.since.timestamp()) for row in held if row.since},
    )


async def _left_out(stores: Stores, door: DoorClient) -> Sequence[str]:
    try:
        known = await stores.config.workspaces()
    except RingwellError:
        return ()
    return await door.left_out(known)


def _probes(installation: Installation, stores: Stores, door: DoorClient) -> Mapping[str, Probe]:
    """The parts that a call needs."""

    async def database() -> bool:
        try:
            await stores.leases.held()
        except RingwellError:
            return False
        return True

    async def switch() -> bool:
        return await switch_answers(installation)

    async def brain() -> bool:
        try:
            held = await stores.leases.held() >= set(range(installation.settings.partitions))
            return held and all([await door.ready(each) for each in await stores.config.workspaces()])
        except RingwellError:
            return False

    return {"database": database, "switch": switch, "brain": brain}


if __name__ == "__main__":
    await_turn()
    run_process("edge", run)
