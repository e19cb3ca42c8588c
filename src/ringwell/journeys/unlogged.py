"""What of a floor stands in no log: what only the switch, the pages and the directory know. Recovery asks for it again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import msgspec

from ringwell.calls.call import Call
from ringwell.flows.acts import TakeCallback
from ringwell.flows.messages import Value


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls: personal data, kept out of the log. `number` is the number dialled, `language` the one on their card."""

    number: str
    caller_number: str
    name: str | None = None
    language: str | None = None


class Playing(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller is being told. `token` is the flow's, None for a place in line. `says_recorded`: that the call is."""

    playback_id: str
    token: int | None
    says_recorded: bool = False


class ByHand(msgspec.Struct, frozen=True, kw_only=True):
    """A caller whom an agent has let go to a queue is told something first, and then enters it."""

    queue_id: str
    priority: int
    not_to: str


class Restoring(msgspec.Struct, frozen=True, kw_only=True):
    """The new leg that is to bring an agent back to the call that lost the browser.

    `fresh`: it rings a phone that has registered since the loss, not one that may be the lost browser's.
    """

    leg_id: str
    recording_id: str | None
    fresh: bool = False


class MessageLeft(msgspec.Struct, frozen=True, kw_only=True):
    """A voice message that is to be offered to agents of the queue, while its caller's number is being kept; the call as it stood."""

    call: Call
    caller: Caller | None
    queue_id: str
    recording_id: str


class SecondLine(msgspec.Struct, frozen=True, kw_only=True):
    """The leg on which an agent's desk phone asks somebody for a call, whose own leg at that phone is `first_leg_id`; `speaks`: not on that one."""

    agent_id: str
    interaction_id: str
    first_leg_id: str
    speaks: bool = True


class DialledCall(msgspec.Struct, frozen=True, kw_only=True):
    """A number that was dialled on a desk phone, while it is being kept: then it is called for this agent."""

    leg_id: str
    agent_id: str
    queue_id: str
    number_id: str | None


@dataclass(slots=True)
class DeskPhones:
    """Second lines by leg, calls being dialled by the interaction that they will be, and the legs that phones have on hold."""

    lines: dict[str, SecondLine] = field(default_factory=dict[str, SecondLine])
    dialled: dict[str, DialledCall] = field(default_factory=dict[str, DialledCall])
    held: set[str] = field(default_factory=set[str])


class Private(msgspec.Struct, frozen=True, kw_only=True):
    """What of a call's state in its flow is personal: what the caller entered and services told (kept sealed, too), and keys on their way."""

    data: dict[str, Value] = {}
    typed: str = ""
    ahead: tuple[str, ...] = ()


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """A caller who waits, or has come to a flow's `step` for it, is asked whether and where to be called back. Lost with the brain: the caller
    then simply waits on, or is asked anew.

    `offered`: the key 1 begins it. `stage`: what is being said or awaited; `number` and `digits` as far as given; `token` parts timers.
    `callback_id` is the interaction that it will be, once the number is being kept. `by_speech`: a spoken yes or no counts, too; `hearing_id` is what
    is listened for. `confirmed_at` is when the caller agreed to the number; `came` the way on from the step, once it is settled (`leaving`);
    `said` counts what the caller has been told there.
    """

    stage: Literal["offered", "confirming", "typing", "keeping", "goodbye", "leaving"] = "offered"
    number: str = ""
    digits: str = ""
    misses: int = 0
    token: int = 0
    callback_id: str | None = None
    by_speech: bool = False
    hearing_id: str | None = None
    step: TakeCallback | None = None
    confirmed_at: datetime | None = None
    came: str = ""
    said: int = 0


TestOutcome = Literal["ringing", "answered", "busy", "declined", "no_answer", "failed"]


class TrunkTest(msgspec.Struct, frozen=True, kw_only=True):
    """A test call, by its leg; lost with the brain. `sip_code` and `cause` (Q.850) are what the other side said; `took_ms` until it was decided."""

    trunk_id: str
    outcome: TestOutcome = "ringing"
    sip_code: int | None = None
    cause: int | None = None
    took_ms: int = 0
    since: datetime
