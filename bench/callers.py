"""Callers who keep waiting: SIPp with sound, one new for each that has left."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from ringwell.adapters.asterisk.prompts import SOUNDS
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
    with udp_range(2 * count + 100) as (first_audio_port, _):
        process = await asyncio.create_subprocess_exec(
            *_command(script, switch, count, first_audio_port),
            cwd=folder,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield process.pid
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


def _command(script: Path, switch: Address, count: int, first_audio_port: int) -> list[str]:
    sipp = shutil.which("sipp")
    assert sipp is not None, "sipp is not installed"
    return [
        *(sipp, f"{switch[0]}:{switch[1]}", "-sf", str(script), "-s", PATIENT.number),
        *("-inf", str(script.with_name("numbers.csv"))),
        *("-i", TRUNK_SOURCE, "-p", str(free_sip_port(TRUNK_SOURCE)), "-mi", TRUNK_SOURCE),
        *("-mp", str(first_audio_port)),
        *("-r", str(PER_SECOND), "-l", str(count), "-m", "1000000", "-nostdin", "-recv_timeout", "900000"),
    ]
