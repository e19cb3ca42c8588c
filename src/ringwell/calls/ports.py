"""What the calls room needs of the outside."""

from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from ringwell.calls.messages import SwitchCommand


class Switch(Protocol):
    """The telephone switch. Commands for one leg are done in order; what comes of them comes back as SwitchEvents."""

    def perform(self, workspace_id: str, commands: Sequence[SwitchCommand]) -> None:
        """Hand over commands; never blocks, never raises for what the switch says (that is CommandFailed)."""
        ...


class PhoneAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone needs to register: SIP user, secret (new at every provisioning), and the domain of its address."""

    endpoint: str
    password: str
    domain: str


class Phones(Protocol):
    """Agents' and callers' phones at the switch; works while the brain is away. The edge's raises SwitchDown where a new secret cannot be given."""

    async def provision_agent(self, workspace_id: str, endpoint: str, display_name: str) -> PhoneAccount:
        """Give an agent's phone a new secret; a page that holds the old one can no longer register."""
        ...

    async def provision_desk_phone(self, endpoint: str) -> PhoneAccount:
        """Give an agent's SIP telephone a new password; one that holds the old one can no longer register."""
        ...

    async def provision_try(self, workspace_id: str, lifetime_s: int) -> PhoneAccount:
        """A caller's phone for one browser tab: may dial demo numbers only, and expires."""
        ...

    async def remove(self, endpoint: str) -> None:
        """Take a phone away: whatever is signed in as it is rung no more and cannot sign in again, until there is a new secret. Calls in
        progress go on."""
        ...


class PatientPhones(Phones, Protocol):
    """Phones whose `remove` never fails: while the switch is away it waits for it, and is done when it is back."""

    def waits(self, endpoint: str) -> bool:
        """Whether something of this phone waits for the switch: what is signed in as it, still is."""
        ...


CertificateFault = Literal["certificate_untrusted", "certificate_expired", "certificate_of_another"]
"""Why the certificate by which a server over TLS is known is not taken: nobody whom we trust has signed it, its time is over or has not come, or
it is of a server of another name."""
TrunkState = (
    Literal[
        "registered",
        "rejected",
        "registering",
        "reachable",
        "unreachable",
        "unknown",
        "not_made",
        "disabled",
    ]
    | CertificateFault
)
"""`registering`: no answer yet; `unknown`: it has no server to ask; `not_made`: the switch does not have it. With a server whose certificate is
wrong nothing is spoken."""


class TrunkStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How a trunk is now; `sip_code` is what its server said to our registration, where it rejected it."""

    state: TrunkState
    sip_code: int | None = None


class Trunks(Protocol):
    """What the switch knows of trunks; works while the brain is away."""

    async def status(self, endpoint: str, server: str | None, address_of_record: str | None) -> TrunkStatus:
        """How the trunk of this name is. `server`: whose certificate it is known by, None without TLS; `address_of_record`: what we register as.
        Raises SwitchDown."""
        ...
