"""Has the model judge, within the time that a caller waits."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Final, TypeVar

import numpy as np

from ringwell.adapters.speech.choosing import choose, least_likely, ways
from ringwell.adapters.speech.search import Search
from ringwell.adapters.speech.sound import TELEPHONE_RATE, Samples
from ringwell.adapters.speech.whisper import Encoded, Model, Opening
from ringwell.calls.hearing import Choice
from ringwell.calls.recognisers import NotHeard, Verdict

T = TypeVar("T")

LONGEST_WAIT: Final = 2.0
"""Seconds from the end of speech to a verdict; who would wait longer goes on by keys."""
REMEMBERED: Final = 20_000
"""Spellings of which it is known how likely they are in silence."""
MOST_STEPS: Final = 20
"""Questions to the model about how a beginning goes on."""
FURTHER: Final = 2.0
"""Spellings that are so much less likely than what can have been said are looked at: silence may like them less by more."""
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
        self._usual = FIRST_GUESS
        self.deciding = 0

    @property
    def busy(self) -> bool:
        """Whether who comes now would wait too long for those who came before."""
        return self.deciding > 0 and (self.deciding + 1) * self._usual > LONGEST_WAIT

    async def prepare(self, language: str, choices: Sequence[Choice]) -> None:
        """Learn how likely the phrases are in silence, while the caller listens to a prompt."""
        for way in ways(choices):
            while self.deciding:  # noqa: ASYNC110 - callers come and go
                await asyncio.sleep(LOOK_AGAIN)
            await self._silent_of(self._ahead, language, [way])

    async def decide(self, language: str, choices: Sequence[Choice], spoken: Samples) -> Verdict:
        """Raises NotHeard: at once where too many wait."""
        if self.busy:
            raise NotHeard("busy")
        self.deciding += 1
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                return await self._decide(language, choices, spoken)
        except TimeoutError:
            raise NotHeard("too_late") from None
        finally:
            took = asyncio.get_running_loop().time() - began
            self._usual += (took / self.deciding - self._usual) / 8
            self.deciding -= 1

    async def _decide(self, language: str, choices: Sequence[Choice], spoken: Samples) -> Verdict:
        sound, opening = await self._run(self._pool, partial(self._listen, language, spoken))
        heard = await self._search(sound, language, ways(choices), opening)
        silent = await self._silent_of(self._pool, language, list(heard))
        return choose(choices, heard, silent, opening.free)

    def _listen(self, language: str, spoken: Samples) -> tuple[Encoded, Opening]:
        sound = self._model.encode(spoken)
        return sound, self._model.opening(sound, language)

    async def _search(
        self, sound: Encoded, language: str, spelt: Sequence[str], opening: Opening
    ) -> dict[str, float]:
        """How likely those are that can have been said."""
        search = Search({way: self._model.tokens(way) for way in spelt})
        search.learn({(): opening.first})
        least = least_likely(opening.free) - FURTHER
        most = MOST_STEPS
        while most > 0 and (begun := search.next(min(most, self._threads), least)):
            most -= len(begun)
            asked = (partial(self._model.following, sound, language, each) for each in begun)
            after = await asyncio.gather(*(self._run(self._pool, each) for each in asked))
            search.learn(dict(zip(begun, after, strict=True)))
        return search.found

    async def _silent_of(self, pool: Executor, language: str, spelt: Sequence[str]) -> dict[str, float]:
        """How likely each is in silence."""
        unknown = [way for way in spelt if (language, way) not in self._silent]
        if unknown:
            silence = await self._silence_seen()
            asked = (
                partial(self._model.likelihood, silence, language, self._model.tokens(way)) for way in unknown
            )
            found = await asyncio.gather(*(self._run(pool, each) for each in asked))
            self._silent |= {(language, way): each for way, each in zip(unknown, found, strict=True)}
        known = {way: self._silent[language, way] for way in spelt}
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
