"""What may wait a moment, waits for the next beat: different work then falls on the same moment and costs one awakening."""

from typing import Final

BEAT_S: Final = 0.02


def next_beat(now: float, every: int = 1) -> float:
    """The next moment of the loop's clock (in seconds) that is a whole number of beats, counted by `every`."""
    return (int(now / BEAT_S) // every + 1) * every * BEAT_S
