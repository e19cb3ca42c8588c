"""Sounds, prompts and announcements in the database."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from ringwell.adapters.postgres import sounds
from ringwell.adapters.postgres.announcements import SHOWN
from ringwell.adapters.speech.wav import usable
from ringwell.flows.announcements import LONGEST_S, MOST, AnnouncementEntry, HeardTooLong
from ringwell.flows.own_prompts import OwnPrompt, Spoken
from ringwell.flows.studio import SoundHead
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NoRoom, NotFound
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores
from tests.support.speech import tone

pytestmark = pytest.mark.live


async def kept(stores: Stores, place: str, hertz: float) -> SoundHead:
    return await stores.sounds.keep(place, usable(tone(hertz)))


async def test_only_sounds_that_nobody_names_are_swept_and_not_what_is_new(stores: Stores) -> None:
    place = await seed_demo(stores)
    user = (await stores.users.all(place))[0]
    config = await stores.config.load(place)
    names = [(await kept(stores, place, 300 + 100 * each)).name for each in range(6)]
    said = {"en": Spoken(source="recorded", sound=names[0])}
    prompt = OwnPrompt(prompt_id=stores.ids.new(kinds.PROMPT), name="x", said=said)
    await stores.config.create(place, prompt, SYSTEM)
    flow_id = next(iter(config.flows))
    await stores.config.publish_flow(place, flow_id, {"sounds": {"en": names[1]}}, SYSTEM)
    await stores.drafts.save(place, flow_id, {"sounds": {"en": names[2]}}, 1, user.user_id, if_revision=0)
    entry = AnnouncementEntry(
        announcement_id=stores.ids.new(kinds.ANNOUNCEMENT),
        target="all",
        said={"en": Spoken(source="typed", text="x", sound=names[3])},
        made_by=user.user_id,
        made_at=datetime.now(UTC),
        ends_at=datetime.now(UTC) + timedelta(hours=1),
    )
    await stores.announcements.begin(place, entry, SYSTEM)
    assert await stores.sounds.sweep(place) == 0
    async with stores.database.tenant(place) as connection:
        await connection.execute(text("UPDATE sounds SET used_at = now() - interval '2 days'"))
    await stores.sounds.head(place, names[4])
    assert await stores.sounds.sweep(place) >= 1
    assert set(await stores.sounds.names(place)) & set(names) == set(names[:5])


async def test_what_is_named_is_looked_for_once_a_day(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await seed_demo(stores)
    await stores.sounds.sweep(place)
    names = [(await kept(stores, place, 250 + 100 * each)).name for each in range(2)]
    flow_id = next(iter((await stores.config.load(place)).flows))
    await stores.config.publish_flow(place, flow_id, {"sounds": {"en": names[0]}}, SYSTEM)
    async with stores.database.tenant(place) as connection:
        await connection.execute(text("UPDATE sounds SET used_at = now() - interval '2 days'"))
    await stores.sounds.sweep(place)
    monkeypatch.setattr(sounds, "_NAMED_IN", None)  # whoever looks now fails
    assert await stores.sounds.sweep(place) == 0
    assert set(await stores.sounds.names(place)) & set(names) == {names[0]}


async def test_what_people_write_in_a_draft_does_not_stop_the_sweep(stores: Stores) -> None:
    """A draft is whatever somebody sends: here one with more of what might be names than a statement takes values."""
    place = await seed_demo(stores)
    user = (await stores.users.all(place))[0]
    flow_id = next(iter((await stores.config.load(place)).flows))
    sound = await kept(stores, place, 500)
    noise = " ".join(f"{each:040x}" for each in range(33_000))
    await stores.drafts.save(place, flow_id, {"note": noise}, 1, user.user_id, if_revision=None)
    async with stores.database.tenant(place) as connection:
        await connection.execute(text("UPDATE sounds SET used_at = now() - interval '2 days'"))
    assert await stores.sounds.sweep(place) >= 1
    assert sound.name not in await stores.sounds.names(place)


async def test_sounds_of_announcements_that_are_over_and_shown_no_more_are_swept(stores: Stores) -> None:
    place = await seed_demo(stores)
    user = (await stores.users.all(place))[0]
    names = [(await kept(stores, place, hertz)).name for hertz in (510, 610, 710)]
    begun = datetime.now(UTC)
    for number in range(SHOWN + 2):
        entry = AnnouncementEntry(
            announcement_id=stores.ids.new(kinds.ANNOUNCEMENT),
            target="all",
            said={"en": Spoken(source="typed", text="x", sound=names[min(number, 2)])},
            made_by=user.user_id,
            made_at=begun + timedelta(seconds=number),
            ends_at=begun + timedelta(days=1),
        )
        await stores.announcements.begin(place, entry, SYSTEM)
        if number != 1:  # which is still on
            await stores.announcements.end(place, entry.announcement_id, user.user_id, SYSTEM)
    async with stores.database.tenant(place) as connection:
        await connection.execute(text("UPDATE sounds SET used_at = now() - interval '2 days'"))
    await stores.sounds.sweep(place)
    assert set(await stores.sounds.names(place)) & set(names) == set(names[1:])


async def test_a_workspace_has_only_so_many_hours_of_sound(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await seed_demo(stores)
    first = usable(tone(520))
    await stores.sounds.keep(place, first)
    heads = [await stores.sounds.head(place, name) for name in await stores.sounds.names(place)]
    monkeypatch.setattr(sounds, "MOST_SECONDS", sum(each.seconds for each in heads) + 0.1)
    with pytest.raises(NoRoom):
        await stores.sounds.keep(place, usable(tone(620)))
    await stores.sounds.keep(place, first)


async def test_an_announcement_is_the_floors_until_it_ends(stores: Stores) -> None:
    place = await seed_demo(stores)
    user = (await stores.users.all(place))[0]
    sound = await kept(stores, place, 440)
    entry = AnnouncementEntry(
        announcement_id=stores.ids.new(kinds.ANNOUNCEMENT),
        target="queue",
        target_id=next(iter((await stores.config.load(place)).queues)),
        said={"en": Spoken(source="typed", text="x", sound=sound.name)},
        to_waiting=True,
        made_by=user.user_id,
        made_at=datetime.now(UTC),
        ends_at=datetime.now(UTC) + timedelta(hours=1),
    )
    await stores.announcements.begin(place, entry, SYSTEM)
    before = await stores.config.load(place)
    sounds = {each.announcement_id: each.sounds for each in before.announcements}
    assert sounds[entry.announcement_id] == {"en": sound.name}
    await stores.announcements.end(place, entry.announcement_id, user.user_id, SYSTEM)
    await stores.announcements.end(place, entry.announcement_id, user.user_id, SYSTEM)
    after = await stores.config.load(place)
    assert entry.announcement_id not in {each.announcement_id for each in after.announcements}
    assert after.version == before.version + 1
    assert (await stores.announcements.all(place))[0].ended_by == user.user_id
    with pytest.raises(NotFound):
        await stores.announcements.end(place, stores.ids.new(kinds.ANNOUNCEMENT), user.user_id, SYSTEM)


async def test_callers_hear_no_more_than_they_may_however_many_announcements_are_begun_at_once(
    stores: Stores,
) -> None:
    place = await seed_demo(stores)
    user = (await stores.users.all(place))[0]
    sound = await kept(stores, place, 440)

    def entry(seconds: float) -> AnnouncementEntry:
        return AnnouncementEntry(
            announcement_id=stores.ids.new(kinds.ANNOUNCEMENT),
            target="all",
            said={"en": Spoken(source="typed", text="x", sound=sound.name, seconds=seconds)},
            made_by=user.user_id,
            made_at=datetime.now(UTC),
            ends_at=datetime.now(UTC) + timedelta(hours=1),
        )

    async def begin(seconds: float, times: int) -> list[AnnouncementEntry | BaseException]:
        asked = (stores.announcements.begin(place, entry(seconds), SYSTEM) for _ in range(times))
        return await asyncio.gather(*asked, return_exceptions=True)

    came = await begin(LONGEST_S * 0.4, 8)
    assert sorted(type(each).__name__ for each in came) == ["AnnouncementEntry"] * 2 + ["HeardTooLong"] * 6
    refused = next(each for each in came if isinstance(each, HeardTooLong))
    assert refused.params == {"seconds": 144, "most": 120}
    for each in await stores.announcements.on(place):
        await stores.announcements.end(place, each.announcement_id, user.user_id, SYSTEM)
    came = await begin(1, MOST + 3)
    assert [type(each) for each in came if isinstance(each, BaseException)] == [NoRoom] * 3
    assert len(await stores.announcements.on(place)) == MOST
