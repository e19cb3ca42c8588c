"""Announcements: the next caller hears them, before the flow or the queue, once; who waits may, too; whatever dies meanwhile."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.announced import AnnouncementHeard
from ringwell.flows.announcements import Announcement, AnnouncementTarget
from ringwell.routing.messages import QueueEntered, QueueLeft
from tests.playbooks.playbook import (
    ANSWERS_S,
    A,
    Answers,
    Dials,
    Dies,
    Ended,
    HangsUp,
    Hears,
    IsBack,
    Joins,
    Never,
    NewConfiguration,
    OfCaller,
    Passes,
    Playbook,
    PromptEnds,
    Ready,
    Rings,
    TimeAway,
)
from tests.support.world import ANNA, BANK, CONFIG, NOON, SHOP


def announcement(target: AnnouncementTarget, target_id: str = "", **fields: object) -> Announcement:
    usual = Announcement(
        announcement_id="ann_1",
        target=target,
        target_id=target_id,
        sounds={"en": "outage"},
        ends_at=NOON + timedelta(hours=1),
    )
    return replace(usual, **fields)


def house(*announcements: Announcement) -> Playbook:
    return Playbook(replace(CONFIG, announcements=announcements)) >> Ready(ANNA)


HEARD = A(AnnouncementHeard, announcement_id="ann_1")


@pytest.mark.parametrize(
    ("target", "target_id"),
    [("all", ""), ("number", "num_1001"), ("flow", "flw_direct"), ("project", "prj_1")],
)
def test_the_next_caller_is_answered_and_hears_it_before_the_flow(
    target: AnnouncementTarget, target_id: str
) -> None:
    book = house(announcement(target, target_id))
    assert book >> Dials("1001") << A(AnnouncementHeard, where="flow") << OfCaller(calls.AnswerLeg) << Hears()
    assert book << Never(A(QueueEntered))
    assert book >> PromptEnds() << A(QueueEntered) << Rings(ANNA)


@pytest.mark.parametrize(
    ("target", "target_id"),
    [("number", "num_1000"), ("flow", "flw_menu"), ("project", "prj_2"), ("queue", BANK)],
)
def test_others_hear_nothing(target: AnnouncementTarget, target_id: str) -> None:
    assert house(announcement(target, target_id)) >> Dials("1001") << Rings(ANNA) << Never(Hears())


def test_a_queues_is_heard_before_the_caller_waits_in_it() -> None:
    book = house(announcement("queue", SHOP))
    assert book >> Dials("1001") << A(AnnouncementHeard, where="queue") << Hears() << Never(A(QueueEntered))
    assert book >> PromptEnds() << A(QueueEntered, queue_id=SHOP) << Rings(ANNA)


def test_two_are_told_together_and_each_once() -> None:
    both = announcement("all"), announcement("queue", SHOP, announcement_id="ann_2", sounds={"en": "delay"})
    book = house(*both)
    assert book >> Dials("1001") << Hears() << Never(Hears("delay"))
    assert book >> PromptEnds() << Hears("delay") << Never(Hears())
    assert book >> PromptEnds() << Rings(ANNA)


def test_switched_on_in_the_middle_of_the_day_the_next_caller_hears_it_and_who_talks_does_not() -> None:
    book = house() >> Dials("1001") >> Answers(ANNA)
    on = replace(book.config, version=2, announcements=(announcement("all", to_waiting=True),))
    assert book >> NewConfiguration(on) << Never(Hears())
    assert book >> Dials("1001", caller="next") << Hears()
    assert book >> Passes(30) << Never(Hears())


def test_it_ends_by_itself_and_by_hand() -> None:
    over = announcement("all", ends_at=NOON + timedelta(minutes=30))
    book = house(over) >> Passes(30 * 60)
    assert book >> Dials("1001") << Rings(ANNA) << Never(Hears())
    book = house(over) >> NewConfiguration(replace(CONFIG, version=2))
    assert book >> Dials("1001") << Rings(ANNA) << Never(Hears())


def test_a_language_that_it_lacks_hears_nothing() -> None:
    assert (
        house(announcement("all", sounds={"ru": "outage"})) >> Dials("1001") << Rings(ANNA) << Never(Hears())
    )


def test_who_hangs_up_while_it_is_told_has_heard_it() -> None:
    book = house(announcement("queue", SHOP)) >> Dials("1001")
    assert book >> HangsUp() << Ended("abandoned_in_flow", ended_by="caller")
    assert book.floor.announced == {}


@pytest.mark.parametrize("target", ["all", "queue"])
def test_a_brain_that_dies_in_the_middle_goes_on_after_it(target: AnnouncementTarget) -> None:
    book = house(announcement(target, SHOP)) >> Dials("1001")
    book = book >> Dies() >> TimeAway(2)
    assert book >> IsBack() << A(QueueEntered) << Never(Hears())


def test_a_prompt_that_fails_is_passed_by() -> None:
    book = house(announcement("all")) >> Dials("1001")
    playing = book.floor.playing[book.leg("caller")]
    leg_id, playback_id = book.leg("caller"), playing.playback_id
    book.send(calls.PlaybackEnded(leg_id=leg_id, playback_id=playback_id, at=book.now, failed=True))
    assert book >> Passes(1) << Rings(ANNA)


def test_who_waits_already_hears_it_once_between_the_music() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001", caller="first") >> Answers(ANNA) >> Dials("1001")
    book = book >> PromptEnds()
    on = replace(book.config, version=2, announcements=(announcement("queue", SHOP, to_waiting=True),))
    book = book >> NewConfiguration(on) >> Passes(6)
    facts = [event.fact for event in book.log if isinstance(event.fact, AnnouncementHeard)]
    assert [each.where for each in facts] == ["waiting"]
    assert book >> Passes(120) << Never(Hears())


def test_who_waits_already_hears_nothing_where_it_is_for_new_callers() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001", caller="first") >> Answers(ANNA) >> Dials("1001")
    on = replace(book.config, version=2, announcements=(announcement("queue", SHOP),))
    assert book >> NewConfiguration(on) >> Passes(60) << Never(Hears())


def test_an_agent_who_becomes_free_does_not_wait_for_it() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001", caller="first") >> Answers(ANNA) >> Dials("1001")
    book = book >> PromptEnds()
    on = replace(book.config, version=2, announcements=(announcement("queue", SHOP, to_waiting=True),))
    book = book >> NewConfiguration(on)
    assert book >> Ready("agt_ben") << Rings("agt_ben")
    assert book >> Answers("agt_ben") << A(calls.StopPlayback) << Joins()


@given(st.lists(st.sampled_from(["die", "wait", "off", "on", "second"]), max_size=8))
def test_nobody_hears_one_twice_whatever_happens(steps: list[str]) -> None:
    on = replace(CONFIG, announcements=(announcement("all", to_waiting=True),))
    book, version = Playbook(on) >> Dials("1001"), 1
    for step in steps:
        version += 1
        match step:
            case "die":
                book = book >> Dies() >> TimeAway(ANSWERS_S) >> IsBack()
            case "off":
                book = book >> NewConfiguration(replace(CONFIG, version=version))
            case "on":
                book = book >> NewConfiguration(replace(on, version=version))
            case "second":
                book = book >> Dials("1001", caller=f"caller {version}")
            case _:
                book = book >> Passes(7)
    told = [event.interaction_id for event in book.log if isinstance(event.fact, AnnouncementHeard)]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(("target", "target_id"), [("all", ""), ("queue", SHOP)])
def test_nobody_waits_in_a_queue_while_it_is_told(target: AnnouncementTarget, target_id: str) -> None:
    """Or else a long announcement spoils the service level of each call that hears it."""
    book = house(announcement(target, target_id)) >> Dials("1001") >> PromptEnds()
    assert book >> Answers(ANNA) << A(QueueLeft, result="answered", waited_ms=0)
