"""Callers who are left alone, with the real switch: on hold for too long, parked, cut off in a transfer, and in a look-up when the brain dies."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from ringwell.adapters.asterisk.prompts import SOUNDS
from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk
from tests.support.installation import Server, server_on
from tests.support.led import NUMBER, bye, led_by, presses_until_over
from tests.support.polling import until
from tests.support.ports import free_tcp_port
from tests.support.rtp import RATE
from tests.support.servers import RunningSwitch
from tests.support.sip import Leg, Phone
from tests.support.tones import DAVID_HZ, OUTSIDE, OUTSIDE_HZ, hear, loud, outside, talk
from tests.support.voices import spoken

pytestmark = pytest.mark.live

NETWORK_OUT_OF_ORDER = 38
"""Q.850."""
PLAN = {"mode": "agent_first", "attempts": 2, "pause_s": 10, "ring_s": 15}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """One whose flows may ask a service of these tests."""
    services = {"demo": {"slow": {"url": f"http://127.0.0.1:{free_tcp_port()}"}}}
    folder = tmp_path_factory.mktemp("calls")
    with server_on(folder, RINGWELL_WATCHDOG_SECONDS="3", RINGWELL_SERVICES=json.dumps(services)) as made:
        made.start()
        yield made
        checked = made.run("check")
        assert checked.returncode == 0, checked.stdout + checked.stderr


async def test_who_is_on_hold_for_too_long_is_offered_to_be_called_back(centre: Centre) -> None:
    async with outside(centre) as phone, cares(centre, hold_limit_s=10):
        anna = await centre.desk(1)
        caller, _, interaction = await talks_to(anna, phone, centre)
        offer = await said(centre, "callback-offer")
        assert await anna.command("hold", interaction_id=interaction) is None
        await loud(caller)  # the music
        assert "hold_too_long" not in centre.alerts
        await until(lambda: offer in caller.sound.heard, 30)
        await until(lambda: "hold_too_long" in [each["code"] for each in anna.person.live.notices])
        await until(lambda: "hold_too_long" in centre.alerts, 30)
        await presses_until_over(caller, "1")  # the offer is taken and the number confirmed
        over = await centre.closed(interaction, result="callback_asked")
        assert over["agent_id"] == anna.agent_id
        await until(lambda: "hold_too_long" not in centre.alerts, 30)
        assert await anna.finish(interaction) is None
        await is_called_back(centre, anna, phone, interaction)


async def test_a_parked_call_outlives_the_brain_and_a_colleague_picks_it_up(centre: Centre) -> None:
    anna, _, caller, annas, interaction = await talk(centre, "+48225550331")
    ben = await centre.desk(2)
    assert await anna.command("park", interaction_id=interaction) is None
    await asyncio.wait_for(annas.ended.wait(), 20)
    await centre.state(interaction, "parked")
    await loud(caller)  # the music
    async with brain_away(centre.server):
        await loud(caller)
    await back(centre, [anna, ben])
    await centre.state(interaction, "parked")
    await loud(caller)
    await ben.ready()
    assert await ben.command("pick_up", interaction_id=interaction) is None
    bens = await ben.answer()
    bens.sound.play(DAVID_HZ)
    await hear({caller: [DAVID_HZ], bens: [CALLER_HZ]})
    caller.hang_up()
    await ben.is_(activity="wrapping_up")
    for desk in (anna, ben):
        assert await desk.finish(interaction, "not_ready") is None
    over = await centre.recorded(interaction)
    assert [part["agent_id"] for part in over["parts"]] == [anna.agent_id, ben.agent_id]
    assert over["result"] == "handled"


async def test_who_is_cut_off_in_a_transfer_is_called_back_by_the_last_agent(centre: Centre) -> None:
    async with outside(centre) as phone, cares(centre, cut_off=True):
        anna, david = await centre.desk(1), await centre.desk(4)
        caller, annas, interaction = await talks_to(anna, phone, centre)
        await david.ready()
        assert await anna.command("transfer", interaction_id=interaction, to_agent_id=david.agent_id) is None
        await asyncio.wait_for(annas.ended.wait(), 20)
        davids = await david.phone.rung()
        davids.ring()
        caller.break_off(NETWORK_OUT_OF_ORDER)
        await asyncio.wait_for(davids.ended.wait(), 20)
        await is_called_back(centre, anna, phone, interaction)
        await until(lambda: "cut_off_called_back" in [each["code"] for each in anna.person.live.notices])


async def test_the_brain_is_killed_while_a_service_is_asked_for_a_caller(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    async with slow_service(centre) as service, led_by(centre, await asks_the_service(centre)):
        caller = await centre.call(NUMBER, "+48225550332")
        interaction = await centre.of("+48225550332")
        await centre.state(interaction, "flow")
        await presses_digits(centre, caller, interaction, "4714")
        await until(lambda: service.asked == ["/orders/4714"])
        await loud(caller)
        async with brain_away(centre.server):
            await loud(caller)
        await back(centre, [anna])
        await until(lambda: len(service.asked) == 2)
        assert service.asked[1] == "/orders/4714"
        service.answers.set()
        annas = await anna.answer()
        await hear({caller: [AGENT_HZ], annas: [CALLER_HZ]})
        data = centre.calls[interaction]["data"]
        assert (data["order"], data["status"]) == ("4714", "sent")
        caller.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(interaction, "not_ready") is None
        await centre.closed(interaction, result="handled", segments=1)


async def talks_to(anna: Desk, phone: Phone, centre: Centre) -> tuple[Leg, Leg, str]:
    """Somebody who can be called back talks to Anna."""
    await anna.ready()
    caller = await phone.call("1001")
    await asyncio.wait_for(caller.answered.wait(), 20)
    caller.sound.play(CALLER_HZ)
    annas = await anna.answer()
    interaction = await centre.of(OUTSIDE)
    await hear({caller: [AGENT_HZ], annas: [CALLER_HZ]})
    return caller, annas, interaction


async def is_called_back(centre: Centre, anna: Desk, phone: Phone, interaction: str) -> None:
    """Anna's telephone, and then the customer's; both hear each other."""
    annas = await anna.answer()
    customer = await phone.rung()
    customer.ring()
    customer.accept()
    customer.sound.play(OUTSIDE_HZ)
    await hear({customer: [AGENT_HZ], annas: [OUTSIDE_HZ]})
    await anna.is_(activity="talking")
    callback = str(anna.me["interaction_id"])
    assert callback != interaction
    customer.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(callback, "not_ready") is None
    await centre.closed(callback, result="handled", direction="out", agent_id=anna.agent_id)


async def said(centre: Centre, prompt: str) -> bytes:
    """Half a second out of the middle of this prompt, as a telephone hears it."""
    numbers = (await (await centre.person("admin@demo", "board")).get("/numbers"))["items"]
    language = next(each["language"] for each in numbers if each["number"] == "1001")
    switch = RunningSwitch(centre.installation.switch_config())
    whole = spoken(switch, SOUNDS / language / f"{prompt}.wav")
    return whole[len(whole) // 2 :][: RATE // 2]


async def presses_digits(centre: Centre, caller: Leg, interaction: str, digits: str) -> None:
    await until(lambda: len(caller.sound.heard) > RATE // 2)
    for digit in digits:
        await caller.sound.press(digit)
    await caller.sound.press("#")
    await until(lambda: centre.calls[interaction]["data"].get("order") == digits)


async def asks_the_service(centre: Centre) -> dict[str, object]:
    """The steps of a flow: enter an order's number, ask for it, and come to the queue of 1001."""
    queues = (await centre.boss.get("/queues"))["items"]
    orders = next(each["queue_id"] for each in queues if each["name"] == "Orders")
    enter = {
        "type": "collect",
        "prompts": [{"prompt": "enter-order"}],
        "variable": "order",
        "min_digits": 4,
        "max_digits": 8,
        "next": "ask",
        "default": "bye",
    }
    ask = {
        "type": "lookup",
        "service": "slow",
        "url": "/orders/{order}",
        "results": {"status": "status"},
        "timeout_seconds": 30,
        "found": "person",
        "not_found": "bye",
        "failed": "bye",
    }
    return {"act": enter, "ask": ask, "person": {"type": "queue", "queue": orders}, "bye": bye()}


