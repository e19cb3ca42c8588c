"""A supervisor in on live calls by a scripted telephone, which says a tone of its own."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from ringwell.calls.listening import overseers_endpoint
from tests.support.centre import Centre, Desk, Person
from tests.support.polling import until, until_awaited
from tests.support.sip import Leg, Phone, phone

BOSS_HZ: Final = 1700.0


@asynccontextmanager
async def overseer(centre: Centre, person: Person) -> AsyncGenerator[Phone]:
    """The telephone by which this person is in on calls, as a page's, but without a browser."""
    me = await person.get("/me")
    made = await centre.phones.provision_desk_phone(overseers_endpoint(me["user_id"]))
    async with phone("127.0.0.1", centre.switch, made.endpoint) as handset:
        assert await handset.register(made.password) == 200
        yield handset


@asynccontextmanager
async def agent_overseer(centre: Centre) -> AsyncGenerator[Desk]:
    """The desk of an agent who oversees, too."""
    admin = await centre.person("admin@demo", "board")
    users = (await admin.get("/users"))["items"]
    of_elena = next(each for each in users if each["sign_in"] == "agent5")
    await admin.change(f"/users/{of_elena['user_id']}", roles=["agent", "supervisor"])
    try:
        yield await centre.desk(5)  # with the new roles: the change has ended older sessions
    finally:
        await admin.change(f"/users/{of_elena['user_id']}", roles=["agent"])


async def listens(person: Person, handset: Phone, interaction: str, mode: str = "listen") -> Leg:
    """The supervisor's leg, once something is heard there."""
    answer = asyncio.create_task(person.command("listen", interaction_id=interaction, mode=mode), name="asks")
    leg = await handset.rung()
    leg.accept()
    leg.sound.play(BOSS_HZ)
    await until(lambda: any(code not in (0x7F, 0xFF) for code in leg.sound.heard))
    assert await answer is None
    return leg


async def nothing_left(centre: Centre) -> None:
    """No channel and no bridge of the call or of who listened."""

    async def nothing() -> bool:
        return not (await centre.ari.channels.list_all() or await centre.ari.bridges.list_all())

    await until_awaited(nothing)
