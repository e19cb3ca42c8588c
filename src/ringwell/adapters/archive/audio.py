"""Raw audio from the switch becomes a WAV file and the peaks that a waveform is drawn from."""

import json
import wave
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np

RATE = 8000
SAMPLE_BYTES = 2
PEAKS_PER_SECOND = 20


class Damaged(Exception):
    """The file is no sound that can be read."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of a raw file."""

    duration_ms: int
    channels: int


class Peaks(msgspec.Struct, frozen=True, kw_only=True):
    """The loudest sample, 0–1, of each 1/20 s, a list a channel (stereo: caller, agent)."""

    duration_ms: int
    per_second: int
    channels: tuple[tuple[float, ...], ...]


def make_wav(raw: Path, wav: Path, channels: int) -> Made:
    """Make a WAV file of 16-bit little-endian samples at 8 kHz; a torn last frame is left out.

    The switch records an agent's leg: what comes from the agent first, what goes to the agent second. In our files
    the caller is first (left).
    """
    data = raw.read_bytes()
    frame = SAMPLE_BYTES * channels
    data = data[: len(data) - len(data) % frame]
    data = np.frombuffer(data, dtype="<i2").reshape(-1, channels)[:, ::-1].tobytes()
    with wave.open(str(wav), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(SAMPLE_BYTES)
        out.setframerate(RATE)
        out.writeframes(data)
    return Made(duration_ms=len(data) // frame * 1000 // RATE, channels=channels)


def read_peaks(wav: Path) -> Peaks:
    """The peaks of a WAV file that make_wav, or the switch, wrote. Damaged."""
    with _opened(wav) as source:
        channels, rate = source.getnchannels(), source.getframerate()
        samples = np.frombuffer(source.readframes(source.getnframes()), dtype="<i2")
        samples = samples[: len(samples) - len(samples) % channels]
    frames = samples.reshape(-1, channels)
    step = rate // PEAKS_PER_SECOND
    padded = np.zeros((-(-len(frames) // step) * step, channels), dtype=np.int32)
    padded[: len(frames)] = np.abs(frames.astype(np.int32))
    highest = padded.reshape(-1, step, channels).max(axis=1) / 32768.0
    lanes = tuple(tuple(round(float(value), 3) for value in highest[:, lane]) for lane in range(channels))
    return Peaks(duration_ms=len(frames) * 1000 // rate, per_second=PEAKS_PER_SECOND, channels=lanes)


def write_peaks(peaks: Peaks, path: Path) -> None:
    path.write_text(json.dumps(msgspec.to_builtins(peaks), separators=(",", ":")))


def wav_info(wav: Path) -> Made:
    """Length and channels of a WAV file as it is. Damaged."""
    with _opened(wav) as source:
        return Made(
            duration_ms=source.getnframes() * 1000 // source.getframerate(), channels=source.getnchannels()
        )


@contextmanager
def _opened(wav: Path) -> Generator[wave.Wave_read]:
    """A file without a header, with half of one, or with samples other than ours is Damaged."""
    try:
        with wave.open(str(wav), "rb") as source:
            if source.getsampwidth() != SAMPLE_BYTES or source.getframerate() < PEAKS_PER_SECOND:
                raise Damaged(wav.name)
            yield source
    except (wave.Error, EOFError, ValueError) as error:
        raise Damaged(wav.name) from error
