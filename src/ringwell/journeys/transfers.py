"""Transfers and conferences: what an agent does with a call and somebody else, and how the caller is kept from harm in each of them.

A consultative transfer holds the caller, rings the other, and is completed, swapped, joined or taken back. A blind one lets the caller go to
whoever is being rung; where that comes to nothing the caller comes back to who let it go, or else goes to the front of the queue.
"""

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment
from ringwell.calls.messages import EndedBy
from ringwell.calls.party import Party
from ringwell.calls.party_messages import CallTransferred, PartyResult, TransferTo
from ringwell.journeys import (
    announcing,
    availability,
    closing,
    forwarding,
    in_flow,
    parties,
    reserve,
    talking,
    targets,
    whispering,
    wrapup,
)
from ringwell.journeys.commands import (
    CallParty,
    CompleteTransfer,
    JoinAll,
    MuteParty,
    RemoveParty,
    SwapParties,
    TakeBack,
    Transfer,
)
from ringwell.journeys.parties import Target
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds

CAUSE_FAILED = 38
"""Network out of order: what the end of a leg tells that could not be made."""
MOST_PARTIES = 8
"""Of a call, besides the caller and the agent: ten in all."""


def consult(turn: Turn, command: CallParty) -> None:
    """Call a colleague or somebody outside. The caller hears music meanwhile, unless there is a conference already: then whoever comes
    joins it."""
    call = _talk(turn, command.agent_id, command.interaction_id)
    if call is None:
        return
    target = targets.to_consult(turn, call, command)
    if target is None or _is_full(turn, call):
        return
    if call.stage == "talking" and not parties.joined(call):
        talking.put_on_hold(turn, call)
    parties.ask(turn, turn.floor.calls[call.interaction_id], command.agent_id, target, "consult")


def complete(turn: Turn, command: CompleteTransfer) -> None:
    """The agent leaves; whoever was called goes on with the caller. One who is still being rung gets the caller on answering."""
    call = _talk(turn, command.agent_id, command.interaction_id)
    if call is None:
        return
    heir = _heir(call, command.party_id)
    if heir is None:
        turn.refuse("transfer.nobody_called")
    elif heir.state == "ringing" and heir.owner_id:
        # It may be a voicemail yet, and others are on the list.
        turn.refuse("owner.not_answered")
    elif heir.state == "ringing":
        _leave_ringing(turn, call, asked_first=False, to=heir)
    else:
        hand_over(turn, call, heir, "agent")


def blind(turn: Turn, command: Transfer) -> None:
    """Let the caller go without asking: to a colleague, a number outside, a queue or a flow."""
    call = _talk(turn, command.agent_id, command.interaction_id)
    if call is None:
        return
    if command.queue_id:
        _to_queue(turn, call, command)
    elif command.flow_id:
        _to_flow(turn, call, command.flow_id)
    elif target := targets.to_transfer(turn, call, command):
        parties.drop_all(turn, call.interaction_id, "removed")
        call = turn.floor.calls[call.interaction_id]
        if call.stage == "talking":
            talking.put_on_hold(turn, call)
        call = turn.floor.calls[call.interaction_id]
        party = parties.ask(turn, call, command.agent_id, target, "transfer")
        _leave_ringing(turn, turn.floor.calls[call.interaction_id], asked_first=False, to=party)


