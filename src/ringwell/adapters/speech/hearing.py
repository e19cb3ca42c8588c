"""One hearing at a recogniser: the switch's sound comes in, a verdict goes out."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Final

import aiohttp
import numpy as np

from ringwell.adapters.speech.sound import TELEPHONE_RATE, Samples, from_ulaw
from ringwell.adapters.speech.voice import PIECE, WORDS, Detector, Pace, Told, Turn, likelihood
from ringwell.calls.recognisers import NotHeard, SpeechBegins, SpeechOver, Verdict

BEFORE: Final = TELEPHONE_RATE * 2 // 5
"""Samples that are kept of what was before the voice: its first sound may be too soft to tell."""
CONNECT_SECONDS: Final = 2.0
MEDIA: Final = "media"
"""The protocol's name at the switch."""
_PATIENCE: Final = aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS)


class Ear:
    """Takes the sound as it comes, and keeps what is spoken."""

    def __init__(self, detector: Detector, pace: Pace = WORDS) -> None:
        self._detector = detector
        self._turn = Turn(pace)
        self._kept = np.zeros(0, np.float32)
        self._looked = 0

    @property
    def began(self) -> bool:
        return self._turn.began

    @property
    def spoken(self) -> Samples:
        """What was said, and a little around it."""
        return self._kept

    def take(self, data: bytes) -> list[Told]:
        """What the next µ-law sound makes true. After it is over nothing more is taken."""
        if self._turn.over:
            return []
        self._kept = np.concatenate([self._kept, from_ulaw(data)])
        told: list[Told] = []
        while len(self._kept) - self._looked >= PIECE and not self._turn.over:
            piece = self._kept[self._looked : self._looked + PIECE]
            self._looked += PIECE
            if (each := self._turn.feed(likelihood(self._detector, piece))) is not None:
                told.append(each)
            self._forget()
        return told

    def _forget(self) -> None:
        """What is long before any voice."""
        if not self._turn.began and (old := self._looked - BEFORE) > 0:
            self._kept = self._kept[old:]
            self._looked -= old


class Hearing:
    """What is heard is judged by `decide`, and `tell` is told how far it is."""

    def __init__(
        self,
        ear: Ear,
        tell: Callable[[SpeechBegins | SpeechOver], Awaitable[None]],
        decide: Callable[[Samples], Coroutine[object, object, Verdict]],
    ) -> None:
        self._ear = ear
        self._tell = tell
        self._decide = decide
        self._early: asyncio.Task[Verdict] | None = None

    async def hear(self, sound: str, longest_seconds: float) -> Verdict:
        """Listen until something was said. Raises NotHeard."""
        try:
            async with (
                aiohttp.ClientSession(timeout=_PATIENCE) as session,
                session.ws_connect(sound, protocols=(MEDIA,)) as socket,
            ):
                await self._until_over(socket, longest_seconds)
            await self._tell(SpeechOver())
            return await self._verdict()
        except (aiohttp.ClientError, OSError) as error:
            raise NotHeard("lost") from error
        finally:
            await self._forget()

    async def _verdict(self) -> Verdict:
        """The early one where there is one. It may have been refused while others were judged: that is no verdict."""
        try:
            return await (self._early or self._decide(self._ear.spoken))
        except NotHeard as error:
            if self._early is None or error.reason != "busy":
                raise
        return await self._decide(self._ear.spoken)

    async def _until_over(self, socket: aiohttp.ClientWebSocketResponse, longest_seconds: float) -> None:
        """Who speaks for longer is judged by what there is."""
        try:
            async with asyncio.timeout(longest_seconds):
                async for message in socket:
                    if message.type is not aiohttp.WSMsgType.BINARY:
                        continue
                    for each in self._ear.take(message.data):
                        await self._note(each)
                        if each == "over":
                            return
        except TimeoutError:
            if not self._ear.began:
                raise NotHeard("too_late") from None
            return
        raise NotHeard("lost")

    async def _note(self, told: Told) -> None:
        """At a pause it is judged what was said so far: mostly that was all, and the caller waits less."""
        match told:
            case "begins":
                await self._tell(SpeechBegins())
            case "pauses":
                self._early = asyncio.create_task(self._decide(self._ear.spoken), name="early verdict")
            case "resumes":
                await self._forget()
            case "over":
                return

    async def _forget(self) -> None:
        early, self._early = self._early, None
        if early is not None:
            early.cancel()
            await asyncio.gather(early, return_exceptions=True)
