"""Ringing the customer of a callback whose turn has come: the attempts, and the two who come together.

Who is rung first is the queue's to say: the agent, who then hears the customer being rung, or the customer, for whom an agent is kept
meanwhile.
"""

from datetime import timedelta

from ringwell.agents.offer import Offer
from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.flows.prompts import Prompt as FlowPrompt
from ringwell.journeys import availability, going_out, offering, talking, waiting
from ringwell.journeys.callback_ends import drop_dial, end_attempt, give_up
from ringwell.journeys.callback_rules import (
    can_be_dialled,
    has_been_called_enough,
    has_room,
    is_allowed,
    is_limited,
    may_begin,
    plan_of,
    wish_of,
)
from ringwell.journeys.callbacks import FULL_S, SOON_S, agent_cannot, stand
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.outbound.callback import Callback, Dial, again_at, result_of
from ringwell.outbound.messages import (
    AttemptResult,
    CallbackDialled,
)
from ringwell.routing.matching import Match

READS_S = 900
"""So long an agent may have a voice message before it goes to others."""
GRACE_S = 5
"""The switch stops ringing a customer by itself; so much later we do."""


def turn_has_come(turn: Turn, match: Match) -> None:
    """An agent is there for this callback: who is to be rung first is rung, if there is room for one more."""
    callback = turn.floor.callbacks.get(match.interaction_id)
    if callback is not None and callback.agent_id is not None:  # it has been declined, or missed
        turn.free(match.agent_id)
        agent_cannot(turn, callback)
        return
    if callback is None or callback.over or callback.dial or not turn.floor.available(match.agent_id):
        turn.free(match.agent_id)
        return
    if not is_allowed(turn.floor, match.interaction_id):
        turn.free(match.agent_id)
        give_up(turn, match.interaction_id, "cancelled", "not_allowed")
    elif not has_room(turn.floor, callback) or match.interaction_id not in turn.floor.callers:
        turn.floor.matcher.unseat(match.interaction_id)
        turn.set_timer(Timer("callback", match.interaction_id), FULL_S)
        turn.free(match.agent_id)
    elif not can_be_dialled(turn.floor, match.interaction_id, turn.now):
        stand(turn, match.interaction_id)
        turn.free(match.agent_id)
    elif is_limited(callback) and not may_begin(turn.floor, turn.now):
        turn.floor.matcher.unseat(match.interaction_id)
        turn.set_timer(Timer("callback", match.interaction_id), SOON_S)
        turn.free(match.agent_id)
    elif not callback.message_id and going_out.has_to_wait(
        turn, wish_of(turn.floor, callback), match.interaction_id
    ):
        turn.floor.matcher.unseat(match.interaction_id)
        turn.set_timer(Timer("callback", match.interaction_id), FULL_S)
        turn.free(match.agent_id)
    else:
        _begin(turn, callback, match)


def _begin(turn: Turn, callback: Callback, match: Match) -> None:
    if is_limited(callback):
        turn.floor.pace.begin(turn.now)
    if callback.mode == "agent_first":
        offering.put_back(turn, match)
        offering.take(turn, match)
    else:
        dial(turn, callback, match.agent_id, None, None)


def agent_answered(turn: Turn, offer: Offer) -> bool:
    """Whether the agent has accepted a callback whose customer is not on the line: the customer is rung then."""
    callback = turn.floor.callbacks.get(offer.interaction_id)
    if callback is None or not callback.away:
        return False
    if offer.interaction_id not in turn.floor.callers:
        # After a restart its number is still looked for. It keeps its place, and an agent is rung again when it is known.
        offering.call_back(turn, offer, "withdrawn")
        return True
    offering.close(turn, offer, "accepted")
    dial(turn, callback, offer.agent_id, offer.leg_id, offer.recording_id)
    return True


