"""Waiting and offers: a match becomes an offer, which ends in accepted, declined, missed, withdrawn or failed, exactly once."""

from datetime import timedelta

from ringwell.agents.messages import MISSED_CALLS, OfferEnded, OfferMade, OfferResult
from ringwell.agents.offer import Offer
from ringwell.calls import messages as calls
from ringwell.calls.call import milliseconds
from ringwell.journeys import availability, waiting
from ringwell.journeys.commands import DeclineOffer
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.routing.matching import Match
from ringwell.routing.messages import SkillNeed

AGAIN_S = 5
"""How long a caller is not offered again to an agent who has just declined or missed it."""
SWITCH_GRACE_S = 5
"""The switch stops ringing by itself this much after our own deadline."""

CAUSE_BUSY, CAUSE_NO_ANSWER, CAUSE_REJECTED = 17, 19, 21


def wait(turn: Turn, interaction_id: str) -> None:
    """Let the caller wait to music, and put it before an agent at once if one is free."""
    visit, call = turn.floor.visits[interaction_id], turn.floor.calls[interaction_id]
    turn.do(calls.StartMusic(leg_id=call.leg_id))
    waiting.seat(turn, interaction_id)
    match_caller(turn, visit.visit_id)
    if turn.floor.visits[interaction_id].offer_id is None:
        waiting.tell_place(turn, interaction_id)


def agent_free(turn: Turn, agent_id: str) -> None:
    """An agent can take a call: give it the oldest it can serve."""
    if not turn.floor.available(agent_id):
        return
    profile = turn.floor.config.agents[agent_id]
    if not turn.floor.matcher.idle(agent_id):
        turn.floor.matcher.free(agent_id, profile.skills, turn.floor.agents[agent_id].idle_since)
    match = turn.floor.matcher.match_agent(agent_id, turn.now)
    if match:
        _offer(turn, match)


def match_caller(turn: Turn, visit_id: str) -> None:
    """A caller waits (again): give it to the longest idle who can serve it."""
    match = turn.floor.matcher.match_waiter(visit_id)
    if match:
        _offer(turn, match)


def leg_ended(turn: Turn, offer: Offer, cause: int) -> None:
    """The leg that rang an agent ended before it answered."""
    if cause in (CAUSE_BUSY, CAUSE_REJECTED):
        end(turn, offer, "declined")
    elif cause == CAUSE_NO_ANSWER:
        end(turn, offer, "missed")
    else:
        end(turn, offer, "failed")


def deadline_passed(turn: Turn, offer_id: str) -> None:
    offer = turn.floor.offers.get(offer_id)
    if offer:
        turn.do(calls.HangUpLeg(leg_id=offer.leg_id))
        end(turn, offer, "missed")


def decline(turn: Turn, command: DeclineOffer) -> None:
    offer = turn.floor.offers.get(command.offer_id)
    if offer is None or offer.agent_id != command.agent_id:
        turn.refuse("offer.over")
        return
    turn.do(calls.HangUpLeg(leg_id=offer.leg_id))
    end(turn, offer, "declined")


def withdraw_from(turn: Turn, agent_id: str) -> None:
    """Take an open offer back from an agent who goes away."""
    agent = turn.floor.agents[agent_id]
    offer = turn.floor.offers.get(agent.offer_id or "")
    if offer:
        turn.do(calls.HangUpLeg(leg_id=offer.leg_id))
        end(turn, offer, "withdrawn")


def end(turn: Turn, offer: Offer, result: OfferResult) -> None:
    """The offer was not accepted: the agent is free again, the caller keeps its place and goes to the next."""
    close_offer(turn, offer, result)
    barred = result in ("declined", "missed", "failed")
    if barred:
        turn.floor.matcher.bar(offer.visit_id, offer.agent_id)
        turn.set_timer(Timer("again", offer.interaction_id, offer.agent_id), AGAIN_S)
    if result == "missed":
        _pause_after_misses(turn, offer.agent_id)
    if offer.interaction_id in turn.floor.visits:
        waiting.seat(turn, offer.interaction_id)
        match_caller(turn, offer.visit_id)
    agent_free(turn, offer.agent_id)


