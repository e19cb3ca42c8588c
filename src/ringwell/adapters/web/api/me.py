"""The person signed in."""

from fastapi import APIRouter
from msgspec import UNSET
from pydantic import Field

from ringwell.access.model import PhoneKind, Role, Theme, UserChange
from ringwell.adapters.web.api.shapes import Body, Language, View
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["me"])


class WorkspaceView(View):
    """Where one works. `zone` is an IANA name. `demo`: the demo workspace of a demo installation."""

    workspace_id: str
    name: str
    slug: str
    zone: str
    language: str
    demo: bool


class Me(View):
    """`language` is null where the workspace's applies. `role` is the one that may do most of `roles`."""

    user_id: str
    name: str
    login: str
    role: Role
    roles: list[Role]
    agent_id: str | None
    language: str | None
    theme: Theme
    auto_answer: bool
    phone_kind: PhoneKind
    workspace: WorkspaceView


class MeChange(Body):
    """What a person may change of themselves."""

    language: Language | None = None
    theme: Theme = Field(default_factory=lambda: "system")
    auto_answer: bool = Field(default_factory=bool)


async def me_of(edge: Edge, identity: Identity) -> Me:
    """Everything a page needs to know of the person who opened it."""
    workspace = await edge.stores.workspaces.read(identity.workspace_id)
    settings = await edge.stores.workspaces.settings(identity.workspace_id)
    user = identity.user
    return Me(
        user_id=user.user_id,
        name=user.name,
        login=f"{user.sign_in}@{workspace.slug}",
        role=identity.role,
        roles=list(identity.roles),
        agent_id=identity.agent_id,
        language=user.language,
        theme=user.theme,
        auto_answer=user.auto_answer,
        phone_kind=user.phone_kind,
        workspace=WorkspaceView(
            workspace_id=workspace.workspace_id,
            name=workspace.name,
            slug=workspace.slug,
            zone=user.zone or settings.zone,
            language=settings.language,
            demo=edge.settings.demo and workspace.slug == edge.settings.demo_slug,
        ),
    )


@router.get("/me")
@allow(*EVERY_ROLE)
async def read_me(edge: UseEdge, who: Who) -> Me:
    """Who is signed in."""
    return await me_of(edge, who)


@router.patch("/me")
@allow(*EVERY_ROLE)
async def change_me(edge: UseEdge, who: Who, change: MeChange) -> Me:
    """Change one's own choices; what is not named stays."""
    named = change.model_fields_set
    user = await edge.stores.users.change(
        who.workspace_id,
        who.user.user_id,
        UserChange(
            language=change.language if "language" in named else UNSET,
            theme=change.theme if "theme" in named else UNSET,
            auto_answer=change.auto_answer if "auto_answer" in named else UNSET,
        ),
        who.actor,
    )
    if "auto_answer" in named:
        await edge.door.reload(who.workspace_id)
    return await me_of(edge, Identity(workspace_id=who.workspace_id, user=user, roles=who.roles))
