"""Clients, their projects, and the numbers that callers dial."""

import msgspec


class Client(msgspec.Struct, frozen=True, kw_only=True):
    client_id: str
    name: str


class Project(msgspec.Struct, frozen=True, kw_only=True):
    project_id: str
    client_id: str
    name: str


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
