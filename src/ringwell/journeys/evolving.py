"""What each fact of the log makes of the floor: its state changes here alone."""

from datetime import datetime

from msgspec.structs import replace

from ringwell.agents import agent as agents
from ringwell.agents import offer as offers
from ringwell.agents.messages import AgentStateChanged, OfferEnded, OfferMade, WrapUpEnded, WrapUpStarted
from ringwell.calls import call as calls
from ringwell.calls import listening
from ringwell.calls.call import Call
from ringwell.calls.care import CallParked, CallUnparked
from ringwell.calls.messages import (
    InteractionEnded,
    InteractionStarted,
    RecordingFailed,
    RecordingStarted,
    SegmentEnded,
    SegmentStarted,
    VoicemailLeft,
)
from ringwell.calls.party_messages import PartyAsked, PartyLeft
from ringwell.journeys.live import SKILLS_REMOVED, Floor
from ringwell.kernel.events import Event
from ringwell.outbound import callback as callbacks
from ringwell.outbound import lines
from ringwell.outbound.messages import (
    CallbackAsked,
    CallbackAttemptEnded,
    CallbackDialled,
    CallbackEnded,
)
from ringwell.routing import visit as visits
from ringwell.routing.messages import PlaceTaken, QueueEntered, QueueLeft, SkillsDropped


def evolve(floor: Floor, event: Event) -> None:
    """Be what the event's fact makes of the floor."""
    fact, at = event.fact, event.occurred_at
    match fact:
        case InteractionStarted() if event.interaction_id:
            floor.calls[event.interaction_id] = calls.begin(event.interaction_id, fact, at)
            if fact.direction == "in":
                floor.caller_legs[fact.leg_id] = event.interaction_id
        case CallbackAsked() | CallbackDialled() | CallbackAttemptEnded() | CallbackEnded():
            _callback(floor, event.interaction_id or "", fact, at)
        case PlaceTaken() if fact.interaction_id in floor.visits:
            visit = floor.visits[fact.interaction_id]
            floor.visits[fact.interaction_id] = replace(visit, since=fact.place_since)
        case OfferMade():
            _offer_made(floor, fact, at)
        case OfferEnded():
            _offer_ended(floor, fact)
        case QueueEntered():
            _queue_entered(floor, fact, at)
        case QueueLeft():
            _queue_left(floor, fact, at)
        case SkillsDropped() if fact.interaction_id in floor.visits:
            visit = floor.visits[fact.interaction_id]
            floor.visits[fact.interaction_id] = visits.drop_skills(visit, fact)
            floor.changed.add(("alerts", SKILLS_REMOVED))
        case WrapUpStarted() | WrapUpEnded():
            _wrap_up(floor, fact)
        case _:
            pass
    lines.evolve(floor.lines, event.interaction_id, fact, at)
    _call(floor, event)
    _agent(floor, event)
    _listening(floor, event)


def _offer_made(floor: Floor, fact: OfferMade, at: datetime) -> None:
    floor.offers[fact.offer_id] = offers.begin(fact, at)
    floor.offer_legs[fact.leg_id] = fact.offer_id
    visit = floor.visits.get(fact.interaction_id)
    if visit:
        floor.visits[fact.interaction_id] = replace(visit, offer_id=fact.offer_id)


def _offer_ended(floor: Floor, fact: OfferEnded) -> None:
    offer = floor.offers.pop(fact.offer_id, None)
    if offer:
        floor.offer_legs.pop(offer.leg_id, None)
    visit = floor.visits.get(fact.interaction_id)
    if visit and visit.offer_id == fact.offer_id:
        floor.visits[fact.interaction_id] = replace(visit, offer_id=None)


def _queue_entered(floor: Floor, fact: QueueEntered, at: datetime) -> None:
    floor.visits_begun += 1
    floor.visits[fact.interaction_id] = visits.begin(fact, at, floor.visits_begun)
    if fact.callback:
        floor.census.callbacks[fact.queue_id] += 1
    else:
        floor.census.enter(fact.queue_id, fact.interaction_id, at)
    floor.pressures.touch(fact.queue_id)
    floor.changed.add(("queues", fact.queue_id))
    call = floor.calls.get(fact.interaction_id)
    if call:
        if call.parked and call.queue_id:
            floor.changed.add(("queues", call.queue_id))
        floor.calls[fact.interaction_id] = calls.enter_queue(call, fact.queue_id, at)


def _queue_left(floor: Floor, fact: QueueLeft, at: datetime) -> None:
    visit = floor.visits.pop(fact.interaction_id, None)
    if visit and visit.dropped:
        floor.changed.add(("alerts", SKILLS_REMOVED))
    if fact.callback:
        floor.census.callbacks[fact.queue_id] -= 1
    else:
        floor.census.leave(fact.queue_id, fact.interaction_id)
    floor.changed.add(("queues", fact.queue_id))
    call = floor.calls.get(fact.interaction_id)
    if call:
        asked_back = fact.result == "callback"
        floor.calls[fact.interaction_id] = calls.leave_queue(call, fact.waited_ms, at, asked_back=asked_back)


