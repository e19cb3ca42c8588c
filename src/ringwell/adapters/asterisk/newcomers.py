"""Workspaces that are taken up while others of the same connection are heard.

What the switch has of them is read meanwhile, without a new connect. What happens to them until that is told waits for it: an end that is
told before the beginning would be forgotten.
"""

from collections import deque
from collections.abc import Collection
from typing import Final

from ringwell.adapters.asterisk.arrivals import UnknownEvent
from ringwell.adapters.asterisk.generated.events import (
    Arrival,
    ChannelDestroyed,
    ChannelDtmfReceived,
    ChannelHold,
    ChannelTransfer,
    ChannelUnhold,
    ChannelUserevent,
    Dial,
    PlaybackFinished,
    RecordingFailed,
    RecordingFinished,
    StasisStart,
)
from ringwell.adapters.asterisk.legs import Legs

MOST_WAITING: Final = 10_000
"""As many as wait at a connect."""


class Newcomers:
    def __init__(self, legs: Legs, most_waiting: int = MOST_WAITING) -> None:
        self._legs = legs
        self._most_waiting = most_waiting
        self._expected: set[str] = set()
        self._waiting: deque[Arrival | UnknownEvent] = deque()
        self.overflowed = False
        """More came than is kept: what is has to be read by a connect."""

    def expect(self, workspace_ids: Collection[str]) -> None:
        """What the switch has of these is being read."""
        self._expected |= frozenset(workspace_ids)

    def expected(self, workspace_ids: Collection[str]) -> set[str]:
        """Those of these of which it has not been told yet."""
        return self._expected & frozenset(workspace_ids)

    def keeps(self, event: Arrival | UnknownEvent) -> bool:
        """Whether this waits until it is told, because it is of one of them, or of a channel of which nobody knows yet whose it is."""
        if not self._expected or not self._may_be_theirs(event):
            return False
        if len(self._waiting) < self._most_waiting:
            self._waiting.append(event)
        else:
            self.overflowed = True
        return True

    def told(self, workspace_ids: Collection[str]) -> list[Arrival | UnknownEvent]:
        """What the switch has of these is known now: what has waited, in order. Some of it may have to wait on for others."""
        self._expected -= frozenset(workspace_ids)
        waited = list(self._waiting)
        self._waiting.clear()
        return waited

    def forget(self) -> None:
        """A connect reads all that is."""
        self._expected.clear()
        self._waiting.clear()
        self.overflowed = False

    def _may_be_theirs(self, event: Arrival | UnknownEvent) -> bool:
        if isinstance(event, StasisStart):
            return len(event.args) > 1 and event.args[1] in self._expected
        channel = _channel_of(event)
        if channel is None:
            return False
        leg = self._legs.by_channel.get(channel)
        return leg is None or leg.workspace_id in self._expected


def _channel_of(event: Arrival | UnknownEvent) -> str | None:
    """The channel to which this happens; None for what happens to none."""
    match event:
        case Dial():
            return event.peer.id
        case ChannelDestroyed() | ChannelDtmfReceived() | ChannelHold() | ChannelUnhold():
            return event.channel.id
        case ChannelUserevent():
            return event.channel.id if event.channel else None
        case ChannelTransfer():
            return event.referred_by.source_channel.id
        case PlaybackFinished():
            return event.playback.target_uri.removeprefix("channel:")
        case RecordingFinished() | RecordingFailed():
            return event.recording.target_uri.removeprefix("channel:")
        case _:
            return None
