"""The worker's texts, where gateways are down, hang, or hold others up."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from ringwell.kernel.sms import (
    Receipt,
    SmsSettings,
    TakeReceipt,
    Text,
    TextLine,
    TextOutcome,
    WaitingText,
)
from ringwell.runtime import sms_runner
from ringwell.runtime.logs import get_log
from ringwell.runtime.sms_runner import SmsRunner
from tests.support.polling import until

AWAY = TextOutcome(verdict="later", code="no_connection")
SENT = TextOutcome(verdict="sent")


class Outbox:
    """`due` by workspace; a text that is put off is due again at once. `listened`: of which more is to be heard. `looks`: how often it was asked."""

    def __init__(self) -> None:
        self.due: dict[str, int] = {}
        self.listened: set[str] = set()
        self.looks = 0

    async def workspaces(self) -> Sequence[str]:
        self.looks += 1
        return sorted({each for each, many in self.due.items() if many} | self.listened)

    async def take(self, workspace_id: str) -> WaitingText | None:
        if not self.due.get(workspace_id):
            return None
        return WaitingText(text_id="txt_1", number="+48600100200", text="Hello", taken=0, attempt=1)

    async def told(self, workspace_id: str, text: WaitingText, outcome: TextOutcome) -> None:
        del text
        if outcome.verdict != "later":
            self.due[workspace_id] -= 1

    async def receipt(self, workspace_id: str, receipt: Receipt) -> bool:
        del workspace_id, receipt
        return True

    async def looks_on(self, more: int = 20) -> None:
        """Until it was asked so much oftener."""
        enough = self.looks + more
        await until(lambda: self.looks >= enough)


class Line:
    """`away`, `refuses`: nobody is let in; no text is taken."""

    def __init__(self) -> None:
        self.away = False
        self.refuses = False
        self.listens = 0
        self.sends = 0
        self.lets_go = asyncio.Event()
        self.lets_go.set()

    async def listen(self) -> TextOutcome | None:
        self.listens += 1
        return AWAY if self.away else None

    async def send(self, text: Text) -> TextOutcome:
        del text
        self.sends += 1
        return AWAY if self.away or self.refuses else SENT

    async def close(self) -> None:
        await self.lets_go.wait()


class Setup:
    """Each workspace has a gateway of its own; the system id tells which."""

    async def read(self, workspace_id: str) -> SmsSettings:
        return SmsSettings(system_id=workspace_id, version=1)


class Lines:
    def __init__(self) -> None:
        self.by_workspace: dict[str, Line] = {}

    def __getitem__(self, workspace_id: str) -> Line:
        return self.by_workspace.setdefault(workspace_id, Line())

    def line(self, settings: SmsSettings, receipts: TakeReceipt) -> TextLine:
        del receipts
        return self[settings.system_id]


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    monkeypatch.setattr(sms_runner, "LOOK_EVERY_S", 0.001)
    return Outbox()


@asynccontextmanager
async def runs(outbox: Outbox, lines: Lines) -> AsyncGenerator[None]:
    stop = asyncio.Event()
    runner = SmsRunner(outbox=outbox, setup=cast("Any", Setup()), gateways=lines, say=get_log("test"))
    task = asyncio.create_task(runner.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def test_a_gateway_that_only_is_to_be_heard_and_is_away_is_left_alone_too(outbox: Outbox) -> None:
    lines = Lines()
    lines["wsp_1"].away = True
    outbox.listened.add("wsp_1")
    async with runs(outbox, lines):
        await outbox.looks_on()
    assert lines["wsp_1"].listens == 1


@pytest.mark.parametrize("away", [True, False])
async def test_who_takes_no_text_is_left_alone_for_longer_each_time(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, away: bool
) -> None:
    """Also where it lets us in each time, as every gateway by HTTP does."""
    monkeypatch.setattr(sms_runner, "RESTS_S", (0.0, 0.0, 1000.0))
    lines = Lines()
    lines["wsp_1"].away, lines["wsp_1"].refuses = away, True
    outbox.due["wsp_1"] = 9
    async with runs(outbox, lines):
        await until(lambda: lines["wsp_1"].sends == 3)
        await outbox.looks_on()
    assert lines["wsp_1"].sends == 3


async def test_who_is_slow_to_hear_a_goodbye_holds_nobody_up(outbox: Outbox) -> None:
    lines = Lines()
    outbox.listened.add("wsp_1")
    async with runs(outbox, lines):
        await until(lambda: lines["wsp_1"].listens > 0)
        lines["wsp_1"].lets_go.clear()
        outbox.listened.clear()
        await outbox.looks_on()
        outbox.due["wsp_2"] = 1
        await until(lambda: lines["wsp_2"].sends == 1)
        lines["wsp_1"].lets_go.set()
