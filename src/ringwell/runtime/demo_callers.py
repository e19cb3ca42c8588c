"""Synthetic callers: SIPp scenarios with real audio, which press keys, wait, talk and hang up."""

import socket
import wave
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4
from xml.sax.saxutils import escape

import numpy as np

from ringwell.runtime import sipp
from ringwell.runtime.errors import ConfigurationError
from ringwell.runtime.settings import reached_at, variable

RATE = 8000
CALLERS = 60
CALLER_PREFIX = "+4822555"
TRUNK_SOURCE = "127.0.0.2"
"""The only address from which the demo trunk takes calls."""
REFUSED = (401, 403)
"""What a switch answers that has no demo trunk."""
ANSWER_S = 1.0
ASKED_TIMES = 3
AT_ONCE = 60_000.0
"""A pace, by the minute, at which nobody is waited for."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One kind of caller; `share` is its part of all. Presses each key so many seconds after the one before, and hangs up when
    nobody else has after `stay_s`: that is its patience in the queue and its talk together."""

    name: str
    share: float
    number: str
    keys: Sequence[tuple[int, str]] = ()
    stay_s: int = 60


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour("orders", 0.25, "1000", keys=((3, "1"),), stay_s=75),
    Behaviour("delivery", 0.2, "1000", keys=((5, "2"),), stay_s=60),
    Behaviour("complaint", 0.1, "1000", keys=((4, "3"),), stay_s=100),
    Behaviour("wrong-key", 0.05, "1000", keys=((3, "7"), (4, "1")), stay_s=60),
    Behaviour("no-key", 0.05, "1000", stay_s=50),
    Behaviour("leaves-in-menu", 0.05, "1000", stay_s=4),
    Behaviour("straight", 0.1, "1001", stay_s=45),
    Behaviour("bank-russian", 0.08, "1002", stay_s=60),
    Behaviour("bank-polish", 0.08, "1003", stay_s=60),
    Behaviour("closed", 0.04, "1009", stay_s=30),
)


@dataclass(frozen=True, slots=True)
class Wave:
    """`calls` of one kind of caller, at `per_minute`."""

    behaviour: Behaviour
    per_minute: float
    calls: int


def waves(per_minute: float, minutes: float) -> list[Wave]:
    """Who comes. The first caller of all comes at once and is a wave of its own: SIPp lets a whole period pass before a wave begins."""
    usual = BEHAVIOURS[0]
    found = [Wave(replace(usual, name="first"), AT_ONCE, 1)]
    for each in BEHAVIOURS:
        calls = round(per_minute * minutes * each.share) - (each is usual)
        if calls > 0:
            found.append(Wave(each, per_minute * each.share, calls))
    return found


def scenario(behaviour: Behaviour, sound: Path) -> str:
    """The SIPp scenario of one kind of caller. Speaks `sound` (raw µ-law) again and again for as long as it is up."""
    return sipp.document(
        escape(behaviour.name),
        sipp.invite("[rtpstream_audio_port]"),
        '  <recv response="486" optional="true" next="refused"/>\n',
        sipp.ANSWERED,
        sipp.ACK,
        sipp.speak(sound),
        *(_press(key, after, index + 2) for index, (after, key) in enumerate(behaviour.keys)),
        f'  <recv request="BYE" timeout="{behaviour.stay_s * 1000}" ontimeout="leave"/>\n',
        sipp.answer(' next="end"'),
        '  <label id="leave"/>\n',
        sipp.BYE,
        '  <recv response="200" next="end"/>\n  <label id="refused"/>\n',
        sipp.within("ACK", 1, attributes=' next="end"'),
        '  <label id="end"/>\n',
    )


def _press(key: str, after_s: int, sequence: int) -> str:
    pressed = sipp.within("INFO", sequence, _KEY.format(key=escape(key)))
    return f'  <pause milliseconds="{after_s * 1000}"/>\n{pressed}  <recv response="200"/>\n'


