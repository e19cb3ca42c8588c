"""After a restart of the brain, or a lost switch: compare what the log says with what the switch has; adopt or release.

The log has been evolved before; here the switch speaks. Nobody is matched before everybody has a place again; timers are set
again from the state, and every open offer, call and agent gets a way on, so that nothing can be stuck.
"""

from collections.abc import Collection
from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment
from ringwell.calls.messages import SnapshotLeg, SwitchConnected
from ringwell.journeys import (
    announcements,
    availability,
    breather,
    callbacks,
    closing,
    comfort,
    cut_off,
    desk_phones,
    dialling,
    going_out,
    hearing,
    hold_guard,
    in_flow,
    inbound,
    legs_again,
    listening,
    lost,
    offering,
    parking,
    parties,
    presence,
    recording,
    talking,
    waiting,
    wrapup,
)
from ringwell.journeys.turn import Timer, Turn
from ringwell.journeys.unlogged import Caller
from ringwell.routing.messages import SkillsDropped

CAUSE_UNKNOWN = 0
LEAST_GRACE_S = 5
"""What an agent who is to come back, or whose answer is on its way to us, gets after a restart."""

Legs = dict[str, SnapshotLeg]


def reconcile(turn: Turn, snapshot: SwitchConnected) -> None:
    """Adopt what the switch still has, end what it has no more, take in what is new."""
    floor = turn.floor
    floor.switch_up = turn.settling = True
    floor.look_at_hours(turn.now)
    set_hours_timer(turn)
    floor.clear_matcher()
    _drop_removed_skills(turn)
    floor.fallback_talks.clear()
    floor.elsewhere.clear()
    desk_phones.forget(turn)
    legs = {leg.leg_id: leg for leg in snapshot.legs}
    listening.remember(turn, legs)
    floor.fallback_talks.update(_fallback_talks(turn, snapshot))
    for agent_id, profile in floor.config.agents.items():
        floor.set_phone(agent_id, profile.endpoint in snapshot.reachable)
    going_out.recover(turn, legs)
    for interaction_id in list(floor.calls):
        _call(turn, interaction_id, legs)
    for offer in list(floor.offers.values()):
        _offer(turn, offer.offer_id, legs)
    listening.recover(turn, legs)
    listening.dismiss(turn)
    for leg in sorted(snapshot.legs, key=lambda leg: leg.came_at or turn.now):
        _unknown(turn, leg, snapshot)
    for interaction_id in list(floor.visits):
        _wait_again(turn, interaction_id)
    _agents(turn)
    turn.settling = False
    in_flow.leave_unstaffed(turn)


def came_back(turn: Turn, interaction_id: str) -> None:
    """A caller of the switch's own queue is ours again; the switch had not done it yet when it told what it has."""
    turn.floor.elsewhere.discard(interaction_id)
    turn.cancel(Timer("gone", interaction_id))
    if interaction_id in turn.floor.visits:
        _wait_again(turn, interaction_id)
        offering.match_caller(turn, interaction_id)
    else:
        in_flow.resume(turn, interaction_id)


def rematch(turn: Turn, newcomers: Collection[str]) -> None:
    """Who can serve whom may be another matter now: all wait and all are idle anew, in the order that they had.

    Of agents who have come into the configuration, perhaps again, the switch's own queue is told whether it may ring them: it may
    remember something else.
    """
    floor = turn.floor
    floor.clear_matcher()
    set_hours_timer(turn)
    breather.review(turn)
    _drop_removed_skills(turn)
    for interaction_id, visit in list(floor.visits.items()):
        if floor.is_away(interaction_id):
            callbacks.stand_again(turn, interaction_id)
        elif visit.offer_id is None and interaction_id not in floor.elsewhere:
            waiting.seat(turn, interaction_id)
    presence.dismiss(turn)
    listening.dismiss(turn)
    for agent_id in newcomers:
        _tell_fallback(turn, agent_id)
    in_flow.leave_unstaffed(turn)
    turn.freed = sorted(floor.agents, key=lambda agent_id: floor.agents[agent_id].idle_since)


def hours_changed(turn: Turn) -> None:
    """At some site it may have become working time, or be so no longer."""
    if turn.floor.look_at_hours(turn.now):
        rematch(turn, ())
    set_hours_timer(turn)


def set_hours_timer(turn: Turn) -> None:
    """Say when to look at the sites' hours again."""
    at, timer = turn.floor.hours_turn(turn.now), Timer("site_hours", "")
    if at is None:
        turn.cancel(timer)
    else:
        turn.set_timer_at(timer, at)


