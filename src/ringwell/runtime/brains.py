"""Where the brain of a workspace is: its partition's lease tells."""

from collections.abc import Collection, Mapping
from typing import Final

from ringwell.adapters.postgres.leases import PostgresLeases
from ringwell.adapters.postgres.workspaces import PostgresWorkspaces
from ringwell.kernel.errors import NotFound

TELLING: Final = 0
"""Who has this partition tells the switch what is configured, for all workspaces."""


class LeasedBrains:
    """The web adapter's `Brains` port."""

    def __init__(self, leases: PostgresLeases, workspaces: PostgresWorkspaces) -> None:
        self._leases = leases
        self._workspaces = workspaces
        self._partitions: dict[str, int] = {}

    async def door(self, workspace_id: str) -> str | None:
        """`host:port`, while a brain holds the lease."""
        partition = await self._partition(workspace_id)
        return None if partition is None else await self._leases.address(partition)

    async def doors(self, workspace_ids: Collection[str]) -> Mapping[str, str]:
        """The same of several."""
        addresses = await self._leases.addresses()
        of = {each: await self._partition(each) for each in workspace_ids}
        return {each: addresses[at] for each, at in of.items() if at is not None and at in addresses}

    async def _partition(self, workspace_id: str) -> int | None:
        """It never changes."""
        partition = self._partitions.get(workspace_id)
        if partition is None:
            try:
                partition = (await self._workspaces.read(workspace_id)).partition
            except NotFound:
                return None
            self._partitions[workspace_id] = partition
        return partition

    async def teller(self) -> str | None:
        """Of the brain that tells the switch what is configured."""
        return await self._leases.address(TELLING)
