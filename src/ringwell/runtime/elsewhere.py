"""Configurations of workspaces that other brains serve: who tells the switch what is configured tells it for all."""

from collections.abc import Collection
from typing import NamedTuple

from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.errors import NotFound, StoreAway
from ringwell.runtime.logs import Log
from ringwell.runtime.patience import until_there
from ringwell.runtime.stores import Stores


class Foreign(NamedTuple):
    """A workspace's partition and its newest configuration."""

    partition: int
    config: WorkspaceConfig


class Elsewhere:
    """Kept while `read_all` has been called last, empty while `forget` has."""

    def __init__(self, stores: Stores, log: Log) -> None:
        self._stores, self._log = stores, log
        self._kept = False
        self.workspaces: dict[str, Foreign] = {}

    async def read_all(self, partitions: Collection[int]) -> None:
        """Every workspace of these partitions."""
        self._kept = True
        for partition in partitions:
            for each in await until_there(lambda p=partition: self._stores.config.workspaces([p])):
                await self._read(each, partition)

    def forget(self) -> None:
        """Another brain tells the switch."""
        self._kept = False
        self.workspaces.clear()

    async def changed(self, workspace_id: str) -> bool:
        """Have its newest configuration; whether that concerns us."""
        if not self._kept:
            return False
        try:
            made = await until_there(lambda: self._stores.workspaces.read(workspace_id))
        except NotFound:
            return False
        await self._read(workspace_id, made.partition)
        return True

    def given(self, partition: int, configs: Collection[WorkspaceConfig]) -> None:
        """Another brain has these from now on."""
        if self._kept:
            self.workspaces |= {each.workspace_id: Foreign(partition, each) for each in configs}

    def taken(self, workspace_ids: Collection[str]) -> None:
        """These are ours now."""
        for each in workspace_ids:
            self.workspaces.pop(each, None)

    async def _read(self, workspace_id: str, partition: int) -> None:
        try:
            config = await until_there(lambda: self._stores.config.load(workspace_id))
        except StoreAway:
            raise
        except Exception:  # noqa: BLE001 - one bad document must not keep the others from the switch; its own brain tells of it
            self._log.warning(
                "a workspace of another brain cannot be read", workspace=workspace_id, exc_info=True
            )
            return
        self.workspaces[workspace_id] = Foreign(partition, config)
