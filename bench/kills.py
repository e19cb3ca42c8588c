"""Two hundred `kill -9` at random moments under load: what became of the callers, counted where they are, at SIPp.

Callers wait and talk, and end their calls themselves: a BYE that comes to one of them is a call that was lost. The agents' phones tell when
a talk ended before its caller hung up, and whether two of them had the same caller at once.
"""

import asyncio
import random
import re
import signal
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from sqlalchemy import text

from bench.figures import Figure, percentile, spread
from bench.leavers import Leavers, leavers
from bench.site import Agent, Site, running_site
from ringwell.kernel.errors import StoreAway
from ringwell.runtime.probes import edge_answers
from ringwell.runtime.processes import send
from tests.support.polling import until_awaited
from tests.support.sip import Leg

KILLS: Final = 200
KINDS: Final = ("brain", "postgres", "edge", "worker")
PAUSE_S: Final = (1.0, 4.5)
AGENTS: Final = 12
CALLS_PER_SECOND: Final = 1.5
STAY_MS: Final = (4_000, 30_000)
LONGEST_RECOVERY_S: Final = 30.0
JOINING_S: Final = 0.5
"""An agent's phone has answered: so much later it has the caller."""
HANGING_UP_S: Final = 1.0
"""So long after the caller's BYE the agent's may come, or before it by the two clocks."""
_CALLER: Final = re.compile(r"\+4822444\d+")
_OPEN: Final = text("SELECT count(*) FROM interactions WHERE ended_at IS NULL")


@dataclass
class Talk:
    """A caller at an agent's phone: from its answer to its end (seconds since 1970)."""

    caller: str
    agent: str
    since: float
    until: float


@dataclass(frozen=True)
class Kill:
    """What was killed, when, and after how many seconds calls could be taken again."""

    kind: str
    at: float
    recovered_s: float


async def measure() -> list[Figure]:
    talks: list[Talk] = []
    async with running_site() as site:
        for agent in await site.add_agents(AGENTS):
            await agent.desk.set_presence("ready")
            site.follow(_serve(agent, talks))
        with tempfile.TemporaryDirectory(prefix="ringwell-bench-") as name:
            async with leavers(Path(name), site.sip, CALLS_PER_SECOND, STAY_MS) as seen:
                kills = [await _kill(site, KINDS[number % len(KINDS)]) for number in range(KILLS)]
        log = await _log(site)
    return [*_of_callers(seen, kills), *_of_talks(seen, talks, kills), _recovery(kills), *log]


async def _serve(agent: Agent, talks: list[Talk]) -> None:
    """Answer every call at once, and note how long it was up."""
    while True:
        leg = await agent.phone.incoming.get()
        leg.accept()
        talk = Talk(_caller_of(leg), agent.phone.user, time.time(), float("inf"))
        talks.append(talk)
        await leg.ended.wait()
        talk.until = time.time()


def _caller_of(leg: Leg) -> str:
    assert leg.invite is not None
    found = _CALLER.search(leg.invite.header("From"))
    return found[0] if found else leg.invite.header("From")


async def _kill(site: Site, kind: str) -> Kill:
    """Wait a little, kill, and wait until all is as before."""
    await asyncio.sleep(random.uniform(*PAUSE_S))
    process = site.server.child(kind)
    assert process is not None, f"{kind} is not there"
    at = time.time()
    send(process, signal.SIGKILL)

    async def recovered() -> bool:
        again = site.server.child(kind)
        return again not in (None, process) and await edge_answers(site.installation, "/health/ready")

    await until_awaited(recovered, LONGEST_RECOVERY_S)
    return Kill(kind, at, time.time() - at)


def _of_callers(seen: Leavers, kills: list[Kill]) -> Iterable[Figure]:
    killed = Counter(kill.kind for kill in kills)
    facts = (
        f"{len(kills)} kills ({', '.join(f'{kind} {count}' for kind, count in killed.items())}), {seen.outcome.calls} callers at "
        f"{CALLS_PER_SECOND} a second (SIPp), {AGENTS} agents; each caller stays {STAY_MS[0] / 1000:g} to {STAY_MS[1] / 1000:g} s"
    )
    yield Figure(
        figure="callers whose call was refused or ended by us",
        value=seen.outcome.calls - seen.outcome.well,
        unit="calls",
        goal="<= 0",
        note=f"{facts}; {seen.outcome.failed or 'none failed at SIPp'}",
    )


def _of_talks(seen: Leavers, talks: list[Talk], kills: list[Kill]) -> Iterable[Figure]:
    by_caller: dict[str, list[Talk]] = defaultdict(list)
    for talk in sorted(talks, key=lambda each: each.since):
        by_caller[talk.caller].append(talk)
    lost = [talk for talk in talks if _lost(talk, seen)]
    under_way = [
        talk for talk in lost if any(-JOINING_S < kill.at - talk.since < JOINING_S for kill in kills)
    ]
    twice = [
        (first, second)
        for of_one in by_caller.values()
        for first, second in pairwise(of_one)
        if second.since < first.until - HANGING_UP_S
    ]
    yield Figure(
        figure="talks that ended before the caller hung up",
        value=len(lost) - len(under_way),
        unit="talks",
        goal="<= 0",
        note=f"of {len(talks)} talks with {len(by_caller)} callers; {len(under_way)} more were being answered as something was killed",
    )
    yield Figure(figure="callers with two agents at once", value=len(twice), unit="callers", goal="<= 0")


def _lost(talk: Talk, seen: Leavers) -> bool:
    left = seen.hung_up.get(talk.caller)
    return left is None or talk.until < left - HANGING_UP_S


def _recovery(kills: list[Kill]) -> Figure:
    every = [kill.recovered_s for kill in kills]
    kinds = "; ".join(
        f"{kind}: {spread([kill.recovered_s for kill in kills if kill.kind == kind])}" for kind in KINDS
    )
    return Figure(
        figure="from a kill to all being served again, p99",
        value=round(percentile(every, 99), 2),
        unit="s",
        goal="<= 3",
        note=kinds,
    )


async def _log(site: Site) -> Iterable[Figure]:
    """What the log says when all is over, beside what the callers saw."""

    left = 0

    async def none_open() -> bool:
        nonlocal left
        with suppress(StoreAway):  # the pool's connections are those of a database that was killed
            async with site.stores.database.tenant(site.workspace_id) as connection:
                left = int(await connection.scalar(_OPEN) or 0)
                return left == 0
        return False

    with suppress(AssertionError):
        await until_awaited(none_open, LONGEST_RECOVERY_S)
    checked = await asyncio.to_thread(site.server.run, "check")
    findings = sum(line.startswith("  ") for line in checked.stdout.splitlines())
    return [
        Figure(figure="interactions without an end", value=left, unit="interactions", goal="<= 0"),
        Figure(
            figure="findings of ringwell check",
            value=findings,
            unit="findings",
            goal="<= 0",
            note=checked.stdout.strip().replace("\n", "; ")[:600],
        ),
    ]
