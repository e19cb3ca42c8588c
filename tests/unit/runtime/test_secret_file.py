"""Secrets: made once, private, and never made anew over a database that has the old ones."""

from dataclasses import astuple
from pathlib import Path

import pytest

from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.secret_file import load_secrets, make_secrets


def test_secrets_are_made_once_and_read_by_others(tmp_path: Path) -> None:
    file, database = tmp_path / "secrets", tmp_path / "postgres"
    made = make_secrets(file, database)
    assert make_secrets(file, database) == made == load_secrets(file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file, database = tmp_path / "secrets", tmp_path / "postgres"
    made = make_secrets(file, database)
    file.chmod(0o644)
    assert make_secrets(file, database) == made
    assert file.stat().st_mode & 0o777 == 0o600


def test_every_secret_is_long_and_its_own(tmp_path: Path) -> None:
    values = astuple(make_secrets(tmp_path / "secrets", tmp_path / "postgres"))
    assert len(set(values)) == len(values)
    assert all(len(value) >= 22 for value in values)  # 128 bits in base 64


def test_a_newer_version_adds_what_it_needs(tmp_path: Path) -> None:
    file = tmp_path / "secrets"
    file.write_text('ari_password = "kept"\n')
    with pytest.raises(ConfigurationError, match="lacks"):
        load_secrets(file)
    assert make_secrets(file, tmp_path / "postgres").ari_password == "kept"
    assert load_secrets(file).door_key


def test_lost_secrets_are_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    with pytest.raises(ConfigurationError, match="backup"):
        make_secrets(tmp_path / "secrets", tmp_path / "postgres")
    assert not (tmp_path / "secrets").exists()


@pytest.mark.parametrize("kept", [0, 1, 3, 9])
def test_a_truncated_file_is_not_made_whole_with_other_secrets(tmp_path: Path, kept: int) -> None:
    file, database = tmp_path / "secrets", tmp_path / "postgres"
    make_secrets(file, database)
    database.mkdir()
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[: 2 * kept]))
    before = file.read_text()
    with pytest.raises(ConfigurationError, match="backup"):
        make_secrets(file, database)
    assert file.read_text() == before


def test_a_damaged_file_is_named_without_its_content(tmp_path: Path) -> None:
    file = tmp_path / "secrets"
    file.write_text("ari_password = hunter2")
    with pytest.raises(ConfigurationError) as caught:
        load_secrets(file)
    assert str(file) in str(caught.value)
    assert "hunter2" not in str(caught.value)
