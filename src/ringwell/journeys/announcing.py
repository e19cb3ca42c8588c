"""The automatic introduction: the client's owners are rung for a caller with nobody of ours, told who calls, and press what is to be done.

Each owner is a third party of the call that no agent has asked for. One who has answered hears the step's words, apart from the caller
(`held`), until a key: 1 puts the two together, 2 and 3 let the flow go on. Who presses nothing, or hangs up, is followed by the next on the list.
What is said follows from the flow's step, so that after a restart it is said again from its beginning.
"""

from datetime import timedelta
from typing import Final

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.introduction import Introduction
from ringwell.calls.owner_messages import OwnerOutcome, OwnerSought
from ringwell.calls.party import Party
from ringwell.calls.party_messages import PartyHeld, PartyResumed
from ringwell.customers.promises import Addressee, NewPromise
from ringwell.flows import interpret
from ringwell.flows.acts import RingOwners
from ringwell.journeys import beginning, owner_ends, parties, targets, waiting
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.parties import Target
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds

TIMES: Final = 3
"""So often an owner is told who calls."""
KEY_S: Final = 6.0
"""So long after that a key is waited for."""
CALL_BACK_WITHIN: Final = timedelta(hours=4)
CONNECT: Final = "1"
KEYS: Final[dict[str, OwnerOutcome]] = {"2": "message", "3": "call_back"}


def seek(turn: Turn, call: Call) -> str | None:
    """Have the owners rung who are there now, or tell what has come of it already. Asked again after a restart, it goes on."""
    beginning.answer(turn, call)
    waiting.start_music(turn, call)
    if call.introduction is not None:
        return None
    owners = targets.owners_on_duty(turn, call)
    sought = OwnerSought(owner_ids=tuple(owner.owner_id for owner in owners), agent_id="")
    turn.record(sought, interaction_id=call.interaction_id)
    return None if _ring_next(turn, turn.floor.calls[call.interaction_id]) else _nobody(turn, call)


def is_told(party: Party) -> bool:
    """Whether it is an owner whom a flow has had rung."""
    return party.purpose == "owner" and not party.by_agent_id


def is_being_told(call: Call, party: Party) -> bool:
    """Whether it is one who has answered and has not decided yet; one whom an agent of ours has on hold has."""
    return call.segment is None and is_told(party) and party.state == "held"


def tell(turn: Turn, call: Call, party: Party, times: int = 1) -> None:
    """Say to an owner who has answered who calls, and what may be pressed."""
    deed = _deed(turn, call)
    if deed is None:
        parties.drop(turn, call, party, "removed")
        return
    if party.state == "joined":
        held = PartyHeld(party_id=party.party_id, to_agent_id=None)
        turn.record(held, interaction_id=call.interaction_id)
    playback_id = _playback_of(party, times)
    waiting.play(turn, call, deed.prompts, deed.language, times, playback_id, leg_id=party.leg_id)


def tell_again(turn: Turn, call: Call, party: Party) -> None:
    """After a restart: what is being said, if anything is, is stopped, and said a last time."""
    for times in range(1, TIMES + 1):
        turn.do(calls.StopPlayback(leg_id=party.leg_id, playback_id=_playback_of(party, times)))
    tell(turn, call, party, TIMES + 1)


def playback_ended(turn: Turn, event: calls.PlaybackEnded) -> bool:
    """Whether it was an owner who has been told: a key is waited for."""
    found = _listening(turn, event.leg_id)
    playing = turn.floor.playing.get(event.leg_id)
    if found is None or playing is None or playing.playback_id != event.playback_id:
        return found is not None
    call, party = found
    turn.set_timer(Timer("owner_key", call.interaction_id, party.party_id), KEY_S)
    return True


def no_key(turn: Turn, timer: Timer) -> None:
    """An owner has pressed nothing: told again, or let go."""
    call = turn.floor.calls.get(timer.key)
    party = _named(call, timer.token) if call else None
    if call is None or party is None or party.state != "held":
        return
    playing = turn.floor.playing.get(party.leg_id)
    times = (playing.token or 0) if playing else 0
    if times < TIMES:
        tell(turn, call, party, times + 1)
    else:
        _let_go(turn, call, party)


