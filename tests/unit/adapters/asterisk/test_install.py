"""Which Asterisk is taken, and which is refused."""

from pathlib import Path

import pytest

from ringwell.adapters.asterisk.install import (
    SwitchNotFound,
    WrongSwitchVersion,
    find_switch,
    parse_version,
    version_is_right,
)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Asterisk 22.10.1+dfsg+~cs6.17.60671434-1\n", (22, 10, 1)),
        ("Asterisk 22.10\n", (22, 10, 0)),
        ("Asterisk certified/20.7-cert5", (20, 7, 0)),
        ("Asterisk GIT-master-123", None),
    ],
)
def test_versions_are_read(text: str, version: tuple[int, int, int] | None) -> None:
    assert parse_version(text) == version


@pytest.mark.parametrize(
    ("version", "right"),
    [
        ((22, 10, 0), False),
        ((22, 10, 1), True),
        ((22, 99, 0), True),
        ((23, 0, 0), False),
        ((20, 20, 0), False),
    ],
)
def test_only_versions_from_22_10_1_to_before_23_are_right(
    version: tuple[int, int, int], right: bool
) -> None:
    assert version_is_right(version) is right


def _fake(root: Path, answer: str) -> Path:
    for name in ("usr/lib/x/asterisk/modules", "usr/sbin", "usr/lib64"):
        (root / name).mkdir(parents=True)
    binary = root / "usr/sbin/asterisk"
    binary.write_text("")
    loader = root / "usr/lib64/ld-linux-x86-64.so.2"
    loader.write_text(f"#!/bin/sh\necho '{answer}'\n")
    loader.chmod(0o755)
    return root


def test_a_wrong_version_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(WrongSwitchVersion, match=r"20\.5\.0 .*>=22\.10\.1 and <23"):
        find_switch(_fake(tmp_path, "Asterisk 20.5.0"))


def test_a_right_one_is_taken_from_the_shared_cache(tmp_path: Path) -> None:
    root = _fake(tmp_path / "ringwell/asterisk-forky", "Asterisk 22.11.0")
    found = find_switch(None, {"XDG_CACHE_HOME": str(tmp_path)})
    assert found.root == root
    assert found.version == (22, 11, 0)


def test_none_at_all_tells_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SwitchNotFound, match="script/server"):
        find_switch(None, {"XDG_CACHE_HOME": str(tmp_path)})
