"""A callback that is owed, as the log's facts make it, and the rules by which it is tried again.

waiting ──callback.dialled──▶ being dialled ──attempt_ended──▶ waiting (not before `again_at`)
any ──callback.ended──▶ over
"""

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.events import Fact
from ringwell.kernel.numbers import check_callable, prefixes_in
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.outbound.messages import (
    AttemptResult,
    CallbackAsked,
    CallbackAttemptEnded,
    CallbackDialled,
    CallbackEnded,
    CallbackMode,
)

COUNTING: frozenset[AttemptResult] = frozenset({"busy", "no_answer", "wrong_number", "failed"})
"""Attempts that count: an agent who hangs up before the customer answered has not tried."""
CAUSE_BUSY, CAUSE_REJECTED = 17, 21
CAUSES_UNANSWERED = frozenset({16, 18, 19, 20})
"""Q.850: nobody answered, or the phone is off."""
CAUSES_WRONG = frozenset({1, 22, 28})
"""Nobody has this number, has it any more, or could have it."""


class Dial(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt under way. `leg_id` is the customer's; `agent_leg_id` that of an agent who hears it ring, or (`reading`) what the customer has said; `bridge_id`
    where it hears what the customer's line says before it answers."""

    attempt: int
    leg_id: str
    visit_id: str
    agent_id: str
    agent_leg_id: str | None
    recording_id: str | None
    deadline: datetime
    reading: bool = False
    bridge_id: str | None = None


class Callback(msgspec.Struct, frozen=True, kw_only=True):
    """`asked_by`: the contact whose call asked for it, perhaps at somebody else's number; None where that was not known. `tried` counts the attempts
    that count, `begun` all. `answered`: the customer is, or was, on the line. `over`: it has its outcome."""

    interaction_id: str
    of_interaction_id: str
    queue_id: str
    contact_id: str
    mode: CallbackMode
    asked_at: datetime
    promised_by: datetime | None
    keeps_until: datetime
    asked_by: str | None = None
    agent_id: str | None = None
    own: bool = False
    cut_off: bool = False
    message_id: str | None = None
    tried: int = 0
    begun: int = 0
    again_at: datetime | None = None
    dial: Dial | None = None
    answered: bool = False
    over: bool = False

    @property
    def asker(self) -> str:
        """The contact that waits for it."""
        return self.asked_by or self.contact_id

    @property
    def away(self) -> bool:
        """Whether the customer is not on the line."""
        return not self.answered


def begin(interaction_id: str, fact: CallbackAsked, at: datetime) -> Callback:
    """The callback that a fact tells of."""
    return Callback(
        interaction_id=interaction_id,
        of_interaction_id=fact.of_interaction_id,
        queue_id=fact.queue_id,
        contact_id=fact.contact_id,
        mode=fact.mode,
        asked_at=at,
        promised_by=fact.promised_by,
        keeps_until=fact.keeps_until,
        asked_by=fact.asked_by,
        agent_id=fact.agent_id,
        own=fact.own,
        cut_off=fact.cut_off,
        message_id=fact.message_id,
    )


def evolve(callback: Callback, fact: Fact) -> Callback:
    """The callback after a fact; facts of other kinds change nothing."""
    match fact:
        case CallbackDialled():
            dial = Dial(
                attempt=fact.attempt,
                leg_id=fact.leg_id,
                visit_id=fact.visit_id,
                agent_id=fact.agent_id,
                agent_leg_id=fact.agent_leg_id,
                recording_id=fact.recording_id,
                deadline=fact.deadline,
                reading=fact.reading,
                bridge_id=fact.bridge_id,
            )
            return replace(callback, dial=dial, begun=fact.attempt, again_at=None)
        case CallbackAttemptEnded(result=result):
            return replace(
                callback,
                dial=None,
                tried=callback.tried + (result in COUNTING),
                again_at=fact.again_at,
                answered=result == "answered",
            )
        case CallbackEnded():
            return replace(callback, over=True, dial=None)
        case _:
            return callback


def result_of(cause: int) -> AttemptResult:
    """What the end of a leg that nobody answered tells."""
    if cause in (CAUSE_BUSY, CAUSE_REJECTED):
        return "busy"
    if cause in CAUSES_WRONG:
        return "wrong_number"
    return "no_answer" if cause in CAUSES_UNANSWERED else "failed"


def again_at(
    callback: Callback, result: AttemptResult, now: datetime, attempts: int, pause_s: int
) -> datetime | None:
    """When the customer may be called again after such an end; None where it was the last time.

    After an agent who has not tried at once by another, but not without end: a customer's telephone would ring and ring.
    """
    if result == "agent_gone" and callback.begun < attempts:
        return now
    tried = callback.tried + (result in COUNTING)
    return now + timedelta(seconds=pause_s) if tried < attempts else None


def is_callable(number: str, settings: WorkspaceSettings) -> bool:
    """Whether a number may be called at all: no emergency service, nothing costly, and what the workspace allows; unless it says so, no
    country but its own and no short number."""
    try:
        check_callable(number, settings.region, anywhere=settings.has_callback_prefixes)
    except InvalidValue:
        return False
    return may_call(number, settings.callback_prefixes)


def may_call(number: str, prefixes: str) -> bool:
    """Whether a number begins as one of the allowed prefixes. Where there are none, what was kept is allowed: a number of the
    workspace's own country."""
    allowed = prefixes_in(prefixes)
    return not allowed or number.startswith(allowed)
