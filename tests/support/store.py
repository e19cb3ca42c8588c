"""A database with our roles and tables, and events to put into it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ringwell.adapters.postgres.bootstrap import RolePasswords, bootstrap
from ringwell.adapters.postgres.migrate import migrate
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.journeys.events_codec import type_of
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import Event, Fact
from ringwell.kernel.ids import Ids
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores, make_stores
from tests.support.servers import RunningDatabase

PASSWORDS = RolePasswords(owner="owner's %word", app="app", relay="relay")


@dataclass(frozen=True)
class TestDatabase:
    """One database of the shared server, migrated. URLs by role."""

    __test__ = False
    server: RunningDatabase
    name: str

    def url(self, role: str) -> str:
        if role == "superuser":
            return self.server.server.url(database=self.name)
        password = {"owner": PASSWORDS.owner, "app": PASSWORDS.app, "relay": PASSWORDS.relay}[role]
        return self.server.server.url(f"ringwell_{role}", password, self.name)

    def stores(self) -> Stores:
        return make_stores(self.url("app"), Sealer("master", "search"), RandomIds(), name="test")


async def make_database(server: RunningDatabase, *, migrated: bool = True) -> TestDatabase:
    database = TestDatabase(server, f"t_{secrets.token_hex(4)}")
    await bootstrap(server.url, database.name, PASSWORDS)
    if migrated:
        await migrate(database.url("owner"))
    return database


async def new_workspace(stores: Stores) -> str:
    return await stores.workspaces.create(f"w-{secrets.token_hex(4)}", "Test", WorkspaceSettings())


class Story:
    """Writes events of one workspace, one second apart, in the past."""

    def __init__(self, workspace_id: str, ids: Ids) -> None:
        self.workspace_id = workspace_id
        self.ids = ids
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        self.events: list[Event] = []

    def tell(
        self,
        *facts: Fact,
        interaction_id: str | None = None,
        agent_id: str | None = None,
        project_id: str | None = None,
        client_id: str | None = None,
    ) -> Sequence[Event]:
        told: list[Event] = []
        for fact in facts:
            self.now += timedelta(seconds=1)
            event = Event(
                event_id=self.ids.new(kinds.EVENT),
                workspace_id=self.workspace_id,
                type=type_of(fact),
                occurred_at=self.now,
                interaction_id=interaction_id,
                agent_id=agent_id,
                project_id=project_id,
                client_id=client_id,
                correlation_id=interaction_id,
                fact=fact,
            )
            told.append(event)
        self.events.extend(told)
        return told
