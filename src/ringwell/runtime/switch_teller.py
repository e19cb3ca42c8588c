"""Keeps what the switch knows as the configuration has it: numbers, fallback queues, trunks, and no phones beyond that.

All of it is told by one task, one pass after another. What the switch refuses of one workspace is that workspace's alert; the others go on.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.asterisk.errors import SwitchError, SwitchRefused
from ringwell.adapters.asterisk.fallback import tell_switch
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.names import TRUNK_PREFIX
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.adapters.asterisk.phones import Trunk as SwitchTrunk
from ringwell.adapters.asterisk.switch_config import DEMO_TRUNK
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.views import AlertView
from ringwell.projects.model import Trunk
from ringwell.projects.trunks import faults_of, overlap
from ringwell.runtime.logs import Log

RETRY_S: Final = 0.5
LONGEST_RETRY_S: Final = 10.0
TIDY_EVERY_S: Final = 60.0
"""How often phones whose time is over are looked for."""
PATIENCE_S: Final = 5.0
"""How long somebody who changed the configuration waits for a switch that is away."""
TRUNK_REFUSED: Final = "trunk_refused"
REFUSED_BY_SWITCH: Final = "refused"
ADDRESS_TAKEN: Final = "already_exists"
_AGENTS_PHONE: Final = re.compile(r"a-[0-9a-f]{16}")


class Offered(NamedTuple):
    """A trunk and whose it is; `fault` is why it must not be made, if anything is."""

    workspace_id: str
    trunk: Trunk
    at_switch: SwitchTrunk
    fault: str | None


class SwitchTeller:
    """`routes` and `configs` are what is served now, `newest` reads the configuration of every workspace of the installation,
    `own` are this machine's addresses, `tls` tells whether the switch speaks SIP over TLS. Keep `run` running."""

    def __init__(
        self,
        ari: Ari,
        etc: Path,
        *,
        routes: Callable[[], Sequence[WorkspaceRoutes]],
        configs: Callable[[], Iterable[WorkspaceConfig]],
        newest: Callable[[], Awaitable[Sequence[WorkspaceConfig]]],
        own: Callable[[], Collection[str]],
        tls: bool,
        lab: bool,
        now: Callable[[], datetime],
        log: Log,
    ) -> None:
        self._ari, self._etc = ari, etc
        self._phones = AsteriskPhones(ari, domain="", now=lambda: now().timestamp())
        self._routes, self._configs, self._newest, self._own = routes, configs, newest, own
        self._tls, self._lab = tls, lab
        self._now, self._log = now, log
        self._asked, self._done = 1, 0
        self._leaving: dict[str, SwitchTrunk | None] = {}
        """Trunks of which calls last that came by addresses that they have no more, and (None) trunks that were taken away under calls: told
        again until these are over."""
        self._taken: Collection[str] = ()
        self._wake = asyncio.Event()
        self._over = asyncio.Condition()
        self._refused: dict[tuple[str, str], str] = {}
        self._alerts: dict[str, dict[str, AlertView]] = {}
        self.answered: Final = asyncio.Event()
        """The switch has said something to our first numbers and queues, if only no."""

    @property
    def told(self) -> bool:
        """Whether the switch knows the numbers."""
        return self._done > 0

    def alerts(self, workspace_id: str) -> Mapping[str, AlertView]:
        """The workspace's trunks that do not work, by alert id."""
        return self._alerts.get(workspace_id, {})

    async def tell(self) -> None:
        """Have what is configured now told. Returns when it was, or when the switch has been away for some seconds; it is told
        then as soon as it is back."""
        self._asked += 1
        mine = self._asked
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S), self._over:
                await self._over.wait_for(lambda: self._done >= mine)

    async def run(self) -> None:
        """Tell what is asked for, and what another may have told meanwhile; take away what has expired; until cancelled."""
        self._asked = max(self._asked, self._done + 1)
        while True:
            if self._done < self._asked:
                await self._tell_until_done()
            with suppress(TimeoutError):
                async with asyncio.timeout(TIDY_EVERY_S):
                    await self._wake.wait()
            self._wake.clear()
            if self._done == self._asked:
                await self._tidy()

    async def _tell_until_done(self) -> None:
        pause, said = RETRY_S, ""
        while self._done < self._asked:
            asked = self._asked
            try:
                await self._pass()
            except (SwitchError, OSError) as error:  # OSError: of the files that it reads
                if isinstance(error, SwitchRefused):
                    self.answered.set()
                if str(error) != said:
                    said = str(error)
                    self._log.warning("the switch could not be told what is configured", problem=said)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_RETRY_S) if isinstance(error, SwitchRefused) else RETRY_S
            else:
                self.answered.set()
                async with self._over:
                    self._done = asked
                    self._over.notify_all()

    async def _pass(self) -> None:
        await tell_switch(self._ari, self._etc, self._routes())
        offered = judged(self._configs(), self._own(), tls=self._tls, lab=self._lab)
        refused: dict[tuple[str, str], str] = {}
        self._leaving = {}
        self._taken = [address for each in offered if not each.fault for address in each.at_switch.addresses]
        for each in offered:
            fault = each.fault or await self._made(each.at_switch)
            if fault is not None:
                refused[each.workspace_id, each.trunk.name] = fault
        self._tell_refusals(refused)
        kept = [each for each in offered if (each.workspace_id, each.trunk.name) not in refused]
        self._taken = [address for each in kept for address in each.at_switch.addresses]
        names = {each.at_switch.name for each in kept}
        await self._take_away({each.at_switch.name for each in offered} - names, names)

    async def _made(self, trunk: SwitchTrunk) -> str | None:
        """Why the switch did not take the trunk; None when it did. Raises a `SwitchError` when it is away."""
        try:
            await self._bring(trunk.name, trunk)
        except SwitchRefused as error:
            self._log.warning("the switch refuses a trunk", trunk=trunk.name, problem=str(error))
            return REFUSED_BY_SWITCH
        return None

    async def _bring(self, name: str, trunk: SwitchTrunk | None) -> None:
        """Have the switch know it like this, or (None) not at all."""
        if trunk is None:
            over = await self._phones.remove_trunk(name, self._taken)
        else:
            over = await self._phones.provision_trunk(trunk, self._taken)
        if over:
            self._leaving.pop(name, None)
        else:
            self._leaving[name] = trunk

    def _tell_refusals(self, refused: dict[tuple[str, str], str]) -> None:
        for (workspace_id, name), reason in refused.items():
            if self._refused.get((workspace_id, name)) != reason:
                self._log.warning("a trunk is not made", workspace=workspace_id, trunk=name, reason=reason)
        before = self._alerts
        self._refused, self._alerts = refused, {}
        for (workspace_id, name), reason in refused.items():
            key = f"{TRUNK_REFUSED}:{name}"
            known = before.get(workspace_id, {}).get(key)
            since = known.since if known else self._now()
            self._alerts.setdefault(workspace_id, {})[key] = trunk_alert(name, reason, since)

    # --- what nobody has any more

    async def _tidy(self) -> None:
        try:
            await self._phones.remove_expired()
            for name, trunk in tuple(self._leaving.items()):
                await self._bring(name, trunk)
        except SwitchError as error:
            self._log.info("what nobody has any more stays for now", problem=str(error))

    async def _take_away(self, refused: Collection[str], kept: Collection[str]) -> None:
        """Trunks and agents' phones that no configuration has, and phones whose time is over."""
        await self._phones.remove_expired()
        names = await self._phones.names()
        agents = {endpoint for routes in self._routes() for endpoint in routes.agents}
        trunks = {name for name in names if name.startswith(TRUNK_PREFIX)} - {DEMO_TRUNK, *kept}
        phones = {name for name in names if _AGENTS_PHONE.fullmatch(name)} - agents
        if not trunks and not phones:
            return
        try:
            configs = await self._newest()
        except Exception:  # noqa: BLE001 - the database is away, or a document cannot be read: all stays as it is
            self._log.warning("what is no longer configured stays for now", exc_info=True)
            return
        # What stands in a configuration that we have not read yet is not ours to take away.
        for name in trunks - (
            {at_switch(c, t).name for c in configs for t in c.trunks.values() if not t.disabled}
            - set(refused)
        ):
            self._log.info("a trunk that is no longer configured is taken away", trunk=name)
            await self._bring(name, None)
        for name in phones - {agent.endpoint for config in configs for agent in config.agents.values()}:
            self._log.info("the phone of an agent who is gone is taken away", endpoint=name)
            await self._phones.remove(name)


