"""What a password must be: long rather than odd (NIST SP 800-63B), and not one that everybody tries first."""

from itertools import pairwise
from typing import Final

MIN_LENGTH: Final = 10
MAX_LENGTH: Final = 256
"""Longer ones are refused, so that nobody makes the server hash a novel."""

WIDELY_USED: Final = frozenset(
    {
        "password",
        "passw0rd",
        "qwerty",
        "qwertyuiop",
        "iloveyou",
        "letmein",
        "welcome",
        "administrator",
        "ringwell",
        "callcenter",
        "callcentre",
        "changeme",
        "пароль",
        "йцукен",
        "haslo",
        "hasło",
    }
)


def check_password(password: str, *, sign_in: str, name: str = "") -> str | None:
    """None when it may be used, else a code: password_short, password_long, password_simple, password_like_name."""
    if len(password) < MIN_LENGTH:
        return "password_short"
    if len(password) > MAX_LENGTH:
        return "password_long"
    folded = password.casefold().strip()
    bare = folded.strip("0123456789!?.,-_*#@$%&+ ")
    if bare in WIDELY_USED or not bare or len(set(folded)) < 4 or _is_run(folded):
        return "password_simple"
    if bare in {sign_in.casefold(), name.casefold()}:
        return "password_like_name"
    return None


def _is_run(text: str) -> bool:
    """abcdefghij, 9876543210: every character next to the one before, in one direction."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1})
