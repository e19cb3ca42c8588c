"""Which of the packaged prompts a scripted telephone has heard: a stretch of the prompt is looked for in the sound, as it is."""

import asyncio
import wave
from typing import Final

import numpy as np
import numpy.typing as npt

from ringwell.adapters.asterisk.prompts import prompt_file
from ringwell.flows.prompts import Prompt
from tests.support.polling import until_awaited
from tests.support.rtp import LINEAR, RATE
from tests.support.sip import Leg

STRETCH_S: Final = 0.6
LIKE: Final = 0.8
"""Of sounds that are the same, but for the telephone's coding, this is 0.95 and more; of others 0.3 at most."""

LOOK_S: Final = 0.5
"""Between two looks: each takes a while."""

Samples = npt.NDArray[np.float64]
SAMPLES: Final[Samples] = np.array(LINEAR, dtype=np.float64)


async def said(leg: Leg, code: str, seconds: float = 30) -> None:
    """It is said within that time, and no more than once."""

    async def heard() -> bool:
        await asyncio.sleep(LOOK_S)
        return await asyncio.to_thread(times_said, leg, code) > 0

    await until_awaited(heard, seconds)
    assert times_said(leg, code) == 1


def times_said(leg: Leg, code: str, language: str = "en") -> int:
    """How often this prompt has been heard there: its end, so that one that was cut off does not count."""
    looked_for = _stretch(code, language)
    heard = SAMPLES[np.frombuffer(bytes(leg.sound.heard), dtype=np.uint8)]
    if len(heard) < len(looked_for):
        return 0
    likeness = _likeness(heard, looked_for)
    at, found = 0, 0
    while at < len(likeness):
        best = at + int(np.argmax(likeness[at:] > LIKE))
        if likeness[best] <= LIKE:
            break
        found, at = found + 1, best + len(looked_for)
    return found


def _stretch(code: str, language: str) -> Samples:
    """The last of it that is loud."""
    with wave.open(str(prompt_file(language, Prompt(code))), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64)
    loud = np.flatnonzero(np.abs(samples) > 0.1 * np.abs(samples).max())
    end = int(loud[-1]) + 1
    return samples[end - int(STRETCH_S * RATE) : end]


def _likeness(heard: Samples, looked_for: Samples) -> Samples:
    """At each place the correlation with what begins there, from -1 to 1."""
    length, size = len(looked_for), 1 << (len(heard) + len(looked_for)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(looked_for, size))
    products = np.fft.irfft(spectrum, size)[: len(heard) - length + 1]
    power = np.concatenate(([0.0], np.cumsum(heard**2)))
    there = np.sqrt(np.maximum(power[length:] - power[:-length], 1.0))
    return products / (there * np.sqrt((looked_for**2).sum()))
