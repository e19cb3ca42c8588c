"""What may be said at a menu, what was meant by what was heard, and the question whether it was."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from ringwell.flows.near import near
from ringwell.flows.prompts import LANGUAGES, Prompt
from ringwell.flows.said_words import KEY_WORDS, MEANING_WORDS, Meaning, normalised

Hear = Literal["keys", "speech", "both"]
"""How a menu takes its choice, and a step that asks for digits a number."""

Phrase = Annotated[str, Meta(min_length=1, max_length=40)]
Phrases = Annotated[tuple[Phrase, ...], Meta(max_length=12)]

MOST_PHRASES: Final = 40
"""So many a menu's hearing may tell apart in one language: each costs the recogniser time, and a caller does not wait long."""

ACCEPTED: Final = 0.5
"""From this confidence on what was heard counts as said: of people's recordings of numbers that came so far, 51 of 54 were right."""
ASKED: Final = 0.2
"""From this one on the caller is asked whether it was; below it nothing was understood."""
NEAR: Final = 0.35
"""How sure it is of what is only near to a phrase."""

LONGEST_S: Final = 120.0
"""For how long a menu listens at most; it is told to stop long before."""
SPEAKING_S: Final = 8.0
"""How long somebody who has begun to speak, and the decision what it was, are waited for."""
NUMBER_SPEAKING_S: Final = 16.0
"""The same for a number, whose digits are said one by one."""

NUMBER: Final = "number"
"""Stands for a number that was said, wherever its digits may not stand."""
YES_KEY: Final = "1"
NO_KEY: Final = "2"


class Spoken(msgspec.Struct, frozen=True):
    """One thing that may be said: the key that it stands for, and what is said for it."""

    key: str
    phrases: tuple[str, ...]


class SpokenDigits(msgspec.Struct, frozen=True):
    """A number that may be said, of at least and at most so many digits."""

    least: int
    most: int


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What callers say for a key: what is listed, by language, and the words for its meaning. The key's own name counts without being listed."""

    phrases: dict[str, Phrases] = {}
    means: Meaning | None = None


def phrases_of(key: str, said: Said | None, language: str) -> tuple[str, ...]:
    """Everything that may be said for a key in a language, each once; the key's own name last. Nothing for what is no key or no language of ours."""
    if key not in KEY_PROMPTS or language not in LANGUAGES:
        return ()
    listed = said.phrases.get(language, ()) if said else ()
    meant = MEANING_WORDS[language][said.means] if said and said.means else ()
    known = {normalised(each): each for each in (*listed, *meant, *KEY_WORDS[language].get(key, ()))}
    return tuple(each for name, each in known.items() if name)


YES_OR_NO: Final = {YES_KEY: Said(means="yes"), NO_KEY: Said(means="no")}


def yes_or_no(language: str) -> tuple[Spoken, ...]:
    """What may be said where yes or no is asked: the word, or the key that stands for it."""
    return tuple(Spoken(key, phrases_of(key, said, language)) for key, said in YES_OR_NO.items())


def understood(choices: tuple[Spoken, ...], text: str) -> str | None:
    """The key that written words stand for, for a caller who types instead of speaking."""
    wanted = normalised(text)
    return next((each.key for each in choices if wanted in map(normalised, each.phrases)), None)


def nearly_understood(language: str, choices: tuple[Spoken, ...], text: str) -> str | None:
    """The key of the phrase that they are near to; the caller is asked for it."""
    return next(iter(near(language, ((each.key, each.phrases) for each in choices), text)), None)


KEY_PROMPTS: Final = {
    "*": Prompt("key-star"),
    "#": Prompt("key-hash"),
    **{str(digit): Prompt("digit", digit) for digit in range(10)},
}


def question(key: str) -> tuple[Prompt, ...]:
    """What is said where it is not sure that a key was meant."""
    return Prompt("heard-choice"), KEY_PROMPTS[key], Prompt("is-it-right")
