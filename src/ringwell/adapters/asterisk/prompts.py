"""From a prompt's code and a language to the file that the switch plays. There is no fall-back language.

The files lie beside their source texts in sounds/<language>/; sounds/README.md tells who spoke them.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from ringwell.flows import spoken
from ringwell.flows.prompts import LANGUAGES, Prompt, PromptLibrary

SOUNDS: Final = Path(__file__).parent / "sounds"

WORDLESS: Final = frozenset({"beep"})
"""Prompts that have no text: every language has them, too."""


class MissingPrompt(LookupError):
    """A prompt has no recording in this language."""

    def __init__(self, language: str, prompt: Prompt) -> None:
        self.language, self.prompt = language, prompt
        super().__init__(f"no recording of {file_name(prompt)} in {language}")


class _Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    prompts: dict[str, str]
    numbered: dict[str, dict[int, str]]


def file_name(prompt: Prompt) -> str:
    """The name of the prompt's file within its language."""
    number = "" if prompt.number is None else f"-{prompt.number}"
    return f"{prompt.prompt}{number}.wav"


def read_texts(language: str) -> dict[Prompt, str]:
    """The source text of every spoken prompt of a language."""
    source = (SOUNDS / language / "prompts.toml").read_text(encoding="utf-8")
    texts = msgspec.convert(tomllib.loads(source), _Texts, strict=False)
    plain = {Prompt(code): text for code, text in texts.prompts.items()}
    families = texts.numbered.items()
    return plain | {Prompt(code, number): text for code, of in families for number, text in of.items()}


def all_texts(language: str) -> dict[Prompt, str]:
    """The same, and the pieces that numbers, dates and sums are said of."""
    pieces = {Prompt(code): text for code, text in spoken.texts(language).items()}
    return pieces | read_texts(language)


@cache
def library(language: str) -> PromptLibrary:
    """What can be said in a language: every prompt with a recording, as flow validation wants it."""
    recorded = [prompt for prompt in all_texts(language) if (SOUNDS / language / file_name(prompt)).is_file()]
    plain = {prompt.prompt for prompt in recorded if prompt.number is None}
    pieces = spoken.codes(language)
    numbered: dict[str, frozenset[int]] = {}
    for prompt in recorded:
        if prompt.number is not None:
            numbered[prompt.prompt] = numbered.get(prompt.prompt, frozenset()) | {prompt.number}
    return PromptLibrary(frozenset(plain - pieces) | WORDLESS, numbered, frozenset(plain & pieces))


class PackagedSounds:
    """The `Sounds` port, of the files that come with Ringwell."""

    def text(self, language: str, prompt: Prompt) -> str | None:
        return _texts(language).get(prompt)

    def audio(self, language: str, prompt: Prompt) -> bytes:
        return prompt_file(language, prompt).read_bytes()


@cache
def _texts(language: str) -> Mapping[Prompt, str]:
    return all_texts(language)


def libraries() -> dict[str, PromptLibrary]:
    """The libraries of all languages."""
    return {language: library(language) for language in LANGUAGES}


def prompt_file(language: str, prompt: Prompt) -> Path:
    """The WAV (8 kHz, 16 bit, mono) of a prompt. Raises MissingPrompt: nothing else is played instead."""
    if language not in LANGUAGES or not library(language).has(prompt):
        raise MissingPrompt(language, prompt)
    return SOUNDS / language / file_name(prompt)


@cache
def prompt_media(language: str, prompt: Prompt) -> str:
    """The same as the switch names a sound file: an absolute path without its ending."""
    return str(prompt_file(language, prompt).with_suffix(""))
