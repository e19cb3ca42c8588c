"""What a floor needs beside its turns: who calls is found out in the end, and a new day begins by itself."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ringwell.adapters.web.feed import Feed
from ringwell.calls.messages import CallArrived, LegEnded, SwitchCommand, SwitchConnected
from ringwell.customers.ports import KnownCaller
from ringwell.customers.promises import NewPromise
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Notice, Turn
from ringwell.kernel.errors import InvalidValue, StoreAway
from ringwell.kernel.events import Actor, Event
from ringwell.kernel.ids import CountingIds
from ringwell.runtime import floor_runner
from ringwell.runtime.floor_runner import FloorRunner
from ringwell.runtime.logs import get_log
from ringwell.runtime.publisher import Publisher
from ringwell.runtime.tasks import Tasks
from tests.support.polling import until
from tests.support.world import CONFIG, WORKSPACE

LEG = "leg_1"


class Journal:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self.away = False

    def collect(self, workspace_id: str, events: Sequence[Event]) -> None:
        self.events.extend(events)

    def commit_now(self, workspace_id: str, events: Sequence[Event]) -> Awaitable[None]:
        raise AssertionError("nobody is told anything here")


class Directory:
    """Answers with what `says` returns or raises."""

    def __init__(self) -> None:
        self.says: Callable[[], KnownCaller] = self.nothing
        self.asked = 0

    def nothing(self) -> KnownCaller:
        raise StoreAway

    def no_number(self) -> KnownCaller:
        raise InvalidValue(field="number")

    def known(self) -> KnownCaller:
        return KnownCaller(contact_id="con_1", name="Maria", known=True)

    async def identify(
        self, workspace_id: str, number: str, *, region: str, past: bool = False
    ) -> KnownCaller:
        self.asked += 1
        return self.says()


class Promises:
    """Keeps the first one only after the database was away."""

    def __init__(self) -> None:
        self.asked = 0
        self.kept: list[NewPromise] = []

    async def make(self, workspace_id: str, new: NewPromise, by: Actor) -> None:
        self.asked += 1
        if self.asked == 1:
            raise StoreAway
        self.kept.append(new)


class Running:
    """A floor that runs, with a caller who has come and is told that the number is not in service."""

    def __init__(self) -> None:
        self.journal, self.directory = Journal(), Directory()
        self.promises = Promises()
        self.later = timedelta()
        self.floor = Floor(CONFIG, self.now())
        self.faults: list[BaseException] = []
        log = get_log("test")
        self.runner = FloorRunner(
            self.floor,
            ids=CountingIds(),
            now=self.now,
            switch=cast("Any", SimpleNamespace(perform=self.perform)),
            journal=self.journal,
            directory=self.directory,
            numbers=cast("Any", None),
            promises=cast("Any", self.promises),
            asking=cast("Any", None),
            publisher=Publisher(self.floor, Feed("epoch"), self.now),
            notify=self.notify,
            tasks=Tasks(log, failed=self.faults.append),
            log=log,
            failed=self.faults.append,
        )
        self.runner.hear(SwitchConnected(at=self.now(), switch_id="sw1", workspace_id=WORKSPACE))

    def now(self) -> datetime:
        return datetime.now(UTC) + self.later

    def perform(self, workspace_id: str, commands: Sequence[SwitchCommand]) -> None:
        return None

    def notify(self, workspace_id: str, notice: Notice) -> None:
        return None

    def comes(self, number: str = "1000") -> None:
        self.runner.hear(
            CallArrived(
                at=self.now(),
                leg_id=LEG,
                switch_id="sw1",
                workspace_id=WORKSPACE,
                number=number,
                caller_number="+48221234567",
            )
        )

    def goes(self) -> None:
        self.runner.hear(LegEnded(at=self.now(), leg_id=LEG, cause=16))

    def told(self, fact_type: str) -> bool:
        return any(event.type == fact_type for event in self.journal.events)


@pytest.fixture
async def running(monkeypatch: pytest.MonkeyPatch) -> Running:
    monkeypatch.setattr(floor_runner, "LOOKUP_PAUSES_S", (0.0, 0.001))
    return Running()


async def test_a_caller_who_has_gone_before_the_answer_is_known_all_the_same(running: Running) -> None:
    running.comes()
    running.goes()
    assert running.told("interaction.ended")
    assert not running.told("interaction.caller_identified")
    running.directory.says = running.directory.known
    await until(lambda: running.told("interaction.caller_identified"))
    assert (running.floor.calls, running.faults) == ({}, [])


async def test_as_long_as_the_call_is_up_it_is_asked_again(running: Running) -> None:
    running.comes()
    await until(lambda: running.directory.asked > 10)
    running.directory.says = running.directory.known
    await until(lambda: running.told("interaction.caller_identified"))
    assert running.floor.calls


async def test_a_call_that_is_over_is_not_kept_for_a_database_that_stays_away(running: Running) -> None:
    running.comes()
    await until(lambda: running.directory.asked > 10)
    running.goes()
    await until(lambda: not running.floor.calls)


async def test_a_caller_without_a_number_of_a_telephone_is_not_asked_for_again(running: Running) -> None:
    running.directory.says = running.directory.no_number
    running.comes()
    running.goes()
    await until(lambda: not running.floor.calls)
    assert running.directory.asked == 1


async def test_a_new_day_begins_though_nothing_happens(running: Running) -> None:
    running.comes("1001")
    assert running.floor.today.queues
    running.later = timedelta(days=1)
    running.runner.look_around({})
    assert running.floor.today.queues == {}
    queues = {("queues", queue_id) for queue_id in CONFIG.queues}
    assert running.floor.changed >= queues


async def test_what_a_journey_promises_is_kept_once_the_database_takes_it(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = NewPromise(promise_id="prm_1", interaction_id="int_1", kind="message", text="Call back")
    inner = floor_runner.handle

    async def committed(*_: object) -> None:
        return None

    def promising(*words: Any) -> Turn:
        turn = inner(*words)
        turn.promise(new)
        return turn

    monkeypatch.setattr(running.journal, "commit_now", committed)
    monkeypatch.setattr(floor_runner, "handle", promising)
    running.comes()
    monkeypatch.setattr(floor_runner, "handle", inner)
    await until(lambda: running.promises.kept == [new])
    assert (running.promises.asked, running.faults) == (2, [])
