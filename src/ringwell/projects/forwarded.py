"""Who was called before a call came to us, as headers of forwarded calls tell it: Diversion (RFC 5806) and History-Info (RFC 7044).

Only what a trusted trunk tells gets here. It may still be anything: it is cut short, and of what is no number nothing is made.
"""

import re
from typing import Final

LONGEST: Final = 2000
MOST_NUMBERS: Final = 10
PARTED: Final = "!"
"""Stands between the Diversion headers and those of History-Info."""
_NUMBER: Final = re.compile(r"(?:sips?|tel):(\+?[0-9]{3,20})(?![0-9A-Za-z+.])")


def numbers_in(headers: str) -> tuple[str, ...]:
    """The numbers that were called before, the first called first, each once.

    Diversion names the last one to divert first, History-Info tells them in their order.
    """
    diversion, _, history = headers[:LONGEST].partition(PARTED)
    found = [*reversed(_NUMBER.findall(diversion)), *_NUMBER.findall(history)]
    return tuple(dict.fromkeys(found))[:MOST_NUMBERS]
