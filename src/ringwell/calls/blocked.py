"""A caller who is on the block list."""

from ringwell.kernel.events import Fact


class CallBlocked(Fact, frozen=True, kw_only=True, tag="call.blocked"):
    """The caller is on the block list, by this entry: is told politely that the call is not taken, and put through to nobody."""

    block_id: str
