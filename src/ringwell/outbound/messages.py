"""Facts of callbacks. A callback is an interaction of its own, from the moment it is asked for until it is kept or given up.

The number that is called is no part of any fact: it stands sealed under the contact's key.
"""

from datetime import datetime
from typing import Literal

from ringwell.kernel.events import Fact

CallbackMode = Literal["agent_first", "customer_first"]
AttemptResult = Literal["answered", "busy", "no_answer", "wrong_number", "failed", "agent_gone"]
CallbackResult = Literal["kept", "unreachable", "cancelled", "expired", "abandoned"]
CancelReason = Literal[
    "called_again",
    "asked_again",
    "served",
    "supervisor",
    "number_gone",
    "not_allowed",
    "agent_busy",
    "dealt_with",
]


class CallbackAsked(Fact, frozen=True, kw_only=True, tag="callback.asked"):
    """Who was calling asked to be called back. `promised_by`: when nine in ten would have been answered; `keeps_until`: after that
    nobody is called any more. `mode`: who is rung first.

    `agent_id`: it is the call of this agent, who follows up a caller who had given up, and nobody else's. `own`: nobody had called; the
    agent calls on its own account, and `of_interaction_id` is the call itself. `cut_off`: the line of `of_interaction_id` broke. Told a second time
    without `agent_id`: that agent could not call, and whoever is free does. `message_id`: nobody asked; they have left this voice message, a recording,
    and whose turn it is hears it first. `asked_by`: the contact whose call asked for it, where it was known; the number may be another one's.
    """

    of_interaction_id: str
    queue_id: str
    contact_id: str
    mode: CallbackMode
    promised_by: datetime | None
    keeps_until: datetime
    agent_id: str | None = None
    own: bool = False
    cut_off: bool = False
    message_id: str | None = None
    asked_by: str | None = None


class CallbackDialled(Fact, frozen=True, kw_only=True, tag="callback.dialled"):
    """The customer is being rung. `agent_leg_id` is None where the agent is rung after the customer; `contact_id` in older logs. `reading`: not yet; the
    agent hears the message that they left. Told a second time for the same attempt the customer is rung. `own`: it is an agent's own call, which no limit
    of callbacks counts. `bridge_id`: where the agent hears the customer's line before it answers, and talks then; None in older logs. `taken_over`: told
    again, for another agent has taken the place of the one who waited."""

    attempt: int
    leg_id: str
    visit_id: str
    agent_id: str
    agent_leg_id: str | None
    recording_id: str | None
    deadline: datetime
    contact_id: str | None = None
    reading: bool = False
    own: bool = False
    bridge_id: str | None = None
    taken_over: bool = False


class CallbackAttemptEnded(Fact, frozen=True, kw_only=True, tag="callback.attempt_ended"):
    """Exactly one for each attempt. `again_at`: not before then is the customer called again; None where it is the last."""

    attempt: int
    result: AttemptResult
    again_at: datetime | None = None


class CallbackEnded(Fact, frozen=True, kw_only=True, tag="callback.ended"):
    """The callback's one outcome. `late`: after what was promised. `reason` tells why it was cancelled.

    `follow_up`: nobody had asked for it.
    """

    queue_id: str
    result: CallbackResult
    late: bool = False
    attempts: int = 0
    reason: CancelReason | None = None
    follow_up: bool = False


class FollowUpDone(Fact, frozen=True, kw_only=True, tag="follow_up.done"):
    """Somebody has seen to a caller who had given up."""

    interaction_id: str
    user_id: str


class FollowUpReopened(Fact, frozen=True, kw_only=True, tag="follow_up.reopened"):
    """It was not done after all."""

    interaction_id: str
    user_id: str


OutboundFact = (
    CallbackAsked | CallbackDialled | CallbackAttemptEnded | CallbackEnded | FollowUpDone | FollowUpReopened
)
