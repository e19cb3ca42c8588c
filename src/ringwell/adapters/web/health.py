"""Whether this edge lives, whether the whole can take a call, and figures for Prometheus."""

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from ringwell.adapters.web.edge import LOOPBACK, Edge, Probe, edge_of
from ringwell.adapters.web.identity import identify, shown

router = APIRouter(include_in_schema=False)

PROBE_S: Final = 2.0


@router.get("/health/live")
async def is_live() -> Response:
    """This process answers."""
    return JSONResponse({"status": "live"})


@router.get("/health/ready")
async def is_ready(request: Request) -> Response:
    """A call can be taken: every part works. 503 names those that do not. Workspaces that are left out are named, and keep nobody else
    from being served. Without recognisers calls are taken all the same: menus go by keys."""
    edge = edge_of(request)
    names = list(edge.probes)
    worked = await asyncio.gather(*(_ask(edge.probes[name]) for name in names))
    for name, works in zip(names, worked, strict=True):
        edge.metrics.ready.labels(name).set(works)
    ready = all(worked)
    speech = await edge.speech()
    body = {
        "status": "ready" if ready else "not_ready",
        "parts": {name: {"ok": works} for name, works in zip(names, worked, strict=True)},
        "left_out": list(await edge.left_out()),
        "speech": {"model": speech.model, "recognisers": speech.recognisers, "ready": speech.ready},
    }
    return JSONResponse(body, 200 if ready else 503, headers={"Cache-Control": "no-store"})


async def _ask(probe: Probe) -> bool:
    try:
        async with asyncio.timeout(PROBE_S):
            return await probe()
    except TimeoutError:
        return False


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """For Prometheus on this machine, or with an administrator's API token."""
    edge = edge_of(request)
    if not _is_local(request) and not await _has_token(request, edge):
        return Response(status_code=403)
    if (owners := await edge.owners()) is not None:
        edge.metrics.show(owners)
    return Response(edge.metrics.text(), media_type=edge.metrics.content_type)


def _is_local(request: Request) -> bool:
    """Not through a proxy on this machine, which speaks for others."""
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return request.client is not None and request.client.host in LOOPBACK and not forwarded


async def _has_token(request: Request, edge: Edge) -> bool:
    credential = shown(request, edge.settings.cookie)
    if credential is None or credential.kind != "token":
        return False
    identity = await identify(credential, edge.stores.sessions, edge.stores.tokens)
    return identity is not None and "administrator" in identity.roles
