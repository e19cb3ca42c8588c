"""Callbacks with the real switch: asked for by keys, the customer's telephone really rings, and both hear each other."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import CALLER_HZ, Centre, Desk, Entity, talking
from tests.support.led import NUMBER, bye, led_by, presses_until_over
from tests.support.polling import until
from tests.support.sip import Leg, Phone
from tests.support.tones import loud

pytestmark = pytest.mark.live

MINE = "+48600100200"


async def test_the_customer_is_called_back_and_both_hear_each_other(centre: Centre) -> None:
    async with _calls_back(centre) as phone:
        anna, first, talk = await _busy(centre, "+48225550181")
        callback = await _asks(centre, phone)
        await _over(anna, first, talk)
        agent = await anna.answer()
        customer = await phone.rung()
        customer.ring()
        await _calls(centre, callback, "dialling")
        customer.accept()
        customer.sound.play(CALLER_HZ)
        await talking(customer, agent)
        customer.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(callback) is None
        over = await centre.closed(callback, result="handled", direction="out", agent_id=anna.agent_id)
        assert over["segments"] == 1
        assert (await centre.recorded(callback))["result"] == "handled"


async def test_it_is_tried_again_after_busy(centre: Centre) -> None:
    async with _calls_back(centre) as phone:
        anna, first, talk = await _busy(centre, "+48225550182")
        callback = await _asks(centre, phone)
        await _over(anna, first, talk)
        agent = await anna.answer()
        (await phone.rung()).refuse(486)
        await asyncio.wait_for(agent.ended.wait(), 20)
        await anna.is_(presence="ready", activity="idle")
        agent = await anna.answer(40)  # after the pause of ten seconds
        customer = await phone.rung()
        customer.accept()
        customer.sound.play(CALLER_HZ)
        await talking(customer, agent)
        await _end(centre, anna, callback, customer)


async def test_the_customer_first_hears_who_calls_and_then_the_agent(centre: Centre) -> None:
    async with _calls_back(centre, mode="customer_first") as phone:
        anna, first, talk = await _busy(centre, "+48225550183")
        callback = await _asks(centre, phone)
        await _over(anna, first, talk)
        customer = await phone.rung()
        await anna.is_(activity="offered", interaction_id=callback)
        customer.accept()
        customer.sound.play(CALLER_HZ)
        agent = await anna.answer()
        await talking(customer, agent)
        await _end(centre, anna, callback, customer)


async def test_a_step_of_a_flow_takes_it_and_the_customer_is_called(centre: Centre) -> None:
    ways = {"next": "bye", "declined": "on", "not_possible": "on"}
    nodes = {
        "act": {"type": "callback", "queue": "Orders", **ways},
        "bye": bye(),
        "on": {"type": "queue", "queue": "Orders"},
    }
    async with _calls_back(centre) as phone, led_by(centre, nodes):
        anna, first, talk = await _busy(centre, "+48225550187")
        known = set(centre.calls)
        leg = await phone.call(NUMBER)
        await loud(leg)
        own = await centre.of(MINE)
        async with brain_away(centre.server):
            pass
        await back(centre, [anna])
        await loud(leg)  # asked anew
        await presses_until_over(leg, "1")
        await centre.closed(own, result="callback_asked")
        callback = await _new_callback(centre, known)
        await _over(anna, first, talk)
        agent = await anna.answer()
        customer = await phone.rung()
        customer.accept()
        customer.sound.play(CALLER_HZ)
        await talking(customer, agent)
        await _end(centre, anna, callback, customer)


async def test_the_brain_is_killed_between_asking_and_calling(centre: Centre) -> None:
    async with _calls_back(centre) as phone:
        anna, first, talk = await _busy(centre, "+48225550184")
        callback = await _asks(centre, phone)
        async with brain_away(centre.server):
            await talking(first, anna_leg(anna))
        await back(centre, [anna])
        await _calls(centre, callback, "callback")
        await _over(anna, first, talk)
        agent = await anna.answer()
        customer = await phone.rung()
        customer.accept()
        customer.sound.play(CALLER_HZ)
        await talking(customer, agent)
        await _end(centre, anna, callback, customer)


async def test_the_brain_is_killed_while_the_customer_rings(centre: Centre) -> None:
    async with _calls_back(centre) as phone:
        anna, first, talk = await _busy(centre, "+48225550185")
        callback = await _asks(centre, phone)
        await _over(anna, first, talk)
        agent = await anna.answer()
        customer = await phone.rung()
        customer.ring()
        await centre.logged(callback, "callback.dialled")
        async with brain_away(centre.server):
            customer.accept()
            customer.sound.play(CALLER_HZ)
        await back(centre, [anna])
        await talking(customer, agent)
        await _end(centre, anna, callback, customer)
        assert phone.incoming.empty()


def anna_leg(desk: Desk) -> Leg:
    """The agent's leg that is up."""
    return next(leg for leg in desk.phone.legs.values() if not leg.ended.is_set())


