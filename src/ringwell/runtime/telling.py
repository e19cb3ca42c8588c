"""What the switch is told of all workspaces, by the brain that has the partition TELLING; others hear of it from that one."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.postgres.roster import Told
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.views import AlertView
from ringwell.runtime.elsewhere import Elsewhere, Foreign
from ringwell.runtime.switch_teller import TRUNK_REFUSED, SwitchTeller, trunk_alert
from ringwell.runtime.tasks import Tasks

AllRoutes = Callable[[], Sequence[WorkspaceRoutes]]
AllConfigs = Callable[[], Sequence[WorkspaceConfig]]
RoutesOf = Callable[[WorkspaceConfig, int, bool], WorkspaceRoutes]
"""(configuration, partition, whether nobody can serve it) → what the switch is told of a workspace."""


class Telling:
    """`make` makes who tells, `routes`, `configs` and `left_out` are of our own workspaces, `told` is what the switch knows of some."""

    def __init__(
        self,
        make: Callable[[AllRoutes, AllConfigs], SwitchTeller],
        elsewhere: Elsewhere,
        *,
        routes: AllRoutes,
        configs: AllConfigs,
        left_out: Callable[[], Collection[str]],
        told: Callable[[Collection[str]], Sequence[WorkspaceRoutes]],
        routes_of: RoutesOf,
        tasks: Tasks,
        now: Callable[[], datetime],
    ) -> None:
        self._teller = make(self._all_routes, self._all_configs)
        self._elsewhere = elsewhere
        self._routes, self._configs, self._routes_of = routes, configs, routes_of
        self._own_left_out, self._told_before = left_out, told
        self._tasks, self._now = tasks, now
        self._running: asyncio.Task[None] | None = None
        self._others: Mapping[str, Told] = {}
        self._alerts: dict[tuple[str, str, str], AlertView] = {}

    async def begin(self, elsewhere: Collection[int]) -> None:
        """It is ours to tell, for the workspaces of other brains' partitions, too."""
        if self._running is None:
            await self._elsewhere.read_all(elsewhere)
            self._running = self._tasks.start(self._teller.run(), "switch-teller")

    async def answered(self) -> None:
        """The switch has said something to the first that it was told, if only no."""
        await self._teller.answered.wait()

    def end(self) -> None:
        """Another brain tells from now on."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
            self._elsewhere.forget()

    async def tell(self) -> None:
        """Our workspaces have changed. Where another brain tells, it is asked by who has changed them, and by the database."""
        if self._running is not None:
            await self._teller.tell()

    async def changed(self, workspace_id: str) -> None:
        """A workspace of another brain has another configuration."""
        if self._running is not None and await self._elsewhere.changed(workspace_id):
            await self._teller.tell()

    def heard(self, others: Mapping[str, Told]) -> None:
        """What other brains say: of workspaces that they cannot serve the switch is told."""
        before = self._left_out()
        self._others = others
        if self._running is not None and self._left_out() != before:
            self._tasks.start(self._teller.tell(), "tell-switch")

    @property
    def told(self) -> bool:
        """Whether the switch knows the numbers, as far as that is ours to tell."""
        return self._running is None or self._teller.told

    def refused(self) -> tuple[tuple[str, str, str], ...]:
        """Trunks of other brains' workspaces that are not made: (workspace, trunk, reason)."""
        if self._running is None:
            return ()
        return tuple(
            (workspace_id, str(alert.params["trunk"]), str(alert.params["reason"]))
            for workspace_id in self._elsewhere.workspaces
            for alert in self._teller.alerts(workspace_id).values()
            if alert.code == TRUNK_REFUSED
        )

    def alerts(self, workspace_id: str) -> Mapping[str, AlertView]:
        """Of a workspace of ours, by alert id: its trunks that do not work, whoever has told the switch."""
        if self._running is not None:
            return self._teller.alerts(workspace_id)
        said = {each for told in self._others.values() for each in told.refused}
        self._alerts = {
            each: self._alerts.get(each) or trunk_alert(each[1], each[2], self._now()) for each in said
        }
        mine = [alert for (owner, _, _), alert in self._alerts.items() if owner == workspace_id]
        return {alert.alert_id: alert for alert in mine}

    def _left_out(self) -> frozenset[str]:
        return frozenset(each for told in self._others.values() for each in told.left_out)

    def _all_routes(self) -> list[WorkspaceRoutes]:
        own, left_out = self._routes(), self._left_out()
        foreign = self._foreign(each.workspace_id for each in own)
        known = [
            *own,
            *(self._routes_of(each.config, each.partition, key in left_out) for key, each in foreign),
        ]
        unreadable = {*self._own_left_out(), *left_out} - {each.workspace_id for each in known}
        return [*known, *(self._told_before(unreadable) if unreadable else ())]

    def _all_configs(self) -> list[WorkspaceConfig]:
        own = self._configs()
        return [*own, *(each.config for _, each in self._foreign(each.workspace_id for each in own))]

    def _foreign(self, own: Iterable[str]) -> list[tuple[str, Foreign]]:
        """Others' workspaces; one that is just becoming ours is told of once."""
        ours = frozenset(own)
        return [(key, each) for key, each in self._elsewhere.workspaces.items() if key not in ours]