def _drop_removed_skills(turn: Turn) -> None:
    """Callers who need a skill that is not known any more, neither by the configuration nor by anybody who has it, would wait for nobody:
    they need it no longer."""
    floor = turn.floor
    for visit in list(floor.visits.values()):
        dropped = tuple(need.skill_id for need in visit.needs if need.skill_id not in floor.skills)
        if dropped:
            fact = SkillsDropped(
                visit_id=visit.visit_id,
                interaction_id=visit.interaction_id,
                queue_id=visit.queue_id,
                dropped=dropped,
                needs=tuple(need for need in visit.needs if need.skill_id in floor.skills),
            )
            turn.record(fact, interaction_id=visit.interaction_id)


def _call(turn: Turn, interaction_id: str, legs: Legs) -> None:
    floor, call = turn.floor, turn.floor.calls[interaction_id]
    if call.stage == "ended":
        cut_off.recover(turn, call)
        wrapup.forget_if_done(turn, interaction_id)
        return
    if dialling.recover(turn, call, legs):
        return
    leg = legs.get(call.leg_id)
    if leg is None:
        _caller_missing(turn, call)
        return
    if interaction_id not in floor.callers:
        floor.know_caller(interaction_id, Caller(number=leg.number, caller_number=leg.caller_number))
        turn.look_up(interaction_id, leg.caller_number)
    if leg.place == "fallback":
        _elsewhere(turn, call)
        return
    legs_again.parties(turn, call, legs)
    turn.introductions.add(interaction_id)
    before, call = call.flow_state, floor.calls[interaction_id]
    if call.stage == "ended" or interaction_id in floor.elsewhere:
        return
    if (
        call.flow_state != before
    ):  # whom the flow, or somebody before it, has had rung is gone, and it goes on by that
        return
    if call.stage == "outside":
        legs_again.outside(turn, call, leg, legs)
    elif call.segment is not None:
        _talking(turn, call, call.segment, leg, legs)
    elif call.parked is not None:
        turn.do(calls.StartMusic(leg_id=call.leg_id))
        parking.begin(turn, call)
    elif call.stage == "flow" and interaction_id not in floor.visits:
        in_flow.resume(turn, interaction_id)


def _caller_missing(turn: Turn, call: Call) -> None:
    """The caller is gone; where no agent was with it, or none any more, the switch's own queue may have more to tell."""
    if turn.floor.calls[call.interaction_id].stage == "outside":
        closing.caller_gone(turn, call.interaction_id, CAUSE_UNKNOWN)
        return
    inbound.voicemail_cut(turn, call.interaction_id)
    if call.segment is None:
        _elsewhere(turn, call)
    elif call.stage == "lost":
        turn.floor.elsewhere.add(call.interaction_id)
    closing.caller_gone(turn, call.interaction_id, CAUSE_UNKNOWN)


def _elsewhere(turn: Turn, call: Call) -> None:
    """The switch's own queue has this caller, or had it; what becomes of it will be told by the switch."""
    turn.floor.elsewhere.add(call.interaction_id)
    offer = turn.floor.offer_for(call.interaction_id)
    if offer:
        offering.call_back(turn, offer, "withdrawn")
    parties.drop_all(turn, call.interaction_id, "call_over")
    call = turn.floor.calls[call.interaction_id]
    if call.parked:
        parking.unpark(turn, call, "handed_over")
    if call.segment:
        talking.end_segment(turn, call, "switch")


def _talking(turn: Turn, call: Call, segment: Segment, leg: SnapshotLeg, legs: Legs) -> None:
    gone = call.stage == "lost" or segment.leg_id not in legs
    recording.limit_again(turn, call, segment)
    if gone and turn.floor.talks_in_fallback(segment.agent_id):
        _taken(turn, call, segment, leg)
    elif call.stage == "lost":
        _lost(turn, call, segment, leg, legs)
    elif segment.leg_id not in legs:
        _agent_missing(turn, call, segment)
    else:
        recording.recover(turn, call, segment, legs)
        desk_phones.recover(turn, call, segment, legs)
        _joined(turn, call, segment, leg, legs)


