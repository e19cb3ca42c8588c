"""The worker finishes recordings whatever one of them is like, and looks after files that none waits for."""

import os
import time
import wave
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, cast

import pytest

from ringwell.adapters.archive.folder import FolderStorage
from ringwell.adapters.postgres.memory import MemoryLog
from ringwell.calls.messages import RecordingFailed, RecordingStored
from ringwell.customers.promises import NewPromise
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import Actor, Event, Fact
from ringwell.kernel.ids import CountingIds
from ringwell.kernel.storage import StorageFull, Stored
from ringwell.kpis.model import RecordingRow
from ringwell.runtime.logs import get_log
from ringwell.runtime.recordings import RecordingFinisher
from ringwell.runtime.strays import KEPT_S, STRAY_AFTER_S, StraySweep, stray_folder
from ringwell.runtime.voice_messages import NoTranscriber, VoiceMessages

IDS = CountingIds()
WORKSPACE = IDS.new(kinds.WORKSPACE)
START = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Rows:
    """The recordings of one workspace, as the log would project them."""

    def __init__(self, log: MemoryLog) -> None:
        self._log = log
        self.rows: dict[str, RecordingRow] = {}

    def add(self, kind: Literal["segment", "voicemail"] = "segment") -> str:
        recording_id = IDS.new(kinds.RECORDING)
        self.rows[recording_id] = RecordingRow(
            recording_id=recording_id,
            interaction_id=IDS.new(kinds.INTERACTION),
            kind=kind,
            state="recording",
            started_at=START,
        )
        return recording_id

    async def read(self, workspace_id: str, recording_id: str) -> RecordingRow:
        return self.rows[recording_id]

    async def of_erased(self, workspace_id: str) -> Sequence[RecordingRow]:
        return []

    async def states(self, workspace_id: str, recording_ids: Sequence[str]) -> Mapping[str, str]:
        told = {fact.recording_id: fact for fact in ends(self._log)}
        names = {RecordingStored: "stored", RecordingFailed: "failed"}
        return {
            each: names[type(told[each])] if each in told else "recording"
            for each in self.rows
            if each in recording_ids
        }

    async def unfinished(self, workspace_id: str, limit: int = 100) -> Sequence[RecordingRow]:
        states = await self.states(workspace_id, list(self.rows))
        return [row for each, row in self.rows.items() if states[each] == "recording"][:limit]


def ends(log: MemoryLog) -> list[RecordingStored | RecordingFailed]:
    facts: list[Fact] = [event.fact for event in log.events[WORKSPACE]]
    return [fact for fact in facts if isinstance(fact, RecordingStored | RecordingFailed)]


class Promises:
    """Keeps one for each id."""

    def __init__(self) -> None:
        self.made: dict[str, NewPromise] = {}

    async def make(self, workspace_id: str, new: NewPromise, by: Actor) -> None:
        self.made.setdefault(new.promise_id, new)


def grown_old(path: Path, seconds: float) -> None:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


class FullStorage(FolderStorage):
    """Has no room while `full`; does what nobody has foreseen for keys with `odd`."""

    full = False
    odd = "nothing"

    async def put(self, key: str, source: Path) -> Stored:
        if self.odd in key:
            raise RuntimeError(key)
        if self.full:
            raise StorageFull(key=key)
        return await super().put(key, source)


