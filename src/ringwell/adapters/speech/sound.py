"""From a telephone's sound to what Whisper reads: samples, twice as many of them, and the logarithms of their mel bands."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""From -1 to 1."""

TELEPHONE_RATE: Final = 8000
MODEL_RATE: Final = 16000
HOP: Final = 160
"""Samples of the model's from one frame of features to the next: 10 ms."""
WINDOW: Final = 400
BANDS: Final = 80
FRAMES_A_SECOND: Final = MODEL_RATE // HOP
LOUDEST_HZ: Final = 1000.0
_TAPS: Final = 31


def from_ulaw(data: bytes) -> Samples:
    """Samples of G.711 µ-law."""
    return _LINEAR[np.frombuffer(data, np.uint8)]


def from_linear(data: bytes) -> Samples:
    """Samples of 16-bit little-endian sound."""
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768)


def doubled(samples: Samples) -> Samples:
    """The same sound at twice the rate; nothing is added above its old bands."""
    wide = np.zeros(2 * len(samples), np.float32)
    wide[::2] = samples
    return np.convolve(wide, _HALF_BAND, mode="same").astype(np.float32)


def features(samples: Samples, frames: int) -> NDArray[np.float32]:
    """What the model reads of sound at its own rate: `frames` of 10 ms, silence after the end. Shape (1, 80, frames)."""
    needed = frames * HOP
    sound = np.zeros(needed + WINDOW, np.float32)
    kept = samples[:needed]
    sound[WINDOW // 2 : WINDOW // 2 + len(kept)] = kept
    sound[: WINDOW // 2] = sound[WINDOW // 2 + 1 : WINDOW + 1][::-1]
    windows = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP][:frames]
    power = np.abs(np.fft.rfft(windows * _HANN, axis=1)) ** 2
    logs = np.log10(np.maximum(_MEL @ power.T, 1e-10))
    logs = np.maximum(logs, logs.max() - 8.0)
    return np.ascontiguousarray(((logs + 4.0) / 4.0)[None].astype(np.float32))


def _linear_of_ulaw() -> Samples:
    codes = ~np.arange(256, dtype=np.uint8)
    magnitude = ((codes & 0x0F).astype(np.int32) << 3 | 0x84) << (codes >> 4 & 7)
    return (np.where(codes & 0x80, 132 - magnitude, magnitude - 132) / 32768).astype(np.float32)


def _half_band() -> Samples:
    at = np.arange(-_TAPS, _TAPS + 1)
    return (np.sinc(at / 2) * np.hamming(len(at))).astype(np.float32)


def _mel_bands() -> NDArray[np.float32]:
    """Slaney's: straight below 1 kHz, by logarithms above; each of the same area."""
    bins = np.fft.rfftfreq(WINDOW, 1 / MODEL_RATE)
    mels = np.linspace(0.0, 45.245640471924965, BANDS + 2)
    low = LOUDEST_HZ / (200.0 / 3)
    edges = np.where(mels < low, mels * (200.0 / 3), LOUDEST_HZ * np.exp(np.log(6.4) / 27.0 * (mels - low)))
    ramps = edges[:, None] - bins[None]
    widths = np.diff(edges)[:, None]
    rising, falling = -ramps[:-2] / widths[:-1], ramps[2:] / widths[1:]
    bands = np.maximum(0, np.minimum(rising, falling))
    return (bands * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


_LINEAR: Final = _linear_of_ulaw()
_HALF_BAND: Final = _half_band()
_HANN: Final = np.hanning(WINDOW + 1)[:-1]
_MEL: Final = _mel_bands()
