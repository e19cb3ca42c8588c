"""Sockets need a short path; where the data folder's is too long, another private folder serves."""

import tempfile
from pathlib import Path

import pytest

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.folders import Folders, socket_folder


def test_a_short_data_folder_holds_its_sockets() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        assert socket_folder(Folders(Path(name))) == Path(name) / "run"


def test_a_long_one_gets_a_private_folder_that_stays_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    long = Folders(Path("/") / ("x" * 120))
    folder = socket_folder(long)
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o777 == 0o700
    assert socket_folder(long) == folder
    assert socket_folder(Folders(Path("/") / ("y" * 120))) != folder


def test_a_folder_that_others_can_enter_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    long = Folders(Path("/") / ("x" * 120))
    socket_folder(long).chmod(0o755)
    with pytest.raises(ConfigurationError, match="not a private folder"):
        socket_folder(long)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="cannot be made"):
        Folders(tmp_path / "file" / "data").make()
