"""Where the brain of a workspace is: its partition's lease tells."""

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
        """`host:port`, while a brain holds the lease. A workspace's partition never changes."""
        partition = self._partitions.get(workspace_id)
        if partition is None:
            try:
                partition = (await self._workspaces.read(workspace_id)).partition
            except NotFound:
                return None
            self._partitions[workspace_id] = partition
        return await self._leases.address(partition)

    async def teller(self) -> str | None:
        """Of the brain that tells the switch what is configured."""
        return await self._leases.address(TELLING)
