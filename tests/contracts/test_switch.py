"""What every `Switch` does, whether it is Asterisk or its twin in memory."""

from collections.abc import AsyncGenerator

import pytest

from ringwell.calls.hearing import Choice, HearingFailed, StartHearing, StopHearing
from ringwell.calls.messages import (
    AnswerLeg,
    CallArrived,
    CommandFailed,
    EndBridge,
    HangUpLeg,
    JoinLegs,
    KeyPressed,
    LegAnswered,
    LegEnded,
    PartLeg,
    PhoneReachable,
    PlaybackEnded,
    PlayPrompts,
    Prompt,
    RecordVoicemail,
    RingAgent,
    SetFallbackMember,
    StartMusic,
    StopMusic,
    StopPlayback,
    StopVoicemail,
    SwitchConnected,
    VoicemailEnded,
)
from ringwell.kernel.ids import BRIDGE, HEARING, INTERACTION, LEG, OFFER, PLAYBACK, RECORDING, timed_id
from tests.support.floor import NUMBER, WORKSPACE, Floor, MemoryFloor, asterisk_floor

_last = 0


@pytest.fixture(params=["memory", pytest.param("asterisk", marks=pytest.mark.live)])
async def floor(request: pytest.FixtureRequest) -> AsyncGenerator[Floor]:
    if request.param == "memory":
        yield MemoryFloor()
    else:
        async with asterisk_floor(request.getfixturevalue("switch")) as real:
            yield real


def new(prefix: str) -> str:
    global _last  # noqa: PLW0603  - ids are unique over the whole run, as the real switch remembers them
    _last += 1
    return timed_id(prefix, 1_800_000_000_000 + _last, _last)


def ring(
    caller_leg: str, *, endpoint: str = "a-1", timeout_s: int = 10, auto_answer: bool = False
) -> RingAgent:
    return RingAgent(
        leg_id=new(LEG),
        interaction_id=new(INTERACTION),
        offer_id=new(OFFER),
        agent_id=f"agt_{endpoint}",
        endpoint=endpoint,
        caller_leg_id=caller_leg,
        caller_number="+48 555",
        recording_id=new(RECORDING),
        timeout_s=timeout_s,
        auto_answer=auto_answer,
    )


def greeting(leg_id: str, code: str = "greeting-shop") -> PlayPrompts:
    return PlayPrompts(leg_id=leg_id, playback_id=new(PLAYBACK), prompts=(Prompt(code, "en"),))


def ends_of(floor: Floor, leg_id: str) -> list[LegEnded]:
    return [event for event in floor.events.of(LegEnded) if event.leg_id == leg_id]


async def ended(floor: Floor, leg_id: str) -> LegEnded:
    """The one end of a leg."""
    await floor.until(lambda: bool(ends_of(floor, leg_id)))
    await floor.quiet()
    assert len(ends_of(floor, leg_id)) == 1
    return ends_of(floor, leg_id)[0]


async def test_a_connect_tells_what_is(floor: Floor) -> None:
    connected = floor.events.of(SwitchConnected)[0]
    assert (connected.workspace_id, connected.legs, connected.reachable) == (WORKSPACE, (), ("a-1",))


