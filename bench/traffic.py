"""Calls by SIPp from end to end: callers who come at random and speak, telephones that answer at once and hang up soon, and how long it
took from a caller's INVITE to the 200 of the telephone that got it."""

import itertools
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.callers import VOICE
from bench.figures import percentile
from bench.outcome import Outcome, outcome
from ringwell.adapters.asterisk.switch_config import LOOPBACK
from ringwell.runtime import sipp
from ringwell.runtime.demo_callers import TRUNK_SOURCE, mu_law
from tests.support.ports import free_sip_port, udp_range
from tests.support.sip import Address

TALK_MS: Final = 100
MEAN_DELAY_MS: Final = 500
"""SIPp begins calls evenly; each waits for a random while, and so they come as callers do."""
PATIENCE_MS: Final = 5_000
"""A caller whom no agent has had by then has failed."""
AUDIO_PORTS: Final = 1500
SOUND: Final = "voice.ulaw"
_MARK: Final = re.compile(r"(?:called|answered) (\+\d+) \S+\s\S+\s(\d+\.\d+)")
"""What the scenarios log: SIPp's time stamp is the day, the time and the seconds since 1970."""
_numbers = itertools.count()


@dataclass(frozen=True)
class Burst:
    """Calls that were made. `waits`: milliseconds from a caller's INVITE to an agent's 200, of those who got one."""

    outcome: Outcome
    waits: Sequence[float]

    @property
    def failed(self) -> float:
        """The share of callers who did not talk to anybody."""
        return 1 - min(self.outcome.well, len(self.waits)) / max(1, self.outcome.calls)

    def quick(self, percent: float) -> float:
        return percentile(self.waits, percent) if self.waits else float("inf")


@dataclass
class Telephones:
    """SIPp at the port where agents' phones have signed in; `log` says whom they answered."""

    log: Path
    read: int = 0

    def answered(self) -> dict[str, float]:
        """When each caller was answered (seconds since 1970), of those since the last time."""
        with self.log.open() as file:
            file.seek(self.read)
            found = _marks(file.read())
            self.read = file.tell()
        return found


@asynccontextmanager
async def telephones(folder: Path, port: int) -> AsyncGenerator[Telephones]:
    """Phones that answer at once, talk for `TALK_MS`, and hang up."""
    log = _write(folder, {"telephone.xml": _telephone(), "answered.log": ""}) / "answered.log"
    with udp_range(4) as (audio, _):
        words = sipp.words(
            folder / "telephone.xml", LOOPBACK, (port, audio), "-trace_logs", "-log_file", log, "-l", 5000
        )
        async with sipp.running(words, folder):
            yield Telephones(log)


async def burst(
    folder: Path, switch: Address, phones: Telephones, dialled: Sequence[str], pace: float, seconds: float
) -> Burst:
    """Callers of these numbers in turn, so many a second; all is over when this returns."""
    count = round(pace * seconds)
    who = [f"+482244{next(_numbers) % 100_000:05d}" for _ in range(count)]
    lines = (f"{number};{to}" for number, to in zip(who, itertools.cycle(dialled), strict=False))
    texts = {"caller.xml": _caller(folder), "numbers.csv": "SEQUENTIAL\n" + "\n".join(lines) + "\n"}
    mu_law(VOICE, _write(folder, texts) / SOUND)
    with udp_range(AUDIO_PORTS) as (audio, _):
        words = sipp.words(
            folder / "caller.xml",
            TRUNK_SOURCE,
            (free_sip_port(TRUNK_SOURCE), audio),
            *(f"{switch[0]}:{switch[1]}", "-inf", folder / "numbers.csv", "-recv_timeout", PATIENCE_MS),
            *("-r", round(pace * 60), "-rp", 60_000, "-l", 5000, "-m", count),
            *("-trace_stat", "-stf", folder / "statistics.csv", "-fd", 1),
            *("-trace_logs", "-log_file", folder / "called.log"),
        )
        async with sipp.running(words, folder) as process:
            await process.wait()
    begun, answered = _marks((folder / "called.log").read_text()), phones.answered()
    waits = [(answered[number] - at) * 1000 for number, at in begun.items() if number in answered]
    return Burst(outcome(folder / "statistics.csv"), waits)


def _marks(text: str) -> dict[str, float]:
    return {number: float(at) for number, at in _MARK.findall(text)}


def _write(folder: Path, texts: Mapping[str, str]) -> Path:
    """A new folder with these files."""
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


def _caller(folder: Path) -> str:
    return sipp.document(
        "caller",
        f'  <pause distribution="exponential" mean="{MEAN_DELAY_MS}"/>\n',
        '  <nop><action><log message="called [field0] [timestamp]"/></action></nop>\n',
        sipp.invite("[rtpstream_audio_port]", number="[field1]"),
        sipp.ANSWERED,
        sipp.ACK,
        sipp.speak(folder / SOUND),
        '  <recv request="BYE"/>\n',
        sipp.answer(),
    )


def _telephone() -> str:
    """The phone's own end: From and To of what it sends change places."""
    who = "".join(
        f'<ereg regexp="{what}" search_in="hdr" header="{header}:" assign_to="{names}"/>'
        for what, header, names in (
            (".*", "From", "remote"),
            (".*", "To", "local"),
            ("sip:([^@]+)@", "From", "whole,number"),
        )
    )
    bye = """\
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: [$local];tag=[pid]-[call_number]
To: [$remote]
Call-ID: [call_id]
CSeq: 1 BYE
Max-Forwards: 70
Content-Length: 0
"""
    return sipp.document(
        "telephone",
        f'  <recv request="INVITE" rrs="true"><action>{who}</action></recv>\n',
        '  <nop><action><log message="answered [$number] [timestamp]"/></action></nop>\n',
        sipp.answer(headers="Contact: <sip:agent@[local_ip]:[local_port]>\n", body=sipp.offer("agent")),
        '  <recv request="ACK"/>\n',
        f'  <pause milliseconds="{TALK_MS}"/>\n',
        sipp.send(bye, ' retrans="500"'),
        '  <recv response="200"/>\n',
        '  <Reference variables="whole"/>\n',
    )
