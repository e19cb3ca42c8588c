"""Where a number is asked for and 0 leads to somebody: the packaged model understands who asks for somebody, as synthesised voices say it."""

import os
import shutil
from collections.abc import AsyncGenerator

import numpy as np
import pytest
import pytest_asyncio

from ringwell.adapters.speech.deciding import Judge
from ringwell.adapters.speech.engines import Espeak
from ringwell.adapters.speech.model import find_model
from ringwell.adapters.speech.wav import read
from ringwell.adapters.speech.whisper import Model
from ringwell.calls.hearing import Choice, Digits
from ringwell.flows.hearing import Said, phrases_of

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="no voice: install espeak-ng"),
]
THREADS = 2


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def judge() -> AsyncGenerator[Judge]:
    folder = find_model(None, os.environ)
    assert folder is not None, "the set-up has not installed the speech model"
    yield Judge(Model(folder, THREADS), THREADS)


@pytest.mark.parametrize(
    ("language", "words", "key"),
    [
        ("en", "Operator.", "0"),
        ("en", "I want to speak to a person.", "0"),
        ("en", "I do not remember.", None),
        ("en", "four seven one four", "4714"),
        ("pl", "Konsultant.", "0"),
        ("pl", "Połącz z konsultantem.", "0"),
        ("pl", "Nie pamiętam.", None),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_who_asks_for_somebody_is_understood_and_who_says_something_else_is_not(
    judge: Judge, monkeypatch: pytest.MonkeyPatch, language: str, words: str, key: str | None
) -> None:
    monkeypatch.setattr(
        "ringwell.adapters.speech.deciding.LONGEST_WAIT", 60
    )  # of what is heard, not how fast
    choices = (Choice("0", phrases_of("0", Said(means="operator"), language)),)
    spoken = read(await Espeak(language).speak(words)).astype(np.float32)
    assert (await judge.decide_number(language, Digits(3, 6), choices, spoken)).key == key
