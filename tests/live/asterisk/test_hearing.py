"""Legs that are listened to: a person's voice goes through the real switch to a real recogniser."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from ringwell.adapters.asterisk.hearing import HEARD
from ringwell.adapters.speech.client import SpeechRecognisers
from ringwell.calls.hearing import Choice, HearingFailed, SpeechBegan, SpeechHeard, StartHearing, StopHearing
from ringwell.calls.messages import AnswerLeg, PlayPrompts, Prompt
from tests.support.floor import WORKSPACE, AsteriskFloor, SipFarEnd, asterisk_floor, routes
from tests.support.polling import until, until_awaited
from tests.support.servers import RunningSwitch
from tests.support.voices import recogniser, spoken, voices

pytestmark = pytest.mark.live

SILENCE = 0.0
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
CHOICES = tuple(Choice(str(number), (word, str(number))) for number, word in enumerate(DIGITS))


def listen(leg_id: str, hearing_id: str) -> StartHearing:
    return StartHearing(
        call_id="int_1",
        leg_id=leg_id,
        hearing_id=hearing_id,
        language="en",
        choices=CHOICES,
        longest_seconds=12,
    )


@asynccontextmanager
async def floor_that_hears(switch: RunningSwitch) -> AsyncGenerator[AsteriskFloor]:
    socket = switch.config.folders.run / "ears.sock"
    async with recogniser(socket), asterisk_floor(switch, SpeechRecognisers([socket])) as floor:
        yield floor


async def callers_leg(floor: AsteriskFloor) -> tuple[str, SipFarEnd]:
    leg_id, caller = await floor.call()
    floor.perform(AnswerLeg(leg_id=leg_id))
    await floor.quiet()
    caller.leg.sound.play(SILENCE)
    return leg_id, caller


async def only_legs_are_left(floor: AsteriskFloor) -> bool:
    channels = await floor.switch.ari.channels.list_all()
    bridges = await floor.switch.ari.bridges.list_all()
    return not [each for each in (*channels, *bridges) if each.id.startswith("hrg_")]


async def is_listened_to(floor: AsteriskFloor, hearing_id: str) -> bool:
    bridges = await floor.switch.ari.bridges.list_all()
    return any(each.id == f"{hearing_id}-ears" and len(each.channels) == 2 for each in bridges)


async def said(
    floor: AsteriskFloor, leg_id: str, caller: SipFarEnd, hearing: str, sound: bytes
) -> SpeechHeard:
    """What is made of this; on a machine that is too busy the callers of a menu may have to say it again, as here."""
    for attempt in range(3):
        hearing_id = f"{hearing}{attempt}"
        floor.perform(listen(leg_id, hearing_id))
        await until_awaited(lambda hearing_id=hearing_id: is_listened_to(floor, hearing_id))
        known = len(floor.events.all)
        await caller.leg.sound.say(sound)
        caller.leg.sound.play(SILENCE)
        await floor.until(
            lambda known=known: bool({"SpeechHeard", "HearingFailed"} & {*floor.events.kinds()[known:]})
        )
        if heard := [each for each in floor.events.of(SpeechHeard) if each.hearing_id == hearing_id]:
            assert SpeechBegan(leg_id=leg_id, hearing_id=hearing_id) in floor.events.all[known:]
            return heard[0]
        assert {each.reason for each in floor.events.of(HearingFailed)} <= {"busy", "too_late"}
    raise AssertionError("nothing was decided in time")


async def test_a_spoken_digit_becomes_its_key_also_while_a_prompt_plays(switch: RunningSwitch) -> None:
    async with floor_that_hears(switch) as floor:
        leg_id, caller = await floor.call()
        prompts = (Prompt("greeting-shop", "en"),) * 30
        floor.perform(
            AnswerLeg(leg_id=leg_id), PlayPrompts(leg_id=leg_id, playback_id="ply_long", prompts=prompts)
        )
        await until(lambda: caller.leg.sound.share(600) > 0.9)
        heard = await said(floor, leg_id, caller, "hrg_1", spoken(switch, voices("en") / "digits" / "7.gsm"))
        assert (heard.leg_id, heard.key) == (leg_id, "7")
        assert heard.confidence > 0.5
        await until_awaited(lambda: only_legs_are_left(floor))
        other = await said(floor, leg_id, caller, "hrg_2", spoken(switch, voices("en") / "goodbye.gsm"))
        assert other.key is None
        caller.hang_up()


async def test_a_hearing_ends_with_its_recogniser_its_leg_or_its_brain(switch: RunningSwitch) -> None:
    socket = switch.config.folders.run / "ears.sock"
    async with (
        recogniser(socket) as process,
        asterisk_floor(switch, SpeechRecognisers([socket])) as floor,
    ):
        leg_id, caller = await callers_leg(floor)
        floor.perform(listen(leg_id, "hrg_3"))
        await until_awaited(lambda: is_listened_to(floor, "hrg_3"))
        floor.perform(StopHearing(leg_id=leg_id, hearing_id="hrg_3"))
        await until_awaited(lambda: only_legs_are_left(floor))
        floor.perform(listen(leg_id, "hrg_4"))
        await until_awaited(lambda: is_listened_to(floor, "hrg_4"))
        caller.hang_up()
        await floor.until(lambda: "LegEnded" in floor.events.kinds())
        await until_awaited(lambda: only_legs_are_left(floor))
        assert floor.events.of(HearingFailed) == []

        leg_id, caller = await callers_leg(floor)
        floor.perform(listen(leg_id, "hrg_5"))
        await until_awaited(lambda: is_listened_to(floor, "hrg_5"))
        process.kill()
        await floor.until(lambda: bool(floor.events.of(HearingFailed)))
        failed = floor.events.of(HearingFailed)
        assert [(each.hearing_id, each.reason) for each in failed] == [("hrg_5", "lost")]
        await until_awaited(lambda: only_legs_are_left(floor))

        ari = floor.switch.ari  # as a brain that is killed leaves it
        [heard] = [each.id for each in await ari.channels.list_all() if each.name.startswith("PJSIP/")]
        await ari.channels.snoop_channel_with_id(
            heard,
            "hrg_6-ear",
            app="ringwell-p0",
            app_args=f"{HEARD},{WORKSPACE}",
            spy="in",
        )
        await floor.switch.serve([routes(["a-1", "a-2"])], anew=True)
        await until_awaited(lambda: only_legs_are_left(floor))
        caller.hang_up()
