"""An open offer: an interaction put before one agent, a reservation with a deadline that ends exactly once."""

from datetime import datetime

import msgspec

from ringwell.agents.messages import OfferMade


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """`recording_id` is what the agent's leg records into when it answers."""

    offer_id: str
    interaction_id: str
    visit_id: str
    queue_id: str
    agent_id: str
    leg_id: str
    recording_id: str | None
    made_at: datetime
    deadline: datetime
    why: dict[str, object]


def begin(fact: OfferMade, at: datetime) -> Offer:
    """The offer that a fact tells of."""
    return Offer(
        offer_id=fact.offer_id,
        interaction_id=fact.interaction_id,
        visit_id=fact.visit_id,
        queue_id=fact.queue_id,
        agent_id=fact.agent_id,
        leg_id=fact.leg_id,
        recording_id=fact.recording_id,
        made_at=at,
        deadline=fact.deadline,
        why=fact.why,
    )
