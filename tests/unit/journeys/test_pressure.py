"""Which rings are open is known again after a restart, from what the log tells beside the calls."""

from datetime import UTC, datetime, timedelta

from ringwell.journeys.pressure import Pressures
from ringwell.kernel.events import SYSTEM, Event, Fact
from ringwell.kernel.ids import CountingIds
from ringwell.routing.messages import QueueLeft, RingsChanged
from ringwell.routing.model import Queue
from ringwell.routing.rules import Measure, Pressure, Ring

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
IDS = CountingIds()


def queue(measure: Measure, opens_at: float, closes_at: float) -> Queue:
    pressure = Pressure(measure=measure, opens_at=opens_at, closes_at=closes_at)
    ring = Ring(pressure=pressure, groups=("grp_1",))
    return Queue(queue_id="que_1", name="Orders", project_id="prj_1", rings=(ring,))


def pressures(*queues: Queue) -> Pressures:
    made = Pressures(NOON)
    made.configure(queues, NOON)
    return made


def event(fact: Fact, seconds: float) -> Event:
    return Event(
        event_id=IDS.new("evt"),
        workspace_id="wsp_1",
        type=str(fact.__struct_config__.tag),
        version=1,
        occurred_at=NOON + timedelta(seconds=seconds),
        actor=SYSTEM,
        fact=fact,
    )


def opened(*rings: int) -> RingsChanged:
    return RingsChanged(queue_id="que_1", project_id="prj_1", rings=rings)


def left(result: str) -> QueueLeft:
    assert result in ("answered", "abandoned")
    return QueueLeft(
        visit_id="vis_1",
        interaction_id="int_1",
        queue_id="que_1",
        result="answered" if result == "answered" else "abandoned",
        waited_ms=1000,
    )


def test_a_ring_that_was_open_stays_open_between_its_limits() -> None:
    floor, at = pressures(queue("waiting", 5, 1)), NOON.timestamp()
    assert floor.feel(lambda _: 3, at) == []
    floor.recall(event(opened(1), -60))
    assert floor.untold() == [("que_1", 1)]
    assert floor.feel(lambda _: 3, at) == []
    floor.touch("que_1")
    assert floor.feel(lambda _: 1, at) == [("que_1", frozenset())]


def test_a_ring_that_was_open_closes_where_the_peak_is_over() -> None:
    floor = pressures(queue("waiting", 5, 1))
    floor.recall(event(opened(1), -60))
    assert floor.feel(lambda _: 0, NOON.timestamp()) == [("que_1", frozenset())]


def test_what_rings_have_done_since_counts_for_more() -> None:
    floor = pressures(queue("waiting", 5, 1))
    floor.tell(event(opened(1), 2))
    floor.recall(event(opened(), -60))
    assert floor.open["que_1"].rings == {1}


def test_waits_that_ended_lately_are_known_again_each_once() -> None:
    floor, at = pressures(queue("service_level", 0.5, 0.9)), NOON.timestamp()
    floor.feel(lambda _: 0, at)
    lost, served = event(left("abandoned"), -10), event(left("answered"), -5)
    for each in (lost, served, served, served, event(left("answered"), -9999), event(left("answered"), 5)):
        floor.recall(each)
    assert floor.feel(lambda _: 0, at) == [("que_1", frozenset({1}))]


def test_a_queue_that_has_no_such_rings_any_more_is_closed() -> None:
    floor = pressures(queue("waiting", 5, 1))
    floor.tell(event(opened(1), 1))
    floor.configure([], NOON)
    assert floor.feel(lambda _: 9, NOON.timestamp()) == [("que_1", frozenset())]
