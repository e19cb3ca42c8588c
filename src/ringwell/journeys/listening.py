"""A supervisor in on a call: silently, whispering to the agent, or joined.

The supervisor's own leg is rung and answers by itself. It hears what the agent's leg hears and says, or, where there is no agent, what the
customer's does; only `join` puts it where people talk. It follows the call from its flow to a queue, to agents and to somebody outside,
over holds and lost browsers, and goes when the call does.
"""

from msgspec.structs import replace

from ringwell.calls import listening as facts
from ringwell.calls import messages as calls
from ringwell.calls.call import Call, milliseconds
from ringwell.calls.listening import Heard, Listening, ListeningEndedBy, overseers_endpoint
from ringwell.calls.messages import SnapshotLeg
from ringwell.journeys import hand, overhearing
from ringwell.journeys.commands import Listen, StopListening
from ringwell.journeys.live import Floor
from ringwell.journeys.overhearing import Place
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM

RING_S = 10
"""How long a page that answers by itself is rung."""


def listen(turn: Turn, command: Listen) -> None:
    """Be in on this call, or be so in another way. Whoever is in on another call leaves it."""
    user_id = who(turn)
    call = turn.floor.calls.get(command.interaction_id)
    where = overhearing.place(turn.floor, call)
    if user_id not in turn.floor.config.overseers:
        turn.refuse("forbidden")
    elif call is None or where is None:
        turn.refuse("call.not_talking")
    elif _is_own(turn.floor, call, where, user_id):
        turn.refuse("listening.own_call")
    elif code := overhearing.why_not_mode(where, command.mode):
        turn.refuse(code)
    else:
        _be_in(turn, call, where, user_id, command.mode)


def stop(turn: Turn, command: StopListening) -> None:
    """Leave the call. One that is over has been left."""
    mine = of(turn.floor, who(turn))
    if mine is not None and command.interaction_id in (None, mine.interaction_id):
        end(turn, mine, "supervisor")


def answered(turn: Turn, leg_id: str) -> bool:
    """Whether this leg, which answered, is a supervisor's; if so, it is in on the call now."""
    mine = turn.floor.listening.get(leg_id)
    if mine is None:
        return False
    if leg_id not in turn.floor.hearing:
        turn.floor.hearing[leg_id] = None
        turn.floor.show_listening(mine)
    return True


def leg_ended(turn: Turn, leg_id: str) -> bool:
    """Whether this leg, which ended, was a supervisor's."""
    mine = turn.floor.listening.get(leg_id)
    if mine is None:
        return False
    by: ListeningEndedBy = "supervisor" if leg_id in turn.floor.hearing else "failed"
    end(turn, mine, by, gone=True)
    return True


def refused(turn: Turn, leg_id: str) -> bool:
    """Whether what the switch would not do was for a supervisor: then that is the end of it, and the call goes on."""
    mine = turn.floor.listening.get(leg_id)
    if mine is None:
        return False
    end(turn, mine, "failed")
    return True


def settle(turn: Turn) -> None:
    """Whatever has become of the calls in this turn: who is in on one hears it where it is now, and nobody is heard by somebody whom they
    have not asked for."""
    floor = turn.floor
    for mine in list(floor.listening.values()):
        call = floor.calls.get(mine.interaction_id)
        where = overhearing.place(floor, call)
        if call is None or where is None:  # its customer is to be called again, or it is over
            end(turn, mine, "call")
        elif _is_own(floor, call, where, mine.user_id):  # it came to them as to an agent
            end(turn, mine, "supervisor")
        elif mine.leg_id in floor.hearing and floor.switch_up:
            _follow(turn, mine, where)


def over(turn: Turn, interaction_id: str) -> None:
    """The call is over, and so it is for whoever is in on it."""
    for each in in_on(turn.floor, interaction_id):
        end(turn, each, "call")


def remember(turn: Turn, legs: dict[str, SnapshotLeg]) -> None:
    """After an absence: what the supervisors' legs hear that are there, before it is known what has become of their calls."""
    hearing = turn.floor.hearing
    for each in turn.floor.listening.values():
        leg = legs.get(each.leg_id)
        if leg is not None and leg.answered and leg.place == "app":
            hearing[each.leg_id] = _heard_at(turn.floor, each, leg)
            turn.floor.show_listening(each)
    for leg in list(legs.values()):
        if leg.role == "supervisor" and leg.leg_id not in turn.floor.listening:
            legs[leg.leg_id] = _hears_no_more(turn, leg)


def _hears_no_more(turn: Turn, leg: SnapshotLeg) -> SnapshotLeg:
    """Who has taken over talks. A brain that died at that may have left the leg where it heard: then it is in no bridge yet."""
    if leg.bridge_id is None or leg.bridge_id == turn.floor.talks_in(leg.leg_id):
        return leg
    turn.do(calls.StopOverhearing(leg_id=leg.leg_id))
    return replace(leg, bridge_id=None, overhears=None)


def recover(turn: Turn, legs: dict[str, SnapshotLeg]) -> None:
    """After an absence: who is still there is in on the call as before, the rest is over."""
    for each in list(turn.floor.listening.values()):
        if each.leg_id not in legs:
            end(turn, each, "supervisor", gone=True)


def dismiss(turn: Turn) -> None:
    """Who may not oversee any more, or is disabled, hears no call any more."""
    for each in list(turn.floor.listening.values()):
        if each.user_id not in turn.floor.config.overseers:
            end(turn, each, "dismissed")