@dataclass
class SlowService:
    """A client's system that lets one wait: what it was asked, and when it answers."""

    asked: list[str] = field(default_factory=list[str])
    answers: asyncio.Event = field(default_factory=asyncio.Event)

    async def order(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        await self.answers.wait()
        return web.json_response({"status": "sent"})


@asynccontextmanager
async def slow_service(centre: Centre) -> AsyncGenerator[SlowService]:
    url = json.loads(centre.server.environment["RINGWELL_SERVICES"])["demo"]["slow"]["url"]
    service, app = SlowService(), web.Application()
    app.router.add_get("/orders/{order}", service.order)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(url.rpartition(":")[2])).start()
    try:
        yield service
    finally:
        await runner.cleanup()


@asynccontextmanager
async def cares(centre: Centre, **care: object) -> AsyncGenerator[None]:
    """The queue of 1001 calls back, and looks after who is left alone like this."""
    admin = await centre.person("admin@demo", "board")
    queue = next(each for each in (await admin.get("/queues"))["items"] if each["name"] == "Orders")
    path = f"/queues/{queue['queue_id']}"
    await admin.change(path, callback=PLAN, care={**queue["care"], **care})
    try:
        yield
    finally:
        await admin.change(path, callback=queue["callback"], care=queue["care"])
