"""Calls that are parked: the caller hears music at a place that people can say aloud, until somebody picks the call up, or it goes back to
who parked it, or else to the front of the queue."""

from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.care import CallParked, CallUnparked, UnparkedBecause
from ringwell.journeys import in_flow, parties, talking, transfers
from ringwell.journeys.commands import Park, PickUp
from ringwell.journeys.live import Floor
from ringwell.journeys.parties import Target
from ringwell.journeys.targets import ParkedCall
from ringwell.journeys.turn import Timer, Turn

USUAL_S = 120
"""How long a call stays parked where its queue has been taken out of the configuration."""


def park(turn: Turn, command: Park) -> None:
    """The agent leaves the caller at the first place that is free."""
    call = talking.own(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return
    queue = turn.floor.config.queues.get(call.queue_id or "")
    place = _free_place(turn.floor)
    segment = transfers.leave_alone(turn, call)
    fact = CallParked(
        segment_id=segment.segment_id,
        agent_id=segment.agent_id,
        place=place,
        back_at=turn.now + timedelta(seconds=queue.care.park_s if queue else USUAL_S),
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    turn.do(calls.StartMusic(leg_id=call.leg_id))
    begin(turn, turn.floor.calls[call.interaction_id])
    transfers.after_call_work(turn, call, segment)
    turn.notify(segment.agent_id, "parked", place=place)


def begin(turn: Turn, call: Call) -> None:
    """Say when the call goes back, also after a restart."""
    if call.parked is not None:
        turn.set_timer_at(Timer("park", call.interaction_id), max(call.parked.back_at, turn.now))


def pick_up(turn: Turn, command: PickUp) -> None:
    """The agent's phone is rung, answering by itself; of two who want the call the first gets it."""
    call = turn.floor.calls.get(command.interaction_id)
    if call is None or call.parked is None or not may_pick_up(turn.floor, call, command.agent_id):
        turn.refuse("park.gone")
    elif not transfers.can_take(turn, call, command.agent_id):
        turn.refuse("own_call.busy")
    else:
        unpark(turn, call, "picked_up", command.agent_id)
        call = turn.floor.calls[call.interaction_id]
        parties.ask(turn, call, command.agent_id, Target(agent_id=command.agent_id), "pick_up")


def waited_too_long(turn: Turn, interaction_id: str) -> None:
    """Nobody picked the call up: back to who parked it, or to the front of the queue."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or call.parked is None:
        return
    back = call.parked.agent_id
    unpark(turn, call, "returned", back)
    call = turn.floor.calls[interaction_id]
    if transfers.can_take(turn, call, back):
        parties.ask(turn, call, back, Target(agent_id=back), "return")
    else:
        in_flow.requeue(turn, interaction_id, not_to=back)


def unpark(turn: Turn, call: Call, because: UnparkedBecause, agent_id: str | None = None) -> None:
    """The call is parked no longer; nobody but its caller is in it yet."""
    turn.cancel(Timer("park", call.interaction_id))
    fact = CallUnparked(agent_id=agent_id, because=because)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=agent_id)


def may_pick_up(floor: Floor, call: Call, agent_id: str) -> bool:
    """Who parked the call, who serves its queue, and who is of the same team."""
    profile = floor.profile(agent_id)
    if profile is None or call.parked is None:
        return False
    if call.parked.agent_id == agent_id or call.queue_id in floor.queues_of(agent_id):
        return True
    parker = floor.profile(call.parked.agent_id)
    return profile.team_id is not None and parker is not None and parker.team_id == profile.team_id


def parked_for(floor: Floor, agent_id: str, now_s: float) -> tuple[ParkedCall, ...]:
    """The parked calls that this agent may pick up, by place."""
    found = [call for call in floor.calls.values() if call.parked and may_pick_up(floor, call, agent_id)]
    views = (_view(floor, call, now_s) for call in found)
    return tuple(sorted(views, key=lambda each: each.place))


def _view(floor: Floor, call: Call, now_s: float) -> ParkedCall:
    parked = call.parked
    assert parked is not None
    caller, by = floor.callers.get(call.interaction_id), floor.profile(parked.agent_id)
    queue = floor.config.queues.get(call.queue_id or "")
    return ParkedCall(
        interaction_id=call.interaction_id,
        place=parked.place,
        caller=(caller.name or caller.caller_number) if caller else "",
        queue_name=queue.name if queue else "",
        by_name=by.name if by else "",
        parked_s=max(0, round(now_s - parked.since.timestamp())),
        back_s=max(0, round(parked.back_at.timestamp() - now_s)),
    )


def _free_place(floor: Floor) -> int:
    taken = {call.parked.place for call in floor.calls.values() if call.parked}
    return next(place for place in range(1, len(taken) + 2) if place not in taken)
