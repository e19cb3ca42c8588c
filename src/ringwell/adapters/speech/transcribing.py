"""Recorded messages, written down: one at a time, piece by piece, and never while a caller waits for a verdict."""

import asyncio
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from ringwell.adapters.speech.sound import TELEPHONE_RATE, Samples, from_linear
from ringwell.adapters.speech.whisper import LANGUAGES, LONG_FRAMES, Model

T = TypeVar("T")

PIECE_SECONDS: Final = 28
LONGEST_SECONDS: Final = 600
QUIET_SAMPLES: Final = TELEPHONE_RATE // 10
"""A piece ends where this much is the quietest of its last seconds."""
LOOK_BACK_SECONDS: Final = 8
LOOK_AGAIN: Final = 0.1


class Writer:
    """`wanted_elsewhere` tells whether a caller waits now."""

    def __init__(self, model: Model, wanted_elsewhere: Callable[[], bool]) -> None:
        self._model = model
        self._wanted_elsewhere = wanted_elsewhere
        self._pool = ThreadPoolExecutor(1, "writer")
        self._one = asyncio.Lock()

    async def write(self, path: Path, language: str | None) -> str | None:
        """What is said in a WAV file of 8 kHz and 16 bits, of its first ten minutes; None where it is no such file, or nothing is said."""
        spoken = language if language in LANGUAGES else None
        async with self._one:
            sound = await self._run(partial(read_wav, path))
            if sound is None:
                return None
            texts: list[str] = []
            for piece in pieces(sound):
                while self._wanted_elsewhere():  # noqa: ASYNC110 - callers come and go
                    await asyncio.sleep(LOOK_AGAIN)
                texts.append(await self._run(partial(self._write, piece, spoken)))
            return " ".join(filter(None, texts)) or None

    def _write(self, piece: Samples, language: str | None) -> str:
        return self._model.written(self._model.encode(piece, LONG_FRAMES), language)

    def _run(self, work: partial[T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._pool, work)


def read_wav(path: Path) -> Samples | None:
    """All channels together; None where it cannot be read."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getframerate() != TELEPHONE_RATE or file.getsampwidth() != 2:
                return None
            channels = file.getnchannels()
            data = file.readframes(LONGEST_SECONDS * TELEPHONE_RATE)
    except (OSError, EOFError, wave.Error):
        return None
    whole = len(data) // (2 * channels) * 2 * channels
    return from_linear(data[:whole]).reshape(-1, channels).mean(axis=1) if whole else None


def pieces(sound: Samples) -> list[Samples]:
    """Of at most 28 s, cut where it is quiet."""
    found: list[Samples] = []
    while len(sound) > PIECE_SECONDS * TELEPHONE_RATE:
        at = _quietest(
            sound, (PIECE_SECONDS - LOOK_BACK_SECONDS) * TELEPHONE_RATE, PIECE_SECONDS * TELEPHONE_RATE
        )
        found.append(sound[:at])
        sound = sound[at:]
    return [*found, sound] if len(sound) else found


def _quietest(sound: Samples, first: int, last: int) -> int:
    """The middle of the quietest tenth of a second between these."""
    stretch = sound[first : first + (last - first) // QUIET_SAMPLES * QUIET_SAMPLES]
    loud = np.square(stretch).reshape(-1, QUIET_SAMPLES).sum(axis=1)
    return first + int(loud.argmin()) * QUIET_SAMPLES + QUIET_SAMPLES // 2
