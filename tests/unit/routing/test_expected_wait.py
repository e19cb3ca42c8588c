"""Waits that are quoted: nine in ten come true, whatever the agents do beside this line."""

from random import Random
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from ringwell.routing.expected_wait import MINUTES, Expectation, pinball, spoken_minutes

SERVICE_S = 120.0


def _worked_through(
    agents: int, callers: int, seed: int, *, share: float = 1.0
) -> tuple[Expectation, list[bool]]:
    """A line that always has thirty in it, served by memoryless agents of whom this queue gets only a share; whether each quote held."""
    dice, line, now = Random(seed), Expectation(), 0.0
    line.stand(now, 30, agents)
    quotes = [line.quote(now, place, agents) for place in range(1, 31)]
    held = list[bool]()
    for _ in range(callers):
        now += dice.expovariate(agents * share / SERVICE_S)
        line.stand(now, 30, agents)
        line.left(answered=True)
        quote = quotes.pop(0)
        assert quote is not None
        held.append(now - quote.at <= quote.seconds)
        line.learn(quote, now - quote.at, answered=True)
        quotes.append(line.quote(now, 30, agents))
    return line, held


class TestQuotes:
    def test_come_true_in_nine_of_ten_cases_once_the_pace_is_known(self) -> None:
        held = [each for seed in range(8) for each in _worked_through(20, 1500, seed)[1][500:]]
        assert 0.87 <= fmean(held) <= 0.93

    def test_do_so_too_where_other_queues_take_most_of_the_agents_time(self) -> None:
        held = [each for seed in range(8) for each in _worked_through(20, 1500, seed, share=0.3)[1][500:]]
        assert 0.87 <= fmean(held) <= 0.93

    def test_follow_the_number_of_agents_at_once(self) -> None:
        line, _ = _worked_through(20, 800, 1)
        many, few = line.quote(0, 10, 20), line.quote(0, 10, 10)
        assert many is not None
        assert few is not None
        assert few.seconds / many.seconds > 1.9

    def test_are_none_where_nobody_serves(self) -> None:
        assert Expectation().quote(0, 1, 0) is None

    @given(st.integers(1, 200), st.integers(1, 500))
    def test_grow_with_the_place_before_anything_is_known(self, place: int, serving: int) -> None:
        line = Expectation()
        here, next_ = line.quote(0, place, serving), line.quote(0, place + 1, serving)
        assert here is not None
        assert next_ is not None
        assert 0 < here.seconds < next_.seconds

    def test_who_gives_up_before_the_quote_is_over_tells_nothing(self) -> None:
        line = Expectation()
        quote = line.quote(0, 1, 5)
        assert quote is not None
        for _ in range(50):
            line.learn(quote, quote.seconds / 10, answered=False)
        assert line.quote(0, 1, 5) == quote

    def test_callers_who_give_up_shorten_the_line_before_those_behind(self) -> None:
        patient, hasty = Expectation(), Expectation()
        for line in (patient, hasty):
            line.stand(0, 20, 10)
            line.stand(600, 20, 10)
        for _ in range(60):
            hasty.left(answered=False)
        long, short = patient.quote(600, 20, 10), hasty.quote(600, 20, 10)
        assert long is not None
        assert short is not None
        assert short.seconds < 0.8 * long.seconds


class TestWhatIsSaid:
    def test_is_never_shorter_than_the_quote(self) -> None:
        assert spoken_minutes(1) == 1
        assert spoken_minutes(61) == 2
        assert spoken_minutes(601) == 12
        assert spoken_minutes(MINUTES[-1] * 60) == 60
        assert spoken_minutes(MINUTES[-1] * 60 + 1) is None


def test_the_pinball_loss_is_least_at_the_quantile() -> None:
    waits = [float(wait) for wait in range(1, 101)]
    losses = {quote: pinball([quote] * 100, waits) for quote in (70.0, 80.0, 90.0, 95.0, 99.0)}
    assert min(losses, key=lambda quote: losses[quote]) == 90.0
