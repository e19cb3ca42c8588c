"""Finds the switch: an Asterisk of the right version, installed or unpacked in a folder of its own.

Ringwell accepts >=22.10.1 (older releases let read-only ARI users write) and <23 (the generated client
speaks version 22).
"""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Version = tuple[int, int, int]

OLDEST: Version = (22, 10, 1)
BEFORE: Version = (23, 0, 0)
UNPACKED_NAME = "asterisk-forky"


class SwitchNotFound(Exception):
    """No Asterisk from 22.10.1 up to (not including) 23 was found."""


class WrongSwitchVersion(SwitchNotFound):
    """An Asterisk was named, but its version is not one that Ringwell speaks with."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Where the parts of one Asterisk lie. `loader` is set when it runs through its own dynamic loader."""

    root: Path
    version: Version
    binary: Path
    modules: Path
    data: Path
    libraries: Path
    loader: Path | None

    @property
    def jemalloc(self) -> Path | None:
        """The allocator that keeps a long-lived switch quick, where the distribution has it."""
        found = self.libraries / "libjemalloc.so.2"
        return found if found.exists() else None


def parse_version(text: str) -> Version | None:
    """Read what `asterisk -V` prints, such as `Asterisk 22.10.1+dfsg~cs6-1`."""
    found = re.search(r"Asterisk (?:certified/)?(\d+)\.(\d+)(?:\.(\d+))?", text)
    if found is None:
        return None
    return int(found[1]), int(found[2]), int(found[3] or 0)


def version_is_right(version: Version) -> bool:
    return OLDEST <= version < BEFORE


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder that installations and tests on this machine share."""
    base = environment.get("XDG_CACHE_HOME") or str(
        Path(environment.get("HOME", "~")).expanduser() / ".cache"
    )
    return Path(base) / "ringwell"


def find_switch(named: Path | None, environment: Mapping[str, str] | None = None) -> Distribution:
    """Return the switch under the root folder `named`, or else the system's, or else the unpacked one.

    Raises WrongSwitchVersion or SwitchNotFound, with a message for the operator.
    """
    if named is not None:
        return _examine(named)
    roots = [Path("/"), cache_folder(os.environ if environment is None else environment) / UNPACKED_NAME]
    return _first_right(roots)


def _first_right(roots: Iterable[Path]) -> Distribution:
    refusals: list[str] = []
    for root in roots:
        try:
            return _examine(root)
        except SwitchNotFound as refusal:
            refusals.append(str(refusal))
    raise SwitchNotFound("; ".join([*refusals, "run script/server, which installs the right version"]))


def _examine(root: Path) -> Distribution:
    binary = root / "usr/sbin/asterisk"
    modules = next(iter(sorted(root.glob("usr/lib/*/asterisk/modules"))), None)
    if not binary.exists() or modules is None:
        raise SwitchNotFound(f"no Asterisk under {root}")
    libraries = modules.parent.parent
    loader = None if root == Path("/") else _loader(root)
    version = _ask_version(binary, libraries, loader)
    if not version_is_right(version):
        have = ".".join(map(str, version))
        raise WrongSwitchVersion(
            f"Asterisk {have} under {root} cannot be used: Ringwell needs >=22.10.1 and <23"
        )
    return Distribution(root, version, binary, modules, root / "usr/share/asterisk", libraries, loader)


def _loader(root: Path) -> Path:
    found = [*root.glob("usr/lib64/ld-linux-*.so.*"), *root.glob("usr/lib/ld-linux-*.so.*")]
    if not found:
        raise SwitchNotFound(f"the Asterisk under {root} has no dynamic loader beside it")
    return found[0]


def loader_words(loader: Path | None, libraries: Path, preload: Path | None = None) -> list[str]:
    """The words that go before the binary's name, empty for a switch that is installed in the system."""
    if loader is None:
        return []
    words = [str(loader), "--library-path", str(libraries)]
    return [*words, "--preload", str(preload)] if preload else words


def _ask_version(binary: Path, libraries: Path, loader: Path | None) -> Version:
    command = [*loader_words(loader, libraries), str(binary), "-V"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise SwitchNotFound(f"{binary} does not run: {error}") from error
    version = parse_version(done.stdout)
    if version is None:
        raise SwitchNotFound(f"{binary} -V answered {done.stdout.strip()!r}, which names no version")
    return version
