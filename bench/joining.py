"""How soon people hear each other: a colleague and a client's owner whom a caller is brought together with, a call that a supervisor is in on.

Measured where they are heard: by the packets that arrive at the caller's and the supervisor's telephones, each of 20 ms of sound, from the moment
in which the page asks for it.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.figures import Figure, percentile, spread
from ringwell.calls.listening import overseers_endpoint
from tests.support.centre import AGENT_HZ, CALLER_HZ, Centre, Desk, centre_on
from tests.support.installation import server_on
from tests.support.polling import until
from tests.support.rtp import share_of
from tests.support.sip import Leg, Phone, phone

TIMES: Final = 25
WARM_UP: Final = 2
CALLED: Final = "1001"
CALLERS: Final = "+48225550801"
OWNER: Final = "+48600100801"
COLLEAGUE_HZ: Final = 1700.0
OWNER_HZ: Final = 2600.0
TONE: Final = 0.5
"""This share of a packet is the tone: it is heard."""
SILENCE: Final = frozenset({0x7F, 0xFF, 0x7E, 0xFE})


def is_loud(data: bytes) -> bool:
    return not SILENCE.issuperset(data)


@dataclass
class Ear:
    """What comes to one telephone from now on, packet by packet, with the time of each."""

    leg: Leg
    packets: list[tuple[float, bytes]] = field(default_factory=list[tuple[float, bytes]])

    def __post_init__(self) -> None:
        self.leg.sound.listener = lambda data: self.packets.append((time.perf_counter(), data))

    async def hears(self, *tones: float, since: float = 0.0) -> float:
        """When the first packet came of which these tones together are most, of those that came after that moment."""
        found: list[float] = []
        looked = 0

        def heard() -> bool:
            nonlocal looked
            new, looked = self.packets[looked:], len(self.packets)
            found.extend(
                at for at, data in new if at > since and sum(share_of(data, tone) for tone in tones) > TONE
            )
            return bool(found)

        await until(heard, 5)
        return found[0]

    def silent_before(self, tone_at: float) -> float:
        """For how long nothing was heard before that moment."""
        return tone_at - max(at for at, data in self.packets if at < tone_at and is_loud(data))

    async def loud(self) -> None:
        """Something is heard, such as the music of who is on hold; what came before is forgotten."""
        self.packets.clear()
        await until(lambda: any(is_loud(data) for _, data in self.packets), 5)


@dataclass(frozen=True)
class Join:
    """In milliseconds: from the asking to the tone, and how long nothing was heard before it."""

    took: float
    silent: float


async def measure() -> list[Figure]:
    with (
        tempfile.TemporaryDirectory(prefix="ringwell-bench-") as name,
        server_on(Path(name), RINGWELL_SPARES="1") as server,
    ):
        await asyncio.to_thread(server.start)
        async with centre_on(server) as centre:
            heard = await _listens(centre)
            colleagues = await _colleagues(centre)
            owners = await _owners(centre)
    return [
        *_of_joins("consultation completed", colleagues),
        *_of_joins("owner connected", owners),
        *_told('supervisor\'s "listen" to the first tone of the call', heard, 500),
    ]


async def _colleagues(centre: Centre) -> list[Join]:
    """One caller goes from one colleague to the other and back, each time after they have spoken."""
    has, other = await centre.desk(1), await centre.desk(4)
    caller, interaction = await _talk(centre, has)
    ear = Ear(caller)
    await other.ready()
    tones = {has.agent_id: AGENT_HZ, other.agent_id: COLLEAGUE_HZ}
    joins: list[Join] = []
    for _ in range(WARM_UP + TIMES):
        asked = {"interaction_id": interaction, "to_agent_id": other.agent_id}
        assert await has.command("call_party", **asked) is None
        leg = await other.answer()
        leg.sound.play(tones[other.agent_id])
        await has.is_(activity="consulting")
        await Ear(leg).hears(tones[has.agent_id])
        completing = has.command("complete_transfer", interaction_id=interaction)
        joins.append(await _join(ear, completing, tones[other.agent_id]))
        assert await has.finish(interaction) is None
        await has.is_(presence="ready", activity="idle")
        _hush(centre)
        has, other = other, has
    await _over(has, caller, interaction)
    return joins[WARM_UP:]


async def _owners(centre: Centre) -> list[Join]:
    """One call after the other is introduced to the client's owner."""
    anna = await centre.desk(1)
    joins: list[Join] = []
    async with _owner(centre) as owner:
        for _ in range(WARM_UP + TIMES):
            caller, interaction = await _talk(centre, anna)
            ear = Ear(caller)
            assert await anna.command("introduce_owner", interaction_id=interaction) is None
            leg = await owner.rung(8)
            leg.ring()
            leg.accept()
            leg.sound.play(OWNER_HZ)
            await anna.is_(activity="consulting")
            await Ear(leg).hears(AGENT_HZ)
            connecting = anna.command("complete_transfer", interaction_id=interaction)
            joins.append(await _join(ear, connecting, OWNER_HZ))
            assert await anna.finish(interaction, "not_ready") is None
            leg.hang_up()
            await asyncio.wait_for(caller.ended.wait(), 8)
            await centre.closed(interaction)
            _hush(centre)
    return joins[WARM_UP:]


