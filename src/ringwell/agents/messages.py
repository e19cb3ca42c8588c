"""Facts about agents: presence and activity, offers, wrap-up. All durations are whole milliseconds."""

from datetime import datetime
from typing import Literal

from ringwell.kernel.events import Fact

Presence = Literal["offline", "ready", "not_ready"]
Activity = Literal["idle", "offered", "talking", "hold", "consulting", "wrapping_up", "resting"]
"""`resting`: a limit keeps the agent from callers for a while (`RestFor`)."""
RestFor = Literal["breather", "occupancy"]
"""Why: so many in a row, or busy for too much of the time."""
OfferResult = Literal["accepted", "declined", "missed", "withdrawn", "failed"]

MISSED_CALLS = "missed_calls"
"""The reason an agent becomes not ready after too many missed offers in a row."""
PHONE_LOST = "phone_lost"
"""The reason an agent becomes not ready when the phone has been away too long."""


class AgentStateChanged(Fact, frozen=True, kw_only=True, tag="agent.state_changed"):
    """The agent's whole state from here on, enough to go on from after a crash, and how long the one before lasted.

    The states' intervals add up to wall time. `ready_ms` is what of `previous_ms` the agent was ready and idle; `idle_since` and
    `misses` are as in `Agent` (None: written before they were kept). While it rests, `rest_until` when that is over, and `rest_for` why.
    """

    agent_id: str
    presence: Presence
    reason: str | None = None
    activity: Activity
    interaction_id: str | None = None
    previous_ms: int = 0
    ready_ms: int = 0
    idle_since: datetime | None = None
    misses: int | None = None
    rest_until: datetime | None = None
    rest_for: RestFor | None = None


class OfferMade(Fact, frozen=True, kw_only=True, tag="offer.made"):
    """An interaction is put before an agent until `deadline`. `why` is a code with parameters for the explanation."""

    offer_id: str
    interaction_id: str
    visit_id: str
    queue_id: str
    agent_id: str
    leg_id: str
    recording_id: str | None
    deadline: datetime
    why: dict[str, object]


class OfferEnded(Fact, frozen=True, kw_only=True, tag="offer.ended"):
    """Exactly one for each OfferMade. `misses` counts the agent's missed offers in a row, this one included."""

    offer_id: str
    interaction_id: str
    agent_id: str
    result: OfferResult
    after_ms: int
    misses: int = 0


class WrapUpStarted(Fact, frozen=True, kw_only=True, tag="wrapup.started"):
    agent_id: str
    interaction_id: str
    segment_id: str
    deadline: datetime | None


class WrapUpExtended(Fact, frozen=True, kw_only=True, tag="wrapup.extended"):
    agent_id: str
    interaction_id: str
    deadline: datetime


class WrapUpEnded(Fact, frozen=True, kw_only=True, tag="wrapup.ended"):
    """`by` tells whether the agent finished or signed out, the time ran out, a supervisor signed the agent out, or (system) the agent
    has been taken out of the configuration."""

    agent_id: str
    interaction_id: str
    acw_ms: int
    by: Literal["agent", "deadline", "supervisor", "system"]
    segment_id: str | None = None


class DispositionSet(Fact, frozen=True, kw_only=True, tag="disposition.set"):
    """What the agent said of the conversation. The note's text stands in its own table under the contact's key."""

    agent_id: str
    interaction_id: str
    disposition_id: str | None
    note_id: str | None = None


class DispositionCorrected(Fact, frozen=True, kw_only=True, tag="disposition.corrected"):
    """Somebody said afterwards what the conversation was about: `user_id`, instead of what stood there before, if anything did."""

    interaction_id: str
    user_id: str
    disposition_id: str
    previous_id: str | None = None


ByHand = Literal["dealt", "pulled"]


class DealtByHand(Fact, frozen=True, kw_only=True, tag="interaction.dealt"):
    """Somebody decided who gets a caller that waits: a supervisor dealt it to the agent, or the agent pulled it. An OfferMade follows."""

    interaction_id: str
    agent_id: str
    how: ByHand


AgentFact = (
    AgentStateChanged
    | OfferMade
    | OfferEnded
    | WrapUpStarted
    | WrapUpExtended
    | WrapUpEnded
    | DispositionSet
    | DispositionCorrected
    | DealtByHand
)
