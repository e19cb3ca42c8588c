"""Compose the hold music: soft chords and a slow broken chord above them, one minute that loops without a seam.

Made here from sines, so that no foreign licence comes with it.
"""

import numpy as np
from sound import LOW_HZ

from ringwell.adapters.asterisk.prompts import SOUNDS
from ringwell.adapters.speech.wav import RATE, Samples, resampled, written

BAR_S = 4.0
LEVEL_RMS = 10 ** (-26 / 20)
MASTER_RATE = 16000
# MIDI notes: the chord held through the bar, then the notes picked above it.
BARS = (
    ((48, 55, 64, 71), (76, 79, 83, 79)),
    ((45, 57, 60, 67), (72, 76, 79, 76)),
    ((41, 53, 60, 64), (69, 72, 76, 72)),
    ((43, 55, 59, 64), (71, 74, 79, 74)),
    ((52, 59, 62, 67), (74, 79, 83, 79)),
    ((45, 55, 60, 64), (72, 76, 81, 76)),
    ((50, 57, 60, 65), (69, 74, 77, 81)),
    ((43, 53, 59, 62), (71, 74, 77, 74)),
)


def hertz(note: int) -> float:
    return 440.0 * 2 ** ((note - 69) / 12)


def tone(note: int, seconds: float, attack_s: float, decay_s: float, partials: tuple[float, ...]) -> Samples:
    """One note: a few partials that swell and die away."""
    time = np.arange(int(seconds * MASTER_RATE)) / MASTER_RATE
    sound = np.zeros_like(time)
    for order, strength in enumerate(partials, start=1):
        sound += strength * np.sin(2 * np.pi * order * hertz(note) * time) * np.exp(-time * order / decay_s)
    return sound * np.minimum(time / attack_s, 1) * np.minimum((seconds - time) / (0.3 * seconds), 1)


def lay(track: Samples, sound: Samples, at_s: float) -> None:
    """Add a sound at a time; what runs past the end sounds at the beginning, so the loop has no seam."""
    begin = int(at_s * MASTER_RATE)
    np.add.at(track, np.arange(begin, begin + len(sound)) % len(track), sound)


def compose() -> Samples:
    rounds = 2
    track = np.zeros(int(rounds * len(BARS) * BAR_S * MASTER_RATE))
    for bar, (chord, picked) in enumerate(BARS * rounds):
        start = bar * BAR_S
        for note in chord:
            lay(track, tone(note, BAR_S + 1.5, 0.9, 4.0, (0.5, 0.3, 0.12, 0.05)), start)
        second_round = bar >= len(BARS)
        for step, note in enumerate(picked * 2 if second_round else picked):
            gap = BAR_S / (8 if second_round else 4)
            lay(track, tone(note, 2.0, 0.02, 0.7, (0.34, 0.08, 0.03)), start + step * gap)
    return track


def main() -> None:
    track = compose()
    # Resampled with its own ends on both sides, so that the filter does not hear a seam either.
    margin = MASTER_RATE
    wrapped = resampled(np.concatenate([track[-margin:], track, track[:margin]]), MASTER_RATE, LOW_HZ)
    loop = wrapped[RATE : RATE + len(track) * RATE // MASTER_RATE]
    loop = loop * LEVEL_RMS / np.sqrt(np.mean(loop**2))
    folder = SOUNDS / "music"
    folder.mkdir(exist_ok=True)
    (folder / "hold.wav").write_bytes(written(loop))


if __name__ == "__main__":
    main()
