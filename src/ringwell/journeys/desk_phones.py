"""What an agent does on a desk phone itself: dials, holds, transfers (REFER). All of it is what the page's buttons do, by the same rules.

A phone that dials in a call has two lines. The second one takes the first one's place in the talk's bridge while the agent speaks on it, and lives
as long as somebody is asked. It stands in no log: after a restart it is let go, and the agent speaks on the first.
"""

from ringwell.calls import messages as calls
from ringwell.calls.call import Call, Segment
from ringwell.journeys import dialling, own_calls, parties, recording, talking, transfers
from ringwell.journeys.commands import CallParty, CompleteTransfer, PlaceCall, Transfer
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import NumberKept, NumberRefused, Turn
from ringwell.journeys.unlogged import Caller, DialledCall, SecondLine
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.events import Actor
from ringwell.kernel.numbers import normalise
from ringwell.routing.model import Queue
from ringwell.routing.rules import can_serve


def dialled(turn: Turn, event: calls.PhoneDialled) -> None:
    """In a call somebody is asked for it; else it is a call on the agent's own account."""
    floor, agent_id = turn.floor, turn.floor.agent_at(event.endpoint) or ""
    if not floor.has_desk_phone(agent_id) or not floor.agents[agent_id].logged_in or floor.handing_over:
        turn.do(calls.HangUpLeg(leg_id=event.leg_id, reason="refused"))
        return
    _acts(turn, agent_id)
    call = floor.talk_of(agent_id)
    if call is None:
        _call_out(turn, event, agent_id)
    elif call.segment and call.segment.agent_id == agent_id and _second_line(floor, call) is None:
        _ask(turn, event, agent_id, call, call.segment)
    else:
        _refuse(turn, agent_id, event.leg_id, "own_call.busy")


def _ask(turn: Turn, event: calls.PhoneDialled, agent_id: str, call: Call, first: Segment) -> None:
    """The caller hears music; whoever is called is brought together with the second line."""
    wanted = _wanted(turn.floor, event.number)
    if "flow_id" in wanted:
        turn.refuse("transfer.own_number")
    else:
        command = CallParty(agent_id=agent_id, interaction_id=call.interaction_id, **wanted)
        begun = len(turn.commands)
        transfers.consult(turn, command)
        bridge_id = first.bridge_id
        turn.commands[begun:begun] = (
            (
                calls.AnswerLeg(leg_id=event.leg_id),
                calls.JoinLegs(bridge_id=bridge_id, leg_ids=(event.leg_id,)),
                calls.PartLeg(bridge_id=bridge_id, leg_id=first.leg_id),
            )
            if turn.refusal is None
            else ()
        )
    if turn.refusal is not None:
        _refuse(turn, agent_id, event.leg_id, turn.refusal.code)
        return
    turn.floor.desk.lines[event.leg_id] = SecondLine(
        agent_id=agent_id, interaction_id=call.interaction_id, first_leg_id=first.leg_id
    )


def _call_out(turn: Turn, event: calls.PhoneDialled, agent_id: str) -> None:
    """The number is kept first, as one that is typed at the desk is."""
    floor = turn.floor
    queue, wanted = _queue_of(floor, agent_id), _wanted(floor, event.number)
    if queue is None or "number" not in wanted:
        _refuse(turn, agent_id, event.leg_id, "own_call.no_project" if queue is None else "own_call.inside")
        return
    shown = sorted(
        (each.number, each.number_id)
        for each in floor.config.numbers.values()
        if each.project_id == queue.project_id
    )
    call_id = turn.ids.new(kinds.INTERACTION)
    floor.desk.dialled[call_id] = DialledCall(
        leg_id=event.leg_id,
        agent_id=agent_id,
        queue_id=queue.queue_id,
        number_id=shown[0][1] if shown else None,
    )
    turn.keep_number(call_id, call_id, wanted["number"])


def number_kept(turn: Turn, answer: NumberKept) -> bool:
    """Whether the number was dialled on a phone: it is called now."""
    wanted = turn.floor.desk.dialled.pop(answer.callback_id, None)
    if wanted is None:
        return False
    queue = turn.floor.config.queues.get(wanted.queue_id)
    _acts(turn, wanted.agent_id)
    command = PlaceCall(
        agent_id=wanted.agent_id,
        call_id=answer.callback_id,
        contact_id=answer.contact_id,
        number=answer.number,
        queue_id=wanted.queue_id,
        number_id=wanted.number_id,
    )
    code = "queue.unknown" if queue is None else own_calls.why_not(turn, command)
    if queue is None or code is not None:
        _refuse(turn, wanted.agent_id, wanted.leg_id, code or "queue.unknown")
    else:
        _begin(turn, wanted, command, queue)
    return True


