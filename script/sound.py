"""Cuts what was spoken for the telephone: the silence around it, and the pauses in it."""

from typing import Final

import numpy as np

from ringwell.adapters.speech.wav import RATE, Samples

FRAME: Final = RATE // 100
LOW_HZ: Final = 200.0
"""What is below is no help on a telephone, and takes room that words could have."""


def frame_rms(sound: Samples) -> Samples:
    """Loudness of each 10 ms."""
    whole = len(sound) // FRAME * FRAME
    return np.sqrt(np.mean(sound[:whole].reshape(-1, FRAME) ** 2, axis=1))


def trim(sound: Samples, head_s: float = 0.04, tail_s: float = 0.08) -> Samples:
    """Cut silence at both ends down to a short breath, and let the ends fade."""
    loud = np.flatnonzero(frame_rms(sound) > 0.01 * np.max(np.abs(sound)))
    begin = max(0, int(loud[0]) * FRAME - int(head_s * RATE))
    end = min(len(sound), (int(loud[-1]) + 1) * FRAME + int(tail_s * RATE))
    cut = sound[begin:end].copy()
    fade = np.linspace(0, 1, FRAME)
    cut[:FRAME] *= fade
    cut[-FRAME:] *= fade[::-1]
    return cut


def hasten(sound: Samples, longest_pause_s: float = 0.3) -> Samples:
    """Shorten the pauses between words that are longer than this: callers wait for what comes next."""
    quiet = frame_rms(sound) < 0.01 * np.max(np.abs(sound))
    longest, run = int(longest_pause_s * RATE) // FRAME, 0
    kept: list[Samples] = []
    for place, is_quiet in enumerate(quiet.tolist()):
        run = run + 1 if is_quiet else 0
        if run <= longest:
            kept.append(sound[place * FRAME : (place + 1) * FRAME])
    return np.concatenate([*kept, sound[len(quiet) * FRAME :]])
