"""What only the real switch can show: sound, recordings, admission, and life without the brain."""

import array
import asyncio
import dataclasses
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from ringwell.adapters.asterisk.arrivals import UnknownEvent
from ringwell.adapters.asterisk.fallback import move_held_callers_to_fallback
from ringwell.adapters.asterisk.generated.events import Arrival, ChannelDestroyed
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import HttpTransport
from ringwell.adapters.asterisk.legs import AgentAt
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.adapters.asterisk.reconcile import Inventory, Reconciler
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.adapters.asterisk.switch_config import BUSY_PROMPTS
from ringwell.adapters.asterisk.transport import Request
from ringwell.adapters.asterisk.websocket import SocketTransport
from ringwell.calls.messages import (
    AnswerLeg,
    CallArrived,
    CallerTaken,
    CommandFailed,
    FallbackCallEnded,
    HangUpLeg,
    JoinLegs,
    LegAnswered,
    LegEnded,
    PartLeg,
    PhoneReachable,
    PlaybackEnded,
    PlayPrompts,
    Prompt,
    RecordVoicemail,
    RingAgent,
    SendToFallback,
    SetFallbackMember,
    StartMusic,
    StopMusic,
    SwitchConnected,
    SwitchEvent,
    VoicemailEnded,
)
from tests.support.floor import (
    QUEUE,
    WORKSPACE,
    AsteriskFloor,
    Events,
    address_of,
    asterisk_floor,
    brain_at,
    far_ends,
    is_at_switch,
    routes,
)
from tests.support.polling import until, until_awaited
from tests.support.rtp import strength
from tests.support.servers import RunningSwitch
from tests.support.sip import phone

pytestmark = pytest.mark.live

CALLER_TONE, AGENT_TONE = 440, 1000
SECOND = 8000 * 4
"""Bytes of a second of both sides, 16 bits each."""
LOOK_S = 0.2
"""Between two looks at the sound: each takes a while."""
RETRY_S, PACKETS_A_SECOND = 1, 50
"""So often the switch's own queue looks for somebody free."""


def ring(caller_leg: str, leg_id: str, recording_id: str | None = None) -> RingAgent:
    return RingAgent(
        leg_id=leg_id,
        interaction_id="int_1",
        offer_id="ofr_1",
        agent_id="agt_a-1",
        endpoint="a-1",
        caller_leg_id=caller_leg,
        caller_number="555",
        recording_id=recording_id,
        timeout_s=10,
        auto_answer=True,
    )


def raw(switch: RunningSwitch, recording_id: str, suffix: str = "raw") -> Path:
    return switch.config.folders.raw_recordings / f"{recording_id}.{suffix}"


def recordings(switch: RunningSwitch) -> set[Path]:
    return set(switch.config.folders.raw_recordings.glob("*.raw"))


def written(path: Path) -> int:
    """How long the file is by now, in bytes; 0 while there is none."""
    return path.stat().st_size if path.exists() else 0


def stereo(path: Path, end: int) -> tuple[list[int], list[int]]:
    """The agent's and the caller's samples of the second that ends before this byte."""
    samples = array.array("h", path.read_bytes()[max(0, end - SECOND) : end])
    return list(samples[0::2]), list(samples[1::2])


async def until_apart(path: Path) -> int:
    """Until the last second that is written holds each one's tone, and the other's not; where that second ends."""
    end = 0

    async def so() -> bool:
        nonlocal end
        await asyncio.sleep(LOOK_S)
        end = written(path) // 4 * 4
        return end >= SECOND and await asyncio.to_thread(voices_are_apart, path, end)

    await until_awaited(so)
    return end


def voices_are_apart(path: Path, end: int) -> bool:
    of_agent, of_caller = stereo(path, end)
    theirs = min(strength(of_agent, AGENT_TONE), strength(of_caller, CALLER_TONE))
    others = strength(of_agent, CALLER_TONE) + strength(of_caller, AGENT_TONE)
    return theirs > 0.9 and others < 0.01


