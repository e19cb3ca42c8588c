"""A child is started, watched and ended, whatever else is in the way."""

import signal
from pathlib import Path

from ringwell.runtime.children import Child
from ringwell.runtime.logs import get_log
from ringwell.runtime.processes import Program, recall


def child(record: Path) -> Child:
    async def ready() -> bool:
        return True

    program = Program(
        name="sleeper",
        command=["sleep", "60"],
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
    process = sleeper.process
    await sleeper.stop()
    assert process is not None
    assert not sleeper.running
