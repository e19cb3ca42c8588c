"""What a running flow is told (events) and what it asks for (steps). The journey carries out steps in order.

`token` numbers what a step began. Its end is reported with the same token, and what is reported with an
older token is no longer of interest: so late, doubled and stale reports do no harm.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from ringwell.flows.acts import Act, Acted, TalkOver, Tell
from ringwell.flows.hearing import Spoken, SpokenDigits
from ringwell.flows.prompts import Prompt

Code = Annotated[str, Meta(description="Code of a thing kept outside the flow", min_length=1, max_length=64)]
Value = str | int | bool
"""What a flow variable can hold."""

LeftBecause = Literal["answered", "abandoned", "nobody", "full", "timeout"]
"""Why a call left its queue: a person took it, the caller went, nobody logged in, no room, waited too long."""

EndedBecause = Literal["flow", "nobody", "full", "timeout", "error"]
"""Why the call is hung up: the document says so, or what kept the caller from a person."""


class SkillLevel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A skill that the agent must have, at this level (1-10) or better."""

    skill: Code
    level: Annotated[int, Meta(ge=1, le=10)] = 1


class PlaybackFinished(msgspec.Struct, frozen=True, tag=True):
    """The prompts of `Play` came to their end, or could not be played."""

    token: int


class KeyPressed(msgspec.Struct, frozen=True, tag=True):
    """The caller pressed one of 0-9, * and #."""

    digit: str


class SpeechBegan(msgspec.Struct, frozen=True, tag=True):
    """Somebody has begun to speak to `Listen`."""

    token: int


class Heard(msgspec.Struct, frozen=True, tag=True):
    """What was said to `Listen`: the key that it stands for, or the digits of the number (None: nothing that was listed, no number), and how sure
    that is, from 0 to 1. It is over."""

    token: int
    key: str | None
    confidence: float


class HearingOver(msgspec.Struct, frozen=True, tag=True):
    """`Listen` came to nothing; `too_late`: nobody has spoken, or it was not decided in time what was said."""

    token: int
    reason: str


class TimerFired(msgspec.Struct, frozen=True, tag=True):
    """The time of `SetTimer` has passed."""

    token: int


class QueueLeft(msgspec.Struct, frozen=True, tag=True):
    """The call is no longer in the queue of `Enqueue`."""

    token: int
    because: LeftBecause


class VoicemailFinished(msgspec.Struct, frozen=True, tag=True):
    """The recording of `RecordVoicemail` ended, whatever ended it."""

    token: int


class CallerKnown(msgspec.Struct, frozen=True, tag=True):
    """Who calls has been looked up, or cannot be."""


Method = Literal["GET", "POST"]
Outcome = Literal["found", "not_found", "failed"]


class Told(msgspec.Struct, frozen=True):
    """What a question came to. `values` are what the service told, by variable, and personal; `code` says why it failed."""

    outcome: Outcome
    values: Mapping[str, Value] = {}
    code: str = ""


class LookedUp(msgspec.Struct, frozen=True, tag=True):
    """The question of `Ask` has been answered, or will not be."""

    token: int
    told: Told


FlowEvent = (
    PlaybackFinished
    | KeyPressed
    | SpeechBegan
    | Heard
    | HearingOver
    | TimerFired
    | QueueLeft
    | VoicemailFinished
    | CallerKnown
    | LookedUp
    | Acted
    | TalkOver
)


class Answer(msgspec.Struct, frozen=True, tag=True):
    """Answer the call, if it is not answered yet."""


class Play(msgspec.Struct, frozen=True, tag=True):
    """Play these prompts one after the other in `language`, then report PlaybackFinished."""

    token: int
    language: str
    prompts: tuple[Prompt, ...]


class StopPlayback(msgspec.Struct, frozen=True, tag=True):
    """Stop what `Play` with this token began; it may have ended already."""

    token: int


class CollectKey(msgspec.Struct, frozen=True, tag=True):
    """From now on the caller chooses at the menu `node`; its keys are sent on as KeyPressed."""

    node: str
    keys: tuple[str, ...]


class Listen(msgspec.Struct, frozen=True, tag=True):
    """Listen to the caller for one of these in `language`, or with `digits` for a number, prompts or not; report SpeechBegan, and at the end
    Heard or HearingOver."""

    token: int
    language: str
    choices: tuple[Spoken, ...]
    seconds: float
    digits: SpokenDigits | None = None


class StopListening(msgspec.Struct, frozen=True, tag=True):
    """What `Listen` with this token began is of no interest any more."""

    token: int


class SetTimer(msgspec.Struct, frozen=True, tag=True):
    """Report TimerFired after this many seconds."""

    token: int
    seconds: float


class Enqueue(msgspec.Struct, frozen=True, tag=True):
    """Let the call wait for a person; asked twice with one token it waits once. Report QueueLeft.

    `priority` 0-10, higher first. `language` is the one that the person must speak. With
    `max_wait_seconds` the call leaves the queue after that time if nobody took it.
    """

    token: int
    queue: str
    priority: int
    skills: tuple[SkillLevel, ...]
    language: str
    max_wait_seconds: float | None
    variables: Mapping[str, Value]


class RecordVoicemail(msgspec.Struct, frozen=True, tag=True):
    """Record the caller until `max_seconds`, `silence_seconds` of silence or `end_key`.

    Asked twice with one token it records once. Report VoicemailFinished, also if it had ended already.
    """

    token: int
    max_seconds: int
    silence_seconds: int
    end_key: str


class HttpQuestion(msgspec.Struct, frozen=True, tag=True):
    """A request as it is to be sent; `url` is relative where a service is named. The same `key` is the same question, asked again."""

    url: str
    method: Method
    service: str | None
    headers: Mapping[str, str]
    body: Mapping[str, str] | None
    results: Mapping[str, str]
    seconds: float
    key: str


class SqlQuestion(msgspec.Struct, frozen=True, tag=True):
    """A statement and what is bound to $1, $2 ... of it."""

    service: str
    sql: str
    parameters: tuple[str, ...]
    results: Mapping[str, str]
    seconds: float


Question = HttpQuestion | SqlQuestion


class Ask(msgspec.Struct, frozen=True, tag=True):
    """Put a question to a service, then report LookedUp. What is asked may be personal."""

    token: int
    question: Question


class StartMusic(msgspec.Struct, frozen=True, tag=True):
    """Let the caller hear music until StopMusic."""


class StopMusic(msgspec.Struct, frozen=True, tag=True):
    """The music, if there is any, ends."""


class HangUp(msgspec.Struct, frozen=True, tag=True):
    """End the call."""

    because: EndedBecause


class Report(msgspec.Struct, frozen=True, tag=True):
    """Something worth knowing about this walk (`flow.closed`, or a fault of the flow); the caller goes on."""

    code: str
    node: str
    params: Mapping[str, str]


FlowStep = (
    Answer
    | Play
    | StopPlayback
    | CollectKey
    | Listen
    | StopListening
    | SetTimer
    | Enqueue
    | RecordVoicemail
    | Ask
    | Act
    | Tell
    | StartMusic
    | StopMusic
    | HangUp
    | Report
)
