"""Calls that leave the house: each takes a line of a trunk, and what they come to in a day is limited.

line.taken ──line.answered──▶ talks ──line.freed──▶ over. The number that is called stands in no fact.
"""

from datetime import datetime
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from ringwell.kernel.events import Fact

LineRefusal = Literal[
    "not_allowed", "no_trunk", "lines_full", "too_fast", "agent_limit", "spent", "trunk_spent"
]
"""`spent`: the workspace's day; `trunk_spent`: the day or month of every trunk that could take it."""
MINUTE_MS: Final = 60_000
THOUSANDTHS: Final = 1000
"""Prices and costs are whole thousandths of the money in which the trunk's owner counts."""


class LineTaken(Fact, frozen=True, kw_only=True, tag="line.taken"):
    """A call goes out by this trunk. `agent_id`: it is this agent's own wish; `price` in thousandths for each minute begun."""

    leg_id: str
    trunk_id: str
    agent_id: str | None
    price: int


class LineAnswered(Fact, frozen=True, kw_only=True, tag="line.answered"):
    """Who was called has answered: from now on it costs."""

    leg_id: str


class LineFreed(Fact, frozen=True, kw_only=True, tag="line.freed"):
    """Exactly one for each LineTaken. `cost` in thousandths."""

    leg_id: str
    trunk_id: str
    agent_id: str | None
    talk_ms: int
    cost: int


class LineRefused(Fact, frozen=True, kw_only=True, tag="line.refused"):
    """A call was not made. `agent_id`: it was this agent's wish."""

    reason: LineRefusal
    agent_id: str | None


LineFact = LineTaken | LineAnswered | LineFreed | LineRefused


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line in use, for the call `interaction_id`; None: it is only tried."""

    leg_id: str
    interaction_id: str | None
    trunk_id: str
    agent_id: str | None
    price: int
    answered_at: datetime | None = None

    def talk_ms(self, now: datetime) -> int:
        """How long it has been talked on; 0 before somebody answered, or where the clock was set back since."""
        if self.answered_at is None:
            return 0
        return max(0, round((now - self.answered_at).total_seconds() * 1000))

    def cost(self, now: datetime) -> int:
        """What it has come to."""
        return cost_of(self.price, self.talk_ms(now)) if self.answered_at else 0


def evolve(lines: dict[str, Line], interaction_id: str | None, fact: Fact, at: datetime) -> None:
    """Let the lines, by leg, be what a fact makes of them."""
    match fact:
        case LineTaken():
            lines[fact.leg_id] = Line(
                leg_id=fact.leg_id,
                interaction_id=interaction_id,
                trunk_id=fact.trunk_id,
                agent_id=fact.agent_id,
                price=fact.price,
            )
        case LineAnswered(leg_id=leg_id) if leg_id in lines:
            lines[leg_id] = replace(lines[leg_id], answered_at=at)
        case LineFreed(leg_id=leg_id):
            lines.pop(leg_id, None)
        case _:
            pass


def cost_of(price: int, talk_ms: int) -> int:
    """Each minute begun costs the whole of it, and somebody who answers costs the first."""
    return price * max(1, -(-talk_ms // MINUTE_MS))


def price_of(number: str, prices: str) -> int:
    """Thousandths for a minute, by the longest beginning that fits; a number without a price of its own costs as much as the dearest.

    `prices` is as people write it: `+48 0.05, +49 0.2`.
    """
    known = prices_in(prices) if are_prices(prices) else {}
    fitting = [prefix for prefix in known if number.startswith(prefix)]
    return known[max(fitting, key=len)] if fitting else max(known.values(), default=0)


def are_prices(text: str) -> bool:
    """Whether it is a list of prices."""
    try:
        prices_in(text)
    except ValueError:
        return False
    return True


def prices_in(prices: str) -> dict[str, int]:
    """Thousandths by beginning. Raises ValueError where it is no list of them."""
    known: dict[str, int] = {}
    for entry in filter(None, (each.strip() for each in prices.replace(";", ",").split(","))):
        prefix, price = entry.split()
        if not prefix.removeprefix("+").isdecimal() or not 0 <= (amount := float(price)) <= THOUSANDTHS:
            raise ValueError(entry)
        known[prefix] = round(amount * THOUSANDTHS)
    return known