async def talking(floor: AsteriskFloor, leg_id: str, offer: RingAgent) -> None:
    """Bring the caller and the agent together."""
    floor.perform(AnswerLeg(leg_id=leg_id), StartMusic(leg_id=leg_id), offer)
    (await floor.agent()).accept()
    await floor.until(lambda: bool(floor.events.of(LegAnswered)))
    floor.perform(
        StopMusic(leg_id=leg_id), JoinLegs(bridge_id=f"brg_{offer.leg_id}", leg_ids=(leg_id, offer.leg_id))
    )
    await floor.quiet()


async def test_both_hear_each_other_and_the_recording_has_each_voice_apart(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor:
        leg_id, caller = await floor.call()
        offer = ring(leg_id, "leg_00000000000070008000000000000101", "rec_sound")
        await talking(floor, leg_id, offer)
        agent = next(iter(floor.far.agent.legs.values()))
        assert agent.invite is not None
        assert agent.invite.header("X-Ringwell-Offer") == "ofr_1"
        assert agent.invite.header("X-Ringwell-Auto-Answer") == "1"
        assert "<sip:555@" in agent.invite.header("From")
        caller.leg.sound.play(CALLER_TONE)
        agent.sound.play(AGENT_TONE)
        await until(lambda: caller.leg.sound.share(AGENT_TONE) > 0.9)
        await until(lambda: agent.sound.share(CALLER_TONE) > 0.9)
        end = await until_apart(raw(switch, "rec_sound"))
        agent.hang_up()
        await floor.until(lambda: bool(floor.events.of(LegEnded)))
        assert voices_are_apart(raw(switch, "rec_sound"), end)
        caller.hang_up()


async def test_the_caller_hears_the_prompt_and_then_music(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor:
        leg_id, caller = await floor.call()
        play = PlayPrompts(
            leg_id=leg_id, playback_id="ply_heard", prompts=(Prompt("greeting-shop", "en"),) * 2
        )
        floor.perform(AnswerLeg(leg_id=leg_id), play)
        await until(lambda: caller.leg.sound.share(600) > 0.9)
        await until(lambda: bool(floor.events.of(PlaybackEnded)))
        await until(lambda: len(caller.leg.sound.heard) > 2 * 8000)  # both were played
        before = caller.leg.sound.packets
        floor.perform(StartMusic(leg_id=leg_id))
        await until(lambda: caller.leg.sound.packets > before + 20)
        caller.hang_up()


async def test_voicemail_holds_what_the_caller_said(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor:
        leg_id, caller = await floor.call()
        record = RecordVoicemail(leg_id=leg_id, recording_id="rec_voicemail", max_s=30, silence_s=10)
        floor.perform(AnswerLeg(leg_id=leg_id), record)
        await floor.quiet()
        caller.leg.sound.play(CALLER_TONE)
        await until(lambda: written(raw(switch, "rec_voicemail", "wav")) > 1.2 * 8000 * 2)
        await caller.press("#")
        await until(lambda: bool(floor.events.of(VoicemailEnded)))
        told = floor.events.of(VoicemailEnded)[0]
        assert (told.failed, told.duration_ms >= 1000) == (False, True)
        samples = list(array.array("h", raw(switch, "rec_voicemail", "wav").read_bytes()[44:]))[4000:8000]
        assert strength(samples, CALLER_TONE) > 0.9
        assert not caller.has_ended
        caller.hang_up()


async def test_unknown_numbers_come_to_the_brain_and_get_its_answer(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor:
        leg_id, caller = await floor.call("7777,evil")
        assert floor.events.of(CallArrived)[0].number == "7777evil"
        floor.perform(HangUpLeg(leg_id=leg_id, reason="unknown_number"))
        await until(lambda: caller.has_ended)
        assert caller.leg.final == 404


async def test_a_call_too_many_hears_busy_and_never_reaches_the_brain(switch: RunningSwitch) -> None:
    workspaces, events = [routes(["a-1"], max_calls=2)], Events()
    async with far_ends(switch, workspaces) as far, brain_at(switch, events, workspaces):
        legs = [await far.caller.call("1000") for _ in range(2)]
        await until(lambda: len(events.of(CallArrived)) == 2)
        third = await far.caller.call("1000")
        await until(lambda: third.final == 486)
        assert len(events.of(CallArrived)) == 2
        for leg in legs:
            leg.hang_up()
        await until(lambda: len(events.of(LegEnded)) == 2)
        fourth = await far.caller.call("1000")
        await until(lambda: len(events.of(CallArrived)) == 3)
        fourth.hang_up()
        await until(lambda: len(events.of(LegEnded)) == 3)


async def test_who_is_refused_takes_nobodys_place(switch: RunningSwitch) -> None:
    workspaces, events = [routes(["a-1"], max_calls=1)], Events()
    async with far_ends(switch, workspaces) as far, brain_at(switch, events, workspaces):
        first = await far.caller.call("1000")
        await until(lambda: len(events.of(CallArrived)) == 1)
        refused = [await far.caller.call("1000") for _ in range(BUSY_PROMPTS + 5)]
        await until(lambda: sum(183 in leg.statuses for leg in refused) == BUSY_PROMPTS)
        await until(lambda: sum(leg.final == 486 for leg in refused) == 5)  # without the prompt
        first.hang_up()
        await until(lambda: len(events.of(LegEnded)) == 1)
        assert sum(leg.final == 0 for leg in refused) == BUSY_PROMPTS  # they still hear it
        second = await far.caller.call("1000")
        await until(lambda: len(events.of(CallArrived)) == 2)
        second.hang_up()
        await until(lambda: len(events.of(LegEnded)) == 2)
        await until(lambda: all(leg.final == 486 for leg in refused))


async def test_a_transfer_by_the_far_end_is_refused(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor:
        leg_id, caller = await floor.call()
        floor.perform(AnswerLeg(leg_id=leg_id))
        await until(caller.leg.answered.is_set)
        assert await caller.leg.refer("sip:1001@127.0.0.1") == 603
        assert not caller.has_ended
        caller.hang_up()


async def test_a_phone_that_is_taken_away_is_offline_and_stays_out(switch: RunningSwitch) -> None:
    workspaces, events = [routes(["a-1"])], Events()
    async with (
        far_ends(switch, workspaces) as far,
        brain_at(switch, events, workspaces),
        HttpTransport(address_of(switch)) as http,
    ):
        phones = AsteriskPhones(Ari(http), domain="ringwell.invalid")
        await phones.remove("a-1")
        await until(lambda: [each.reachable for each in events.of(PhoneReachable)] == [False])
        assert await far.agent.register(far.password) == 401
        again = await phones.provision_desk_phone("a-1")
        assert await far.agent.register(again.password) == 200
        await until(lambda: [each.reachable for each in events.of(PhoneReachable)] == [False, True])


async def test_a_new_agent_whose_phone_has_registered_before_is_reachable(switch: RunningSwitch) -> None:
    nobody, workspaces, events = [routes([])], [routes(["a-1"])], Events()
    async with far_ends(switch, workspaces) as far, brain_at(switch, events, nobody) as brain:
        assert events.of(SwitchConnected)[0].reachable == ()
        await brain.serve(workspaces)
        # The switch says that a phone is there a moment after it has registered.
        await until(lambda: [(e.endpoint, e.reachable) for e in events.of(PhoneReachable)] == [("a-1", True)])
        await brain.serve(nobody)
        assert await far.agent.register(far.password, expires=0) == 200
        await until_awaited(lambda: is_at_switch(brain.ari, "a-1", "offline"))
        assert await far.agent.register(far.password) == 200
        await until_awaited(lambda: is_at_switch(brain.ari, "a-1", "online"))
        await brain.serve(workspaces)
        await until(
            lambda: [(e.endpoint, e.reachable) for e in events.of(PhoneReachable)] == [("a-1", True)] * 2
        )


async def test_a_phone_that_goes_while_another_workspace_is_taken_up_is_known_to_be_gone(
    switch: RunningSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_stock, workspaces, events = Reconciler.take_stock, [routes(["a-1"])], Events()

    def of_any(_workspace: str, event: SwitchEvent) -> None:
        events.all.append(event)

    monkeypatch.setattr(events, "emit", of_any)
    async with far_ends(switch, workspaces) as far, brain_at(switch, events, workspaces) as brain:

        async def slowly(
            reconciler: Reconciler, agents: Mapping[str, AgentAt], workspaces: Collection[str]
        ) -> Inventory:
            found = await take_stock(reconciler, agents, workspaces)
            assert await far.agent.register(far.password, expires=0) == 200
            await until(lambda: [each.reachable for each in events.of(PhoneReachable)] == [False])
            return found

        monkeypatch.setattr(Reconciler, "take_stock", slowly)
        await brain.serve([*workspaces, dataclasses.replace(routes([]), workspace_id="wsp_2")])
        assert await far.agent.register(far.password) == 200
        await until(lambda: [each.reachable for each in events.of(PhoneReachable)] == [False, True])


async def test_a_workspace_that_is_taken_up_during_a_connect_is_told_its_phones(
    switch: RunningSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, told = routes(["a-1"]), list[tuple[str, SwitchEvent]]()
    other = dataclasses.replace(routes([]), workspace_id="wsp_2", numbers=(), queues=())
    take_stock, connected, here = Reconciler.take_stock, AsteriskSwitch.connected, list[AsteriskSwitch]()
    events = Events()

    def of_any(workspace: str, event: SwitchEvent) -> None:
        told.append((workspace, event))
        events.all.append(event)

    async def connects(at: AsteriskSwitch) -> None:
        here.append(at)
        await connected(at)

    async def slowly(
        reconciler: Reconciler, agents: Mapping[str, AgentAt], workspaces: Collection[str]
    ) -> Inventory:
        found = await take_stock(reconciler, agents, workspaces)
        await here[0].serve([mine, other])
        return found

    monkeypatch.setattr(events, "emit", of_any)
    monkeypatch.setattr(AsteriskSwitch, "connected", connects)
    monkeypatch.setattr(Reconciler, "take_stock", slowly)
    async with far_ends(switch, [mine, other]), brain_at(switch, events, [other]):
        await until(lambda: len(events.of(SwitchConnected)) > 1)
        assert [
            (workspace, each.reachable) for workspace, each in told if isinstance(each, SwitchConnected)
        ] == [
            ("wsp_2", ()),
            (WORKSPACE, ("a-1",)),
        ]


async def test_a_caller_who_goes_while_its_workspace_is_taken_up_again_is_known_to_be_gone(
    switch: RunningSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside another one of the same partition, which is served all the time: what the switch has is read without a new connect."""
    mine, events = routes([]), Events()
    other = dataclasses.replace(mine, workspace_id="wsp_2", numbers=(), queues=())
    take_stock, arrived, ends = Reconciler.take_stock, AsteriskSwitch.arrived, asyncio.Event()

    def of_any(_workspace: str, event: SwitchEvent) -> None:
        events.all.append(event)

    def hears(at: AsteriskSwitch, event: Arrival | UnknownEvent) -> None:
        arrived(at, event)
        if isinstance(event, ChannelDestroyed):
            ends.set()

    monkeypatch.setattr(events, "emit", of_any)
    monkeypatch.setattr(AsteriskSwitch, "arrived", hears)
    async with far_ends(switch, [mine, other]) as far, brain_at(switch, events, [mine, other]) as brain:
        leg = await far.caller.call("1000")
        await until(lambda: bool(events.of(CallArrived)))
        [came] = events.of(CallArrived)
        await brain.serve([other])

        async def slowly(
            reconciler: Reconciler, agents: Mapping[str, AgentAt], workspaces: Collection[str]
        ) -> Inventory:
            found = await take_stock(reconciler, agents, workspaces)
            leg.hang_up()
            await ends.wait()
            return found

        monkeypatch.setattr(Reconciler, "take_stock", slowly)
        known = len(events.all)
        await brain.serve([mine, other])
        told = [each for each in events.all[known:] if isinstance(each, SwitchConnected | LegEnded)]
        assert [type(each) for each in told] == [SwitchConnected, LegEnded]
        assert [each.leg_id for each in events.of(SwitchConnected)[-1].legs] == [came.leg_id]
        assert events.of(LegEnded)[-1].leg_id == came.leg_id


async def test_without_the_lease_the_switch_is_told_nothing(switch: RunningSwitch) -> None:
    workspaces, events, owner = [routes(["a-1"])], Events(), True
    async with (
        far_ends(switch, workspaces) as far,
        brain_at(switch, events, workspaces, lambda: owner) as brain,
    ):
        leg = await far.caller.call("1000")
        await until(lambda: bool(events.of(CallArrived)))
        owner = False
        brain.perform(WORKSPACE, [HangUpLeg(leg_id=events.of(CallArrived)[0].leg_id)])
        await brain.drain()
        assert [e.gone for e in events.of(CommandFailed)] == [False]
        assert not leg.ended.is_set()
        leg.hang_up()


async def test_a_new_call_without_the_brain_is_answered_by_a_free_agent_and_told_later(
    switch: RunningSwitch,
) -> None:
    workspaces, events, before = [routes(["a-1", "a-2"])], Events(), recordings(switch)
    async with far_ends(switch, workspaces) as far:
        async with brain_at(switch, events, workspaces) as brain:
            brain.perform(WORKSPACE, [SetFallbackMember(endpoint="a-1", available=True)])
            await brain.drain()
        caller = await far.caller.call("1000")
        await until(caller.answered.is_set, 1)
        agent = await far.agent.rung()  # after the fallback's prompt
        assert agent.invite is not None
        assert agent.invite.header("X-Ringwell-Fallback") == "1"
        agent.accept()
        caller.sound.play(CALLER_TONE)
        agent.sound.play(AGENT_TONE)
        await until(lambda: agent.sound.share(CALLER_TONE) > 0.9 and caller.sound.share(AGENT_TONE) > 0.9)

        back = Events()
        async with brain_at(switch, back, workspaces):
            legs = back.of(SwitchConnected)[0].legs
            assert {(leg.role, leg.place) for leg in legs} == {("caller", "fallback"), ("agent", "fallback")}
            assert {leg.agent_id for leg in legs if leg.role == "agent"} == {"agt_a-1"}
            assert len({leg.bridge_id for leg in legs}) == 1
            caller_leg = next(leg for leg in legs if leg.role == "caller")
            assert caller_leg.number == "1000"
            assert back.of(CallArrived) == []
            await until(lambda: bool(recordings(switch) - before))
            [recording] = recordings(switch) - before
            end = await until_apart(recording)
            agent.hang_up()
            await until(lambda: bool(back.of(FallbackCallEnded)))
            told = back.of(FallbackCallEnded)[-1]
            assert (told.leg_id, told.agent_endpoint, told.ended_by) == (caller_leg.leg_id, "a-1", "agent")
            assert (told.queue_id, told.number, told.caller_number) == (QUEUE, "1000", "caller")
            assert told.recording_id is not None
            assert raw(switch, told.recording_id) == recording
            assert voices_are_apart(recording, end)
            await until(lambda: len(back.of(LegEnded)) == 2)
            of_caller = [
                e for e in back.all if isinstance(e, LegEnded | FallbackCallEnded) and e.leg_id == told.leg_id
            ]
            assert [type(e) for e in of_caller] == [
                FallbackCallEnded,
                LegEnded,
            ]  # what became of it comes first


async def test_a_caller_who_hangs_up_before_the_fallbacks_queue_is_told_and_named_no_more(
    switch: RunningSwitch,
) -> None:
    workspaces, back = [routes(["a-1", "a-2"])], Events()
    log = switch.config.folders.logs / "queue_log"
    async with (
        far_ends(switch, workspaces),
        phone(switch.trunk_source, (switch.sip_host, switch.sip_port), "+48987654") as caller,
    ):
        leg = await caller.call("1000")
        await until(lambda: log.exists() and "+48987654" in log.read_text())
        leg.hang_up()
        await until(lambda: "RWEND" in log.read_text().partition("+48987654")[2])
        assert "ENTERQUEUE" not in log.read_text().partition("+48987654")[2]
        async with brain_at(switch, back, workspaces):
            await until(lambda: any(e.caller_number == "+48987654" for e in back.of(FallbackCallEnded)))
            told = next(each for each in back.of(FallbackCallEnded) if each.caller_number == "+48987654")
            assert (told.caller_number, told.agent_endpoint, told.queue_id) == ("+48987654", None, None)
            await until(lambda: "+48987654" not in log.read_text())
        again = Events()
        async with brain_at(switch, again, workspaces):
            assert again.of(FallbackCallEnded) == []


async def test_a_caller_can_forge_no_line_of_the_queues_log(switch: RunningSwitch) -> None:
    log = switch.config.folders.logs / "queue_log"
    before = len(log.read_text().splitlines()) if log.exists() else 0
    forger = "12%0Axx%7Cev%7CNONE%7CNONE%7CRWCALL%7Cwsp_other%7C1000%7C%7C"
    workspaces = [routes(["a-1", "a-2"])]
    async with (
        far_ends(switch, workspaces),
        phone(switch.trunk_source, (switch.sip_host, switch.sip_port), forger) as p,
    ):
        leg = await p.call("1000")
        await until(leg.answered.is_set)
        await until(lambda: log.exists() and "ENTERQUEUE" in log.read_text().partition("12xxev")[2])
        leg.hang_up()
    lines = [line.split("|") for line in log.read_text().splitlines()[before:]]
    assert all(line[0].isdecimal() for line in lines)
    assert {line[5] for line in lines if line[4] == "RWCALL"} == {WORKSPACE}


async def test_a_caller_is_told_to_the_brain_without_what_does_not_belong_in_a_number_or_a_name(
    switch: RunningSwitch,
) -> None:
    workspaces, events = [routes(["a-1", "a-2"])], Events()
    at, name = (switch.sip_host, switch.sip_port), '"Zoë, (Łódź) \\"q\\" ${EXTEN} <b>|;\x07é" '
    async with (
        far_ends(switch, workspaces),
        brain_at(switch, events, workspaces) as brain,
        phone(switch.trunk_source, at, "+48%0A22%29x", name) as caller,
    ):
        leg = await caller.call("1000")
        await until(lambda: bool(events.of(CallArrived)))
        [arrived] = events.of(CallArrived)
        channels = await brain.ari.channels.list_all()
        channel = next(each for each in channels if each.caller.number == arrived.caller_number)
        assert (arrived.caller_number, channel.caller.name) == ("+4822x", "Zoë, (Łódź) q ${EXTEN} bé")
        leg.hang_up()


async def test_a_call_id_that_cannot_be_told_hides_nobody(switch: RunningSwitch) -> None:
    async with (
        asterisk_floor(switch) as floor,
        phone(switch.trunk_source, (switch.sip_host, switch.sip_port)) as stranger,
    ):
        refused = await stranger.call("1000", call_id=f"\udcff\udcfe{secrets.token_hex(4)}")
        fine = await stranger.call("1000", call_id=f'a"b\\c,(d)${{e}}{secrets.token_hex(4)}@[::1]')
        await floor.until(lambda: bool(floor.events.of(CallArrived)) and refused.ended.is_set())
        assert refused.final == 403

        async def one_is_left() -> bool:
            return len(await floor.switch.ari.channels.list_all()) == 1

        await until_awaited(one_is_left)
        fine.hang_up()


async def test_an_agent_who_is_not_free_is_left_alone_without_the_brain(switch: RunningSwitch) -> None:
    workspaces, events = [routes(["a-1", "a-2"])], Events()
    async with far_ends(switch, workspaces) as far:
        async with brain_at(switch, events, workspaces) as brain:
            brain.perform(WORKSPACE, [SetFallbackMember(endpoint="a-1", available=False)])
            await brain.drain()
        caller = await far.caller.call("1000")
        await until(lambda: f"{QUEUE} has 1 calls" in switch.console("queue show"))
        before = caller.sound.packets
        await until(lambda: caller.sound.packets > before + 2 * RETRY_S * PACKETS_A_SECOND)
        assert far.agent.incoming.empty()
        caller.hang_up()


async def test_held_callers_go_to_the_fallback_and_come_back_in_music(switch: RunningSwitch) -> None:
    workspaces, events = [routes(["a-1"])], Events()
    async with far_ends(switch, workspaces) as far:
        async with brain_at(switch, events, workspaces) as brain:
            callers = [await far.caller.call("1000") for _ in range(3)]
            await until(lambda: len(events.of(CallArrived)) == 3)
            legs = [event.leg_id for event in events.of(CallArrived)]
            for leg_id in legs:
                brain.perform(WORKSPACE, [AnswerLeg(leg_id=leg_id), StartMusic(leg_id=leg_id)])
            await brain.drain()
            brain.perform(WORKSPACE, [SendToFallback(leg_id=legs[2])])
            await until(lambda: "!rw-fallback!" in switch.console("core show channels concise"))
        async with HttpTransport(address_of(switch)) as http:
            assert await move_held_callers_to_fallback(Ari(http)) == 2
            await until(lambda: f"{QUEUE} has 3 calls" in switch.console("queue show"))
            assert await move_held_callers_to_fallback(Ari(http)) == 0

        back = Events()
        async with brain_at(switch, back, workspaces) as brain:
            told = back.of(SwitchConnected)[0].legs
            assert {(leg.leg_id, leg.place) for leg in told} == {(leg_id, "app") for leg_id in legs}
            before = [caller.sound.packets for caller in callers]
            await until(lambda: all(c.sound.packets > b + 10 for c, b in zip(callers, before, strict=True)))
            assert back.of(CallArrived) == back.of(FallbackCallEnded) == []
            brain.perform(WORKSPACE, [HangUpLeg(leg_id=leg_id) for leg_id in legs])
            await until(lambda: all(caller.ended.is_set() for caller in callers))
            await until(lambda: len(back.of(LegEnded)) == 3)
        again = Events()
        async with brain_at(switch, again, workspaces):
            assert again.of(FallbackCallEnded) == []


async def test_a_held_caller_and_one_who_leaves_a_message_are_not_moved_before_they_are_alone(
    switch: RunningSwitch,
) -> None:
    workspaces, events = [routes(["a-1"])], Events()
    offered = "leg_00000000000070008000000000000301"
    async with far_ends(switch, workspaces) as far:
        async with brain_at(switch, events, workspaces) as brain:
            floor = AsteriskFloor(switch, brain, events, far)
            leg_id, held = await floor.call()
            await talking(floor, leg_id, ring(leg_id, offered))
            agent = next(iter(far.agent.legs.values()))
            floor.perform(PartLeg(bridge_id=f"brg_{offered}", leg_id=leg_id), StartMusic(leg_id=leg_id))
            message_id, message = await floor.call()
            record = RecordVoicemail(leg_id=message_id, recording_id="rec_unmoved", max_s=60, silence_s=30)
            floor.perform(AnswerLeg(leg_id=message_id), record)
            await floor.quiet()
            await until(lambda: raw(switch, "rec_unmoved", "wav").exists())
        async with HttpTransport(address_of(switch)) as http:
            ari = Ari(http)
            assert await move_held_callers_to_fallback(ari) == 0

            async def is_moved() -> bool:
                return await move_held_callers_to_fallback(ari) == 1

            await message.press("#")
            await until_awaited(is_moved)
            assert await move_held_callers_to_fallback(ari) == 0
            agent.hang_up()
            await until_awaited(is_moved)
            await until(lambda: f"{QUEUE} has 2 calls" in switch.console("queue show"))
        held.hang_up()
        message.hang_up()


async def test_a_leg_on_which_another_brain_may_play_keeps_no_other_request_waiting(
    switch: RunningSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch lets a request for it wait until the prompt has ended, and with it all that share its way."""
    workspaces, request = [routes(["a-1"])], SocketTransport.request
    carried: list[str] = []

    async def noted(transport: SocketTransport, one: Request) -> bytes:
        carried.append(one.operation)
        return await request(transport, one)

    async with far_ends(switch, workspaces) as far:
        events = Events()
        async with brain_at(switch, events, workspaces) as brain:
            old, _ = await AsteriskFloor(switch, brain, events, far).call()
        monkeypatch.setattr(SocketTransport, "request", noted)
        async with brain_at(switch, events, workspaces) as brain:
            floor = AsteriskFloor(switch, brain, events, far)
            floor.perform(AnswerLeg(leg_id=old))
            await floor.quiet()
            assert "channels.answer" not in carried
            new, _ = await floor.call()
            floor.perform(AnswerLeg(leg_id=new))
            await floor.quiet()
            assert "channels.answer" in carried
            floor.perform(HangUpLeg(leg_id=old), HangUpLeg(leg_id=new))
            await floor.quiet()


async def test_a_caller_whom_the_watchdog_took_from_a_brain_that_hears_is_told_of_and_brought_back(
    switch: RunningSwitch,
) -> None:
    async with asterisk_floor(switch) as floor:
        leg_id, caller = await floor.call()
        floor.perform(AnswerLeg(leg_id=leg_id), StartMusic(leg_id=leg_id))
        await floor.quiet()
        assert await move_held_callers_to_fallback(floor.switch.ari) == 1
        await floor.until(lambda: len(floor.events.of(CallArrived)) == 2)
        await floor.until(lambda: bool(floor.events.of(CallerTaken)))
        assert [each.leg_id for each in floor.events.of(CallerTaken)] == [leg_id]
        assert {each.leg_id for each in floor.events.of(CallArrived)} == {leg_id}
        caller.hang_up()
        await floor.until(lambda: bool(floor.events.of(LegEnded)))
        assert floor.events.of(FallbackCallEnded) == []


async def test_a_call_and_a_ringing_agent_outlive_the_brain_and_are_found_again(
    switch: RunningSwitch,
) -> None:
    workspaces, events = [routes(["a-1"])], Events()
    first, second = "leg_00000000000070008000000000000201", "leg_00000000000070008000000000000202"
    async with far_ends(switch, workspaces) as far:
        async with brain_at(switch, events, workspaces) as brain:
            floor = AsteriskFloor(switch, brain, events, far)
            leg_id, caller = await floor.call()
            await talking(floor, leg_id, ring(leg_id, first, "rec_kept"))
            waiting_id, waiting = await floor.call()
            # It brings an agent back: there is no offer.
            restoring = replace(ring(waiting_id, second), offer_id="")
            floor.perform(AnswerLeg(leg_id=waiting_id), StartMusic(leg_id=waiting_id), restoring)
            ringing = await floor.agent()
        ringing.accept()  # while nobody listens
        back = Events()
        async with brain_at(switch, back, workspaces) as brain:
            floor = AsteriskFloor(switch, brain, back, far)
            told = {leg.leg_id: leg for leg in back.of(SwitchConnected)[0].legs}
            assert set(told) == {leg_id, first, waiting_id, second}
            bridge = f"brg_{first}"
            assert (told[leg_id].bridge_id, told[first].bridge_id) == (bridge, bridge)
            assert (told[first].offer_id, told[first].recording_id) == ("ofr_1", "rec_kept")
            assert told[second].place in {"dialplan", "app"}
            await until(lambda: told[second].place == "app" or bool(back.of(LegAnswered)))
            floor.perform(
                StopMusic(leg_id=waiting_id), JoinLegs(bridge_id="brg_late", leg_ids=(waiting_id, second))
            )
            await brain.drain()
            assert back.of(CommandFailed) == []
            waiting.hang_up()
            caller.hang_up()
            await until(lambda: len(back.of(LegEnded)) == 2)
            floor.perform(HangUpLeg(leg_id=first), HangUpLeg(leg_id=second))
            await until(lambda: len(back.of(LegEnded)) == 4)


async def test_a_try_phone_reaches_demo_numbers_only(switch: RunningSwitch) -> None:
    async with asterisk_floor(switch) as floor:
        dialplan = switch.console(f"dialplan show rw-try-{WORKSPACE}")
        assert "'1000'" in dialplan
        assert "'2000'" not in dialplan
        assert "There is no existence of" in switch.console(f"dialplan show 2000@rw-try-{WORKSPACE}")
        assert floor.events.of(CommandFailed) == []
