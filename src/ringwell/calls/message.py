"""The base of what goes to the switch and comes from it."""

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """A command to the switch, or an event from it. Closed unions of them stand in `messages.py`."""
