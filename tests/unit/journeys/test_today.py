"""Today's figures: whose day, what counts, and where midnight parts it."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from ringwell.agents.messages import Activity, AgentStateChanged, OfferEnded, Presence, WrapUpEnded
from ringwell.calls.messages import InteractionEnded, SegmentEnded
from ringwell.calls.party_messages import CallTransferred
from ringwell.journeys.today import Today
from ringwell.kernel.events import Event, Fact
from ringwell.kpis.definitions import Thresholds, service_level
from ringwell.routing.messages import QueueEntered, QueueLeft, VisitResult

WARSAW = "Europe/Warsaw"
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
LIMITS = Thresholds(20_000, 5_000)


def event(fact: Fact, at: datetime = NOON) -> Event:
    return Event(
        event_id="evt_1",
        workspace_id="wsp_1",
        type=str(fact.__struct_config__.tag),
        occurred_at=at,
        fact=fact,
    )


def entered(visit_id: str) -> QueueEntered:
    return QueueEntered(
        visit_id=visit_id,
        interaction_id="int_1",
        queue_id="que_1",
        ordinal=1,
        priority=5,
        language="en",
        place=1,
    )


def left(visit_id: str, result: VisitResult, waited_ms: int) -> QueueLeft:
    return QueueLeft(
        visit_id=visit_id,
        interaction_id="int_1",
        queue_id="que_1",
        result=result,
        waited_ms=waited_ms,
    )


def state(presence: Presence, activity: Activity = "idle", ready_s: int = 0) -> AgentStateChanged:
    """The agent's new state, after so many seconds of being ready and idle."""
    return AgentStateChanged(
        agent_id="agt_anna", presence=presence, activity=activity, ready_ms=ready_s * 1000
    )


def visits(today: Today, *results: tuple[VisitResult, int]) -> None:
    for number, (result, waited_ms) in enumerate(results):
        today.add(event(entered(f"vis_{number}")))
        today.add(event(left(f"vis_{number}", result, waited_ms)))


def test_visits_are_tallied_by_the_thresholds_asked_for() -> None:
    today = Today(WARSAW, NOON)
    visits(today, ("answered", 20_000), ("answered", 20_001), ("abandoned", 5_000), ("no_agents", 0))
    today.add(event(entered("vis_waits")))
    tally = today.tally("que_1", LIMITS)
    assert (tally.offered, tally.answered, tally.answered_in_target) == (5, 2, 1)
    assert (tally.abandoned, tally.short_abandoned, tally.answered_wait_ms) == (1, 1, 40_001)
    assert service_level(tally) == 1 / 3
    stricter = today.tally("que_1", Thresholds(10_000, 4_000))
    assert (stricter.offered, stricter.answered_in_target, stricter.short_abandoned) == (5, 0, 0)
    visits(today, ("answered", 10_000))
    assert today.tally("que_1", Thresholds(10_000, 4_000)).answered_in_target == 1


def test_a_queue_without_visits_has_no_service_level() -> None:
    assert service_level(Today(WARSAW, NOON).tally("que_1", LIMITS)) is None


def test_a_visit_counts_on_the_day_on_which_it_was_offered() -> None:
    today = Today(WARSAW, NOON)
    today.add(event(entered("vis_late"), MIDNIGHT - timedelta(seconds=1)))
    assert not today.roll(MIDNIGHT - timedelta(seconds=1))
    assert today.roll(MIDNIGHT)
    today.add(event(left("vis_late", "answered", 2000), MIDNIGHT + timedelta(seconds=1)))
    assert today.tally("que_1", LIMITS).answered == 0


def test_what_happened_on_another_day_is_not_counted() -> None:
    today = Today(WARSAW, NOON)
    today.add(event(entered("vis_1"), NOON - timedelta(days=1)))
    today.add(event(entered("vis_2"), MIDNIGHT))
    assert today.tally("que_1", LIMITS).offered == 0


