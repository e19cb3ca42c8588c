"""What goes between a recogniser and whoever asks it: lines of JSON over a Unix socket that only this user can open.

One connection is one hearing (Listen, Ready, Sound, then what is told) or one transcription (Transcribe, Written). Its end by either side
is the end of what it was for.
"""

from typing import Final

import msgspec

from ringwell.calls.hearing import Choice, Digits, HearingFailure
from ringwell.calls.recognisers import SpeechBegins, SpeechOver, Verdict

LONGEST_LINE: Final = 1 << 20


class Listen(msgspec.Struct, frozen=True, tag="listen"):
    language: str
    choices: tuple[Choice, ...]
    longest_seconds: float
    digits: Digits | None = None


class Sound(msgspec.Struct, frozen=True, tag="sound"):
    """The WebSocket, on this machine, at which the switch has the sound."""

    url: str


class Transcribe(msgspec.Struct, frozen=True, tag="transcribe"):
    path: str
    language: str | None


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """There is room: the sound may come."""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    reason: HearingFailure


class Written(msgspec.Struct, frozen=True, tag="written"):
    """None where the file could not be read or said nothing."""

    text: str | None


Asked = Listen | Sound | Transcribe
Said = Ready | Failed | SpeechBegins | SpeechOver | Verdict | Written


def line(message: Asked | Said) -> bytes:
    return msgspec.json.encode(message) + b"\n"
