"""The names by which we and the switch's dialplan know each other."""

from typing import Final

APP_PREFIX: Final = "ringwell-p"
DEMO_TRUNK_CONTEXT: Final = "rw-trunk"
PHONE_CONTEXT: Final = "rw-phone"
INBOUND_CONTEXT: Final = "rw-inbound"
AGENT_CONTEXT: Final = "rw-agent"
FALLBACK_CONTEXT: Final = "rw-fallback"
UNKNOWN_CONTEXT: Final = "rw-unknown"
TRY_PREFIX: Final = "t-"


def application(partition: int) -> str:
    """The switch's application that serves a partition."""
    return f"{APP_PREFIX}{partition}"


def workspace_context(workspace_id: str) -> str:
    """Where calls of a workspace's trunks come in: its numbers."""
    return f"rw-in-{workspace_id}"


def try_context(workspace_id: str) -> str:
    """Where calls of a workspace's try-phones come in: its demo numbers."""
    return f"rw-try-{workspace_id}"


def fallback_device(endpoint: str) -> str:
    """The device whose state tells the switch's own queue whether it may ring this agent."""
    return f"Stasis:{endpoint}"
