"""The caller is introduced to the client's owner: owners are rung one after another, the agent says who calls and what about, and one press
decides.

Each owner is a third party of the call, so that connecting, speaking together and going back are transfers; what is here is whom to ring
next, and what came of it. It is settled at the end of each turn in which the call has changed, whatever has changed it.
"""

from collections.abc import Sequence

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.calls.introduction import Introduction
from ringwell.calls.owner_messages import OwnerOutcome, OwnerSought, OwnerUnreached
from ringwell.calls.party import Party
from ringwell.flows.prompts import Prompt
from ringwell.journeys import announcing, in_flow, owner_ends, parties, talking, targets, transfers, waiting
from ringwell.journeys.commands import IntroduceOwner, OwnerSaid
from ringwell.journeys.parties import Target
from ringwell.journeys.turn import Turn
from ringwell.projects.owners import Owner


def introduce(turn: Turn, command: IntroduceOwner) -> None:
    """Have the owners rung who are there now; the caller hears music meanwhile."""
    call = talking.own(turn, command.agent_id, command.interaction_id)
    if call is None or call.stage not in ("talking", "hold"):
        turn.refuse("call.not_talking")
        return
    owners = targets.owners_on_duty(turn, call)
    code = _why_not(turn, call, command.agent_id, owners)
    if code is not None:
        turn.refuse(code)
        return
    owner_ends.end(turn, call, "nobody")  # of those who were sought before
    fact = OwnerSought(owner_ids=tuple(owner.owner_id for owner in owners), agent_id=command.agent_id)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=command.agent_id)
    if call.stage == "talking":
        talking.put_on_hold(turn, call)
    _say_meanwhile(turn, turn.floor.calls[call.interaction_id])
    _ring_next(turn, turn.floor.calls[call.interaction_id])


def _say_meanwhile(turn: Turn, call: Call) -> None:
    """The project's own message, in the caller's language or not at all; then the music goes on."""
    project = turn.floor.config.projects.get(call.project_id or "")
    prompt = turn.floor.config.prompts.get(project.owner_prompt_id or "") if project else None
    language = turn.floor.language(call)
    spoken = prompt.said.get(language) if prompt else None
    if spoken is None or call.stage != "hold":
        return
    waiting.silence(turn, call)
    playback_id = waiting.playback_of(call, waiting.PLACE)
    waiting.play(turn, call, (Prompt("", sound=spoken.sound),), language, None, playback_id)


def said(turn: Turn, command: OwnerSaid) -> None:
    """Back to the caller with what came of it, which is kept before the agent is told."""
    call = talking.own(turn, command.agent_id, command.interaction_id)
    seeking = call.introduction if call else None
    if call is None or seeking is None or call.stage not in ("talking", "hold"):
        turn.refuse("owner.not_sought")
    elif command.outcome == "answered" and seeking.answered_by is None:
        turn.refuse("owner.not_answered")
    elif (command.note_id if command.outcome == "answered" else command.promise_id) is None:
        turn.refuse("owner.nothing_written")
    else:
        kept = (command.note_id, None) if command.outcome == "answered" else (None, command.promise_id)
        owner_ends.end(turn, call, command.outcome, note_id=kept[0], promise_id=kept[1])
        turn.told = True
        transfers.back_to_caller(turn, turn.floor.calls[call.interaction_id])


def machine_answered(turn: Turn, leg_id: str) -> bool:
    """Whether a voicemail has answered for an owner: the next one is rung."""
    call = turn.floor.calls.get(turn.floor.party_legs.get(leg_id, ""))
    party = next((each for each in call.parties if each.leg_id == leg_id), None) if call else None
    if call is None or party is None or party.state != "ringing":
        return False
    transfers.not_answered(turn, call.interaction_id, party.party_id, "machine")
    return True


def settle(turn: Turn) -> None:
    """Ring the next owner, or see what came of it."""
    for interaction_id in sorted(turn.introductions):
        call = turn.floor.calls.get(interaction_id)
        if call is not None and call.introduction is not None and turn.floor.switch_up:
            _settle(turn, call, call.introduction)


def _settle(turn: Turn, call: Call, seeking: Introduction) -> None:
    if not seeking.agent_id:
        _settle_unasked(turn, call, seeking)
        return
    party = _party(call, seeking)
    there = party is not None and party.state != "ringing"
    if call.segment is None or call.segment.agent_id != seeking.agent_id:
        owner_ends.end(turn, call, "connected" if there else _left_alone(seeking))
    elif party is not None and party.state == "joined" and call.stage == "talking":
        owner_ends.end(turn, call, "connected")
    elif party is not None or seeking.answered_by or seeking.unreached:
        return  # it rings, or the agent is to say what came of it
    elif call.stage == "hold":
        _ring_next(turn, call)
    elif call.stage == "talking":
        owner_ends.end(turn, call, "taken_back")


def _settle_unasked(turn: Turn, call: Call, seeking: Introduction) -> None:
    """The owner is sought by a flow, which goes on where nobody takes the call."""
    came = announcing.settle(turn, call, seeking)
    if came is not None:
        in_flow.acted(turn, call.interaction_id, came)


def key_pressed(turn: Turn, event: calls.KeyPressed) -> bool:
    """Whether the key was an owner's who is told by a flow who calls."""
    interaction_id = turn.floor.party_legs.get(event.leg_id)
    if interaction_id is None:
        return False
    came = announcing.key_pressed(turn, event)
    if came is not None:
        in_flow.acted(turn, interaction_id, came)
    return True


def _left_alone(seeking: Introduction) -> OwnerOutcome:
    if seeking.unreached:
        return "nobody"
    return "refused" if seeking.answered_by else "agent_gone"


def _party(call: Call, seeking: Introduction) -> Party | None:
    return next((each for each in call.parties if each.party_id == seeking.party_id), None)


def _why_not(turn: Turn, call: Call, by: str, owners: Sequence[Owner]) -> str | None:
    seeking = call.introduction
    if seeking is not None and not seeking.unreached:
        return "owner.sought_already"
    if call.parties:
        return "owner.not_alone"
    if not owners:
        listed = any(owner.project_id == call.project_id for owner in turn.floor.config.owners.values())
        return "owner.off_hours" if listed else "owner.nobody_listed"
    code = None
    for owner in owners:
        code = targets.why_not_owner(turn, call, by, owner)
        if code is None:
            return None
    return code


def _ring_next(turn: Turn, call: Call) -> None:
    """The next one who can be rung; where there is none, the caller is taken back."""
    seeking = call.introduction
    assert seeking is not None
    by = seeking.agent_id
    for owner_id in seeking.owner_ids[seeking.rung :]:
        owner = turn.floor.config.owners.get(owner_id)
        if owner is not None and targets.why_not_owner(turn, call, by, owner) is None:
            parties.ask(turn, call, by, Target(number=owner.number, owner=owner), "owner")
            return
    fact = OwnerUnreached(rung=seeking.rung)
    turn.record(fact, interaction_id=call.interaction_id, agent_id=seeking.agent_id)
    turn.notify(by, "owner_unreached")
    transfers.back_to_caller(turn, turn.floor.calls[call.interaction_id])