class World:
    """A worker's folders, rows and clock."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.scratch = folder / "raw", folder / "scratch"
        self.raw.mkdir()
        self.scratch.mkdir()
        self.now = START
        self.log = MemoryLog(WORKSPACE)
        self.rows = Rows(self.log)
        self.storage = FullStorage(folder / "archive")
        self.promises = Promises()
        self.finisher = RecordingFinisher(
            recordings=self.rows,
            storage=self.storage,
            log=self.log,
            ids=IDS,
            now=lambda: self.now,
            raw=self.raw,
            scratch=self.scratch,
            messages=VoiceMessages(
                cast("Any", self.promises), NoTranscriber(), lambda: self.now, get_log("test")
            ),
            say=get_log("test"),
        )
        self.sweeper = StraySweep(recordings=self.rows, raw=self.raw, say=get_log("test"))

    def write(self, name: str, content: bytes, *, age_s: float = 10.0) -> Path:
        path = self.raw / name
        path.write_bytes(content)
        grown_old(path, age_s)
        return path

    async def finish(self) -> list[str]:
        """How recordings ended, in order."""
        await self.finisher.finish(WORKSPACE)
        return ["stored" if isinstance(fact, RecordingStored) else fact.code for fact in ends(self.log)]

    async def sweep(self) -> None:
        await self.sweeper.sweep([WORKSPACE])

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.raw)) for path in self.raw.rglob("*") if path.is_file())


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def eight_bit(path: Path) -> bytes:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 801)
    return path.read_bytes()


async def test_a_damaged_voicemail_fails_and_stops_no_other(world: World, tmp_path: Path) -> None:
    for content in (b"", b"\0" * 44, b"RIFF\0\0", eight_bit(tmp_path / "odd.wav")):
        world.write(f"{world.rows.add()}.wav", content)
    world.write(f"{world.rows.add()}.raw", b"\0" * 32_000)
    assert await world.finish() == ["damaged"] * 4 + ["stored"]
    assert len(world.files()) == 4
    assert all(name.startswith("stray/") for name in world.files())


async def test_a_recording_from_before_the_clock_was_set_back_does_not_wait_for_that_time(
    world: World,
) -> None:
    world.write(f"{world.rows.add()}.raw", b"\0" * 32_000, age_s=-3600)
    assert await world.finish() == ["stored"]


async def test_a_full_archive_loses_nothing_and_is_tried_again_later(world: World) -> None:
    world.write(f"{world.rows.add()}.raw", b"\0" * 32_000)
    world.storage.full = True
    assert await world.finish() == []
    world.storage.full = False
    assert await world.finish() == []
    world.now += timedelta(minutes=1)
    assert await world.finish() == ["stored"]
    assert world.files() == []


async def test_any_fault_of_one_recording_leaves_the_others(world: World) -> None:
    bad, good = world.rows.add(), world.rows.add()
    for each in (bad, good):
        world.write(f"{each}.raw", b"\0" * 32_000)
    world.storage.odd = bad
    assert await world.finish() == ["stored"]


async def test_a_recording_that_was_never_written_says_why(world: World) -> None:
    world.rows.add()
    assert await world.finish() == []
    world.now += timedelta(minutes=11)
    assert await world.finish() == ["no_file"]
    world.rows.add()
    world.raw.rmdir()
    assert await world.finish() == ["no_file", "read_only"]


async def test_files_that_no_recording_waits_for_are_set_aside_and_forgotten_after_a_month(
    world: World,
) -> None:
    old = STRAY_AFTER_S + 60
    orphan = IDS.new(kinds.RECORDING)
    world.write(f"{orphan}.raw", b"\0" * 320, age_s=old)
    running = world.rows.add()
    world.write(f"{running}.raw", b"\0" * 320, age_s=old)
    fresh = IDS.new(kinds.RECORDING)
    world.write(f"{fresh}.raw", b"\0" * 320, age_s=STRAY_AFTER_S - 60)
    world.write("notes.txt", b"not ours", age_s=old)
    await world.sweep()
    left = sorted([f"{running}.raw", f"{fresh}.raw", "notes.txt"])
    assert world.files() == [*left, f"stray/{orphan}.raw"]
    kept = stray_folder(world.raw) / f"{orphan}.raw"
    grown_old(kept, KEPT_S + 60)
    await world.sweep()
    assert world.files() == left


async def test_the_raw_file_of_a_stored_recording_goes(world: World) -> None:
    recording_id = world.rows.add()
    world.write(f"{recording_id}.raw", b"\0" * 32_000)
    assert await world.finish() == ["stored"]
    world.write(f"{recording_id}.raw", b"\0" * 32_000, age_s=STRAY_AFTER_S + 60)  # its deletion had failed
    await world.sweep()
    assert world.files() == []


async def test_a_recording_that_is_told_late_is_found_where_its_file_was_set_aside(world: World) -> None:
    recording_id = IDS.new(kinds.RECORDING)
    world.write(f"{recording_id}.raw", b"\0" * 32_000, age_s=STRAY_AFTER_S + 60)
    await world.sweep()
    row = world.rows.rows.pop(world.rows.add())
    world.rows.rows[recording_id] = RecordingRow(
        recording_id=recording_id,
        interaction_id=row.interaction_id,
        kind="segment",
        state="recording",
        started_at=START,
    )
    assert await world.finish() == ["stored"]
    assert world.files() == []


def spoken(path: Path, seconds: float) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x10\x20" * int(8000 * seconds))
    grown_old(path, 10)


async def test_a_voicemail_is_work_once_though_the_worker_dies_in_between(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = world.rows.add("voicemail")
    spoken(world.raw / f"{recording_id}.wav", 3)
    append = world.log.append

    async def killed(workspace_id: str, events: Sequence[Event], *, fence: int | None = None) -> int:
        raise OSError

    monkeypatch.setattr(world.log, "append", killed)
    assert await world.finisher.finish(WORKSPACE) == 0
    monkeypatch.setattr(world.log, "append", append)
    world.now += timedelta(minutes=1)
    assert await world.finisher.finish(WORKSPACE) == 1
    [made] = world.promises.made.values()
    assert (made.kind, made.interaction_id) == ("voicemail", world.rows.rows[recording_id].interaction_id)
    assert [type(fact) for fact in ends(world.log)] == [RecordingStored]


async def test_who_hangs_up_at_the_tone_and_who_talks_to_an_agent_leave_no_work(world: World) -> None:
    spoken(world.raw / f"{world.rows.add('voicemail')}.wav", 0.3)
    spoken(world.raw / f"{world.rows.add()}.wav", 3)
    assert await world.finisher.finish(WORKSPACE) == 2
    assert world.promises.made == {}
