"""Where the model is looked for, and how it is put together."""

import hashlib
from pathlib import Path

import pytest

from ringwell.adapters.speech import model
from ringwell.adapters.speech.model import FILES, PARTS, ModelDamaged, find_model, join_packaged


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"x")
    return folder


def test_a_folder_without_all_files_holds_no_model(tmp_path: Path) -> None:
    assert find_model(put(tmp_path, "config.json", "tokenizer.json"), {}) is None
    assert find_model(put(tmp_path, "model.bin"), {}) == tmp_path


def test_the_packaged_one_is_in_the_cache(tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    assert find_model(None, environment) is None
    folder = put(tmp_path / "ringwell" / "whisper-base", *FILES)
    assert find_model(None, environment) == folder


def parts_in(packages: Path) -> Path:
    put(packages / PARTS[0] / "data", *FILES[:-1], "model.bin.part1")
    put(packages / PARTS[1] / "data", "model.bin.part2")
    return packages


def test_the_parts_become_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "SHA256", hashlib.sha256(b"xx").hexdigest())
    folder = put(tmp_path / "cache" / "model", "config.json")  # an earlier one was cut short
    join_packaged(parts_in(tmp_path), folder)
    assert find_model(folder, {}) == folder
    assert (folder / "model.bin").read_bytes() == b"xx"
    assert [each.name for each in folder.parent.iterdir()] == ["model"]


def test_damaged_parts_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged):
        join_packaged(parts_in(tmp_path), tmp_path / "cache" / "model")
    assert list((tmp_path / "cache").iterdir()) == []