def close_offer(turn: Turn, offer: Offer, result: OfferResult) -> None:
    """Record an offer's end and make its agent idle."""
    turn.cancel(Timer("offer", offer.offer_id))
    misses = turn.floor.agents[offer.agent_id].misses
    ended = OfferEnded(
        offer_id=offer.offer_id,
        interaction_id=offer.interaction_id,
        agent_id=offer.agent_id,
        result=result,
        after_ms=milliseconds(turn.now - offer.made_at),
        misses=misses + 1 if result == "missed" else 0 if result == "accepted" else misses,
    )
    turn.record(ended, interaction_id=offer.interaction_id, agent_id=offer.agent_id)
    if result != "accepted":
        availability.change(turn, offer.agent_id, activity="idle", interaction_id=None)


def again(turn: Turn, timer: Timer) -> None:
    """A while has passed since the agent declined or missed this caller."""
    visit = turn.floor.visits.get(timer.key)
    if visit is None:
        return
    turn.floor.matcher.unbar(visit.visit_id, timer.token)
    if visit.offer_id is None:
        match_caller(turn, visit.visit_id)


def _offer(turn: Turn, match: Match) -> None:
    visit = next(v for v in turn.floor.visits.values() if v.visit_id == match.visit_id)
    call, caller = turn.floor.calls[visit.interaction_id], turn.floor.callers.get(visit.interaction_id)
    queue = turn.floor.config.queues.get(visit.queue_id)
    profile = turn.floor.config.agents[match.agent_id]
    seconds = queue.offer_timeout_s if queue else 20
    made = OfferMade(
        offer_id=turn.ids.new(kinds.OFFER),
        interaction_id=visit.interaction_id,
        visit_id=visit.visit_id,
        queue_id=visit.queue_id,
        agent_id=match.agent_id,
        leg_id=turn.ids.new(kinds.LEG),
        recording_id=turn.ids.new(kinds.RECORDING) if queue is None or queue.record else None,
        deadline=turn.now + timedelta(seconds=seconds),
        why=_why(turn, match, visit.needs),
    )
    turn.floor.matcher.unseat(visit.visit_id)
    turn.floor.matcher.occupy(match.agent_id)
    turn.record(made, interaction_id=visit.interaction_id, agent_id=match.agent_id)
    availability.change(turn, match.agent_id, activity="offered", interaction_id=visit.interaction_id)
    turn.do(
        calls.RingAgent(
            leg_id=made.leg_id,
            interaction_id=visit.interaction_id,
            offer_id=made.offer_id,
            agent_id=match.agent_id,
            endpoint=profile.endpoint,
            caller_leg_id=call.leg_id,
            caller_number=caller.caller_number if caller else "",
            recording_id=made.recording_id,
            timeout_s=seconds + SWITCH_GRACE_S,
            auto_answer=profile.auto_answer,
        )
    )
    turn.set_timer_at(Timer("offer", made.offer_id), made.deadline)


def _why(turn: Turn, match: Match, needs: tuple[SkillNeed, ...]) -> dict[str, object]:
    skills = turn.floor.config.agents[match.agent_id].skills
    idle_ms = milliseconds(turn.now - turn.floor.agents[match.agent_id].idle_since)
    return {
        "code": "longest_idle" if match.candidates > 1 else "only_one_free",
        "candidates": match.candidates,
        "waiting": match.waiting,
        "idle_ms": idle_ms,
        "skills": {need.skill_id: skills.get(need.skill_id, 0) for need in needs},
    }


def _pause_after_misses(turn: Turn, agent_id: str) -> None:
    """After too many misses in a row the agent becomes not ready, and is told."""
    agent = turn.floor.agents[agent_id]
    if agent.misses >= turn.floor.config.settings.misses_limit and agent.presence == "ready":
        availability.change(turn, agent_id, presence="not_ready", reason=MISSED_CALLS)
        turn.notify(agent_id, "missed_calls_paused", misses=agent.misses)
