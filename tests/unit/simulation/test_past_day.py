"""A day told by the log: who came, how long they talked, who was there; and replayed with changes."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from msgspec import structs

from ringwell.access.messages import ConfigChanged
from ringwell.agents.messages import AgentStateChanged, OfferEnded, OfferMade, WrapUpEnded
from ringwell.agents.model import AgentProfile
from ringwell.calls.messages import CallerIdentified, SegmentEnded, SegmentStarted
from ringwell.journeys.events_codec import type_of
from ringwell.kernel.events import Event, Fact
from ringwell.kernel.settings import Limits
from ringwell.routing.messages import QueueEntered, QueueLeft, SkillNeed, VisitResult
from ringwell.routing.model import Queue
from ringwell.routing.preference import Acquaintance
from ringwell.routing.rules import Ring
from ringwell.simulation.past_day import TOLD_BY, DayReader, PastDay, Visit
from ringwell.simulation.scenario import PolicyPlan, Shift
from ringwell.simulation.what_if import (
    Answer,
    Changes,
    MorePeople,
    NothingToReplay,
    Rules,
    Unplayable,
    really,
    scenario_of,
    what_if,
)

BEGIN = datetime(2026, 11, 2, tzinfo=UTC)
END = BEGIN + timedelta(days=1)
HOUR = 3600.0
ORDERS, POLISH = "skl_orders", "skl_polish"


class Log:
    """Facts of a day by the second at which they happened."""

    def __init__(self) -> None:
        self.reader = DayReader(BEGIN, END)

    def tell(self, at: float, fact: Fact) -> None:
        self.reader.take(
            Event(
                event_id="evt_1",
                workspace_id="wsp_1",
                type=type_of(fact),
                occurred_at=BEGIN + timedelta(seconds=at),
                interaction_id="int_1",
                fact=fact,
            )
        )

    def presence(self, at: float, agent_id: str, presence: str) -> None:
        self.tell(at, AgentStateChanged(agent_id=agent_id, presence=presence, activity="idle"))  # pyright: ignore[reportArgumentType]

    def comes(self, at: float, visit_id: str, *needs: SkillNeed) -> None:
        self.tell(
            at,
            QueueEntered(
                visit_id=visit_id,
                interaction_id="int_1",
                queue_id="que_1",
                ordinal=1,
                priority=5,
                needs=needs,
                language="en",
                place=1,
            ),
        )

    def leaves(self, at: float, visit_id: str, result: VisitResult, waited_ms: int) -> None:
        left = QueueLeft(
            visit_id=visit_id, interaction_id="int_1", queue_id="que_1", result=result, waited_ms=waited_ms
        )
        self.tell(at, left)

    def answered(self, at: float, visit_id: str, talk_ms: int, hold_ms: int, acw_ms: int) -> None:
        """Rung for three seconds."""
        self.tell(
            at - 3,
            OfferMade(
                offer_id=f"ofr_{visit_id}",
                interaction_id="int_1",
                visit_id=visit_id,
                queue_id="que_1",
                agent_id="agt_1",
                leg_id="leg_1",
                recording_id=None,
                deadline=END,
                why={},
            ),
        )
        self.tell(
            at,
            OfferEnded(
                offer_id=f"ofr_{visit_id}",
                interaction_id="int_1",
                agent_id="agt_1",
                result="accepted",
                after_ms=3000,
            ),
        )
        segment = f"seg_{visit_id}"
        self.tell(
            at,
            SegmentStarted(
                segment_id=segment,
                ordinal=1,
                agent_id="agt_1",
                agent_leg_id="leg_1",
                bridge_id="brg_1",
                recording_id=None,
                visit_id=visit_id,
            ),
        )
        over = SegmentEnded(
            segment_id=segment, agent_id="agt_1", talk_ms=talk_ms, hold_ms=hold_ms, ended_by="agent"
        )
        self.tell(at + 1, over)
        self.tell(
            at + 2,
            WrapUpEnded(
                agent_id="agt_1", interaction_id="int_1", acw_ms=acw_ms, by="agent", segment_id=segment
            ),
        )


def test_a_visit_is_told_whole() -> None:
    log = Log()
    log.comes(100, "vis_1", SkillNeed(ORDERS, 3))
    log.leaves(110, "vis_1", "answered", 10_000)
    log.answered(110, "vis_1", 60_000, 5_000, 7_000)
    log.comes(200, "vis_2", SkillNeed(ORDERS, 3))
    log.leaves(230, "vis_2", "abandoned", 30_000)
    day = log.reader.day(END)
    needs = (SkillNeed(ORDERS, 3),)
    assert day.visits == (
        Visit("que_1", 100, needs, 5, 10.0, "answered", 3.0, 65.0, 7.0, language="en"),
        Visit("que_1", 200, needs, 5, 30.0, "abandoned", language="en"),
    )
    assert (day.left_out, day.rules_changed) == (0, False)


def test_who_called_is_told_whether_it_was_known_before_the_visit_or_in_it() -> None:
    told = CallerIdentified(contact_id="con_1", known=True, owner_agent_id="agt_1", key_customer=True)
    for before in (True, False):
        log = Log()
        if before:
            log.tell(99, told)
        log.comes(100, "vis_1")
        if not before:
            log.tell(101, told)
        log.leaves(110, "vis_1", "answered", 10_000)
        [visit] = log.reader.day(END).visits
        assert visit.who == Acquaintance(owner_agent_id="agt_1", key_customer=True)


def test_what_is_of_other_days_or_ended_otherwise_is_left_out() -> None:
    log = Log()
    log.comes(-5, "vis_before")
    log.leaves(3, "vis_before", "answered", 8000)
    log.comes(24 * HOUR, "vis_after")
    log.comes(10, "vis_closed")
    log.leaves(10, "vis_closed", "closed", 0)
    log.comes(24 * HOUR - 1, "vis_late")
    log.leaves(24 * HOUR + 9, "vis_late", "timed_out", 10_000)
    day = log.reader.day(END)
    assert [(visit.at, visit.result) for visit in day.visits] == [(24 * HOUR - 1, "timed_out")]
    assert day.left_out == 1


def test_who_was_there_is_told_by_presence_cut_to_the_day() -> None:
    log = Log()
    log.presence(-HOUR, "agt_night", "ready")
    log.presence(HOUR, "agt_night", "offline")
    log.presence(-HOUR, "agt_gone", "ready")
    log.presence(-60, "agt_gone", "not_ready")
    log.presence(10, "agt_day", "ready")
    log.presence(20, "agt_day", "ready")
    log.presence(30, "agt_day", "not_ready")
    log.presence(40, "agt_day", "ready")
    assert log.reader.day(BEGIN + timedelta(seconds=100)).ready == {
        "agt_day": (Shift(10, 30), Shift(40, 100)),
        "agt_night": (Shift(0, HOUR),),
    }


def test_presence_that_is_told_late_makes_nobody_ready_twice_at_once() -> None:
    log = Log()
    for at, presence in ((100, "ready"), (300, "offline"), (250, "ready"), (280, "offline"), (290, "ready")):
        log.presence(at, "agt_1", presence)
    log.presence(400, "agt_1", "offline")
    assert log.reader.day(END).ready == {"agt_1": (Shift(100, 300), Shift(300, 400))}


def test_rules_that_were_changed_since_are_told() -> None:
    for kind, at, told in (("queues", 50, True), ("users", 3 * 86_400, True), ("flows", 50, False)):
        log = Log()
        log.tell(at, ConfigChanged(kind=kind, id="que_1", change="changed", version=2, config_version=9))
        assert log.reader.day(END).rules_changed is told, kind
    assert "queue.entered" in TOLD_BY


# --- what if

QUEUE = Queue(queue_id="que_1", name="Orders", project_id="prj_1", needs=(SkillNeed(ORDERS, 2),), target_s=20)


def _agent(agent_id: str, **skills: int) -> AgentProfile:
    return AgentProfile(agent_id=agent_id, user_id="usr_1", name="", endpoint="", skills=skills)


RULES = Rules(
    queues={"que_1": QUEUE},
    agents={
        "agt_1": _agent("agt_1", **{ORDERS: 5}),
        "agt_2": _agent("agt_2", **{ORDERS: 5}),
        "agt_weak": _agent("agt_weak", **{ORDERS: 1}),
    },
)


def _busy_day() -> PastDay:
    """Two agents who can, one who knows too little; more callers than the two can serve."""
    dice = Random(1)
    at, visits = 8 * HOUR, list[Visit]()
    while (at := at + dice.expovariate(1 / 80)) < 16 * HOUR:
        gone = dice.random() < 0.2
        visits.append(
            Visit(
                queue_id="que_1",
                at=at,
                needs=(SkillNeed(ORDERS, 2),),
                priority=5,
                waited_s=40.0 if gone else 30.0,
                result="abandoned" if gone else "answered",
                ring_s=0.0 if gone else 2.0,
                talk_s=None if gone else dice.expovariate(1 / 150),
                wrap_up_s=0.0 if gone else 10.0,
            )
        )
    shift = (Shift(8 * HOUR, 16 * HOUR),)
    return PastDay(length_s=24 * HOUR, visits=tuple(visits), ready=dict.fromkeys(RULES.agents, shift))


DAY = _busy_day()


def _ask(changes: Changes) -> Answer:
    answer = what_if(DAY, RULES, changes, 4, lambda _: True)
    assert answer is not None
    return answer


def _abandoned(answer: Answer) -> tuple[float, float]:
    """Replayed as it was, and changed."""
    return (
        answer.replayed.report.overall.abandon_rate.mean,
        answer.changed.report.overall.abandon_rate.mean,
    )


def test_the_day_as_it_was_is_told_by_the_same_figures() -> None:
    answer = _ask(Changes())
    told = answer.really.report
    gone = sum(not visit.answered for visit in DAY.visits)
    assert told.interactions == len(DAY.visits)
    assert told.overall.abandon_rate.mean == pytest.approx(gone / len(DAY.visits))
    assert told.overall.abandon_rate.within is None
    assert told.occupancy.mean == pytest.approx(
        really(DAY, scenario_of(DAY, RULES, Changes())).busy_s / (24 * HOUR)
    )
    assert answer.people == 3
    assert sum(point.offered for point in answer.really.course) == len(DAY.visits)


def test_without_a_change_both_replays_are_the_same() -> None:
    answer = _ask(Changes())
    assert answer.replayed == answer.changed


def test_more_people_lose_fewer_callers_and_fewer_people_more() -> None:
    more = MorePeople(queue_id="que_1", count=2, from_s=8 * HOUR, to_s=16 * HOUR)
    as_it_was, with_more = _abandoned(_ask(Changes(more=(more,))))
    _, with_fewer = _abandoned(_ask(Changes(without=("agt_2",))))
    assert with_more < as_it_was / 2
    assert with_fewer > as_it_was * 1.5


def test_a_skill_or_a_ring_lets_a_third_one_help() -> None:
    as_it_was, taught = _abandoned(_ask(Changes(skills={"agt_weak": {ORDERS: 4}})))
    _, widened = _abandoned(_ask(Changes(rings={"que_1": (Ring(after_s=15, levels_less=1),)})))
    _, untaught = _abandoned(_ask(Changes(skills={"agt_2": {ORDERS: 0}})))
    assert taught < as_it_was
    assert widened < as_it_was
    assert untaught > as_it_was


def test_a_longer_target_is_a_better_service_level_of_the_same_waits() -> None:
    answer = _ask(Changes(targets={"que_1": 60}))
    before, after = answer.replayed.report.overall, answer.changed.report.overall
    assert after.service_level.mean > before.service_level.mean
    assert after.mean_wait_s == before.mean_wait_s


def test_every_policy_can_be_asked_for() -> None:
    for code in ("fcfs_alis", "ratio", "cost_rate", "fastest_first"):
        assert _ask(Changes(policy=PolicyPlan(code=code))).changed.report.interactions > 0


def _calm_day() -> PastDay:
    """One caller every five minutes; agt_2 needs three times as long as agt_1."""
    visits = [
        Visit(
            queue_id="que_1",
            at=8 * HOUR + number * 300,
            needs=(SkillNeed(ORDERS, 2),),
            priority=5,
            result="answered",
            talk_s=(60.0, 180.0)[number % 2],
            language=("en", "pl")[number % 2],
            agent_id=("agt_1", "agt_2")[number % 2],
        )
        for number in range(80)
    ]
    shift = (Shift(8 * HOUR, 16 * HOUR),)
    return PastDay(length_s=24 * HOUR, visits=tuple(visits), ready=dict.fromkeys(("agt_1", "agt_2"), shift))


def _played(changes: Changes, rules: Rules) -> Answer:
    answer = what_if(_calm_day(), rules, changes, 2, lambda _: True)
    assert answer is not None
    return answer


def test_callers_wait_for_whom_they_prefer_and_no_longer_than_they_may() -> None:
    """Everybody comes at once to two agents, and all would have the one who has their account: they wait for that one alone until they are half
    a minute old, where she is at work."""
    visits = tuple(
        Visit(
            queue_id="que_1",
            at=9 * HOUR,
            needs=(SkillNeed(ORDERS, 2),),
            priority=5,
            result="answered",
            talk_s=talk_s,
            who=Acquaintance(owner_agent_id="agt_1", key_customer=key),
        )
        for talk_s, key in ((600.0, False), (60.0, False), (60.0, True))
    )
    shift = (Shift(8 * HOUR, 16 * HOUR),)
    day = PastDay(length_s=24 * HOUR, visits=visits, ready=dict.fromkeys(("agt_1", "agt_2"), shift))

    def waits(changes: Changes, **prefers: object) -> float:
        rules = structs.replace(RULES, queues={"que_1": structs.replace(QUEUE, **prefers)})
        answer = what_if(day, rules, changes, 2, lambda _: True)
        assert answer is not None
        return answer.changed.report.overall.mean_wait_s.mean * 3

    assert waits(Changes()) == pytest.approx(0 + 0 + 60)
    owner = {"prefers": ("owner",), "prefers_for_s": 30, "prefers_for_key_s": 150}
    assert waits(Changes(), **owner) == pytest.approx(0 + 30 + 150)
    assert waits(Changes(without=("agt_1",)), **owner) == pytest.approx(0 + 600 + 660)
    assert waits(Changes(), prefers=("last_agent",)) == pytest.approx(0 + 0 + 60)


def test_people_are_as_fast_as_they_were_where_a_policy_goes_by_it() -> None:
    answer = _played(Changes(policy=PolicyPlan(code="fastest_first")), RULES)
    assert answer.changed.report.occupancy.mean < 0.75 * answer.replayed.report.occupancy.mean
    assert answer.replayed.report.occupancy.mean == pytest.approx(
        answer.really.report.occupancy.mean, rel=0.15
    )


def test_a_day_is_replayed_by_what_its_queues_choose() -> None:
    fastest = structs.replace(RULES, queues={"que_1": structs.replace(QUEUE, agent_choice="fastest")})
    answer = _played(Changes(policy=PolicyPlan()), fastest)
    assert answer.replayed.report.occupancy.mean < 0.75 * answer.changed.report.occupancy.mean


def test_the_callers_language_and_limits_of_agents_hold_in_a_replay() -> None:
    by_language = structs.replace(RULES, queues={"que_1": structs.replace(QUEUE, language_level=5)})
    english = structs.replace(RULES.agents["agt_1"], languages={"en": 9})
    rules = structs.replace(by_language, agents={**RULES.agents, "agt_1": english})
    served = _played(Changes(), rules).replayed
    assert sum(point.offered for point in served.course) == 40  # nobody speaks Polish: they wait on
    rest = Limits(breather_after=1, breather_s=1800)
    limited = structs.replace(RULES, limits={"agt_1": rest, "agt_2": rest})
    assert _played(Changes(), limited).replayed.report.overall.mean_wait_s.mean > 60


def test_a_callback_is_never_given_up_however_few_people_there_are() -> None:
    called_back = tuple(structs.replace(visit, callback=True) for visit in DAY.visits if visit.answered)
    day = structs.replace(DAY, visits=called_back)
    answer = what_if(day, RULES, Changes(without=("agt_2",)), 2, lambda _: True)
    assert answer is not None
    assert answer.changed.report.overall.abandon_rate.mean == 0


def test_progress_is_told_and_it_can_be_stopped() -> None:
    told = list[float]()

    def until_half(progress: float) -> bool:
        told.append(progress)
        return progress < 0.5

    assert what_if(DAY, RULES, Changes(), 4, until_half) is None
    assert told == sorted(told)
    assert 0.5 <= told[-1] < 0.6


def test_a_day_of_very_many_is_played_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringwell.simulation.what_if.MOST_VISITS", 3 * len(DAY.visits))
    answer = what_if(DAY, RULES, Changes(), 50, lambda _: True)
    assert answer is not None
    assert answer.changed.report.runs == 3


def test_what_cannot_be_replayed_is_refused() -> None:
    empty = PastDay(length_s=24 * HOUR, visits=(), ready={})
    with pytest.raises(NothingToReplay):
        what_if(empty, RULES, Changes(), 2, lambda _: True)
    with pytest.raises(Unplayable):
        what_if(DAY, RULES, Changes(rings={"que_1": (Ring(levels_less=1),)}), 2, lambda _: True)


def test_queues_and_agents_that_are_gone_from_the_configuration_are_played_as_the_day_tells_them() -> None:
    answer = what_if(DAY, Rules(queues={}, agents={}), Changes(), 2, lambda _: True)
    assert answer is not None
    assert answer.replayed.report.overall.abandon_rate.mean == 1.0
