"""Has the model judge, within the time that a caller waits."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Final, TypeVar

import numpy as np

from ringwell.adapters.speech.choosing import choose, is_sure, reconsidered, search_among, ways
from ringwell.adapters.speech.numbers import number_in, spellings
from ringwell.adapters.speech.sound import TELEPHONE_RATE, Samples
from ringwell.adapters.speech.whisper import NUMBER_FRAMES, Encoded, Model, Opening
from ringwell.calls.hearing import Choice, Digits
from ringwell.calls.recognisers import NotHeard, Verdict
from ringwell.flows.near import near

T = TypeVar("T")

LONGEST_WAIT: Final = 2.0
"""Seconds from the end of speech to a verdict; who would wait longer goes on by keys."""
REMEMBERED: Final = 20_000
"""Spellings of which it is known how likely they are in silence."""
MOST_SCORED: Final = 48
"""Spellings that are scored in one decision: of 34 long words one in seven could do with more."""
TOGETHER: Final = 8
"""Spellings that are scored at once on one core; more take no less time each."""
AHEAD: Final = 4
"""The same for what may wait, and should not be waited for."""
LOOK_AGAIN: Final = 0.05
FIRST_GUESS: Final = 0.4
"""Seconds that one decision takes, until some have been timed."""


class Judge:
    """Of one process. `threads` of the model's work on decisions."""

    def __init__(self, model: Model, threads: int) -> None:
        self._model = model
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, "judge")
        self._ahead = ThreadPoolExecutor(1, "ahead")
        self._silence: Encoded | None = None
        self._silent: dict[tuple[str, str], float] = {}
        self._no_number: dict[str, list[int]] = {}
        self._usual = FIRST_GUESS
        self.deciding = 0

    @property
    def busy(self) -> bool:
        """Whether who comes now would wait too long for those who came before."""
        return self.deciding > 0 and (self.deciding + 1) * self._usual > LONGEST_WAIT

    async def prepare(self, language: str, choices: Sequence[Choice]) -> None:
        """Learn how likely the phrases are in silence, while the caller listens to a prompt."""
        spelt = ways(choices)
        for at in range(0, len(spelt), AHEAD):
            while self.deciding:  # noqa: ASYNC110 - callers come and go
                await asyncio.sleep(LOOK_AGAIN)
            await self._silent_of(self._ahead, language, spelt[at : at + AHEAD])

    async def prepare_number(self, language: str) -> None:
        """Learn what no number is written with."""
        await self._run(self._ahead, partial(self._refused, language))

    async def decide(self, language: str, choices: Sequence[Choice], spoken: Samples) -> Verdict:
        """Which of the choices it was. Raises NotHeard: at once where too many wait."""
        return await self._in_time(lambda: self._decide(language, choices, spoken))

    async def decide_number(
        self, language: str, digits: Digits, choices: Sequence[Choice], spoken: Samples
    ) -> Verdict:
        """Which number it was; where it was none, which of the choices. Raises NotHeard as well."""
        return await self._in_time(lambda: self._decide_number(language, digits, choices, spoken))

    async def _in_time(self, deciding: Callable[[], Awaitable[Verdict]]) -> Verdict:
        if self.busy:
            raise NotHeard("busy")
        self.deciding += 1
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                return await self._timed(deciding())
        except TimeoutError:
            self._learn(LONGEST_WAIT)
            raise NotHeard("too_late") from None
        finally:
            self.deciding -= 1

    async def _timed(self, deciding: Awaitable[Verdict]) -> Verdict:
        """One that is given up, since somebody goes on to speak, tells nothing of how long decisions take."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        verdict = await deciding
        self._learn(loop.time() - began)
        return verdict

    def _learn(self, took: float) -> None:
        self._usual += (took / self.deciding - self._usual) / 8

    async def _decide(self, language: str, choices: Sequence[Choice], spoken: Samples) -> Verdict:
        sound, opening = await self._run(self._pool, partial(self._listen, language, spoken))
        spelt = ways(choices)
        silent = await self._silent_of(self._pool, language, spelt)
        heard = await self._search(sound, language, silent, opening)
        verdict = choose(choices, heard, silent, opening.free)
        if is_sure(verdict):
            return verdict
        words = await self._run(self._pool, partial(self._model.words, sound, language))
        return reconsidered(verdict, near(language, ((each.key, each.phrases) for each in choices), words))

    async def _decide_number(
        self, language: str, digits: Digits, choices: Sequence[Choice], spoken: Samples
    ) -> Verdict:
        verdict = await self._run(self._pool, partial(self._number, language, digits, spoken))
        return await self._decide(language, choices, spoken) if verdict.key is None and choices else verdict

    def _number(self, language: str, digits: Digits, spoken: Samples) -> Verdict:
        sound = self._model.encode(spoken, NUMBER_FRAMES)
        return number_in(language, digits, self._model.guesses(sound, language, self._refused(language)))

    def _refused(self, language: str) -> list[int]:
        if language not in self._no_number:
            self._no_number[language] = self._model.refused_but(spellings(language))
        return self._no_number[language]

    def _listen(self, language: str, spoken: Samples) -> tuple[Encoded, Opening]:
        sound = self._model.encode(spoken)
        return sound, self._model.opening(sound, language)

    async def _search(
        self, sound: Encoded, language: str, silent: Mapping[str, float], opening: Opening
    ) -> dict[str, float]:
        """How likely those are that can have been said."""
        spelt = {way: self._model.tokens(way) for way in silent}
        first = {tokens[0]: float(opening.first[tokens[0]]) for tokens in spelt.values()}
        search = search_among(spelt, silent, opening.free, first)
        left = MOST_SCORED
        while left > 0 and (asked := search.next(min(left, self._threads * TOGETHER))):
            left -= len(asked)
            async for way, likely in self._scored(self._pool, sound, language, asked):
                search.learn(way, likely)
        return search.found

    async def _scored(
        self, pool: Executor, sound: Encoded, language: str, spelt: Sequence[str]
    ) -> AsyncIterator[tuple[str, list[float]]]:
        """Each with how likely its tokens are, as soon as that is known."""
        size = min(TOGETHER, math.ceil(len(spelt) / self._threads))
        parts = [spelt[at : at + size] for at in range(0, len(spelt), size)]
        asked = [[self._model.tokens(way) for way in part] for part in parts]
        under_way = [
            self._run(pool, partial(self._model.likelihoods, sound, language, each)) for each in asked
        ]
        try:
            for part, scored in zip(parts, under_way, strict=True):
                for way, likely in zip(part, await scored, strict=True):
                    yield way, likely
        finally:
            for scored in under_way:
                scored.cancel()

    async def _silent_of(self, pool: Executor, language: str, spelt: Sequence[str]) -> dict[str, float]:
        """How likely each is in silence. Who is given up meanwhile leaves what was learnt."""
        known = {way: self._silent[language, way] for way in spelt if (language, way) in self._silent}
        if unknown := [way for way in spelt if way not in known]:
            silence = await self._silence_seen()
            async for way, likely in self._scored(pool, silence, language, unknown):
                known[way] = self._silent[language, way] = sum(likely)
        while len(self._silent) > REMEMBERED:
            del self._silent[next(iter(self._silent))]
        return known

    async def _silence_seen(self) -> Encoded:
        silence = self._silence
        if silence is None:
            noise = np.random.default_rng(1).standard_normal(TELEPHONE_RATE) * 1e-3
            silence = await self._run(self._ahead, partial(self._model.encode, noise.astype(np.float32)))
            self._silence = silence
        return silence

    def _run(self, pool: Executor, work: partial[T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(pool, work)