def drop(turn: Turn, leg_id: str) -> None:
    """A leg that the switch has and the log does not know."""
    turn.do(calls.StopOverhearing(leg_id=leg_id), calls.HangUpLeg(leg_id=leg_id))


def in_on(floor: Floor, interaction_id: str) -> list[Listening]:
    """All who are in on this call."""
    return [each for each in floor.listening.values() if each.interaction_id == interaction_id]


def of(floor: Floor, user_id: str) -> Listening | None:
    """What this person is in on."""
    return next((each for each in floor.listening.values() if each.user_id == user_id), None)


def who(turn: Turn) -> str:
    """Who asks."""
    return turn.actor.on_behalf_of or turn.actor.id or ""


def agent_of(floor: Floor, user_id: str) -> str | None:
    """The agent who this person is, too."""
    agents = floor.config.agents.items()
    return next((agent_id for agent_id, profile in agents if profile.user_id == user_id), None)


def end(turn: Turn, mine: Listening, by: ListeningEndedBy, *, gone: bool = False) -> None:
    """They are in on the call no more. The leg goes, unless it is to talk to the customer."""
    heard = turn.floor.hearing.pop(mine.leg_id, None)
    if heard is None or heard.bridge_id is None:
        turn.do(calls.StopOverhearing(leg_id=mine.leg_id))
    elif by == "taken_over":
        turn.do(calls.PartLeg(bridge_id=heard.bridge_id, leg_id=mine.leg_id))
    if not gone and by != "taken_over":
        turn.do(calls.HangUpLeg(leg_id=mine.leg_id))
    fact = facts.ListeningEnded(
        leg_id=mine.leg_id,
        user_id=mine.user_id,
        ended_by=by,
        lasted_ms=milliseconds(turn.now - mine.since),
    )
    turn.record(fact, interaction_id=mine.interaction_id)


def _heard_at(floor: Floor, mine: Listening, leg: SnapshotLeg) -> Heard | None:
    """What a leg hears that the switch has in a bridge, by what was wanted last; something else where the switch has not done that, or more."""
    where = overhearing.place(floor, floor.calls.get(mine.interaction_id))
    if leg.bridge_id is None:
        return None
    if where is not None and leg.bridge_id == where.bridge_id:
        return Heard(bridge_id=leg.bridge_id)
    last = floor.hearing.get(mine.leg_id) or overhearing.wanted(floor, mine)
    if last is None or last.bridge_id is not None:
        return Heard(leg_id="")
    return last if leg.overhears == ("whispers" if last.whisper else "listens") else Heard(leg_id="")


def _is_own(floor: Floor, call: Call, where: Place, user_id: str) -> bool:
    agent_id = agent_of(floor, user_id)
    return agent_id is not None and (agent_id == where.agent_id or call.party_of(agent_id) is not None)


def _be_in(turn: Turn, call: Call, where: Place, user_id: str, mode: facts.Mode) -> None:
    mine = of(turn.floor, user_id)
    if mine is not None and mine.interaction_id == call.interaction_id:
        if mine.mode != mode:
            fact = facts.ListeningChanged(leg_id=mine.leg_id, user_id=user_id, mode=mode)
            turn.record(fact, interaction_id=call.interaction_id, agent_id=where.agent_id)
        return
    if mine is not None:
        end(turn, mine, "supervisor")
    leg_id = turn.ids.new(kinds.LEG)
    begun = facts.ListeningStarted(leg_id=leg_id, user_id=user_id, mode=mode)
    turn.record(begun, interaction_id=call.interaction_id, agent_id=where.agent_id)
    ring = calls.RingSupervisor(
        leg_id=leg_id,
        interaction_id=call.interaction_id,
        endpoint=overseers_endpoint(user_id),
        timeout_s=RING_S,
    )
    turn.do(ring)
    hand.helped(turn, call)


def _follow(turn: Turn, mine: Listening, where: Place) -> None:
    floor, heard = turn.floor, turn.floor.hearing[mine.leg_id]
    alone = overhearing.why_not_mode(where, mine.mode) is not None and where.returning is None
    if alone or overhearing.is_handed_on(where, mine, heard):
        # Whom they spoke to has gone. Who comes next is not to be spoken to before they ask for it again.
        quiet = facts.ListeningChanged(leg_id=mine.leg_id, user_id=mine.user_id, mode="listen")
        turn.record(quiet, interaction_id=mine.interaction_id, agent_id=where.agent_id, actor=SYSTEM)
    wanted = overhearing.wanted(floor, floor.listening[mine.leg_id])
    if wanted is None:
        return
    floor.hearing[mine.leg_id] = wanted
    if heard is None or replace(heard, agent_id=wanted.agent_id) != wanted:
        _move(turn, mine.leg_id, heard, wanted)


def _move(turn: Turn, leg_id: str, heard: Heard | None, wanted: Heard) -> None:
    if heard is not None and heard.bridge_id is not None:
        # Before that bridge may be ended, which could put the leg out of what it hears next instead.
        turn.do_first(calls.PartLeg(bridge_id=heard.bridge_id, leg_id=leg_id))
    if wanted.bridge_id is None:
        turn.do(calls.Overhear(leg_id=leg_id, target_leg_id=wanted.leg_id or "", whisper=wanted.whisper))
        return
    if heard is not None and heard.leg_id is not None:
        turn.do(calls.StopOverhearing(leg_id=leg_id))
    turn.do(calls.JoinLegs(bridge_id=wanted.bridge_id, leg_ids=(leg_id,)))