def command(wave: Wave, folder: Path, target: str, ports: tuple[int, int]) -> list[str]:
    """How SIPp is started for a wave. `ports`: the first for SIP, the next for audio."""
    behaviour = wave.behaviour
    period_ms = max(1, round(60_000 / wave.per_minute))
    return sipp.words(
        folder / f"{behaviour.name}.xml",
        TRUNK_SOURCE,
        ports,
        *(target, "-s", behaviour.number, "-inf", folder / "numbers.csv"),
        *("-r", 1, "-rp", period_ms, "-m", wave.calls, "-l", 1000, "-recv_timeout", 400_000),
        *("-trace_stat", "-stf", folder / f"{behaviour.name}.csv", "-fd", 1),
    )


def progress(elapsed: float, minutes: float, came: int, ended: int, failed: int) -> str:
    """One line: how far it is after so many seconds, and what became of the callers."""
    far = f"{elapsed / 60:.1f} of {minutes:g} min" if elapsed < minutes * 60 else "the last callers"
    line = f"{far:>{len('the last callers')}}: {came} came, {came - ended - failed} on the line, {ended} ended well"
    return line + (f", {failed} failed" if failed else "")


def check_answers(host: str, port: int) -> None:
    """Raises ConfigurationError when no switch answers there, or one that takes no demo callers."""
    target = f"{reached_at(host)}:{port}"
    status = _status_of_options(reached_at(host), port)
    if status is None:
        raise ConfigurationError(
            f"no switch answers at {target}",
            f"start script/server, and give this command the same {variable('sip_port')}",
        )
    if status in REFUSED:
        raise ConfigurationError(
            f"the switch at {target} takes no calls of demo callers", "start the server with --demo"
        )


def _status_of_options(host: str, port: int) -> int | None:
    """What the switch answers to a harmless question from the demo trunk's address; None when nothing comes."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind((TRUNK_SOURCE, 0))
        line.settimeout(ANSWER_S)
        question = _options(f"{host}:{port}", f"{TRUNK_SOURCE}:{line.getsockname()[1]}")
        with suppress(OSError):
            for _ in range(ASKED_TIMES):
                line.sendto(question, (host, port))
                with suppress(TimeoutError):
                    return int(line.recv(4096).split()[1])
    return None


def _options(target: str, source: str) -> bytes:
    """A SIP question whether `target` is there, sent from `source`; both are `host:port`."""
    call = uuid4().hex
    lines = (
        f"OPTIONS sip:{target} SIP/2.0",
        f"Via: SIP/2.0/UDP {source};branch=z9hG4bK{call}",
        f"From: <sip:caller@{source}>;tag={call[:8]}",
        f"To: <sip:{target}>",
        f"Call-ID: {call}",
        "CSeq: 1 OPTIONS",
        f"Contact: <sip:caller@{source}>",
        "Max-Forwards: 70",
        "Content-Length: 0",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def write_numbers(folder: Path) -> None:
    """The callers' numbers, as SIPp takes them: a few, in any order, so that some customers call again."""
    numbers = "\n".join(f"{CALLER_PREFIX}{number:04d}" for number in range(1, CALLERS + 1))
    (folder / "numbers.csv").write_text(f"RANDOM\n{numbers}\n")


def mu_law(source: Path, target: Path) -> None:
    """Write a WAV file (16 bit, 8 kHz, mono) as raw G.711 µ-law."""
    with wave.open(str(source), "rb") as wav:
        samples = np.frombuffer(wav.readframes(wav.getnframes()), dtype="<i2").astype(np.int32)
    target.write_bytes(encode_mu_law(samples).tobytes())


def encode_mu_law(
    samples: np.ndarray[tuple[int, ...], np.dtype[np.int32]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """G.711 µ-law of 16-bit samples (ITU-T G.711)."""
    sign = np.where(samples < 0, 0x80, 0)
    magnitude = np.minimum(np.abs(samples), 32635) + 132
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    return (~(sign | exponent << 4 | mantissa) & 0xFF).astype(np.uint8)


# SIPp sends no telephone events beside an RTP stream: keys go as INFO.
_KEY = """Content-Type: application/dtmf-relay
Content-Length: [len]

Signal={key}
Duration=160"""
