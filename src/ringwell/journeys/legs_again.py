"""After a restart: the third parties of a call, as the switch has them now."""

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.messages import SnapshotLeg
from ringwell.calls.party import Party
from ringwell.journeys import announcing, transfers
from ringwell.journeys import parties as third
from ringwell.journeys.turn import Timer, Turn

Legs = dict[str, SnapshotLeg]


def parties(turn: Turn, call: Call, legs: Legs) -> None:
    """Who has gone meanwhile has left, who has answered has joined; the rest is where it was."""
    for party in call.parties:
        now = turn.floor.calls[call.interaction_id]
        if any(each.party_id == party.party_id for each in now.parties):
            _party(turn, now, party, legs.get(party.leg_id))


def outside(turn: Turn, call: Call, caller: SnapshotLeg, legs: Legs) -> None:
    """Caller and somebody outside talk on, in one bridge."""
    there = [legs[party.leg_id] for party in call.parties if party.leg_id in legs]
    if call.bridge_id and None in (caller.bridge_id, *(leg.bridge_id for leg in there)):
        leg_ids = (call.leg_id, *(leg.leg_id for leg in there))
        turn.do(
            calls.StopMusic(leg_id=call.leg_id),
            calls.JoinLegs(bridge_id=call.bridge_id, leg_ids=leg_ids),
        )


def _party(turn: Turn, call: Call, party: Party, leg: SnapshotLeg | None) -> None:
    if leg is None:
        result = "no_answer" if party.state == "ringing" else "left"
        transfers.gone(turn, third.leave(turn, call, party, result), party, result)
    elif party.state == "ringing":
        _ringing(turn, call, party, leg)
    elif announcing.is_being_told(call, party):
        announcing.tell_again(turn, call, party)
    elif call.segment is None or call.segment.lost_since:
        return
    elif party.state == "joined" and leg.bridge_id is None:
        turn.do(calls.JoinLegs(bridge_id=call.segment.bridge_id, leg_ids=(party.leg_id,)))
    elif party.state == "held" and leg.bridge_id is not None:
        turn.do(
            calls.PartLeg(bridge_id=call.segment.bridge_id, leg_id=party.leg_id),
            calls.StartMusic(leg_id=party.leg_id),
        )


def _ringing(turn: Turn, call: Call, party: Party, leg: SnapshotLeg) -> None:
    if leg.answered and leg.machine:
        transfers.not_answered(turn, call.interaction_id, party.party_id, "machine")
    elif leg.answered and leg.place == "app":
        transfers.answered(turn, party.leg_id)
    elif not leg.answered and party.deadline <= turn.now:
        transfers.not_answered(turn, call.interaction_id, party.party_id)
    else:
        third.found_early(turn, call, party, leg.bridge_id)
        due = max(party.deadline, turn.now)
        turn.set_timer_at(Timer("party", party.party_id, call.interaction_id), due)
