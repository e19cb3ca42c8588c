"""Beats are told by the machine's monotonic clock."""

from pathlib import Path

import pytest

from ringwell.runtime import heartbeat


def test_the_age_of_a_beat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "beat"
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    heartbeat.beat(file)
    monkeypatch.setattr("time.monotonic", lambda: 107.5)
    assert heartbeat.age(file) == 7.5


def test_no_beat_a_damaged_one_and_one_of_an_earlier_boot_have_no_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "beat"
    assert heartbeat.age(file) is None
    file.write_text("?")
    assert heartbeat.age(file) is None
    monkeypatch.setattr("time.monotonic", lambda: 90000.0)
    heartbeat.beat(file)
    monkeypatch.setattr("time.monotonic", lambda: 5.0)
    assert heartbeat.age(file) is None
