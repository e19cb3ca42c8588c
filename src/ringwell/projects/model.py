"""Clients, their projects, and the numbers that callers dial."""

from typing import Literal

import msgspec

RecordingRule = Literal["all", "none", "share", "consent"]


class Client(msgspec.Struct, frozen=True, kw_only=True):
    client_id: str
    name: str


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """`recording`: which talks of it are recorded, where their queue records: all, none, a share (`recording_share`, percent), or those whose
    caller has agreed in the flow. `recording_beeps`: both hear a sign when a recording is paused and goes on."""

    project_id: str
    client_id: str
    name: str
    recording: RecordingRule = "all"
    recording_share: int = 100
    recording_beeps: bool = False


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number (DID) as the trunk delivers it, and what a caller of it meets.

    `fallback_queue_id` is the queue in which the switch itself seats callers while the brain is away.
    """

    number_id: str
    number: str
    project_id: str
    flow_id: str
    language: str
    fallback_queue_id: str | None = None
    demo: bool = False


class Trunk(msgspec.Struct, frozen=True, kw_only=True):
    """A way for calls to come in and go out; the switch calls it `trunk-<workspace slug>-<name>`.

    `addresses` are the peer's; `server` is where we call and register ("sip:provider.example:5060"). The password is sealed at rest
    and never leaves the server. `demo`: the switch's own demo trunk, which the configuration's generator makes.
    """

    trunk_id: str
    name: str
    addresses: tuple[str, ...] = ()
    server: str | None = None
    user: str | None = None
    password: str | None = None
    registers: bool = False
    transport: str = "udp"
    demo: bool = False

    def __repr__(self) -> str:
        return f"Trunk({self.trunk_id!r}, {self.name!r})"
