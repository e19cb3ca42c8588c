"""Whom a ring admits, when rings open, and what nobody can have meant."""

from math import inf

import pytest

from ringwell.routing.messages import SkillNeed
from ringwell.routing.rules import (
    Pressure,
    QueueRules,
    Ring,
    Traits,
    delays,
    named_nobody,
    next_widening,
    problems,
    ring_of,
)

NEEDS = (SkillNeed("a", 5),)
RULES = QueueRules(
    project_id="p1",
    rings=(
        Ring(after_s=0, teams=("t1",)),
        Ring(after_s=20, teams=("t1", "t2"), levels_less=2),
        Ring(after_s=60, levels_less=9, groups=("g1",), lenders=("p2",)),
    ),
)


@pytest.mark.parametrize(
    ("traits", "ring"),
    [
        (Traits(skills=(("a", 5),), team="t1"), 0),
        (Traits(skills=(("a", 4),), team="t1"), 1),
        (Traits(skills=(("a", 9),), team="t2"), 1),
        (Traits(skills=(("a", 9),), team="t3"), 2),
        (Traits(skills=(("a", 1),), team="t1"), 2),
        (Traits(skills=(("b", 9),), team="t1"), None),
        (Traits(skills=(("a", 9),), team="t1", projects=("p1",)), 0),
        (Traits(skills=(("a", 9),), team="t1", projects=("p2",)), 2),
        (Traits(skills=(("a", 9),), team="t1", projects=("p3",)), None),
        (Traits(skills=(("a", 9),), team="t1", reserve_of=("g1",)), 2),
        (Traits(skills=(("a", 9),), team="t1", reserve_of=("g2",)), None),
    ],
)
def test_an_agent_counts_for_the_innermost_ring_that_admits_it(traits: Traits, ring: int | None) -> None:
    assert ring_of(traits, RULES, NEEDS) == ring


def test_a_site_is_asked_where_a_ring_names_some() -> None:
    rules = QueueRules(rings=(Ring(after_s=0, sites=("s1",)), Ring(after_s=9)))
    assert ring_of(Traits(site="s1"), rules, ()) == 0
    assert ring_of(Traits(site="s2"), rules, ()) == 1


def test_a_ring_that_is_open_has_the_inner_ones_open() -> None:
    rings = (Ring(after_s=0), Ring(pressure=_waiting(9, 3)), Ring(after_s=30), Ring(pressure=_waiting(20, 9)))
    rules = QueueRules(rings=rings)
    assert delays(rules) == (0, 30, 30, inf)
    assert [next_widening(rules, 1000.1, 1000.1 + age) for age in (0, 29.9, 30, 99)] == [
        1030.1,
        1030.1,
        None,
        None,
    ]


def _waiting(opens_at: float, closes_at: float) -> Pressure:
    return Pressure(measure="waiting", opens_at=opens_at, closes_at=closes_at)


NEVER = Pressure(measure="service_level", opens_at=0.8, closes_at=0.7)


@pytest.mark.parametrize(
    ("rings", "code", "number"),
    [
        ((Ring(after_s=0), Ring(levels_less=1)), "ring_never_opens", 1),
        (
            (Ring(after_s=0), Ring(after_s=30, levels_less=1), Ring(after_s=20, levels_less=2)),
            "ring_opens_sooner",
            2,
        ),
        ((Ring(after_s=0), Ring(after_s=9)), "ring_adds_nobody", 1),
        (
            (Ring(after_s=0, teams=("t1",)), Ring(after_s=9, teams=("t1",), sites=("s1",))),
            "ring_adds_nobody",
            1,
        ),
        (
            (Ring(after_s=0), Ring(after_s=9, groups=("g1",)), Ring(after_s=20, groups=("g1",))),
            "ring_adds_nobody",
            2,
        ),
        (
            (Ring(after_s=0), Ring(after_s=3, levels_less=2), Ring(after_s=6, levels_less=1)),
            "ring_asks_more",
            2,
        ),
        (
            (Ring(after_s=0), Ring(pressure=_waiting(3, 3), levels_less=1)),
            "pressure_never_closes",
            1,
        ),
        (
            (Ring(after_s=0), Ring(pressure=NEVER, levels_less=1)),
            "pressure_never_closes",
            1,
        ),
    ],
)
def test_rules_that_nobody_can_have_meant_are_found(rings: tuple[Ring, ...], code: str, number: int) -> None:
    found = problems({"q1": QueueRules(rings=rings)})
    assert [(each.queue_id, each.code, each.ring) for each in found] == [("q1", code, number)]


@pytest.mark.parametrize(
    "rings",
    [
        (Ring(after_s=0, teams=("t1",)), Ring(after_s=9)),
        (Ring(after_s=0, teams=("t1",)), Ring(after_s=9, teams=("t1", "t2"))),
        (Ring(after_s=0, sites=("s1",)), Ring(after_s=9, levels_less=1, sites=("s1",))),
        (Ring(after_s=0), Ring(after_s=9, groups=("g1",)), Ring(after_s=20, groups=("g1", "g2"))),
        (Ring(after_s=0), Ring(after_s=9, groups=("g1",)), Ring(after_s=20, levels_less=1, groups=("g1",))),
        (Ring(after_s=0), Ring(after_s=9, lenders=("p2",))),
    ],
)
def test_rings_that_let_in_more_are_no_problem(rings: tuple[Ring, ...]) -> None:
    assert problems({"q1": QueueRules(project_id="p1", rings=rings)}) == []


def test_rings_that_name_what_no_agent_belongs_to_are_found() -> None:
    rings = (
        Ring(after_s=0, teams=("t1",)),
        Ring(after_s=9, sites=("s1",), groups=("g1", "g2")),
        Ring(after_s=20, groups=("g1",), lenders=("p2",)),
    )
    anna = Traits(team="t1", projects=("p2",))
    assert named_nobody(QueueRules(rings=rings), [anna]) == [(1, "sites"), (1, "groups"), (2, "groups")]
    back = (Traits(reserve_of=("g1",), site="s1"), Traits(reserve_of=("g2",)))
    assert named_nobody(QueueRules(rings=rings), [anna, *back]) == []


def test_a_cycle_of_lending_is_found_however_long() -> None:
    def borrows(project_id: str, *lenders: str) -> QueueRules:
        ring = Ring(pressure=_waiting(5, 2), lenders=lenders)
        return QueueRules(project_id=project_id, rings=(Ring(after_s=0), ring))

    chain = {"q1": borrows("p1", "p2"), "q2": borrows("p2", "p3")}
    assert problems(chain) == []
    found = problems({**chain, "q3": borrows("p3", "p1"), "q4": borrows("p4", "p1")})
    assert {(each.queue_id, each.code) for each in found} == {
        (q, "lending_cycle") for q in ("q1", "q2", "q3")
    }