def key_pressed(turn: Turn, event: calls.KeyPressed) -> str | None:
    """What the key of an owner who is told has decided for the flow; None where it was nobody's, or nothing's."""
    found = _listening(turn, event.leg_id)
    if found is None:
        return None
    call, party = found
    if event.key == CONNECT:
        _put_through(turn, call, party)
        return None
    outcome = KEYS.get(event.key)
    if outcome is None:
        return None
    promise_id = _promise(turn, call) if outcome == "call_back" else None
    owner_ends.end(turn, call, outcome, promise_id=promise_id)
    _let_go(turn, turn.floor.calls[call.interaction_id], party)
    waiting.stop_music(turn, call)
    return outcome


def settle(turn: Turn, call: Call, seeking: Introduction) -> str | None:
    """Ring the next owner where nobody rings or is told; what came of it, where that was the last one. Of a caller whom the switch's own
    queue has taken it is over: one who comes back is begun with anew."""
    if _named(call, seeking.party_id) is not None:
        return None
    is_elsewhere = call.interaction_id in turn.floor.elsewhere
    if is_elsewhere or call.stage != "flow" or _deed(turn, call) is None:
        owner_ends.end(turn, call, "nobody")
        return None
    return None if _ring_next(turn, call) else _nobody(turn, call)


def _playback_of(party: Party, times: int) -> str:
    """Known again after a restart, so that it can be stopped."""
    return f"{kinds.PLAYBACK}_{party.party_id[-24:]}{times:08x}"


def _nobody(turn: Turn, call: Call) -> str:
    call = turn.floor.calls[call.interaction_id]
    answered = call.introduction is not None and call.introduction.answered_by is not None
    owner_ends.end(turn, call, "refused" if answered else "nobody")
    waiting.stop_music(turn, call)
    return "nobody"


def _ring_next(turn: Turn, call: Call) -> bool:
    """Whether there is one who can be rung."""
    seeking = call.introduction
    if seeking is None:
        return False
    for owner_id in seeking.owner_ids[seeking.rung :]:
        owner = turn.floor.config.owners.get(owner_id)
        if owner is not None and targets.why_not_owner(turn, call, "", owner) is None:
            bridge_id = turn.ids.new(kinds.BRIDGE)
            parties.ask(turn, call, "", Target(number=owner.number, owner=owner), "owner", bridge_id)
            return True
    return False


def _put_through(turn: Turn, call: Call, party: Party) -> None:
    _hush(turn, call, party)
    waiting.stop_music(turn, call)
    resumed = PartyResumed(party_id=party.party_id, to_agent_id=None)
    turn.record(resumed, interaction_id=call.interaction_id)
    owner_ends.end(turn, turn.floor.calls[call.interaction_id], "connected")
    if call.bridge_id is not None:
        turn.do(calls.JoinLegs(bridge_id=call.bridge_id, leg_ids=(call.leg_id, party.leg_id)))


def _let_go(turn: Turn, call: Call, party: Party) -> None:
    _hush(turn, call, party)
    parties.drop(turn, call, party, "removed")


def _hush(turn: Turn, call: Call, party: Party) -> None:
    turn.cancel(Timer("owner_key", call.interaction_id, party.party_id))
    playing = turn.floor.playing.pop(party.leg_id, None)
    if playing is not None:
        turn.do(calls.StopPlayback(leg_id=party.leg_id, playback_id=playing.playback_id))


def _promise(turn: Turn, call: Call) -> str:
    """The client has promised to call its customer back."""
    caller = turn.floor.callers.get(call.interaction_id)
    new = NewPromise(
        promise_id=turn.ids.new(kinds.PROMISE),
        interaction_id=call.interaction_id,
        kind="call_back",
        to=Addressee(
            name=(caller.name or "") if caller else "", number=caller.caller_number if caller else ""
        ),
        due_at=turn.now + CALL_BACK_WITHIN,
    )
    turn.promise(new)
    return new.promise_id


def _deed(turn: Turn, call: Call) -> RingOwners | None:
    """What the flow's present step has to say to owners; None where it is at no such step."""
    document = turn.floor.flow(call)
    if document is None or call.flow_state is None:
        return None
    known = turn.floor.known(call)
    deed = interpret.deed(state_of(turn.floor, call), document, turn.now, turn.floor.calendars, known)
    return deed if isinstance(deed, RingOwners) else None


def _listening(turn: Turn, leg_id: str) -> tuple[Call, Party] | None:
    """The call and the owner on this leg who is being told."""
    call = turn.floor.calls.get(turn.floor.party_legs.get(leg_id, ""))
    party = next((each for each in call.parties if each.leg_id == leg_id), None) if call else None
    if call is None or party is None or not is_being_told(call, party):
        return None
    return call, party


def _named(call: Call, party_id: str | None) -> Party | None:
    return next((each for each in call.parties if each.party_id == party_id), None)
