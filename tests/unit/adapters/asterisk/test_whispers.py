"""A whisper that is over while the switch goes: nothing but its end is lost."""

import asyncio
import gc
from pathlib import Path

import msgspec

from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.arrivals import decode_arrival
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from tests.support.floor import Events

OVER = {
    "type": "PlaybackFinished",
    "application": "ringwell-p0",
    "timestamp": "2026-01-01T10:00:00.000+0000",
    "playback": {
        "id": "leg_1-told",
        "media_uri": "sound:shop",
        "target_uri": "channel:leg_1-told",
        "language": "en",
        "state": "done",
    },
}


async def _kept() -> bool:
    return True


async def test_an_end_that_the_switch_does_not_hear_of_stops_nothing(tmp_path: Path) -> None:
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, about: faults.append(about))
    events = Events()
    async with AsteriskSwitch(
        "sw",
        AriAddress(url="http://127.0.0.1:1", user="u", password="p"),
        AmiAddress(host="127.0.0.1", port=1, user="u", secret="s"),
        emit=events.emit,
        media=lambda _: "",
        raw_recordings=tmp_path,
        may_act=lambda: True,
        on_replaced=lambda _: None,
        queue_log=tmp_path / "queue_log",
        cursor=Cursor(tmp_path / "cursor", lambda: (0,), range(1)),
        kept=_kept,
    ) as switch:
        switch.arrived(decode_arrival(msgspec.json.encode(OVER)))
        await switch.drain()
    gc.collect()
    assert (events.kinds(), faults) == ([], [])
