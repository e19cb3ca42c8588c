"""Where a live call can be heard, and in which ways somebody who oversees may be in on it. Decides; moves nobody."""

import msgspec

from ringwell.calls.call import Call
from ringwell.calls.listening import Heard, Listening, Mode
from ringwell.journeys import parties
from ringwell.journeys.live import Floor
from ringwell.journeys.views import Way


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A call is heard at `leg_id`: its agent's, or, where there is none, the customer's, which hears prompts and music, too. `agent_id` can be
    whispered to; in `bridge_id` people talk, who can be joined. `returning` is the agent whose leg is being restored."""

    leg_id: str
    agent_id: str | None = None
    bridge_id: str | None = None
    returning: str | None = None

    @property
    def spoken_to(self) -> str | None:
        """Whom a whisper is for, heard or not."""
        return self.agent_id or self.returning


def place(floor: Floor, call: Call | None) -> Place | None:
    """Where this call is heard now; None where nobody is on the line."""
    if call is None or call.stage == "ended":
        return None
    segment = call.segment
    if segment is not None and segment.lost_since is None:
        return Place(leg_id=segment.leg_id, agent_id=segment.agent_id, bridge_id=segment.bridge_id)
    if segment is not None:
        bridge_id = segment.bridge_id if parties.joined(call) else None
        return Place(leg_id=call.leg_id, bridge_id=bridge_id, returning=segment.agent_id)
    if floor.is_away(call.interaction_id):
        return _place_of_dial(floor, call.interaction_id)
    return Place(leg_id=call.leg_id, bridge_id=call.bridge_id if call.stage == "outside" else None)


def _place_of_dial(floor: Floor, interaction_id: str) -> Place | None:
    """The customer is being rung: the agent who waits for it hears how."""
    dial = floor.callbacks[interaction_id].dial
    if dial is None or dial.agent_leg_id is None:
        return None
    return Place(leg_id=dial.agent_leg_id, agent_id=dial.agent_id)


def ways(floor: Floor, call: Call) -> tuple[Way, ...]:
    """In which ways somebody who oversees may be in on this call now; and whether one who listens may take it over."""
    where = place(floor, call)
    if where is None:
        return ()
    whisper: tuple[Way, ...] = ("whisper",) if where.agent_id else ()
    join: tuple[Way, ...] = ("join",) if where.bridge_id else ()
    take: tuple[Way, ...] = ("take_over",) if why_not_taken(floor, call) is None else ()
    return ("listen", *whisper, *join, *take)


def why_not_mode(where: Place | None, mode: Mode) -> str | None:
    """Why nobody can be in on a call in this way now."""
    if where is None:
        return "call.not_talking"
    if mode == "whisper" and where.agent_id is None:
        return "listening.no_agent"
    return "listening.nobody_talks" if mode == "join" and where.bridge_id is None else None


def why_not_taken(floor: Floor, call: Call | None) -> str | None:
    """Why nobody can take this call over now: nobody of it is on the line. It is taken from wherever it can be heard."""
    return "call.not_talking" if place(floor, call) is None else None


def wanted(floor: Floor, mine: Listening) -> Heard | None:
    """What the leg of one who is in on a call is to hear now. Who cannot be heard as asked, hears and is not heard."""
    where = place(floor, floor.calls.get(mine.interaction_id))
    if where is None:
        return None
    if mine.mode == "join" and where.bridge_id is not None:
        return Heard(bridge_id=where.bridge_id)
    if mine.mode != "whisper":
        return Heard(leg_id=where.leg_id)
    return Heard(leg_id=where.leg_id, whisper=where.agent_id is not None, agent_id=where.spoken_to)


def is_handed_on(where: Place, mine: Listening, heard: Heard | None) -> bool:
    """Whether another agent has the call than the one who was whispered to."""
    before = heard.agent_id if heard and mine.mode == "whisper" else None
    return before is not None and where.spoken_to not in (None, before)
