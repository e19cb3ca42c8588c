"""A disk without room: what the switch's own queue has served is told, and its place in the log is kept when there is room again."""

import asyncio
import gc
from pathlib import Path

import msgspec

from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.arrivals import decode_arrival
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.names import FALLBACK_CONTEXT
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from tests.support.channels import CHANNEL
from tests.support.floor import QUEUE, WORKSPACE, Events, routes

SERVED = f"""\
1700000100|sw-1700000100.5|NONE|NONE|RWCALL|{WORKSPACE}|1000||
1700000100|sw-1700000100.5|{QUEUE}|NONE|ENTERQUEUE|||1
1700000109|sw-1700000100.5|{QUEUE}|NONE|ABANDON|1|1|9
"""
ENDED = {
    "type": "ChannelDestroyed",
    "application": "ringwell-watch",
    "timestamp": "2026-01-01T10:00:00.000+0000",
    "cause": 16,
    "cause_txt": "",
    "channel": {
        **CHANNEL,
        "dialplan": {
            "context": FALLBACK_CONTEXT,
            "exten": "h",
            "priority": 1,
            "app_name": "",
            "app_data": "",
        },
    },
}


async def _kept() -> bool:
    return True


async def test_a_place_that_cannot_be_kept_is_kept_later(tmp_path: Path) -> None:
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, about: faults.append(about))
    cursor, events = tmp_path / "full" / "cursor", Events()
    (tmp_path / "queue_log").write_text(SERVED)
    switch = AsteriskSwitch(
        "sw",
        AriAddress(url="http://127.0.0.1:1", user="u", password="p"),
        AmiAddress(host="127.0.0.1", port=1, user="u", secret="s"),
        emit=events.emit,
        media=lambda _: "",
        raw_recordings=tmp_path,
        may_act=lambda: True,
        on_replaced=lambda _: None,
        queue_log=tmp_path / "queue_log",
        cursor=Cursor(cursor, lambda: (0,), range(1)),
        kept=_kept,
    )
    await switch.serve([routes(["a-1"])])
    ended = decode_arrival(msgspec.json.encode(ENDED))
    switch.arrived(ended)
    await switch.drain()
    gc.collect()
    assert (events.kinds(), faults) == (["FallbackCallEnded"], [])
    cursor.parent.mkdir()
    switch.arrived(ended)
    await switch.drain()
    assert (events.kinds(), cursor.with_name("cursor.0").read_text()) == (
        ["FallbackCallEnded"],
        str(len(SERVED)),
    )