def trunk_alert(name: str, reason: str, since: datetime) -> AlertView:
    """What a workspace's supervisors are told of a trunk that is not made."""
    return AlertView(
        alert_id=f"{TRUNK_REFUSED}:{name}",
        code=TRUNK_REFUSED,
        params={"trunk": name, "reason": reason},
        since=since,
        level="over",
    )


def judged(
    configs: Iterable[WorkspaceConfig], own: Collection[str], *, tls: bool, lab: bool = False
) -> list[Offered]:
    """The trunks to be made, the oldest first, who keeps an address that a later one claims. The demo's own stands in the switch's files."""
    found = [
        (each.trunk_id, config, each)
        for config in configs
        for each in config.trunks.values()
        if not each.demo and not each.disabled
    ]
    offered: list[Offered] = []
    for _, config, trunk in sorted(found, key=lambda each: each[0]):
        fault = next((each.code for each in faults_of(trunk, own, tls=tls, lab=lab)), None)
        if fault is None and _taken(trunk, offered):
            fault = ADDRESS_TAKEN
        offered.append(Offered(config.workspace_id, trunk, at_switch(config, trunk), fault))
    return offered


def _taken(trunk: Trunk, before: Iterable[Offered]) -> bool:
    return any(
        overlap(mine, other)
        for each in before
        if each.fault is None
        for other in each.trunk.addresses
        for mine in trunk.addresses
    )


def at_switch(config: WorkspaceConfig, trunk: Trunk) -> SwitchTrunk:
    """The trunk as the switch knows it: under the workspace's name and its own."""
    return SwitchTrunk(
        name=trunk.at_switch(config.slug),
        workspace_id=config.workspace_id,
        addresses=trunk.addresses,
        server=trunk.server,
        user=trunk.user,
        password=trunk.password,
        registers=trunk.registers,
        transport=f"transport-{trunk.transport}",
        codecs=trunk.codecs,
        srtp=trunk.srtp,
        trusted=trunk.trusted,
    )
