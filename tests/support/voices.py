"""People's voices for tests: the prompts of the switch's own packages, as µ-law at 8 kHz; and the recogniser that is to understand them."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from ringwell.adapters.asterisk.install import find_switch
from ringwell.adapters.speech.client import SpeechRecognisers
from ringwell.adapters.speech.model import find_model
from ringwell.adapters.speech.serve import Recogniser
from ringwell.adapters.speech.whisper import Model
from ringwell.calls.recognisers import NotHeard
from tests.support.polling import until_awaited
from tests.support.servers import RunningSwitch

PACKAGES = {"en": "en_US_*", "ru": "ru_RU_*"}
THREADS = 2
SILENT = b"\xff"
BYTES_A_MS = 8
GAP_MS = (120, 250)
STARTS_WITHIN_S = 60


def voices(language: str) -> Path:
    """The folder of a language's packaged prompts."""
    return next(iter(sorted(find_switch(None).data.glob(f"sounds/{PACKAGES[language]}"))))


def spoken(switch: RunningSwitch, prompt: Path) -> bytes:
    """A packaged prompt, as a telephone hears it."""
    target = switch.config.folders.base / "spoken.ulaw"
    target.unlink(missing_ok=True)
    switch.console("module load res_convert")
    said = switch.console(f"file convert {prompt} {target}")
    assert target.exists(), said
    return target.read_bytes()


def number(switch: RunningSwitch, language: str, digits: str, gaps: Random) -> bytes:
    """A number of the packaged digits, said one after the other as they were recorded, with some silence between them."""
    said = [spoken(switch, voices(language) / "digits" / f"{digit}.gsm") for digit in digits]
    between = [SILENT * round(BYTES_A_MS * gaps.uniform(*GAP_MS)) for _ in said[1:]]
    return b"".join(part for pair in zip(said, [*between, b""], strict=True) for part in pair)


@asynccontextmanager
async def recogniser(socket: Path) -> AsyncGenerator[subprocess.Popen[bytes]]:
    """One with the packaged model, in a process of its own, once it has room."""
    process = subprocess.Popen([sys.executable, "-m", __name__, str(socket)])  # noqa: ASYNC220 - it does not block
    try:
        await until_awaited(lambda: _has_room(socket), STARTS_WITHIN_S)
        yield process
    finally:
        process.kill()
        process.wait()


async def _has_room(socket: Path) -> bool:
    try:
        await (await SpeechRecognisers([socket]).begin("en", (), 1)).close()
    except NotHeard:
        return False
    return True


def _main(socket: Path) -> None:
    folder = find_model(None, os.environ)
    assert folder is not None, "the set-up has not installed the speech model"
    model = Model(folder, THREADS + 1)
    asyncio.run(Recogniser(model, THREADS).serve(socket, asyncio.Event()))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
