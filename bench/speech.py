"""Menus and numbers by speech: people's recorded voices are played into the real switch, and what the recogniser makes of them comes back as keys.

The voices are the switch's packaged prompts, the only human recordings there are here: every cardinal number of them, and prompts that are no
number to see what is taken for one; and numbers of three, four and six digits, made of those of their digits. Each goes as 20 ms packets of µ-law from a scripted phone to the switch, to the recogniser's process.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, Literal

from bench.figures import Figure, spread
from ringwell.adapters.speech.client import SpeechRecognisers
from ringwell.adapters.speech.sound import TELEPHONE_RATE, from_ulaw
from ringwell.calls.hearing import Choice, Digits, HearingFailed, SpeechHeard, StartHearing
from ringwell.calls.messages import AnswerLeg
from tests.support.floor import AsteriskFloor, SipFarEnd, asterisk_floor
from tests.support.servers import RunningSwitch, running_switch
from tests.support.voices import number, recogniser, spoken, voices

Language = Literal["en", "ru"]
LANGUAGES: Final[Mapping[Language, str]] = {"en": "English", "ru": "Russian"}
QUIET: Final = 0.03
"""The voice has ended where nothing after it is as loud as this share of its loudest sample."""
SILENCE: Final = 0.0
HEARD_WITHIN_S: Final = 12.0
AT_ONCE: Final = 3
"""Voices outside the grammar, whose time is not measured, are spoken on so many legs at once."""
OTHERS: Final = 24
"""So many prompts of one or two words that are no number are spoken to each grammar."""
SHORT_BYTES: Final = 33 * 50 * 2
"""Two seconds of the packages' format."""

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": dict(
        zip(
            [*map(str, [*range(21), *range(30, 100, 10)]), "hundred", "thousand", "million", "billion"],
            [
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
                "thirty",
                "forty",
                "fifty",
                "sixty",
                "seventy",
                "eighty",
                "ninety",
                "hundred",
                "thousand",
                "million",
                "billion",
            ],
            strict=True,
        )
    ),
    "ru": dict(
        zip(
            [
                *map(str, [*range(21), *range(30, 100, 10)]),
                *("1n", "2n", "hundred", "thousand", "million", "billion"),
            ],
            [
                "ноль",
                "один",
                "два",
                "три",
                "четыре",
                "пять",
                "шесть",
                "семь",
                "восемь",
                "девять",
                "десять",
                "одиннадцать",
                "двенадцать",
                "тринадцать",
                "четырнадцать",
                "пятнадцать",
                "шестнадцать",
                "семнадцать",
                "восемнадцать",
                "девятнадцать",
                "двадцать",
                "тридцать",
                "сорок",
                "пятьдесят",
                "шестьдесят",
                "семьдесят",
                "восемьдесят",
                "девяносто",
                "одно",
                "две",
                "сто",
                "тысяча",
                "миллион",
                "миллиард",
            ],
            strict=True,
        )
    ),
}
SAME: Final = {"1n": "1", "2n": "2"}
"""Recordings of another gender's word for the same number."""
DIGITS: Final = tuple(map(str, range(10)))
LENGTHS: Final = (3, 4, 6)
OF_EACH: Final = 10
"""Numbers of so many digits, and how many of each: drawn once, by SEED, as the silence between their digits is."""
SEED: Final = 20261123
ASKED_FOR: Final = Digits(3, 12)
"""As the demo's self-service asks for them."""


@dataclass(frozen=True)
class Said:
    """One voice: what it says, how it sounds, and after how many seconds it has ended."""

    key: str
    sound: bytes
    ends_after: float


@dataclass(frozen=True)
class Heard:
    """What was made of it; `after` are seconds from its end."""

    key: str | None
    after: float
    failed: str = ""


class Caller:
    """A scripted phone on a leg that can be listened to."""

    def __init__(self, floor: AsteriskFloor, leg_id: str, far: SipFarEnd) -> None:
        self._floor, self._leg_id, self._far = floor, leg_id, far
        self._count = 0

    async def say(
        self, said: Said, language: Language, choices: Sequence[Choice], digits: Digits | None = None
    ) -> Heard:
        self._count += 1
        hearing_id = f"hrg_{self._leg_id}_{self._count}"
        listen = StartHearing(
            call_id="int_1",
            leg_id=self._leg_id,
            hearing_id=hearing_id,
            language=language,
            choices=tuple(choices),
            longest_seconds=HEARD_WITHIN_S,
            digits=digits,
        )
        self._floor.perform(listen)
        await asyncio.sleep(PROMPT_S)
        loop, sound = asyncio.get_running_loop(), self._far.leg.sound
        ended = loop.time() + said.ends_after
        await sound.say(said.sound)
        sound.play(SILENCE)
        await self._floor.until(lambda: self._verdict(hearing_id) is not None, HEARD_WITHIN_S + 5)
        verdict = self._verdict(hearing_id)
        after = loop.time() - ended
        if isinstance(verdict, SpeechHeard):
            return Heard(verdict.key, after)
        assert verdict is not None
        return Heard(None, after, verdict.reason)

    def _verdict(self, hearing_id: str) -> SpeechHeard | HearingFailed | None:
        events = (*self._floor.events.of(SpeechHeard), *self._floor.events.of(HearingFailed))
        return next((each for each in events if each.hearing_id == hearing_id), None)


PROMPT_S: Final = 0.3
"""A caller hears something before he speaks."""


