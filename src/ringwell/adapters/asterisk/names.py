"""The names by which we and the switch's dialplan know each other."""

from typing import Final

APP_PREFIX: Final = "ringwell-p"
WATCH_APP: Final = "ringwell-watch"
"""Hears phones and channels. One socket only hears an application, so each has one of its own, whose name begins like this."""
LEFT_OUT_APP: Final = "ringwell-left-out"
"""An application that nobody has: calls go straight to the switch's own queue."""
BACK_EXTENSION: Final = "back"
DEMO_TRUNK_CONTEXT: Final = "rw-trunk"
PHONE_CONTEXT: Final = "rw-phone"
ECHO_EXTENSION: Final = "echo"
"""What a phone dials to hear itself back."""
ECHO_CODE: Final = "*43"
"""The same, for phones that have keys only."""
DESKS_CONTEXT: Final = "rw-desks"
"""Whose phone it is that has dialled something by itself: an extension for each agent's endpoint."""
TRANSFER_HANDLING: Final = "PJSIP_TRANSFER_HANDLING()"
BY_US: Final = "ari-only"
"""A leg with this TRANSFER_HANDLING only tells us that its phone asks for a transfer."""
INBOUND_CONTEXT: Final = "rw-inbound"
AGENT_CONTEXT: Final = "rw-agent"
CUSTOMER_CONTEXT: Final = "rw-customer"
SUPERVISOR_CONTEXT: Final = "rw-supervisor"
FALLBACK_CONTEXT: Final = "rw-fallback"
NEW_EXTENSION: Final = "new"
"""Where who calls while the brain is away comes into that."""
ANNOUNCED: Final = "RW_ANNOUNCED"
"""The variable of a caller that tells what it hears there first: an end, a sound, an end, a sound …"""
SAYS_RECORDED: Final = "RW_SAYS_RECORDED"
"""The variable of a caller who hears there, before anything is recorded, that the call is; unless it has heard so already:"""
RECORDING_TOLD: Final = "RW_RECORDING_TOLD"
UNRECORDED: Final = "RW_UNRECORDED"
"""The variable of a caller whose talk is not recorded there, set so that the agent's leg has it too."""
TAKEN_EVENT: Final = "RWTAKEN"
"""What the switch tells when a caller comes into that."""
FALLBACK_AGENT_CONTEXT: Final = "rw-fallback-agent"
FALLBACK_DIAL_CONTEXT: Final = "rw-fallback-dial"
HINT_CONTEXT: Final = "rw-hints"
TRY_PREFIX: Final = "t-"
TRUNK_PREFIX: Final = "trunk-"
TRUSTED: Final = "trusted"
"""The account code of trunks whose headers of forwarded calls are believed."""
NOBODY: Final = "rw-nobody"
"""An endpoint that is always there and may call nothing: where the switch knows of none, it refuses to tell of endpoints. Who calls from
the address of a trunk that was taken away is this one, for as long as calls of that trunk last."""
NOWHERE: Final = "rw-nowhere"
"""A context without any number."""
HEARS_MACHINE: Final = "RW_HEARS_MACHINE"
"""A leg that has it set is listened to when it answers."""
DIALLED: Final = "dialled"
"""What the application is told of a leg that it dials itself, before anybody has answered."""
MACHINE: Final = "MACHINE"
"""What the switch says of a voicemail that has answered."""
PAUSED: Final = "RW_PAUSED"
"""The variable of a leg whose recording holds silence."""
VOICEMAIL_FORMAT: Final = "wav"
# SIP headers by which an agent's phone knows what rings.
OFFER_HEADER: Final = "X-Ringwell-Offer"
INTERACTION_HEADER: Final = "X-Ringwell-Interaction"
AUTO_ANSWER_HEADER: Final = "X-Ringwell-Auto-Answer"
FALLBACK_HEADER: Final = "X-Ringwell-Fallback"


def application(partition: int) -> str:
    """The switch's application that serves a partition."""
    return f"{APP_PREFIX}{partition}"


def partition_of(app: str) -> int | None:
    """The partition of an application, or None when it is another one."""
    digits = app.removeprefix(APP_PREFIX)
    return int(digits) if digits != app and digits.isdecimal() else None


def workspace_context(workspace_id: str) -> str:
    """Where calls of a workspace's trunks come in: its numbers."""
    return f"rw-in-{workspace_id}"


def try_context(workspace_id: str) -> str:
    """Where calls of a workspace's try-phones come in: its demo numbers."""
    return f"rw-try-{workspace_id}"


def fallback_device(endpoint: str) -> str:
    """The device whose state tells the switch's own queue whether it may ring this agent."""
    return f"Stasis:{endpoint}"


def queue_id_of(name: str) -> str | None:
    """Our queue behind a queue of the switch's; None for the queue of all agents."""
    return name if name.startswith("que_") else None


def everyone_queue(workspace_id: str) -> str:
    """The switch's own queue of all agents of a workspace."""
    return f"rw-everyone-{workspace_id}"
