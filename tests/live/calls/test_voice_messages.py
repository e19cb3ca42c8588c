"""Messages with a whole server: one that a caller has spoken becomes work, an agent hears it and calls back by one press, and the brain may die
meanwhile; one for the client goes out by a real mail server."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.policy import default
from typing import Final

import pytest

from tests.support.brain_gone import back, brain_away
from tests.support.centre import AGENT_HZ, Centre, Entity, Person
from tests.support.led import NUMBER, bye, led_by
from tests.support.polling import until, until_awaited
from tests.support.smtp import content_of, mail_server
from tests.support.tones import OUTSIDE_HZ, hear, outside

pytestmark = pytest.mark.live

MAIL_AT: Final = ("127.0.0.25", 2525)
"""Mail is taken at no other ports than those of mail servers."""
WORDS: Final = "Please call me about the delivery – срочно"


async def test_a_message_is_offered_heard_and_answered(centre: Centre) -> None:
    message = {"type": "voicemail", "max_seconds": 3, "next": "bye"}
    async with (
        outside(centre) as other,
        led_by(centre, {"act": message, "bye": bye()}),
        cared(centre, offers_messages=True),
    ):
        anna = await centre.desk(1)
        caller = await centre.call(NUMBER, "+48225550601")
        left = await centre.of("+48225550601")
        await asyncio.wait_for(caller.ended.wait(), 25)
        await centre.closed(left, result="voicemail")
        assert await anna.command("set_presence", presence="ready") is None
        annas = await anna.answer()
        await until(lambda: any(call["state"] == "message" for call in anna.calls.values()))
        [(work, shown)] = anna.calls.items()
        assert shown["message"]["interaction_id"] == left
        await centre.logged(work, "callback.dialled")  # the log has that she hears it
        assert not other.legs or all(leg.invite is None for leg in other.legs.values()), "nobody is rung yet"
        async with brain_away(centre.server):
            pass
        await back(centre, [anna])
        await until(lambda: anna.calls.get(work, {}).get("state") == "message")
        recording = f"/recordings/{shown['message']['recording_id']}/audio"
        await until_awaited(lambda: _is_there(centre, left))
        assert (await anna.person.file(recording)).startswith(b"RIFF")

        async def calls_back() -> bool:
            """A press is refused as long as the number is looked for after the restart."""
            return await anna.command("call_message", interaction_id=work) is None

        await until_awaited(calls_back)
        rung = await other.rung()
        rung.ring()
        rung.accept()
        rung.sound.play(OUTSIDE_HZ)
        await hear({annas: [OUTSIDE_HZ], rung: [AGENT_HZ]})
        promise = shown["message"]["promise_id"]
        done = await anna.person.send("PUT", f"/promises/{promise}/state", {"state": "kept"})
        assert done["state"] == "kept"
        rung.hang_up()
        await anna.is_(activity="wrapping_up")
        assert await anna.finish(work, "not_ready") is None
        await centre.closed(work, result="handled", agent_id=anna.agent_id)


async def test_the_queue_is_told_by_mail_that_a_message_has_come(centre: Centre) -> None:
    message = {"type": "voicemail", "max_seconds": 2, "next": "bye"}
    nodes = {"act": message, "bye": bye()}
    to = "night-shift@desk.example"
    async with mail_server(at=MAIL_AT) as office, led_by(centre, nodes), cared(centre, messages_to=to):
        await mail_goes_to_it(centre)
        caller = await centre.call(NUMBER, "+48225550603")
        left = await centre.of("+48225550603")
        await asyncio.wait_for(caller.ended.wait(), 25)
        await centre.closed(left, result="voicemail")
        await until(lambda: any(to in got.rcpt_tos for got in office.got), 30)
        [got] = [got for got in office.got if to in got.rcpt_tos]
        letter = message_from_bytes(content_of(got), policy=default)
        [promise] = (await centre.boss.get(f"/promises?interaction_id={left}"))["items"]
        assert promise["short_ref"] in letter["Subject"]
        assert promise["short_ref"] in letter.get_content()
        assert "5550603" not in content_of(got).decode()
        assert (await queue_mailed(centre, promise["promise_id"]))["to"] == to


async def queue_mailed(centre: Centre, promise_id: str) -> Entity:
    """What the promise's page shows of the queue's mail, once it is told as sent."""
    shown: Entity = {}

    async def so() -> bool:
        nonlocal shown
        shown = (await centre.boss.get(f"/promises/{promise_id}"))["queue_mail"]
        return shown["state"] == "sent"

    await until_awaited(so)
    return shown


async def test_a_message_for_the_client_is_mailed_and_what_became_of_it_is_shown(centre: Centre) -> None:
    async with mail_server(at=MAIL_AT) as office:
        await mail_goes_to_it(centre)
        caller = await centre.call("1001", "+48225550602")
        interaction = await centre.of("+48225550602")
        anna = (await centre.desk(1)).person
        office.recipients = "550 5.1.1 No such user here"
        new = {
            "interaction_id": interaction,
            "kind": "message",
            "text": WORDS,
            "to_email": "office@client.example",
        }
        made = await anna.post("/promises", new)
        assert (made["state"], made["mail"]["state"]) == ("open", "queued")
        path = f"/promises/{made['promise_id']}"
        shown = await mailed(anna, path, "refused")
        assert (shown["code"], shown["attempts"]) == ("recipient", 1)
        assert "No such user here" in shown["reason"]
        assert office.got == []

        office.recipients = "250 OK"
        await anna.post(f"{path}/mail", None)
        shown = await mailed(anna, path, "sent")
        assert shown["to"] == "office@client.example"
        assert shown["sent_at"] is not None
        [got] = office.got
        assert got.rcpt_tos == ["office@client.example"]
        letter = message_from_bytes(content_of(got), policy=default)
        assert WORDS in letter.get_content()
        caller.hang_up()
        await centre.closed(interaction)


async def mail_goes_to_it(centre: Centre) -> None:
    """As an administrator sets it up."""
    admin = await centre.person("admin@demo", "board")
    host, port = MAIL_AT
    settings = {"host": host, "port": port, "security": "none", "sender": "desk@ringwell.example"}
    await admin.send("PUT", "/mail-settings", settings, **{"If-Match": "*"})


async def mailed(person: Person, path: str, state: str) -> Entity:
    """What the promise's page shows of its mail, once it is in this state."""
    shown: Entity = {}

    async def so() -> bool:
        nonlocal shown
        shown = (await person.get(path))["mail"]
        return shown["state"] == state

    try:
        await until_awaited(so)
    except AssertionError:
        raise AssertionError(f"shows {shown}, not {state}") from None
    return shown


async def _is_there(centre: Centre, interaction_id: str) -> bool:
    audio = (await centre.boss.get(f"/interactions/{interaction_id}"))["audio"]
    return bool(audio) and audio[0]["state"] == "stored"


@asynccontextmanager
async def cared(centre: Centre, **fields: object) -> AsyncGenerator[None]:
    """Messages of that number belong to a queue that does this with them."""
    admin = await centre.person("admin@demo", "board")
    numbers = {each["number"]: each for each in (await admin.get("/numbers"))["items"]}
    queue = f"/queues/{numbers['1001']['fallback_queue_id']}"
    care = (await admin.get(queue))["care"]
    of = f"/numbers/{numbers[NUMBER]['number_id']}"
    await admin.change(of, fallback_queue_id=numbers["1001"]["fallback_queue_id"])
    await admin.change(queue, care={**care, **fields})
    try:
        yield
    finally:
        await admin.change(queue, care=care)
