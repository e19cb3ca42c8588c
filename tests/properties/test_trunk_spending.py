"""A trunk's limit of money is passed by no more than what was up when it was reached, whatever calls go out and end."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ringwell.journeys import going_out
from ringwell.journeys.turn import Turn
from tests.playbooks.outside import TRUNK
from tests.support.world import CONFIG, World

PRICES = {"+48221234567": 500, "+48600100200": 1000}
DAY_S = 24 * 3600
DIALS = st.tuples(st.just("dials"), st.sampled_from(sorted(PRICES)))
PASSES = st.tuples(st.just("passes"), st.sampled_from((1, 30, 61, 600, 7 * 3600, DAY_S, 9 * DAY_S)))
STORY = st.lists(
    st.one_of(
        DIALS.map(lambda each: [each]),
        PASSES.map(lambda each: [each]),
        st.tuples(st.sampled_from(("answers", "ends")), st.integers(0, 5)).map(lambda each: [each]),
        st.tuples(DIALS, st.just(("answers", -1)), PASSES, st.just(("ends", -1))).map(list),
    ),
    max_size=20,
).map(lambda parts: [step for part in parts for step in part])


@dataclass
class Ledger:
    """What a book-keeper writes down, who knows nothing of the floor: the calls that are up, and what those came to that are over."""

    zone: ZoneInfo
    up: dict[str, tuple[int, datetime | None]] = field(default_factory=dict[str, tuple[int, datetime | None]])
    over: list[tuple[datetime, int]] = field(default_factory=list[tuple[datetime, int]])

    def cost(self, leg_id: str, now: datetime) -> int:
        price, since = self.up[leg_id]
        return 0 if since is None else price * max(1, -(-int((now - since).total_seconds()) // 60))

    def spent(self, now: datetime, form: str) -> int:
        """In the period of which the moments have the same text in this form."""
        this = now.astimezone(self.zone).strftime(form)
        past = sum(cost for at, cost in self.over if at.astimezone(self.zone).strftime(form) == this)
        return past + sum(self.cost(leg_id, now) for leg_id in self.up)


@given(STORY, st.integers(1, 4), st.integers(1, 9))
def test_nothing_begins_once_a_limit_is_reached_and_until_then_everything(
    story: list[tuple[str, str | int]], per_day: int, per_month: int
) -> None:
    trunk = replace(TRUNK, spend_per_day=per_day, spend_per_month=per_month)
    settings = replace(CONFIG.settings, outgoing_prices="+48 0.5, +4860 1", outgoing_per_second=100)
    world = World(replace(CONFIG, settings=settings, trunks={trunk.trunk_id: trunk}))
    floor, now, ledger = world.floor, world.now, Ledger(ZoneInfo(settings.zone))
    for what, how in story:
        turn, legs = Turn(floor, now, world.ids), list(ledger.up)
        if what == "passes":
            now += timedelta(seconds=int(how))
            floor.roll(now)
        elif what == "dials":
            is_over = (
                ledger.spent(now, "%Y-%m-%d") >= per_day * 1000
                or ledger.spent(now, "%Y-%m") >= per_month * 1000
            )
            leg_id, wish = world.ids.new("leg"), going_out.Wish(number=str(how))
            refused = going_out.dial(turn, wish, leg_id=leg_id, interaction_id=None, timeout_s=30)
            assert refused == ("trunk_spent" if is_over else None)
            if refused is None:
                ledger.up[leg_id] = PRICES[str(how)], None
        elif legs:
            leg_id = legs[int(how) % len(legs)]
            if what == "answers":
                going_out.answered(turn, leg_id)
                price, since = ledger.up[leg_id]
                ledger.up[leg_id] = price, since or now
            else:
                going_out.ended(turn, leg_id)
                ledger.over.append((now, ledger.cost(leg_id, now)))
                del ledger.up[leg_id]
