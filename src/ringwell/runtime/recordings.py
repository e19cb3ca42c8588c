"""The worker's main job: recordings that the switch has finished become WAV files in the archive."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ringwell.adapters.archive.audio import Damaged, Made, make_wav, read_peaks, wav_info, write_peaks
from ringwell.adapters.postgres.log import event_about
from ringwell.calls.messages import RecordingFailed, RecordingStored
from ringwell.journeys.ports import EventLog
from ringwell.kernel.errors import StoreAway
from ringwell.kernel.events import SYSTEM, Fact
from ringwell.kernel.ids import Ids
from ringwell.kernel.storage import Storage, StorageFull, StorageReadOnly, Stored, peaks_key
from ringwell.kpis.model import RecordingRow
from ringwell.kpis.ports import Recordings
from ringwell.runtime.alarms import FULL, UNWRITABLE, judge
from ringwell.runtime.logs import Log
from ringwell.runtime.strays import set_aside, stray_folder
from ringwell.runtime.voice_messages import VoiceMessages

QUIET_S = 1.0
"""A raw file that has not grown for this long, of a segment that is over, is finished."""
GIVE_UP = timedelta(minutes=10)
"""A recording without a file this long after its segment began and ended was never made."""
TRY_AGAIN = timedelta(seconds=30)
"""After a fault with one recording, others come first for this long."""
WHY_MISSING: Final[Mapping[str | None, str]] = {None: "no_file", FULL: "no_space", UNWRITABLE: "read_only"}
"""Code of a recording that has no file, by what is wrong with the switch's folder."""


class RecordingFinisher:
    """Finishes recordings of one installation. `raw` is where the switch writes, `scratch` a folder of the worker's own."""

    def __init__(
        self,
        *,
        recordings: Recordings,
        storage: Storage,
        log: EventLog,
        ids: Ids,
        now: Callable[[], datetime],
        raw: Path,
        scratch: Path,
        messages: VoiceMessages,
        say: Log,
    ) -> None:
        self._recordings = recordings
        self._storage = storage
        self._log = log
        self._ids = ids
        self._now = now
        self._raw = raw
        self._scratch = scratch
        self._messages = messages
        self._say = say
        self._put_off: dict[str, datetime] = {}

    async def finish(self, workspace_id: str) -> int:
        """Look after the unfinished recordings of a workspace; how many became stored or failed. Raises StoreAway only."""
        now, done = self._now(), 0
        self._put_off = {each: until for each, until in self._put_off.items() if until > now}
        for row in await self._recordings.unfinished(workspace_id):
            if row.recording_id not in self._put_off:
                done += await self._finish(workspace_id, row)
        return done

    async def _finish(self, workspace_id: str, row: RecordingRow) -> int:
        """One recording; what goes wrong with it concerns no other."""
        try:
            return await self._finish_one(workspace_id, row)
        except StoreAway:
            raise
        except (StorageFull, StorageReadOnly, OSError) as error:
            self._say.error(
                "a recording waits for room in the archive", problem=repr(error), recording=row.recording_id
            )
        except Exception:  # noqa: BLE001 - others are behind it in the line
            self._say.exception("a recording could not be finished", recording=row.recording_id)
        self._put_off[row.recording_id] = self._now() + TRY_AGAIN
        return 0

    async def _finish_one(self, workspace_id: str, row: RecordingRow) -> int:
        source = await asyncio.to_thread(self._source, row)
        if source is None:
            return await self._without_file(workspace_id, row)
        if await asyncio.to_thread(_age, source) < QUIET_S:
            return 0
        try:
            made, stored = await self._keep(workspace_id, row, source)
        except Damaged:
            await self._fail(workspace_id, row, "damaged")
            await asyncio.to_thread(set_aside, source, self._raw)
            return 1
        if row.kind == "voicemail":
            await self._messages.left(workspace_id, row, source, made.duration_ms)
        await self._record(workspace_id, row, _stored(row, made, stored))
        await asyncio.to_thread(source.unlink, missing_ok=True)
        return 1

    async def _without_file(self, workspace_id: str, row: RecordingRow) -> int:
        if self._now() - row.started_at < GIVE_UP:
            return 0
        wrong, _ = await asyncio.to_thread(judge, self._raw, 0)
        await self._fail(workspace_id, row, WHY_MISSING[wrong])
        return 1

    async def _fail(self, workspace_id: str, row: RecordingRow, code: str) -> None:
        self._say.error("a recording is lost", recording=row.recording_id, code=code)
        await self._record(workspace_id, row, RecordingFailed(recording_id=row.recording_id, code=code))

    async def _keep(self, workspace_id: str, row: RecordingRow, source: Path) -> tuple[Made, Stored]:
        wav, peaks = self._scratch / f"{row.recording_id}.wav", self._scratch / f"{row.recording_id}.json"
        try:
            made = await asyncio.to_thread(_make, source, wav, peaks)
            key = storage_key(workspace_id, row)
            stored = await self._storage.put(key, wav)
            await self._storage.put(peaks_key(key), peaks)
            return made, stored
        finally:
            with suppress(OSError):
                wav.unlink(missing_ok=True)
                peaks.unlink(missing_ok=True)

    def _source(self, row: RecordingRow) -> Path | None:
        """What the switch has written: raw stereo of a segment, or the WAV of a voicemail; set aside where its row came very late."""
        for folder in (self._raw, stray_folder(self._raw)):
            for suffix in (".raw", ".wav"):
                path = folder / f"{row.recording_id}{suffix}"
                if path.is_file():
                    return path
        return None

    async def _record(self, workspace_id: str, row: RecordingRow, fact: Fact) -> None:
        event = event_about(
            self._ids,
            workspace_id,
            fact,
            SYSTEM,
            interaction_id=row.interaction_id,
            agent_id=row.agent_id,
            client_id=row.client_id,
            project_id=row.project_id,
        )
        await self._log.append(workspace_id, [event])


def storage_key(workspace_id: str, row: RecordingRow) -> str:
    """`workspace/project/yyyy/mm/dd/interaction/segment.wav`."""
    day = row.started_at.strftime("%Y/%m/%d")
    name = row.segment_id or row.recording_id
    return f"{workspace_id}/{row.project_id or 'none'}/{day}/{row.interaction_id}/{name}.wav"


def _make(source: Path, wav: Path, peaks: Path) -> Made:
    if source.suffix == ".raw":
        made = make_wav(source, wav, channels=2)
    else:
        wav.write_bytes(source.read_bytes())
        made = wav_info(wav)
    write_peaks(read_peaks(wav), peaks)
    return made


def _stored(row: RecordingRow, made: Made, stored: Stored) -> RecordingStored:
    return RecordingStored(
        recording_id=row.recording_id,
        key=stored.key,
        sha256=stored.sha256,
        size=stored.size,
        duration_ms=made.duration_ms,
        channels=made.channels,
    )


def _age(path: Path) -> float:
    """Seconds since the file last grew, by the file system's clock; where that has been set back since, how far."""
    return abs(time.time() - path.stat().st_mtime)
