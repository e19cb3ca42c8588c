"""Texts in the real database: kept within the limits, taken by one worker at a time, and told of to their end, whatever the gateway and the worker do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_asyncio
from msgspec.structs import replace
from sqlalchemy import func, select, update

from ringwell.adapters.postgres.tables.texts import sms_settings, text_parts, texts
from ringwell.calls.flow_acts import MessageEnded
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound, VersionConflict
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.sms import PAUSES, NewText, Receipt, SmsSettings, TextOutcome
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, whole_call
from tests.support.memory_texts import MemoryGateways
from tests.support.polling import until, until_awaited
from tests.support.smsc import smsc
from tests.support.store import Story, new_workspace
from tests.support.texts import texts_run

pytestmark = pytest.mark.live
MOBILE = "+48600100200"
SETTINGS = SmsSettings(
    host="127.0.0.1", sender="Ringwell", system_id="desk", secret="open sesame", security="none"
)
SENT = TextOutcome(verdict="sent")


@dataclass
class Desk:
    """One workspace with a gateway, and a call for which texts are sent."""

    stores: Stores
    place: str
    interaction_id: str
    contact_id: str

    async def set_up(self, **settings: object) -> None:
        whole = replace(SETTINGS, **settings)
        await self.stores.sms_setup.write(self.place, whole, SYSTEM, if_version=None)

    def new(self, number: str = MOBILE, text: str = "Your order is ready", *, usual: bool = True) -> NewText:
        return NewText(text_id=self.stores.ids.new(kinds.TEXT), number=number, text=text, usual=usual)

    async def put(self, new: NewText) -> str | None:
        return await self.stores.call_texts.put(self.place, self.interaction_id, new)

    async def row(self, text_id: str) -> Mapping[str, object]:
        async with self.stores.database.tenant(self.place) as connection:
            wanted = select(texts).where(texts.c.text_id == text_id)
            return dict((await connection.execute(wanted)).mappings().one())

    async def is_due(self, text_id: str, *, days: int = 0) -> None:
        """Its time has come, and it is so old."""
        async with self.stores.database.tenant(self.place) as connection:
            mine = update(texts).where(texts.c.text_id == text_id)
            past = func.now() - timedelta(seconds=1)
            await connection.execute(
                mine.values(next_at=past, created_at=texts.c.created_at - timedelta(days=days))
            )

    async def told(self) -> list[MessageEnded]:
        """What the log has of the ends of texts."""
        facts = [event.fact async for event in self.stores.log.read(self.place)]
        return [fact for fact in facts if isinstance(fact, MessageEnded)]

    def is_told(self, *results: str) -> Callable[[], Awaitable[bool]]:
        async def so() -> bool:
            return [each.result for each in await self.told()] == list(results)

        return so


@pytest_asyncio.fixture
async def desk(stores: Stores) -> Desk:
    place = await new_workspace(stores)
    caller = await stores.directory.identify(place, MOBILE, region="PL")
    agent, queue = stores.ids.new(kinds.AGENT), stores.ids.new(kinds.QUEUE)
    call = CallIds(stores.ids, agent, queue, caller.contact_id)
    await stores.log.append(place, whole_call(Story(place, stores.ids), call))
    return Desk(stores, place, call.interaction, caller.contact_id)


async def test_a_text_is_sent_and_its_receipt_stands_in_the_log(desk: Desk) -> None:
    async with smsc() as gateway:
        await desk.set_up(port=gateway.port)
        long = desk.new(text="Ваш заказ готов. " * 6)
        assert await desk.put(long) is None
        assert await desk.put(long) is None
        async with texts_run(desk.stores):
            await until_awaited(desk.is_told("sent"))
            assert gateway.texts() == [long.text]
            assert await gateway.tell(1)
            assert (await desk.row(long.text_id))["state"] == "sent"
            assert await gateway.tell(2)
            await until_awaited(desk.is_told("sent", "delivered"))
            assert await gateway.tell(2)
            await until(lambda: not gateway.esmes)
    assert [each.result for each in await desk.told()] == ["sent", "delivered"]
    assert len(gateway.got) == 2


async def test_a_receipt_may_come_before_the_answer_is_written_down_and_in_other_digits(desk: Desk) -> None:
    async with smsc() as gateway:
        await desk.set_up(port=gateway.port)
        gateway.names = lambda number: f"0{number + 0xAB12CD00:X}"
        new = desk.new()
        await desk.put(new)
        async with texts_run(desk.stores):
            await until(lambda: len(gateway.got) == 1)
            gateway.names = lambda number: str(number + 0xAB12CD00)
            assert await gateway.tell(1, "UNDELIV", "011")
            await until_awaited(desk.is_told("sent", "undelivered"))
    row = await desk.row(new.text_id)
    assert (row["state"], row["code"]) == ("undelivered", "undelivered")
    assert b"UNDELIV" not in (row["reason_sealed"] or b"")  # type: ignore[operator]


async def test_a_bad_number_ends_at_once_and_who_is_busy_is_asked_again(desk: Desk) -> None:
    async with smsc() as gateway:
        await desk.set_up(port=gateway.port)
        bad, busy = desk.new(), desk.new("+48600100201")
        gateway.rejects += [0x0B, 0x58]
        await desk.put(bad)
        async with texts_run(desk.stores):
            await until_awaited(desk.is_told("refused"))
            await desk.put(busy)

            async def waits() -> bool:
                row = await desk.row(busy.text_id)
                return (row["state"], row["code"], row["attempt"]) == ("queued", "throttled", 1)

            await until_awaited(waits)
            await desk.is_due(busy.text_id)
            await until_awaited(desk.is_told("refused", "sent"))
    (refused, _) = await desk.told()
    assert (refused.reason, refused.unsure) == ("recipient", False)
    assert len(gateway.got) == 1


async def test_who_is_killed_while_sending_leaves_a_text_that_may_come_twice_and_says_so(desk: Desk) -> None:
    await desk.set_up()
    new = desk.new()
    await desk.put(new)
    first = await desk.stores.text_outbox.take(desk.place)
    assert first is not None
    assert await desk.stores.text_outbox.take(desk.place) is None, "it is being sent: nobody else may"
    await desk.is_due(new.text_id)
    second = await desk.stores.text_outbox.take(desk.place)
    assert second is not None
    assert (second.text_id, second.attempt) == (first.text_id, 2)
    await desk.stores.text_outbox.told(desk.place, first, TextOutcome(verdict="refused", code="gateway"))
    assert await desk.told() == []
    await desk.stores.text_outbox.told(desk.place, second, SENT)
    (told,) = await desk.told()
    assert (told.result, told.unsure) == ("sent", True)


async def test_parts_that_were_taken_are_not_sent_again(desk: Desk) -> None:
    await desk.set_up()
    new = desk.new(text="ж" * 150)
    await desk.put(new)
    outbox = desk.stores.text_outbox
    text = await outbox.take(desk.place)
    assert text is not None
    later = TextOutcome(verdict="later", code="throttled", ids=("a-1",))
    await outbox.told(desk.place, text, later)
    assert await outbox.receipt(desk.place, Receipt(gateway_id="A-1", delivered=True))
    await desk.is_due(new.text_id)
    gateways = MemoryGateways()
    async with texts_run(desk.stores, gateways):
        await until_awaited(desk.is_told("sent"))
        [rest] = [each for each in gateways.took if each.text_id == new.text_id]
        assert rest.first == 1
        for number in (1, 2):
            receipt = Receipt(gateway_id=f"{new.text_id}-{number}", delivered=True)
            assert await outbox.receipt(desk.place, receipt)
    assert [each.result for each in await desk.told()] == ["sent", "delivered"]


@pytest.mark.parametrize(("days", "reason"), [(0, "broke"), (1, "too_late")])
async def test_a_text_is_given_up_in_the_end(desk: Desk, days: int, reason: str) -> None:
    await desk.set_up()
    new = desk.new()
    await desk.put(new)
    for _ in range(1 if days else len(PAUSES) + 1):
        assert await desk.stores.text_outbox.take(desk.place) is not None
        await desk.is_due(new.text_id, days=days)
    assert await desk.stores.text_outbox.take(desk.place) is None
    (told,) = await desk.told()
    assert (told.result, told.reason) == ("failed", reason)


async def test_nothing_is_lost_while_the_gateway_is_away(desk: Desk) -> None:
    await desk.set_up()
    gateways = MemoryGateways()
    gateways.away = True
    one, other = desk.new(), desk.new()
    await desk.put(one)
    await desk.put(other)
    async with texts_run(desk.stores, gateways):

        async def one_was_tried() -> bool:
            return (await desk.row(one.text_id))["code"] == "no_connection"

        await until_awaited(one_was_tried)
        gateways.away = False
        await desk.is_due(one.text_id)
        await until_awaited(desk.is_told("sent", "sent"))
    mine = [each.text_id for each in gateways.took if each.text_id in (one.text_id, other.text_id)]
    assert sorted(mine) == sorted((one.text_id, other.text_id))


async def test_limits_and_allowed_numbers(desk: Desk) -> None:
    assert await desk.put(desk.new()) == "not_set_up"
    await desk.set_up(per_day=4, per_recipient=2)
    assert await desk.put(desk.new(usual=False)) == "not_allowed"
    first = desk.new()
    assert await desk.put(first) is None
    assert await desk.put(desk.new()) is None
    assert await desk.put(desk.new()) == "too_many_to"
    assert await desk.put(first) is None, "that one is on its way"
    assert await desk.put(desk.new("+48600100201", "ж" * 150)) == "too_many"
    assert await desk.put(desk.new("+48600100201", "ж" * 100)) is None
    assert await desk.put(desk.new("+48600100202")) == "too_many"
    await desk.set_up(prefixes="+49, +481")
    assert await desk.put(desk.new("+4915112345678", usual=False)) is None
    assert await desk.put(desk.new("+48600100203")) == "not_allowed"
    strange = desk.stores.ids.new(kinds.INTERACTION)
    with pytest.raises(NotFound):
        await desk.stores.call_texts.put(desk.place, strange, desk.new("+4915112345679"))


async def test_who_was_erased_gets_nothing_and_of_old_texts_nothing_is_left(desk: Desk) -> None:
    await desk.set_up()
    new = desk.new()
    await desk.put(new)
    await desk.stores.directory.erase(desk.place, desk.contact_id, SYSTEM)
    gateways = MemoryGateways()
    async with texts_run(desk.stores, gateways):
        await until_awaited(desk.is_told("refused"))
    assert new.text_id not in {each.text_id for each in gateways.took}
    assert (await desk.told())[0].reason == "erased"
    await desk.is_due(new.text_id, days=181)
    await desk.stores.upkeep.run([desk.place])
    async with desk.stores.database.tenant(desk.place) as connection:
        assert await connection.scalar(select(func.count()).select_from(texts)) == 0


async def test_a_test_is_told_of_and_stands_in_no_conversation(desk: Desk) -> None:
    async with smsc() as gateway:
        await desk.set_up(port=gateway.port)
        gateway.rejects.append(0x0A)
        new = desk.new()
        assert await desk.stores.text_tests.put(desk.place, new) is None
        async with texts_run(desk.stores):

            async def refused() -> bool:
                return (await desk.stores.text_tests.told(desk.place, new.text_id)).state == "refused"

            await until_awaited(refused)
        told = await desk.stores.text_tests.told(desk.place, new.text_id)
        assert (told.code, told.reason, told.attempts) == ("sender", "SMPP 0x0A", 1)
        lately = await desk.stores.text_tests.lately(desk.place)
        assert (lately.failed, lately.parts, lately.code) == (1, 1, "sender")
    assert await desk.told() == []
    of_call = desk.new()
    await desk.put(of_call)
    with pytest.raises(NotFound):
        await desk.stores.text_tests.told(desk.place, of_call.text_id)


async def test_what_is_secret_is_sealed_and_of_two_changes_the_second_is_told(desk: Desk) -> None:
    await desk.set_up()
    assert (await desk.stores.sms_setup.read(desk.place)).secret == "open sesame"
    new = desk.new()
    await desk.put(new)
    async with desk.stores.database.tenant(desk.place) as connection:
        sealed = (await connection.execute(select(sms_settings.c.secret_sealed))).scalar_one()
        content = (await connection.execute(select(texts.c.content_sealed))).scalar_one()
        assert await connection.scalar(select(func.count()).select_from(text_parts)) == 0
    assert b"sesame" not in sealed
    assert b"order" not in content
    assert MOBILE.encode() not in content
    with pytest.raises(VersionConflict):
        await desk.stores.sms_setup.write(desk.place, SETTINGS, SYSTEM, if_version=0)
