"""A child is started, watched and ended, whatever else is in the way."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from ringwell.runtime import children as module
from ringwell.runtime.children import Child
from ringwell.runtime.logs import get_log
from ringwell.runtime.processes import ProcessIdentity, Program, recall
from tests.support.polling import until


def child(record: Path, command: Sequence[str] = ("sleep", "60")) -> Child:
    async def ready() -> bool:
        return True

    program = Program(
        name="sleeper",
        command=command,
        output=None,
        stop_signal=signal.SIGTERM,
        stop_seconds=5,
        die_with_parent=True,
    )
    return Child(program=program, fingerprint="print", record=record, log=get_log("test"), ready=ready)


async def test_a_child_that_runs_is_noted_and_forgotten_when_it_was_ended(tmp_path: Path) -> None:
    sleeper = child(tmp_path / "sleeper.json")
    sleeper.start()
    remembered = recall(sleeper.record)
    assert remembered is not None
    assert remembered.process == sleeper.process
    await sleeper.stop()
    assert not sleeper.record.exists()


async def test_a_child_that_cannot_be_noted_is_kept_all_the_same(tmp_path: Path) -> None:
    sleeper = child(tmp_path / "no-such-folder" / "sleeper.json")
    sleeper.start()
    assert sleeper.running
    sleeper.note_again()
    sleeper.record.parent.mkdir()
    sleeper.note_again()
    remembered = recall(sleeper.record)
    assert remembered is not None
    assert remembered.process == sleeper.process
    await sleeper.stop()
    assert not sleeper.running


async def test_ends_of_long_ago_count_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSES", (0.01, 0.01, 0.01))
    brief = child(tmp_path / "brief.json", ["true"])
    brief.start()
    keeping = asyncio.create_task(brief.keep())
    await until(lambda: brief.ends_lately >= 3)
    monkeypatch.setattr(module, "LATELY_SECONDS", -1.0)
    assert brief.ends_lately == 0
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await brief.stop()


async def test_who_was_up_for_long_is_started_as_after_a_first_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSES", (0.01, 60.0))
    monkeypatch.setattr(module, "STEADY_SECONDS", 0.0)
    brief = child(tmp_path / "brief.json", ["true"])
    brief.start()
    keeping, seen = asyncio.create_task(brief.keep()), set[ProcessIdentity | None]()

    def started_again() -> bool:
        seen.add(brief.process)
        return len(seen) >= 4

    await until(started_again)
    assert brief.ends_lately == 1
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await brief.stop()
