"""A leg is listened to: what may be said to it is listed, or is a number, and the recogniser tells which of it was said.

A hearing is begun by StartHearing and over with the first SpeechHeard or HearingFailed, or when it is stopped: after that nothing more is told of it.
"""

from typing import Literal

import msgspec

from ringwell.calls.message import Message

HearingFailure = Literal["no_model", "busy", "lost", "too_late"]
"""No recogniser is installed; all have too much to do; it died or its sound broke off; it could not decide in time."""


class Choice(msgspec.Struct, frozen=True):
    """One thing that may be said: the key that it stands for, and its phrases, spelt as they are written in the hearing's language."""

    key: str
    phrases: tuple[str, ...]


class Digits(msgspec.Struct, frozen=True):
    """A number is said, of at least and at most so many digits."""

    least: int
    most: int


class StartHearing(Message, frozen=True, kw_only=True):
    """Listen to a leg, for at most `longest_seconds` of speech or silence; prompts may play meanwhile and are not heard. With `digits` a number is
    listened for, and the choices are what may be said instead.

    Ends in exactly one SpeechHeard or HearingFailed (`too_late` also where nobody has spoken by then), unless it is stopped or the leg ends before.
    """

    call_id: str
    leg_id: str
    hearing_id: str
    language: Literal["en", "ru", "pl"]
    choices: tuple[Choice, ...]
    longest_seconds: float
    digits: Digits | None = None


class StopHearing(Message, frozen=True, kw_only=True):
    """Listen no more, whether or not anything was being heard."""

    leg_id: str
    hearing_id: str


class SpeechBegan(Message, frozen=True, kw_only=True):
    """Somebody has begun to speak: told once, so that the prompt can stop."""

    leg_id: str
    hearing_id: str


class SpeechHeard(Message, frozen=True, kw_only=True):
    """What was said is over and is this choice, or the number of these digits; `key` is None where it is none. `confidence` is from 0 to 1."""

    leg_id: str
    hearing_id: str
    key: str | None
    confidence: float


class HearingFailed(Message, frozen=True, kw_only=True):
    """Nothing will be heard: go on by keys."""

    leg_id: str
    hearing_id: str
    reason: HearingFailure


HearingCommand = StartHearing | StopHearing
HearingEvent = SpeechBegan | SpeechHeard | HearingFailed
