"""After a restart of the brain, or a lost switch: compare what the log says with what the switch has; adopt or release.

The log has been evolved before; here the switch speaks. Timers are set again from the state, and every open offer, call and agent gets
a way on, so that nothing can be stuck.
"""

from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.messages import SnapshotLeg, SwitchConnected
from ringwell.journeys import availability, closing, inbound, offering, talking, waiting, wrapup
from ringwell.journeys.live import Caller
from ringwell.journeys.turn import LookUpCaller, Timer, Turn

CAUSE_UNKNOWN = 0


def reconcile(turn: Turn, snapshot: SwitchConnected) -> None:
    """Adopt what the switch still has, end what it has no more, take in what is new."""
    floor = turn.floor
    floor.switch_up = True
    legs = {leg.leg_id: leg for leg in snapshot.legs}
    floor.reachable = set(snapshot.reachable)
    for interaction_id in list(floor.calls):
        _call(turn, interaction_id, legs)
    for offer in list(floor.offers.values()):
        _offer(turn, offer.offer_id, legs)
    for leg in snapshot.legs:
        _unknown(turn, leg, snapshot)
    _waiting_again(turn)
    for agent_id in list(floor.agents):
        _agent(turn, agent_id)


def _call(turn: Turn, interaction_id: str, legs: dict[str, SnapshotLeg]) -> None:
    call = turn.floor.calls[interaction_id]
    if call.stage == "ended":
        wrapup.forget_if_done(turn, interaction_id)
        return
    leg = legs.get(call.leg_id)
    if leg is None:
        closing.caller_gone(turn, interaction_id, CAUSE_UNKNOWN)
        return
    if interaction_id not in turn.floor.callers:
        turn.floor.callers[interaction_id] = Caller(number=leg.number, caller_number=leg.caller_number)
        if leg.caller_number:
            turn.lookups.append(LookUpCaller(interaction_id=interaction_id, number=leg.caller_number))
    if leg.place == "fallback":
        _in_fallback(turn, call)
    elif call.segment is not None:
        _talking(turn, call, leg, legs)
    elif call.stage == "flow":
        inbound.resume(turn, interaction_id)


def _in_fallback(turn: Turn, call: Call) -> None:
    """The switch's own queue has this caller now; its end will be told by the switch."""
    turn.floor.in_fallback.add(call.interaction_id)
    visit = turn.floor.visits.get(call.interaction_id)
    if visit is not None:
        turn.floor.matcher.forget(visit.visit_id)


def _talking(turn: Turn, call: Call, leg: SnapshotLeg, legs: dict[str, SnapshotLeg]) -> None:
    segment = call.segment
    if segment is None:
        return
    if call.stage == "lost":
        turn.set_timer_at(
            Timer("lost", call.interaction_id),
            max(segment.give_up_at or turn.now, turn.now + timedelta(seconds=5)),
        )
        talking.restore(turn, segment.agent_id)
    elif segment.leg_id not in legs:
        talking.agent_leg_ended(turn, call.interaction_id)
    elif leg.bridge_id is None and call.stage == "talking":
        turn.do(calls.JoinLegs(bridge_id=segment.bridge_id, leg_ids=(call.leg_id, segment.leg_id)))


def _offer(turn: Turn, offer_id: str, legs: dict[str, SnapshotLeg]) -> None:
    offer = turn.floor.offers.get(offer_id)
    if offer is None:
        return
    leg = legs.get(offer.leg_id)
    if offer.interaction_id not in turn.floor.visits or leg is None:
        offering.end(turn, offer, "failed")
    elif leg.answered and leg.place == "app":
        talking.answered(turn, calls.LegAnswered(at=turn.now, leg_id=offer.leg_id))
    elif offer.deadline <= turn.now:
        offering.deadline_passed(turn, offer_id)
    else:
        turn.set_timer_at(Timer("offer", offer_id), offer.deadline)


def _unknown(turn: Turn, leg: SnapshotLeg, snapshot: SwitchConnected) -> None:
    """A leg that the log does not know: a caller who came while we were away, or an agent's leg without a purpose."""
    floor = turn.floor
    if leg.role == "caller":
        if leg.leg_id not in floor.caller_legs and leg.place == "app":
            inbound.arrive(
                turn,
                calls.CallArrived(
                    at=turn.now,
                    leg_id=leg.leg_id,
                    switch_id=snapshot.switch_id,
                    workspace_id=snapshot.workspace_id,
                    number=leg.number,
                    caller_number=leg.caller_number,
                ),
            )
    elif leg.place == "fallback" and leg.agent_id in floor.agents:
        floor.fallback_talks[leg.leg_id] = leg.agent_id
        availability.change(turn, leg.agent_id, activity="talking", interaction_id=None)
    elif leg.leg_id not in floor.offer_legs and leg.leg_id not in floor.segment_legs:
        turn.do(calls.HangUpLeg(leg_id=leg.leg_id))


def _waiting_again(turn: Turn) -> None:
    """Callers who wait keep their order: all take their seats before the first is offered."""
    floor = turn.floor
    for interaction_id, visit in list(floor.visits.items()):
        if visit.offer_id is not None or interaction_id in floor.in_fallback:
            continue
        waiting.seat(turn, interaction_id)
        queue = floor.config.queues.get(visit.queue_id)
        if queue and queue.announce_place_every_s > 0:
            turn.set_timer(Timer("place", interaction_id), queue.announce_place_every_s)


def _agent(turn: Turn, agent_id: str) -> None:
    """An agent's activity is what its calls and wrap-up say; what has lost its ground becomes idle."""
    floor = turn.floor
    agent, profile = floor.agents[agent_id], floor.profile(agent_id)
    if agent.wrap_up is not None:
        deadline = agent.wrap_up.deadline
        if deadline is not None:
            turn.set_timer_at(Timer("wrap_up", agent_id), max(deadline, turn.now))
        return
    if agent.activity != "idle" and not _busy(turn, agent_id):
        availability.change(turn, agent_id, activity="idle", interaction_id=None)
    if profile is None:
        return
    available = floor.available(agent_id)
    turn.do(calls.SetFallbackMember(endpoint=profile.endpoint, available=available))
    if agent.presence == "ready" and profile.endpoint not in floor.reachable:
        turn.set_timer(Timer("phone_away", agent_id), floor.config.settings.phone_away_grace_s)
    offering.agent_free(turn, agent_id)


def _busy(turn: Turn, agent_id: str) -> bool:
    floor = turn.floor
    return (
        any(offer.agent_id == agent_id for offer in floor.offers.values())
        or any(call.segment and call.segment.agent_id == agent_id for call in floor.calls.values())
        or agent_id in floor.fallback_talks.values()
    )
