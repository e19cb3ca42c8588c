"""What a flow asks to be done for a call outside of it, and how it hears what came of that."""

from typing import Final, Literal

import msgspec

from ringwell.flows.prompts import Prompt

Channel = Literal["mail", "sms"]
Meanwhile = Literal["music", "ringing"]
SENDING_S: Final = 5.0
"""So long a flow waits for a message to be on its way."""


class RingOutside(msgspec.Struct, frozen=True, tag=True):
    """Ring this number for the caller, who hears `meanwhile`. Acted: busy, no_answer, refused, failed; nothing where it answered."""

    number: str
    ring_s: int
    meanwhile: Meanwhile


class RingColleague(msgspec.Struct, frozen=True, tag=True):
    """Ring this agent for the caller, who hears `meanwhile`. Acted: busy, not_there, no_answer, refused, failed; nothing where it answered."""

    agent: str
    ring_s: int
    meanwhile: Meanwhile


class SendMessage(msgspec.Struct, frozen=True, tag=True):
    """Send this. `to` empty: a mail goes to the client, a text to the caller. Asked twice with one token it is sent once. Acted: sent, not_sent. All of it may be personal."""

    by: Channel
    to: str
    subject: str
    text: str


class RingOwners(msgspec.Struct, frozen=True, tag=True):
    """Ring the client's owners and say `prompts` to who answers. Acted: message, call_back, nobody; nothing where it was put through."""

    language: str
    prompts: tuple[Prompt, ...]


class TakeCallback(msgspec.Struct, frozen=True, tag=True):
    """Ask the caller, in `language` and after `prompts`, at which number this queue is to call back. Acted: next, declined, not_possible."""

    queue: str
    priority: int
    language: str
    prompts: tuple[Prompt, ...]


Deed = RingOutside | RingColleague | SendMessage | RingOwners | TakeCallback


class Act(msgspec.Struct, frozen=True, tag=True):
    """Do this for the call; asked twice with one token it is done once, where it goes on. Report Acted."""

    token: int
    deed: Deed


class Tell(msgspec.Struct, frozen=True, tag=True):
    """The caller has come by a survey."""

    survey: str
    node: str


class Acted(msgspec.Struct, frozen=True, tag=True):
    """What came of the deed of `Act`: one of the ways out of its node."""

    token: int
    came: str


class TalkOver(msgspec.Struct, frozen=True, tag=True):
    """The agent who had taken the caller from the queue has left the talk, and the caller has stayed."""