def dial(
    turn: Turn, callback: Callback, agent_id: str, agent_leg_id: str | None, recording_id: str | None
) -> None:
    """Ring the customer; the agent's leg, where it is up, hears that."""
    floor, interaction_id = turn.floor, callback.interaction_id
    visit, call = floor.visits[interaction_id], floor.calls[interaction_id]
    plan, known = plan_of(turn.floor, callback.queue_id), interaction_id in floor.callers
    reading = callback.message_id is not None and agent_leg_id is not None
    if known and not reading and going_out.has_to_wait(turn, wish_of(floor, callback), interaction_id):
        _later(turn, callback, agent_id, agent_leg_id)
        return
    if not known or (not reading and going_out.refusal(floor, wish_of(floor, callback), turn.now)):
        _cannot_dial(turn, interaction_id, agent_id, agent_leg_id)
        return
    dialled = CallbackDialled(
        attempt=callback.begun + 1,
        leg_id=call.leg_id if callback.begun == 0 else turn.ids.new(kinds.LEG),
        visit_id=visit.visit_id,
        agent_id=agent_id,
        agent_leg_id=agent_leg_id,
        recording_id=recording_id,
        deadline=turn.now + timedelta(seconds=READS_S if reading else plan.ring_s + GRACE_S),
        contact_id=callback.contact_id,
        reading=reading,
        own=callback.own,
        bridge_id=None if reading or agent_leg_id is None else turn.ids.new(kinds.BRIDGE),
    )
    floor.matcher.unseat(interaction_id)
    turn.cancel(Timer("callback", interaction_id))
    turn.record(dialled, interaction_id=interaction_id, agent_id=agent_id)
    availability.rest(turn, agent_id)
    turn.set_timer_at(Timer("dial", interaction_id), dialled.deadline)
    if not reading:
        _ring(turn, callback, dialled)


def _ring(turn: Turn, callback: Callback, dialled: CallbackDialled) -> None:
    interaction_id, plan = callback.interaction_id, plan_of(turn.floor, callback.queue_id)
    if dialled.agent_leg_id:
        turn.do(calls.StartRinging(leg_id=dialled.agent_leg_id))
    going_out.dial(
        turn,
        wish_of(turn.floor, callback),
        leg_id=dialled.leg_id,
        interaction_id=interaction_id,
        timeout_s=plan.ring_s,
        heard_by=dialled.agent_leg_id,
    )


def call_now(turn: Turn, callback: Callback, dial: Dial) -> None:
    """The agent has heard the message, and calls."""
    ring_s = plan_of(turn.floor, callback.queue_id).ring_s + GRACE_S
    dialled = CallbackDialled(
        attempt=dial.attempt,
        leg_id=dial.leg_id,
        visit_id=dial.visit_id,
        agent_id=dial.agent_id,
        agent_leg_id=dial.agent_leg_id,
        recording_id=dial.recording_id,
        deadline=turn.now + timedelta(seconds=ring_s),
        contact_id=callback.contact_id,
        bridge_id=turn.ids.new(kinds.BRIDGE),
    )
    turn.record(dialled, interaction_id=callback.interaction_id, agent_id=dial.agent_id)
    turn.set_timer_at(Timer("dial", callback.interaction_id), dialled.deadline)
    _ring(turn, callback, dialled)


def _later(turn: Turn, callback: Callback, agent_id: str, agent_leg_id: str | None) -> None:
    """A limit of calls out was hit since the agent was rung: what is owed waits on, what the agent wished is over."""
    if callback.agent_id is not None and not callback.cut_off:
        _cannot_dial(turn, callback.interaction_id, agent_id, agent_leg_id)
        return
    if agent_leg_id:
        turn.do(calls.HangUpLeg(leg_id=agent_leg_id))
    if callback.agent_id is not None:
        agent_cannot(turn, callback)
    turn.floor.matcher.unseat(callback.interaction_id)
    turn.set_timer(Timer("callback", callback.interaction_id), FULL_S)
    availability.rest(turn, agent_id)
    turn.notify(agent_id, "callback_not_reached", result="failed")


