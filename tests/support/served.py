"""An edge on the real database, as tests of the API use it."""

from dataclasses import dataclass
from pathlib import Path

from ringwell.access.model import Role
from ringwell.runtime.stores import Stores
from tests.support.edge import ServedEdge

PASSWORD = "a quiet green lamp"


@dataclass
class Served:
    """The edge, and two workspaces with a person of each role: `test-administrator@…` and so on."""

    edge: ServedEdge
    stores: Stores
    archive: Path
    demo: str
    other: str

    async def token(self, workspace_id: str, role: Role) -> str:
        """A session of the workspace's person with this role."""
        known = await self.stores.users.credentials(workspace_id, f"test-{role}")
        assert known is not None
        token, _ = await self.stores.sessions.start(workspace_id, known.user.user_id, 3600)
        return token