@asynccontextmanager
async def _calls_back(centre: Centre, mode: str = "agent_first") -> AsyncGenerator[Phone]:
    """The queue of 1001 calls back, by a trunk that leads to this customer's telephone."""
    admin = await centre.person("admin@demo", "board")
    phone = await centre.caller(MINE)
    trunk = (await admin.get("/trunks"))["items"][0]
    queue = next(each for each in (await admin.get("/queues"))["items"] if each["name"] == "Orders")
    plan = {"mode": mode, "attempts": 2, "pause_s": 10, "ring_s": 15}
    path = f"/queues/{queue['queue_id']}"
    await admin.change("/settings", callbacks_per_number=100)  # the tests share the customer and the day
    await admin.change(f"/trunks/{trunk['trunk_id']}", server=f"sip:127.0.0.2:{phone.port}")
    await admin.change(path, callback=plan, announce_place_every_s=0)
    number = next(each for each in (await admin.get("/numbers"))["items"] if each["number"] == "1001")
    versions = f"/flows/{number['flow_id']}/versions"
    [newest, *_] = (await admin.get(versions))["items"]
    nodes = newest["document"]["nodes"]
    offered = {
        key: {**node, "callback": {"after_seconds": 1}} if node["type"] == "queue" else node
        for key, node in nodes.items()
    }
    await admin.post(versions, {**newest["document"], "nodes": offered})
    try:
        yield phone
    finally:
        await admin.change(
            path, callback=queue["callback"], announce_place_every_s=queue["announce_place_every_s"]
        )
        await admin.change(f"/trunks/{trunk['trunk_id']}", server=trunk["server"])


async def _busy(centre: Centre, user: str) -> tuple[Desk, Leg, str]:
    """Anna talks to somebody else."""
    anna = await centre.desk(1)
    await anna.ready()
    first = await centre.call("1001", user)
    await talking(first, await anna.answer())
    return anna, first, await centre.of(user)


async def _asks(centre: Centre, phone: Phone) -> str:
    """The caller waits, is offered a callback, confirms its number and is told good-bye; the callback's interaction."""
    known = set(centre.calls)
    leg = await phone.call("1001")
    await asyncio.wait_for(leg.answered.wait(), 20)
    own = await centre.of(MINE)
    await centre.state(own, "waiting")
    await presses_until_over(leg, "1")
    await centre.closed(own, result="callback_asked")
    callback = await _new_callback(centre, known)
    await _calls(centre, callback, "callback")
    return callback


async def _new_callback(centre: Centre, known: set[str]) -> str:
    """The call that is owed and was not there before: the page tells of it a moment after the tables."""

    def new() -> list[str]:
        return [key for key, call in centre.calls.items() if call["direction"] == "out" and key not in known]

    await until(lambda: bool(new()))
    [callback] = new()
    return callback


async def _calls(centre: Centre, interaction_id: str, state: str) -> Entity:
    await centre.state(interaction_id, state)
    return centre.calls[interaction_id]


async def _over(anna: Desk, first: Leg, talk: str) -> None:
    first.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(talk) is None


async def _end(centre: Centre, anna: Desk, callback: str, customer: Leg) -> None:
    customer.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(callback) is None
    await centre.closed(callback, result="handled", agent_id=anna.agent_id)
    await until(lambda: callback not in centre.calls)
