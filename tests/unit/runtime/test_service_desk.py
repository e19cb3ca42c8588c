"""Flows' questions, some at once: whose service is slow takes no room from others."""

import asyncio
from collections.abc import Mapping

from ringwell.flows.messages import HttpQuestion, Question, Told, Value
from ringwell.journeys.turn import AskService, SendText
from ringwell.kernel.sms import NewText
from ringwell.runtime.logs import get_log
from ringwell.runtime.service_desk import MOST_OF_ONE, ServiceDesk

QUESTION = HttpQuestion(
    url="/order", method="GET", service="shop", headers={}, body=None, results={}, seconds=1.0, key="int_1-0"
)


class SlowForOne:
    def __init__(self) -> None:
        self.end = asyncio.Event()

    async def ask(self, workspace: str, question: Question) -> Told:
        del question
        if workspace == "slow":
            await self.end.wait()
        return Told("found")


class NoData:
    async def keep(self, workspace_id: str, interaction_id: str, values: Mapping[str, Value]) -> None: ...

    async def of(self, workspace_id: str, interaction_ids: object) -> Mapping[str, Mapping[str, Value]]:
        del workspace_id, interaction_ids
        return {}


class NoMails:
    async def put(
        self, workspace_id: str, interaction_id: str, mail_id: str, to: str, subject: str, text: str
    ) -> str | None:
        del workspace_id, interaction_id, mail_id, to, subject, text
        return "not_set_up"


class NoTexts:
    async def put(self, workspace_id: str, interaction_id: str, text: NewText) -> str | None:
        del workspace_id, interaction_id, text
        return "too_many_to"


async def committed(workspace_id: str) -> None:
    del workspace_id


async def test_a_slow_service_leaves_room_for_other_workspaces() -> None:
    services = SlowForOne()
    desk = ServiceDesk(services, NoData(), NoMails(), NoTexts(), committed, get_log("test"))
    asked = AskService(interaction_id="int_1", token=1, question=QUESTION)
    waiting = [asyncio.create_task(desk.ask("slow", asked)) for _ in range(MOST_OF_ONE + 1)]
    await asyncio.sleep(0)
    assert (await waiting[-1]).told == Told("failed", code="too_many")
    assert (await desk.ask("quick", asked)).told == Told("found")
    services.end.set()
    assert all(each.told == Told("found") for each in await asyncio.gather(*waiting[:-1]))
    assert (await desk.ask("slow", asked)).told == Told("found")


async def test_a_text_is_kept_or_it_is_told_why_not() -> None:
    desk = ServiceDesk(SlowForOne(), NoData(), NoMails(), NoTexts(), committed, get_log("test"))
    text = NewText(text_id="txt_1", number="+48600100200", text="Hello", usual=True)
    kept = await desk.send("wsp_1", SendText(interaction_id="int_1", token=3, text=text))
    assert (kept.by, kept.message_id, kept.token, kept.why_not) == ("sms", "txt_1", 3, "too_many_to")