def _joined(turn: Turn, call: Call, segment: Segment, leg: SnapshotLeg, legs: Legs) -> None:
    if call.stage == "talking" and None in (leg.bridge_id, legs[segment.leg_id].bridge_id):
        if segment.after_message:  # it may be being recorded yet, and nobody can be joined while it is
            turn.do(calls.StopVoicemail(leg_id=call.leg_id, recording_id=segment.after_message))
        turn.do(
            calls.StopMusic(leg_id=call.leg_id),
            calls.JoinLegs(bridge_id=segment.bridge_id, leg_ids=(call.leg_id, segment.leg_id)),
        )
    elif call.stage == "hold":
        if leg.bridge_id is not None:
            turn.do(calls.PartLeg(bridge_id=segment.bridge_id, leg_id=call.leg_id))
        # Perhaps it has begun already; a brain that died between the two had not asked for it.
        turn.do(calls.StartMusic(leg_id=call.leg_id))
    if call.stage == "hold":
        hold_guard.begin(turn, call.interaction_id)


def _taken(turn: Turn, call: Call, segment: Segment, caller: SnapshotLeg) -> None:
    """The switch's own queue has given the agent another call: this caller goes to others."""
    if call.stage == "lost" and caller.bridge_id is not None and not parties.joined(call):
        parties.part(turn, call, segment)
    lost.to_others(turn, call)


def _agent_missing(turn: Turn, call: Call, segment: Segment) -> None:
    """The agent's leg went while nobody listened: a desk phone that is still there has hung up."""
    if turn.floor.on_desk_phone(call, segment) and turn.floor.has_phone(segment.agent_id):
        lost.phone_hung_up(turn, call)
    else:
        lost.leg_missing(turn, call)


def _lost(turn: Turn, call: Call, segment: Segment, caller: SnapshotLeg, legs: Legs) -> None:
    if segment.leg_id in legs:  # it was to be hung up, and was not
        turn.do(calls.HangUpLeg(leg_id=segment.leg_id))
    # The two were to be parted, and were not; who is in a conference talks on.
    if caller.bridge_id is not None and not parties.joined(call):
        parties.part(turn, call, segment)
    least = turn.now + timedelta(seconds=LEAST_GRACE_S)
    turn.set_timer_at(Timer("lost", call.interaction_id), max(segment.give_up_at or least, least))
    restoring = turn.floor.restoring.get(call.interaction_id)
    if restoring and restoring.leg_id not in legs:
        lost.restoring_ended(turn, restoring.leg_id)
    bringing_back = (
        leg
        for leg in legs.values()
        if leg.role == "agent"
        and leg.interaction_id == call.interaction_id
        and not _is_known(turn, leg.leg_id)
    )
    leg = next(bringing_back, None)
    if leg:
        lost.adopt(turn, call, leg)
    else:
        lost.restore(turn, segment.agent_id, fresh=True)


def _offer(turn: Turn, offer_id: str, legs: Legs) -> None:
    offer = turn.floor.offers.get(offer_id)
    if offer is None:
        return
    leg = legs.get(offer.leg_id)
    if leg is None:
        offering.end(turn, offer, "failed")
    elif leg.answered and leg.place == "app":
        if not dialling.agent_answered(turn, offer):
            waiting.stop_place(turn, turn.floor.calls[offer.interaction_id])
            talking.answered(turn, offer)
    elif leg.answered:
        turn.set_timer(Timer("offer", offer_id), LEAST_GRACE_S)
    elif offer.deadline <= turn.now:
        offering.deadline_passed(turn, offer_id)
    else:
        turn.set_timer_at(Timer("offer", offer_id), offer.deadline)


def _unknown(turn: Turn, leg: SnapshotLeg, snapshot: SwitchConnected) -> None:
    """A leg that the log does not know: a caller who came while we were away, or a leg without a purpose any more."""
    if leg.role == "supervisor":
        if leg.leg_id not in turn.floor.listening and not _has_purpose(turn, leg.leg_id):
            listening.drop(turn, leg.leg_id)
    elif leg.role == "customer":
        if leg.leg_id not in turn.floor.caller_legs and leg.leg_id not in turn.floor.party_legs:
            turn.do(calls.HangUpLeg(leg_id=leg.leg_id))
    elif leg.role == "caller":
        if leg.leg_id not in turn.floor.caller_legs and leg.place == "app":
            _unknown_caller(turn, leg, snapshot)
    elif leg.leg_id in turn.floor.fallback_talks:
        _fallback_agent(turn, leg, turn.floor.fallback_talks[leg.leg_id], snapshot)
    elif not _has_purpose(turn, leg.leg_id):
        turn.do(calls.HangUpLeg(leg_id=leg.leg_id))


