"""Facts as bytes and back: the registry of every fact's type and version, and the pure upcasters from older versions.

To change a fact's shape: raise its `fact_version`, add an upcaster from the version before to UPCASTERS, and a line to the golden corpus
(tests/golden/facts.jsonl), which keeps an example of every version that was ever written.
"""

from collections.abc import Callable, Mapping
from typing import Final, get_args

import msgspec

from ringwell.access.messages import AccessFact
from ringwell.agents.messages import AgentFact
from ringwell.calls.announced import AnnouncementHeard
from ringwell.calls.blocked import CallBlocked
from ringwell.calls.care import CareFact
from ringwell.calls.flow_acts import FlowActFact
from ringwell.calls.hand import HandFact
from ringwell.calls.listening import ListeningFact
from ringwell.calls.messages import CallFact
from ringwell.calls.owner_messages import OwnerFact
from ringwell.calls.party_messages import PartyFact
from ringwell.calls.recording import RecordingFact
from ringwell.calls.said import FlowSaid
from ringwell.customers.messages import CustomerFact
from ringwell.kernel.events import Fact
from ringwell.outbound.lines import LineFact
from ringwell.outbound.messages import OutboundFact
from ringwell.routing.messages import RoutingFact

Upcaster = Callable[[dict[str, object]], dict[str, object]]
"""From a fact's plain values in one version to those in the next."""

UPCASTERS: Final[Mapping[tuple[str, int], Upcaster]] = {}
"""By type and the version that they lead from."""

AnyFact = (
    CallFact
    | OwnerFact
    | PartyFact
    | ListeningFact
    | RecordingFact
    | HandFact
    | CareFact
    | FlowActFact
    | AgentFact
    | RoutingFact
    | OutboundFact
    | LineFact
    | AccessFact
    | CustomerFact
    | CallBlocked
    | FlowSaid
    | AnnouncementHeard
)


class UnknownFact(Exception):
    """The log holds a fact that this program does not know: it was written by a newer one."""


def _registry() -> dict[str, type[Fact]]:
    kinds: tuple[type[Fact], ...] = get_args(AnyFact)
    return {str(kind.__struct_config__.tag): kind for kind in kinds}


FACTS: Final = _registry()
"""Every fact by its type."""

_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(AnyFact)


def type_of(fact: Fact) -> str:
    """The fact's type, such as `offer.made`."""
    return str(fact.__struct_config__.tag)


def encode(fact: Fact) -> bytes:
    """A fact in its present version, as JSON."""
    return _encoder.encode(fact)


def decode(fact_type: str, version: int, data: bytes | str) -> Fact:
    """A fact of any version that was ever written. Raises UnknownFact for one from the future."""
    kind = FACTS.get(fact_type)
    if kind is None or version > kind.fact_version:
        raise UnknownFact(f"{fact_type} version {version}")
    if version == kind.fact_version:
        return _decoder.decode(data)
    return upcast(fact_type, version, msgspec.json.decode(data, type=dict[str, object]), UPCASTERS)


def upcast(
    fact_type: str,
    version: int,
    values: dict[str, object],
    upcasters: Mapping[tuple[str, int], Upcaster],
) -> Fact:
    """The present fact from an older version's values, one version at a time."""
    kind = FACTS[fact_type]
    for step in range(version, kind.fact_version):
        values = upcasters[fact_type, step](values)
    return msgspec.convert(values, kind)
