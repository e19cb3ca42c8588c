"""When speech begins and when it is over."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ringwell.adapters.speech.deciding import LONGEST_WAIT
from ringwell.adapters.speech.voice import (
    BEGIN_PIECES,
    DIGITS,
    PIECE,
    PIECE_SECONDS,
    WORDS,
    Pace,
    Turn,
    likelihood,
)
from ringwell.flows.hearing import NUMBER_SPEAKING_S, SPEAKING_S


class Loudness:
    def process(self, data: bytes) -> float:
        return float(np.std(np.frombuffer(data, np.float32)))

    def reset(self) -> None:
        return


def told(likelihoods: list[float], pace: Pace = WORDS) -> list[str]:
    turn, found = Turn(pace), list[str]()
    for each in likelihoods:
        if not turn.over and (said := turn.feed(each)) is not None:
            found.append(said)
    return found


def test_a_detector_never_hears_perfect_silence_nor_noise_that_a_person_would_hear() -> None:
    assert 0 < likelihood(Loudness(), np.zeros(PIECE, np.float32)) < 0.002


def test_a_click_is_no_speech() -> None:
    assert told([0.9] * (BEGIN_PIECES - 1) + [0.1] * 100) == []


def test_a_word_begins_and_is_over_after_a_pause() -> None:
    assert told([0.1] * 5 + [0.9] * 10 + [0.1] * WORDS.pause) == ["begins", "pauses", "over"]


def test_a_short_pause_is_within_the_speech() -> None:
    pause = [0.1] * (WORDS.pause - 1)
    assert told([0.9] * 5 + pause + [0.9] * 5 + pause) == ["begins", "pauses", "resumes", "pauses"]


def test_who_talks_on_and_on_is_not_listened_to_for_longer_than_a_menu_waits() -> None:
    """What is kept of it, and what the model is asked about it, would grow as long as there is any voice on the line."""
    assert told([0.9] * (BEGIN_PIECES + WORDS.most - 1)) == ["begins"]
    assert told([0.9] * 2000) == ["begins", "over"]
    breathless = ([0.9] * 5 + [0.1] * (WORDS.pause - 1)) * 100
    assert told(breathless).count("over") == 1
    assert WORDS.most * PIECE_SECONDS + LONGEST_WAIT <= SPEAKING_S


def test_who_says_a_number_may_take_a_breath_between_its_digits() -> None:
    breath = [0.1] * (WORDS.pause + 10)
    assert told([0.9] * 5 + breath + [0.9] * 5 + breath) == ["begins", "pauses", "over"]
    assert told([0.9] * 5 + breath + [0.9] * 5 + breath, DIGITS) == ["begins", "pauses", "resumes", "pauses"]
    assert told([0.9] * 5 + [0.1] * DIGITS.pause, DIGITS) == ["begins", "pauses", "over"]
    assert 1.1 <= DIGITS.pause * PIECE_SECONDS <= 1.3
    assert DIGITS.most * PIECE_SECONDS + DIGITS.pause * PIECE_SECONDS + LONGEST_WAIT <= NUMBER_SPEAKING_S


@given(st.lists(st.sampled_from((0.1, 0.4, 0.9)) | st.floats(min_value=0, max_value=1), max_size=300))
def test_it_begins_before_it_pauses_and_is_over_once(likelihoods: list[float]) -> None:
    assert re.fullmatch(
        "(begins ((pauses resumes )*(pauses )?(over )?))?", "".join(f"{e} " for e in told(likelihoods))
    )