async def _listens(centre: Centre) -> list[float]:
    """A supervisor begins to listen to one call, and leaves it again."""
    anna = await centre.desk(1)
    caller, interaction = await _talk(centre, anna)
    me = await centre.boss.get("/me")
    account = await centre.phones.provision_desk_phone(overseers_endpoint(me["user_id"]))
    took: list[float] = []
    async with phone("127.0.0.1", centre.switch, account.endpoint) as handset:
        assert await handset.register(account.password) == 200
        for _ in range(WARM_UP + TIMES):
            asked = time.perf_counter()
            asking = asyncio.create_task(
                centre.boss.command("listen", interaction_id=interaction), name="listens"
            )
            leg = await handset.rung(8)
            leg.accept()
            took.append((await Ear(leg).hears(CALLER_HZ, AGENT_HZ) - asked) * 1000)
            assert await asking is None
            assert await centre.boss.command("stop_listening", interaction_id=interaction) is None
            await asyncio.wait_for(leg.ended.wait(), 5)
            leg.sound.close()
            await until(lambda: not centre.boss.live.all("listening"), 5)
    await _over(anna, caller, interaction)
    return took[WARM_UP:]


async def _join(ear: Ear, asking: Coroutine[None, None, str | None], tone: float) -> Join:
    """The page asks; the caller, who has heard music, hears the other's tone."""
    await ear.loud()
    asked = time.perf_counter()
    answer = asyncio.create_task(asking, name="joins")
    at = await ear.hears(tone, since=asked)
    assert await answer is None
    return Join((at - asked) * 1000, ear.silent_before(at) * 1000)


async def _talk(centre: Centre, agent: Desk) -> tuple[Leg, str]:
    """The agent talks to a new caller, and is offered no other."""
    await agent.ready()
    caller = await centre.call(CALLED, CALLERS)
    leg = await agent.answer(15)
    await Ear(caller).hears(AGENT_HZ)
    await Ear(leg).hears(CALLER_HZ)
    return caller, str(agent.me["interaction_id"])


def _hush(centre: Centre) -> None:
    """Legs that have ended make no more sound, which costs the machine what is to be measured."""
    for telephone in (*centre.callers, *(desk.phone for desk in centre.desks)):
        for leg in telephone.legs.values():
            if leg.ended.is_set():
                leg.sound.close()


async def _over(agent: Desk, caller: Leg, interaction: str) -> None:
    caller.hang_up()
    await agent.is_(activity="wrapping_up")
    assert await agent.finish(interaction, "not_ready") is None


@asynccontextmanager
async def _owner(centre: Centre) -> AsyncGenerator[Phone]:
    """The telephone of the one on the call-out list of the project, to which the workspace's trunk leads."""
    admin = await centre.person("admin@demo", "board")
    telephone = await centre.caller(OWNER)
    numbers, trunks = (await admin.get("/numbers"))["items"], (await admin.get("/trunks"))["items"]
    project = next(each["project_id"] for each in numbers if each["number"] == CALLED)
    path = f"/trunks/{trunks[0]['trunk_id']}"
    await admin.change(path, server=f"sip:{telephone.host}:{telephone.port}")
    entry = {"project_id": project, "name": "Owner", "number": OWNER, "hears_machines": False}
    await admin.post("/owners", entry)
    yield telephone


def _of_joins(what: str, joins: list[Join]) -> list[Figure]:
    return [
        *_told(f"{what}, to the other's tone at the caller", [each.took for each in joins], 300),
        *_told(f"{what}, silence at the caller before that tone", [each.silent for each in joins], 300),
    ]


def _told(figure: str, took: list[float], most_ms: int) -> list[Figure]:
    facts = f"real switch, calls recorded, packets of 20 ms; {spread(took)}"
    return [
        Figure(figure=f"{figure}, median", value=round(percentile(took, 50), 1), unit="ms", note=facts),
        Figure(
            figure=f"{figure}, worst", value=round(max(took), 1), unit="ms", goal=f"<= {most_ms}", note=facts
        ),
    ]
