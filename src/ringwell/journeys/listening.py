"""A supervisor in on a call: silently, whispering to the agent, joined, or taking it over.

The supervisor's own leg is rung and answers by itself. It hears what the agent's leg hears and says; only `join` puts it where the
customer is. It stays with the call over holds, lost browsers and other agents, and goes when the call does.
"""

from ringwell.calls import listening as facts
from ringwell.calls import messages as calls
from ringwell.calls.call import Call, milliseconds
from ringwell.calls.listening import Listening, ListeningEndedBy, overseers_endpoint
from ringwell.calls.messages import SnapshotLeg
from ringwell.journeys import availability, hand, talking, wrapup
from ringwell.journeys.commands import Listen, StopListening, TakeOver
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds

RING_S = 10
"""How long a page that answers by itself is rung."""


def listen(turn: Turn, command: Listen) -> None:
    """Be in on this call, or be so in another way. Whoever is in on another call leaves it."""
    user_id = _who(turn)
    call = turn.floor.calls.get(command.interaction_id)
    if user_id not in turn.floor.config.overseers:
        turn.refuse("forbidden")
        return
    if call is None or call.segment is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return
    if _agent_of(turn.floor, user_id) == call.segment.agent_id:
        turn.refuse("listening.own_call")
        return
    mine = _of(turn.floor, user_id)
    if mine is not None and mine.interaction_id == call.interaction_id:
        _change(turn, call, mine, command.mode)
        return
    if mine is not None:
        _end(turn, mine, "supervisor")
    _begin(turn, call, user_id, command.mode)


def stop(turn: Turn, command: StopListening) -> None:
    """Leave the call. One that is over has been left."""
    mine = _of(turn.floor, _who(turn))
    if mine is not None and command.interaction_id in (None, mine.interaction_id):
        _end(turn, mine, "supervisor")


def take_over(turn: Turn, command: TakeOver) -> None:
    """Be the agent of this call from now on; whose it was goes on to after-call work."""
    floor, user_id = turn.floor, _who(turn)
    mine, call = _of(floor, user_id), floor.calls.get(command.interaction_id)
    agent_id = _agent_of(floor, user_id)
    if mine is None or mine.interaction_id != command.interaction_id or mine.leg_id not in floor.hearing:
        turn.refuse("listening.not_in")
    elif call is None or call.segment is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
    elif call.parties:
        turn.refuse("listening.others_in")
    elif agent_id is None:
        turn.refuse("no_agent")
    elif floor.agents[agent_id].activity != "idle":
        turn.refuse("agent.busy")
    else:
        _take_over(turn, call, mine, agent_id)


def answered(turn: Turn, leg_id: str) -> bool:
    """Whether this leg, which answered, is a supervisor's; if so, it is in on the call now."""
    mine = turn.floor.listening.get(leg_id)
    if mine is None:
        return False
    if leg_id not in turn.floor.hearing:
        _hears(turn, mine)
        _connect(turn, mine)
    return True


def leg_ended(turn: Turn, leg_id: str) -> bool:
    """Whether this leg, which ended, was a supervisor's."""
    mine = turn.floor.listening.get(leg_id)
    if mine is None:
        return False
    by: ListeningEndedBy = "supervisor" if leg_id in turn.floor.hearing else "failed"
    _end(turn, mine, by, gone=True)
    return True


def refused(turn: Turn, leg_id: str) -> bool:
    """Whether what the switch would not do was for a supervisor: then that is the end of it, and the call goes on."""
    mine = turn.floor.listening.get(leg_id)
    if mine is None:
        return False
    _end(turn, mine, "failed")
    return True


def follow(turn: Turn, interaction_id: str) -> None:
    """The customer talks with another leg now: whoever is in on the call hears that one."""
    for each in in_on(turn.floor, interaction_id):
        if each.leg_id in turn.floor.hearing:
            _connect(turn, each)


def over(turn: Turn, interaction_id: str) -> None:
    """The call is over, and so it is for whoever is in on it."""
    for each in in_on(turn.floor, interaction_id):
        _end(turn, each, "call")


def recover(turn: Turn, legs: dict[str, SnapshotLeg]) -> None:
    """After an absence: who is still there is in on the call as before, the rest is over."""
    for each in list(turn.floor.listening.values()):
        leg = legs.get(each.leg_id)
        if leg is None:
            _end(turn, each, "supervisor", gone=True)
        elif leg.answered and leg.place == "app":
            _hears(turn, each)
            if leg.bridge_id is None:
                _connect(turn, each)


def dismiss(turn: Turn) -> None:
    """Who may not oversee any more, or is disabled, hears no call any more."""
    for each in list(turn.floor.listening.values()):
        if each.user_id not in turn.floor.config.overseers:
            _end(turn, each, "dismissed")


def drop(turn: Turn, leg_id: str) -> None:
    """A leg that the switch has and the log does not know."""
    turn.do(calls.StopOverhearing(leg_id=leg_id), calls.HangUpLeg(leg_id=leg_id))


