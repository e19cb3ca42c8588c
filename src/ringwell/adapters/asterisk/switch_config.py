"""What the files of the switch are written from."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ringwell.adapters.asterisk.install import Distribution

LOOPBACK = "127.0.0.1"
DEMO_TRUNK = "trunk-demo-main"
DEMO_TRUNK_SOURCE = "127.0.0.2"
BUSY_PROMPTS: Final = 10
"""So many callers too many hear at once why they are refused; the others are refused without a word. Their audio takes ports that the
callers who were let in, and their agents, need."""
PORTS_OF_STREAM: Final = 2
"""RTP and RTCP."""


@dataclass(frozen=True, slots=True)
class SwitchFolders:
    """Every folder of one switch. `run` holds its console socket, so its path has to be short; `sounds` what workspaces say by themselves, a
    folder for each."""

    base: Path
    run: Path
    logs: Path
    recordings: Path
    sounds: Path

    @property
    def raw_recordings(self) -> Path:
        """Recordings as the switch makes them; the worker finishes them."""
        return self.recordings / "raw"

    @property
    def etc(self) -> Path:
        return self.base / "etc"

    @property
    def data(self) -> Path:
        """Sounds, music and documentation: links into the distribution and to Ringwell's own prompts."""
        return self.base / "data"

    @property
    def state(self) -> Path:
        """The AstDB with the phones that were made while the switch ran."""
        return self.base / "lib"

    @property
    def spool(self) -> Path:
        return self.base / "spool"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The switch's own passwords; all are random and stand in files of mode 0600 only."""

    ari_password: str
    watchdog_password: str
    ami_password: str
    ari_user: str = "ringwell"
    watchdog_user: str = "watchdog"
    ami_user: str = "ringwell"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the switch listens. ARI and AMI never leave loopback; `tls_port` None means no SIP over TLS. `tls_trusted`: a PEM file with who is
    believed to be the server of a trunk over TLS; without it nobody is."""

    sip_host: str
    sip_port: int
    rtp_first: int
    rtp_last: int
    ari_port: int
    ami_port: int
    tls_port: int | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_trusted: Path | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How media and signalling get through address translation."""

    external_address: str | None = None
    local_networks: tuple[str, ...] = ()
    stun_server: str | None = None
    turn_server: str | None = None
    turn_user: str | None = None
    turn_password: str | None = None


@dataclass(frozen=True, slots=True)
class SwitchConfig:
    """All that one switch is told by its files. `max_calls` is how many callers may be in at once."""

    switch_id: str
    distribution: Distribution
    folders: SwitchFolders
    credentials: Credentials
    addresses: Addresses
    reach: Reach = field(default_factory=Reach)
    prompts: Path | None = None
    demo: bool = False
    max_calls: int = 150

    @property
    def admitted(self) -> int:
        """How many callers are let in: `max_calls`, or fewer where the audio ports do not carry as many with an agent each."""
        streams = (self.addresses.rtp_last - self.addresses.rtp_first + 1) // PORTS_OF_STREAM
        return min(self.max_calls, max(1, (streams - BUSY_PROMPTS) // 2))
