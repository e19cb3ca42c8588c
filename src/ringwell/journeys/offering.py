"""Waiting and offers: a match becomes an offer, which ends in accepted, declined, missed, withdrawn or failed, exactly once."""

from datetime import timedelta
from typing import Literal

from ringwell.agents.messages import MISSED_CALLS, PHONE_LOST, ByHand, OfferEnded, OfferMade, OfferResult
from ringwell.agents.offer import Offer
from ringwell.calls import messages as calls
from ringwell.calls.call import milliseconds
from ringwell.journeys import announcements, availability, comfort, recording, waiting
from ringwell.journeys.commands import DeclineOffer
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.routing.explain import Why, passed, why
from ringwell.routing.matching import Match
from ringwell.routing.policies import FCFS_ALIS

Chosen = Literal["agent", "caller"]
"""Who was chosen: an agent for a caller who came, or a caller for an agent who became free."""

AGAIN_S = 5
"""How long a caller is not offered again to an agent who has just declined or missed it."""
USUAL_TIMEOUT_S = 20
"""How long an agent is rung where the queue has been taken out of the configuration."""
LOOK_UP_S = 0.5
"""How long nobody is rung for a caller of whom is being found out whom it prefers."""
SWITCH_GRACE_S = 5
"""The switch stops ringing by itself this much after our own deadline."""

CAUSE_BUSY, CAUSE_NO_ANSWER, CAUSE_REJECTED = 17, 19, 21


def wait(turn: Turn, interaction_id: str) -> None:
    """Let the caller wait to music, and put it before an agent at once if one is free.

    The music begins when nobody has answered at once; who has talked already hears it since then.
    """
    call = turn.floor.calls[interaction_id]
    if call.segments:
        waiting.start_music(turn, call)
    else:
        waiting.leave_in_quiet(turn, call)
    waiting.seat(turn, interaction_id)
    if waiting.awaits_look_up(turn.floor, interaction_id):
        turn.floor.unknown.add(interaction_id)
        turn.set_timer(Timer("known", interaction_id), LOOK_UP_S)
    else:
        _begin_to_wait(turn, interaction_id)


def caller_known(turn: Turn, interaction_id: str) -> None:
    """It is known whom the caller prefers, or it has taken too long to find out."""
    held = interaction_id in turn.floor.unknown
    turn.floor.unknown.discard(interaction_id)
    turn.cancel(Timer("known", interaction_id))
    if not turn.floor.matcher.waiting(interaction_id):
        if held and interaction_id in turn.floor.visits:  # an agent is being rung already
            comfort.begin(turn, interaction_id)
            announcements.tell_waiting(turn, interaction_id)
        return
    visit = turn.floor.visits[interaction_id]
    speaks = waiting.language_matters(turn.floor, visit)
    if speaks or waiting.preferred(turn.floor, visit):
        waiting.seat(turn, interaction_id)
        turn.offer_ended = True
    if held:
        _begin_to_wait(turn, interaction_id)
    elif speaks:
        match_caller(turn, interaction_id)


def nobody_waits_for(turn: Turn, agent_id: str) -> None:
    """The agent takes no calls for now: who waits for it goes to others."""
    for interaction_id in turn.floor.matcher.held_for(agent_id):
        waiting.seat(turn, interaction_id)
        match_caller(turn, interaction_id)


def _begin_to_wait(turn: Turn, interaction_id: str) -> None:
    match_caller(turn, interaction_id)
    if turn.floor.visits[interaction_id].offer_id is None:
        waiting.quiet_over(turn, interaction_id)
    _has_to_wait(turn, interaction_id)
    comfort.begin(turn, interaction_id)
    announcements.tell_waiting(turn, interaction_id)


def _has_to_wait(turn: Turn, interaction_id: str) -> None:
    if turn.floor.matcher.waiting(interaction_id):
        queue_id = turn.floor.visits[interaction_id].queue_id
        turn.floor.estimates.wait(queue_id, interaction_id, turn.instant)
        turn.floor.changed.add(("queues", queue_id))


def agent_free(turn: Turn, agent_id: str) -> None:
    """An agent can take a call: give it the oldest it can serve."""
    floor = turn.floor
    if not floor.available(agent_id):
        return
    if not floor.matcher.idle(agent_id):
        floor.matcher.free(agent_id, floor.agents[agent_id].idle_since.timestamp())
    _take(turn, floor.matcher.match_agent(agent_id, turn.instant), "caller")


def match_caller(turn: Turn, interaction_id: str) -> None:
    """A caller waits (again): give it to the longest idle who can serve it."""
    if not turn.settling:
        _take(turn, turn.floor.matcher.match_waiter(interaction_id, turn.instant))


def widened(turn: Turn, interaction_id: str) -> None:
    """A further ring of the queue is open to the caller by its age; the place in line is the same."""
    if turn.floor.matcher.waiting(interaction_id):
        waiting.set_widening(turn, interaction_id)
        match_caller(turn, interaction_id)


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
        call_back(turn, offer, "missed")


