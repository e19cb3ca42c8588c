"""The people of a workspace. One with role agent has an agent with skills."""

from typing import Annotated

from fastapi import APIRouter, Response
from msgspec import UNSET, UnsetType, structs
from pydantic import Field, StringConstraints

from ringwell.access.model import NewUser, PhoneKind, Role, Theme, User, UserChange
from ringwell.access.passwords import MAX_LENGTH, check_password
from ringwell.access.roles import main_role
from ringwell.adapters.web.api.config_shapes import (
    Level,
    Projects,
    SiteId,
    SkillId,
    TeamId,
    WorkLimits,
    WorkLimitsView,
)
from ringwell.adapters.web.api.extensions import Extension, check_extension
from ringwell.adapters.web.api.paging import Cursor, Limit, page_of
from ringwell.adapters.web.api.shapes import Body, Language, Name, Page, SignIn, View, known_id
from ringwell.adapters.web.api.versions import Seen, SeenIfTold, put_etag
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.ended_sessions import leave_desk, silence_page
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import ApiProblem, field_problem
from ringwell.kernel.ids import USER
from ringwell.kernel.settings import Limits

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["users"])

Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=3)]
Password = Annotated[str, StringConstraints(max_length=MAX_LENGTH)]
Skills = Annotated[dict[SkillId, Level], Field(max_length=200)]
Languages = Annotated[dict[Language, Level], Field(max_length=10)]


class UserForm(Body):
    """A new person. Without a password they cannot sign in yet."""

    sign_in: SignIn
    name: Name
    roles: Roles
    password: Password | None = None
    language: Language | None = None
    skills: Skills = Field(default_factory=dict[str, int])
    auto_answer: bool = False
    phone_kind: PhoneKind = "browser"
    extension: Extension = ""
    team_id: TeamId | None = None
    site_id: SiteId | None = None
    project_ids: Projects = ()
    languages: Languages = Field(default_factory=dict[str, int])
    limits: WorkLimits | None = None


class UserPatch(Body):
    """What is named is changed."""

    name: Name = Field(default_factory=str)
    roles: Roles = Field(default_factory=tuple[Role, ...])
    password: Password | None = None
    language: Language | None = None
    disabled: bool = Field(default_factory=bool)
    skills: Skills = Field(default_factory=dict[str, int])
    auto_answer: bool = Field(default_factory=bool)
    phone_kind: PhoneKind = Field(default_factory=lambda: "browser")
    extension: Extension = Field(default_factory=str)
    team_id: TeamId | None = None
    site_id: SiteId | None = None
    project_ids: Projects = Field(default_factory=tuple[str, ...])
    languages: Languages = Field(default_factory=dict[str, int])
    limits: WorkLimits | None = None


class UserView(View):
    """A person. `role` is the one that may do most of `roles`; `skills` maps skill ids to levels 1–10.

    `project_ids` are the only projects they work for (none: shared by all). `languages`: how well they speak them with callers, 1–10. `limits`
    protect them; null: their team's, or the workspace's.
    """

    user_id: str
    sign_in: str
    name: str
    role: Role
    roles: tuple[Role, ...]
    language: str | None
    theme: Theme
    disabled: bool
    agent_id: str | None
    skills: dict[str, int]
    auto_answer: bool
    phone_kind: PhoneKind
    extension: str
    team_id: str | None
    site_id: str | None
    project_ids: tuple[str, ...]
    languages: dict[str, int]
    limits: WorkLimitsView | None
    phone_waits: Annotated[
        bool,
        Field(description="The switch does not answer: the phone they had before works until it is back."),
    ]
    version: int


class DeskPhone(View):
    """What a SIP telephone is set up with. The password is new each time, is shown once, and puts an end to the one before."""

    server: Annotated[str, Field(examples=["192.0.2.10:5060"])]
    user: str
    password: str


def show(edge: Edge, user: User) -> UserView:
    return UserView(
        user_id=user.user_id,
        sign_in=user.sign_in,
        name=user.name,
        role=main_role(user.roles),
        roles=user.roles,
        language=user.language,
        theme=user.theme,
        disabled=user.disabled,
        agent_id=user.agent_id,
        skills=user.skills,
        auto_answer=user.auto_answer,
        phone_kind=user.phone_kind,
        extension=user.extension,
        team_id=user.team_id,
        site_id=user.site_id,
        project_ids=user.project_ids,
        languages=user.languages,
        limits=_shown(user.limits),
        phone_waits=user.endpoint is not None and edge.phones.waits(user.endpoint),
        version=user.version,
    )


@router.get("/users")
@allow("administrator", "supervisor")
async def list_users(edge: UseEdge, who: Who, cursor: Cursor = None, limit: Limit = 200) -> Page[UserView]:
    """Everybody, by sign-in name."""
    users = await edge.stores.users.all(who.workspace_id)
    chosen, more = page_of(users, lambda user: user.user_id, cursor, limit)
    return Page(items=[show(edge, user) for user in chosen], next=more)


@router.post("/users", status_code=201)
@allow("administrator")
async def create_user(edge: UseEdge, who: Who, form: UserForm, response: Response) -> UserView:
    """A new person."""
    hashed = None
    await check_extension(edge, who.workspace_id, form.extension, "")
    if form.password is not None:
        hashed = await _hashed(edge, form.password, form.sign_in, form.name)
    new = NewUser(
        sign_in=form.sign_in,
        name=form.name,
        roles=_each_once(form.roles),
        password_hash=hashed,
        language=form.language,
        skills=form.skills,
        auto_answer=form.auto_answer,
        phone_kind=form.phone_kind,
        extension=form.extension,
        team_id=form.team_id,
        site_id=form.site_id,
        project_ids=form.project_ids,
        languages=form.languages,
        limits=_limits(form.limits),
    )
    user = await edge.stores.users.create(who.workspace_id, new, who.actor)
    await edge.door.reload(who.workspace_id)
    put_etag(response, user.version)
    return show(edge, user)