def _wrap_up(floor: Floor, fact: WrapUpStarted | WrapUpEnded) -> None:
    """One who has let the caller go wraps up while another talks, and perhaps still when that one does."""
    about = fact.interaction_id
    others = tuple(each for each in floor.wrapping.pop(about, ()) if each != fact.agent_id)
    now = (*others, fact.agent_id) if isinstance(fact, WrapUpStarted) else others
    if now:
        floor.wrapping[about] = now


def _callback(
    floor: Floor,
    interaction_id: str,
    fact: CallbackAsked | CallbackDialled | CallbackAttemptEnded | CallbackEnded,
    at: datetime,
) -> None:
    floor.show_call(interaction_id)
    if isinstance(fact, CallbackAsked):
        floor.callbacks[interaction_id] = callbacks.begin(interaction_id, fact, at)
        return
    callback, call = floor.callbacks.get(interaction_id), floor.calls.get(interaction_id)
    if callback is None or call is None:
        return
    if callback.dial:
        floor.dial_legs.pop(callback.dial.agent_leg_id or "", None)
    if callback.dial and not isinstance(fact, CallbackDialled):
        floor.heard_early.pop(callback.dial.leg_id, None)
        if not (isinstance(fact, CallbackAttemptEnded) and fact.result == "answered"):
            floor.caller_legs.pop(callback.dial.leg_id, None)
    if isinstance(fact, CallbackDialled):
        floor.calls[interaction_id] = calls.ring(call, fact.leg_id)
        floor.caller_legs[fact.leg_id] = interaction_id
        if fact.agent_leg_id:
            floor.dial_legs[fact.agent_leg_id] = interaction_id
    floor.callbacks[interaction_id] = callbacks.evolve(callback, fact)
    floor.changed.add(("queues", callback.queue_id))


def _call(floor: Floor, event: Event) -> None:
    interaction_id = event.interaction_id
    call = floor.calls.get(interaction_id) if interaction_id else None
    if call is None or interaction_id is None:
        return
    match event.fact:
        case SegmentStarted(agent_leg_id=leg_id):
            floor.segment_legs[leg_id] = interaction_id
            _count_talk(floor, call, 1)
        case SegmentEnded() if call.segment:
            floor.segment_legs.pop(call.segment.leg_id, None)
            _count_talk(floor, call, -1)
        case RecordingStarted(kind="voicemail"):
            floor.voicemails[interaction_id] = event.occurred_at
        case VoicemailLeft() | RecordingFailed():
            floor.voicemails.pop(interaction_id, None)
        case PartyAsked(leg_id=leg_id):
            floor.party_legs[leg_id] = interaction_id
        case PartyLeft(party_id=party_id):
            gone = next((each.leg_id for each in call.parties if each.party_id == party_id), "")
            floor.party_legs.pop(gone, None)
            floor.playing.pop(gone, None)
            floor.heard_early.pop(gone, None)
            floor.party_numbers.pop(party_id, None)
        case CallParked() | CallUnparked() if call.queue_id:
            floor.changed.add(("queues", call.queue_id))
        case InteractionEnded():
            if call.parked and call.queue_id:
                floor.changed.add(("queues", call.queue_id))
            floor.caller_legs.pop(call.leg_id, None)
            floor.voicemails.pop(interaction_id, None)
        case _:
            pass
    floor.calls[interaction_id] = calls.evolve(call, event.fact, event.occurred_at)
    floor.changed.add(("calls", interaction_id))


def _count_talk(floor: Floor, call: Call, by: int) -> None:
    if call.queue_id is not None:
        floor.census.talk(call.queue_id, by)
        floor.changed.add(("queues", call.queue_id))


def _listening(floor: Floor, event: Event) -> None:
    known = listening.evolve(floor.listening, event.interaction_id or "", event.fact, event.occurred_at)
    if known is not None:
        for leg_id in known.keys() ^ floor.listening.keys():
            floor.show_listening(known.get(leg_id) or floor.listening[leg_id])
        floor.listening = known
        floor.changed.update(("listening", leg_id) for leg_id in known)
        floor.changed.add(("calls", event.interaction_id or ""))


def _agent(floor: Floor, event: Event) -> None:
    agent_id = event.agent_id
    agent = floor.agents.get(agent_id) if agent_id else None
    if agent is None or agent_id is None:
        return
    floor.agents[agent_id] = agents.evolve(agent, event.fact, event.occurred_at)
    floor.changed.add(("agents", agent_id))
    if isinstance(event.fact, AgentStateChanged):
        floor.count_agent(agent_id)
