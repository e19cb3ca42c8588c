"""A sound log breaks no invariant; each way of breaking one is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import AgentStateChanged
from ringwell.calls.messages import AgentLegLost
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import Event
from ringwell.kernel.ids import CountingIds
from ringwell.kpis.invariants import LogChecker
from tests.support.calls import CallIds, arrives, ends, is_answered, whole_call
from tests.support.store import Story

IDS = CountingIds()
WORKSPACE = IDS.new(kinds.WORKSPACE)


def call(agent: str | None = None) -> CallIds:
    return CallIds(IDS, agent or IDS.new(kinds.AGENT), IDS.new(kinds.QUEUE))


def sound(events: list[Event]) -> list[Event]:
    """Numbered without gaps, and with states as long as wall time."""
    since: dict[str, Event] = {}
    made: list[Event] = []
    for seq, event in enumerate(events, start=1):
        fact = event.fact
        if isinstance(fact, AgentStateChanged):
            before = since.get(fact.agent_id, event)
            since[fact.agent_id] = event
            fact = replace(
                fact, previous_ms=(event.occurred_at - before.occurred_at) // timedelta(milliseconds=1)
            )
        made.append(replace(event, seq=seq, fact=fact))
    return made


def codes(events: list[Event]) -> list[tuple[int, str]]:
    checker = LogChecker()
    for event in events:
        checker.take(event)
    return [(each.invariant, each.code) for each in checker.violations]


def test_sound_calls_break_nothing() -> None:
    story = Story(WORKSPACE, IDS)
    one, other = call(), call()
    arrives(story, one)
    arrives(story, other)
    is_answered(story, one)
    is_answered(story, other)
    ends(story, one)
    ends(story, other)
    assert codes(sound(story.events)) == []


def _twice(kind: str) -> Callable[[list[Event]], list[Event]]:
    def doubled(events: list[Event]) -> list[Event]:
        index = next(i for i, event in enumerate(events) if event.type == kind)
        return [*events[: index + 1], events[index], *events[index + 1 :]]

    return doubled


def _without(kind: str) -> Callable[[list[Event]], list[Event]]:
    return lambda events: [event for event in events if event.type != kind]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_twice("interaction.started"), (1, "interaction_started_twice")),
        (_twice("interaction.ended"), (1, "interaction_ended_twice")),
        (_without("interaction.started"), (1, "interaction_never_started")),
        (_twice("queue.left"), (1, "visit_ended_twice")),
        (_without("queue.entered"), (1, "visit_never_began")),
        (_without("queue.left"), (1, "visit_left_open")),
        (_twice("offer.ended"), (2, "offer_ended_twice")),
        (_without("offer.made"), (2, "offer_never_began")),
        (_without("segment.ended"), (2, "talk_left_open")),
        (_twice("segment.ended"), (2, "segment_ended_twice")),
        (_without("recording.started"), (6, "talk_without_recording")),
        (_without("recording.started"), (6, "recording_never_began")),
        (_twice("recording.started"), (6, "recording_began_twice")),
        (_without("segment.started"), (6, "recording_without_talk")),
    ],
)
def test_each_broken_log_is_told(spoil: Callable[[list[Event]], list[Event]], told: tuple[int, str]) -> None:
    events = whole_call(Story(WORKSPACE, IDS), call())
    assert told in codes(sound(spoil(events)))


def test_an_agent_with_two_calls_is_told() -> None:
    story = Story(WORKSPACE, IDS)
    agent = IDS.new(kinds.AGENT)
    one, other = call(agent), call(agent)
    for each in (one, other):
        arrives(story, each)
        is_answered(story, each)
    assert (2, "over_capacity") in codes(sound(story.events))


def test_an_agent_whose_leg_was_lost_while_nobody_listened_may_have_talked_to_another() -> None:
    story = Story(WORKSPACE, IDS)
    agent = IDS.new(kinds.AGENT)
    before, there = call(agent), call(agent)
    arrives(story, before)
    is_answered(story, before)
    lost = AgentLegLost(
        segment_id=before.segment, agent_id=agent, leg_id=IDS.new(kinds.LEG), give_up_at=story.now
    )
    story.tell(lost, interaction_id=before.interaction, agent_id=agent)
    arrives(story, there)
    is_answered(story, there)
    assert (2, "over_capacity") not in codes(sound(story.events))
    without = [event for event in story.events if event.fact is not lost]
    assert (2, "over_capacity") in codes(sound(without))


def test_a_talk_that_is_told_afterwards_counts_where_it_happened() -> None:
    story = Story(WORKSPACE, IDS)
    agent = IDS.new(kinds.AGENT)
    before = whole_call(story, call(agent))
    later = call(agent)
    arrives(story, later)
    is_answered(story, later)
    talk = [event for event in before if event.type.startswith(("segment.", "recording."))]
    rest = [event for event in story.events if event not in talk]
    offered = max(i for i, event in enumerate(rest) if event.type == "offer.made")
    told_late = [*rest[: offered + 1], *talk, *rest[offered + 1 :]]
    assert codes(sound(told_late)) == []
    at = rest[offered].occurred_at + timedelta(milliseconds=1)
    ended = next(event for event in talk if event.type == "segment.ended")
    overlapping = [replace(event, occurred_at=at) if event == ended else event for event in told_late]
    assert (2, "over_capacity") in codes(sound(overlapping))


def test_a_call_with_two_agents_is_told() -> None:
    story = Story(WORKSPACE, IDS)
    one = call()
    arrives(story, one)
    is_answered(story, one)
    again = replace_agent(one)
    is_answered(story, again)
    assert (2, "two_agents_talk") in codes(sound(story.events))


def replace_agent(one: CallIds) -> CallIds:
    other = call()
    other.interaction, other.visit = one.interaction, one.visit
    return other


def test_a_gap_in_the_log_is_told() -> None:
    events = sound(whole_call(Story(WORKSPACE, IDS), call()))
    assert (0, "gap_in_log") in codes([*events[:3], *events[4:]])


def test_states_that_do_not_add_up_to_wall_time_are_told() -> None:
    events = sound(whole_call(Story(WORKSPACE, IDS), call()))
    index = [i for i, event in enumerate(events) if event.type == "agent.state_changed"][1]
    fact = events[index].fact
    assert isinstance(fact, AgentStateChanged)
    events[index] = replace(events[index], fact=replace(fact, previous_ms=fact.previous_ms + 1_500))
    assert codes(events) == [(4, "interval_is_not_wall_time")]
