"""The third parties of one call, as the log's facts make them.

party.asked ──▶ ringing ──party.joined──▶ joined ◀──▶ held
any ──party.left──▶ gone
"""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec.structs import replace

from ringwell.calls.party_messages import (
    PartyAsked,
    PartyFact,
    PartyHeld,
    PartyJoined,
    PartyKind,
    PartyLeft,
    PartyMuted,
    PartyPurpose,
    PartyResult,
    PartyResumed,
)

PartyState = Literal["ringing", "joined", "held"]
CAUSE_BUSY, CAUSE_REJECTED = 17, 21
CAUSES_UNANSWERED = frozenset({16, 18, 19, 20})


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """`agent_id` is None of somebody outside; `by_agent_id` asked for it; `since` is when its state began."""

    party_id: str
    kind: PartyKind
    purpose: PartyPurpose
    by_agent_id: str
    agent_id: str | None
    leg_id: str
    recording_id: str | None
    deadline: datetime
    since: datetime
    state: PartyState = "ringing"
    muted: bool = False
    owner_id: str | None = None


def after(parties: tuple[Party, ...], fact: PartyFact, at: datetime) -> tuple[Party, ...]:
    """The parties after a fact."""
    match fact:
        case PartyAsked():
            return (*parties, _asked(fact, at))
        case PartyJoined(party_id=about) | PartyResumed(party_id=about):
            return _changed(parties, about, "joined", at)
        case PartyHeld(party_id=about):
            return _changed(parties, about, "held", at)
        case PartyMuted():
            return tuple(
                replace(each, muted=fact.muted) if each.party_id == fact.party_id else each
                for each in parties
            )
        case PartyLeft():
            return tuple(each for each in parties if each.party_id != fact.party_id)
        case _:
            return parties


def result_of(kind: PartyKind, cause: int) -> PartyResult:
    """What the end of a leg that nobody answered tells: a colleague's phone is busy only when it is told to be."""
    if cause == CAUSE_BUSY:
        return "declined" if kind == "agent" else "busy"
    if cause == CAUSE_REJECTED:
        return "declined"
    return "no_answer" if cause in CAUSES_UNANSWERED else "failed"


def _asked(fact: PartyAsked, at: datetime) -> Party:
    return Party(
        party_id=fact.party_id,
        kind=fact.kind,
        purpose=fact.purpose,
        by_agent_id=fact.agent_id,
        agent_id=fact.to_agent_id,
        leg_id=fact.leg_id,
        recording_id=fact.recording_id,
        deadline=fact.deadline,
        since=at,
        owner_id=fact.owner_id,
    )


def _changed(parties: tuple[Party, ...], about: str, state: PartyState, at: datetime) -> tuple[Party, ...]:
    return tuple(replace(each, state=state, since=at) if each.party_id == about else each for each in parties)
