"""One process is killed, or stands still, while calls are up. Each test names which."""

import asyncio
import signal
import sqlite3
from contextlib import closing

import pytest

from ringwell.adapters.asterisk.fallback import move_held_callers_to_fallback
from ringwell.runtime.folders import Folders
from ringwell.runtime.processes import send
from tests.support.brain_gone import back, brain_away, kill
from tests.support.centre import Centre, Desk, talking
from tests.support.installation import Server
from tests.support.polling import until, until_awaited
from tests.support.sip import Leg

pytestmark = pytest.mark.live


async def test_the_brain_is_killed_with_one_call_up_and_two_waiting(centre: Centre) -> None:
    anna, elena = await centre.desk(1), await centre.desk(5)
    await anna.ready()
    await elena.ready()
    caller = await centre.call("1001", "+48225550201")
    agent = await anna.answer()
    talk = await centre.of("+48225550201")
    waiting = await _two_who_wait(centre, ("+48225550202", "+48225550203"))
    async with brain_away(centre.server):
        await talking(caller, agent)
        late = await centre.call("1002", "+48225550204")
        assert late.answered.is_set()
        rescued = await elena.answer()
        assert rescued.invite is not None
        assert rescued.invite.header("X-Ringwell-Fallback") == "1"
        await talking(late, rescued)
        await talking(caller, agent)
    await back(centre, [anna, elena])
    await talking(caller, agent)
    await talking(late, rescued)
    await anna.is_(activity="talking", interaction_id=talk)
    await elena.is_(activity="talking")
    late.hang_up()
    await elena.is_(activity="idle")
    await _finish(anna, caller, talk)
    for user, leg in waiting.items():
        next_leg = await anna.answer()
        interaction = await centre.of(user)
        await talking(leg, next_leg)
        await _finish(anna, leg, interaction)
    fallen = await _fallback_interaction(centre, elena)
    recorded = await centre.recorded(fallen, 30)
    assert (recorded["result"], recorded["segments"]) == ("handled", 1)


async def test_the_watchdog_takes_callers_from_a_brain_that_is_there(centre: Centre) -> None:
    """It had asked before the brain was back; the switch does it only when the prompt that a caller hears is over."""
    anna = await centre.desk(1)
    assert await anna.command("set_presence", presence="not_ready") is None
    waiting = await _two_who_wait(centre, ("+48225550206", "+48225550207"))
    journal = Folders(centre.server.data).logs / "switch" / "queue_log"
    channels = await centre.ari.channels.list_all()
    theirs = {each.id for each in channels if each.caller.number in waiting}
    assert len(theirs) == 2
    assert await move_held_callers_to_fallback(centre.ari) == 2
    await until(lambda: theirs <= _brought_back(journal.read_text()))
    assert await anna.command("set_presence", presence="ready") is None
    for user, leg in waiting.items():
        agent = await anna.answer()
        assert agent.invite is not None
        assert agent.invite.header("X-Ringwell-Fallback") == ""
        await talking(leg, agent)
        await _finish(anna, leg, await centre.of(user))


def _brought_back(journal: str) -> set[str]:
    """The callers of whom the log of the switch's own queue says that we have them again."""
    lines = [line.split("|") for line in journal.splitlines()]
    return {line[1] for line in lines if len(line) > 4 and line[4] == "RWBACK"}


async def test_the_edge_is_killed(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550211")
    agent = await anna.answer()
    interaction = await centre.of("+48225550211")
    hellos = len(anna.person.live.epochs)
    await kill(centre.server, "edge")
    await talking(caller, agent)
    await until(lambda: len(anna.person.live.epochs) > hellos, 30)
    await anna.is_(activity="talking", interaction_id=interaction)
    await talking(caller, agent)
    assert await anna.command("hang_up", interaction_id=interaction) is None
    await asyncio.wait_for(caller.ended.wait(), 20)
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction) is None
    await centre.closed(interaction, result="handled", segments=1)