def in_on(floor: Floor, interaction_id: str) -> list[Listening]:
    """All who are in on this call."""
    return [each for each in floor.listening.values() if each.interaction_id == interaction_id]


def _begin(turn: Turn, call: Call, user_id: str, mode: facts.Mode) -> None:
    leg_id = turn.ids.new(kinds.LEG)
    fact = facts.ListeningStarted(leg_id=leg_id, user_id=user_id, mode=mode)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=call.segment and call.segment.agent_id)
    ring = calls.RingSupervisor(
        leg_id=leg_id,
        interaction_id=call.interaction_id,
        endpoint=overseers_endpoint(user_id),
        timeout_s=RING_S,
    )
    turn.do(ring)
    hand.helped(turn, call)


def _change(turn: Turn, call: Call, mine: Listening, mode: facts.Mode) -> None:
    if mine.mode == mode:
        return
    up = mine.leg_id in turn.floor.hearing
    if up and "join" in (mine.mode, mode):
        _disconnect(turn, mine)
    fact = facts.ListeningChanged(leg_id=mine.leg_id, user_id=mine.user_id, mode=mode)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=call.segment and call.segment.agent_id)
    if up:
        _connect(turn, turn.floor.listening[mine.leg_id])


def _hears(turn: Turn, mine: Listening) -> None:
    turn.floor.hearing.add(mine.leg_id)
    turn.floor.show_listening(mine)


def _connect(turn: Turn, mine: Listening) -> None:
    """To the agent's leg, or into the talk itself. While there is no such leg there is nothing to hear."""
    call = turn.floor.calls.get(mine.interaction_id)
    segment = call.segment if call else None
    if segment is None or segment.lost_since is not None:
        return
    if mine.mode == "join":
        turn.do(calls.JoinLegs(bridge_id=segment.bridge_id, leg_ids=(mine.leg_id,)))
    else:
        whisper = mine.mode == "whisper"
        turn.do(calls.Overhear(leg_id=mine.leg_id, target_leg_id=segment.leg_id, whisper=whisper))


def _disconnect(turn: Turn, mine: Listening) -> None:
    call = turn.floor.calls.get(mine.interaction_id)
    if mine.mode != "join":
        turn.do(calls.StopOverhearing(leg_id=mine.leg_id))
    elif call is not None and call.segment is not None:
        turn.do(calls.PartLeg(bridge_id=call.segment.bridge_id, leg_id=mine.leg_id))


def _end(turn: Turn, mine: Listening, by: ListeningEndedBy, *, gone: bool = False) -> None:
    if mine.mode != "join":
        turn.do(calls.StopOverhearing(leg_id=mine.leg_id))
    if not gone and by != "taken_over":
        turn.do(calls.HangUpLeg(leg_id=mine.leg_id))
    turn.floor.hearing.discard(mine.leg_id)
    fact = facts.ListeningEnded(
        leg_id=mine.leg_id,
        user_id=mine.user_id,
        ended_by=by,
        lasted_ms=milliseconds(turn.now - mine.since),
    )
    turn.record(fact, interaction_id=mine.interaction_id)


def _take_over(turn: Turn, call: Call, mine: Listening, agent_id: str) -> None:
    held = call.stage == "hold"
    _end(turn, mine, "taken_over")
    if not held and call.segment is not None and call.segment.lost_since is None:
        # The caller goes into its next bridge at once: not to be put out of that by the end of this one.
        turn.do(calls.PartLeg(bridge_id=call.segment.bridge_id, leg_id=call.leg_id))
    before = talking.end_segment(turn, call, "system")
    if before is None:
        return
    turn.do(calls.HangUpLeg(leg_id=before.leg_id))
    if held:
        turn.do(calls.StopMusic(leg_id=call.leg_id))
    fact = facts.CallTakenOver(user_id=mine.user_id, agent_id=agent_id, from_agent_id=before.agent_id)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=agent_id)
    queue = turn.floor.config.queues.get(call.queue_id or "")
    wrap_up_s = queue.wrap_up_s if queue else 0
    wrapup.begin(turn, before.agent_id, call.interaction_id, before.segment_id, wrap_up_s)
    recording_id = turn.ids.new(kinds.RECORDING) if before.recording_id else None
    if recording_id is not None:
        turn.do(calls.StartRecording(leg_id=mine.leg_id, recording_id=recording_id))
    if turn.floor.agents[agent_id].presence == "offline":
        availability.change(turn, agent_id, presence="not_ready")
    talking.start_segment(turn, call.interaction_id, agent_id, mine.leg_id, recording_id, before.visit_id)


def _who(turn: Turn) -> str:
    return turn.actor.on_behalf_of or turn.actor.id or ""


def _of(floor: Floor, user_id: str) -> Listening | None:
    """What this person is in on."""
    return next((each for each in floor.listening.values() if each.user_id == user_id), None)


def _agent_of(floor: Floor, user_id: str) -> str | None:
    """The agent who this person is, too."""
    agents = floor.config.agents.items()
    return next((agent_id for agent_id, profile in agents if profile.user_id == user_id), None)