def number_refused(turn: Turn, answer: NumberRefused) -> bool:
    """Whether it was; nobody is called."""
    wanted = turn.floor.desk.dialled.pop(answer.callback_id, None)
    if wanted is not None:
        _refuse(turn, wanted.agent_id, wanted.leg_id, "number.not_allowed")
    return wanted is not None


def _begin(turn: Turn, wanted: DialledCall, command: PlaceCall, queue: Queue) -> None:
    """As at the desk, but that the agent's leg is there."""
    floor, call_id = turn.floor, command.call_id
    own_calls.begin(turn, call_id, wanted.agent_id, command.contact_id, queue, wanted.number_id)
    number = floor.config.numbers.get(wanted.number_id or "")
    caller = Caller(number=number.number if number else "", caller_number=command.number)
    floor.know_caller(call_id, caller)
    recorded = recording.wanted(floor, call_id, queue.queue_id)
    recording_id = turn.ids.new(kinds.RECORDING) if recorded else None
    turn.do(calls.AnswerLeg(leg_id=wanted.leg_id))
    if recording_id:
        turn.do(calls.StartRecording(leg_id=wanted.leg_id, recording_id=recording_id))
    dialling.dial(turn, floor.callbacks[call_id], wanted.agent_id, wanted.leg_id, recording_id)


def transfer_asked(turn: Turn, event: calls.TransferAsked) -> None:
    """By REFER. Who is refused keeps the caller; else the phone is told so before its leg is hung up, which would be a failure to it."""
    floor, second = turn.floor, turn.floor.desk.lines.get(event.leg_id)
    about = second.interaction_id if second else floor.segment_legs.get(event.leg_id, "")
    call = floor.calls.get(about)
    segment = call.segment if call else None
    if call is None or segment is None or not floor.has_desk_phone(segment.agent_id):
        turn.do(calls.TellTransfer(leg_id=event.leg_id, state="refused"))
        return
    _acts(turn, segment.agent_id)
    begun = len(turn.commands)
    _bring(turn, call, segment, event)
    if turn.refusal is not None:
        turn.notify(segment.agent_id, "phone_refused", problem=turn.refusal.code)
        turn.refusal = None
        turn.do(calls.TellTransfer(leg_id=event.leg_id, state="refused"))
    else:
        turn.commands.insert(begun, calls.TellTransfer(leg_id=event.leg_id, state="done"))


def _bring(turn: Turn, call: Call, segment: Segment, event: calls.TransferAsked) -> None:
    agent_id, interaction_id = segment.agent_id, call.interaction_id
    if event.to_leg_id is not None:
        if {event.leg_id, event.to_leg_id} != {segment.leg_id, _second_line(turn.floor, call)}:
            turn.refuse("transfer.nobody_called")
        else:
            transfers.complete(turn, CompleteTransfer(agent_id=agent_id, interaction_id=interaction_id))
    elif event.number:
        wanted = _wanted(turn.floor, event.number)
        command = Transfer(
            agent_id=agent_id,
            interaction_id=interaction_id,
            to_agent_id=wanted.get("to_agent_id"),
            queue_id=wanted.get("queue_id"),
            flow_id=wanted.get("flow_id"),
            number=wanted.get("number"),
        )
        transfers.blind(turn, command)
    else:
        turn.refuse("transfer.nobody_called")


def held(turn: Turn, event: calls.LegHeld) -> None:
    """The phone's own hold and its line keys: the caller is on hold while the agent does not speak on the first line."""
    floor = turn.floor
    second = floor.desk.lines.get(event.leg_id)
    call = floor.calls.get(second.interaction_id if second else floor.segment_legs.get(event.leg_id, ""))
    if call is None or call.segment is None or not floor.has_desk_phone(call.segment.agent_id):
        return
    (floor.desk.held.add if event.held else floor.desk.held.discard)(event.leg_id)
    other = _second_line(floor, call)
    if other is not None:
        if not event.held:
            _speak(turn, call, call.segment, other, on_second=second is not None)
    elif event.held and call.stage == "talking":
        talking.put_on_hold(turn, call)
    elif not event.held and call.stage == "hold" and not (parties.joined(call) or parties.ringing(call)):
        talking.take_off_hold(turn, call)


def _speak(turn: Turn, call: Call, first: Segment, second_leg: str, *, on_second: bool) -> None:
    """The agent goes from one line to the other, and with it from the caller to who was called, or back."""
    line = turn.floor.desk.lines[second_leg]
    if line.speaks == on_second:
        return
    turn.floor.desk.lines[second_leg] = SecondLine(
        agent_id=line.agent_id,
        interaction_id=line.interaction_id,
        first_leg_id=line.first_leg_id,
        speaks=on_second,
    )
    silent, speaks = (first.leg_id, second_leg) if on_second else (second_leg, first.leg_id)
    turn.do(
        calls.JoinLegs(bridge_id=first.bridge_id, leg_ids=(speaks,)),
        calls.PartLeg(bridge_id=first.bridge_id, leg_id=silent),
    )
    if on_second and call.stage == "talking":
        talking.put_on_hold(turn, call)
        parties.resume(turn, turn.floor.calls[call.interaction_id], first.bridge_id)
    elif not on_second and call.stage == "hold":
        talking.take_off_hold(turn, parties.hold(turn, call))
    parties.tell_agents(turn, turn.floor.calls[call.interaction_id])


