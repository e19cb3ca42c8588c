"""A recogniser: hearings first, and transcriptions when nothing else is to be done, over one Unix socket."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

import msgspec
import structlog

from ringwell.adapters.speech.deciding import Judge
from ringwell.adapters.speech.hearing import Ear, Hearing
from ringwell.adapters.speech.sound import Samples
from ringwell.adapters.speech.transcribing import Writer
from ringwell.adapters.speech.voice import DIGITS, WORDS, Detectors
from ringwell.adapters.speech.whisper import LANGUAGES, Model
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
from ringwell.calls.recognisers import NotHeard, Verdict

T = TypeVar("T")

MOST_HEARINGS: Final = 40
"""At once: to find voices in one takes half a hundredth of a core."""
ASKED_SECONDS: Final = 5.0
"""So soon whoever connects says what it wants."""
_log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Recogniser:
    """`threads` of the model's work for callers, and one more on what may wait."""

    def __init__(self, model: Model, threads: int) -> None:
        self._judge = Judge(model, threads)
        self._writer = Writer(model, lambda: self._judge.deciding > 0)
        self._detectors = Detectors()
        self._hearings = 0

    async def serve(self, path: Path, stop: asyncio.Event) -> None:
        """Until told to stop. Whoever has the folder's rights may ask."""
        await asyncio.to_thread(path.unlink, missing_ok=True)
        server = await asyncio.start_unix_server(self._connected, path, limit=LONGEST_LINE)
        async with server:
            await stop.wait()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(ASKED_SECONDS):
                asked = await _read(reader)
            match asked:
                case Listen():
                    await self._hear(asked, reader, writer)
                case Transcribe():
                    work = self._writer.write(Path(asked.path), asked.language)
                    await _while_there(reader, _answer(writer, work, Written))
                case Sound():
                    return
        except (OSError, ValueError, TimeoutError, EOFError):
            return  # it went, or is none of ours
        finally:
            writer.close()

    async def _hear(self, asked: Listen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if asked.language not in LANGUAGES:
            await _say(writer, Failed("no_model"))
        elif self._hearings >= MOST_HEARINGS or self._judge.busy:
            await _say(writer, Failed("busy"))
        else:
            self._hearings += 1
            try:
                await self._listen(asked, reader, writer)
            finally:
                self._hearings -= 1

    async def _listen(
        self, asked: Listen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await _say(writer, Ready())
        async with asyncio.timeout(ASKED_SECONDS):
            sound = await _read(reader)
        if not isinstance(sound, Sound):
            return
        preparing = asyncio.create_task(self._prepare(asked), name="prepare what may be said")
        detector = self._detectors.take()
        try:
            hearing = Hearing(
                Ear(detector, WORDS if asked.digits is None else DIGITS),
                lambda told: _say(writer, told),
                lambda spoken: self._decide(asked, spoken),
            ).hear(sound.url, asked.longest_seconds)
            await _while_there(reader, _answer(writer, hearing, lambda verdict: verdict))
        finally:
            preparing.cancel()
            await asyncio.gather(preparing, return_exceptions=True)
            self._detectors.give_back(detector)

    async def _prepare(self, asked: Listen) -> None:
        if asked.digits is not None:
            await self._judge.prepare_number(asked.language)
        await self._judge.prepare(asked.language, asked.choices)

    async def _decide(self, asked: Listen, spoken: Samples) -> Verdict:
        if asked.digits is None:
            return await self._judge.decide(asked.language, asked.choices, spoken)
        return await self._judge.decide_number(asked.language, asked.digits, asked.choices, spoken)


async def _answer(
    writer: asyncio.StreamWriter, work: Coroutine[object, object, T], told: Callable[[T], Said]
) -> None:
    try:
        await _say(writer, told(await work))
    except NotHeard as error:
        await _say(writer, Failed(error.reason))
    except Exception:  # noqa: BLE001 - whatever is wrong with one piece of sound, the next one is heard
        _log.exception("speech.failed")
        with suppress(OSError):
            await _say(writer, Failed("lost"))


async def _while_there(reader: asyncio.StreamReader, work: Coroutine[object, object, None]) -> None:
    """Until it is done, or whoever asked for it has gone."""
    doing = asyncio.create_task(work, name="speech")
    going = asyncio.create_task(reader.read(1), name="asker")
    try:
        await asyncio.wait({doing, going}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        doing.cancel()
        going.cancel()
        await asyncio.gather(doing, going, return_exceptions=True)


async def _read(reader: asyncio.StreamReader) -> Asked:
    """Raises EOFError, ValueError."""
    return msgspec.json.decode(await reader.readuntil(b"\n"), type=Asked)


async def _say(writer: asyncio.StreamWriter, said: Said) -> None:
    writer.write(line(said))
    await writer.drain()
