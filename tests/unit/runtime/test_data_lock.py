"""One server to a data folder."""

import os
from pathlib import Path

import pytest

from ringwell.runtime.data_lock import data_lock
from ringwell.runtime.errors import ConfigurationError, DataFolderTaken


def test_a_second_holder_is_told_who_has_it(tmp_path: Path) -> None:
    with (
        data_lock(tmp_path / "lock"),
        pytest.raises(DataFolderTaken, match=f"process {os.getpid()}"),
        data_lock(tmp_path / "lock"),
    ):
        pass


def test_it_is_free_again_afterwards_and_a_long_old_number_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("123456789")
    with data_lock(tmp_path / "lock"):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_lock_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(ConfigurationError, match="cannot be written"), data_lock(tmp_path / "lock"):
        pass
