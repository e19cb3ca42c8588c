"""Every prompt is there in every language, was made from its text, and can be heard."""

import hashlib
import json
import re
import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ringwell.adapters.asterisk import dialplan
from ringwell.adapters.asterisk.prompts import (
    SOUNDS,
    MissingPrompt,
    all_texts,
    file_name,
    libraries,
    prompt_file,
    prompt_media,
    read_texts,
)
from ringwell.flows.prompts import HIGHEST_SPOKEN_PLACE, LANGUAGES, Prompt, place_in_line

REQUIRED = [
    "greeting-shop",
    "greeting-bank",
    "menu-shop",
    "wrong-key",
    "menu-timeout",
    "closed",
    "closed-bank",
    "all-agents-busy",
    "please-wait",
    "place-beyond-99",
    "thank-you-goodbye",
    "nobody-logged-in",
    "queue-full-busy",
    "unknown-number",
    "technical-error",
    "voicemail-leave-message",
    "voicemail-thanks",
    "connecting-you-now",
    "one-moment-call-restored",
    "fallback-please-hold",
    "call-recorded",
]
EVERYTHING = [(language, prompt) for language in LANGUAGES for prompt in read_texts(language)]


def samples(path: Path) -> NDArray[np.float64]:
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (8000, 2, 1)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768


def loudness(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    frames = sound[: len(sound) // 80 * 80].reshape(-1, 80)
    return np.sqrt(np.mean(frames**2, axis=1))


def test_all_languages_have_texts_for_the_same_prompts() -> None:
    english, *others = [set(read_texts(language)) for language in LANGUAGES]
    assert all(other == english for other in others)
    assert {prompt.prompt for prompt in english if prompt.number is None} >= set(REQUIRED)
    places = {prompt.number for prompt in english if prompt.prompt == "place-in-line"}
    assert places == set(range(1, HIGHEST_SPOKEN_PLACE + 1))


def test_no_text_is_another_language_s_text() -> None:
    for prompt, text in read_texts("en").items():
        assert len({text, read_texts("ru")[prompt], read_texts("pl")[prompt]}) == 3
    assert all(any("а" <= letter <= "я" for letter in text) for text in read_texts("ru").values())


def test_no_two_prompts_of_a_language_say_the_same() -> None:
    for language in LANGUAGES:
        texts = list(read_texts(language).values())
        assert len(set(texts)) == len(texts)


def test_every_file_was_made_from_its_present_text() -> None:
    made = json.loads((SOUNDS / "made.json").read_text())
    stale = [
        f"{language}/{file_name(prompt)}"
        for language, prompt in EVERYTHING
        if made[language].get(file_name(prompt), {}).get("text")
        != hashlib.sha256(read_texts(language)[prompt].encode()).hexdigest()[:16]
    ]
    assert stale == [], "run script/prompts"


def test_no_file_is_left_over() -> None:
    for language in LANGUAGES:
        names = {file_name(prompt) for prompt in all_texts(language)} | {"beep.wav", "prompts.toml"}
        assert {path.name for path in (SOUNDS / language).iterdir()} == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_recording_can_be_heard(language: str) -> None:
    for prompt, text in read_texts(language).items():
        sound = samples(prompt_file(language, prompt))
        spoken = loudness(sound)
        name = f"{language}/{file_name(prompt)}"
        letters_per_second = len(text) / (len(sound) / 8000)
        assert 7 < letters_per_second < 25, (name, letters_per_second)
        assert 0.05 < np.sqrt(np.mean(spoken[spoken > 0.1 * spoken.max()] ** 2)) < 0.2, name
        assert np.max(np.abs(sound)) < 0.95, name
        assert np.mean(spoken > 0.01) > (0.2 if prompt.prompt == "digit" else 0.4), name
        assert np.argmax(spoken > 0.02) < 30, f"{name} begins late"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_beep_is_a_tone_of_1_kilohertz(language: str) -> None:
    sound = samples(prompt_file(language, Prompt("beep")))
    spectrum = np.abs(np.fft.rfft(sound))
    assert abs(np.argmax(spectrum) * 8000 / len(sound) - 1000) < 5


def test_the_hold_music_loops_without_a_seam() -> None:
    music = samples(SOUNDS / "music" / "hold.wav")
    assert len(music) >= 60 * 8000
    assert 0.02 < np.sqrt(np.mean(music**2)) < 0.15
    assert np.max(np.abs(music)) < 0.7
    steps = np.abs(np.diff(music))
    assert abs(music[0] - music[-1]) <= np.max(steps)
    quarter_seconds = np.sqrt(np.mean(music[: len(music) // 2000 * 2000].reshape(-1, 2000) ** 2, axis=1))
    assert np.min(quarter_seconds) > 0.005, "the music falls silent"


def test_a_missing_prompt_is_an_error_and_never_another_language() -> None:
    for language, prompt in [
        ("de", Prompt("closed")),
        ("en", Prompt("no-such-prompt")),
        ("en", Prompt("place-in-line")),
        ("en", Prompt("place-in-line", 100)),
        ("en", Prompt("closed", 1)),
        ("../en", Prompt("closed")),
        ("en", Prompt("../ru/closed")),
    ]:
        with pytest.raises(MissingPrompt):
            prompt_file(language, prompt)


def test_the_switch_gets_a_path_without_its_ending() -> None:
    media = prompt_media("pl", place_in_line(3))
    assert media == str(SOUNDS / "pl" / "place-in-line-3")


def test_every_prompt_that_the_dialplan_names_is_there() -> None:
    source = Path(dialplan.__file__).read_text()
    codes = re.findall(r"Playback\(ringwell/([a-z0-9-]+)", source)
    assert len(codes) >= 2
    assert all(prompt_file(language, Prompt(code)).is_file() for language in LANGUAGES for code in codes)


def test_every_place_can_be_said_in_every_language() -> None:
    for library in libraries().values():
        assert all(library.has(place_in_line(place)) for place in (1, 2, 50, 99, 100, 1000))