def swap(turn: Turn, command: SwapParties) -> None:
    """From the party to the caller, or from the caller to the party; the other hears music."""
    call = _talk(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None:
        return
    if not parties.joined(call) and not parties.held(call):
        turn.refuse("transfer.nobody_called")
    elif call.stage == "hold":
        talking.take_off_hold(turn, parties.hold(turn, call))
    else:
        talking.put_on_hold(turn, call)
        parties.resume(turn, turn.floor.calls[call.interaction_id], call.segment.bridge_id)
    parties.tell_agents(turn, turn.floor.calls[command.interaction_id])


def join_all(turn: Turn, command: JoinAll) -> None:
    """A conference: everybody hears everybody."""
    call = _talk(turn, command.agent_id, command.interaction_id)
    if call is None or call.segment is None:
        return
    if not parties.joined(call) and not parties.held(call):
        turn.refuse("transfer.nobody_called")
        return
    call = parties.resume(turn, call, call.segment.bridge_id)
    if call.stage == "hold":
        talking.take_off_hold(turn, call)
    parties.tell_agents(turn, turn.floor.calls[call.interaction_id])


def take_back(turn: Turn, command: TakeBack) -> None:
    """Back to the caller, without the others."""
    call = _talk(turn, command.agent_id, command.interaction_id)
    if call is not None:
        back_to_caller(turn, call)


def back_to_caller(turn: Turn, call: Call) -> None:
    parties.drop_all(turn, call.interaction_id, "removed")
    call = turn.floor.calls[call.interaction_id]
    if call.stage == "hold":
        talking.take_off_hold(turn, call)


def mute(turn: Turn, command: MuteParty) -> None:
    found = _party(turn, command.agent_id, command.interaction_id, command.party_id)
    if found:
        call, party = found
        parties.mute(turn, call, party, muted=command.muted)


def remove(turn: Turn, command: RemoveParty) -> None:
    found = _party(turn, command.agent_id, command.interaction_id, command.party_id)
    if found:
        call, party = found
        parties.drop(turn, call, party, "removed")


def agent_hangs_up(turn: Turn, agent_id: str, interaction_id: str) -> bool:
    """Whether a hang-up of this agent's is not the end of the call: a colleague leaves, or the call's agent talks to somebody else while
    the caller is on hold. Nobody is cut off by a hang-up that was meant for another."""
    call = turn.floor.calls.get(interaction_id)
    party = call.party_of(agent_id) if call else None
    if call is not None and party is not None:
        turn.do(calls.HangUpLeg(leg_id=party.leg_id))
        gone(turn, parties.leave(turn, call, party, _left(party)), party, _left(party))
        return True
    if call is None or call.segment is None or call.segment.agent_id != agent_id:
        return False
    if call.stage == "hold" and (parties.joined(call) or parties.ringing(call)):
        back_to_caller(turn, call)
        return True
    return False


def withdraw_from(turn: Turn, agent_id: str, result: PartyResult) -> None:
    """The agent takes no calls for now, or has no phone: whoever rings it as a third party hears so."""
    call = turn.floor.talk_of(agent_id)
    party = call.party_of(agent_id) if call else None
    if call is not None and party is not None and party.state == "ringing":
        gone(turn, parties.drop(turn, call, party, result), party, result)


def answered(turn: Turn, leg_id: str) -> bool:
    """Whether this leg, which has answered, is a third party's; a caller who was let go to it gets it now."""
    call = parties.answered(turn, leg_id)
    if call is None:
        return False
    party = next((each for each in call.parties if each.leg_id == leg_id), None)
    if call.segment is None and party is not None and call.stage != "ended":
        _arrived(turn, call, party)
    return True


def leg_ended(turn: Turn, leg_id: str, cause: int) -> bool:
    """Whether the leg that is gone was a third party's."""
    ended = parties.ended(turn, leg_id, cause)
    if ended is None:
        return False
    gone(turn, *ended)
    return True


def leg_failed(turn: Turn, failed: calls.CommandFailed) -> bool:
    """Whether what the switch refused was asked for a third party's leg. One that cannot be rung or joined is hung up."""
    if failed.leg_id not in turn.floor.party_legs:
        return False
    if failed.command == "RingAgent" or failed.command == "RingCustomer":
        leg_ended(turn, failed.leg_id, CAUSE_FAILED)
    elif failed.command == "JoinLegs" and not failed.gone:
        ended = parties.ended(turn, failed.leg_id, CAUSE_FAILED)
        turn.do(calls.HangUpLeg(leg_id=failed.leg_id))
        if ended:
            gone(turn, *ended)
    return failed.command not in ("HangUpLeg", "PauseRecording", "ResumeRecording")


def not_answered(turn: Turn, interaction_id: str, party_id: str, result: PartyResult = "no_answer") -> None:
    """The time to answer is over, or no person has answered."""
    call = turn.floor.calls.get(interaction_id)
    party = next((each for each in call.parties if each.party_id == party_id), None) if call else None
    if call is not None and party is not None and party.state == "ringing":
        gone(turn, parties.drop(turn, call, party, result), party, result)


def gone(turn: Turn, call: Call, party: Party, result: PartyResult) -> None:
    """What comes of a party that is in the call no more: its agent is told; a caller without one is not left alone."""
    if call.segment is not None and party.owner_id and party.state == "ringing":
        return  # the next one is rung
    if call.segment is not None:
        about = turn.floor.profile(party.agent_id or "") or turn.floor.config.owners.get(party.owner_id or "")
        turn.notify(call.segment.agent_id, "party_gone", result=result, name=about.name if about else "none")
    elif announcing.is_told(party) and party.state != "joined":
        return  # the next one is rung, as it is settled
    elif call.stage == "flow" and party.state == "ringing" and forwarding.is_forward(party):
        came = forwarding.not_reached(turn, call, party, result)
        in_flow.acted(turn, call.interaction_id, came)
    elif call.stage == "flow" and party.state == "ringing" and reserve.is_client(party):
        turn.do(calls.StopRinging(leg_id=call.leg_id))
        in_flow.begin_flow(turn, call.interaction_id)
    elif call.stage == "flow" and party.state == "ringing":
        _came_to_nothing(turn, call, party, result)
    elif call.stage == "flow":
        closing.end(turn, call.interaction_id, "handled", "system")
    elif call.stage == "transferring" and party.state == "joined" and call.bridge_id is not None:
        # Whoever is still being rung comes to the same bridge.
        turn.do(
            calls.PartLeg(bridge_id=call.bridge_id, leg_id=call.leg_id),
            calls.StartMusic(leg_id=call.leg_id),
        )


def unjoined(turn: Turn, call: Call) -> None:
    """The switch could not bring the caller together with somebody outside: the caller goes to the front of the queue, or, where it was the
    client before anybody of ours, begins the flow."""
    if call.bridge_id is not None:
        turn.do(calls.EndBridge(bridge_id=call.bridge_id))
    parties.drop_all(turn, call.interaction_id, "failed")
    if in_flow.acted(turn, call.interaction_id, "failed"):
        return
    if call.from_agent_id is None:
        in_flow.begin_flow(turn, call.interaction_id)
    else:
        in_flow.requeue(turn, call.interaction_id, not_to=call.from_agent_id)


def hand_over(turn: Turn, call: Call, heir: Party, ended_by: EndedBy) -> None:
    """The agent is out, by its own wish or (`switch`) because its browser did not come back; `heir` goes on with the caller."""
    segment = call.segment
    if segment is None:
        return
    lost = segment.lost_since is not None
    # A bridge that has been ended is not made again under its name.
    bridge_id = turn.ids.new(kinds.BRIDGE) if lost and not parties.joined(call) else segment.bridge_id
    hears_music = call.stage == "hold" or (lost and not parties.joined(call))
    parties.unhear(turn, call)
    talking.end_segment(turn, call, ended_by, keep_bridge=True, talk_goes_on=heir.agent_id is not None)
    _record_transfer(turn, call, segment, "agent" if heir.agent_id else "outside", True, heir)
    parties.resume(turn, turn.floor.calls[call.interaction_id], bridge_id)
    legs = (call.leg_id,) if hears_music else ()
    if hears_music:
        turn.do(calls.StopMusic(leg_id=call.leg_id))
    if heir.agent_id:
        _begin_with(turn, call.interaction_id, heir, bridge_id, legs)
    elif legs:
        turn.do(calls.JoinLegs(bridge_id=bridge_id, leg_ids=legs))
    if lost:
        availability.rest(turn, segment.agent_id)
        return
    turn.do(calls.HangUpLeg(leg_id=segment.leg_id))
    after_call_work(turn, call, segment)


def give_up_agent(turn: Turn, call: Call) -> bool:
    """Whether somebody else is in the call who takes the place of an agent whose browser did not come back."""
    heir = next((each for each in call.parties if each.agent_id and each.state != "ringing"), None)
    if heir is None:
        parties.drop_all(turn, call.interaction_id, "call_over")
        return False
    hand_over(turn, call, heir, "switch")
    return True


def _arrived(turn: Turn, call: Call, party: Party) -> None:
    """Whom the caller was let go to has answered, or the client before anybody of ours."""
    if announcing.is_told(party):
        announcing.tell(turn, call, party)
        return
    if reserve.is_client(party):
        reserve.client_answered(turn, call)
    elif forwarding.is_forward(party):
        forwarding.answered(turn, call)
    # A bridge that has been ended is not made again under its name.
    kept = call.bridge_id if party.purpose not in ("return", "pick_up") else None
    bridge_id = kept or turn.ids.new(kinds.BRIDGE)
    turn.do(calls.StopMusic(leg_id=call.leg_id))
    if party.agent_id is None:
        turn.do(calls.JoinLegs(bridge_id=bridge_id, leg_ids=(call.leg_id, party.leg_id)))
        return
    agent = turn.floor.agents[party.agent_id]
    if agent.wrap_up and agent.wrap_up.interaction_id == call.interaction_id:
        wrapup.end(turn, party.agent_id, "system")
    _begin_with(turn, call.interaction_id, party, bridge_id, (call.leg_id, party.leg_id))
    if party.purpose not in ("return", "pick_up"):
        whispering.tell_project(turn, call.interaction_id, party.leg_id)


def _begin_with(turn: Turn, interaction_id: str, heir: Party, bridge_id: str, legs: tuple[str, ...]) -> None:
    """The party becomes the call's agent, in the bridge where it is or is brought to."""
    call = parties.leave(turn, turn.floor.calls[interaction_id], heir, "transferred")
    talking.start_segment(
        turn,
        interaction_id,
        heir.agent_id or "",
        heir.leg_id,
        heir.recording_id,
        bridge_id=bridge_id,
        joins=legs,
        recorded_already=True,
    )
    if heir.muted:
        turn.do(calls.MuteLeg(leg_id=heir.leg_id, muted=False))
    parties.tell_agents(turn, turn.floor.calls[call.interaction_id])


def _came_to_nothing(turn: Turn, call: Call, party: Party, result: PartyResult) -> None:
    """Whom the caller was let go to does not come: back to who let it go, once, or to the front of the queue."""
    back = party.by_agent_id
    if call.bridge_id is not None:
        turn.do(calls.EndBridge(bridge_id=call.bridge_id))
    if party.purpose not in ("return", "pick_up") and can_take(turn, call, back):
        turn.notify(back, "transfer_came_back", result=result)
        parties.ask(turn, call, back, Target(agent_id=back), "return")
    else:
        in_flow.requeue(turn, call.interaction_id, not_to=party.agent_id or back)


def can_take(turn: Turn, call: Call, agent_id: str) -> bool:
    """Whether the agent can be rung for this call, which may be the one that it still wraps up."""
    agent = turn.floor.agents.get(agent_id)
    if agent is None or not agent.logged_in or not turn.floor.has_phone(agent_id):
        return False
    if turn.floor.profile(agent_id) is None or turn.floor.handing_over:
        return False
    wraps_up = agent.wrap_up is not None and agent.wrap_up.interaction_id == call.interaction_id
    return agent.activity == "idle" or (agent.activity == "wrapping_up" and wraps_up)


def _leave_ringing(turn: Turn, call: Call, *, asked_first: bool, to: Party) -> None:
    """The agent leaves the caller, who hears music, to somebody who is being rung. Other parties are let go."""
    segment = call.segment
    if segment is None:
        return
    for party in call.parties:
        if party.party_id != to.party_id:
            call = parties.drop(turn, call, party, "removed")
    if call.stage == "talking":
        talking.put_on_hold(turn, call)
        call = turn.floor.calls[call.interaction_id]
    talking.end_segment(turn, call, "agent")
    _record_transfer(turn, call, segment, "agent" if to.agent_id else "outside", asked_first, to)
    turn.do(calls.HangUpLeg(leg_id=segment.leg_id))
    after_call_work(turn, call, segment)
    parties.tell_agents(turn, turn.floor.calls[call.interaction_id])


def _to_queue(turn: Turn, call: Call, command: Transfer) -> None:
    queue_id = targets.queue_for(turn, command.queue_id or "")
    if queue_id is None or targets.loops(turn, call):
        return
    segment = _let_go(turn, call, "queue", queue_id=queue_id, front=command.front)
    after_call_work(turn, call, segment)
    in_flow.enter_by_hand(turn, call.interaction_id, queue_id, front=command.front, not_to=segment.agent_id)


def _to_flow(turn: Turn, call: Call, flow_id: str) -> None:
    flow = turn.floor.config.flows.get(flow_id)
    if flow is None:
        turn.refuse("flow.unknown")
        return
    if targets.loops(turn, call):
        return
    segment = _let_go(turn, call, "flow", flow_id=flow_id, flow_version=flow.version)
    after_call_work(turn, call, segment)
    in_flow.begin_flow(turn, call.interaction_id)


def leave_alone(turn: Turn, call: Call) -> Segment:
    """The agent is out, and nobody else in: the caller alone, in no bridge and without music. The segment that has ended."""
    segment = call.segment
    assert segment is not None
    parties.drop_all(turn, call.interaction_id, "removed")
    call = turn.floor.calls[call.interaction_id]
    if call.stage == "talking":
        turn.do(calls.PartLeg(bridge_id=segment.bridge_id, leg_id=call.leg_id))
    else:
        turn.do(calls.StopMusic(leg_id=call.leg_id))
    talking.end_segment(turn, call, "agent")
    turn.do(calls.HangUpLeg(leg_id=segment.leg_id))
    return segment


def _let_go(
    turn: Turn,
    call: Call,
    to: TransferTo,
    *,
    queue_id: str | None = None,
    flow_id: str | None = None,
    flow_version: int | None = None,
    front: bool = False,
) -> Segment:
    """The agent is out, and nobody else in: the caller alone, in no bridge."""
    segment = leave_alone(turn, call)
    fact = CallTransferred(
        agent_id=segment.agent_id,
        to=to,
        asked_first=False,
        segment_id=segment.segment_id,
        queue_id=queue_id,
        flow_id=flow_id,
        flow_version=flow_version,
        front=front,
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)
    return segment


def after_call_work(turn: Turn, call: Call, segment: Segment) -> None:
    queue = turn.floor.queue_of(call)
    seconds = queue.wrap_up_s if queue else 0
    wrapup.begin(turn, segment.agent_id, call.interaction_id, segment.segment_id, seconds)


def _record_transfer(
    turn: Turn, call: Call, segment: Segment, to: TransferTo, asked_first: bool, party: Party
) -> None:
    fact = CallTransferred(
        agent_id=segment.agent_id,
        to=to,
        asked_first=asked_first,
        segment_id=segment.segment_id,
        bridge_id=segment.bridge_id if party.state != "ringing" else turn.ids.new(kinds.BRIDGE),
        to_agent_id=party.agent_id,
    )
    turn.record(fact, interaction_id=call.interaction_id, agent_id=segment.agent_id)


def _talk(turn: Turn, agent_id: str, interaction_id: str) -> Call | None:
    """The agent's own call, while the two can hear each other; else it is refused."""
    call = talking.own(turn, agent_id, interaction_id)
    if call is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return None
    return call


def _is_full(turn: Turn, call: Call) -> bool:
    if parties.ringing(call):
        turn.refuse("transfer.rings_already")
    elif len(call.parties) >= MOST_PARTIES:
        turn.refuse("transfer.too_many", most=MOST_PARTIES + 2)
    else:
        return False
    return True


def _heir(call: Call, party_id: str | None) -> Party | None:
    """Who goes on with the caller: the one who was named, or a colleague who is there, or whoever is, or is being rung."""
    there = [party for party in call.parties if party.state != "ringing"]
    colleagues = [party for party in there if party.agent_id]
    if party_id is None:
        return next(iter([*colleagues, *there, *call.parties]), None)
    named = next((party for party in call.parties if party.party_id == party_id), None)
    # Of a call that a colleague is in the colleague is the agent: nobody else could pause, hold or hand it on.
    return next(iter(colleagues), named) if named in there and named not in colleagues else named


def _party(turn: Turn, agent_id: str, interaction_id: str, party_id: str) -> tuple[Call, Party] | None:
    call = _talk(turn, agent_id, interaction_id)
    party = next((each for each in call.parties if each.party_id == party_id), None) if call else None
    if call is None:
        return None
    if party is None:
        turn.refuse("transfer.party_gone")
        return None
    return call, party


def _left(party: Party) -> PartyResult:
    return "declined" if party.state == "ringing" else "left"
