"""A caller's introduction to the client's owner, as the log's facts make it: owners are rung one after another until one answers."""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from ringwell.calls.listening import CallTakenOver
from ringwell.calls.owner_messages import OwnerEnded, OwnerFact, OwnerSought, OwnerUnreached
from ringwell.calls.party_messages import PartyAsked, PartyFact, PartyJoined


class Introduction(msgspec.Struct, frozen=True, kw_only=True):
    """`rung` of `owner_ids` have been rung, the last one as `party_id`. `answered_by` has answered, at `answered_at`.
    `unreached`: none of them answered."""

    owner_ids: tuple[str, ...]
    agent_id: str
    since: datetime
    rung: int = 0
    party_id: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    unreached: bool = False


def after(
    introduction: Introduction | None, fact: OwnerFact | PartyFact | CallTakenOver, at: datetime
) -> Introduction | None:
    """The introduction after a fact; None once it has its outcome."""
    match fact:
        case OwnerSought():
            return Introduction(owner_ids=fact.owner_ids, agent_id=fact.agent_id, since=at)
        case OwnerEnded():
            return None
        case _ if introduction is None:
            return None
        case PartyAsked(owner_id=str() as owner_id):
            rung = introduction.owner_ids.index(owner_id) + 1
            return replace(
                introduction, rung=rung, party_id=fact.party_id, answered_by=None, answered_at=None
            )
        case CallTakenOver(from_agent_id=introduction.agent_id):
            return replace(introduction, agent_id=fact.agent_id)
        case OwnerUnreached():
            return replace(introduction, unreached=True)
        case PartyJoined(party_id=introduction.party_id):
            answered_by = introduction.owner_ids[introduction.rung - 1]
            return replace(introduction, answered_by=answered_by, answered_at=at)
        case _:
            return introduction
