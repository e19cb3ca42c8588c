"""How long somebody who guesses must wait: nothing for a few slips, then twice as long after each failure."""

from collections.abc import Mapping
from typing import Final

import msgspec

FORGET_AFTER_S: Final = 3600.0
"""Failures older than this are forgotten, unless a ban still runs."""


class Rule(msgspec.Struct, frozen=True):
    """`free` failures cost nothing; the next costs `first_s`, each further twice the one before, up to `most_s`."""

    free: int
    first_s: float
    most_s: float


PERSON: Final = Rule(free=5, first_s=1.0, most_s=60.0)
"""One account from one address, or a signed-in person's own password."""
ACCOUNT: Final = Rule(free=100, first_s=1.0, most_s=15.0)
"""One account from anywhere. Loose and capped low: a stranger must not be able to keep the account's owner out."""
SOURCE: Final = Rule(free=100, first_s=1.0, most_s=60.0)
"""One address, whatever the account: many people may stand behind it."""
RULES: Final[Mapping[str, Rule]] = {
    "sign-in": PERSON,
    "password": PERSON,
    "user": ACCOUNT,
    "address": SOURCE,
}
"""By the first word of a subject."""
PHONE: Final = Rule(free=4, first_s=5.0, most_s=3600.0)
"""A page's phone has its secret from us and does not mistype."""

TRY_PHONES: Final = Rule(free=20, first_s=2.0, most_s=60.0)
"""Phones for /try in a row: each counts as a failure does."""


class Failures(msgspec.Struct, frozen=True):
    """Failures in a row of one subject, and when the newest was (seconds of any one clock)."""

    count: int
    last_at: float


def delay_after(rule: Rule, count: int) -> float:
    """Seconds to wait after `count` failures in a row."""
    beyond = count - rule.free
    if beyond <= 0:
        return 0.0
    # 2**63 s is longer than anyone waits, and keeps the power from growing without end.
    return min(rule.most_s, rule.first_s * 2.0 ** min(beyond - 1, 63))


def wait(rule: Rule, failures: Failures | None, now: float) -> float:
    """Seconds until the next try is allowed; 0 when it is allowed now, as it is when the clock was set back since."""
    if failures is None or failures.last_at > now + rule.most_s:
        return 0.0
    return max(0.0, failures.last_at + delay_after(rule, failures.count) - now)


def after_failure(rule: Rule, failures: Failures | None, now: float) -> Failures:
    """What is remembered after one more failure."""
    if failures is None or is_over(rule, failures, now):
        return Failures(1, now)
    return Failures(failures.count + 1, now)


def is_over(rule: Rule, failures: Failures, now: float) -> bool:
    """Whether these failures no longer matter."""
    return now - failures.last_at > max(FORGET_AFTER_S, delay_after(rule, failures.count))
