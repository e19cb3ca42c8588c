"""Callers who wait and talk and then hang up by themselves: SIPp, without sound, and what it says became of them."""

import asyncio
import re
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.outcome import Outcome, outcome
from ringwell.runtime import sipp
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

    outcome: Outcome = field(default_factory=Outcome)
    hung_up: dict[str, float] = field(default_factory=dict[str, float])


@asynccontextmanager
async def leavers(
    folder: Path, switch: Address, per_second: float, stay_ms: tuple[int, int]
) -> AsyncGenerator[Leavers]:
    """Callers at this pace; each stays for some time between these. The figures are there after the block, when the last has left."""
    seen = Leavers()
    (folder / "leavers.xml").write_text(_scenario(stay_ms))
    numbers = "\n".join(f"+4822444{number:04d}" for number in range(1000, 1000 + MOST))
    (folder / "numbers.csv").write_text(f"SEQUENTIAL\n{numbers}\n")
    with udp_range(4) as (audio, _):
        async with sipp.running(_words(folder, switch, per_second, audio), folder) as process:
            yield seen
            process.send_signal(signal.SIGUSR1)  # no more calls, and the end when the last is over
            async with asyncio.timeout(LAST_S):
                await process.wait()
    _read(folder, seen)


def _words(folder: Path, switch: Address, per_second: float, audio: int) -> list[str]:
    return sipp.words(
        folder / "leavers.xml",
        TRUNK_SOURCE,
        (free_sip_port(TRUNK_SOURCE), audio),
        *(f"{switch[0]}:{switch[1]}", "-s", NUMBER, "-inf", folder / "numbers.csv"),
        *("-r", round(per_second * 60), "-rp", 60_000, "-l", 1000, "-m", MOST, "-recv_timeout", 20_000),
        *("-trace_stat", "-stf", folder / "statistics.csv", "-fd", 1),
        *("-trace_logs", "-log_file", folder / "calls.log"),
        *("-trace_err", "-error_file", folder / "errors.log"),
    )


def _read(folder: Path, seen: Leavers) -> None:
    seen.outcome = outcome(folder / "statistics.csv")
    for number, moment in _LEFT.findall((folder / "calls.log").read_text()):
        seen.hung_up[number] = float(moment)


def _scenario(stay_ms: tuple[int, int]) -> str:
    least, most = stay_ms
    return sipp.document(
        "leavers",
        sipp.invite(),
        sipp.ANSWERED,
        sipp.ACK,
        f'  <pause distribution="uniform" min="{least}" max="{most}"/>\n',
        '  <nop><action><log message="left [field0] [timestamp]"/></action></nop>\n',
        sipp.BYE,
        '  <recv response="200"/>\n',
    )
