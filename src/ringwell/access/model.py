"""Who may do what in a workspace: users, sessions, API tokens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from ringwell.kernel.settings import Limits

Role = Literal["administrator", "supervisor", "agent"]
Theme = Literal["system", "light", "dark"]
PhoneKind = Literal["browser", "desk"]
"""What an agent talks with: the page itself, or a SIP telephone of its own."""


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person who signs in as `sign_in@<workspace slug>`. With role agent there is an agent: `agent_id`, skill id → level 1–10,
    its team and site, `project_ids`, the only projects it works for (none: shared by all), the `languages` that it speaks and how well (1–10),
    and `limits` of its own (None: its team's).

    `language` and `zone` are None where the workspace's own apply. `version` is for If-Match.
    """

    user_id: str
    sign_in: str
    name: str
    roles: tuple[Role, ...]
    language: str | None = None
    theme: Theme = "system"
    zone: str | None = None
    disabled: bool = False
    agent_id: str | None = None
    endpoint: str | None = None
    skills: dict[str, int] = {}
    auto_answer: bool = False
    phone_kind: PhoneKind = "browser"
    extension: str = ""
    team_id: str | None = None
    site_id: str | None = None
    project_ids: tuple[str, ...] = ()
    languages: dict[str, int] = {}
    limits: Limits | None = None
    version: int = 1


class NewUser(msgspec.Struct, frozen=True, kw_only=True):
    """`password_hash` as `Passwords.hash` made it; None: cannot sign in by password."""

    sign_in: str
    name: str
    roles: tuple[Role, ...]
    password_hash: str | None = None
    language: str | None = None
    theme: Theme = "system"
    zone: str | None = None
    skills: dict[str, int] = {}
    auto_answer: bool = False
    phone_kind: PhoneKind = "browser"
    extension: str = ""
    team_id: str | None = None
    site_id: str | None = None
    project_ids: tuple[str, ...] = ()
    languages: dict[str, int] = {}
    limits: Limits | None = None


class UserChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be changed; what is UNSET stays."""

    name: str | UnsetType = UNSET
    roles: tuple[Role, ...] | UnsetType = UNSET
    password_hash: str | UnsetType | None = UNSET
    language: str | UnsetType | None = UNSET
    theme: Theme | UnsetType = UNSET
    zone: str | UnsetType | None = UNSET
    disabled: bool | UnsetType = UNSET
    skills: dict[str, int] | UnsetType = UNSET
    auto_answer: bool | UnsetType = UNSET
    phone_kind: PhoneKind | UnsetType = UNSET
    extension: str | UnsetType = UNSET
    team_id: str | UnsetType | None = UNSET
    site_id: str | UnsetType | None = UNSET
    project_ids: tuple[str, ...] | UnsetType = UNSET
    languages: dict[str, int] | UnsetType = UNSET
    limits: Limits | UnsetType | None = UNSET

    def ends_sessions(self) -> bool:
        """Whether the person is signed out everywhere by it."""
        return any(each is not UNSET for each in (self.password_hash, self.roles, self.disabled))


class LevelsChange(msgspec.Struct, frozen=True, kw_only=True):
    """New levels of one agent: skill id → 1–10, None where the agent is not to have it. `version` is the user's that it was made from."""

    user_id: str
    version: int
    levels: dict[str, int | None]


class PeopleNames(msgspec.Struct, frozen=True, kw_only=True):
    """Names of users and agents by id, of those who have been removed too: what happened keeps its names."""

    users: dict[str, str]
    agents: dict[str, str]


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What a sign-in is checked against. Never leaves the server."""

    user: User
    password_hash: str | None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in browser: whose it is, until when."""

    session_id: str
    workspace_id: str
    user: User
    created_at: datetime
    expires_at: datetime


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """A program's key. It acts with `roles` in the name of the user who made it. The secret is shown once and never kept."""

    token_id: str
    workspace_id: str
    user_id: str
    name: str
    roles: tuple[Role, ...]
    created_at: datetime
    last_used_at: datetime | None = None


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """A tenant. `config_version` grows with every change of its configuration; `version` is for If-Match on the settings."""

    workspace_id: str
    slug: str
    name: str
    partition: int
    version: int
    config_version: int


AUDIT_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "changes": (
        "config.changed",
        "contact.made",
        "contact.changed",
        "contact.erased",
        "recording.erased",
        "token.made",
        "token.revoked",
        "agent.state_changed",
        "disposition.corrected",
        "interaction.dealt",
        "call.taken_over",
        "phone_book.changed",
    ),
    "looks": (
        "recording.listened",
        "recording.exported",
        "listening.started",
        "listening.changed",
        "export.made",
        "what_if.asked",
    ),
    "sign_ins": ("session.started", "session.ended"),
}
"""What the audit tells, by group. Calls are told by their own timelines, and an agent's own state is no deed upon others."""
AUDITED: Final = tuple(each for group in AUDIT_GROUPS.values() for each in group)


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries: of `types`; by the person `actor_id` or in their name; from `since`, before `until`."""

    types: tuple[str, ...] = AUDITED
    actor_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


WHOLE_AUDIT: Final = AuditFilter()


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody did or looked at, in the order of `at` and `entry_id`: `type` is a fact's type or an access (`recording.listened`, `export.made`)."""

    entry_id: str
    at: datetime
    type: str
    actor_kind: str
    actor_id: str | None
    on_behalf_of: str | None
    object_id: str | None
    params: dict[str, object]
