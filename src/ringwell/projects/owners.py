"""Whom a client has its callers introduced to: the call-out list of a project."""

import msgspec

MOST_OWNERS = 20
"""Of a project: a caller does not wait for more."""


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the client's own who takes calls himself. Of a project's owners who are there by `hours_id` (None: always) the lowest
    `place` is rung first, each for `rings_s`. `hears_machines`: a voicemail that answers is told from a person, and is not one."""

    owner_id: str
    project_id: str
    name: str
    number: str
    hours_id: str | None = None
    place: int = 1
    rings_s: int = 20
    hears_machines: bool = True
