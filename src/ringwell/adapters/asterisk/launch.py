"""The command lines that start the switch and speak to its console."""

from pathlib import Path

from ringwell.adapters.asterisk.install import Distribution, loader_words


def start_command(distribution: Distribution, etc: Path) -> list[str]:
    """In the foreground: our supervisor watches it, and `core restart` would lose the loader."""
    return [*_program(distribution, distribution.jemalloc), "-f", "-C", str(etc / "asterisk.conf")]


def console_command(distribution: Distribution, etc: Path, words: str) -> list[str]:
    """One command of the switch's own console, such as `core stop gracefully`."""
    return [*_program(distribution, None), "-C", str(etc / "asterisk.conf"), "-r", "-x", words]


def environment(distribution: Distribution) -> dict[str, str]:
    """What has to stand in the environment of a switch that is installed in the system."""
    if distribution.loader is None and distribution.jemalloc is not None:
        return {"LD_PRELOAD": str(distribution.jemalloc)}
    return {}


def _program(distribution: Distribution, preload: Path | None) -> list[str]:
    words = loader_words(distribution.loader, distribution.libraries, preload)
    return [*words, str(distribution.binary)]
