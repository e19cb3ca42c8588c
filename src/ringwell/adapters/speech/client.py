"""The way to the recognisers, for the brain (hearings) and the worker (transcriptions)."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from ringwell.adapters.speech.wire import (
    LONGEST_LINE,
    Asked,
    Failed,
    Listen,
    Ready,
    Said,
    Sound,
    Transcribe,
    Written,
    line,
)
from ringwell.calls.hearing import Choice, Digits
from ringwell.calls.recognisers import Listening, NotHeard, SpeechBegins, SpeechOver, Verdict

ROOM_SECONDS: Final = 0.5
"""So soon a recogniser tells whether it has room; one that stands still is passed over."""
TRANSCRIBING_SECONDS: Final = 900.0


class SpeechListening:
    """A hearing at one recogniser: its end of the line."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, among: Counter[Path], path: Path
    ) -> None:
        self._reader, self._writer = reader, writer
        self._among, self._path = among, path
        among[path] += 1
        self._open = True

    async def connect(self, sound: str) -> None:
        await _send(self._writer, Sound(sound))

    async def told(self) -> SpeechBegins | SpeechOver | Verdict:
        match await _next(self._reader):
            case SpeechBegins() | SpeechOver() | Verdict() as told:
                return told
            case Failed(reason=reason):
                raise NotHeard(reason)
            case _:
                raise NotHeard("lost")

    async def close(self) -> None:
        if self._open:
            self._open = False
            self._among[self._path] -= 1
            self._writer.close()


class SpeechRecognisers:
    """Those that listen at these sockets, whether or not they live now."""

    def __init__(self, sockets: Sequence[Path]) -> None:
        self._under_way = Counter(dict.fromkeys(sockets, 0))

    async def begin(
        self,
        language: str,
        choices: Sequence[Choice],
        longest_seconds: float,
        digits: Digits | None = None,
    ) -> Listening:
        """The one with the fewest hearings of ours is asked first."""
        asked = Listen(language, tuple(choices), longest_seconds, digits)
        refused: NotHeard | None = None
        for path, _ in sorted(self._under_way.items(), key=lambda each: each[1]):
            try:
                async with asyncio.timeout(ROOM_SECONDS):
                    return await self._begin(path, asked)
            except NotHeard as error:
                refused = error if refused is None or error.reason == "busy" else refused
            except TimeoutError:
                refused = NotHeard("busy")
        raise refused or NotHeard("no_model")

    async def _begin(self, path: Path, asked: Listen) -> SpeechListening:
        reader, writer = await _open(path)
        listening = SpeechListening(reader, writer, self._under_way, path)
        try:
            await _send(writer, asked)
            match await _next(reader):
                case Ready():
                    return listening
                case Failed(reason=reason):
                    raise NotHeard(reason)
                case _:
                    raise NotHeard("lost")
        except BaseException:
            await listening.close()
            raise


class SpeechTranscriber:
    """Writes messages down at the first of these recognisers that can be reached."""

    def __init__(self, sockets: Sequence[Path]) -> None:
        self._sockets = sockets

    async def transcribe(self, wav: Path, language: str | None = None) -> str | None:
        """What is said in the file of this absolute path; None where it cannot be told. It does not raise."""
        for path in self._sockets:
            with suppress(NotHeard, TimeoutError):
                async with asyncio.timeout(TRANSCRIBING_SECONDS):
                    return await self._ask(path, Transcribe(str(wav), language))
        return None

    async def _ask(self, path: Path, asked: Transcribe) -> str | None:
        reader, writer = await _open(path)
        try:
            await _send(writer, asked)
            said = await _next(reader)
            return said.text if isinstance(said, Written) else None
        finally:
            writer.close()


async def answers(path: Path) -> bool:
    """Whether a recogniser listens at this socket."""
    try:
        _, writer = await _open(path)
    except NotHeard:
        return False
    writer.close()
    return True


async def _open(path: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        return await asyncio.open_unix_connection(path, limit=LONGEST_LINE)
    except OSError as error:
        raise NotHeard("lost") from error


async def _send(writer: asyncio.StreamWriter, asked: Asked) -> None:
    try:
        writer.write(line(asked))
        await writer.drain()
    except OSError as error:
        raise NotHeard("lost") from error


async def _next(reader: asyncio.StreamReader) -> Said:
    """Raises NotHeard: it has died, or says what we do not know."""
    try:
        return msgspec.json.decode(await reader.readuntil(b"\n"), type=Said)
    except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
        raise NotHeard("lost") from error
