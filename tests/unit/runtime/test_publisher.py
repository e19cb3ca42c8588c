"""What screens are sent: the board at once, a desk's queue figures gathered."""

from collections.abc import Mapping

import msgspec
import pytest

from ringwell.adapters.web.feed import Feed
from ringwell.adapters.web.live import Delta, Put, ServerFrame, Snapshot
from ringwell.calls.messages import CallArrived
from ringwell.journeys import render
from ringwell.journeys.commands import SetPresence
from ringwell.journeys.floor import handle
from ringwell.journeys.live import Floor
from ringwell.journeys.views import View
from ringwell.kernel.ids import CountingIds
from ringwell.runtime import publisher
from ringwell.runtime.publisher import Publisher
from tests.support.polling import until
from tests.support.world import ANNA, CONFIG, NOON, WORKSPACE


class Viewer:
    """Keeps what a page would have: the snapshot with every delta since."""

    def __init__(self) -> None:
        self.deltas = 0
        self.collections: dict[str, dict[str, object]] = {}

    def send(self, frame: bytes) -> None:
        match msgspec.json.decode(frame, type=ServerFrame):
            case Snapshot() as snapshot:
                self.collections = {
                    name: {key: msgspec.json.decode(value) for key, value in entities.items()}
                    for name, entities in snapshot.collections.items()
                }
            case Delta() as delta:
                self.deltas += 1
                for change in delta.changes:
                    entities = self.collections.setdefault(change.collection, {})
                    entities.pop(change.id, None)
                    if isinstance(change, Put):
                        entities[change.id] = msgspec.json.decode(change.value)
            case _:
                raise AssertionError("a feed sends snapshots and deltas only")

    def shows(self, topic: Mapping[str, Mapping[str, View]]) -> bool:
        """Whether the page is as a fresh rendering of the topic."""
        wanted = {
            name: {key: msgspec.json.decode(msgspec.json.encode(view)) for key, view in entities.items()}
            for name, entities in topic.items()
        }
        return {name: entities for name, entities in self.collections.items() if entities} == {
            name: entities for name, entities in wanted.items() if entities
        }


async def test_board_and_desk_come_to_show_what_the_floor_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "DESK_QUEUES_S", 0.1)
    floor, ids = Floor(CONFIG, NOON), CountingIds()
    feed, board, desk = Feed("epoch"), Viewer(), Viewer()
    shown = Publisher(floor, feed, lambda: NOON)
    shown.show_all()
    feed.subscribe(render.BOARD, board)
    feed.subscribe(render.desk_topic(ANNA), desk)

    handle(floor, SetPresence(agent_id=ANNA, presence="not_ready"), NOON, ids)
    number = next(iter(CONFIG.numbers.values())).number
    for caller in range(5):
        arrived = CallArrived(
            at=NOON,
            leg_id=f"leg_{caller:032x}",
            switch_id="sw1",
            workspace_id=WORKSPACE,
            number=number,
            caller_number="",
        )
        handle(floor, arrived, NOON, ids)
        shown.publish()

    await until(lambda: board.shows(render.board(floor)))
    await until(lambda: desk.shows(render.desk(floor, ANNA, NOON)))
    assert desk.deltas <= 2  # her own state, and the queues' figures gathered
    shown.stop()


async def test_what_cannot_be_shown_keeps_nothing_else_from_the_screens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    floor, ids = Floor(CONFIG, NOON), CountingIds()
    feed, board = Feed("epoch"), Viewer()
    shown = Publisher(floor, feed, lambda: NOON)
    shown.show_all()
    feed.subscribe(render.BOARD, board)

    def broken(_floor: Floor, key: str) -> View:
        raise KeyError(key)

    monkeypatch.setattr(render, "queue_view", broken)
    floor.changed.update(("queues", queue_id) for queue_id in CONFIG.queues)
    handle(floor, SetPresence(agent_id=ANNA, presence="not_ready"), NOON, ids)
    shown.publish()
    monkeypatch.undo()
    assert board.collections["agents"][ANNA] == msgspec.json.decode(
        msgspec.json.encode(render.agent_view(floor, ANNA))
    )
    shown.stop()