def leg_ended(turn: Turn, leg_id: str) -> bool:
    """Whether the leg that is gone was dialled on a phone: who was called from there is called no more."""
    turn.floor.desk.held.discard(leg_id)
    for call_id, wanted in list(turn.floor.desk.dialled.items()):
        if wanted.leg_id == leg_id:
            del turn.floor.desk.dialled[call_id]
            return True
    line = turn.floor.desk.lines.pop(leg_id, None)
    if line is None:
        return False
    call = turn.floor.calls.get(line.interaction_id)
    if call is not None and call.segment is not None and _is_first(line, call.segment):
        parties.drop_all(turn, call.interaction_id, "removed")
        _back(turn, turn.floor.calls[call.interaction_id], line)
    return True


def settle(turn: Turn) -> None:
    """At the end of a turn: second lines of which the purpose is gone are let go."""
    for leg_id, line in list(turn.floor.desk.lines.items()):
        call = turn.floor.calls.get(line.interaction_id)
        stays = call is not None and call.segment is not None and _is_first(line, call.segment)
        if call is None or not stays or not call.parties:
            del turn.floor.desk.lines[leg_id]
            turn.do(calls.HangUpLeg(leg_id=leg_id))
            if call is not None and stays:
                _back(turn, call, line)


def forget(turn: Turn) -> None:
    """The switch is read anew: legs that were dialled on phones have no purpose any more, and are hung up."""
    turn.floor.desk.lines.clear()
    turn.floor.desk.dialled.clear()


def recover(turn: Turn, call: Call, first: Segment, legs: dict[str, calls.SnapshotLeg]) -> None:
    """After a restart the agent speaks on the first line alone."""
    leg = legs.get(first.leg_id)
    if call.stage == "hold" and leg is not None and leg.bridge_id is None:
        turn.do(calls.JoinLegs(bridge_id=first.bridge_id, leg_ids=(first.leg_id,)))


def _back(turn: Turn, call: Call, line: SecondLine) -> None:
    """The agent has the first line only; one that the phone has on hold stays so until it is taken off."""
    segment = call.segment
    if segment is None:
        return
    if line.speaks:
        turn.do(calls.JoinLegs(bridge_id=segment.bridge_id, leg_ids=(segment.leg_id,)))
    if call.stage == "hold" and segment.leg_id not in turn.floor.desk.held:
        talking.take_off_hold(turn, call)


def _is_first(line: SecondLine, segment: Segment) -> bool:
    return segment.leg_id == line.first_leg_id and segment.lost_since is None


def _second_line(floor: Floor, call: Call) -> str | None:
    lines = floor.desk.lines.items()
    return next((leg_id for leg_id, line in lines if line.interaction_id == call.interaction_id), None)


def _wanted(floor: Floor, typed: str) -> dict[str, str]:
    """Whom a number on a phone means: a colleague's or a queue's short number, one of our own numbers (its flow), or somebody outside."""
    config = floor.config
    for agent in config.agents.values():
        if typed and agent.extension == typed:
            return {"to_agent_id": agent.agent_id}
    for queue in config.queues.values():
        if typed and queue.extension == typed:
            return {"queue_id": queue.queue_id}
    try:
        number = normalise(typed, config.settings.region)
    except InvalidValue:
        return {"number": typed}
    own = floor.number(typed) or floor.number(number) or floor.number(number.removeprefix("+"))
    return {"flow_id": own.flow_id} if own else {"number": number}


def _queue_of(floor: Floor, agent_id: str) -> Queue | None:
    """Whose after-call work and recording a call of the agent's own has: the first by project and name of those that it serves."""
    skills, projects = floor.config.agents[agent_id].skills, floor.config.projects
    queues = [each for each in floor.config.queues.values() if each.project_id in projects]
    queues.sort(key=lambda each: (projects[each.project_id].name, each.name))
    return next((each for each in queues if can_serve(skills, each.needs)), None)


def _acts(turn: Turn, agent_id: str) -> None:
    """What comes of it is the agent's doing, not the switch's; unless it has been taken out of the configuration meanwhile."""
    profile = turn.floor.profile(agent_id)
    if profile is not None:
        turn.actor = Actor(kind="user", id=profile.user_id)


def _refuse(turn: Turn, agent_id: str, leg_id: str, code: str) -> None:
    turn.refusal = None
    turn.do(calls.HangUpLeg(leg_id=leg_id, reason="refused"))
    turn.notify(agent_id, "phone_refused", problem=code)
