"""The `Studio` of this machine: its engines, a few at once, and what recordings are made into."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from msgspec.structs import replace

from ringwell.adapters.speech.engines import Engine
from ringwell.adapters.speech.wav import usable
from ringwell.flows.own_prompts import unspeakable
from ringwell.flows.studio import CannotSpeak, Sound, UnusableSound, made_of

AT_ONCE: Final = 2
WAITING: Final = 16
"""So many more may wait for their turn; who comes then is told that there is no time."""


class SpeechStudio:
    """`engines` by language."""

    def __init__(self, engines: Mapping[str, Engine]) -> None:
        self._engines = engines
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._under_way = 0

    def voices(self) -> Mapping[str, str]:
        return {language: engine.signature for language, engine in self._engines.items()}

    async def speak(self, text: str, language: str) -> Sound:
        why = unspeakable(text)
        if why is not None:
            raise CannotSpeak(why=why)
        engine = self._engines.get(language)
        if engine is None:
            raise CannotSpeak(why="no_voice")
        plain = "".join(char if char.isprintable() else " " for char in text).strip()
        try:
            sound = await self._in_turn(lambda: self._spoken(engine, plain))
        except UnusableSound as error:
            raise CannotSpeak(why="failed") from error
        return replace(sound, made_of=made_of(engine.signature, language, text))

    async def take(self, wav: bytes) -> Sound:
        return await self._in_turn(lambda: asyncio.to_thread(usable, wav))

    async def _spoken(self, engine: Engine, text: str) -> Sound:
        return await asyncio.to_thread(usable, await engine.speak(text))

    async def _in_turn(self, work: Callable[[], Awaitable[Sound]]) -> Sound:
        if self._under_way >= AT_ONCE + WAITING:
            raise CannotSpeak(why="time_out")
        self._under_way += 1
        try:
            async with self._turn:
                return await work()
        finally:
            self._under_way -= 1
