"""Whole calls with the real switch, from the first INVITE to the closed wrap-up."""

import asyncio

import pytest

from tests.support.centre import AGENT_HZ, Centre, Desk, talking
from tests.support.installation import Server
from tests.support.overseer import nothing_left
from tests.support.polling import until, until_awaited
from tests.support.sip import Leg

pytestmark = pytest.mark.live

VOICEMAIL_FLOW = {
    "format": 1,
    "id": "leave-word",
    "name": "Leave word",
    "language": "en",
    "start": "answer",
    "nodes": {
        "answer": {"type": "answer", "next": "menu"},
        "menu": {
            "type": "menu",
            "prompts": [{"prompt": "beep"}],
            "keys": {"1": "word"},
            "timeout_seconds": 1,
            "retries": 0,
            "default": "word",
        },
        "word": {
            "type": "voicemail",
            "prompts": [{"prompt": "beep"}],
            "max_seconds": 2,
            "silence_seconds": 5,
            "next": "end",
        },
        "end": {"type": "hangup"},
    },
}


async def test_a_call_from_the_menu_to_the_closed_wrap_up(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1000", "+48225550101")
    interaction = await centre.of("+48225550101")
    await centre.state(interaction, "flow")
    await caller.sound.press("2")
    agent = await anna.answer()
    await talking(caller, agent)
    await anna.is_(activity="talking", interaction_id=interaction)
    caller.hang_up()
    await asyncio.wait_for(agent.ended.wait(), 20)
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    await anna.is_(presence="ready", activity="idle")
    closed = await centre.closed(interaction, result="handled", ended_by="caller", queue_name="Delivery")
    assert closed["segments"] == 1
    recorded = await centre.recorded(interaction)
    assert recorded["audio"][0]["channels"] == 2


async def test_a_caller_who_hangs_up_in_the_menu(centre: Centre) -> None:
    caller = await centre.call("1000", "+48225550110")
    interaction = await centre.of("+48225550110")
    caller.hang_up()
    await centre.closed(interaction, result="abandoned_in_flow", ended_by="caller", recordings=0)


async def test_a_caller_who_hangs_up_while_the_agent_is_ringing(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550111")
    ringing = await anna.phone.rung()
    ringing.ring()
    await anna.is_(activity="offered")
    interaction = await centre.of("+48225550111")
    caller.hang_up()
    await asyncio.wait_for(ringing.ended.wait(), 20)
    assert ringing.cancelled
    await anna.is_(presence="ready", activity="idle")
    await centre.closed(interaction, result="abandoned_in_queue", ended_by="caller", segments=0)


async def test_a_caller_who_hangs_up_while_waiting_leaves_the_place_to_the_next(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    one = await centre.call("1001", "+48225550112")
    agent = await anna.answer()
    two = await centre.call("1001", "+48225550113")
    second = await centre.of("+48225550113")
    await centre.state(second, "waiting")
    three = await centre.call("1001", "+48225550114")
    third = await centre.of("+48225550114")
    await centre.state(third, "waiting")
    two.hang_up()
    await centre.closed(second, result="abandoned_in_queue")
    first = anna.me["interaction_id"]
    agent.hang_up()  # the handset's own BYE is no hang-up command: the call is kept for this agent
    await centre.state(first, "lost")
    again = await anna.answer()
    assert again.invite is not None
    assert again.invite.header("X-Ringwell-Auto-Answer") == "1"
    await talking(one, again)
    assert await anna.command("hang_up", interaction_id=first) is None
    await asyncio.wait_for(one.ended.wait(), 20)
    assert await anna.finish(first) is None
    next_leg = await anna.answer()
    await talking(three, next_leg)
    three.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(third) is None
    await centre.closed(first, result="handled", ended_by="agent", segments=2, recordings=2)
    await centre.recorded(first)


async def test_wrong_keys_and_silence_lead_to_the_menus_default(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1000", "+48225550115")
    interaction = await centre.of("+48225550115")
    answering = asyncio.create_task(anna.answer(30))
    while not answering.done():
        await caller.sound.press("7")
        await asyncio.wait({answering}, timeout=1)
    agent = answering.result()
    await talking(caller, agent)
    assert centre.calls[interaction]["queue_name"] == "Orders"
    await _end(anna, caller, interaction)


async def test_a_declined_call_goes_to_the_next_agent_in_its_place(centre: Centre) -> None:
    anna, celina = await centre.desk(1), await centre.desk(3)
    await anna.ready()
    await celina.ready()
    caller = await centre.call("1001", "+48225550116")
    ringing = await anna.phone.rung()  # the longest idle
    ringing.ring()
    interaction = await centre.of("+48225550116")
    await until(lambda: bool(centre.calls[interaction]["offer_id"]))
    entered = centre.calls[interaction]["entered_queue_at"]
    offer = centre.calls[interaction]["offer_id"]
    assert await anna.command("decline_offer", offer_id=offer) is None
    agent = await celina.answer()
    await talking(caller, agent)
    await asyncio.wait_for(ringing.ended.wait(), 20)
    assert centre.calls[interaction]["entered_queue_at"] in (entered, None)
    await anna.is_(presence="ready", activity="idle")
    await _end(celina, caller, interaction)


async def test_a_missed_call_goes_to_the_next_agent(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    queue = next(each for each in (await admin.get("/queues"))["items"] if each["name"] == "Orders")
    path = f"/queues/{queue['queue_id']}"
    await admin.change(path, offer_timeout_s=5)
    try:
        anna, celina = await centre.desk(1), await centre.desk(3)
        await anna.ready()
        await celina.ready()
        caller = await centre.call("1001", "+48225550117")
        ringing = await anna.phone.rung()
        ringing.ring()
        interaction = await centre.of("+48225550117")
        agent = await celina.answer()
        await talking(caller, agent)
        await until(lambda: ringing.cancelled)
        await anna.is_(presence="ready", activity="idle", misses=1)
        await _end(celina, caller, interaction)
    finally:
        await admin.change(path, offer_timeout_s=queue["offer_timeout_s"])


async def test_a_refusal_at_the_phone_is_a_decline(centre: Centre) -> None:
    anna, celina = await centre.desk(1), await centre.desk(3)
    await anna.ready()
    await celina.ready()
    caller = await centre.call("1001", "+48225550118")
    (await anna.phone.rung()).refuse(486)
    interaction = await centre.of("+48225550118")
    await talking(caller, await celina.answer())
    await anna.is_(activity="idle", misses=0)
    await _end(celina, caller, interaction)


async def test_a_closed_number_an_unknown_number_and_an_empty_floor(centre: Centre) -> None:
    wanted = {"1009": "closed", "5559": "unknown_number", "1001": "rejected"}
    results = {number: await _result_of(centre, number, f"+48225550{number[1:]}") for number in wanted}
    assert results == wanted


async def test_one_caller_too_many_hears_that_all_lines_are_busy(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    await admin.change("/settings", max_calls=1)
    try:
        await nothing_left(centre)  # who was here before counts for as long as the switch has them
        first = await centre.call("1000", "+48225550122")
        assert first.answered.is_set()
        second = await (await centre.caller("+48225550123")).call("1000")
        await asyncio.wait_for(second.ended.wait(), 30)
        assert 183 in second.statuses
        assert second.final in (486, 600)
        assert not second.answered.is_set()
        assert len(second.sound.heard) > 8000, "the prompt is heard before the refusal"
        first.hang_up()
    finally:
        await admin.change("/settings", max_calls=200)


async def test_a_word_left_on_a_flow_that_was_uploaded(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    project = next(iter((await admin.get("/projects"))["items"]))
    flow = await admin.post("/flows", {"name": "Leave word"})
    await admin.post(f"/flows/{flow['flow_id']}/versions", VOICEMAIL_FLOW)
    number = {
        "number": "1077",
        "project_id": project["project_id"],
        "flow_id": flow["flow_id"],
        "language": "en",
    }
    await admin.post("/numbers", number)
    caller = await centre.call("1077", "+48225550124")
    interaction = await centre.of("+48225550124")
    await asyncio.wait_for(caller.ended.wait(), 30)
    await centre.closed(interaction, result="voicemail")
    recorded = await centre.recorded(interaction)
    [audio] = recorded["audio"]
    assert audio["kind"] == "voicemail"
    assert 1000 < audio["duration_ms"] < 4000


async def test_a_phone_that_vanishes_while_ringing_gives_the_call_to_the_next(centre: Centre) -> None:
    anna, celina = await centre.desk(1), await centre.desk(3)
    await anna.ready()
    await celina.ready()
    caller = await centre.call("1001", "+48225550125")
    (await anna.phone.rung()).ring()
    interaction = await centre.of("+48225550125")
    assert await anna.phone.register(anna.password, expires=0) == 200
    await talking(caller, await celina.answer())
    await anna.is_(phone=False)
    await _end(celina, caller, interaction)


async def test_a_phone_that_vanishes_while_talking_is_rung_when_it_is_back(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550126")
    lost = await anna.answer()
    interaction = await centre.of("+48225550126")
    await talking(caller, lost)
    assert await anna.phone.register(anna.password, expires=0) == 200
    lost.hang_up()
    await centre.state(interaction, "lost")
    await until(lambda: caller.sound.share(AGENT_HZ) < 0.1)
    assert not caller.ended.is_set()
    assert await anna.phone.register(anna.password) == 200
    back = await anna.answer()
    assert back.invite is not None
    assert back.invite.header("X-Ringwell-Auto-Answer") == "1"
    await talking(caller, back)
    await _end(anna, caller, interaction)
    await centre.closed(interaction, result="handled", segments=2)
    await centre.recorded(interaction)


async def test_an_agent_who_does_not_come_back_loses_the_caller_to_the_next(centre: Centre) -> None:
    anna, celina = await centre.desk(1), await centre.desk(3)
    await anna.ready()
    caller = await centre.call("1001", "+48225550127")
    lost = await anna.answer()
    interaction = await centre.of("+48225550127")
    await talking(caller, lost)
    await celina.ready()
    assert await anna.phone.register(anna.password, expires=0) == 200
    lost.hang_up()
    await centre.state(interaction, "lost")
    agent = await celina.answer(45)  # 20 s of grace
    await talking(caller, agent)
    await _end(celina, caller, interaction)
    await centre.closed(interaction, result="handled", segments=2, agent_id=celina.agent_id)


async def test_both_hang_up_at_once(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    for number in range(3):
        user = f"+4822555013{number}"
        caller = await centre.call("1001", user)
        await talking(caller, await anna.answer())
        interaction = await centre.of(user)
        caller.hang_up()
        problem = await anna.command("hang_up", interaction_id=interaction)
        assert problem in (None, "call.over", "call.not_yours")
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(interaction) is None
        await anna.is_(activity="idle")
        await centre.closed(interaction, result="handled", segments=1)


async def test_torture_messages_do_not_disturb_a_call(centre: Centre) -> None:
    """In the manner of RFC 4475: what is wrong there is wrong here, and a call goes on."""
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550134")
    agent = await anna.answer()
    interaction = await centre.of("+48225550134")
    loop = asyncio.get_running_loop()
    sender, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.2", 0))
    for message in _torture():
        sender.sendto(message, centre.switch)
    sender.close()
    await talking(caller, agent)
    other = await centre.call("1001", "+48225550135")
    assert other.answered.is_set()
    other.hang_up()
    await _end(anna, caller, interaction)


async def test_the_log_makes_sense_and_the_tables_equal_it(server: Server) -> None:
    checked = await asyncio.to_thread(server.run, "check")
    assert checked.returncode == 0, checked.stdout
    replayed = await asyncio.to_thread(server.run, "replay")
    assert replayed.returncode == 0, replayed.stdout


async def _end(desk: Desk, caller: Leg, interaction: str) -> None:
    caller.hang_up()
    await desk.is_(activity="wrapping_up")
    assert await desk.finish(interaction) is None
    # Not always idle: somebody else who waits, such as what a torture message has begun, is offered at once.
    await until(lambda: desk.me.get("activity") != "wrapping_up")


async def _result_of(centre: Centre, number: str, user: str) -> str:
    """What becomes of a caller who just listens; one who is not taken may be gone before a page could show it."""
    known = {each["interaction_id"] for each in (await centre.boss.get("/interactions"))["items"]}
    caller = await (await centre.caller(user)).call(number)
    await asyncio.wait_for(caller.ended.wait(), 30)
    results: list[str] = []

    async def told() -> bool:
        items = (await centre.boss.get("/interactions"))["items"]
        new = [each for each in items if each["interaction_id"] not in known]
        results[:] = [each["result"] for each in new if each["result"]]
        return bool(results)

    await until_awaited(told)
    [result] = results
    return result


def _torture() -> list[bytes]:
    head = b"Via: SIP/2.0/UDP 127.0.0.2:5099;branch=z9hG4bKt%d\r\nMax-Forwards: 70\r\nFrom: <sip:t@127.0.0.2>;tag=1\r\n"
    rest = b"To: <sip:1001@127.0.0.1>\r\nCall-ID: torture-%d\r\nContact: <sip:t@127.0.0.2>\r\n"
    return [
        # 3.1.2.1 extraneous separators, 3.1.2.2 a length that is too large, 3.1.2.3 a negative one
        b"INVITE sip:1001@127.0.0.1 SIP/2.0\r\n" + head % 1 + rest % 1 + b"CSeq: 1 INVITE;;,;,,\r\n\r\n",
        b"INVITE sip:1001@127.0.0.1 SIP/2.0\r\n"
        + head % 2
        + rest % 2
        + b"CSeq: 2 INVITE\r\nContent-Length: 9999\r\n\r\nv=0\r\n",
        b"INVITE sip:1001@127.0.0.1 SIP/2.0\r\n"
        + head % 3
        + rest % 3
        + b"CSeq: 3 INVITE\r\nContent-Length: -999\r\n\r\n",
        # 3.1.2.4 scalars too large, 3.1.2.8 a method that differs from CSeq's, 3.1.2.16 an unknown version
        b"REGISTER sip:127.0.0.1 SIP/2.0\r\n"
        + head % 4
        + rest % 4
        + b"CSeq: 36893488147419103232 REGISTER\r\nExpires: 10000000000000\r\n\r\n",
        b"OPTIONS sip:1001@127.0.0.1 SIP/2.0\r\n" + head % 5 + rest % 5 + b"CSeq: 8 INVITE\r\n\r\n",
        b"OPTIONS sip:1001@127.0.0.1 SIP/7.0\r\n" + head % 6 + rest % 6 + b"CSeq: 1 OPTIONS\r\n\r\n",
        # a quoted string without its end, no start line, many headers, bytes that are no text
        b"INVITE sip:1001@127.0.0.1 SIP/2.0\r\n"
        + head % 7
        + b'To: "Mr. <sip:1001@127.0.0.1>\r\nCSeq: 1 INVITE\r\n\r\n',
        b"\x00\xff\xfe" * 200,
        b"INVITE " + b"a" * 3000 + b" SIP/2.0\r\n\r\n",
        b"SIP/2.0 4294967301 better not break\r\n" + head % 8 + rest % 8 + b"CSeq: 35 INVITE\r\n\r\n",
    ]
