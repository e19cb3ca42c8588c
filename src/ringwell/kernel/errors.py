"""Errors that more than one room or adapter speaks of. A class's docstring is its message; `code` and `params` go to the reader's screen.

`retryable`: the same request may succeed a little later. Which HTTP status an error becomes is chosen in adapters/web only.
"""

from typing import ClassVar


class RingwellError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "failed"
    retryable: ClassVar[bool] = False

    def __init__(self, **params: str | int) -> None:
        self.params = params
        told = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{self.__doc__} ({told})" if told else self.__doc__)


class NotFound(RingwellError):
    """There is no such thing in this workspace."""

    code = "not_found"


class VersionConflict(RingwellError):
    """Somebody else changed it in the meantime. `current` is its version now."""

    code = "version_conflict"


class AlreadyExists(RingwellError):
    """Another one has this value already. `field` names it."""

    code = "already_exists"


class StillUsed(RingwellError):
    """It cannot go, or refer to that: `kind` tells which sort of thing is in the way, `names` (the first of them; `named`, how many are told) which."""

    code = "still_used"

    def __init__(self, *, kind: str, names: str = "", named: int = 0) -> None:
        super().__init__(kind=kind, names=names, named=named)


class NoRoom(RingwellError):
    """There are as many of these as a workspace may have. `kind` tells which sort of thing."""

    code = "no_room"


class UnknownReference(RingwellError):
    """It refers to something that does not exist. `kind` tells which sort of thing."""

    code = "unknown_reference"


class InvalidValue(RingwellError):
    """A value is not allowed. `field` names it."""

    code = "invalid_value"


class StoreAway(RingwellError):
    """The database does not answer."""

    code = "store_away"
    retryable = True


class LeaseLost(RingwellError):
    """Another brain owns this partition now; nothing was written."""

    code = "lease_lost"


class LogRefused(RingwellError):
    """The log cannot hold these facts; nothing was written."""

    code = "log_refused"