def decline(turn: Turn, command: DeclineOffer) -> None:
    offer = turn.floor.offers.get(command.offer_id)
    if offer is None or offer.agent_id != command.agent_id:
        turn.refuse("offer.over")
        return
    call_back(turn, offer, "declined")


def withdraw_from(turn: Turn, agent_id: str, result: OfferResult = "withdrawn") -> None:
    """Take an open offer back from an agent who goes away."""
    offer = turn.floor.offers.get(turn.floor.agents[agent_id].offer_id or "")
    if offer:
        call_back(turn, offer, result)


def call_back(turn: Turn, offer: Offer, result: OfferResult) -> None:
    """Stop ringing the agent: the offer has not been accepted."""
    turn.do(calls.HangUpLeg(leg_id=offer.leg_id))
    end(turn, offer, result)


def withdraw(turn: Turn, interaction_id: str) -> None:
    """Ring nobody for this caller any more, who is not to go to the next."""
    offer = turn.floor.offer_for(interaction_id)
    if offer is not None:
        turn.do(calls.HangUpLeg(leg_id=offer.leg_id))
        close(turn, offer, "withdrawn")


def end(turn: Turn, offer: Offer, result: OfferResult) -> None:
    """The offer was not accepted: the agent is free again, the caller keeps its place and goes to the next."""
    close(turn, offer, result)
    _pause_after_misses(turn, offer.agent_id, result)
    if offer.interaction_id not in turn.floor.visits or offer.interaction_id in turn.floor.elsewhere:
        return
    if _is_of_this_agent(turn, offer):
        if offer.interaction_id in turn.floor.callers:
            turn.due.append(Match(offer.interaction_id, offer.agent_id))
        return
    waiting.seat(turn, offer.interaction_id)
    _has_to_wait(turn, offer.interaction_id)
    turn.offer_ended = True
    if result != "withdrawn":
        bar(turn, offer.interaction_id, offer.agent_id)
    match_caller(turn, offer.interaction_id)


def _is_of_this_agent(turn: Turn, offer: Offer) -> bool:
    """Whether only this agent makes the call: it does not wait in line, where others would find it. Where its number is not known any more it
    is rung for again when it is."""
    floor = turn.floor
    return floor.is_away(offer.interaction_id) and floor.is_own_call(offer.interaction_id, offer.agent_id)


def bar(turn: Turn, interaction_id: str, agent_id: str) -> None:
    """For a while this caller is not offered to this agent."""
    turn.floor.matcher.bar(interaction_id, agent_id)
    turn.set_timer(Timer("again", interaction_id, agent_id), AGAIN_S)


def close(turn: Turn, offer: Offer, result: OfferResult) -> None:
    """Record an offer's one end and make its agent idle, unless it begins to talk."""
    turn.cancel(Timer("offer", offer.offer_id))
    misses = turn.floor.agents[offer.agent_id].misses
    if result in ("missed", "failed"):
        misses += 1
    ended = OfferEnded(
        offer_id=offer.offer_id,
        interaction_id=offer.interaction_id,
        agent_id=offer.agent_id,
        result=result,
        after_ms=milliseconds(turn.now - offer.made_at),
        misses=0 if result == "accepted" else misses,
    )
    turn.record(ended, interaction_id=offer.interaction_id, agent_id=offer.agent_id)
    if result != "accepted":
        availability.rest(turn, offer.agent_id)


def again(turn: Turn, timer: Timer) -> None:
    """A while has passed since the agent declined or missed this caller."""
    turn.floor.matcher.unbar(timer.key, timer.token)
    match_caller(turn, timer.key)


def _take(turn: Turn, match: Match | None, chosen: Chosen = "agent") -> None:
    """Do what has been decided, unless nobody can be rung: when the switch tells anew what it has, all are matched anew."""
    if not match or not turn.floor.may_match():
        return
    if turn.floor.is_away(match.interaction_id):
        turn.floor.matcher.unseat(match.interaction_id)
        turn.floor.matcher.occupy(match.agent_id)
        turn.due.append(match)
    else:
        take(turn, match, chosen)


def put_back(turn: Turn, match: Match) -> None:
    """Both stand again where they stood when they were matched: an offer tells of all who were there."""
    waiting.seat(turn, match.interaction_id)
    turn.floor.matcher.free(match.agent_id, turn.floor.agents[match.agent_id].idle_since.timestamp())


def take(turn: Turn, match: Match, chosen: Chosen = "agent") -> None:
    """Put the interaction before the agent, as routing has decided."""
    _offer(turn, match.interaction_id, match.agent_id, _why(turn, match, chosen))


