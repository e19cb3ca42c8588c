"""Trunks and numbers as the API takes and gives them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ringwell.adapters.web.api.config_shapes import FlowId, ProjectId, QueueId, ShownNumber
from ringwell.adapters.web.api.shapes import Body, Language, Line, View, id_pattern
from ringwell.kernel.ids import TRUNK

TrunkId = Annotated[str, StringConstraints(pattern=id_pattern(TRUNK))]
Host = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F:.]{2,45}(/\d{1,3})?$")]
"""An address or a network; projects/trunks.py tells which ones a trunk may have."""
Secret = Annotated[Line, StringConstraints(pattern=r"^[^\s\"\\;]*$", max_length=100)]
Dialled = Annotated[str, StringConstraints(pattern=r"^\+?[0-9*#]{1,31}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{1,15}$")]
Codec = Literal["ulaw", "alaw", "g722", "opus"]


class NewNumber(Body):
    """A number as the trunk delivers it. `trunk_id`: calls about its callers go out by that trunk, where it may take them. `stands_for`: the client's own
    numbers; who called one of them and was forwarded by a trusted trunk has called this number."""

    number: Dialled
    project_id: ProjectId
    flow_id: FlowId
    language: Language
    fallback_queue_id: QueueId | None = None
    demo: bool = False
    label: Annotated[Line, StringConstraints(max_length=120)] = ""
    trunk_id: TrunkId | None = None
    stands_for: Annotated[tuple[ShownNumber, ...], Field(max_length=50)] = ()


class NumberView(View):
    number_id: str
    number: str
    project_id: str
    flow_id: str
    language: str
    fallback_queue_id: str | None
    demo: bool
    label: str
    trunk_id: str | None
    stands_for: tuple[str, ...]
    version: int


class NewTrunk(Body):
    """A way for calls to come in and go out. `server` such as sip:provider.example:5060.

    `addresses` are the provider's: no other trunk's, none of this machine's, networks of 256 addresses (/24, IPv6 /64) at most. To
    register needs `server` and `user`. `prefixes`: numbers that go out by it begin so (none: all that the workspace allows); `max_calls` of them at
    once (null: no limit of its own). `spend_per_day`, `spend_per_month`: what they may come to, in whole units of the workspace's money, by the prices in the
    settings (null: no limit of its own); calls that talk when it is reached go on. `srtp`: sound is encrypted, or there is no call. `codecs` in the order of preference (none: G.711, G.722).
    `caller_id` is shown where the project shows no number. `trusted`: its Diversion and History-Info headers are believed.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")]
    addresses: Annotated[tuple[Host, ...], Field(max_length=50)] = ()
    server: Annotated[str, StringConstraints(pattern=r"^sips?:[A-Za-z0-9.:\[\]-]{1,200}$")] | None = None
    user: Secret | None = None
    password: Secret | None = None
    registers: bool = False
    transport: Literal["udp", "tcp", "tls"] = "udp"
    srtp: bool = False
    codecs: Annotated[tuple[Codec, ...], Field(max_length=4)] = ()
    prefixes: Annotated[tuple[Prefix, ...], Field(max_length=200)] = ()
    max_calls: Annotated[int, Field(ge=1, le=10_000)] | None = None
    spend_per_day: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    spend_per_month: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    caller_id: ShownNumber | None = None
    trusted: bool = False
    disabled: bool = False


class TrunkView(View):
    """The password never leaves the server: `has_password` tells that there is one."""

    trunk_id: str
    name: str
    addresses: tuple[str, ...]
    server: str | None
    user: str | None
    has_password: bool
    registers: bool
    transport: str
    srtp: bool
    codecs: tuple[str, ...]
    prefixes: tuple[str, ...]
    max_calls: int | None
    spend_per_day: int | None
    spend_per_month: int | None
    caller_id: str | None
    trusted: bool
    disabled: bool
    demo: bool
    version: int
