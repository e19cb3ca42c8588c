"""What of a talk is recorded: facts of a pause, and the rule by which a project records at all."""

import hashlib
from datetime import timedelta
from typing import Final, Literal

from ringwell.kernel.events import Fact

PauseWhy = Literal["button", "api", "form"]


class RecordingPaused(Fact, frozen=True, kw_only=True, tag="recording.paused"):
    """From here on the segment's recording holds silence, on both channels. `why`: how it was asked for; `switch`: found so there after
    an absence; `kept`: the pause goes on in the next segment; `stuck`: the switch did not go on. One for a `form` lasts while the form's
    field is being filled in, and ends by itself with that."""

    segment_id: str
    agent_id: str
    why: Literal["button", "api", "form", "switch", "kept", "stuck"] = "button"


class RecordingResumed(Fact, frozen=True, kw_only=True, tag="recording.resumed"):
    """The recording goes on. `failed`: the switch did not do the pause, so nothing was missing. A pause that is not taken back ends with the call."""

    segment_id: str
    agent_id: str
    paused_ms: int
    failed: bool = False


class RecordingAnnounced(Fact, frozen=True, kw_only=True, tag="recording.announced"):
    """The caller has been told that the call is recorded, before that began. `by`: the project's own rule, or a step of the flow that says so
    itself. Not `heard`: the switch could not say it, and nothing of this call is recorded."""

    by: Literal["rule", "flow"]
    heard: bool = True


RecordingFact = RecordingPaused | RecordingResumed | RecordingAnnounced

Rule = Literal["all", "none", "share", "consent"]
"""Which of a project's talks are recorded, where their queue records."""

PARTS = 10_000
LONGEST_FOR_A_FORM: Final = timedelta(minutes=2)
"""A page that went without a word would keep a call unrecorded."""


def is_recorded(rule: Rule, share: int, consent: bool | None, interaction_id: str) -> bool:
    """Whether the talks of this interaction are. Who has refused is recorded by no rule.

    `share` is in percent: always the same interactions, by their ids, so that all parts of one conversation are recorded or none.
    """
    if consent is False:
        return False
    match rule:
        case "all":
            return True
        case "none":
            return False
        case "consent":
            return consent is True
        case "share":
            digest = hashlib.blake2b(interaction_id.encode(), digest_size=8).digest()
            return int.from_bytes(digest) % PARTS < share * PARTS // 100
