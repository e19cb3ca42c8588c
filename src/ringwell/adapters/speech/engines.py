"""Speech engines. Each is a process of its own that reads the text and writes a WAV: never a shell, and never a text among its words.

espeak-ng and piper are GPL, and stay apart by this, too.
"""

import asyncio
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from aiohttp import ClientError, ClientSession, ClientTimeout

from ringwell.adapters.speech.wav import LARGEST
from ringwell.flows.studio import CannotSpeak

TIME_OUT_S: Final = 20.0
END_S: Final = 2.0
ESPEAK_VOICES: Final = {"en": "en-gb", "ru": "ru", "pl": "pl"}
FESTIVAL_RUSSIAN: Final = "voice_msu_ru_nsh_clunits"
FESTIVAL_VOICES: Final = Path("/usr/share/festival/voices")
PHONEMES: Final = re.compile(r"\[(?=\[)")
"""espeak-ng takes what stands between [[ and ]] for phonemes."""


class Engine(Protocol):
    """One voice for one language. `signature` tells engine and voice: what another one speaks is another sound."""

    @property
    def signature(self) -> str: ...

    async def speak(self, text: str) -> bytes:
        """A WAV. CannotSpeak."""
        ...


class Espeak:
    def __init__(self, language: str, voice: str | None = None) -> None:
        self._voice = voice or ESPEAK_VOICES[language]

    @property
    def signature(self) -> str:
        return f"espeak-ng:{self._voice}"

    async def speak(self, text: str) -> bytes:
        words = ["espeak-ng", "-v", self._voice, "-s", "160", "-p", "42", "--stdin", "--stdout"]
        return await _run(words, PHONEMES.sub("[ ", text))


class Piper:
    """`model` is the voice's file; its .json lies beside it."""

    def __init__(self, model: str) -> None:
        self._model = model

    @property
    def signature(self) -> str:
        return f"piper:{self._model}"

    async def speak(self, text: str) -> bytes:
        one_line = " ".join(text.split())
        return await _run(["piper", "--model", self._model, "--output_file", "-"], f"{one_line}\n")


class Festival:
    """text2wave takes a file."""

    def __init__(self, voice: str = FESTIVAL_RUSSIAN) -> None:
        self._voice = voice

    @property
    def signature(self) -> str:
        return f"festival:{self._voice}"

    async def speak(self, text: str) -> bytes:
        with tempfile.TemporaryDirectory(prefix="ringwell-speech-") as folder:
            source, made = Path(folder) / "text", Path(folder) / "made.wav"
            source.write_text(text, encoding="utf-8")
            words = ["text2wave", "-eval", f"({self._voice})", str(source), "-o", str(made)]
            await _run(words, "")
            try:
                return made.read_bytes()
            except OSError as error:
                raise CannotSpeak(why="failed") from error


class HttpVoice:
    """A service that takes {"text", "language"} as JSON and answers with a WAV."""

    def __init__(self, http: ClientSession, url: str, language: str) -> None:
        self._http, self._url, self._language = http, url, language

    @property
    def signature(self) -> str:
        return f"http:{self._url}"

    async def speak(self, text: str) -> bytes:
        body = {"text": text, "language": self._language}
        try:
            async with self._http.post(
                self._url, json=body, timeout=ClientTimeout(TIME_OUT_S), allow_redirects=False
            ) as answer:
                if answer.status != 200:
                    raise CannotSpeak(why="failed")
                return await _bounded(answer.content)
        except TimeoutError as error:
            raise CannotSpeak(why="time_out") from error
        except ClientError as error:
            raise CannotSpeak(why="failed") from error


def engine_for(language: str, setting: str, http: ClientSession) -> Engine | None:
    """What the setting names, such as `espeak-ng:pl`, `piper:/voices/en.onnx`, `festival:voice_kal_diphone`, an address, or `none`; empty:
    the best that is installed. None where there is none."""
    kind, _, voice = setting.partition(":")
    match kind:
        case "http" | "https":
            return HttpVoice(http, setting, language)
        case "piper" if voice and shutil.which("piper"):
            return Piper(voice)
        case "festival" if shutil.which("text2wave"):
            return Festival(voice or FESTIVAL_RUSSIAN)
        case "espeak-ng" if shutil.which("espeak-ng"):
            return Espeak(language, voice or None)
        case "":
            return _best(language)
        case _:
            return None


def _best(language: str) -> Engine | None:
    if language == "ru" and shutil.which("text2wave") and any(FESTIVAL_VOICES.glob("*/msu_ru_nsh_clunits")):
        return Festival()
    return Espeak(language) if shutil.which("espeak-ng") else None


async def _run(words: Sequence[str], given: str) -> bytes:
    """What the process wrote. It has its own process group, so that all of it ends with its time."""
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise CannotSpeak(why="no_voice") from error
    try:
        async with asyncio.timeout(TIME_OUT_S):
            return await _spoken(process, given)
    except TimeoutError as error:
        raise CannotSpeak(why="time_out") from error
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kills its group and reads what it left: to asyncio a process is over only when its pipes are."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(TimeoutError):  # who left the group and keeps the pipe open keeps no caller waiting
        async with asyncio.timeout(END_S):
            await process.communicate()


async def _spoken(process: asyncio.subprocess.Process, given: str) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(given.encode("utf-8", "replace"))
        await process.stdin.drain()
    process.stdin.close()
    made = await _bounded(process.stdout)
    if await process.wait() != 0:
        raise CannotSpeak(why="failed")
    return made


class _Source(Protocol):
    async def read(self, n: int = -1, /) -> bytes: ...


async def _bounded(source: _Source) -> bytes:
    """All of it, unless it is more than any sound has."""
    pieces: list[bytes] = []
    size = 0
    while piece := await source.read(65_536):
        size += len(piece)
        if size > LARGEST:
            raise CannotSpeak(why="failed")
        pieces.append(piece)
    return b"".join(pieces)
