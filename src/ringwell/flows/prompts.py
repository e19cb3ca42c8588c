"""Prompts by code: how a flow names what a caller is to hear, without knowing files or switches."""

from collections.abc import Mapping
from typing import Final, Protocol

import msgspec

LANGUAGES: Final = ("en", "ru", "pl")
"""Every language a caller can be spoken to in. A prompt exists in all of them or it does not exist."""

CALL_RECORDED: Final = "call-recorded"
"""The prompt by which a caller is told that the call is recorded, whoever says it."""

HIGHEST_SPOKEN_PLACE: Final = 99
"""Places in line have one recorded sentence each up to here."""


class Prompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One recording to play: its code, and a number where the recording is one of a numbered family. Or, without a code, a `sound` of the
    workspace's own by its name, and in words."""

    prompt: str
    number: int | None = None
    sound: str | None = None
    words: str | None = None


class PromptLibrary(msgspec.Struct, frozen=True):
    """What can be said in one language: plain codes, families of numbered codes with their numbers, and pieces of values (`spoken`)."""

    codes: frozenset[str]
    numbered: Mapping[str, frozenset[int]]
    pieces: frozenset[str] = frozenset()

    def has(self, prompt: Prompt) -> bool:
        """Whether this very recording exists: a family needs a number, a plain code must have none."""
        if prompt.number is None:
            return prompt.prompt in self.codes or prompt.prompt in self.pieces
        return prompt.number in self.numbered.get(prompt.prompt, frozenset[int]())


class Sounds(Protocol):
    """The recordings themselves, for who wants to read or hear what callers hear."""

    def text(self, language: str, prompt: Prompt) -> str | None:
        """What the recording says; None for one without words, or none at all."""
        ...

    def audio(self, language: str, prompt: Prompt) -> bytes:
        """The WAV. It reads a file. LookupError."""
        ...


def expected_wait(minutes: int | None) -> Prompt:
    """The sentence that tells how many minutes it will take at most; None: longer than there is a sentence for."""
    return Prompt("expected-wait-beyond") if minutes is None else Prompt("expected-wait", minutes)


def place_in_line(place: int) -> Prompt:
    """The sentence that tells a caller their place; beyond the recorded places it tells no number."""
    if place < 1:
        raise ValueError(f"a place in line starts at 1, not {place}")
    if place > HIGHEST_SPOKEN_PLACE:
        return Prompt("place-beyond-99")
    return Prompt("place-in-line", place)