async def test_a_call_arrives_and_the_caller_hangs_up(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    arrived = floor.events.of(CallArrived)[0]
    assert (arrived.workspace_id, arrived.number, arrived.caller_number) == (WORKSPACE, NUMBER, "caller")
    floor.perform(AnswerLeg(leg_id=leg_id))
    await floor.quiet()
    caller.hang_up()
    assert (await ended(floor, leg_id)).by_far_end


async def test_a_caller_who_gives_up_before_we_answer(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    caller.hang_up()
    assert (await ended(floor, leg_id)).by_far_end


async def test_we_hang_up_once_and_again(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    floor.perform(AnswerLeg(leg_id=leg_id), HangUpLeg(leg_id=leg_id))
    assert not (await ended(floor, leg_id)).by_far_end
    await floor.until(lambda: caller.has_ended)
    floor.perform(HangUpLeg(leg_id=leg_id))
    await floor.quiet()
    assert floor.events.of(CommandFailed) == []
    assert len(ends_of(floor, leg_id)) == 1


async def test_prompts_end_once_heard_to_the_end(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    play = greeting(leg_id)
    floor.perform(AnswerLeg(leg_id=leg_id), play)
    await floor.until(lambda: bool(floor.events.of(PlaybackEnded)))
    assert [(e.playback_id, e.failed) for e in floor.events.of(PlaybackEnded)] == [(play.playback_id, False)]
    caller.hang_up()
    await ended(floor, leg_id)
    assert len(floor.events.of(PlaybackEnded)) == 1


async def test_prompts_can_be_played_again_under_the_same_id(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    play = greeting(leg_id)
    floor.perform(AnswerLeg(leg_id=leg_id), play)
    await floor.until(lambda: len(floor.events.of(PlaybackEnded)) == 1)
    floor.perform(play)
    await floor.until(lambda: len(floor.events.of(PlaybackEnded)) == 2)
    assert {(e.playback_id, e.failed) for e in floor.events.of(PlaybackEnded)} == {(play.playback_id, False)}
    caller.hang_up()
    await ended(floor, leg_id)


async def test_prompts_end_once_when_stopped(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    play = greeting(leg_id)
    stop = StopPlayback(leg_id=leg_id, playback_id=play.playback_id)
    floor.perform(AnswerLeg(leg_id=leg_id), play, stop, stop)
    await floor.quiet()
    await floor.until(lambda: bool(floor.events.of(PlaybackEnded)))
    caller.hang_up()
    await ended(floor, leg_id)
    assert [e.playback_id for e in floor.events.of(PlaybackEnded)] == [play.playback_id]


async def test_prompts_end_once_when_the_caller_hangs_up(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    floor.perform(AnswerLeg(leg_id=leg_id), greeting(leg_id))
    await floor.quiet()
    caller.hang_up()
    await ended(floor, leg_id)
    assert len(floor.events.of(PlaybackEnded)) == 1
    kinds = floor.events.kinds()
    assert kinds.index("PlaybackEnded") < kinds.index("LegEnded")


async def test_a_missing_prompt_fails_and_ends(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    play = greeting(leg_id, "no-such-prompt")
    floor.perform(AnswerLeg(leg_id=leg_id), play)
    await floor.quiet()
    assert [(e.playback_id, e.failed) for e in floor.events.of(PlaybackEnded)] == [(play.playback_id, True)]
    caller.hang_up()
    await ended(floor, leg_id)


async def test_prompts_for_a_leg_that_is_gone_fail_and_end(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    caller.hang_up()
    await ended(floor, leg_id)
    floor.perform(greeting(leg_id))
    await floor.quiet()
    assert [e.failed for e in floor.events.of(PlaybackEnded)] == [True]


async def test_keys_are_told_in_order(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    floor.perform(AnswerLeg(leg_id=leg_id))
    await floor.until(lambda: not caller.is_ringing)
    for key in "27#":
        await caller.press(key)
    await floor.until(lambda: len(floor.events.of(KeyPressed)) == 3)
    assert [(e.leg_id, e.key) for e in floor.events.of(KeyPressed)] == [(leg_id, key) for key in "27#"]
    caller.hang_up()
    await ended(floor, leg_id)


async def test_an_agent_answers_talks_and_hangs_up(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer, bridge_id = ring(leg_id), new(BRIDGE)
    floor.perform(AnswerLeg(leg_id=leg_id), StartMusic(leg_id=leg_id), offer)
    await floor.quiet()
    agent = await floor.agent()
    agent.accept()
    await floor.until(lambda: bool(floor.events.of(LegAnswered)))
    assert floor.events.of(LegAnswered)[0].leg_id == offer.leg_id
    floor.perform(StopMusic(leg_id=leg_id), JoinLegs(bridge_id=bridge_id, leg_ids=(leg_id, offer.leg_id)))
    await floor.quiet()
    agent.hang_up()
    assert (await ended(floor, offer.leg_id)).by_far_end
    assert not caller.has_ended  # the caller is ours to decide about
    floor.perform(EndBridge(bridge_id=bridge_id), EndBridge(bridge_id=bridge_id), HangUpLeg(leg_id=leg_id))
    await ended(floor, leg_id)
    assert floor.events.of(CommandFailed) == []


async def test_hold_and_back(floor: Floor) -> None:
    leg_id, _ = await floor.call()
    offer, bridge_id = ring(leg_id), new(BRIDGE)
    floor.perform(AnswerLeg(leg_id=leg_id), offer)
    await floor.quiet()
    (await floor.agent()).accept()
    await floor.until(lambda: bool(floor.events.of(LegAnswered)))
    join = JoinLegs(bridge_id=bridge_id, leg_ids=(leg_id, offer.leg_id))
    floor.perform(join)
    floor.perform(PartLeg(bridge_id=bridge_id, leg_id=leg_id), StartMusic(leg_id=leg_id))
    floor.perform(StopMusic(leg_id=leg_id), join)
    await floor.quiet()
    floor.perform(HangUpLeg(leg_id=offer.leg_id), HangUpLeg(leg_id=leg_id), EndBridge(bridge_id=bridge_id))
    await ended(floor, leg_id)
    await ended(floor, offer.leg_id)
    assert floor.events.of(CommandFailed) == []


async def test_an_agent_declines(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer = ring(leg_id)
    floor.perform(AnswerLeg(leg_id=leg_id), offer)
    await floor.quiet()
    (await floor.agent()).decline()
    assert (await ended(floor, offer.leg_id)).cause == 17
    assert floor.events.of(LegAnswered) == []
    caller.hang_up()
    await ended(floor, leg_id)


async def test_an_agent_does_not_answer(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer = ring(leg_id, timeout_s=1)
    floor.perform(AnswerLeg(leg_id=leg_id), offer)
    await floor.quiet()
    agent = await floor.agent()
    assert (await ended(floor, offer.leg_id)).cause == 19
    await floor.until(lambda: agent.has_ended)
    caller.hang_up()
    await ended(floor, leg_id)


async def test_an_offer_is_taken_back(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer = ring(leg_id)
    floor.perform(AnswerLeg(leg_id=leg_id), offer)
    await floor.quiet()
    agent = await floor.agent()
    floor.perform(HangUpLeg(leg_id=offer.leg_id))
    assert not (await ended(floor, offer.leg_id)).by_far_end
    await floor.until(lambda: agent.has_ended)
    caller.hang_up()
    await ended(floor, leg_id)


async def test_ring_and_take_back_at_once(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer = ring(leg_id)
    floor.perform(AnswerLeg(leg_id=leg_id), offer, HangUpLeg(leg_id=offer.leg_id))
    assert not (await ended(floor, offer.leg_id)).by_far_end
    assert floor.events.of(LegAnswered) == []
    caller.hang_up()
    await ended(floor, leg_id)


async def test_a_phone_that_is_not_there(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer = ring(leg_id, endpoint="a-2")
    floor.perform(AnswerLeg(leg_id=leg_id), offer)
    end = await ended(floor, offer.leg_id)
    assert (end.cause, end.by_far_end) == (20, False)
    assert floor.events.of(CommandFailed) == []
    caller.hang_up()
    await ended(floor, leg_id)


async def test_a_command_for_a_leg_that_is_gone(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer = ring(leg_id)
    floor.perform(AnswerLeg(leg_id=leg_id), offer)
    await floor.quiet()
    (await floor.agent()).accept()
    await floor.until(lambda: bool(floor.events.of(LegAnswered)))
    caller.hang_up()
    await ended(floor, leg_id)
    floor.perform(JoinLegs(bridge_id=new(BRIDGE), leg_ids=(leg_id, offer.leg_id)), AnswerLeg(leg_id=leg_id))
    await floor.quiet()
    failed = [(e.command, e.leg_id, e.gone) for e in floor.events.of(CommandFailed)]
    assert sorted(failed) == [("AnswerLeg", leg_id, True), ("JoinLegs", leg_id, True)]
    floor.perform(HangUpLeg(leg_id=offer.leg_id))
    await ended(floor, offer.leg_id)


async def test_voicemail_ends_once_when_the_caller_hangs_up(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    record = RecordVoicemail(leg_id=leg_id, recording_id=new(RECORDING), max_s=30, silence_s=20)
    floor.perform(AnswerLeg(leg_id=leg_id), record)
    await floor.quiet()
    caller.hang_up()
    await ended(floor, leg_id)
    assert [(e.recording_id, e.failed) for e in floor.events.of(VoicemailEnded)] == [
        (record.recording_id, False)
    ]


async def test_who_leaves_a_message_can_be_joined_as_soon_as_it_is_stopped(floor: Floor) -> None:
    leg_id, _ = await floor.call()
    offer = ring(leg_id)
    record = RecordVoicemail(leg_id=leg_id, recording_id=new(RECORDING), max_s=30, silence_s=20)
    floor.perform(AnswerLeg(leg_id=leg_id), record, offer)
    (await floor.agent()).accept()
    await floor.until(lambda: bool(floor.events.of(LegAnswered)))
    floor.perform(
        StopVoicemail(leg_id=leg_id, recording_id=record.recording_id),
        JoinLegs(bridge_id=new(BRIDGE), leg_ids=(leg_id, offer.leg_id)),
    )
    await floor.until(lambda: bool(floor.events.of(VoicemailEnded)))
    await floor.quiet()
    assert [(e.recording_id, e.failed) for e in floor.events.of(VoicemailEnded)] == [
        (record.recording_id, False)
    ]
    assert floor.events.of(CommandFailed) == []


async def test_a_phone_that_goes_is_told_once(floor: Floor) -> None:
    await floor.unregister()
    await floor.until(lambda: bool(floor.events.of(PhoneReachable)))
    assert [(e.endpoint, e.reachable) for e in floor.events.of(PhoneReachable)] == [("a-1", False)]


async def test_calls_do_not_make_phones_come_and_go(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    offer = ring(leg_id)
    floor.perform(offer)
    await floor.quiet()
    (await floor.agent()).decline()
    await ended(floor, offer.leg_id)
    caller.hang_up()
    await ended(floor, leg_id)
    assert floor.events.of(PhoneReachable) == []


async def test_the_fallback_is_told_who_is_free(floor: Floor) -> None:
    floor.perform(
        SetFallbackMember(endpoint="a-1", available=True), SetFallbackMember(endpoint="a-1", available=False)
    )
    await floor.quiet()
    assert floor.events.of(CommandFailed) == []


def listen(leg_id: str) -> StartHearing:
    return StartHearing(
        call_id=new(INTERACTION),
        leg_id=leg_id,
        hearing_id=new(HEARING),
        language="en",
        choices=(Choice("1", ("yes",)),),
        longest_seconds=5,
    )


async def test_where_no_recogniser_is_the_call_goes_on_by_keys(floor: Floor) -> None:
    leg_id, caller = await floor.call()
    hearing = listen(leg_id)
    floor.perform(AnswerLeg(leg_id=leg_id), hearing)
    await floor.until(lambda: bool(floor.events.of(HearingFailed)))
    failed = floor.events.of(HearingFailed)
    assert [(each.hearing_id, each.reason) for each in failed] == [(hearing.hearing_id, "no_model")]
    await floor.until(lambda: not caller.is_ringing)
    await caller.press("1")
    await floor.until(lambda: bool(floor.events.of(KeyPressed)))
    floor.perform(StopHearing(leg_id=leg_id, hearing_id=hearing.hearing_id))
    await floor.quiet()
    caller.hang_up()
    await ended(floor, leg_id)
    assert len(floor.events.of(HearingFailed)) == 1
    assert floor.events.of(CommandFailed) == []


async def test_to_stop_listening_to_nobody_is_nothing(floor: Floor) -> None:
    floor.perform(StopHearing(leg_id=new(LEG), hearing_id=new(HEARING)))
    await floor.quiet()
    assert floor.events.of(CommandFailed) == []
