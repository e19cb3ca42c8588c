"""Facts about a caller's introduction to the client's owner: who is sought, and what came of it.

Each owner who is rung is a third party (`party.asked` with `owner_id`); numbers and words stand in no fact.
"""

from typing import Literal

from ringwell.kernel.events import Fact

OwnerOutcome = Literal[
    "connected",
    "answered",
    "message",
    "call_back",
    "refused",
    "nobody",
    "taken_back",
    "caller_gone",
    "agent_gone",
]
"""`answered`: the agent brought the owner's answer back to the caller; `refused`: an owner answered, and none of that came of it; `nobody`:
none of them answered; `taken_back`: the agent went back to the caller before; `agent_gone`: or let the caller go, or was lost."""


class OwnerSought(Fact, frozen=True, kw_only=True, tag="owner.sought"):
    """These owners are to be rung one after another, for this agent."""

    owner_ids: tuple[str, ...]
    agent_id: str


class OwnerUnreached(Fact, frozen=True, kw_only=True, tag="owner.unreached"):
    """None of them answered: the agent is with the caller again, and may still take a message."""

    rung: int


class OwnerEnded(Fact, frozen=True, kw_only=True, tag="owner.ended"):
    """Exactly one for each OwnerSought. `owner_id` is who answered, `rung` how many were rung, `answered_ms` after how long one answered.
    `note_id` names the owner's answer as the agent wrote it, `promise_id` the message to the owner or the call back."""

    outcome: OwnerOutcome
    owner_id: str | None = None
    rung: int = 0
    answered_ms: int | None = None
    note_id: str | None = None
    promise_id: str | None = None


OwnerFact = OwnerSought | OwnerUnreached | OwnerEnded
