"""Limits never keep anybody away for ever, whatever the work and the limits are."""

from hypothesis import given
from hypothesis import strategies as st

from ringwell.kernel.settings import Limits
from ringwell.routing.limits import Strain

limits = st.builds(
    Limits,
    breather_after=st.none() | st.integers(1, 5),
    breather_s=st.floats(10, 3600),
    occupancy_cap=st.none() | st.floats(0.1, 1),
    window_s=st.floats(300, 28_800),
)
work = st.lists(st.tuples(st.floats(0, 2000), st.floats(0, 5000)), min_size=1, max_size=30)


@given(limits, work)
def test_every_rest_ends_and_then_the_next_may_come(limits: Limits, work: list[tuple[float, float]]) -> None:
    strain, now = Strain(), 1_800_000_000.0
    longest_s = max(limits.breather_s, limits.window_s)
    for number, (pause_s, busy_s) in enumerate(work):
        strain.work(now + pause_s, now + pause_s + busy_s, f"int_{number}")
        now += pause_s + busy_s
        rest = strain.rest(limits, now)
        if rest is not None:
            assert now < rest.until <= now + longest_s + 1e-3
            assert limits.breather_after if rest.why == "breather" else limits.occupancy_cap
            strain.rested(now)
            now = rest.until
            assert strain.rest(limits, now) is None


@given(limits, work)
def test_in_what_order_work_is_told_makes_no_difference(
    limits: Limits, work: list[tuple[float, float]]
) -> None:
    in_order, backwards, now = Strain(), Strain(), 1_800_000_000.0
    told = list[tuple[float, float, str]]()
    for number, (pause_s, busy_s) in enumerate(work):
        told.append((now + pause_s, now + pause_s + busy_s, f"int_{number}"))
        now += pause_s + busy_s
    for each in told:
        in_order.work(*each)
    for each in reversed(told):
        backwards.work(*each)
    assert in_order.rest(limits, now) == backwards.rest(limits, now)
