"""Beats: soon enough, and the same ones for all."""

from hypothesis import given
from hypothesis import strategies as st

from ringwell.kernel.beats import BEAT_S, next_beat

MOMENTS = st.floats(0, 1e7)


@given(MOMENTS, st.integers(1, 10))
def test_the_next_beat_is_near(now: float, every: int) -> None:
    assert -1e-6 < next_beat(now, every) - now < BEAT_S * every + 1e-6


@given(st.integers(0, 10**8), st.integers(2, 10))
def test_a_slow_beat_falls_on_a_quick_one(beat: int, every: int) -> None:
    slow = next_beat(beat * BEAT_S + BEAT_S / 2, every)
    assert slow == next_beat(slow - BEAT_S / 2)
