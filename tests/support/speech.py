"""Sounds, prompts and announcements in memory, and a studio that speaks tones: one for each text, so that texts can be told apart."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec
import numpy as np

from ringwell.adapters.speech.wav import RATE, usable, written
from ringwell.flows.announcements import AnnouncementEntry, check_room
from ringwell.flows.own_prompts import unspeakable
from ringwell.flows.studio import CannotSpeak, Sound, SoundHead, made_of
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import Actor


def tone(hertz: float, seconds: float = 0.5, rate: int = RATE) -> bytes:
    """A WAV of one tone."""
    return written(0.3 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate))


class ToneStudio:
    """Speaks what `mute` does not hold, in the languages that it has."""

    def __init__(self, *languages: str) -> None:
        self.languages = set(languages or ("en", "ru", "pl"))
        self.mute: set[str] = set()
        self.spoken: list[tuple[str, str]] = []

    def voices(self) -> Mapping[str, str]:
        return {language: f"tone:{language}" for language in sorted(self.languages)}

    async def speak(self, workspace_id: str, text: str, language: str) -> Sound:
        if language not in self.languages:
            raise CannotSpeak(why="no_voice")
        if why := unspeakable(text):
            raise CannotSpeak(why=why)
        if text in self.mute:
            raise CannotSpeak(why="time_out")
        self.spoken.append((language, text))
        hertz = 300 + int(hashlib.sha256(f"{language} {text}".encode()).hexdigest()[:6], 16) % 2500
        return msgspec.structs.replace(
            usable(tone(hertz)), made_of=made_of(self.voices()[language], language, text)
        )

    async def take(self, workspace_id: str, wav: bytes) -> Sound:
        return usable(wav)


class MemorySounds:
    """`kept` by workspace and name."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Sound]] = defaultdict(dict)

    async def keep(self, workspace_id: str, sound: Sound) -> SoundHead:
        self.kept[workspace_id][sound.name] = sound
        return SoundHead(sound.name, sound.seconds)

    async def made_of(self, workspace_id: str, made_of: str) -> SoundHead | None:
        found = (each for each in self.kept[workspace_id].values() if made_of and each.made_of == made_of)
        return next((SoundHead(each.name, each.seconds) for each in found), None)

    async def head(self, workspace_id: str, name: str) -> SoundHead:
        if name not in self.kept[workspace_id]:
            raise NotFound(kind="sounds")
        return SoundHead(name, self.kept[workspace_id][name].seconds)

    async def read(self, workspace_id: str, name: str) -> bytes:
        await self.head(workspace_id, name)
        return self.kept[workspace_id][name].wav

    async def names(self, workspace_id: str) -> Sequence[str]:
        return list(self.kept[workspace_id])

    async def sweep(self, workspace_id: str) -> int:
        raise AssertionError("nothing is swept in memory")


class MemoryAnnouncements:
    """`kept` by workspace and id."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, AnnouncementEntry]] = defaultdict(dict)

    async def all(self, workspace_id: str) -> Sequence[AnnouncementEntry]:
        return list(reversed(self.kept[workspace_id].values()))

    async def on(self, workspace_id: str) -> Sequence[AnnouncementEntry]:
        now = datetime.now(UTC)
        return [each for each in await self.all(workspace_id) if each.ended_at is None and now < each.ends_at]

    async def begin(self, workspace_id: str, entry: AnnouncementEntry, by: Actor) -> AnnouncementEntry:
        check_room(await self.on(workspace_id), entry)
        self.kept[workspace_id][entry.announcement_id] = entry
        return entry

    async def end(self, workspace_id: str, announcement_id: str, user_id: str, by: Actor) -> None:
        entry = self.kept[workspace_id].get(announcement_id)
        if entry is None:
            raise NotFound(kind="announcements")
        ended = msgspec.structs.replace(entry, ended_at=datetime.now(UTC), ended_by=user_id)
        self.kept[workspace_id][announcement_id] = ended
