"""The agent's phone that vanishes while talking, and comes back: the call is kept, the new page is rung and answers by itself."""

from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, milliseconds
from ringwell.journeys import (
    after_talk,
    availability,
    closing,
    in_flow,
    parties,
    recording,
    talking,
    transfers,
)
from ringwell.journeys.turn import Timer, Turn
from ringwell.journeys.unlogged import Restoring
from ringwell.kernel import ids as kinds

RESTORE_RING_S = 15
NORMAL_CLEARING = 16
"""The cause of a BYE; a leg that the switch gave up, because its sound had stopped, has another."""
UNJOINED_S = 0.5
"""How long after a join that failed a caller or agent who is gone may still be told of."""


def agent_leg_ended(turn: Turn, interaction_id: str, end: calls.LegEnded) -> None:
    """An agent's leg is gone without a hang-up command: a desk phone's BYE is one, a browser's is none."""
    call = turn.floor.calls[interaction_id]
    segment = call.segment
    if segment is None or segment.lost_since is not None:
        return
    if turn.floor.on_desk_phone(call, segment) and end.by_far_end and end.cause == NORMAL_CLEARING:
        phone_hung_up(turn, call, end.cause)
    else:
        leg_missing(turn, call)


def phone_hung_up(turn: Turn, call: Call, cause: int | None = None) -> None:
    """An agent has hung up a desk phone: the caller goes on where the flow leads on, or else the call is over."""
    if not after_talk.goes_on(turn, call):
        closing.end(turn, call.interaction_id, "handled", "agent", cause)


def leg_missing(turn: Turn, call: Call) -> None:
    """The agent's leg is gone, and nobody hung up."""
    lose(turn, call)
    if call.segment is not None:
        restore(turn, call.segment.agent_id)


def lose(turn: Turn, call: Call) -> None:
    """The agent's leg is lost: music for the caller, until the agent is back or the grace is over. Who is in a conference with the caller
    talks on."""
    segment = call.segment
    if segment is None or segment.lost_since is not None:
        return
    if call.stage == "hold":
        talking.end_hold(turn, call, segment)
    # Nobody waits for an agent who has been taken out of the configuration.
    grace_s = turn.floor.config.settings.lost_leg_grace_s if turn.floor.profile(segment.agent_id) else 0
    give_up_at = turn.now + timedelta(seconds=grace_s)
    recording.agent_goes(turn, call, talk_goes_on=True)
    fact = calls.AgentLegLost(
        segment_id=segment.segment_id, agent_id=segment.agent_id, leg_id=segment.leg_id, give_up_at=give_up_at
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    turn.do(calls.HangUpLeg(leg_id=segment.leg_id))
    if call.stage == "hold" or not parties.joined(call):
        parties.hold(turn, call)
        parties.part(turn, call, segment)
    call = turn.floor.calls[call.interaction_id]
    availability.change(turn, segment.agent_id, activity="talking", interaction_id=call.interaction_id)
    parties.tell_agents(turn, call)
    turn.set_timer_at(Timer("lost", call.interaction_id), give_up_at)


def restore(turn: Turn, agent_id: str, *, fresh: bool = False) -> None:
    """Ring the agent's phone, answering by itself, if it lost a call.

    `fresh`: the phone has just registered; what rang before may have rung the lost browser.
    """
    floor = turn.floor
    call = talking.own(turn, agent_id, floor.agents[agent_id].interaction_id)
    profile = floor.profile(agent_id)
    if call is None or call.stage != "lost" or profile is None or not floor.has_phone(agent_id):
        return
    ringing = floor.restoring.get(call.interaction_id)
    if ringing is not None and (ringing.fresh or not fresh):
        return
    stop_restoring(turn, call.interaction_id)
    recording_id = turn.ids.new(kinds.RECORDING) if call.segment and call.segment.recording_id else None
    restoring = Restoring(leg_id=turn.ids.new(kinds.LEG), recording_id=recording_id, fresh=fresh)
    floor.restoring[call.interaction_id] = restoring
    caller = floor.callers.get(call.interaction_id)
    turn.do(
        calls.RingAgent(
            leg_id=restoring.leg_id,
            interaction_id=call.interaction_id,
            offer_id="",
            agent_id=agent_id,
            endpoint=profile.endpoint,
            caller_leg_id=call.leg_id,
            caller_number=caller.caller_number if caller else "",
            recording_id=recording_id,
            timeout_s=RESTORE_RING_S,
            auto_answer=True,
        )
    )


def restored(turn: Turn, leg_id: str) -> bool:
    """Whether this leg, which answered, brings an agent back; if so, the two go on talking."""
    interaction_id = _restored_by(turn, leg_id)
    call = turn.floor.calls.get(interaction_id or "")
    if interaction_id is None or call is None or call.segment is None:
        return False
    restoring, lost = turn.floor.restoring.pop(interaction_id), call.segment
    back = calls.AgentLegRestored(
        segment_id=lost.segment_id,
        agent_id=lost.agent_id,
        leg_id=leg_id,
        recording_id=restoring.recording_id,
        away_ms=milliseconds(turn.now - (lost.lost_since or turn.now)),
    )
    turn.record(back, interaction_id=interaction_id, agent_id=lost.agent_id)
    talking.end_segment(turn, call, "switch", talk_goes_on=True)
    conference = bool(parties.joined(call))
    if not conference:
        turn.do(calls.StopMusic(leg_id=call.leg_id))
    talking.start_segment(
        turn,
        interaction_id,
        lost.agent_id,
        leg_id,
        restoring.recording_id,
        lost.visit_id,
        bridge_id=lost.bridge_id if conference else None,
        joins=(leg_id,) if conference else None,
    )
    turn.notify(lost.agent_id, "call_restored")
    return True


def restoring_ended(turn: Turn, leg_id: str) -> None:
    """A leg that was to bring an agent back has ended; another try comes with the next registration."""
    interaction_id = _restored_by(turn, leg_id)
    if interaction_id is not None:
        del turn.floor.restoring[interaction_id]


def stop_restoring(turn: Turn, interaction_id: str) -> None:
    """Stop ringing the agent who lost this call: the call is over, or another page is to be rung."""
    restoring = turn.floor.restoring.pop(interaction_id, None)
    if restoring:
        turn.do(calls.HangUpLeg(leg_id=restoring.leg_id))


def adopt(turn: Turn, call: Call, leg: calls.SnapshotLeg) -> None:
    """A leg that we do not remember was made to bring this call's agent back."""
    turn.floor.restoring[call.interaction_id] = Restoring(
        leg_id=leg.leg_id, recording_id=leg.recording_id, fresh=True
    )
    if leg.answered and leg.place == "app":
        restored(turn, leg.leg_id)


def give_up(turn: Turn, interaction_id: str) -> None:
    """The agent did not come back in time: the caller goes to the front of the queue."""
    call = turn.floor.calls.get(interaction_id)
    if call is None or call.stage != "lost":
        return
    to_others(turn, call)


def unjoined(turn: Turn, interaction_id: str) -> None:
    """The switch could not join caller and agent. That may be the first sign of one who is gone: wait for the other."""
    call = turn.floor.calls.get(interaction_id)
    if call is not None and (token := _talk(call)):
        turn.set_timer(Timer("unjoined", interaction_id, token), UNJOINED_S)


def join_failed(turn: Turn, timer: Timer) -> None:
    """Both are there, and not joined: the agent is let go, the caller goes to the front."""
    call = turn.floor.calls.get(timer.key)
    if call is None or _talk(call) != timer.token or call.stage == "lost":
        return
    if call.segment is None:
        transfers.unjoined(turn, call)
        return
    parties.drop_all(turn, call.interaction_id, "call_over")
    call = turn.floor.calls[call.interaction_id]
    segment = call.segment
    if segment is None:
        return
    turn.do(
        calls.HangUpLeg(leg_id=segment.leg_id),
        calls.PartLeg(bridge_id=segment.bridge_id, leg_id=call.leg_id),
    )
    to_others(turn, call)


def _talk(call: Call) -> str | None:
    """What caller and agent, or caller and somebody outside, are in together."""
    if call.segment is not None:
        return call.segment.segment_id
    return call.bridge_id if call.stage == "outside" else None


def to_others(turn: Turn, call: Call) -> None:
    """The two will not talk on: the agent is let go, the caller goes to the front of the queue."""
    stop_restoring(turn, call.interaction_id)
    if transfers.give_up_agent(turn, call):
        return
    call = turn.floor.calls[call.interaction_id]
    segment = talking.end_segment(turn, call, "switch")
    if segment is None:
        return
    availability.rest(turn, segment.agent_id)
    in_flow.requeue(turn, call.interaction_id, not_to=segment.agent_id)


def _restored_by(turn: Turn, leg_id: str) -> str | None:
    legs = turn.floor.restoring.items()
    return next((interaction_id for interaction_id, each in legs if each.leg_id == leg_id), None)