def test_the_day_that_has_25_hours() -> None:
    sunday = datetime(2026, 10, 25, 10, tzinfo=UTC)
    today = Today(WARSAW, sunday)
    assert not today.roll(datetime(2026, 10, 25, 22, 59, tzinfo=UTC))
    assert today.roll(datetime(2026, 10, 25, 23, 0, tzinfo=UTC))
    assert today.began == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)


def test_the_day_that_has_23_hours() -> None:
    today = Today(WARSAW, datetime(2026, 3, 29, 10, tzinfo=UTC))
    assert not today.roll(datetime(2026, 3, 29, 21, 59, tzinfo=UTC))
    assert today.roll(datetime(2026, 3, 29, 22, 0, tzinfo=UTC))


def test_an_agents_work() -> None:
    today = Today(WARSAW, NOON)
    segment = SegmentEnded(
        segment_id="seg_1", agent_id="agt_anna", talk_ms=9000, hold_ms=1000, ended_by="agent"
    )
    wrapped = WrapUpEnded(agent_id="agt_anna", interaction_id="int_1", acw_ms=700, by="agent")
    for _ in range(2):
        today.add(event(segment))
        today.add(event(wrapped))
    for result in ("missed", "declined", "missed"):
        today.add(
            event(
                OfferEnded(
                    offer_id="o", interaction_id="i", agent_id="agt_anna", result=result, after_ms=1, misses=1
                )
            )
        )
    anna = today.agents["agt_anna"]
    assert (anna.handled, anna.talk_ms, anna.hold_ms, anna.acw_ms, anna.missed) == (2, 18_000, 2000, 1400, 2)


def test_ready_time_is_ready_and_idle_and_parted_at_midnight() -> None:
    today = Today(WARSAW, NOON)
    evening = MIDNIGHT - timedelta(seconds=10)
    today.add(event(state("ready"), evening))
    today.add(event(state("ready", "offered", 4), evening + timedelta(seconds=4)))
    assert today.agents["agt_anna"].ready_ms == 4000
    today.add(event(state("ready"), evening + timedelta(seconds=6)))
    assert today.roll(MIDNIGHT + timedelta(seconds=1))
    assert today.of_today(evening + timedelta(seconds=6), MIDNIGHT + timedelta(seconds=1)) == 1000
    today.add(event(state("offline", ready_s=7), MIDNIGHT + timedelta(seconds=3)))
    assert today.agents["agt_anna"].ready_ms == 3000


def test_agents_who_were_not_ready_at_midnight_begin_with_nothing() -> None:
    today = Today(WARSAW, NOON)
    today.add(event(state("not_ready")))
    assert today.roll(MIDNIGHT)
    assert today.agents == {}


def test_a_conversation_counts_as_transferred_once_for_its_queue_and_once_for_each_agent() -> None:
    today = Today(WARSAW, NOON)

    def handed(queue_id: str) -> int:
        return today.tally(queue_id, LIMITS).transferred

    handed_on = CallTransferred(agent_id="agt_anna", to="queue", asked_first=False, queue_id="que_2")
    about = {"interaction_id": "int_1"}
    visits(today, ("answered", 1000), ("abandoned", 1000))
    today.add(replace(event(handed_on), **about))
    today.add(replace(event(handed_on), **about))
    assert (handed("que_1"), today.agents["agt_anna"].transferred) == (1, 1)
    today.add(replace(event(replace(handed_on, agent_id="agt_ben")), **about))
    assert (handed("que_1"), today.agents["agt_ben"].transferred) == (1, 1)
    assert handed("que_2") == 0
    today.add(event(entered("vis_again")))
    today.add(event(left("vis_again", "answered", 1000)))
    today.add(replace(event(InteractionEnded(result="handled", ended_by="caller")), **about))
    today.add(replace(event(handed_on), **about))
    assert handed("que_1") == 1, "nobody hands a call on that is over"
    assert today.roll(MIDNIGHT)
    assert handed("que_1") == 0
