"""Reserve mode: a client's callers, whether they were forwarded to us or called our number, and the client's own telephone that may ring first.

Nobody is sent round in a circle: who was forwarded to us has rung there already, and a call that comes from ourselves is not sent there again.
"""

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.party import Party
from ringwell.calls.party_messages import ClientRung
from ringwell.flows.hours import is_open
from ringwell.journeys import going_out, parties
from ringwell.journeys.live import Floor
from ringwell.journeys.parties import Target
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds
from ringwell.projects.forwarded import numbers_in
from ringwell.projects.model import Number, Reserve


def recognised(floor: Floor, event: calls.CallArrived) -> calls.CallArrived:
    """The call as one to the number of ours that stands for the one that was called first, where there is one."""
    number = _stands_for(floor, event.forwarded) if event.forwarded else None
    return replace(event, number=number.number) if number else event


def ring_client(turn: Turn, call: Call, event: calls.CallArrived) -> bool:
    """Whether the client's own telephone is rung for this caller, who hears it ring."""
    reserve = _due(turn, call, event)
    if reserve is None:
        return False
    phone = going_out.as_dialled(turn.floor, reserve.phone)
    wish = parties.wish_of(call, "", phone)
    if reason := going_out.refusal(turn.floor, wish, turn.now):
        going_out.refused(turn, reason, None, call.interaction_id)
        return False
    rung = ClientRung(bridge_id=turn.ids.new(kinds.BRIDGE))
    turn.record(rung, interaction_id=call.interaction_id)
    turn.do(calls.StartRinging(leg_id=call.leg_id))
    call = turn.floor.calls[call.interaction_id]
    parties.ask(turn, call, "", Target(number=phone, rings_s=reserve.ring_s), "reserve")
    return True


def is_client(party: Party) -> bool:
    """Whether it is the client's own telephone."""
    return party.purpose == "reserve"


def client_answered(turn: Turn, call: Call) -> None:
    """The caller, who has heard it ring, is ours to bring together with the client."""
    turn.do(calls.StopRinging(leg_id=call.leg_id), calls.AnswerLeg(leg_id=call.leg_id))
    turn.record(calls.CallAnswered(leg_id=call.leg_id), interaction_id=call.interaction_id)


def is_ours(floor: Floor, number: str) -> bool:
    """Whether a caller shows a number that our own calls show, or that leads to us."""
    shown = {each.shown_number for each in floor.config.projects.values()}
    shown |= {trunk.caller_id for trunk in floor.config.trunks.values()}
    ours = {*floor.numbers_of_ours, *shown}
    return number in ours or going_out.as_dialled(floor, number) in ours


def _due(turn: Turn, call: Call, event: calls.CallArrived) -> Reserve | None:
    floor = turn.floor
    project = floor.config.projects.get(call.project_id or "")
    reserve = project.reserve if project else None
    if project is None or reserve is None or event.forwarded.strip("!"):
        return None
    own = going_out.as_dialled(floor, reserve.phone)
    if going_out.as_dialled(floor, event.caller_number) == own or is_ours(floor, event.caller_number):
        return None
    calendar = floor.calendars.get(reserve.hours_id or "")
    closed = reserve.hours_id is not None and (calendar is None or not is_open(calendar, turn.now))
    return None if closed else reserve


def _stands_for(floor: Floor, headers: str) -> Number | None:
    for each in numbers_in(headers):
        number = floor.standing_for(going_out.as_dialled(floor, each))
        if number is not None:
            return number
    return None
