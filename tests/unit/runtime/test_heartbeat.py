"""Beats are told by the machine's monotonic clock."""

from pathlib import Path

import pytest

from ringwell.runtime import heartbeat


def test_the_newest_beat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "beat"
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    heartbeat.beat(file, acts=True)
    monkeypatch.setattr("time.monotonic", lambda: 107.5)
    assert heartbeat.last_beat(file) == heartbeat.Beat(7.5, True)
    heartbeat.beat(file, acts=False)
    assert heartbeat.last_beat(file) == heartbeat.Beat(0, False)


def test_no_beat_a_damaged_one_and_one_of_an_earlier_boot_have_no_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "beat"
    assert heartbeat.last_beat(file) is None
    file.write_text("?")
    assert heartbeat.last_beat(file) is None
    monkeypatch.setattr("time.monotonic", lambda: 90000.0)
    heartbeat.beat(file, acts=True)
    monkeypatch.setattr("time.monotonic", lambda: 5.0)
    assert heartbeat.last_beat(file) is None


def test_a_beat_that_is_forgotten_leaves_its_file_to_the_next_brain(tmp_path: Path) -> None:
    file = tmp_path / "beat"
    heartbeat.forget(file)
    assert not file.exists()
    heartbeat.beat(file, acts=True)
    before = file.stat()
    heartbeat.forget(file)
    assert heartbeat.last_beat(file) is None
    assert (file.stat().st_ino, file.stat().st_size) == (before.st_ino, before.st_size)
    heartbeat.beat(file, acts=True)
    assert heartbeat.last_beat(file) is not None
