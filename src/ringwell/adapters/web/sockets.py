"""The two WebSockets of the edge: live views, and browsers' SIP."""

from contextlib import suppress

from fastapi import APIRouter, WebSocket

from ringwell.adapters.web import vetting
from ringwell.adapters.web.edge import Edge, edge_of, source_of
from ringwell.adapters.web.identity import Identity, Shown, identify, shown
from ringwell.adapters.web.origin import has_right_origin
from ringwell.adapters.web.relay_live import SESSION_ENDED, TOO_MANY, LiveRelay
from ringwell.adapters.web.relay_sip import SUBPROTOCOL, SipRelay
from ringwell.kernel.errors import StoreAway
from ringwell.kernel.ids import PHONE, is_id

router = APIRouter()
TRY_AGAIN = 1013


@router.websocket("/api/v1/live")
async def live(socket: WebSocket) -> None:
    """Live views and commands: adapters/web/live.py. `?phone_session_id=` names the phone that the page holds."""
    edge = edge_of(socket)
    credential = shown(socket, edge.settings.cookie)
    is_program = credential is not None and credential.kind == "token"
    if not is_program and not has_right_origin(socket, edge.settings.origins):
        await socket.close()
        return
    try:
        identity = await _identify(edge, credential)
    except StoreAway:
        await socket.accept()
        await socket.close(TRY_AGAIN)
        return
    await socket.accept()
    if identity is None:
        # After accepting: a browser shows a page no reason for a refused handshake.
        await socket.close(SESSION_ENDED)
        return
    if edge.pages.is_full_for(identity.user.user_id):
        await socket.close(TOO_MANY)
        return
    await _relay(edge, socket, identity, credential)


async def _identify(edge: Edge, credential: Shown | None) -> Identity | None:
    return await identify(credential, edge.stores.sessions, edge.stores.tokens)


async def _relay(edge: Edge, socket: WebSocket, identity: Identity, credential: Shown | None) -> None:
    phone = socket.query_params.get("phone_session_id")
    relay = LiveRelay(
        socket,
        identity,
        phone if phone is not None and is_id(phone, PHONE) else None,
        edge.door,
        lambda: _identify(edge, credential),
        lambda who, command: vetting.why_not(edge, who, command),
        now=edge.now,
        metrics=edge.metrics,
        recheck_s=edge.settings.live_recheck_s,
    )
    await relay.run(edge.pages)


@router.websocket("/ws")
async def sip(socket: WebSocket) -> None:
    """SIP of a browser's telephone, to the switch's `/ws` and nothing else."""
    edge = edge_of(socket)
    offered = socket.scope.get("subprotocols", [])
    if not has_right_origin(socket, edge.settings.origins) or SUBPROTOCOL not in offered:
        await socket.close()
        return
    relay = SipRelay(socket, await _phone_source(edge, socket), edge.phone_sources, edge.metrics)
    await relay.run(edge.http, edge.settings.switch_websocket)


async def _phone_source(edge: Edge, socket: WebSocket) -> str:
    """Who is to answer for guesses on this socket: its address. Where that has to wait, whoever is signed in: a stranger of the same
    address, such as the office's, must not be able to keep its agents off their phones. The database is asked in that case only."""
    source = source_of(socket)
    if edge.phone_sources.guesses.seconds_to_wait(source) <= 0:
        return source
    with suppress(StoreAway):
        identity = await _identify(edge, shown(socket, edge.settings.cookie))
        if identity is not None:
            return identity.user.user_id
    return source
