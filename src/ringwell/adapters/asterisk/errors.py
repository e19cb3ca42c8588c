"""What can go wrong between us and the switch. `retryable` says whether the same request may succeed later."""

from typing import ClassVar


class SwitchError(Exception):
    """The switch did not do what it was asked."""

    retryable: ClassVar[bool] = False

    def __init__(self, operation: str, detail: str = "") -> None:
        super().__init__(f"{operation}: {detail or (type(self).__doc__ or '').partition(chr(10))[0]}")
        self.operation = operation
        self.detail = detail


class SwitchAway(SwitchError):
    """The switch cannot be reached, or the connection went while the answer was awaited.

    In the second case the request may have been carried out: reconcile before repeating it.
    """

    retryable = True


class SwitchSlow(SwitchError):
    """The switch did not answer in time; the request may still be carried out."""

    retryable = True


class NotOwner(SwitchError):
    """The lease on this work has run out, so nothing may be sent to the switch."""


class SwitchRefused(SwitchError):
    """The switch answered that the request is wrong."""

    status: int

    def __init__(self, operation: str, detail: str = "", status: int = 400) -> None:
        super().__init__(operation, f"{status} {detail}".strip())
        self.status = status


class SwitchNotFound(SwitchRefused):
    """The channel, bridge or object is not there (any more)."""


class SwitchConflict(SwitchRefused):
    """The thing exists already, or is in a state that does not allow this."""


class SwitchFault(SwitchRefused):
    """The switch failed to do it, for example because the phone is not registered."""


def refused(operation: str, status: int, detail: str) -> SwitchRefused:
    """The error for an answer with this HTTP status."""
    kind = {404: SwitchNotFound, 409: SwitchConflict}.get(
        status, SwitchFault if status >= 500 else SwitchRefused
    )
    return kind(operation, detail, status)
