"""Conferences with the real switch, proved by tones: five who all hear each other, one who is heard by nobody, one who is let go; and the sign
that a recording is paused."""

import asyncio

import pytest

from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Entity, talking
from tests.support.overseer import nothing_left
from tests.support.polling import PATIENCE_S, until
from tests.support.rtp import RATE, share_of
from tests.support.sip import Leg
from tests.support.tones import DAVID_HZ, OUTSIDE_HZ, outside, talk

pytestmark = pytest.mark.live

SECOND_HZ = 3100.0
EVERYBODY = (CALLER_HZ, AGENT_HZ, DAVID_HZ, OUTSIDE_HZ, SECOND_HZ)
HEARD, UNHEARD = 0.06, 0.02
"""Shares of what is heard, of four tones at once."""
BEEP_HZ = 1000.0


async def test_five_hear_each_other_one_is_muted_and_one_is_let_go(centre: Centre) -> None:
    anna, david, caller, annas, interaction = await talk(centre, "+48225550331")
    about = {"interaction_id": interaction}
    async with outside(centre) as phone:
        assert await anna.command("call_party", **about, to_agent_id=david.agent_id) is None
        davids = await david.answer()
        davids.sound.play(DAVID_HZ)
        await until(lambda: [each["state"] for each in anna.calls[interaction]["parties"]] == ["joined"])
        assert await anna.command("join_all", **about) is None
        lines: list[Leg] = []
        for number, hertz in (("600100300", OUTSIDE_HZ), ("600100301", SECOND_HZ)):
            assert await anna.command("call_party", **about, number=number) is None
            lines.append(await phone.rung())
            lines[-1].accept()
            lines[-1].sound.play(hertz)
            most = len(lines) + 1
            await until(lambda most=most: _joined(anna.calls[interaction]) == most)
        first, second = lines
        says = dict(
            zip((caller, annas, davids, first, second), EVERYBODY, strict=True)  # who says what
        )
        await _hear(says)
        [party] = [each for each in anna.calls[interaction]["parties"] if each["number"] == "+48600100301"]
        of_second = {**about, "party_id": party["party_id"]}
        assert await anna.command("mute_party", **of_second, muted=True) is None
        await _hear(says, silent=second)
        assert await anna.command("mute_party", **of_second, muted=False) is None
        await _hear(says)

        assert await anna.command("remove_party", **of_second) is None
        await asyncio.wait_for(second.ended.wait(), 20)
        del says[second]
        await _hear(says)
        await until(lambda: _joined(anna.calls[interaction]) == 2)
        assert await anna.command("remove_party", **of_second) == "transfer.party_gone"
        [ours] = [each for each in anna.calls[interaction]["parties"] if each["agent_id"]]
        assert await anna.command("remove_party", **about, party_id=ours["party_id"]) is None
        await asyncio.wait_for(davids.ended.wait(), 20)
        await david.is_(activity="idle")
        del says[davids]
        await _hear(says)
        assert await anna.command("hang_up", **about) is None
        await asyncio.wait_for(caller.ended.wait(), 20)
        await asyncio.wait_for(first.ended.wait(), 20)
    assert await anna.finish(interaction, "not_ready") is None
    await nothing_left(centre)


async def test_the_sign_of_a_pause_is_heard_by_both(centre: Centre) -> None:
    admin = await centre.person("admin@demo", "board")
    numbers = (await admin.get("/numbers"))["items"]
    project = "/projects/" + next(each["project_id"] for each in numbers if each["number"] == "1001")
    anna = await centre.desk(1)
    await anna.ready()
    await admin.change(project, recording_beeps=True)
    try:
        caller = await centre.call("1001", "+48225550332")
        agent = await anna.answer()
        await talking(caller, agent)
        interaction = await centre.of("+48225550332")
        agent.sound.play(DAVID_HZ)  # the sign's tone is what it says otherwise
        await until(lambda: caller.sound.share(DAVID_HZ, 0.4) > 0.3 and not _beeps(caller, RATE // 2))
        for kind in ("pause_recording", "resume_recording"):
            for leg in (caller, agent):
                leg.sound.heard.clear()
            assert await anna.command(kind, interaction_id=interaction) is None
            await until(lambda: _beeps(caller) and _beeps(agent))
    finally:
        await admin.change(project, recording_beeps=False)
    await until(lambda: not any(_beeps(leg, RATE // 2) for leg in (caller, agent)))
    for leg in (caller, agent):
        leg.sound.heard.clear()
    for kind in ("pause_recording", "resume_recording"):
        assert await anna.command(kind, interaction_id=interaction) is None
    await until(lambda: all(len(leg.sound.heard) > RATE for leg in (caller, agent)))
    assert not any(_beeps(leg) for leg in (caller, agent)), "only where the project wishes it"
    caller.hang_up()
    await anna.is_(activity="wrapping_up")
    assert await anna.finish(interaction, "not_ready") is None
    await centre.closed(interaction, result="handled")


def _joined(call: Entity) -> int:
    return sum(each["state"] == "joined" for each in call["parties"])


def _beeps(leg: Leg, last: int = 0) -> bool:
    """Some twentieth of a second, of all that was heard or of so many last samples, holds the sign's tone."""
    piece, heard = RATE // 20, leg.sound.heard[-last:]
    parts = (heard[at : at + piece] for at in range(0, len(heard) - piece, piece))
    return any(share_of(part, BEEP_HZ) > 0.2 for part in parts)


async def _hear(says: dict[Leg, float], silent: Leg | None = None, seconds: float = PATIENCE_S) -> None:
    """Each of them hears the tones of all the others, and no other tone; nobody that of `silent`."""
    for leg in says:
        leg.sound.heard.clear()

    def wanted(leg: Leg) -> set[float]:
        return {hertz for other, hertz in says.items() if other is not leg and other is not silent}

    def right(leg: Leg) -> bool:
        if len(leg.sound.heard) < RATE / 2:
            return False
        shares = {hertz: leg.sound.share(hertz, 0.4) for hertz in EVERYBODY}
        return all(
            share > HEARD if hertz in wanted(leg) else share < UNHEARD for hertz, share in shares.items()
        )

    try:
        await until(lambda: all(right(leg) for leg in says), seconds)
    except AssertionError:
        heard = [{hertz: round(leg.sound.share(hertz), 2) for hertz in EVERYBODY} for leg in says]
        raise AssertionError(f"heard {heard}, not {[wanted(leg) for leg in says]}") from None
