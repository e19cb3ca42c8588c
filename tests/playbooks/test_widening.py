"""Rings: a caller goes to more people with age, or when many wait, and keeps its place."""

from ringwell.routing.messages import PlaceTold
from ringwell.routing.rules import Pressure, Ring
from tests.playbooks.helping import with_rings
from tests.playbooks.playbook import (
    A,
    Answers,
    Declines,
    Dials,
    Dies,
    HangsUp,
    IsBack,
    Never,
    NewConfiguration,
    Offer,
    Passes,
    Playbook,
    Ready,
    Rings,
    TimeAway,
    Visit,
    sets,
)
from tests.support.world import ANNA, BEN, CLEO

AFTER_30 = Ring(after_s=30, levels_less=1)
AT_A_PEAK = Ring(pressure=Pressure(measure="waiting", opens_at=3, closes_at=1), levels_less=1)


def test_a_caller_goes_to_who_knows_less_after_a_while() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(CLEO)
    assert book >> Dials("1001") << Never(Visit("no_agents"))
    assert book >> Passes(29) << Never(Rings(CLEO))
    assert book >> Passes(1) << Rings(CLEO)
    assert book >> Answers(CLEO) << Visit("answered", waited_ms=30_000)


def test_the_queues_own_people_are_rung_at_once_whoever_else_is_idle_for_longer() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(CLEO) >> Passes(60) >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(ANNA)


def test_an_agent_of_an_outer_ring_who_becomes_ready_takes_only_those_who_have_waited_so_long() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> sets(CLEO, "not_ready")
    book = book >> Dials("1001", "old") >> Passes(25) >> Dials("1001", "new") >> Passes(6)
    assert book >> Ready(CLEO) << Rings(CLEO, interaction_id=book.interaction("old"))
    assert book >> Answers(CLEO) >> HangsUp("old") << Never(Rings(CLEO))
    assert book >> Passes(24) << Rings(CLEO, interaction_id=book.interaction("new"))


def test_a_caller_who_is_declined_goes_on_widening_from_its_own_age() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(ANNA) >> Ready(CLEO)
    assert book >> Dials("1001") << Rings(ANNA)
    assert book >> Passes(10) >> Declines(ANNA) << Offer("declined") << Never(Rings(CLEO))
    assert book >> sets(ANNA, "not_ready") >> Passes(20) << Rings(CLEO)


def test_a_ring_that_opened_while_an_offer_rang_is_open_when_it_ends() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(ANNA) >> Passes(1) >> Ready(CLEO)
    book = book >> sets(ANNA, "not_ready") >> Dials("1001") >> Passes(20) >> Ready(ANNA)
    assert book >> Passes(15) >> Declines(ANNA) << Offer("declined") << Rings(CLEO)


def test_a_peak_brings_others_in_for_the_oldest_and_they_leave_when_it_is_over() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AT_A_PEAK)) >> Ready(CLEO) >> sets(CLEO, "ready")
    book = book >> Dials("1001", "first") >> Passes(1) >> Dials("1001", "second") << Never(Rings(CLEO))
    assert book >> Dials("1001", "third") << Rings(CLEO, interaction_id=book.interaction("first"))
    book = book >> Answers(CLEO) >> HangsUp("first")
    assert book << Rings(CLEO, interaction_id=book.interaction("second"))  # two wait: over the closing limit
    assert book >> Answers(CLEO) >> HangsUp("second") << Never(Rings(CLEO))


def test_rings_open_after_a_restart_when_they_would_have() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(CLEO) >> Dials("1001")
    book = book >> Passes(10) >> Dies() >> TimeAway(15) >> IsBack()
    assert book << Never(Rings(CLEO))
    assert book >> Passes(5) << Rings(CLEO)


def test_callers_to_whom_a_new_rule_opens_a_ring_are_given_at_once() -> None:
    book = Playbook() >> Ready(CLEO) >> sets(BEN, "not_ready") >> Dials("1001") >> Passes(40)
    assert book >> NewConfiguration(with_rings(AFTER_30)) << Rings(CLEO) << Never(A(PlaceTold))
