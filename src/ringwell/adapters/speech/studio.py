"""The `Studio` of this machine: its engines, a few at once, and what recordings are made into."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from msgspec.structs import replace

from ringwell.adapters.speech.engines import Engine
from ringwell.adapters.speech.wav import usable
from ringwell.flows.own_prompts import unspeakable
from ringwell.flows.studio import CannotSpeak, Sound, UnusableSound, made_of

AT_ONCE: Final = 2
WAITING: Final = 8
"""So many more of one workspace may wait for their turn; who comes then is told that there is no time."""
WAITING_ALL: Final = 200
"""The same of all workspaces together."""


class Turns:
    """A workspace has one turn at a time, and comes behind the others for its next one."""

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._own: dict[str, asyncio.Lock] = {}
        self._asked: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, workspace_id: str) -> AsyncGenerator[None]:
        """CannotSpeak(why=time_out) where too many wait."""
        if self._asked[workspace_id] > WAITING or self._asked.total() >= AT_ONCE + WAITING_ALL:
            raise CannotSpeak(why="time_out")
        own = self._own.setdefault(workspace_id, asyncio.Lock())
        self._asked[workspace_id] += 1
        try:
            async with own, self._all:
                yield
        finally:
            self._asked[workspace_id] -= 1
            if not self._asked[workspace_id]:
                del self._asked[workspace_id], self._own[workspace_id]


class SpeechStudio:
    """`engines` by language."""

    def __init__(self, engines: Mapping[str, Engine]) -> None:
        self._engines = engines
        self._turns = Turns()

    def voices(self) -> Mapping[str, str]:
        return {language: engine.signature for language, engine in self._engines.items()}

    async def speak(self, workspace_id: str, text: str, language: str) -> Sound:
        why = unspeakable(text)
        if why is not None:
            raise CannotSpeak(why=why)
        engine = self._engines.get(language)
        if engine is None:
            raise CannotSpeak(why="no_voice")
        plain = "".join(char if char.isprintable() else " " for char in text).strip()
        try:
            async with self._turns.turn(workspace_id):
                sound = await asyncio.to_thread(usable, await engine.speak(plain))
        except UnusableSound as error:
            raise CannotSpeak(why="failed") from error
        return replace(sound, made_of=made_of(engine.signature, language, text))

    async def take(self, workspace_id: str, wav: bytes) -> Sound:
        async with self._turns.turn(workspace_id):
            return await asyncio.to_thread(usable, wav)
