"""Where sounds that callers can hear are made: of a typed text by a voice, of a file that somebody recorded."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import msgspec

from ringwell.kernel.errors import RingwellError

LONGEST_SOUND_S: Final = 300
MOST_SOUNDS: Final = 5000
MOST_SECONDS: Final = 10 * 3600
"""So many sounds a workspace has at most, and so long all of them are together: half a gigabyte."""
NAME_DIGITS: Final = 40


class CannotSpeak(RingwellError):
    """A text cannot be spoken. `why`: no_voice, empty, symbols, too_long, time_out, failed."""

    code = "cannot_speak"


class UnusableSound(RingwellError):
    """A file is no sound that callers can hear. `why`: not_wav, format, empty, too_long, too_large, silent."""

    code = "unusable_sound"


class Sound(msgspec.Struct, frozen=True):
    """A WAV as the switch plays it: 8 kHz, 16 bit, mono. `made_of` tells a typed text and its voice; empty for a recording."""

    wav: bytes
    seconds: float
    made_of: str = ""

    @property
    def name(self) -> str:
        return hashlib.sha256(self.wav).hexdigest()[:NAME_DIGITS]


class SoundHead(msgspec.Struct, frozen=True):
    """A sound that is kept, without itself."""

    name: str
    seconds: float


class Studio(Protocol):
    """Makes sounds. What it takes is bounded in size and time; nothing of a text is ever a command. One workspace's work does not hold up
    another's: who asks for too much at once is refused."""

    def voices(self) -> Mapping[str, str]:
        """Engine and voice by language: only languages that can be spoken. It does not block."""
        ...

    async def speak(self, workspace_id: str, text: str, language: str) -> Sound:
        """CannotSpeak."""
        ...

    async def take(self, workspace_id: str, wav: bytes) -> Sound:
        """What somebody recorded, as callers will hear it. UnusableSound, CannotSpeak(why=time_out)."""
        ...


class OwnSounds(Protocol):
    """The sounds of workspaces, by name."""

    async def keep(self, workspace_id: str, sound: Sound) -> SoundHead:
        """Once for each name; what is kept again is not soon removed. NoRoom where a workspace has too many."""
        ...

    async def made_of(self, workspace_id: str, made_of: str) -> SoundHead | None:
        """The sound that was made of this before; that is not soon removed either."""
        ...

    async def head(self, workspace_id: str, name: str) -> SoundHead:
        """NotFound."""
        ...

    async def read(self, workspace_id: str, name: str) -> bytes:
        """The WAV. NotFound."""
        ...

    async def names(self, workspace_id: str) -> Sequence[str]:
        """All that are kept."""
        ...

    async def sweep(self, workspace_id: str) -> int:
        """Remove those that no flow, draft, prompt or announcement names, but for what is new or was named within a day; how many went."""
        ...


def made_of(voice: str, language: str, text: str) -> str:
    """What tells the same text by the same voice."""
    told = "\x00".join((voice, language, text.strip()))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:NAME_DIGITS]
