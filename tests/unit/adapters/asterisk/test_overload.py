"""A switch that cannot keep up: every command still has the one end that the port promises."""

import asyncio
from pathlib import Path

import pytest

from ringwell.adapters.asterisk import switch as switch_module
from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.calls.messages import (
    CommandFailed,
    EndBridge,
    HangUpLeg,
    PlaybackEnded,
    PlayPrompts,
    Prompt,
    RecordVoicemail,
    RingAgent,
    SwitchCommand,
    SwitchEvent,
    VoicemailEnded,
)

RING = RingAgent(
    leg_id="leg_2",
    interaction_id="int_1",
    offer_id="ofr_1",
    agent_id="agt_1",
    endpoint="a-1",
    caller_leg_id="leg_1",
    caller_number="",
    recording_id=None,
    timeout_s=20,
)


async def _kept() -> bool:
    return True


@pytest.mark.parametrize(
    ("command", "kind", "about"),
    [
        (
            PlayPrompts(leg_id="leg_1", playback_id="ply_1", prompts=(Prompt("menu", "en", None),)),
            PlaybackEnded,
            {"leg_id": "leg_1", "playback_id": "ply_1", "failed": True},
        ),
        (
            RecordVoicemail(leg_id="leg_1", recording_id="rec_1", max_s=60, silence_s=5),
            VoicemailEnded,
            {"leg_id": "leg_1", "recording_id": "rec_1", "failed": True},
        ),
        (RING, CommandFailed, {"leg_id": "leg_2", "command": "RingAgent"}),
        (HangUpLeg(leg_id="leg_1"), CommandFailed, {"leg_id": "leg_1", "command": "HangUpLeg"}),
    ],
)
async def test_a_command_too_many_ends_as_it_would_and_after_the_turn(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: SwitchCommand,
    kind: type[SwitchEvent],
    about: dict[str, object],
) -> None:
    monkeypatch.setattr(switch_module, "MOST_PENDING", 0)
    told: list[SwitchEvent] = []
    switch = _switch(tmp_path, told)
    switch.perform("wsp_1", [command])
    assert told == [], "who asks is still in its turn"
    await asyncio.sleep(0)
    assert [type(each) for each in told] == [kind]
    assert {name: getattr(told[0], name) for name in about} == about


async def test_a_command_before_the_switch_is_there_fails_as_one_while_it_is_away(tmp_path: Path) -> None:
    told: list[SwitchEvent] = []
    switch = _switch(tmp_path, told)
    switch.perform("wsp_1", [EndBridge(bridge_id="brg_1")])
    await switch.drain()
    assert [each.command for each in told if isinstance(each, CommandFailed)] == ["EndBridge"]


def _switch(tmp_path: Path, told: list[SwitchEvent]) -> AsteriskSwitch:
    return AsteriskSwitch(
        "sw",
        AriAddress(url="http://127.0.0.1:1", user="u", password="p"),
        AmiAddress(host="127.0.0.1", port=1, user="u", secret="s"),
        emit=lambda _, event: told.append(event),
        media=lambda _: "",
        raw_recordings=tmp_path,
        may_act=lambda: True,
        on_replaced=lambda _: None,
        queue_log=tmp_path / "queue_log",
        cursor=Cursor(tmp_path / "cursor", lambda: (0,), range(1)),
        kept=_kept,
    )
