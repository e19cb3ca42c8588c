"""From any WAV that somebody sends to one that callers hear: 8 kHz, 16 bit, mono, and as loud as all others."""

import io
import struct
import wave
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ringwell.flows.studio import LONGEST_SOUND_S, Sound, UnusableSound

RATE: Final = 8000
LARGEST: Final = 48_000 * 2 * 2 * LONGEST_SOUND_S + 65_536
"""Bytes of the largest file that is read: the longest sound in stereo, as browsers and studios record it."""
MOST_CHANNELS: Final = 2
MOST_PARTS: Final = 1000
"""What stands beside the sound are a few parts: titles, marks. Each takes a moment, and millions fit into a file."""
RATES: Final = range(8000, 96_001)
LOW_HZ, HIGH_HZ = 80.0, 3700.0
SPEECH_RMS: Final = 10 ** (-20 / 20)
PEAK: Final = 10 ** (-2 / 20)
SILENT: Final = 10 ** (-60 / 20)
LARGEST_GAIN: Final = 10 ** (30 / 20)
PIECE_S: Final = 20
"""Sounds are read piece by piece, so that no file of theirs takes much memory."""
INTEGER, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE

Samples = NDArray[np.float64]


class _Format(NamedTuple):
    code: int
    channels: int
    rate: int
    bits: int


def usable(content: bytes) -> Sound:
    """The sound. UnusableSound; what the file claims of itself is believed only as far as it has bytes."""
    samples = read(content)
    return Sound(written(levelled(samples)), round(len(samples) / RATE, 2))


def read(content: bytes, low_hz: float = LOW_HZ) -> Samples:
    """What a WAV holds, at 8 kHz and limited to what a telephone carries, nothing below `low_hz`. UnusableSound."""
    if len(content) > LARGEST:
        raise UnusableSound(why="too_large")
    shape, data = _parts(content)
    frame = shape.channels * shape.bits // 8
    frames = len(data) // frame
    if round(frames * RATE / shape.rate) == 0:
        raise UnusableSound(why="empty")
    if frames > shape.rate * LONGEST_SOUND_S:
        raise UnusableSound(why="too_long")
    return _at_rate(data, frames, shape, low_hz)


def _parts(content: bytes) -> tuple[_Format, bytes]:
    """The format and the samples of a RIFF file, wherever in it they stand."""
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise UnusableSound(why="not_wav")
    shape, at, left = None, 12, MOST_PARTS
    while at + 8 <= len(content) and left > 0:
        left -= 1
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        body = content[at + 8 : at + 8 + size]
        if name == b"fmt ":
            shape = _format(body)
        if name == b"data":
            if shape is None:
                raise UnusableSound(why="not_wav")
            return shape, body
        at += 8 + size + size % 2
    raise UnusableSound(why="not_wav" if shape is None or left == 0 else "empty")


def _format(body: bytes) -> _Format:
    if len(body) < 16:
        raise UnusableSound(why="not_wav")
    code, channels, rate, _, _, bits = struct.unpack("<HHIIHH", body[:16])
    if code == EXTENSIBLE and len(body) >= 26:
        code = int.from_bytes(body[24:26], "little")
    known = (code == INTEGER and bits in (8, 16, 24, 32)) or (code == FLOAT and bits in (32, 64))
    if not known or rate not in RATES or not 1 <= channels <= MOST_CHANNELS:
        raise UnusableSound(why="format")
    return _Format(code, channels, rate, bits)


def _mono(data: bytes, shape: _Format) -> Samples:
    if shape.code == FLOAT:
        samples = np.frombuffer(data, dtype=f"<f{shape.bits // 8}").astype(np.float64)
    elif shape.bits == 8:
        samples = (np.frombuffer(data, dtype=np.uint8).astype(np.float64) - 128) / 128
    elif shape.bits == 24:
        parts = np.frombuffer(data, dtype=np.uint8).reshape(-1, 3)
        padded = np.zeros((len(parts), 4), dtype=np.uint8)
        padded[:, 1:] = parts
        samples = padded.view("<i4").reshape(-1) / 2**31
    else:
        samples = np.frombuffer(data, dtype=f"<i{shape.bits // 8}") / 2.0 ** (shape.bits - 1)
    sound = np.nan_to_num(samples, posinf=1, neginf=-1).reshape(-1, shape.channels).mean(axis=1)
    return np.asarray(np.clip(sound, -1, 1), dtype=np.float64)


def _at_rate(data: bytes, frames: int, shape: _Format, low_hz: float) -> Samples:
    """Pieces overlap, so that no edge is heard."""
    step, over, size = shape.rate * PIECE_S, shape.rate // 10, shape.channels * shape.bits // 8
    pieces: list[Samples] = []
    for begin in range(0, frames, step):
        first, end = max(0, begin - over), min(frames, begin + step + over)
        around = resampled(_mono(data[first * size : end * size], shape), shape.rate, low_hz)
        skip = round((begin - first) * RATE / shape.rate)
        wanted = round(min(step, frames - begin) * RATE / shape.rate)
        pieces.append(around[skip : skip + wanted])
    return np.concatenate(pieces)


def resampled(samples: Samples, rate: int, low_hz: float = LOW_HZ) -> Samples:
    """At 8 kHz, limited to what a telephone carries: in the frequency domain."""
    pad = np.zeros(rate // 10)
    padded = np.concatenate([pad, samples, pad])
    spectrum = np.fft.rfft(padded)
    hertz = np.fft.rfftfreq(len(padded), 1 / rate)
    edge = np.clip((hertz - low_hz / 2) / (low_hz / 2), 0, 1) * np.clip((HIGH_HZ + 200 - hertz) / 200, 0, 1)
    length = round(len(padded) * RATE / rate)
    whole = np.fft.irfft((spectrum * edge)[: length // 2 + 1], length) * length / len(padded)
    skip = round(len(pad) * RATE / rate)
    return whole[skip : skip + max(1, round(len(samples) * RATE / rate))]


def levelled(sound: Samples) -> Samples:
    """What is spoken (not the pauses) at one loudness; rare peaks are bent, never clipped. UnusableSound(why=silent)."""
    frame = RATE // 100
    whole = np.concatenate([sound, np.zeros(-len(sound) % frame)])
    power: Samples = np.mean(whole.reshape(-1, frame) ** 2, axis=1)
    loud = np.sqrt(power)
    if np.max(loud) < SILENT:
        raise UnusableSound(why="silent")
    spoken = loud[loud > 0.1 * np.max(loud)]
    scaled = sound * min(LARGEST_GAIN, SPEECH_RMS / np.sqrt(np.mean(spoken**2)))
    knee = 0.7 * PEAK
    over = np.abs(scaled) > knee
    bent = knee + (PEAK - knee) * np.tanh((np.abs(scaled) - knee) / (PEAK - knee))
    scaled[over] = np.sign(scaled[over]) * bent[over]
    return scaled


def written(sound: Samples) -> bytes:
    """A WAV of 16 bit, mono, 8 kHz."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(sound * 32767).astype("<i2").tobytes())
    return kept.getvalue()