def _cannot_dial(turn: Turn, interaction_id: str, agent_id: str, agent_leg_id: str | None) -> None:
    """No call can go out: the workspace has no trunk for it (any more)."""
    if agent_leg_id:
        turn.do(calls.HangUpLeg(leg_id=agent_leg_id))
    callback = turn.floor.callbacks[interaction_id]
    give_up(turn, interaction_id, "unreachable")
    availability.rest(turn, agent_id)
    turn.notify(agent_id, _not_reached(callback), result="failed")


def _not_reached(callback: Callback) -> str:
    return "call_not_reached" if callback.own else "callback_not_reached"


def early_media(turn: Turn, leg_id: str) -> None:
    """What the customer's line says before it is answered, its agent hears instead of our ringing."""
    callback = turn.floor.callbacks.get(turn.floor.caller_legs.get(leg_id, ""))
    dial = callback.dial if callback else None
    if dial and dial.leg_id == leg_id and dial.agent_leg_id and dial.bridge_id:
        turn.do(
            calls.StopRinging(leg_id=dial.agent_leg_id),
            calls.JoinLegs(bridge_id=dial.bridge_id, leg_ids=(leg_id, dial.agent_leg_id)),
        )
        turn.floor.heard_early[leg_id] = dial.bridge_id


def pass_on(turn: Turn, callback: Callback, dial: Dial, agent_id: str, leg_id: str) -> None:
    """Another agent, on `leg_id`, takes the place of the one who hears the customer being rung, or what the customer has said; it rings on."""
    interaction_id = callback.interaction_id
    recording_id = turn.ids.new(kinds.RECORDING) if dial.recording_id else None
    if recording_id is not None:
        turn.do(calls.StartRecording(leg_id=leg_id, recording_id=recording_id))
    fact = CallbackDialled(
        attempt=dial.attempt,
        leg_id=dial.leg_id,
        visit_id=dial.visit_id,
        agent_id=agent_id,
        agent_leg_id=leg_id,
        recording_id=recording_id,
        deadline=dial.deadline,
        contact_id=callback.contact_id,
        reading=dial.reading,
        own=callback.own,
        bridge_id=dial.bridge_id,
        taken_over=True,
    )
    turn.record(fact, interaction_id=interaction_id, agent_id=agent_id)
    _hear_line(turn, dial, leg_id)
    if dial.agent_leg_id:
        turn.do(calls.HangUpLeg(leg_id=dial.agent_leg_id))
    availability.rest(turn, dial.agent_id)
    availability.rest(turn, agent_id)


def _hear_line(turn: Turn, dial: Dial, agent_leg_id: str) -> None:
    """The agent hears the customer's line, where it says something already, or else ringing."""
    if bridge_id := turn.floor.heard_early.get(dial.leg_id):
        turn.do(calls.JoinLegs(bridge_id=bridge_id, leg_ids=(agent_leg_id,)))
    elif not dial.reading:
        turn.do(calls.StartRinging(leg_id=agent_leg_id))


def customer_answered(turn: Turn, leg_id: str) -> bool:
    """Whether this leg is a customer's who is being called back; if so the agent who waits for it, or is to come, gets it."""
    callback = turn.floor.callbacks.get(turn.floor.caller_legs.get(leg_id, ""))
    if callback is None or callback.dial is None or callback.dial.leg_id != leg_id:
        return False
    dial, interaction_id = callback.dial, callback.interaction_id
    turn.cancel(Timer("dial", interaction_id))
    turn.record(calls.CallAnswered(leg_id=leg_id), interaction_id=interaction_id)
    end_attempt(turn, callback, "answered", None)
    if dial.agent_leg_id is not None:
        turn.do(calls.StopRinging(leg_id=dial.agent_leg_id))
        waiting.leave_visit(turn, interaction_id, "answered", dial.agent_id)
        talking.start_segment(
            turn,
            interaction_id,
            dial.agent_id,
            dial.agent_leg_id,
            dial.recording_id,
            dial.visit_id,
            dial.bridge_id,
        )
    else:
        _wait_for(turn, interaction_id, dial)
    return True


