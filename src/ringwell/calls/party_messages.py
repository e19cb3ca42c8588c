"""Facts about third parties of a call: a colleague or somebody outside whom the call's agent has called, and what became of it.

Who hears whom follows from them: the agent is always in the call's bridge; the caller is unless on hold, a party is when `joined` and not `held`.
A number outside stands in no fact.
"""

from datetime import datetime
from typing import Literal

from ringwell.kernel.events import Fact

PartyKind = Literal["agent", "outside"]
PartyPurpose = Literal["consult", "transfer", "return", "pick_up", "owner", "reserve", "forward"]
"""`transfer`: the caller has been let go to it unasked; `return`: it rings who had let the caller go; `pick_up`: who has asked for a parked
caller; `owner`: the caller is to be introduced to it; `reserve`: the client's own telephone, of which `agent_id` is empty; `forward`: whom a flow
has rung for its caller, of which it is empty, too."""
PartyResult = Literal[
    "declined",
    "busy",
    "no_answer",
    "machine",
    "failed",
    "left",
    "removed",
    "withdrawn",
    "transferred",
    "call_over",
]
TransferTo = Literal["agent", "outside", "queue", "flow"]


class PartyAsked(Fact, frozen=True, kw_only=True, tag="party.asked"):
    """`agent_id` has a colleague (`to_agent_id`) or somebody outside, perhaps the client's owner (`owner_id`), rung with this leg,
    until `deadline`. Of a flow's node `agent_id` is empty, and `bridge_id` is where the two are to meet."""

    party_id: str
    kind: PartyKind
    purpose: PartyPurpose
    agent_id: str
    to_agent_id: str | None
    leg_id: str
    recording_id: str | None
    deadline: datetime
    owner_id: str | None = None
    bridge_id: str | None = None


class ClientRung(Fact, frozen=True, kw_only=True, tag="client.rung"):
    """The client's own telephone is rung before anybody of ours: a party `reserve`, to be with the caller in this bridge."""

    bridge_id: str


class PartyJoined(Fact, frozen=True, kw_only=True, tag="party.joined"):
    """The party has answered, and hears the call's agent."""

    party_id: str
    to_agent_id: str | None


class PartyHeld(Fact, frozen=True, kw_only=True, tag="party.held"):
    """The party hears music."""

    party_id: str
    to_agent_id: str | None


class PartyResumed(Fact, frozen=True, kw_only=True, tag="party.resumed"):
    party_id: str
    to_agent_id: str | None


class PartyMuted(Fact, frozen=True, kw_only=True, tag="party.muted"):
    """Nobody hears the party any more (`muted`), or everybody again."""

    party_id: str
    to_agent_id: str | None
    muted: bool


class PartyLeft(Fact, frozen=True, kw_only=True, tag="party.left"):
    """Exactly one for each PartyAsked: the party is not in the call (any more), or (transferred) has become its agent."""

    party_id: str
    to_agent_id: str | None
    result: PartyResult


class CallTransferred(Fact, frozen=True, kw_only=True, tag="call.transferred"):
    """`agent_id` has let the caller go: to a party that has answered or is being rung, to a queue, or to a flow. Whoever talks next begins a
    segment of the same interaction. `asked_first`: the two have talked. `front`: before all others of the queue."""

    agent_id: str
    to: TransferTo
    asked_first: bool
    segment_id: str | None = None
    bridge_id: str | None = None
    to_agent_id: str | None = None
    queue_id: str | None = None
    flow_id: str | None = None
    flow_version: int | None = None
    front: bool = False


PartyFact = (
    ClientRung
    | PartyAsked
    | PartyJoined
    | PartyHeld
    | PartyResumed
    | PartyMuted
    | PartyLeft
    | CallTransferred
)