def _unknown_caller(turn: Turn, leg: SnapshotLeg, snapshot: SwitchConnected) -> None:
    arrived = calls.CallArrived(
        at=turn.now,
        leg_id=leg.leg_id,
        switch_id=snapshot.switch_id,
        workspace_id=snapshot.workspace_id,
        number=leg.number,
        caller_number=leg.caller_number,
    )
    came_at = min(leg.came_at or turn.now, turn.now)  # by a clock that may have been set back since
    inbound.arrive(turn, arrived, came_at)


def _fallback_talks(turn: Turn, snapshot: SwitchConnected) -> dict[str, str]:
    """The legs of agents whom the switch's own queue has given a call."""
    return {
        leg.leg_id: leg.agent_id
        for leg in snapshot.legs
        if leg.role == "agent" and leg.place == "fallback" and leg.agent_id in turn.floor.agents
    }


def _fallback_agent(turn: Turn, leg: SnapshotLeg, agent_id: str, snapshot: SwitchConnected) -> None:
    """An agent talks to a caller of the switch's own queue: to one that we know, where they share a bridge."""
    together = (
        turn.floor.caller_legs[each.leg_id]
        for each in snapshot.legs
        if each.leg_id in turn.floor.caller_legs and each.bridge_id == leg.bridge_id is not None
    )
    availability.change(turn, agent_id, activity="talking", interaction_id=next(together, None))


def _has_purpose(turn: Turn, leg_id: str) -> bool:
    floor = turn.floor
    restoring = any(each.leg_id == leg_id for each in floor.restoring.values())
    ours = (floor.dial_legs, floor.offer_legs, floor.segment_legs, floor.party_legs)
    return restoring or any(leg_id in legs for legs in ours)


def _is_known(turn: Turn, leg_id: str) -> bool:
    """Whether this leg of an agent's is one who talks, or a colleague in the call."""
    return leg_id in turn.floor.segment_legs or leg_id in turn.floor.party_legs


def _wait_again(turn: Turn, interaction_id: str) -> None:
    """Callers who wait keep their order; a place that was being told is over, and music goes on."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or interaction_id in turn.floor.elsewhere:
        return
    if turn.floor.is_away(interaction_id):
        callbacks.stand_again(turn, interaction_id)
        return
    hearing.stop_asking(turn, call)
    turn.floor.asking.pop(interaction_id, None)
    if turn.floor.visits[interaction_id].offer_id is None:
        waiting.seat(turn, interaction_id)
    waiting.stop_place(turn, call)
    waiting.start_music(turn, call)
    waiting.set_place_timer(turn, interaction_id)
    comfort.set_offer_timer(turn, interaction_id)
    turn.set_timer(Timer("announcement", interaction_id), announcements.LATER_S)
    in_flow.set_max_wait(turn, interaction_id)


def _agents(turn: Turn) -> None:
    """Agents are what their calls and wrap-ups say, and free in the order in which they became idle."""
    floor = turn.floor
    presence.dismiss(turn)
    busy = {offer.agent_id for offer in floor.offers.values()} | set(floor.fallback_talks.values())
    busy.update(call.segment.agent_id for call in floor.calls.values() if call.segment)
    busy.update(party.agent_id for call in floor.calls.values() for party in call.parties if party.agent_id)
    busy.update(callback.dial.agent_id for callback in floor.callbacks.values() if callback.dial)
    for agent_id, agent in list(floor.agents.items()):
        if agent.wrap_up is not None:
            _wrap_up_again(turn, agent_id)
        elif agent.activity != "idle" and agent_id not in busy:
            availability.rest(turn, agent_id)
        if floor.profile(agent_id):
            _tell_fallback(turn, agent_id)
            availability.expect_phone(turn, agent_id)
    turn.freed = sorted(floor.agents, key=lambda agent_id: floor.agents[agent_id].idle_since)


def _tell_fallback(turn: Turn, agent_id: str) -> None:
    endpoint, free = turn.floor.config.agents[agent_id].endpoint, turn.floor.in_fallback(agent_id)
    turn.do(calls.SetFallbackMember(endpoint=endpoint, available=free))


def _wrap_up_again(turn: Turn, agent_id: str) -> None:
    wrap_up = turn.floor.agents[agent_id].wrap_up
    if wrap_up and wrap_up.deadline is not None:
        turn.set_timer_at(Timer("wrap_up", agent_id), max(wrap_up.deadline, turn.now))
