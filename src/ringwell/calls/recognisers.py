"""What listens to callers for the calls room, wherever it runs."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from ringwell.calls.hearing import Choice, Digits, HearingFailure


class SpeechBegins(msgspec.Struct, frozen=True, tag="begins"):
    """Somebody has begun to speak."""


class SpeechOver(msgspec.Struct, frozen=True, tag="over"):
    """Whoever spoke is silent: what it was is told next, soon."""


class Verdict(msgspec.Struct, frozen=True, tag="verdict"):
    """What was said: the key of a choice, or the digits of a number, or None where it is none; how sure that is, from 0 to 1."""

    key: str | None
    confidence: float


class RecognisersNow(msgspec.Struct, frozen=True):
    """What this installation has: whether a model, how many recognisers, and how many of them answer."""

    model: bool = False
    recognisers: int = 0
    ready: int = 0


class NotHeard(Exception):
    """Nothing will be heard, for this reason."""

    def __init__(self, reason: HearingFailure) -> None:
        super().__init__(reason)
        self.reason: HearingFailure = reason


class Listening(Protocol):
    """One hearing at a recogniser."""

    async def connect(self, sound: str) -> None:
        """Have it take the sound at this address. Raises NotHeard."""
        ...

    async def told(self) -> SpeechBegins | SpeechOver | Verdict:
        """The next thing it tells; the verdict is the last. Raises NotHeard."""
        ...

    async def close(self) -> None:
        """It is to listen no more. Never raises."""
        ...


class Recognisers(Protocol):
    """All that there are."""

    async def begin(
        self,
        language: str,
        choices: Sequence[Choice],
        longest_seconds: float,
        digits: Digits | None = None,
    ) -> Listening:
        """One that has room, within a second; with `digits` it is to listen for a number. Raises NotHeard."""
        ...


class NoRecognisers:
    """Where none is installed."""

    async def begin(
        self,
        language: str,
        choices: Sequence[Choice],
        longest_seconds: float,
        digits: Digits | None = None,
    ) -> Listening:
        raise NotHeard("no_model")
