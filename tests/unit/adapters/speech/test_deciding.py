"""Decisions of a process: in what time, and what one that is given up leaves behind. The model is a table."""

import asyncio
import threading
from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from ringwell.adapters.speech import deciding
from ringwell.adapters.speech.choosing import ways
from ringwell.adapters.speech.deciding import Judge
from ringwell.adapters.speech.whisper import Encoded, Model, Opening
from ringwell.calls.hearing import Choice, Digits
from ringwell.calls.recognisers import NotHeard, Verdict
from ringwell.flows.hearing import NEAR

CHOICES = tuple(Choice(str(number), (word,)) for number, word in enumerate(("zero", "one", "two", "three")))
SPELT = ways(CHOICES)
SAID = np.ones(80, np.float32)
SILENT = -9.0


class Table:
    """Takes the spelling of number n as tokens n, 0; `said` is what it hears. It works only while `going` is set."""

    def __init__(self, said: str) -> None:
        self.said = SPELT.index(said)
        self.going = threading.Event()
        self.going.set()
        self.asked: list[int] = []

    def encode(self, samples: object, frames: int | None = None) -> Encoded:
        del frames
        return Encoded(np.zeros(1 if samples is SAID else 0, np.float32), 400)

    def tokens(self, text: str) -> list[int]:
        return [SPELT.index(text), 0]

    def opening(self, sound: Encoded, language: str) -> Opening:
        del sound, language
        assert self.going.wait(10)
        return Opening(np.array([self._likely(number) for number in range(len(SPELT))], np.float32), -0.2)

    def likelihoods(self, sound: Encoded, language: str, many: Sequence[Sequence[int]]) -> list[list[float]]:
        del language
        if not len(sound.seen):
            return [[SILENT, 0.0] for _ in many]
        self.asked += [number for number, _ in many]
        return [[self._likely(number), 0.0] for number, _ in many]

    def words(self, sound: Encoded, language: str) -> str:
        del sound, language
        return "It is two, please."

    def _likely(self, number: int) -> float:
        return -0.1 if number == self.said else -3.0 if number == self.said + 1 else -20.0


def judge_of(table: Table, threads: int = 1) -> Judge:
    return Judge(cast("Model", table), threads)


async def test_what_was_said_is_decided_and_what_cannot_be_is_not_asked_about() -> None:
    table = Table("Two.")
    verdict = await judge_of(table).decide("en", CHOICES, SAID)
    assert verdict.key == "2"
    assert set(table.asked) == {table.said, table.said + 1}


class Refused(Table):
    """Finds nothing likely."""

    def _likely(self, number: int) -> float:
        return -20.0 - number


async def test_what_is_refused_is_written_down_and_asked_for() -> None:
    assert await judge_of(Refused("Two.")).decide("en", CHOICES, SAID) == Verdict("2", NEAR)


async def test_what_is_known_of_silence_is_known_before_somebody_speaks() -> None:
    table = Table("Two.")
    judge = judge_of(table)
    await judge.prepare("en", CHOICES)
    assert (await judge.decide("en", CHOICES, SAID)).key == "2"


async def test_a_decision_that_is_given_up_neither_counts_nor_tells_how_long_decisions_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deciding, "FIRST_GUESS", 1.1)  # two at once would be too many
    table = Table("Two.")
    table.going.clear()
    judge = judge_of(table)
    for _ in range(50):
        given_up = asyncio.create_task(judge.decide("en", CHOICES, SAID))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
    assert judge.deciding == 0
    under_way = asyncio.create_task(judge.decide("en", CHOICES, SAID))
    await asyncio.sleep(0)
    with pytest.raises(NotHeard) as refused:
        await judge.decide("en", CHOICES, SAID)
    assert refused.value.reason == "busy"
    table.going.set()
    assert (await under_way).key == "2"


async def test_a_decision_that_takes_too_long_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "LONGEST_WAIT", 0.05)
    table = Table("Two.")
    table.going.clear()
    with pytest.raises(NotHeard) as late:
        await judge_of(table).decide("en", CHOICES, SAID)
    table.going.set()
    assert late.value.reason == "too_late"


class NoNumber(Table):
    """Writes no number but `written`."""

    def __init__(self, said: str, written: str = "") -> None:
        super().__init__(said)
        self.written = written

    def refused_but(self, texts: Sequence[str]) -> list[int]:
        del texts
        return []

    def guesses(self, sound: Encoded, language: str, refused: Sequence[int]) -> list[tuple[str, float]]:
        del sound, language, refused
        return [(self.written, 0.8)]


@pytest.mark.parametrize(
    ("written", "choices", "key"),
    [("4714", CHOICES, "4714"), ("hello", CHOICES, "2"), ("hello", (), None)],
)
async def test_what_is_no_number_may_be_what_may_be_said_instead(
    written: str, choices: tuple[Choice, ...], key: str | None
) -> None:
    judge = judge_of(NoNumber("Two.", written))
    assert (await judge.decide_number("en", Digits(3, 6), choices, SAID)).key == key
