"""Digits that a caller enters: what one more key makes of them."""

from typing import Literal

import msgspec

from ringwell.flows.model import CollectNode

ZERO_ALONE_S = 1.5
"""How long after a first 0 more may come, where 0 alone leads to somebody."""

Ended = Literal["next", "on_zero", "wrong", "nothing"]


class Typed(msgspec.Struct, frozen=True):
    """`digits` so far. `ended`: how the entry ended, None while more may come within `seconds`."""

    digits: str
    ended: Ended | None = None
    seconds: float = 0


def key_typed(node: CollectNode, digits: str, key: str) -> Typed:
    """One key more."""
    if key == "#":
        return time_over(node, digits)
    digits = "" if key == "*" else digits + key
    if len(digits) >= node.max_digits and not (digits == "0" and node.on_zero):
        return Typed(digits, "next")
    zero = digits == "0" and node.on_zero is not None
    return Typed(digits, seconds=min(ZERO_ALONE_S, node.timeout_seconds) if zero else node.timeout_seconds)


def time_over(node: CollectNode, digits: str) -> Typed:
    """Nothing more came."""
    if digits == "0" and node.on_zero is not None:
        return Typed(digits, "on_zero")
    if len(digits) >= node.min_digits:
        return Typed(digits, "next")
    return Typed(digits, "wrong" if digits else "nothing")
