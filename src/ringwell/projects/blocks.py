"""The block list: callers who are not put through. A number, all that begin with some digits, or all who withhold theirs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

import msgspec

from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.numbers import normalise

BlockKind = Literal["number", "prefix", "withheld"]
BlockState = Literal["asked", "on"]

SHORTEST_PREFIX: Final = 4
"""Fewer digits would be a whole country."""
MOST: Final = 5000
"""So many entries a workspace has."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """What the floor needs of an entry. `value`: digits, with a plus where they are international; empty for `withheld`."""

    block_id: str
    kind: BlockKind
    value: str = ""
    ends_at: datetime | None = None


class BlockEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as people see it. `asked`: an agent wants it; it blocks nobody until who oversees says so. `review_at`: when somebody is to look
    whether it is still needed."""

    block_id: str
    kind: BlockKind
    value: str = ""
    state: BlockState
    reason: str
    made_by: str
    made_at: datetime
    interaction_id: str | None = None
    ends_at: datetime | None = None
    review_at: datetime | None = None
    version: int = 1


def value_of(kind: BlockKind, written: str, region: str) -> str:
    """What an entry is kept by. InvalidValue(field=value) for what is no number, or too short a beginning of one."""
    if kind == "withheld":
        return ""
    if kind == "number":
        try:
            return normalise(written, region)
        except InvalidValue as error:
            raise InvalidValue(field="value") from error
    digits = "".join(char for char in written if char in "0123456789")
    if len(digits) < SHORTEST_PREFIX or not written.strip().startswith("+"):
        raise InvalidValue(field="value")
    return f"+{digits}"


def blocked_by(caller: str, blocks: Iterable[Block], region: str, now: datetime) -> Block | None:
    """The entry that keeps this caller out; None for one who is let through."""
    try:
        number = normalise(caller, region)
    except InvalidValue:
        number = ""
    return next((each for each in blocks if _is_meant(each, number) and not _is_over(each, now)), None)


def _is_meant(block: Block, number: str) -> bool:
    match block.kind:
        case "withheld":
            return not number
        case "number":
            return number == block.value
        case "prefix":
            # A number that the world does not know has no plus, and may be forged: its digits tell.
            return number.lstrip("+").startswith(block.value.lstrip("+"))


def _is_over(block: Block, now: datetime) -> bool:
    return block.ends_at is not None and block.ends_at <= now
