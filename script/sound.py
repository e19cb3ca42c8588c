"""Sound for the telephone: 8 kHz mono arrays of floats in -1..1, and how to read, shape and write them."""

import wave
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 8000
Sound = NDArray[np.float64]

LOW_HZ, HIGH_HZ = 200.0, 3600.0
SPEECH_RMS: Final = 10 ** (-20 / 20)
PEAK: Final = 10 ** (-2 / 20)
FRAME: Final = RATE // 100


def read_wav(path: Path) -> Sound:
    """Any 16-bit mono WAV as a sound at 8 kHz, limited to what a telephone carries."""
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2 or file.getnchannels() != 1:
            raise ValueError(f"not 16-bit mono: {path}")
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
    return resample(samples, rate)


def resample(samples: Sound, rate: int) -> Sound:
    """Band-limit to the telephone's band and bring to 8 kHz, both in the frequency domain."""
    padded = np.concatenate([np.zeros(rate // 10), samples, np.zeros(rate // 10)])
    spectrum = np.fft.rfft(padded)
    hertz = np.fft.rfftfreq(len(padded), 1 / rate)
    edge = np.clip((hertz - LOW_HZ / 2) / (LOW_HZ / 2), 0, 1) * np.clip((HIGH_HZ + 200 - hertz) / 200, 0, 1)
    length = round(len(padded) * RATE / rate)
    return np.fft.irfft((spectrum * edge)[: length // 2 + 1], length) * length / len(padded)


def frame_rms(sound: Sound) -> Sound:
    """Loudness of each 10 ms."""
    whole = len(sound) // FRAME * FRAME
    return np.sqrt(np.mean(sound[:whole].reshape(-1, FRAME) ** 2, axis=1))


def trim(sound: Sound, head_s: float = 0.04, tail_s: float = 0.08) -> Sound:
    """Cut silence at both ends down to a short breath, and let the ends fade."""
    loud = np.flatnonzero(frame_rms(sound) > 0.01 * np.max(np.abs(sound)))
    begin = max(0, int(loud[0]) * FRAME - int(head_s * RATE))
    end = min(len(sound), (int(loud[-1]) + 1) * FRAME + int(tail_s * RATE))
    cut = sound[begin:end].copy()
    fade = np.linspace(0, 1, FRAME)
    cut[:FRAME] *= fade
    cut[-FRAME:] *= fade[::-1]
    return cut


def hasten(sound: Sound, longest_pause_s: float = 0.3) -> Sound:
    """Shorten the pauses between words that are longer than this: callers wait for what comes next."""
    quiet = frame_rms(sound) < 0.01 * np.max(np.abs(sound))
    longest, run = int(longest_pause_s * RATE) // FRAME, 0
    kept: list[Sound] = []
    for place, is_quiet in enumerate(quiet.tolist()):
        run = run + 1 if is_quiet else 0
        if run <= longest:
            kept.append(sound[place * FRAME : (place + 1) * FRAME])
    return np.concatenate([*kept, sound[len(quiet) * FRAME :]])


def level(sound: Sound, rms: float = SPEECH_RMS) -> Sound:
    """Bring what is spoken (not the pauses) to this loudness; rare peaks are bent, never clipped."""
    frames = frame_rms(sound)
    spoken = frames[frames > 0.1 * np.max(frames)]
    scaled = sound * rms / np.sqrt(np.mean(spoken**2))
    knee = 0.7 * PEAK
    over = np.abs(scaled) > knee
    bent = knee + (PEAK - knee) * np.tanh((np.abs(scaled) - knee) / (PEAK - knee))
    scaled[over] = np.sign(scaled[over]) * bent[over]
    return scaled


def write_wav(path: Path, sound: Sound) -> None:
    """Write 16-bit mono at 8 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(sound * 32767).astype("<i2").tobytes())