def _wait_for(turn: Turn, interaction_id: str, dial: Dial) -> None:
    """The customer is on the line: the agent who was kept is rung, or who is free when that one is gone."""
    availability.rest(turn, dial.agent_id)
    call, visit = turn.floor.calls[interaction_id], turn.floor.visits[interaction_id]
    waiting.seat(turn, interaction_id)
    waiting.play(turn, call, (FlowPrompt("callback-hello"),), visit.language, None)
    if turn.floor.available(dial.agent_id):
        offering.take(turn, Match(interaction_id, dial.agent_id))
    else:
        offering.match_caller(turn, interaction_id)


def attempt_over(turn: Turn, interaction_id: str, result: AttemptResult) -> None:
    """The customer was not reached: both legs go, the agent is free, and it is tried again later, or given up."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback is None or callback.dial is None:
        return
    dial, plan = callback.dial, plan_of(turn.floor, callback.queue_id)
    again = again_at(callback, result, turn.now, plan.attempts, plan.pause_s)
    if callback.agent_id is not None or has_been_called_enough(turn.floor, callback.contact_id):
        again = None
    drop_dial(turn, callback, dial, result, again)
    turn.notify(dial.agent_id, _not_reached(callback), result=result)
    if again is None:
        give_up(turn, interaction_id, "unreachable")
    else:
        if result == "agent_gone":
            offering.bar(turn, interaction_id, dial.agent_id)
        stand(turn, interaction_id)


def customer_leg_ended(turn: Turn, interaction_id: str, cause: int) -> bool:
    """Whether the leg that has ended rang a customer who did not answer."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback is None or callback.dial is None:
        return False
    attempt_over(turn, interaction_id, result_of(cause))
    return True


def not_answered(turn: Turn, interaction_id: str) -> None:
    """The time to answer is over, and the switch has not said so; or an agent has had a voice message for too long."""
    callback = turn.floor.callbacks.get(interaction_id)
    reads = callback is not None and callback.dial is not None and callback.dial.reading
    attempt_over(turn, interaction_id, "agent_gone" if reads else "no_answer")


def agent_hangs_up(turn: Turn, agent_id: str, interaction_id: str) -> bool:
    """Whether the agent has left while the customer is being rung."""
    callback = turn.floor.callbacks.get(interaction_id)
    if callback is None or callback.dial is None or callback.dial.agent_id != agent_id:
        return False
    attempt_over(turn, interaction_id, "agent_gone")
    return True


def recover(turn: Turn, call: Call, legs: dict[str, calls.SnapshotLeg]) -> bool:
    """After a restart: whether this is a callback whose customer is not on the line. What was being rung is found again or is over."""
    callback = turn.floor.callbacks.get(call.interaction_id)
    if callback is None or not callback.away:
        return False
    if call.interaction_id not in turn.floor.callers:
        turn.find_number(call.interaction_id)
    dial = callback.dial
    if dial is None:
        return True
    customer, agent = legs.get(dial.leg_id), legs.get(dial.agent_leg_id or "")
    if customer is None and not dial.reading:
        attempt_over(turn, call.interaction_id, "no_answer")
    elif dial.agent_leg_id and agent is None:
        attempt_over(turn, call.interaction_id, "agent_gone")
    elif customer is None:
        turn.set_timer_at(Timer("dial", call.interaction_id), max(dial.deadline, turn.now))
    elif customer.answered and customer.place == "app":
        customer_answered(turn, dial.leg_id)
    else:
        if dial.bridge_id and customer.bridge_id == dial.bridge_id:
            turn.floor.heard_early[dial.leg_id] = dial.bridge_id
        if agent is not None and agent.role == "supervisor" and agent.bridge_id is None:
            _hear_line(turn, dial, agent.leg_id)  # perhaps it has not been brought there
        turn.set_timer_at(Timer("dial", call.interaction_id), max(dial.deadline, turn.now))
    return True
