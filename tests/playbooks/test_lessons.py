"""How long callers wait is known again after a restart: the log teaches what the floor had learnt."""

from datetime import timedelta

from ringwell.journeys.estimates import Estimates
from ringwell.journeys.lessons import LOOK_BACK, Lessons
from tests.playbooks.playbook import Answers, Dials, Finishes, HangsUp, Passes, Playbook, Ready
from tests.support.world import ANNA, SHOP

TALK_S, WRAP_UP_S = 400, 20


def served(callers: int) -> Playbook:
    """Anna serves slowly, and there are always two who wait; one in four gives up."""
    book = Playbook() >> Ready(ANNA)
    for number in range(3):
        book = book >> Dials("1001", f"caller {number}")
    for number in range(callers):
        book = book >> Answers(ANNA) >> Dials("1001", f"caller {number + 3}") >> Passes(TALK_S)
        book = book >> HangsUp(f"caller {number}") >> Passes(WRAP_UP_S)
        book = book >> Finishes(ANNA, caller=f"caller {number}")
    return book


def taught(book: Playbook) -> Estimates:
    floor = book.floor
    lessons = Lessons(floor.config, floor.traits, {ANNA: "ready"}, book.now)
    for event in book.log:
        lessons.hear(event)
    return lessons.learnt()


def expected(of: Estimates | Playbook) -> int:
    estimates = of.floor.estimates if isinstance(of, Playbook) else of
    seconds = estimates.expected(SHOP, 3)
    assert seconds is not None
    return seconds


def test_the_log_teaches_what_the_floor_had_learnt() -> None:
    book = served(8)
    fresh = Playbook() >> Ready(ANNA)
    assert expected(book) > 1.3 * expected(fresh)
    assert abs(expected(taught(book)) - expected(book)) <= 0.05 * expected(book)


def test_what_was_learnt_before_and_after_a_restart_is_known_together() -> None:
    book = served(8)
    began = Playbook() >> Ready(ANNA)
    began.floor.estimates.add(taught(book))
    assert abs(expected(began) - expected(book)) <= 0.05 * expected(book)


def test_what_is_long_over_teaches_nothing() -> None:
    book = served(3)
    book = book >> Passes((LOOK_BACK + timedelta(hours=1)).total_seconds())
    fresh = Playbook() >> Ready(ANNA)
    assert expected(taught(book)) == expected(fresh)