@router.get("/users/{user_id}")
@allow("administrator", "supervisor")
async def read_user(edge: UseEdge, who: Who, user_id: str, response: Response) -> UserView:
    """One person."""
    user = await edge.stores.users.read(who.workspace_id, known_id(user_id, USER))
    put_etag(response, user.version)
    return show(edge, user)


@router.patch("/users/{user_id}")
@allow("administrator")
async def change_user(
    edge: UseEdge, who: Who, user_id: str, patch: UserPatch, seen: Seen, response: Response
) -> UserView:
    """Change a person. A new password, other roles, or disabling ends their sessions."""
    known = await edge.stores.users.read(who.workspace_id, known_id(user_id, USER))
    named = patch.model_fields_set
    hashed: str | UnsetType = UNSET
    if "extension" in named:
        await check_extension(edge, who.workspace_id, patch.extension, known.user_id)
    if patch.password is not None:
        hashed = await _hashed(edge, patch.password, known.sign_in, known.name)
    change = UserChange(
        name=patch.name if "name" in named else UNSET,
        roles=_each_once(patch.roles) if "roles" in named else UNSET,
        password_hash=hashed,
        language=patch.language if "language" in named else UNSET,
        disabled=patch.disabled if "disabled" in named else UNSET,
        skills=patch.skills if "skills" in named else UNSET,
        auto_answer=patch.auto_answer if "auto_answer" in named else UNSET,
        phone_kind=patch.phone_kind if "phone_kind" in named else UNSET,
        extension=patch.extension if "extension" in named else UNSET,
        team_id=patch.team_id if "team_id" in named else UNSET,
        site_id=patch.site_id if "site_id" in named else UNSET,
        project_ids=patch.project_ids if "project_ids" in named else UNSET,
        languages=patch.languages if "languages" in named else UNSET,
        limits=_limits(patch.limits) if "limits" in named else UNSET,
    )
    user = await edge.stores.users.change(who.workspace_id, known.user_id, change, who.actor, if_version=seen)
    if (
        change.ends_sessions()
    ):  # before the brain hears that they are no agent any more, whose call it could not find
        await silence_page(edge, who.workspace_id, known)
    await _tell(edge, who.workspace_id, user.user_id)
    await _silence_desk_phone(edge, known, user)
    if change.ends_sessions():
        await leave_desk(edge, who.workspace_id, user, who.actor)
    put_etag(response, user.version)
    return show(edge, user)


@router.post("/users/{user_id}/desk-phone", status_code=201)
@allow("administrator", keeps_answer=False)
async def make_desk_phone(edge: UseEdge, who: Who, user_id: str) -> DeskPhone:
    """Give an agent's desk phone a new password. Works while the brain is away."""
    user = await edge.stores.users.read(who.workspace_id, known_id(user_id, USER))
    if user.endpoint is None or user.phone_kind != "desk":
        raise ApiProblem(409, "no_desk_phone")
    # Whoever has the old password may be registered for an hour yet.
    await edge.phones.remove(user.endpoint)
    account = await edge.phones.provision_desk_phone(user.endpoint)
    await edge.stores.audit.looked(who.workspace_id, who.actor, "desk_phone.password_made", user.user_id, {})
    return DeskPhone(server=edge.settings.sip_server, user=account.endpoint, password=account.password)


@router.delete("/users/{user_id}", status_code=204)
@allow("administrator")
async def remove_user(edge: UseEdge, who: Who, user_id: str, seen: SeenIfTold) -> Response:
    """They can no longer sign in; what the log says of them stays."""
    known = await edge.stores.users.read(who.workspace_id, known_id(user_id, USER))
    await edge.stores.users.remove(who.workspace_id, known.user_id, who.actor, if_version=seen)
    await silence_page(edge, who.workspace_id, known)
    await _tell(edge, who.workspace_id, known.user_id)
    await _silence_desk_phone(edge, known, None)
    return Response(status_code=204)


def _limits(form: WorkLimits | None) -> Limits | None:
    return None if form is None else Limits(**form.model_dump())


def _shown(limits: Limits | None) -> WorkLimitsView | None:
    return None if limits is None else WorkLimitsView.model_validate(structs.asdict(limits))


def _each_once(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(roles))


async def _hashed(edge: Edge, password: str, sign_in: str, name: str) -> str:
    code = check_password(password, sign_in=sign_in, name=name)
    if code is not None:
        raise field_problem("password", code)
    return await edge.stores.passwords.hash(password)


async def _silence_desk_phone(edge: Edge, before: User, after: User | None) -> None:
    """A desk phone's password is good no longer when its agent uses a page, or none; a page's when it is a desk phone."""
    kinds = {before.phone_kind, "browser" if after is None else after.phone_kind}
    stays = after is not None and after.endpoint == before.endpoint and not after.disabled
    if before.endpoint is not None and "desk" in kinds and not (stays and len(kinds) == 1):
        await edge.phones.remove(before.endpoint)


async def _tell(edge: Edge, workspace_id: str, user_id: str) -> None:
    edge.pages.recheck(user_id)
    await edge.door.reload(workspace_id)
