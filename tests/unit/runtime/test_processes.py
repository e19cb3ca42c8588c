"""Processes are told apart by number and start time, ended, and remembered."""

import signal
import subprocess
import sys
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from ringwell.runtime.children import how_it_ended, pause_before_start
from ringwell.runtime.processes import (
    ProcessIdentity,
    alive,
    end,
    identify,
    recall,
    remember,
    send,
    wait_until,
)

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)


@pytest.fixture
def sleeper() -> Generator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def _identity(process: subprocess.Popen[bytes]) -> ProcessIdentity:
    found = identify(process.pid)
    assert found is not None
    return found


def test_a_process_with_the_same_number_is_another(sleeper: subprocess.Popen[bytes]) -> None:
    real = _identity(sleeper)
    other = replace(real, started=real.started - 1)
    assert alive(real)
    assert not alive(other)
    assert not send(other, signal.SIGKILL)
    assert alive(real)


def test_a_process_of_an_earlier_boot_is_not_alive(sleeper: subprocess.Popen[bytes]) -> None:
    assert not alive(replace(_identity(sleeper), boot="another"))


def test_a_dead_child_that_nobody_has_waited_for_is_gone(sleeper: subprocess.Popen[bytes]) -> None:
    identity = _identity(sleeper)
    sleeper.kill()
    assert wait_until(lambda: not alive(identity), 5)


def test_end_asks_first(sleeper: subprocess.Popen[bytes]) -> None:
    assert end(_identity(sleeper), signal.SIGTERM, 5)
    assert sleeper.wait(5) == -signal.SIGTERM


def test_end_kills_what_does_not_listen() -> None:
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert not end(_identity(process), signal.SIGTERM, 0.2)
        assert process.wait(5) == -signal.SIGKILL


def test_a_living_child_is_recalled_and_a_dead_one_is_not(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    record, identity = tmp_path / "x.json", _identity(sleeper)
    remember(record, identity, "print")
    remembered = recall(record)
    assert remembered is not None
    assert (remembered.process, remembered.fingerprint) == (identity, "print")
    sleeper.kill()
    assert wait_until(lambda: recall(record) is None, 5)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x"}', '{"pid": 1}'])
def test_a_damaged_record_remembers_nothing(tmp_path: Path, text: str) -> None:
    record = tmp_path / "x.json"
    record.write_text(text)
    assert recall(record) is None


def test_pauses_grow_and_then_stay() -> None:
    pauses = [pause_before_start(ends) for ends in range(1, 20)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] == 30


def test_words_for_an_end() -> None:
    assert how_it_ended(-9) == "was ended by signal 9"
    assert how_it_ended(3) == "ended with code 3"
    assert how_it_ended(None) == "has ended"
