"""Recordings: audio with ranges for the player, peaks for the waveform. Every listen is audited."""

import re
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from ringwell.adapters.web.api.interactions import recording_for
from ringwell.adapters.web.api.shapes import View, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem
from ringwell.kernel.ids import RECORDING
from ringwell.kernel.storage import peaks_key
from ringwell.kpis.model import RecordingRow

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["recordings"])

_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Peaks(View):
    """The loudest sample, 0–1, of each `1/per_second`, a list a channel: caller, agent."""

    duration_ms: int
    per_second: int
    channels: list[list[float]]


@router.get(
    "/recordings/{recording_id}/audio",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"audio/wav": {}}, "description": "The whole."},
        206: {"content": {"audio/wav": {}}, "description": "The range."},
    },
)
@allow(*EVERY_ROLE)
async def read_audio(
    edge: UseEdge,
    who: Who,
    recording_id: str,
    wanted_range: Annotated[str | None, Header(alias="Range")] = None,
    download: Annotated[
        bool, Query(description="Save it as a file: kept in the audit as an export.")
    ] = False,
) -> Response:
    """WAV, 8 kHz; of a conversation in stereo, the caller left, the agent right."""
    recording, key = await _stored(edge, who, recording_id)
    size = await edge.stores.storage.size(key)
    part = _part(wanted_range, size)
    begin, end = part or (0, size)
    await _audit(edge, who, recording, exported=download)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(end - begin),
        "Content-Disposition": f'{"attachment" if download else "inline"}; filename="{recording.recording_id}.wav"',
    }
    if recording.sha256 is not None:
        headers["ETag"] = f'"{recording.sha256}"'
    if part is not None:
        headers["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    body = _bytes(edge, key, begin, end)
    return StreamingResponse(body, 200 if part is None else 206, headers=headers, media_type="audio/wav")


@router.get("/recordings/{recording_id}/peaks")
@allow(*EVERY_ROLE)
async def read_peaks(edge: UseEdge, who: Who, recording_id: str, request: Request) -> Peaks:
    """What the waveform is drawn from."""
    _, key = await _stored(edge, who, recording_id)
    parts = [chunk async for chunk in edge.stores.storage.read(peaks_key(key))]
    return Peaks.model_validate_json(b"".join(parts))


async def _stored(edge: Edge, who: Identity, recording_id: str) -> tuple[RecordingRow, str]:
    row = await edge.stores.recordings.read(who.workspace_id, known_id(recording_id, RECORDING))
    recording = recording_for(who, row)
    if recording.state == "failed":
        raise ApiProblem(410, "recording_failed", {"failure": recording.failure})
    if recording.state == "erased":
        raise ApiProblem(410, "recording_erased")
    if recording.key is None:
        raise ApiProblem(409, "recording_not_ready", headers={"Retry-After": "2"})
    return recording, recording.key


async def _bytes(edge: Edge, key: str, begin: int, end: int) -> AsyncIterator[bytes]:
    async for chunk in edge.stores.storage.read(key, begin, end):
        yield chunk


def _part(wanted: str | None, size: int) -> tuple[int, int] | None:
    """From and to (not included) of one range; None, the whole, for what is no range or several, as HTTP allows."""
    found = None if wanted is None else _RANGE.fullmatch(wanted.strip())
    if found is None or (not found[1] and not found[2]):
        return None
    if not found[1]:
        begin, end = max(0, size - int(found[2])), size
    else:
        begin = int(found[1])
        end = min(size, int(found[2]) + 1) if found[2] else size
    if begin >= min(end, size):
        raise ApiProblem(416, "range_outside", headers={"Content-Range": f"bytes */{size}"})
    return begin, end


async def _audit(edge: Edge, who: Identity, recording: RecordingRow, *, exported: bool) -> None:
    """Kept before the first byte goes out."""
    action = "recording.exported" if exported else "recording.listened"
    if not exported and not edge.listens.is_new((who.actor_id, recording.recording_id)):
        return
    params: dict[str, object] = {"interaction_id": recording.interaction_id}
    await edge.stores.audit.looked(who.workspace_id, who.actor, action, recording.recording_id, params)
    edge.listens.remember((who.actor_id, recording.recording_id))
