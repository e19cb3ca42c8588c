"""Callers who keep waiting: SIPp with sound, one new for each that has left."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from ringwell.adapters.asterisk.prompts import SOUNDS
from ringwell.runtime import sipp
from ringwell.runtime.demo_callers import TRUNK_SOURCE, Behaviour, mu_law, scenario, write_numbers
from tests.support.ports import free_sip_port, udp_range
from tests.support.sip import Address

PATIENT = Behaviour("waiting", 1.0, "1001", stay_s=900)
VOICE = SOUNDS / "en" / "greeting-shop.wav"
PER_SECOND = 20


@asynccontextmanager
async def waiting_callers(folder: Path, switch: Address, count: int) -> AsyncGenerator[int]:
    """So many callers of number 1001 in the house at any time. Yields SIPp's process id."""
    sound, script = folder / "voice.ulaw", folder / "waiting.xml"
    mu_law(VOICE, sound)
    script.write_text(scenario(PATIENT, sound))
    write_numbers(folder)
    with udp_range(2 * count + 100) as (audio, _):
        async with sipp.running(_words(script, switch, count, audio), folder) as process:
            yield process.pid


def _words(script: Path, switch: Address, count: int, audio: int) -> list[str]:
    return sipp.words(
        script,
        TRUNK_SOURCE,
        (free_sip_port(TRUNK_SOURCE), audio),
        *(f"{switch[0]}:{switch[1]}", "-s", PATIENT.number, "-inf", script.with_name("numbers.csv")),
        *("-r", PER_SECOND, "-l", count, "-m", 1_000_000, "-recv_timeout", 900_000),
    )