async def test_the_database_is_killed(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550221")
    agent = await anna.answer()
    interaction = await centre.of("+48225550221")
    await kill(centre.server, "postgres")
    await talking(caller, agent)
    caller.hang_up()
    await anna.is_(activity="wrapping_up")
    told: list[str | None] = []

    async def kept() -> bool:
        told.append(await anna.command("finish_wrap_up", interaction_id=interaction, then="ready"))
        await asyncio.sleep(0.3)
        return told[-1] is None

    await until_awaited(kept, 40)
    assert set(told[:-1]) <= {"store_away", "wrap_up.over"}, "never told that it is kept before it is"
    await centre.closed(interaction, 30, result="handled", segments=1)
    await centre.recorded(interaction, 30)
    await anna.is_(presence="ready", activity="idle", phone=True)
    other = await centre.call("1001", "+48225550222")
    await talking(other, await anna.answer())
    await _finish(anna, other, await centre.of("+48225550222"))


async def test_the_worker_is_killed_while_it_finishes(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550231")
    await talking(caller, await anna.answer())
    interaction = await centre.of("+48225550231")
    archive, scratch = Folders(centre.server.data).archive, Folders(centre.server.data).scratch
    kept = f"{interaction}/*.wav"
    await _finish(anna, caller, interaction)
    await until(lambda: any(scratch.iterdir()) or any(archive.rglob(kept)), 40)
    await kill(centre.server, "worker")
    recorded = await centre.recorded(interaction, 40)
    assert len(recorded["audio"]) == 1
    timeline = (await centre.boss.get(f"/interactions/{interaction}/timeline"))["items"]
    assert len([item for item in timeline if item["code"].endswith("recording.stored")]) <= 1
    assert len(list(archive.rglob(kept))) == 1


async def test_the_switch_is_killed(centre: Centre) -> None:
    anna = await centre.desk(1)
    await anna.ready()
    caller = await centre.call("1001", "+48225550241")
    await talking(caller, await anna.answer())
    first = await centre.of("+48225550241")
    waiting = await centre.call("1001", "+48225550242")
    assert waiting.answered.is_set()
    second = await centre.of("+48225550242")
    await centre.state(second, "waiting")
    await until(lambda: _keeps_phone(centre, anna))
    await kill(centre.server, "asterisk")
    ended = await centre.closed(first, 30)
    assert ended["result"] in ("handled", "failed")
    lost = await centre.closed(second, 30)
    assert lost["result"] in ("failed", "abandoned_in_queue")
    anna.phone.legs.clear()
    await until(lambda: anna.me.get("activity") in ("wrapping_up", "idle"))
    if anna.me["activity"] == "wrapping_up":
        assert await anna.finish(first) is None
    await anna.is_(activity="idle")

    async def registered() -> bool:
        try:
            return await anna.phone.register(anna.password) == 200
        except TimeoutError:
            return False

    await until_awaited(registered, 60)
    assert await anna.command("set_presence", presence="ready") is None
    await anna.is_(presence="ready", activity="idle", phone=True)
    caller = await centre.call("1001", "+48225550243")
    await talking(caller, await anna.answer())
    await _finish(anna, caller, await centre.of("+48225550243"))


def _keeps_phone(centre: Centre, desk: Desk) -> bool:
    """Whether the phone stands in the switch's own database, with its newest password: it writes about once a second."""
    file = centre.installation.switch_folders().base / "lib" / "astdb.sqlite3"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as database:
        keys = [f"/rw_{kind}/{kind}/{desk.endpoint}" for kind in ("auth", "endpoint")]
        kept = dict(database.execute("SELECT key, value FROM astdb WHERE key IN (?, ?)", keys).fetchall())
        return len(kept) == 2 and desk.password in str(kept[keys[0]])


async def test_the_brain_stands_still_for_longer_than_its_lease(centre: Centre) -> None:
    anna, celina = await centre.desk(1), await centre.desk(3)
    await anna.ready()
    caller = await centre.call("1001", "+48225550251")
    agent = await anna.answer()
    talk = await centre.of("+48225550251")
    waiting = await _two_who_wait(centre, ("+48225550252", "+48225550253"))
    brain = centre.server.child("brain")
    assert brain is not None
    send(brain, signal.SIGSTOP)
    frozen = asyncio.get_running_loop().time()
    try:
        await until(lambda: asyncio.get_running_loop().time() > frozen + 11)
        await talking(caller, agent)
    finally:
        send(brain, signal.SIGCONT)
    await until(lambda: _said(centre.server, "the lease is over: what is has to be read anew"), 60)
    assert centre.server.child("brain") == brain, "it goes on; nobody had to replace it"
    await talking(caller, agent)
    await anna.is_(activity="talking", interaction_id=talk)

    async def is_ready() -> bool:
        """It may still read what is."""
        try:
            return await celina.command("set_presence", presence="ready") is None
        except TimeoutError:
            return False

    await until_awaited(is_ready, 40)
    [(one, first), (two, second)] = waiting.items()
    await talking(first, await celina.answer())
    await _finish(celina, first, await centre.of(one))
    await talking(second, await celina.answer())
    await _finish(celina, second, await centre.of(two))
    await _finish(anna, caller, talk)


async def test_recordings_that_cannot_be_kept_wait_and_the_supervisor_is_told(centre: Centre) -> None:
    archive = Folders(centre.server.data).archive
    kept = archive.with_name("archive.kept")
    archive.rename(kept)
    archive.write_text("no folder")
    try:
        await until(lambda: "recordings_unwritable" in centre.alerts, 30)
        anna = await centre.desk(1)
        await anna.ready()
        caller = await centre.call("1001", "+48225550261")
        await talking(caller, await anna.answer())
        interaction = await centre.of("+48225550261")
        await _finish(anna, caller, interaction)
        await until(lambda: _said(centre.server, "a recording waits for room", "worker"), 40)
        shown = await centre.boss.get(f"/interactions/{interaction}")
        assert [each["state"] for each in shown["audio"]] == ["recording"]
    finally:
        archive.unlink()
        kept.rename(archive)
    await centre.recorded(interaction, 60)  # what was put off is tried again after half a minute
    await until(lambda: "recordings_unwritable" not in centre.alerts, 30)


async def test_the_log_makes_sense_and_the_tables_equal_it(server: Server) -> None:
    checked = await asyncio.to_thread(server.run, "check")
    assert checked.returncode == 0, checked.stdout


async def _two_who_wait(centre: Centre, users: tuple[str, str]) -> dict[str, Leg]:
    waiting: dict[str, Leg] = {}
    for user in users:
        waiting[user] = await centre.call("1001", user)
        interaction = await centre.of(user)
        await centre.state(interaction, "waiting")
        await centre.logged(interaction, "queue.entered")
    return waiting


async def _finish(desk: Desk, caller: Leg, interaction: str) -> None:
    caller.hang_up()
    await desk.is_(activity="wrapping_up", interaction_id=interaction)
    assert await desk.finish(interaction) is None


async def _fallback_interaction(centre: Centre, desk: Desk) -> str:
    """The newest call that the switch's own queue gave to this agent."""
    found: list[str] = []

    async def listed() -> bool:
        items = (await centre.boss.get("/interactions", agent=desk.agent_id))["items"]
        found[:] = [each["interaction_id"] for each in items if each["via_fallback"]]
        return bool(found)

    await until_awaited(listed)
    return found[0]


def _said(server: Server, words: str, process: str = "brain") -> bool:
    return any(words in line for line in server.log_events(process))