async def measure() -> list[Figure]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        switch = stack.enter_context(running_switch(folder))
        socket = switch.config.folders.run / "bench.sock"
        await stack.enter_async_context(recogniser(socket))
        floor = await stack.enter_async_context(asterisk_floor(switch, SpeechRecognisers([socket])))
        callers = [await _caller(floor) for _ in range(AT_ONCE)]
        menus = [each for language in LANGUAGES for each in await _language(switch, callers, language)]
        return [
            *menus,
            *[each for language in LANGUAGES for each in await _numbers(switch, callers, language)],
        ]


async def _caller(floor: AsteriskFloor) -> Caller:
    leg_id, far = await floor.call()
    floor.perform(AnswerLeg(leg_id=leg_id))
    await floor.quiet()
    far.leg.sound.play(SILENCE)
    return Caller(floor, leg_id, far)


async def _language(switch: RunningSwitch, callers: Sequence[Caller], language: Language) -> list[Figure]:
    words, folder = WORDS[language], voices(language)
    numbers = [_said(switch, folder / "digits" / f"{name}.gsm", SAME.get(name, name)) for name in words]
    others = [_said(switch, path, "") for path in _others(folder, words)]
    figures: list[Figure] = []
    for name, keys in (("ten digits", DIGITS), ("all numbers", tuple(words))):
        choices = [Choice(key, _phrases(key, words)) for key in keys if key not in SAME]
        voiced = [each for each in numbers if each.key in {SAME.get(key, key) for key in keys}]
        await callers[0].say(voiced[0], language, choices)  # its phrases are known from here on
        heard = [await callers[0].say(each, language, choices) for each in voiced]
        wrong = await _spoken_by_all(callers, others, language, choices)
        figures += _figures(f"{LANGUAGES[language]}, {name}", voiced, heard, others, wrong)
    return figures


async def _numbers(switch: RunningSwitch, callers: Sequence[Caller], language: Language) -> list[Figure]:
    """Said to a step that takes digits."""
    drawn, folder = Random(SEED), voices(language)
    keys = ["".join(drawn.choices(DIGITS, k=length)) for length in LENGTHS for _ in range(OF_EACH)]
    voiced = [_ending(key, number(switch, language, key, drawn)) for key in keys]
    others = [_said(switch, path, "") for path in _others(folder, WORDS[language])]
    heard = [await callers[0].say(each, language, (), ASKED_FOR) for each in voiced]
    wrong = await _spoken_by_all(callers, others, language, (), ASKED_FOR)
    name = f"{LANGUAGES[language]}, numbers of {', '.join(map(str, LENGTHS))} digits"
    return _figures(name, voiced, heard, others, wrong, right=0.8, within=2.0)


def _phrases(key: str, words: Mapping[str, str]) -> tuple[str, ...]:
    same = [words[other] for other, its in SAME.items() if its == key and other in words]
    return (words[key], *same, key) if key.isdecimal() else (words[key],)


def _said(switch: RunningSwitch, path: Path, key: str) -> Said:
    return _ending(key, spoken(switch, path))


def _ending(key: str, sound: bytes) -> Said:
    loud = abs(from_ulaw(sound))
    last = next(at for at in range(len(loud) - 1, -1, -1) if loud[at] > QUIET * loud.max())
    return Said(key, sound, last / TELEPHONE_RATE)


def _others(folder: Path, words: Mapping[str, str]) -> list[Path]:
    """Days, months and whatever else is short and no number: each one of so many, evenly."""
    days = [path for path in sorted((folder / "digits").glob("*.gsm")) if path.stem[:4] in ("day-", "mon-")]
    short = [
        path
        for path in sorted(folder.glob("*.gsm"))
        if path.stat().st_size < SHORT_BYTES and "tone" not in path.stem and not path.stem.startswith("beep")
    ]
    found = [*days, *short]
    return found[:: max(1, len(found) // OTHERS)][:OTHERS]


async def _spoken_by_all(
    callers: Sequence[Caller],
    others: Sequence[Said],
    language: Language,
    choices: Sequence[Choice],
    digits: Digits | None = None,
) -> list[Heard]:
    async def speak(at: int) -> list[Heard]:
        return [await callers[at].say(each, language, choices, digits) for each in others[at::AT_ONCE]]

    return [each for some in await asyncio.gather(*map(speak, range(AT_ONCE))) for each in some]


def _figures(
    what: str,
    voiced: Sequence[Said],
    heard: Sequence[Heard],
    others: Sequence[Said],
    wrong: Sequence[Heard],
    *,
    right: float = 0.9,
    within: float = 0.9,
) -> list[Figure]:
    """`right`, `within`: the goals, as a share and in seconds."""
    were_right = [each.key == said.key for said, each in zip(voiced, heard, strict=True)]
    missed = ", ".join(
        f"{said.key}: {each.failed or each.key or 'none'}"
        for said, each in zip(voiced, heard, strict=True)
        if each.key != said.key
    )
    times = [each.after for each in heard if not each.failed] or [HEARD_WITHIN_S]
    taken = sum(each.key is not None for each in wrong)
    return [
        Figure(
            figure=f"{what}: right",
            value=sum(were_right) / len(were_right),
            unit="share",
            goal=f">= {right}",
            note=f"{sum(were_right)} of {len(were_right)} recordings"
            + (f"; not: {missed}" if missed else ""),
        ),
        Figure(
            figure=f"{what}: from the end of speech to the decision",
            value=statistics.median(times),
            unit="s, median",
            goal=f"<= {within}",
            note=spread(times),
        ),
        Figure(
            figure=f"{what}: taken for one of them",
            value=taken / len(others),
            unit="share",
            note=f"{taken} of {len(others)} prompts that are no number; {sum(bool(each.failed) for each in wrong)} not judged",
        ),
    ]
