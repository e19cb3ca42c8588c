"""Callbacks that have not ended, by who waits for them."""

from typing import Final

from sqlalchemy import Select, select

from ringwell.adapters.postgres.tables.customers import callback_numbers
from ringwell.adapters.postgres.tables.facts import interactions
from ringwell.adapters.postgres.tables.log import events
from ringwell.outbound.messages import CallbackAsked

_ASKED: Final = str(CallbackAsked.__struct_config__.tag)


def owed_callbacks(contact_id: str) -> Select[str]:
    """At a number of this contact, or asked for by a call of this contact, at whatever number."""
    kept = callback_numbers.c
    asked = select(events.c.seq).where(
        events.c.interaction_id == kept.interaction_id,
        events.c.type == _ASKED,
        events.c.fact["asked_by"].astext == contact_id,
    )
    return (
        select(kept.interaction_id)
        .join(interactions, kept.interaction_id == interactions.c.interaction_id)
        .where((kept.contact_id == contact_id) | asked.exists(), interactions.c.result.is_(None))
    )
