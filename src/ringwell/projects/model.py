"""Clients, their projects, and the numbers that callers dial."""

from typing import Literal

import msgspec

from ringwell.projects.form import FormField

RecordingRule = Literal["all", "none", "share", "consent"]


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """`email`: where messages for it are mailed to."""

    client_id: str
    name: str
    email: str = ""


class Reserve(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The client's own telephone is rung for `ring_s` before the reserve team answers; outside the hours `hours_id` (None: never) it is not."""

    phone: str
    ring_s: int = 15
    hours_id: str | None = None


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """`recording`: which talks of it are recorded, where their queue records: all, none, a share (`recording_share`, percent), or those whose
    caller has agreed in the flow. `recording_beeps`: both hear a sign when a recording is paused and goes on. Calls on its behalf show `shown_number`. Without
    a `reserve` the team always answers in the client's name. A caller hears `owner_prompt_id` before the music while the client's owner is rung;
    an agent who answers is told `whisper_prompt_id`, unheard by the caller, and reads its greeting (`greetings`, by language: `greetings.py`).
    `says_recorded`: a caller whose talk is to be recorded is told so before, and who has not been told is not recorded. Agents fill in the `form` during its calls."""

    project_id: str
    client_id: str
    name: str
    recording: RecordingRule = "all"
    recording_share: int = 100
    recording_beeps: bool = False
    shown_number: str | None = None
    reserve: Reserve | None = None
    owner_prompt_id: str | None = None
    whisper_prompt_id: str | None = None
    greetings: dict[str, str] = {}
    says_recorded: bool = False
    form: tuple[FormField, ...] = ()


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number (DID) as the trunk delivers it, and what a caller of it meets.

    `fallback_queue_id` is the queue in which the switch itself seats callers while the brain is away. By `trunk_id` calls about its callers go out.
    `stands_for` are the client's own numbers: who called one of those and was forwarded to us has called this number.
    """

    number_id: str
    number: str
    project_id: str
    flow_id: str
    language: str
    fallback_queue_id: str | None = None
    demo: bool = False
    label: str = ""
    trunk_id: str | None = None
    stands_for: tuple[str, ...] = ()


class Trunk(msgspec.Struct, frozen=True, kw_only=True):
    """A way for calls to come in and go out; the switch calls it `trunk-<workspace slug>-<name>`.

    `addresses` are the peer's; `server` is where we call and register ("sip:provider.example:5060"). The password is sealed at rest
    and never leaves the server. `demo`: the switch's own demo trunk, which the configuration's generator makes.
    `prefixes`: numbers that it is for begin so (none: all that the workspace allows); `max_calls`: so many go out by it at once; `spend_per_day`,
    `spend_per_month`: what they may come to, in whole units of the workspace's money. One that is `disabled` is taken from the switch. `codecs` in the order of preference (none: the usual); `caller_id` is shown by calls that go out by it where
    the project shows no number of its own; `trusted`: what it tells of forwarded calls (Diversion, History-Info) is believed.
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
    prefixes: tuple[str, ...] = ()
    max_calls: int | None = None
    spend_per_day: int | None = None
    spend_per_month: int | None = None
    disabled: bool = False
    srtp: bool = False
    codecs: tuple[str, ...] = ()
    caller_id: str | None = None
    trusted: bool = False

    def may_call(self, number: str) -> bool:
        """Whether it is there for such a number."""
        return not self.prefixes or number.startswith(self.prefixes)

    @property
    def has_spend_limit(self) -> bool:
        """Whether money ends what goes out by it."""
        return self.spend_per_day is not None or self.spend_per_month is not None

    def at_switch(self, slug: str) -> str:
        """Its name at the switch, in the workspace `slug`."""
        return f"trunk-{slug}-{self.name}"

    def __repr__(self) -> str:
        return f"Trunk({self.trunk_id!r}, {self.name!r})"
