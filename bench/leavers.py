"""Callers who wait and talk and then hang up by themselves: SIPp, without sound, and what it says became of them."""

import asyncio
import csv
import re
import shutil
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ringwell.runtime.demo_callers import TRUNK_SOURCE
from tests.support.ports import free_sip_port, udp_range
from tests.support.sip import Address

NUMBER: Final = "1001"
MOST: Final = 9000
LAST_S: Final = 60.0
_LEFT: Final = re.compile(r"left (\+\d+) \S+\s\S+\s(\d+\.\d+)")
"""What the scenario logs: SIPp's time stamp is the day, the time and the seconds since 1970."""


@dataclass
class Leavers:
    """What SIPp has seen when all is over: calls by its own words, and when each caller hung up (seconds since 1970)."""

    calls: int = 0
    well: int = 0
    failed: dict[str, int] = field(default_factory=dict[str, int])
    hung_up: dict[str, float] = field(default_factory=dict[str, float])


@asynccontextmanager
async def leavers(
    folder: Path, switch: Address, per_second: float, stay_ms: tuple[int, int]
) -> AsyncGenerator[Leavers]:
    """Callers at this pace; each stays for some time between these. The figures are there after the block, when the last has left."""
    seen = Leavers()
    (folder / "leavers.xml").write_text(_SCENARIO.format(least=stay_ms[0], most=stay_ms[1]))
    numbers = "\n".join(f"+4822444{number:04d}" for number in range(1000, 1000 + MOST))
    (folder / "numbers.csv").write_text(f"SEQUENTIAL\n{numbers}\n")
    with udp_range(4) as (audio, _):
        process = await asyncio.create_subprocess_exec(
            *_command(folder, switch, per_second, audio),
            cwd=folder,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield seen
            process.send_signal(signal.SIGUSR1)  # no more calls, and the end when the last is over
            async with asyncio.timeout(LAST_S):
                await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
    _read(folder, seen)


def _command(folder: Path, switch: Address, per_second: float, audio: int) -> list[str]:
    sipp = shutil.which("sipp")
    assert sipp is not None, "sipp is not installed"
    return [
        *(sipp, f"{switch[0]}:{switch[1]}", "-sf", str(folder / "leavers.xml"), "-s", NUMBER),
        *("-inf", str(folder / "numbers.csv"), "-mp", str(audio)),
        *("-i", TRUNK_SOURCE, "-p", str(free_sip_port(TRUNK_SOURCE)), "-mi", TRUNK_SOURCE),
        *("-r", str(round(per_second * 60)), "-rp", "60000", "-l", "1000", "-m", str(MOST), "-nostdin"),
        *("-trace_stat", "-stf", str(folder / "statistics.csv"), "-fd", "1"),
        *("-trace_logs", "-log_file", str(folder / "calls.log")),
        *("-trace_err", "-error_file", str(folder / "errors.log"), "-recv_timeout", "20000"),
    ]


def _read(folder: Path, seen: Leavers) -> None:
    with (folder / "statistics.csv").open() as file:
        *_, last = csv.DictReader(file, delimiter=";")
    seen.calls, seen.well = int(last["TotalCallCreated"]), int(last["SuccessfulCall(C)"])
    seen.failed = {
        name.removesuffix("(C)"): int(value)
        for name, value in last.items()
        if name.startswith("Failed") and name.endswith("(C)") and value.isdigit() and int(value)
    }
    for number, moment in _LEFT.findall((folder / "calls.log").read_text()):
        seen.hung_up[number] = float(moment)


_SCENARIO: Final = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="leavers">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=caller 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000
a=sendrecv
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
  <pause distribution="uniform" min="{least}" max="{most}"/>
  <nop><action><log message="left [field0] [timestamp]"/></action></nop>
  <send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 9 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
  <recv response="200"/>
</scenario>
"""
