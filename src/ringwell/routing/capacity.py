"""What an agent can take beside what it has in hand (routing.md, rule 6): units of capacity, work that excludes all else, interruptions."""

from collections.abc import Mapping, Sequence

import msgspec

CALL = "call"


class ChannelRule(msgspec.Struct, frozen=True, kw_only=True):
    """What one interaction of a channel takes of an agent's units. `alone`: while it is in hand nothing else is given.

    `interrupts`: work of these channels does not stand in its way, whatever it takes.
    """

    units: int
    alone: bool = False
    interrupts: tuple[str, ...] = ()


Channels = Mapping[str, ChannelRule]
InHand = tuple[str, ...]
"""The channels of what an agent has in hand, sorted, one for each interaction."""

USUAL: Channels = {
    CALL: ChannelRule(units=100, alone=True, interrupts=("mail", "task")),
    "chat": ChannelRule(units=33),
    "mail": ChannelRule(units=50),
    "task": ChannelRule(units=100),
}
"""A call fills an agent; chats go three at a time; a call may come into mails and tasks."""


def used(in_hand: Sequence[str], channels: Channels) -> int:
    """The units that this work takes."""
    return sum(channels[each].units for each in in_hand)


def takes(channel: str, in_hand: Sequence[str], units: int, channels: Channels) -> bool:
    """Whether an agent of so many units can take one more of this channel."""
    rule = channels[channel]
    standing = [each for each in in_hand if each not in rule.interrupts]
    if any(channels[each].alone for each in standing) or (rule.alone and standing):
        return False
    return used(standing, channels) + rule.units <= units


def open_to(in_hand: Sequence[str], units: int, channels: Channels) -> frozenset[str]:
    """All channels that the agent can take one more of."""
    return frozenset(channel for channel in channels if takes(channel, in_hand, units, channels))
