"""What every studio does: the one in memory, and this machine's, where espeak-ng is installed."""

import asyncio
import io
import shutil
import stat
import wave
from pathlib import Path

import numpy as np
import pytest
from aiohttp import ClientSession
from numpy.typing import NDArray

from ringwell.adapters.speech import engines
from ringwell.adapters.speech.engines import Espeak, engine_for
from ringwell.adapters.speech.studio import WAITING, SpeechStudio
from ringwell.flows.studio import CannotSpeak, Sound, Studio
from tests.support.polling import until
from tests.support.speech import ToneStudio, tone

SHOP, RIVAL = "wsp_shop", "wsp_rival"
TEXTS = {"en": "Our lines are busy.", "ru": "Линии заняты.", "pl": "Linie są zajęte."}


@pytest.fixture(params=["memory", "espeak-ng"])
def studio(request: pytest.FixtureRequest) -> Studio:
    if request.param == "memory":
        return ToneStudio()
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    return SpeechStudio({language: Espeak(language) for language in TEXTS})


def shape(sound: Sound) -> tuple[int, int, int]:
    with wave.open(io.BytesIO(sound.wav)) as file:
        return file.getnchannels(), file.getsampwidth(), file.getframerate()


@pytest.mark.parametrize("language", TEXTS)
async def test_a_text_becomes_a_sound_of_its_own(studio: Studio, language: str) -> None:
    sound = await studio.speak(SHOP, TEXTS[language], language)
    again = await studio.speak(SHOP, TEXTS[language], language)
    other = await studio.speak(SHOP, "1 2 3", language)
    assert shape(sound) == (1, 2, 8000)
    assert sound.seconds > 0.3
    assert (sound.name, sound.made_of) == (again.name, again.made_of)
    assert (sound.name, sound.made_of) != (other.name, other.made_of)


@pytest.mark.parametrize(("text", "why"), [("", "empty"), (" \n", "empty"), ("?!…", "symbols")])
async def test_what_cannot_be_spoken_is_told(studio: Studio, text: str, why: str) -> None:
    with pytest.raises(CannotSpeak) as told:
        await studio.speak(SHOP, text, "en")
    assert told.value.params == {"why": why}


async def test_a_text_is_never_an_option_nor_a_command(studio: Studio, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for text in (
        "-f /etc/passwd",
        "--version",
        f"$(touch {mark})",
        f"`touch {mark}`; touch {mark}",
        "[[h@l'oU]]",
    ):
        assert (await studio.speak(SHOP, text, "en")).seconds > 0.3
    assert not mark.exists()


async def test_sounds_are_equally_loud(studio: Studio) -> None:
    spoken = await studio.speak(SHOP, TEXTS["en"], "en")
    quiet = await studio.take(SHOP, tone(440, 1))
    assert loudness(spoken) == pytest.approx(loudness(quiet), abs=3)


def loudness(sound: Sound) -> float:
    """In dBFS, of what is not a pause."""
    with wave.open(io.BytesIO(sound.wav)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
    power: NDArray[np.float64] = np.mean(samples[: len(samples) // 80 * 80].reshape(-1, 80) ** 2, axis=1)
    return float(10 * np.log10(np.mean(power[power > 0.01 * np.max(power)])))


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exec sleep 60", "time_out"),
        ("exit 1", "failed"),
        ("echo no sound", "failed"),
        ("cat /dev/zero", "failed"),
    ],
)
async def test_an_engine_that_fails_or_hangs_is_ended_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    engine_is(script, tmp_path, monkeypatch)
    monkeypatch.setattr(engines, "TIME_OUT_S", 0.5 if why == "time_out" else 20)
    with pytest.raises(CannotSpeak) as told:
        await asyncio.wait_for(SpeechStudio({"en": Espeak("en")}).speak(SHOP, "Hello", "en"), 30)
    assert told.value.params == {"why": why}


async def test_an_engine_is_ended_though_it_has_said_more_than_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It never takes the text, so that nobody comes to read what it says until its time is over."""
    engine_is("cat /dev/zero", tmp_path, monkeypatch)
    monkeypatch.setattr(engines, "TIME_OUT_S", 0.5)
    with pytest.raises(CannotSpeak) as told:
        await asyncio.wait_for(Espeak("en").speak("Hello " * 100_000), 30)
    assert told.value.params == {"why": "time_out"}


def engine_is(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = folder / "espeak-ng"
    engine.write_text(f"#!/bin/sh\n{script}\n")
    engine.chmod(engine.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


async def test_a_machine_without_engines_has_no_voices(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with ClientSession() as http:
        assert [engine_for(each, "", http) for each in TEXTS] == [None, None, None]
        assert engine_for("en", "none", http) is None
    with pytest.raises(CannotSpeak) as told:
        await SpeechStudio({}).speak(SHOP, "Hello", "en")
    assert told.value.params == {"why": "no_voice"}


class SlowEngine:
    """Speaks when told, and notes in which order it was asked."""

    signature = "slow"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.going = asyncio.Event()

    async def speak(self, text: str) -> bytes:
        self.asked.append(text)
        await self.going.wait()
        return tone(440)


async def test_one_workspace_does_not_hold_up_the_others() -> None:
    engine = SlowEngine()
    studio = SpeechStudio({"en": engine})
    of_shop = [asyncio.create_task(studio.speak(SHOP, f"shop {n}", "en")) for n in range(1 + WAITING)]
    await until(lambda: engine.asked == ["shop 0"])
    of_rival = [asyncio.create_task(studio.speak(RIVAL, f"rival {n}", "en")) for n in range(2)]
    third = asyncio.create_task(studio.speak("wsp_third", "third", "en"))
    await until(lambda: engine.asked == ["shop 0", "rival 0"])
    with pytest.raises(CannotSpeak) as refused:
        await studio.speak(SHOP, "one more", "en")
    assert refused.value.params == {"why": "time_out"}
    engine.going.set()
    await asyncio.gather(*of_shop, *of_rival, third)
    assert engine.asked.index("third") == 2
    assert engine.asked.index("rival 1") <= 4
    engine.asked.clear()
    await studio.speak(SHOP, "later", "en")
    assert engine.asked == ["later"]
