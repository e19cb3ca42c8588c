"""A flow rings somebody outside, or one of our agents, for its caller: a third party of the call that no agent has asked for; who answers is
brought together with the caller, an agent as the call's own, and else the flow goes on by what the line said.

Nobody is sent round in a circle: a number of our own, the caller's own, and calls that come from ourselves are refused.
"""

from collections.abc import Mapping
from typing import Final

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.party import Party
from ringwell.calls.party_messages import PartyResult
from ringwell.flows.acts import Meanwhile, RingColleague, RingOutside
from ringwell.journeys import beginning, going_out, parties, targets, waiting
from ringwell.journeys.parties import Target
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds

CAME: Final[Mapping[PartyResult, str]] = {"busy": "busy", "declined": "refused", "failed": "failed"}
"""What a line that did not answer is to the flow; anything else is no answer."""
COLLEAGUE_CAME: Final[Mapping[PartyResult, str]] = {
    "declined": "refused",
    "failed": "not_there",
    "withdrawn": "not_there",
}
"""The same of an agent."""
ENGAGED: Final = frozenset({"agent.busy", "transfer.there_already"})
NOT_ALLOWED: Final = frozenset(
    {"number.not_allowed", "transfer.own_number", "transfer.to_caller", "transfer.loop"}
)


def ring(turn: Turn, call: Call, deed: RingOutside) -> str | None:
    """Ring the number, or tell what has come of it already."""
    number = going_out.as_dialled(turn.floor, deed.number)
    code = targets.why_not_number(turn, call, number) if number else "number.not_allowed"
    if code is not None:
        return "refused" if code in NOT_ALLOWED else "failed"
    _ask(turn, call, Target(number=number, rings_s=deed.ring_s), deed.meanwhile)
    return None


def ring_colleague(turn: Turn, call: Call, deed: RingColleague) -> str | None:
    """Ring the agent, or tell what has come of it already."""
    code = targets.why_not_ready(turn.floor, call, deed.agent)
    if code is not None:
        return "busy" if code in ENGAGED else "not_there"
    _ask(turn, call, Target(agent_id=deed.agent, rings_s=deed.ring_s), deed.meanwhile)
    return None


def _ask(turn: Turn, call: Call, target: Target, meanwhile: Meanwhile) -> None:
    if meanwhile == "music":
        beginning.answer(turn, call)
        waiting.start_music(turn, call)
    else:
        turn.do(calls.StartRinging(leg_id=call.leg_id))
    parties.ask(turn, call, "", target, "forward", bridge_id=turn.ids.new(kinds.BRIDGE))


def is_forward(party: Party) -> bool:
    return party.purpose == "forward"


def answered(turn: Turn, call: Call) -> None:
    """The caller is ours to bring together with who answered."""
    turn.do(calls.StopRinging(leg_id=call.leg_id))
    beginning.answer(turn, call)


def not_reached(turn: Turn, call: Call, party: Party, result: PartyResult) -> str:
    """The caller hears the flow again; what has come of it."""
    turn.do(calls.StopRinging(leg_id=call.leg_id))
    waiting.stop_music(turn, call)
    return (COLLEAGUE_CAME if party.agent_id else CAME).get(result, "no_answer")
