"""A workspace's first things: what every workspace begins with, and who may sign in."""

import secrets
from typing import Final, NamedTuple

from ringwell.access.model import NewUser
from ringwell.agents.messages import MISSED_CALLS, PHONE_LOST
from ringwell.agents.model import NotReadyReason
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.projects.model import Client, Project
from ringwell.runtime.stores import Stores

FIRST_SLUG: Final = "main"
ADMINISTRATOR: Final = "admin"
PASSWORD_BYTES: Final = 12

REASONS: Final = {
    "break": "Break",
    "lunch": "Lunch",
    "training": "Training",
    "meeting": "Meeting",
    "paperwork": "Paperwork",
    MISSED_CALLS: "Missed calls",
    PHONE_LOST: "Phone lost",
}
"""Reasons for not being ready, by code; the codes have words in every language."""


class FirstAdministrator(NamedTuple):
    """Shown once, on the terminal of the first start."""

    sign_in: str
    password: str


async def create_first_workspace(stores: Stores, *, demo_slug: str) -> FirstAdministrator | None:
    """Make the first workspace with one administrator; None where there is a workspace already that somebody can sign in to.

    The demo's does not count: outside demo mode nobody can.
    """
    for workspace_id in await stores.config.workspaces():
        known = await stores.workspaces.read(workspace_id)
        if known.slug != demo_slug and await stores.users.all(workspace_id):
            return None
    return await create_workspace(stores, FIRST_SLUG, "Ringwell", WorkspaceSettings())


async def create_workspace(
    stores: Stores, slug: str, name: str, settings: WorkspaceSettings
) -> FirstAdministrator:
    """A workspace with its reasons, itself as its one client and project, and one administrator with a generated password."""
    known = await stores.workspaces.by_slug(slug)
    workspace_id = known.workspace_id if known else await stores.workspaces.create(slug, name, settings)
    await add_reasons(stores, workspace_id)
    await add_own_project(stores, workspace_id, name)
    password = new_password()
    administrator = NewUser(
        sign_in=ADMINISTRATOR,
        name="Administrator",
        roles=("administrator",),
        password_hash=await stores.passwords.hash(password),
    )
    await stores.users.create(workspace_id, administrator, SYSTEM)
    return FirstAdministrator(f"{ADMINISTRATOR}@{slug}", password)


def new_password() -> str:
    """One that is shown once and changed after the first sign-in."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


async def add_own_project(stores: Stores, workspace_id: str, name: str) -> None:
    """A workspace that serves itself has one client and one line of work; whoever serves others renames them and adds more."""
    if await stores.config.all_of(workspace_id, "projects"):
        return
    client = Client(client_id=stores.ids.new(kinds.CLIENT), name=name)
    await stores.config.create(workspace_id, client, SYSTEM)
    project = Project(project_id=stores.ids.new(kinds.PROJECT), client_id=client.client_id, name=name)
    await stores.config.create(workspace_id, project, SYSTEM)


async def add_reasons(stores: Stores, workspace_id: str) -> None:
    """The reasons that are not there yet."""
    known = {
        each.entity.code
        for each in await stores.config.all_of(workspace_id, "reasons")
        if isinstance(each.entity, NotReadyReason)
    }
    for code, name in REASONS.items():
        if code not in known:
            reason = NotReadyReason(reason_id=stores.ids.new(kinds.REASON), code=code, name=name)
            await stores.config.create(workspace_id, reason, SYSTEM)
