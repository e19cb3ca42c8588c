"""Addresses that mail may be sent to: one plain address, as people write it, and nothing that could become another header or recipient."""

import re
from typing import Final

LONGEST: Final = 254
LONGEST_LOCAL: Final = 64

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def is_mail_address(text: str) -> bool:
    """Whether it is one address in ASCII. A domain in other letters is written in its ASCII form (`xn--…`)."""
    if len(text) > LONGEST or text.count("@") != 1:
        return False
    local, _, domain = text.partition("@")
    labels = domain.split(".")
    return (
        len(local) <= LONGEST_LOCAL
        and _LOCAL.fullmatch(local) is not None
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )
