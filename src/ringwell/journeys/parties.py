"""Third parties of a call: rung, joined, held and let go; who hears whom.

All are in the segment's one bridge, the agent always: the caller hears music while on hold, a party while held. So a swap moves two legs, and
to complete a transfer the caller has only to come back to the bridge.
"""

from datetime import timedelta

import msgspec

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment
from ringwell.calls.party import Party, result_of
from ringwell.calls.party_messages import (
    PartyAsked,
    PartyHeld,
    PartyJoined,
    PartyLeft,
    PartyMuted,
    PartyPurpose,
    PartyResult,
    PartyResumed,
)
from ringwell.journeys import availability, going_out, recording
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.projects.owners import Owner

RINGS_S = 30
"""How long a third party is rung."""
SWITCH_GRACE_S = 5
"""The switch stops ringing by itself this much after our own deadline."""
HEARING_S = 5
"""Whoever answers is listened to for as long at most."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to ring: a colleague, or a number outside, perhaps the client's owner's; owners have a time of their own."""

    agent_id: str | None = None
    number: str | None = None
    owner: Owner | None = None
    rings_s: int = RINGS_S


def ask(
    turn: Turn,
    call: Call,
    by_agent_id: str,
    target: Target,
    purpose: PartyPurpose,
    bridge_id: str | None = None,
) -> Party:
    """Ring somebody for this call; `by_agent_id` is empty where no agent wants it, and `bridge_id` is where the two are to meet then. Whoever asks hears it ring, if it is the call's agent and
    the caller does not; of somebody outside, what the line says before it answers, too."""
    recorded = target.agent_id is not None and recording.wanted(
        turn.floor, call.interaction_id, call.queue_id or ""
    )
    fact = PartyAsked(
        party_id=turn.ids.new(kinds.PARTY),
        kind="agent" if target.agent_id else "outside",
        purpose=purpose,
        agent_id=by_agent_id,
        to_agent_id=target.agent_id,
        leg_id=turn.ids.new(kinds.LEG),
        recording_id=turn.ids.new(kinds.RECORDING) if recorded else None,
        deadline=turn.now + timedelta(seconds=_patience_s(target)),
        owner_id=target.owner.owner_id if target.owner else None,
        bridge_id=bridge_id,
    )
    if target.number:
        turn.floor.party_numbers[fact.party_id] = target.number
    turn.record(fact, interaction_id=call.interaction_id, agent_id=by_agent_id or None)
    turn.set_timer_at(Timer("party", fact.party_id, call.interaction_id), fact.deadline)
    if target.agent_id:
        turn.do(_ring_agent(turn, call, fact, target.rings_s))
    else:
        _ring_outside(turn, call, fact, target)
    call = turn.floor.calls[call.interaction_id]
    if purpose in ("consult", "owner") and call.segment and call.stage == "hold":
        segment = call.segment
        turn.do(calls.StartRinging(leg_id=segment.leg_id, bridge_id=segment.bridge_id))
    tell_agents(turn, call)
    return call.parties[-1]


def answered(turn: Turn, leg_id: str) -> Call | None:
    """The call of which this leg has answered as a third party, for it to be brought together with whoever waits for it."""
    found = _find(turn, leg_id)
    if found is None:
        return None
    call, party = found
    if party.state != "ringing":
        return call
    turn.cancel(Timer("party", party.party_id, call.interaction_id))
    turn.floor.heard_early.pop(leg_id, None)
    fact = PartyJoined(party_id=party.party_id, to_agent_id=party.agent_id)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=party.agent_id)
    call = turn.floor.calls[call.interaction_id]
    if party.recording_id:
        begun = calls.RecordingStarted(
            recording_id=party.recording_id, segment_id=None, agent_id=party.agent_id, leg_id=leg_id
        )
        turn.record(begun, interaction_id=call.interaction_id, agent_id=party.agent_id)
        if call.paused:
            turn.do(calls.PauseRecording(leg_id=leg_id))
    if call.segment and (call.segment.lost_since or _is_with_caller(call)):
        turn.do(calls.StartMusic(leg_id=leg_id))
        _record_held(turn, call, party)
    elif call.segment:
        hush(turn, call)
        turn.do(calls.JoinLegs(bridge_id=call.segment.bridge_id, leg_ids=(leg_id,)))
    call = turn.floor.calls[call.interaction_id]
    tell_agents(turn, call)
    return call


def early_media(turn: Turn, leg_id: str) -> None:
    """What somebody outside says before answering, whoever is with the agent hears instead of our ringing, unless the caller is."""
    found = _find(turn, leg_id)
    if found is None:
        return
    call, party = found
    if call.segment and call.stage == "hold" and party.state == "ringing":
        hush(turn, call)
        turn.do(calls.JoinLegs(bridge_id=call.segment.bridge_id, leg_ids=(leg_id,)))
        turn.floor.heard_early[leg_id] = call.segment.bridge_id


def unhear(turn: Turn, call: Call) -> None:
    """The caller comes to the bridge: neither ringing nor what the one who is rung says before answering is heard there any more."""
    segment, party = call.segment, ringing(call)
    if segment is None or party is None:
        return
    hush(turn, call)
    if turn.floor.heard_early.pop(party.leg_id, None) == segment.bridge_id:
        turn.do(calls.PartLeg(bridge_id=segment.bridge_id, leg_id=party.leg_id))


def found_early(turn: Turn, call: Call, party: Party, bridge_id: str | None) -> None:
    """After a restart: the bridge, if any, in which the leg of one who is still rung is."""
    turn.floor.heard_early.pop(party.leg_id, None)
    if bridge_id is not None:
        turn.floor.heard_early[party.leg_id] = bridge_id
    if call.stage != "hold":
        unhear(turn, call)


def _is_with_caller(call: Call) -> bool:
    """Whether the agent has gone back to the caller meanwhile, who is not to hear all at once somebody else."""
    return call.stage == "talking" and len(joined(call)) == 1


def hush(turn: Turn, call: Call) -> None:
    """The agent does not hear ringing any more."""
    segment = call.segment
    if segment and segment.lost_since is None:
        turn.do(calls.StopRinging(leg_id=segment.leg_id, bridge_id=segment.bridge_id))


def ended(turn: Turn, leg_id: str, cause: int) -> tuple[Call, Party, PartyResult] | None:
    """The leg of a third party is gone: the call without it, and how it went."""
    found = _find(turn, leg_id)
    if found is None:
        return None
    call, party = found
    result = result_of(party.kind, cause) if party.state == "ringing" else "left"
    return leave(turn, call, party, result), party, result


def leave(turn: Turn, call: Call, party: Party, result: PartyResult) -> Call:
    """Record that the party is in the call no more; its leg is gone, or goes, or (transferred) stays."""
    turn.cancel(Timer("party", party.party_id, call.interaction_id))
    if party.state == "ringing" and not _others_ring(call, party):
        hush(turn, call)
    fact = PartyLeft(party_id=party.party_id, to_agent_id=party.agent_id, result=result)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=party.agent_id)
    call = turn.floor.calls[call.interaction_id]
    if party.agent_id and result != "transferred":
        recording.leave_call(turn, call.interaction_id, party.agent_id)
        availability.rest(turn, party.agent_id)
    if call.segment and call.stage == "lost" and party.state == "joined" and not joined(call):
        part(turn, call, call.segment)
    tell_agents(turn, call)
    return call


def part(turn: Turn, call: Call, segment: Segment) -> None:
    """The caller out of what is left of the conversation, to music."""
    if call.stage != "hold":
        turn.do(
            calls.PartLeg(bridge_id=segment.bridge_id, leg_id=call.leg_id),
            calls.StartMusic(leg_id=call.leg_id),
        )
    turn.do(calls.EndBridge(bridge_id=segment.bridge_id))


def drop(turn: Turn, call: Call, party: Party, result: PartyResult) -> Call:
    """Hang the party up."""
    turn.do(calls.HangUpLeg(leg_id=party.leg_id))
    return leave(turn, call, party, result)


def drop_all(turn: Turn, interaction_id: str, result: PartyResult) -> None:
    """Hang all of them up, those who are being rung too."""
    call = turn.floor.calls[interaction_id]
    for party in call.parties:
        call = drop(turn, call, party, result)


def hold(turn: Turn, call: Call) -> Call:
    """Those who are with the agent hear music."""
    for party in joined(call):
        if call.segment:
            turn.do(calls.PartLeg(bridge_id=call.segment.bridge_id, leg_id=party.leg_id))
        turn.do(calls.StartMusic(leg_id=party.leg_id))
        _record_held(turn, call, party)
    return turn.floor.calls[call.interaction_id]


def resume(turn: Turn, call: Call, bridge_id: str) -> Call:
    """Those who hear music are in the bridge again."""
    for party in held(call):
        turn.do(
            calls.StopMusic(leg_id=party.leg_id),
            calls.JoinLegs(bridge_id=bridge_id, leg_ids=(party.leg_id,)),
        )
        fact = PartyResumed(party_id=party.party_id, to_agent_id=party.agent_id)
        turn.record(fact, interaction_id=call.interaction_id, agent_id=party.agent_id)
    return turn.floor.calls[call.interaction_id]


def mute(turn: Turn, call: Call, party: Party, *, muted: bool) -> None:
    """Let nobody hear the party, or everybody again."""
    if party.muted == muted:
        return
    turn.do(calls.MuteLeg(leg_id=party.leg_id, muted=muted))
    fact = PartyMuted(party_id=party.party_id, to_agent_id=party.agent_id, muted=muted)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=party.agent_id)


def joined(call: Call) -> tuple[Party, ...]:
    """Those who hear the agent, or the caller who has none."""
    return tuple(party for party in call.parties if party.state == "joined")


def held(call: Call) -> tuple[Party, ...]:
    return tuple(party for party in call.parties if party.state == "held")


def ringing(call: Call) -> Party | None:
    return next((party for party in call.parties if party.state == "ringing"), None)


def tell_agents(turn: Turn, call: Call) -> None:
    """Its agent and the colleagues in it are what the call makes of them now."""
    agents = [call.segment.agent_id] if call.segment else []
    agents += [party.agent_id for party in call.parties if party.agent_id]
    for agent_id in agents:
        availability.rest(turn, agent_id)


def _record_held(turn: Turn, call: Call, party: Party) -> None:
    fact = PartyHeld(party_id=party.party_id, to_agent_id=party.agent_id)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=party.agent_id)


def _others_ring(call: Call, party: Party) -> bool:
    return any(each.state == "ringing" and each.party_id != party.party_id for each in call.parties)


def _find(turn: Turn, leg_id: str) -> tuple[Call, Party] | None:
    call = turn.floor.calls.get(turn.floor.party_legs.get(leg_id, ""))
    if call is None:
        return None
    party = next((each for each in call.parties if each.leg_id == leg_id), None)
    return (call, party) if party else None


def _ring_agent(turn: Turn, call: Call, fact: PartyAsked, rings_s: int) -> calls.RingAgent:
    agent_id = fact.to_agent_id or ""
    caller = turn.floor.callers.get(call.interaction_id)
    return calls.RingAgent(
        leg_id=fact.leg_id,
        interaction_id=call.interaction_id,
        offer_id="",
        agent_id=agent_id,
        endpoint=turn.floor.config.agents[agent_id].endpoint,
        caller_leg_id=call.leg_id,
        caller_number=caller.caller_number if caller else "",
        recording_id=fact.recording_id,
        timeout_s=rings_s + SWITCH_GRACE_S,
        auto_answer=fact.purpose == "pick_up",
    )


def wish_of(call: Call, agent_id: str, number: str, *, owner: bool = False) -> going_out.Wish:
    """What an agent, or (no `agent_id`) a flow, that wants somebody outside in a call wishes. Owners of the demo are telephones of its page, as its
    callers are."""
    return going_out.Wish(
        number=number,
        number_id=call.number_id,
        project_id=call.project_id,
        agent_id=agent_id or None,
        back=owner,
    )


def _patience_s(target: Target) -> int:
    """How long one may take to answer, and to be told from a machine."""
    owner = target.owner
    if owner is None:
        return target.rings_s
    return owner.rings_s + (HEARING_S if owner.hears_machines else 0) + SWITCH_GRACE_S


def _ring_outside(turn: Turn, call: Call, fact: PartyAsked, target: Target) -> None:
    """One who may not be called has not answered: the rule has been asked before, and this is for who did not ask."""
    owner, about = target.owner, call.interaction_id
    hears = (
        call.segment.leg_id if fact.purpose == "consult" and call.segment and call.stage == "hold" else None
    )
    refused = going_out.dial(
        turn,
        wish_of(call, fact.agent_id, target.number or "", owner=owner is not None),
        leg_id=fact.leg_id,
        interaction_id=about,
        timeout_s=owner.rings_s if owner else target.rings_s,
        hears_machine=owner is not None and owner.hears_machines,
        heard_by=hears,
    )
    if refused:
        turn.set_timer_at(Timer("party", fact.party_id, about), turn.now)