def offer_by_hand(turn: Turn, interaction_id: str, agent_id: str, how: ByHand, ring: int | None) -> None:
    """Put a caller before an agent as somebody has decided; `ring` is the one that admits the agent, if any does."""
    candidates = turn.floor.matcher.candidates(interaction_id, turn.instant)
    told = _about(turn, interaction_id, agent_id, how, candidates)
    _offer(turn, interaction_id, agent_id, told if ring is None else {**told, "ring": ring})


def _offer(turn: Turn, interaction_id: str, agent_id: str, told: dict[str, object]) -> None:
    visit = turn.floor.visits[interaction_id]
    queue = turn.floor.config.queues.get(visit.queue_id)
    seconds = queue.offer_timeout_s if queue else USUAL_TIMEOUT_S
    made = OfferMade(
        offer_id=turn.ids.new(kinds.OFFER),
        interaction_id=visit.interaction_id,
        visit_id=visit.visit_id,
        queue_id=visit.queue_id,
        agent_id=agent_id,
        leg_id=turn.ids.new(kinds.LEG),
        recording_id=turn.ids.new(kinds.RECORDING)
        if recording.wanted(turn.floor, interaction_id, visit.queue_id)
        else None,
        deadline=turn.now + timedelta(seconds=seconds),
        why=told,
    )
    turn.floor.matcher.unseat(visit.interaction_id)
    turn.record(made, interaction_id=visit.interaction_id, agent_id=agent_id)
    availability.change(turn, agent_id, activity="offered", interaction_id=visit.interaction_id)
    turn.do(_ring(turn, made, seconds))
    turn.set_timer_at(Timer("offer", made.offer_id), made.deadline)


def _ring(turn: Turn, made: OfferMade, seconds: int) -> calls.RingAgent:
    profile = turn.floor.config.agents[made.agent_id]
    caller, call = turn.floor.callers.get(made.interaction_id), turn.floor.calls[made.interaction_id]
    return calls.RingAgent(
        leg_id=made.leg_id,
        interaction_id=made.interaction_id,
        offer_id=made.offer_id,
        agent_id=made.agent_id,
        endpoint=profile.endpoint,
        caller_leg_id="" if turn.floor.is_away(made.interaction_id) else call.leg_id,
        caller_number=caller.caller_number if caller else "",
        recording_id=made.recording_id,
        timeout_s=seconds + SWITCH_GRACE_S,
        auto_answer=profile.auto_answer or turn.floor.is_own_call(made.interaction_id, made.agent_id),
    )


def _why(turn: Turn, match: Match, chosen: Chosen) -> dict[str, object]:
    """Why routing has decided so. `by`: the policy, where it has chosen otherwise than usual among several who waited."""
    matcher = turn.floor.matcher
    weighed = chosen == "caller" and matcher.policy.weighs_callers and matcher.policy is not FCFS_ALIS
    code, candidates = why(matcher, match, turn.instant)
    others = passed(matcher, match, turn.instant)
    return {
        **_about(turn, match.interaction_id, match.agent_id, code, candidates),
        "ring": match.ring,
        "opened_by": matcher.opened_by(match, turn.instant),
        "by": matcher.policy.code if weighed and matcher.others_waiting() > 1 else None,
        "language": _spoken(turn, match),
        "passed": others.counts,
        "over": [list(each) for each in others.named],
    }


def _spoken(turn: Turn, match: Match) -> list[str | int] | None:
    """The caller's language and the agent's level of it (0: it does not speak it), where it was asked for."""
    visit, profile = turn.floor.visits[match.interaction_id], turn.floor.config.agents[match.agent_id]
    if not waiting.language_matters(turn.floor, visit):
        return None
    language = turn.floor.spoken_by(visit)
    return [language, profile.languages.get(language, 0)]


def _about(
    turn: Turn, interaction_id: str, agent_id: str, code: Why | ByHand, candidates: int
) -> dict[str, object]:
    visit, agent = turn.floor.visits[interaction_id], turn.floor.agents[agent_id]
    skills = turn.floor.config.agents[agent_id].skills
    return {
        "code": code,
        "candidates": candidates,
        "waiting": turn.floor.matcher.others_waiting() - 1,
        "idle_ms": milliseconds(turn.now - agent.idle_since),
        "helps": turn.floor.helps(agent_id, visit.queue_id),
        "skills": {need.skill_id: skills.get(need.skill_id, 0) for need in visit.needs},
    }


def _pause_after_misses(turn: Turn, agent_id: str, result: OfferResult) -> None:
    """After too many offers in a row that came to nothing the agent becomes not ready, and is told."""
    agent = turn.floor.agents[agent_id]
    if agent.misses < turn.floor.config.settings.misses_limit or agent.presence != "ready":
        return
    if result == "missed":
        availability.change(turn, agent_id, presence="not_ready", reason=MISSED_CALLS)
        turn.notify(agent_id, "missed_calls_paused", misses=agent.misses)
    elif result == "failed":
        availability.change(turn, agent_id, presence="not_ready", reason=PHONE_LOST)
