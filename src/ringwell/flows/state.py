"""Where a call is in its flow, and what a flow can ask about the call. Pure data."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from ringwell.flows.messages import EndedBecause, Value

Stage = Literal[
    "playing",
    "choosing",
    "hearing",
    "asking",
    "entering",
    "looking",
    "acting",
    "queued",
    "recording",
    "ended",
]


class QueueStatus(msgspec.Struct, frozen=True):
    """A queue now. `wait_s` is what a new caller is expected to wait, None where nobody can tell."""

    waiting: int
    ready: int
    wait_s: float | None


class CallerFacts(msgspec.Struct, frozen=True):
    """What the look-up of the caller told: whether it is a contact that we knew before, and a key customer; its segment (empty: none)."""

    known: bool = False
    key: bool = False
    segment: str = ""


def _no_queue(queue_id: str) -> QueueStatus | None:
    del queue_id
    return None


class Known(msgspec.Struct, frozen=True):
    """What flows can ask about besides calendars. `caller` is None until the look-up has answered; `lot` is what a call draws its lots by,
    `zone` the workspace's time zone."""

    caller: CallerFacts | None = None
    queue: Callable[[str], QueueStatus | None] = _no_queue
    lot: str = ""
    caller_number: str = ""
    called_number: str = ""
    zone: str = "UTC"


NOTHING: Final = Known()


class FlowState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a call is in its flow. Serialisable; together with the document it is enough to go on.

    `stage`: `playing` prompts of the node, `choosing` (menu heard, timer runs), `hearing` (somebody speaks), `entering` (digits), `looking` (a service is asked), `acting` (something is done outside), `queued`, `recording`, `ended`.
    `token` numbers the last step that began something. `misses` counts wrong and missing keys at this menu.
    `pressed` are the keys chosen at menus, oldest first; `ahead` those pressed before their menu was reached.
    `leaving` tells why the call is hung up once the present prompts have been heard. `asking`: who calls is being looked up.
    `trail` is the way of the last event: node, way out, node, way out ... node; empty where the call stayed where it was.
    `data` is what the caller entered and what services told, by variable, and `typed` what is being entered. They are personal, and `ahead`
    may be: the log has none of them (`public`).
    `listening` is the token of the Listen that goes on, 0 for none. `unsure` is the key of which the caller is asked whether it was said, or that it is a number (`typed`). `by_keys`: in
    this call nobody is listened to any more.
    """

    node: str
    stage: Stage = "playing"
    token: int = 0
    misses: int = 0
    variables: dict[str, Value] = {}
    pressed: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    leaving: EndedBecause | None = None
    trail: tuple[str, ...] = ()
    data: dict[str, Value] = {}
    typed: str = ""
    listening: int = 0
    unsure: str = ""
    by_keys: bool = False

    @property
    def public(self) -> "FlowState":
        """What may stand in the log."""
        return replace(self, data={}, typed="", ahead=()) if self.data or self.typed or self.ahead else self

    def value(self, variable: str) -> Value | None:
        held = self.data.get(variable)
        return self.variables.get(variable) if held is None else held


def without(data: Mapping[str, Value], *names: str) -> dict[str, Value]:
    return {name: value for name, value in data.items() if name not in names}
