"""Somebody who oversees is in on a call: hears it, speaks to the agent alone, or to both. Facts, and the live state that they make."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from ringwell.kernel.events import Fact

Mode = Literal["listen", "whisper", "join"]
"""Who hears the supervisor: nobody, the agent, or both."""
ListeningEndedBy = Literal["supervisor", "call", "taken_over", "failed", "dismissed"]
TakenFrom = Literal["agent", "dial", "outside", "transfer", "message", "flow", "queue", "parked"]

ENDPOINT_DIGITS: Final = 16


class ListeningStarted(Fact, frozen=True, kw_only=True, tag="listening.started"):
    """Somebody asked to be in on the call: their phone is rung with `leg_id`, and answers by itself."""

    leg_id: str
    user_id: str
    mode: Mode


class ListeningChanged(Fact, frozen=True, kw_only=True, tag="listening.changed"):
    leg_id: str
    user_id: str
    mode: Mode


class ListeningEnded(Fact, frozen=True, kw_only=True, tag="listening.ended"):
    """Exactly one for each ListeningStarted. `failed`: the phone did not answer, or the switch could not do it. `dismissed`: who it was may not
    oversee any more."""

    leg_id: str
    user_id: str
    ended_by: ListeningEndedBy
    lasted_ms: int


class CallTakenOver(Fact, frozen=True, kw_only=True, tag="call.taken_over"):
    """Who listened has the call now, as the agent `agent_id`, instead of `from_agent_id`, who had it or (`dial`) had its customer rung; None
    where no agent had it: then it was taken out of its flow, a queue or the message that was being left, from where it was parked, from those
    who were rung for it (`transfer`), or its agent joined whom the caller talked to (`outside`)."""

    user_id: str
    agent_id: str
    from_agent_id: str | None
    taken_from: TakenFrom = "agent"


ListeningFact = ListeningStarted | ListeningChanged | ListeningEnded | CallTakenOver


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """One who is in on a call, by `leg_id`."""

    leg_id: str
    interaction_id: str
    user_id: str
    mode: Mode
    since: datetime


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What a supervisor's leg is connected to: the sound of one leg, perhaps whispering to it, or all who talk in a bridge. `agent_id` is who is
    whispered to, also while their leg is being restored."""

    leg_id: str | None = None
    whisper: bool = False
    bridge_id: str | None = None
    agent_id: str | None = None


def evolve(
    known: Mapping[str, Listening], interaction_id: str, fact: Fact, at: datetime
) -> dict[str, Listening] | None:
    """All who are in on calls, by leg, after this fact; None where it is of another kind."""
    match fact:
        case ListeningStarted(leg_id=leg_id):
            begun = Listening(
                leg_id=leg_id,
                interaction_id=interaction_id,
                user_id=fact.user_id,
                mode=fact.mode,
                since=at,
            )
            return {**known, leg_id: begun}
        case ListeningChanged(leg_id=leg_id) if leg_id in known:
            return {**known, leg_id: replace(known[leg_id], mode=fact.mode)}
        case ListeningEnded():
            return {leg_id: each for leg_id, each in known.items() if leg_id != fact.leg_id}
        case _:
            return None


def overseers_endpoint(user_id: str) -> str:
    """The name, at the switch, of the phone by which this person is in on calls."""
    return f"s-{user_id[-ENDPOINT_DIGITS:]}"
