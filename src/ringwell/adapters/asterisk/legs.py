"""Which of the switch's channels is which of our legs."""

import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal

from ringwell.adapters.asterisk.errors import SwitchConflict, SwitchNotFound
from ringwell.kernel.ids import LEG, timed_id

Role = Literal["caller", "agent"]
_UNIQUE_ID: Final = re.compile(r"(\d+)\.\d+$")
_ENDPOINT: Final = re.compile(r"^PJSIP/(.+)-[0-9a-f]{8}$")
REMEMBERED_ENDS: Final = 2_000


@dataclass(frozen=True, slots=True)
class AgentAt:
    """Whose phone an endpoint is."""

    workspace_id: str
    agent_id: str


@dataclass(slots=True)
class Leg:
    """A channel that we know. `hung_up_by_us` tells later whose doing its end was.

    `may_sound`: it was found at the switch by a brain that does not know what another had played on it.
    """

    leg_id: str
    channel_id: str
    workspace_id: str
    role: Role
    in_app: bool = False
    hung_up_by_us: bool = False
    playback_id: str | None = None
    voicemail_id: str | None = None
    voicemail_since: datetime | None = None
    may_sound: bool = False

    @property
    def silent(self) -> bool:
        """Nothing is played or recorded on it."""
        return self.playback_id is None and self.voicemail_id is None and not self.may_sound


@dataclass
class Legs:
    """All legs of one switch, by our id and by the channel's.

    The ends of channels that we did not know are remembered for a while, because the end of a very short call can be
    told before its beginning.
    """

    by_leg: dict[str, Leg] = field(default_factory=dict[str, Leg])
    by_channel: dict[str, Leg] = field(default_factory=dict[str, Leg])
    ended: "OrderedDict[str, None]" = field(default_factory=OrderedDict[str, None])

    def add(self, leg: Leg) -> Leg:
        self.by_leg[leg.leg_id] = leg
        self.by_channel[leg.channel_id] = leg
        return leg

    def make(self, leg_id: str, workspace_id: str, role: Role) -> None:
        """A leg of our own that is to ring. Raises SwitchConflict: it does already."""
        if leg_id in self.by_leg:
            raise SwitchConflict("channels.originate_with_id", "this leg rings already", 409)
        self.add(Leg(leg_id, leg_id, workspace_id, role))

    def there(self, leg_id: str) -> Leg:
        """A leg that we know. Raises SwitchNotFound."""
        leg = self.by_leg.get(leg_id)
        if leg is None:
            raise SwitchNotFound("leg", f"{leg_id} is not at the switch", 404)
        return leg

    def remove(self, leg: Leg) -> None:
        self.by_leg.pop(leg.leg_id, None)
        self.by_channel.pop(leg.channel_id, None)

    def channel_of(self, leg_id: str) -> str:
        """The channel of a leg. A leg that we make has our id as its channel's, also before we know of it."""
        leg = self.by_leg.get(leg_id)
        return leg.channel_id if leg else leg_id

    def remember_end(self, channel_id: str) -> None:
        self.ended[channel_id] = None
        while len(self.ended) > REMEMBERED_ENDS:
            self.ended.popitem(last=False)


def leg_id_of(channel_id: str, switch_id: str) -> str:
    """The same leg id each time for a channel that the switch has named ("1700000000.12", perhaps after a prefix).

    So a brain that comes back knows a caller's leg again without having written anything at the switch.
    """
    match = _UNIQUE_ID.search(channel_id)
    if match is None:
        return channel_id
    digest = hashlib.blake2b(f"{switch_id}/{channel_id}".encode(), digest_size=10).digest()
    return timed_id(LEG, int(match[1]) * 1000, int.from_bytes(digest))


def endpoint_of(channel_name: str) -> str:
    """The endpoint in a channel's name, "PJSIP/trunk-demo-main-00000001"; empty for other kinds of channels."""
    match = _ENDPOINT.match(channel_name)
    return match[1] if match else ""


def instant(timestamp: str) -> datetime:
    """The switch's "2026-01-31T10:00:00.123+0000" as an aware UTC datetime."""
    return datetime.fromisoformat(timestamp).astimezone(UTC)
