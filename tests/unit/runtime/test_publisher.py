"""What screens are sent: the board at once, a desk's queue figures gathered."""

from collections.abc import Collection, Mapping

import msgspec
import pytest
from msgspec.structs import replace

from ringwell.adapters.web.feed import Feed
from ringwell.adapters.web.live import Delta, Put, ServerFrame, Snapshot
from ringwell.calls.messages import CallArrived
from ringwell.journeys import render
from ringwell.journeys.commands import SetPresence
from ringwell.journeys.floor import handle
from ringwell.journeys.live import Floor
from ringwell.journeys.views import TodayView, View
from ringwell.kernel.ids import CountingIds
from ringwell.runtime import publisher
from ringwell.runtime.publisher import Publisher
from tests.playbooks.playbook import (
    Answers,
    Declines,
    Dials,
    HangsUp,
    Joins,
    Passes,
    Playbook,
    Ready,
    Rings,
    State,
)
from tests.support.polling import until
from tests.support.world import ANNA, BEN, CONFIG, NOON, WORKSPACE


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

    def shows(self, topic: Mapping[str, Mapping[str, View]], names: Collection[str] | None = None) -> bool:
        """Whether the page, or these collections of it, are as a fresh rendering of the topic."""
        wanted = {
            name: {key: msgspec.json.decode(msgspec.json.encode(view)) for key, view in entities.items()}
            for name, entities in topic.items()
        }
        mine = {
            name: entities for name, entities in self.collections.items() if names is None or name in names
        }
        return {name: entities for name, entities in mine.items() if entities} == {
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


async def test_what_cannot_be_shown_at_first_keeps_nothing_else_from_the_screens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    floor, feed, board, desk = Floor(CONFIG, NOON), Feed("epoch"), Viewer(), Viewer()

    def broken(_floor: Floor, key: str) -> View:
        raise KeyError(key)

    monkeypatch.setattr(render, "queue_view", broken)
    Publisher(floor, feed, lambda: NOON).show_all()
    feed.subscribe(render.BOARD, board)
    feed.subscribe(render.desk_topic(ANNA), desk)
    assert board.collections["agents"].keys() == CONFIG.agents.keys()
    assert not board.collections.get("queues")
    assert desk.collections["me"].keys() == {ANNA}


class Watched(Playbook):
    """A story whose screens are told by the publisher: after each message every desk shows what a fresh one would."""

    def __init__(self) -> None:
        self.desks: dict[str, Viewer] = {}
        greets = replace(CONFIG.projects["prj_1"], greetings={"en": "Hello, {agent} here."})
        super().__init__(replace(CONFIG, projects={"prj_1": greets}))
        feed = Feed("epoch")
        self.publisher = Publisher(self.floor, feed, lambda: self.now)
        self.publisher.show_all()
        self.desks = {agent_id: Viewer() for agent_id in self.config.agents}
        for agent_id, desk in self.desks.items():
            feed.subscribe(render.desk_topic(agent_id), desk)

    def prove(self) -> None:
        if self.desks:
            self.publisher.publish()
        for agent_id, desk in self.desks.items():
            # Figures count up to the change that renders them, and the queues' are gathered.
            fresh = render.desk(self.floor, agent_id, self.now)
            assert desk.shows({name: fresh[name] for name in ("me", "calls")}, ("me", "calls"))
            figures = msgspec.convert(desk.collections["today"][agent_id], TodayView)
            assert replace(figures, ready_ms=0) == replace(fresh["today"][agent_id], ready_ms=0)


async def test_every_desk_shows_its_call_and_no_other_s_whatever_happens() -> None:
    book = Watched()
    assert book >> Ready(ANNA) >> Ready(BEN) >> Dials("1001") << Rings(ANNA)
    assert book >> Declines(ANNA) << Rings(BEN)
    assert book >> Answers(BEN) << Joins()
    [call] = book.desks[BEN].collections["calls"].values()
    assert "Hello, Ben here." in str(call)
    assert book >> HangsUp() << State(BEN, "ready", "wrapping_up")
    assert book >> Dials("1001", caller="second") >> Passes(200)
    assert book.desks[BEN].collections["calls"] == {}
    book.publisher.stop()
