"""Who hears whom: each leg says a tone of its own, and is asked which it hears."""

import io
import wave
from array import array
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from ringwell.runtime.folders import Folders
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk, Entity, Person
from tests.support.polling import PATIENCE_S, until
from tests.support.rtp import RATE, strength
from tests.support.sip import Leg, Phone
from tests.support.speech import tone

DAVID_HZ = 1700.0
OUTSIDE_HZ = 2600.0
THERE, NOT_THERE = 0.2, 0.03
"""Shares of what is heard: one of two or three tones that sound together, and one that does not."""
OUTSIDE = "+48600100300"


async def talk(centre: Centre, user: str) -> tuple[Desk, Desk, Leg, Leg, str]:
    """Anna talks to a caller; David, who takes no such calls by himself, is ready."""
    anna, david = await centre.desk(1), await centre.desk(4)
    await anna.ready()
    caller = await centre.call("1001", user)
    annas = await anna.answer()
    interaction = await centre.of(user)
    await hear({annas: [CALLER_HZ], caller: [AGENT_HZ]})
    await david.ready()
    return anna, david, caller, annas, interaction


async def hear(who: dict[Leg, list[float]], seconds: float = PATIENCE_S) -> None:
    """Each of them hears just these of the four tones in what comes from now on."""
    for leg in who:
        leg.sound.heard.clear()
    tones = (CALLER_HZ, AGENT_HZ, DAVID_HZ, OUTSIDE_HZ)

    def right(leg: Leg) -> bool:
        if len(leg.sound.heard) < RATE / 2:
            return False
        shares = {tone: leg.sound.share(tone, 0.4) for tone in tones}
        return all(share > THERE if tone in who[leg] else share < NOT_THERE for tone, share in shares.items())

    try:
        await until(lambda: all(right(leg) for leg in who), seconds)
    except AssertionError:
        heard = [{tone: round(leg.sound.share(tone), 2) for tone in tones} for leg in who]
        raise AssertionError(f"heard {heard}, not {list(who.values())}") from None


async def loud(leg: Leg) -> None:
    """Something is heard there: more than silence, whose codes are all alike."""
    leg.sound.heard.clear()
    await until(lambda: len(leg.sound.heard) > RATE / 2 and len(set(leg.sound.heard)) > 20)


async def in_recording(centre: Centre, tone: float) -> None:
    """The recording that is being made holds this tone by now. The switch writes what it hears after it has passed it on, on a busy machine
    seconds after; what it has not written when the recording ends is in no recording."""
    folder = Folders(centre.server.data).raw_recordings

    def held() -> bool:
        try:
            newest = max(folder.glob("*.raw"), key=lambda file: file.stat().st_mtime_ns)
            written = newest.read_bytes()
        except (ValueError, FileNotFoundError):  # there is none yet, or one has just been finished
            return False
        last = written[: len(written) // 4 * 4][-4 * RATE :]  # its last second, 16 bits at two channels
        samples = array("h", last)
        return any(tone in _tones_in(list(samples[channel::2])) for channel in (0, 1))

    await until(held)


async def tones_of(centre: Centre, recording_id: str) -> tuple[set[float], set[float]]:
    """What is heard at the left (the caller's side) and at the right (the agent's) of a stored recording, each by itself or with others."""
    left, right = await sound_of(centre.boss, recording_id)
    return _tones_in(left), _tones_in(right)


def _tones_in(channel: list[int]) -> set[float]:
    """The tones that hold much of some fifth of a second."""
    parts = [channel[start : start + RATE // 5] for start in range(0, len(channel) - RATE // 5, RATE // 10)]
    tones = (CALLER_HZ, AGENT_HZ, DAVID_HZ, OUTSIDE_HZ)
    return {tone for tone in tones if any(strength(part, tone) > 0.3 for part in parts)}


def loudest(channel: list[int], hertz: float) -> float:
    """How much of some fifth of a second of this sound the tone is, at most."""
    step = RATE // 5
    return max(strength(channel[at : at + step], hertz) for at in range(0, len(channel) - step, step // 2))


@asynccontextmanager
async def outside(centre: Centre) -> AsyncGenerator[Phone]:
    """A telephone outside, to which the workspace's trunk leads."""
    admin = await centre.person("admin@demo", "board")
    phone = await centre.caller(OUTSIDE)
    trunk = (await admin.get("/trunks"))["items"][0]
    await admin.change(f"/trunks/{trunk['trunk_id']}", server=f"sip:127.0.0.2:{phone.port}")
    try:
        yield phone
    finally:
        await admin.change(f"/trunks/{trunk['trunk_id']}", server=trunk["server"])


async def sound_of(person: Person, recording_id: str) -> tuple[list[int], list[int]]:
    """Left and right of a recording."""
    data = await person.file(f"/recordings/{recording_id}/audio")
    with wave.open(io.BytesIO(data)) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (2, RATE)
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    return list(samples[::2]), list(samples[1::2])


async def recorded(admin: Person, hertz: float) -> dict[str, Entity]:
    """A tone, as all three languages say it."""
    taken = await admin.upload("/sounds", tone(hertz, 4))
    return {each: {"source": "recorded", "sound": taken["sound"]} for each in ("en", "ru", "pl")}
