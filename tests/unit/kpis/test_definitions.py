"""Each figure by hand-checked values, and what must hold of all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.kpis.definitions import (
    EMPTY,
    HandlingTally,
    QueueTally,
    ServiceLevelRule,
    Thresholds,
    abandon_rate,
    add,
    average_handle_time_ms,
    average_speed_of_answer_ms,
    day_start,
    interval_start,
    occupancy,
    service_level,
    tally_visits,
    utilisation,
    wait_percentile_ms,
)
from ringwell.routing.messages import VisitResult

LIMITS = Thresholds(target_ms=20_000, short_abandon_ms=5_000)
RULES: tuple[ServiceLevelRule, ...] = (
    "answered",
    "answered_and_abandoned",
    "early_abandons_count_as_served",
    "offered_less_short_abandons",
)

# Six answered (four in 20 s, one at exactly 20 s among them), three abandoned (3 s, 12 s, 40 s), one met nobody, one waits.
DAY: list[tuple[VisitResult | None, int]] = [
    ("answered", 0),
    ("answered", 4_000),
    ("answered", 11_000),
    ("answered", 20_000),
    ("answered", 20_001),
    ("answered", 65_000),
    ("abandoned", 3_000),
    ("abandoned", 12_000),
    ("abandoned", 40_000),
    ("no_agents", 0),
    (None, 0),
]

visits = st.lists(
    st.tuples(
        st.sampled_from([*VisitResult.__args__, None]),  # pyright: ignore[reportAttributeAccessIssue]
        st.integers(0, 120_000),
    ),
    max_size=60,
)


def test_counts() -> None:
    assert tally_visits(DAY, LIMITS) == QueueTally(
        offered=11,
        answered=6,
        answered_in_target=4,
        abandoned=3,
        abandoned_in_target=2,
        short_abandoned=1,
        ended_otherwise=1,
        answered_wait_ms=120_001,
        longest_wait_ms=65_000,
    )


@pytest.mark.parametrize(
    ("rule", "share"),
    [
        ("answered", 4 / 6),
        ("answered_and_abandoned", 4 / 9),
        ("early_abandons_count_as_served", 6 / 9),
        ("offered_less_short_abandons", 4 / 10),
    ],
)
def test_service_level_has_four_variants(rule: ServiceLevelRule, share: float) -> None:
    assert service_level(tally_visits(DAY, LIMITS), rule) == pytest.approx(share)


def test_rates() -> None:
    tally = tally_visits(DAY, LIMITS)
    assert abandon_rate(tally) == pytest.approx(3 / 11)
    assert abandon_rate(tally, leave_out_short=True) == pytest.approx(2 / 10)
    assert average_speed_of_answer_ms(tally) == pytest.approx(120_001 / 6)


def test_nothing_divides_by_nothing() -> None:
    for rule in RULES:
        assert service_level(EMPTY, rule) is None
    assert abandon_rate(EMPTY) is None
    assert average_speed_of_answer_ms(EMPTY) is None
    assert occupancy(HandlingTally()) is None
    assert wait_percentile_ms([], 95) is None


def test_handling() -> None:
    tally = HandlingTally(
        handled=2,
        talk_ms=200_000,
        hold_ms=20_000,
        acw_ms=60_000,
        idle_ready_ms=120_000,
        logged_in_ms=560_000,
    )
    assert average_handle_time_ms(tally) == 140_000
    assert occupancy(tally) == pytest.approx(0.7)
    assert utilisation(tally) == pytest.approx(0.5)


@pytest.mark.parametrize(("percent", "wait"), [(0, 1), (50, 5), (90, 9), (95, 10), (100, 10)])
def test_percentiles_are_exact_by_nearest_rank(percent: float, wait: int) -> None:
    assert wait_percentile_ms([3, 1, 2, 10, 9, 8, 7, 6, 5, 4], percent) == wait


def test_changing_the_threshold_recounts_history() -> None:
    assert tally_visits(DAY, Thresholds(target_ms=3_999)).answered_in_target == 1
    assert tally_visits(DAY, Thresholds(short_abandon_ms=12_000)).short_abandoned == 2


@given(visits, visits)
def test_tallies_of_parts_add_up(
    one: list[tuple[VisitResult | None, int]], other: list[tuple[VisitResult | None, int]]
) -> None:
    both = add(tally_visits(one, LIMITS), tally_visits(other, LIMITS))
    assert both == tally_visits([*one, *other], LIMITS)


@given(visits)
def test_every_visit_is_in_one_place(each: list[tuple[VisitResult | None, int]]) -> None:
    tally = tally_visits(each, LIMITS)
    waiting = sum(result is None for result, _ in each)
    assert (
        tally.offered == tally.answered + tally.abandoned + tally.ended_otherwise + tally.callbacks + waiting
    )
    assert tally.short_abandoned <= tally.abandoned_in_target <= tally.abandoned
    for rule in RULES:
        level = service_level(tally, rule)
        assert level is None or 0 <= level <= 1


@given(visits, st.integers(0, 120_000), st.integers(0, 120_000))
def test_a_kinder_threshold_never_lowers_the_level(
    each: list[tuple[VisitResult | None, int]], one: int, other: int
) -> None:
    strict, kind = sorted((one, other))
    for rule in RULES:
        low = service_level(tally_visits(each, Thresholds(target_ms=strict)), rule)
        high = service_level(tally_visits(each, Thresholds(target_ms=kind)), rule)
        assert (low is None and high is None) or (low or 0) <= (high or 0)


@pytest.mark.parametrize(
    ("zone", "moment", "start"),
    [
        ("Europe/Warsaw", "2026-03-29T00:59:59Z", "2026-03-29T00:45:00Z"),
        ("Europe/Warsaw", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
        ("Asia/Kathmandu", "2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z"),
        ("Asia/Kathmandu", "2026-06-01T00:14:59Z", "2026-06-01T00:00:00Z"),
        ("Asia/Kolkata", "2026-06-01T00:29:00Z", "2026-06-01T00:15:00Z"),
    ],
)
def test_intervals_are_quarters_of_the_local_hour(zone: str, moment: str, start: str) -> None:
    assert interval_start(datetime.fromisoformat(moment), zone) == datetime.fromisoformat(start)


@pytest.mark.parametrize(("day", "hours"), [(28, 24), (29, 23)])
def test_a_day_of_changing_clocks_has_other_hours(day: int, hours: int) -> None:
    begun = day_start(datetime(2026, 3, day, 12, tzinfo=UTC), "Europe/Warsaw")
    over = day_start(begun + timedelta(hours=36), "Europe/Warsaw")
    assert over - begun == timedelta(hours=hours)
