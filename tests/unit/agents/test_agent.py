"""An agent as the log's facts make one."""

from datetime import UTC, datetime, timedelta

import pytest

from ringwell.agents.agent import Agent, evolve
from ringwell.agents.messages import (
    Activity,
    AgentStateChanged,
    OfferEnded,
    OfferMade,
    Presence,
    WrapUpEnded,
    WrapUpExtended,
    WrapUpStarted,
)
from ringwell.calls.messages import VoicemailLeft

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = Agent(agent_id="agt_anna", since=NOON, idle_since=NOON)


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def state(presence: Presence, activity: Activity, interaction_id: str | None = None) -> AgentStateChanged:
    return AgentStateChanged(
        agent_id="agt_anna", presence=presence, activity=activity, interaction_id=interaction_id
    )


def after(*states: AgentStateChanged) -> Agent:
    """Anna after these states, one a second."""
    anna = ANNA
    for second, fact in enumerate(states, 1):
        anna = evolve(anna, fact, at(second))
    return anna


def test_a_new_agent_is_offline() -> None:
    assert (ANNA.presence, ANNA.logged_in) == ("offline", False)


def test_the_state_is_the_newest_one() -> None:
    anna = after(state("ready", "idle"), state("ready", "offered", "int_1"))
    assert (anna.presence, anna.activity, anna.interaction_id) == ("ready", "offered", "int_1")
    assert (anna.since, anna.logged_in) == (at(2), True)


@pytest.mark.parametrize(
    ("states", "idle_since"),
    [
        ([state("ready", "idle")], 1),
        ([state("ready", "idle"), state("ready", "offered")], 1),
        ([state("ready", "idle"), state("ready", "offered"), state("ready", "idle")], 1),
        ([state("ready", "idle"), state("ready", "talking"), state("ready", "idle")], 3),
        ([state("ready", "wrapping_up"), state("ready", "idle")], 2),
        ([state("ready", "idle"), state("not_ready", "idle")], 1),
        ([state("ready", "idle"), state("not_ready", "idle"), state("ready", "idle")], 3),
    ],
)
def test_longest_idle_counts_from_the_last_work_or_the_coming_back(
    states: list[AgentStateChanged], idle_since: int
) -> None:
    assert after(*states).idle_since == at(idle_since)


def offer_ended(misses: int) -> OfferEnded:
    return OfferEnded(
        offer_id="ofr_1",
        interaction_id="int_1",
        agent_id="agt_anna",
        result="missed",
        after_ms=20_000,
        misses=misses,
    )


def test_an_offer_comes_and_goes() -> None:
    made = OfferMade(
        offer_id="ofr_1",
        interaction_id="int_1",
        visit_id="vis_1",
        queue_id="que_1",
        agent_id="agt_anna",
        leg_id="leg_1",
        recording_id=None,
        deadline=at(20),
        why={},
    )
    anna = evolve(ANNA, made, NOON)
    assert anna.offer_id == "ofr_1"
    anna = evolve(anna, offer_ended(2), at(20))
    assert (anna.offer_id, anna.misses) == (None, 2)


def test_misses_are_forgotten_by_becoming_ready_and_by_nothing_else() -> None:
    anna = evolve(after(state("ready", "idle")), offer_ended(3), at(2))
    anna = evolve(anna, state("not_ready", "idle"), at(3))
    assert anna.misses == 3
    assert evolve(anna, state("ready", "idle"), at(4)).misses == 0


def test_after_call_work() -> None:
    started = WrapUpStarted(agent_id="agt_anna", interaction_id="int_1", segment_id="seg_1", deadline=at(60))
    extended = WrapUpExtended(agent_id="agt_anna", interaction_id="int_1", deadline=at(90))
    anna = evolve(evolve(ANNA, started, NOON), extended, at(50))
    assert anna.wrap_up
    assert (anna.wrap_up.started_at, anna.wrap_up.deadline) == (NOON, at(90))
    ended = WrapUpEnded(agent_id="agt_anna", interaction_id="int_1", acw_ms=1, by="agent")
    assert evolve(anna, ended, at(70)).wrap_up is None


def test_what_does_not_concern_an_agent_changes_nothing() -> None:
    assert evolve(ANNA, VoicemailLeft(recording_id="rec_1", duration_ms=1), NOON) is ANNA
    extended = WrapUpExtended(agent_id="agt_anna", interaction_id="int_1", deadline=at(90))
    assert evolve(ANNA, extended, NOON) == ANNA
