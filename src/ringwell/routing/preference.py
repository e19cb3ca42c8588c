"""Whom a caller would rather have: who has its account, who served it last."""

from collections.abc import Callable
from typing import Final

import msgspec

from ringwell.routing.matching import Preference, goes_ahead
from ringwell.routing.model import Queue


class Acquaintance(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a caller knows here: ids of agents. A `key_customer` may wait for them for longer."""

    owner_agent_id: str | None = None
    last_agent_id: str | None = None
    key_customer: bool = False


NOBODY_HERE: Final = Acquaintance()
"""Of a caller who knows none of us."""


def named(queue: Queue, who: Acquaintance) -> tuple[str, ...]:
    """The agents whom this queue prefers for this caller, the dearest first."""
    known = {"owner": who.owner_agent_id, "last_agent": who.last_agent_id}
    return tuple(dict.fromkeys(each for each in map(known.get, queue.prefers) if each))


def waits_s(queue: Queue, who: Acquaintance) -> float:
    """How old the caller may be while it waits for them."""
    longer_s = queue.prefers_for_key_s if who.key_customer else None
    return longer_s or queue.prefers_for_s


def preference(
    queue: Queue, who: Acquaintance, priority: int, is_at_work: Callable[[str], bool]
) -> Preference | None:
    """Those of them who are at work. Nobody waits for anyone after having been cut off."""
    at_work = tuple(filter(is_at_work, named(queue, who)))
    return Preference(at_work, waits_s(queue, who)) if at_work and not goes_ahead(priority) else None
