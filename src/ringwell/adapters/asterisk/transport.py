"""What the generated client needs from whoever carries its requests, and how an answer is judged."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Protocol

import msgspec

from ringwell.adapters.asterisk.errors import NotOwner, refused

MayAct = Callable[[], bool]
"""True while the caller's lease holds. It is asked right before a command leaves, so it must not block."""


def always() -> bool:
    """The answer of callers that act without a lease: set-up, the edge's phones, the watchdog."""
    return True


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One REST request to the switch.

    `operation` is "resource.method" (for example "channels.originate"); carriers choose their way by it.
    `path` is already quoted, without the "/ari" prefix. `body` becomes JSON.
    """

    operation: str
    method: str
    path: str
    query: Mapping[str, str]
    body: Mapping[str, object] | None = None


class Transport(Protocol):
    """Carries a request to the switch and brings the body of a successful answer back.

    Raises a `SwitchError` for everything else.
    """

    def request(self, request: Request) -> Coroutine[Any, Any, bytes]: ...


class _Problem(msgspec.Struct):
    message: str = ""
    error: str = ""


def check_owner(request: Request, may_act: MayAct) -> None:
    """Reading is free; whatever changes the switch needs the lease."""
    if request.method != "GET" and not may_act():
        raise NotOwner(request.operation)


def successful(request: Request, status: int, body: bytes) -> bytes:
    """The body, or the error that this status stands for."""
    if 200 <= status < 300:
        return body
    raise refused(request.operation, status, _detail(body))


def _detail(body: bytes) -> str:
    try:
        problem = msgspec.json.decode(body, type=_Problem)
    except msgspec.DecodeError:
        return body[:200].decode("utf-8", "replace")
    return problem.message or problem.error
