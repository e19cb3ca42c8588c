"""In-memory twins of the stores that the edge works with: quick, and with switches for what goes wrong."""

import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import UNSET

from ringwell.access.errors import LastAdministrator, RequestUnderWay
from ringwell.access.model import (
    WHOLE_AUDIT,
    ApiToken,
    AuditEntry,
    AuditFilter,
    Credentials,
    LevelsChange,
    NewUser,
    PeopleNames,
    Role,
    Session,
    User,
    UserChange,
    Workspace,
)
from ringwell.access.ports import Answered
from ringwell.customers.messages import AnswerState
from ringwell.customers.model import Contact, ContactChange, Note
from ringwell.customers.phone_book import Book, Entry, Reader, Row
from ringwell.customers.ports import KnownCaller, LastCalled, NumberToCall
from ringwell.customers.promises import (
    NewPromise,
    Promise,
    PromiseFilter,
    PromisePage,
    PromiseState,
    is_overdue,
)
from ringwell.customers.segments import CallerPast
from ringwell.flows.drafts import Draft, Traffic, Trial
from ringwell.journeys.config import (
    ConfigEntity,
    ConfigKind,
    FlowHead,
    FlowVersion,
    Versioned,
    WorkspaceConfig,
)
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, StoreAway, VersionConflict
from ringwell.kernel.events import Actor, Event
from ringwell.kernel.ids import timed_id
from ringwell.kernel.mail import MailSettings
from ringwell.kernel.numbers import check_callable, normalise
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.kernel.storage import FileMissing, Stored
from ringwell.kpis.definitions import Thresholds
from ringwell.kpis.model import (
    AgentDay,
    InteractionFilter,
    InteractionPage,
    InteractionRow,
    RecordingRow,
    SegmentRow,
)
from ringwell.kpis.queues import QueueDay, QueueDays, QueueVisit
from ringwell.outbound.ports import FollowUp
from ringwell.projects.blocks import BlockEntry
from ringwell.projects.ports import BlockChange


class FreshIds:
    """Ids that no other test run makes."""

    def new(self, prefix: str) -> str:
        return timed_id(prefix, 1_700_000_000_000, secrets.randbits(74))


IDS = FreshIds()


class FakePasswords:
    """Says how often it was asked, so that a test sees the same work done for an unknown name."""

    def __init__(self) -> None:
        self.verified = 0

    async def hash(self, password: str) -> str:
        return f"hash of {password}"

    async def verify(self, password_hash: str | None, password: str) -> bool:
        self.verified += 1
        return password_hash == f"hash of {password}"


class MemoryWorkspaces:
    def __init__(self) -> None:
        self.known: dict[str, Workspace] = {}
        self.decided: dict[str, WorkspaceSettings] = defaultdict(WorkspaceSettings)
        self.away = False

    def add(self, slug: str) -> Workspace:
        workspace = Workspace(
            workspace_id=IDS.new("wsp"),
            slug=slug,
            name=slug.title(),
            partition=0,
            version=1,
            config_version=1,
        )
        self.known[workspace.workspace_id] = workspace
        return workspace

    async def by_slug(self, slug: str) -> Workspace | None:
        if self.away:
            raise StoreAway
        return next((each for each in self.known.values() if each.slug == slug), None)

    async def read(self, workspace_id: str) -> Workspace:
        if workspace_id not in self.known:
            raise NotFound
        return self.known[workspace_id]

    async def settings(self, workspace_id: str) -> WorkspaceSettings:
        return self.decided[workspace_id]

    async def change_settings(
        self, workspace_id: str, changes: Mapping[str, object], by: Actor, *, if_version: int | None = None
    ) -> Workspace:
        before = self.known[workspace_id]
        _check_version(before.version, if_version)
        settings = self.decided[workspace_id]
        self.decided[workspace_id] = msgspec.convert(
            {**msgspec.to_builtins(settings), **changes}, WorkspaceSettings
        )
        self.known[workspace_id] = msgspec.structs.replace(before, version=before.version + 1)
        return self.known[workspace_id]


def _check_version(current: int, wanted: int | None) -> None:
    if wanted is not None and wanted != current:
        raise VersionConflict(current=current)


class MemoryUsers:
    def __init__(self) -> None:
        self.known: dict[tuple[str, str], User] = {}
        self.hashes: dict[str, str | None] = {}
        self.signed_out: Callable[[str], None] = lambda _: None

    def add(self, workspace_id: str, sign_in: str, *roles: Role, password: str = "secret") -> User:
        new = NewUser(sign_in=sign_in, name=sign_in.title(), roles=roles, password_hash=f"hash of {password}")
        return self._keep(workspace_id, new)

    def _keep(self, workspace_id: str, new: NewUser) -> User:
        agent_id = IDS.new("agt") if "agent" in new.roles else None
        user = User(
            user_id=IDS.new("usr"),
            sign_in=new.sign_in,
            name=new.name,
            roles=new.roles,
            language=new.language,
            theme=new.theme,
            zone=new.zone,
            agent_id=agent_id,
            endpoint=None if agent_id is None else f"a-{agent_id[-16:]}",
            skills=new.skills,
            team_id=new.team_id,
            site_id=new.site_id,
            project_ids=new.project_ids,
            auto_answer=new.auto_answer,
            phone_kind=new.phone_kind,
        )
        self.known[(workspace_id, user.user_id)] = user
        self.hashes[user.user_id] = new.password_hash
        return user

    async def all(self, workspace_id: str) -> Sequence[User]:
        found = [user for (place, _), user in self.known.items() if place == workspace_id]
        return sorted(found, key=lambda user: user.sign_in)

    async def names(self, workspace_id: str) -> PeopleNames:
        people = await self.all(workspace_id)
        return PeopleNames(
            users={user.user_id: user.name for user in people},
            agents={user.agent_id: user.name for user in people if user.agent_id},
        )

    async def read(self, workspace_id: str, user_id: str) -> User:
        user = self.known.get((workspace_id, user_id))
        if user is None:
            raise NotFound
        return user

    async def credentials(self, workspace_id: str, sign_in: str) -> Credentials | None:
        for user in await self.all(workspace_id):
            if user.sign_in == sign_in:
                return Credentials(user=user, password_hash=self.hashes[user.user_id])
        return None

    async def create(self, workspace_id: str, new: NewUser, by: Actor) -> User:
        if await self.credentials(workspace_id, new.sign_in) is not None:
            raise AlreadyExists(field="sign_in")
        return self._keep(workspace_id, new)

    async def change(
        self, workspace_id: str, user_id: str, change: UserChange, by: Actor, *, if_version: int | None = None
    ) -> User:
        user = await self.read(workspace_id, user_id)
        _check_version(user.version, if_version)
        roles = user.roles if change.roles is UNSET else change.roles
        if "administrator" not in roles or change.disabled is True:
            await self._keep_an_administrator(workspace_id, user)
        named = {
            name: getattr(change, name)
            for name in change.__struct_fields__
            if getattr(change, name) is not UNSET
        }
        if change.ends_sessions():
            self.signed_out(user_id)
        if "password_hash" in named:
            self.hashes[user_id] = named.pop("password_hash")
        changed = msgspec.structs.replace(user, version=user.version + 1, **named)
        self.known[(workspace_id, user_id)] = changed
        return changed

    async def change_levels(
        self, workspace_id: str, changes: Sequence[LevelsChange], by: Actor
    ) -> Sequence[User]:
        changed: list[User] = []
        for change in changes:
            user = await self.read(workspace_id, change.user_id)
            if user.version != change.version:
                raise VersionConflict(current=user.version, user=user.user_id)
            if user.agent_id is None:
                raise InvalidValue(field="user_id", user=user.user_id)
            levels = {**user.skills, **change.levels}
            skills = {skill_id: level for skill_id, level in levels.items() if level is not None}
            changed.append(msgspec.structs.replace(user, version=user.version + 1, skills=skills))
        for user in changed:
            self.known[(workspace_id, user.user_id)] = user
        return sorted(changed, key=lambda user: user.sign_in)

    async def remove(
        self, workspace_id: str, user_id: str, by: Actor, *, if_version: int | None = None
    ) -> None:
        user = await self.read(workspace_id, user_id)
        _check_version(user.version, if_version)
        await self._keep_an_administrator(workspace_id, user)
        del self.known[(workspace_id, user_id)]

    async def _keep_an_administrator(self, workspace_id: str, leaving: User) -> None:
        others = [each for each in await self.all(workspace_id) if each.user_id != leaving.user_id]
        if "administrator" not in leaving.roles or leaving.disabled:
            return
        if not any("administrator" in each.roles and not each.disabled for each in others):
            raise LastAdministrator


class MemorySessions:
    def __init__(self, users: MemoryUsers) -> None:
        self._users = users
        self.open: dict[str, tuple[str, str, str]] = {}
        self.away = False
        users.signed_out = self._end_of

    async def start(self, workspace_id: str, user_id: str, lifetime_s: int) -> tuple[str, Session]:
        token, session_id = secrets.token_urlsafe(16), IDS.new("ses")
        self.open[token] = (session_id, workspace_id, user_id)
        session = await self.by_token(token)
        assert session is not None
        return token, session

    async def by_token(self, token: str) -> Session | None:
        if self.away:
            raise StoreAway
        found = self.open.get(token)
        if found is None:
            return None
        session_id, workspace_id, user_id = found
        user = self._users.known.get((workspace_id, user_id))
        if user is None or user.disabled:
            return None
        now = datetime.now(UTC)
        return Session(
            session_id=session_id,
            workspace_id=workspace_id,
            user=user,
            created_at=now,
            expires_at=now + timedelta(hours=1),
        )

    async def of_user(self, workspace_id: str, user_id: str) -> Sequence[Session]:
        mine = [token for token, kept in self.open.items() if kept[1:] == (workspace_id, user_id)]
        found = [await self.by_token(token) for token in mine]
        return [session for session in found if session is not None]

    async def end(self, workspace_id: str, session_id: str) -> None:
        self.open = {token: kept for token, kept in self.open.items() if kept[0] != session_id}

    async def end_all(self, workspace_id: str, user_id: str, by: Actor) -> None:
        self._end_of(user_id)

    def _end_of(self, user_id: str) -> None:
        self.open = {token: kept for token, kept in self.open.items() if kept[2] != user_id}


class MemoryTokens:
    def __init__(self, users: MemoryUsers) -> None:
        self._users = users
        self.known: dict[str, ApiToken] = {}

    async def all(self, workspace_id: str) -> Sequence[ApiToken]:
        return [token for token in self.known.values() if token.workspace_id == workspace_id]

    async def make(
        self, workspace_id: str, user_id: str, name: str, roles: Sequence[Role], by: Actor
    ) -> tuple[str, ApiToken]:
        secret = f"rw_{secrets.token_urlsafe(16)}"
        self.known[secret] = ApiToken(
            token_id=IDS.new("tok"),
            workspace_id=workspace_id,
            user_id=user_id,
            name=name,
            roles=tuple(roles),
            created_at=datetime.now(UTC),
        )
        return secret, self.known[secret]

    async def by_secret(self, secret: str) -> tuple[ApiToken, User] | None:
        token = self.known.get(secret)
        if token is None:
            return None
        user = self._users.known.get((token.workspace_id, token.user_id))
        return None if user is None else (token, user)

    async def revoke(self, workspace_id: str, token_id: str, by: Actor) -> str:
        for secret, token in self.known.items():
            if token.token_id == token_id and token.workspace_id == workspace_id:
                del self.known[secret]
                return token.user_id
        raise NotFound


class MemoryGuard:
    """Lets four tries pass, then says to wait for as many seconds as there were."""

    def __init__(self) -> None:
        self.failures: dict[str, int] = defaultdict(int)

    async def try_now(self, subjects: Sequence[str]) -> float:
        worst = max((self.failures[subject] for subject in subjects), default=0)
        if worst > 3:
            return float(worst)
        for subject in subjects:
            self.failures[subject] += 1
        return 0.0

    async def succeeded(self, subjects: Sequence[str]) -> None:
        for subject in subjects:
            self.failures[subject] = self.failures[subject] - 1 if subject.startswith("address:") else 0


class MemoryAudit:
    def __init__(self) -> None:
        self.kept: list[tuple[str, AuditEntry]] = []

    async def looked(
        self, workspace_id: str, by: Actor, action: str, object_id: str, params: Mapping[str, object]
    ) -> None:
        entry = AuditEntry(
            entry_id=IDS.new("acc").replace("acc_", "evt_"),
            at=datetime.now(UTC),
            type=action,
            actor_kind=by.kind,
            actor_id=by.id,
            on_behalf_of=by.on_behalf_of,
            object_id=object_id,
            params=dict(params),
        )
        self.kept.append((workspace_id, entry))

    async def page(
        self,
        workspace_id: str,
        wanted: AuditFilter = WHOLE_AUDIT,
        *,
        before: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> Sequence[AuditEntry]:
        mine = [entry for place, entry in self.kept if place == workspace_id and entry.type in wanted.types]
        if wanted.actor_id is not None:
            mine = [entry for entry in mine if wanted.actor_id in (entry.actor_id, entry.on_behalf_of)]
        mine.sort(key=lambda entry: (entry.at, entry.entry_id), reverse=True)
        return [entry for entry in mine if before is None or (entry.at, entry.entry_id) < before][:limit]


class MemoryIdempotency:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], tuple[str, Answered | None]] = {}

    async def begin(self, workspace_id: str, actor_id: str, key: str, fingerprint: str) -> Answered | None:
        place = (workspace_id, actor_id, key)
        found = self.kept.get(place)
        if found is None:
            self.kept[place] = (fingerprint, None)
            return None
        if found[0] != fingerprint:
            raise AlreadyExists(field="idempotency_key")
        if found[1] is None:
            raise RequestUnderWay
        return found[1]

    async def finish(self, workspace_id: str, actor_id: str, key: str, answered: Answered) -> None:
        place = (workspace_id, actor_id, key)
        self.kept[place] = (self.kept[place][0], answered)

    async def forget(self, workspace_id: str, actor_id: str, key: str) -> None:
        self.kept.pop((workspace_id, actor_id, key), None)


Place = tuple[str, ConfigKind, str]


class MemoryConfig:
    """Both the editor's and the reader's view of the configuration."""

    def __init__(self) -> None:
        self.kept: dict[Place, Versioned] = {}
        self.removed: dict[Place, Versioned] = {}
        self.versions_of: dict[tuple[str, str], list[FlowVersion]] = defaultdict(list)

    async def names(self, workspace_id: str) -> Mapping[ConfigKind, Mapping[str, str]]:
        found: dict[ConfigKind, dict[str, str]] = {kind: {} for kind in get_args(ConfigKind)}
        for (place, kind, key), each in {**self.removed, **self.kept}.items():
            if place == workspace_id and hasattr(each.entity, "name"):
                found[kind][key] = str(getattr(each.entity, "name", ""))
        return found

    async def all_of(self, workspace_id: str, kind: ConfigKind) -> Sequence[Versioned]:
        found = [
            kept for (place, what, _), kept in self.kept.items() if (place, what) == (workspace_id, kind)
        ]
        return sorted(found, key=lambda kept: str(getattr(kept.entity, "name", "")))

    async def read(self, workspace_id: str, kind: ConfigKind, entity_id: str) -> Versioned:
        found = self.kept.get((workspace_id, kind, entity_id))
        if found is None:
            raise NotFound
        return found

    async def create(self, workspace_id: str, entity: ConfigEntity, by: Actor) -> Versioned:
        kind, identifier = kind_of(entity), id_of(entity)
        self.kept[(workspace_id, kind, identifier)] = Versioned(entity, 1)
        return self.kept[(workspace_id, kind, identifier)]

    async def change(
        self,
        workspace_id: str,
        kind: ConfigKind,
        entity_id: str,
        changes: Mapping[str, object],
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Versioned:
        before = await self.read(workspace_id, kind, entity_id)
        _check_version(before.version, if_version)
        merged = {**msgspec.to_builtins(before.entity), **msgspec.to_builtins(dict(changes))}
        entity = msgspec.convert(merged, type(before.entity))
        self.kept[(workspace_id, kind, entity_id)] = Versioned(entity, before.version + 1)
        return self.kept[(workspace_id, kind, entity_id)]

    async def remove(
        self,
        workspace_id: str,
        kind: ConfigKind,
        entity_id: str,
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> None:
        before = await self.read(workspace_id, kind, entity_id)
        _check_version(before.version, if_version)
        self.removed[(workspace_id, kind, entity_id)] = self.kept.pop((workspace_id, kind, entity_id))

    async def publish_flow(
        self,
        workspace_id: str,
        flow_id: str,
        document: Mapping[str, object],
        by: Actor,
        *,
        over: int | None = None,
    ) -> FlowVersion:
        before = await self.read(workspace_id, "flows", flow_id)
        head = before.entity
        assert isinstance(head, FlowHead)
        _check_version(head.published, over)
        version = FlowVersion(
            flow_id=flow_id, version=head.published + 1, name=head.name, document=dict(document)
        )
        head = msgspec.structs.replace(head, published=version.version)
        self.kept[(workspace_id, "flows", flow_id)] = Versioned(head, before.version + 1)
        self.versions_of[(workspace_id, flow_id)].insert(0, version)
        return version

    async def published(
        self, workspace_id: str, wanted: Collection[tuple[str, int]]
    ) -> Sequence[FlowVersion]:
        kept = [
            flow for (place, _), each in self.versions_of.items() if place == workspace_id for flow in each
        ]
        return [flow for flow in kept if (flow.flow_id, flow.version) in wanted]

    async def flow_versions(self, workspace_id: str, flow_id: str) -> Sequence[FlowVersion]:
        await self.read(workspace_id, "flows", flow_id)
        return self.versions_of[(workspace_id, flow_id)]

    async def workspaces(self, partitions: Sequence[int]) -> Sequence[str]:
        return sorted({place for place, _, _ in self.kept})

    async def load(self, workspace_id: str) -> WorkspaceConfig:
        kinds: dict[str, dict[str, object]] = defaultdict(dict)
        for (place, kind, identifier), kept in self.kept.items():
            if place == workspace_id and kind != "flows":
                kinds[kind][identifier] = kept.entity
        for (place, flow_id), versions in self.versions_of.items():
            if place == workspace_id and versions:
                kinds["flows"][flow_id] = versions[0]
        whole = {"workspace_id": workspace_id, "version": 1, "name": "W", "slug": "w", **kinds}
        return msgspec.convert(msgspec.to_builtins(whole), WorkspaceConfig)


class MemoryDrafts:
    """Drafts of the flows that a configuration has."""

    def __init__(self, config: MemoryConfig) -> None:
        self._config = config
        self.kept: dict[tuple[str, str], Draft] = {}
        self.trials: list[tuple[Trial, Mapping[str, object]]] = []

    async def read(self, workspace_id: str, flow_id: str) -> Draft | None:
        await self._config.read(workspace_id, "flows", flow_id)
        return self.kept.get((workspace_id, flow_id))

    async def save(
        self,
        workspace_id: str,
        flow_id: str,
        document: Mapping[str, object],
        base: int,
        user_id: str,
        *,
        if_revision: int | None,
    ) -> Draft:
        before = await self.read(workspace_id, flow_id)
        current = 0 if before is None else before.revision
        _check_version(current, if_revision)
        draft = Draft(
            flow_id=flow_id,
            revision=current + 1,
            base=base,
            document=dict(document),
            saved_by=user_id,
            saved_at=datetime.now(UTC),
        )
        self.kept[(workspace_id, flow_id)] = draft
        return draft

    async def discard(self, workspace_id: str, flow_id: str, *, if_revision: int | None) -> None:
        before = await self.read(workspace_id, flow_id)
        _check_version(0 if before is None else before.revision, if_revision)
        self.kept.pop((workspace_id, flow_id), None)

    async def begin_trial(self, workspace_id: str, trial: Trial, document: Mapping[str, object]) -> Trial:
        await self._config.read(workspace_id, "flows", trial.flow_id)
        begun = msgspec.structs.replace(trial, version=-1 - len(self.trials))
        self.trials.append((begun, document))
        return begun


class MemoryTraffic:
    """What a test says that calls did."""

    def __init__(self) -> None:
        self.told = Traffic(0, (), ())
        self.asked: list[tuple[str, str, datetime]] = []

    async def of(self, workspace_id: str, flow_id: str, since: datetime) -> Traffic:
        self.asked.append((workspace_id, flow_id, since))
        return self.told


_KINDS: Mapping[str, ConfigKind] = {
    "Skill": "skills",
    "Team": "teams",
    "Site": "sites",
    "BackupGroup": "groups",
    "Client": "clients",
    "Project": "projects",
    "Queue": "queues",
    "Number": "numbers",
    "HoursCalendar": "hours",
    "Disposition": "dispositions",
    "NotReadyReason": "reasons",
    "Trunk": "trunks",
    "Owner": "owners",
    "FlowHead": "flows",
    "OwnPrompt": "prompts",
    "CallerSegment": "segments",
}


def kind_of(entity: ConfigEntity) -> ConfigKind:
    return _KINDS[type(entity).__name__]


def id_of(entity: ConfigEntity) -> str:
    return str(getattr(entity, type(entity).__struct_fields__[0]))


class MemoryContacts:
    def __init__(self) -> None:
        self.cards: dict[tuple[str, str], Contact] = {}

    def add(self, workspace_id: str, name: str, *numbers: str) -> Contact:
        contact = Contact(contact_id=IDS.new("con"), name=name, numbers=numbers, created_at=datetime.now(UTC))
        self.cards[(workspace_id, contact.contact_id)] = contact
        return contact

    async def read(self, workspace_id: str, contact_id: str) -> Contact:
        contact = self.cards.get((workspace_id, contact_id))
        if contact is None:
            raise NotFound
        return contact

    async def names(self, workspace_id: str, contact_ids: Sequence[str]) -> Mapping[str, Contact]:
        found = {each: self.cards.get((workspace_id, each)) for each in contact_ids}
        return {each: contact for each, contact in found.items() if contact is not None}

    async def change(
        self,
        workspace_id: str,
        contact_id: str,
        change: ContactChange,
        by: Actor,
        *,
        if_version: int | None = None,
    ) -> Contact:
        contact = await self.read(workspace_id, contact_id)
        _check_version(contact.version, if_version)
        named = {
            name: getattr(change, name)
            for name in change.__struct_fields__
            if getattr(change, name) is not UNSET
        }
        changed = msgspec.structs.replace(contact, version=contact.version + 1, **named)
        self.cards[(workspace_id, contact_id)] = changed
        return changed

    async def known(self, workspace_id: str, contact_id: str) -> KnownCaller:
        card = await self.read(workspace_id, contact_id)
        return KnownCaller(
            contact_id=card.contact_id,
            name=card.name,
            known=True,
            owner_agent_id=card.owner_agent_id,
            key_customer=card.key_customer,
            language=card.language,
        )

    async def find(self, workspace_id: str, words: str, limit: int = 20) -> Sequence[Contact]:
        return [
            contact
            for (place, _), contact in self.cards.items()
            if place == workspace_id and words in {contact.name, *contact.numbers}
        ][:limit]

    async def erase(self, workspace_id: str, contact_id: str, by: Actor) -> Sequence[str]:
        await self.read(workspace_id, contact_id)
        return []


class MemoryInteractions:
    """Interactions, their recordings, notes and figures."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], InteractionRow] = {}
        self.events: dict[str, list[Event]] = defaultdict(list)
        self.recorded: dict[tuple[str, str], RecordingRow] = {}
        self.asked: InteractionFilter | None = None

    def add(self, workspace_id: str, **values: object) -> InteractionRow:
        plain: dict[str, object] = {
            "interaction_id": IDS.new("int"),
            "short_ref": "K7-204",
            "channel": "call",
            "direction": "in",
            "started_at": datetime.now(UTC),
            **values,
        }
        row = msgspec.convert(plain, InteractionRow)
        self.rows[(workspace_id, row.interaction_id)] = row
        return row

    def add_recording(self, workspace_id: str, interaction_id: str, **values: object) -> RecordingRow:
        plain: dict[str, object] = {
            "recording_id": IDS.new("rec"),
            "interaction_id": interaction_id,
            "kind": "segment",
            "state": "stored",
            "started_at": datetime.now(UTC),
            **values,
        }
        row = msgspec.convert(plain, RecordingRow)
        self.recorded[(workspace_id, row.recording_id)] = row
        return row

    async def page(
        self, workspace_id: str, wanted: InteractionFilter, *, cursor: str | None = None, limit: int = 50
    ) -> InteractionPage:
        self.asked = wanted
        mine = [row for (place, _), row in self.rows.items() if place == workspace_id]
        mine.sort(key=lambda row: row.started_at, reverse=True)
        begin = int(cursor or 0)
        end = begin + limit
        return InteractionPage(items=tuple(mine[begin:end]), next=str(end) if end < len(mine) else None)

    async def read(self, workspace_id: str, interaction_id: str) -> InteractionRow:
        row = self.rows.get((workspace_id, interaction_id))
        if row is None:
            raise NotFound
        return row

    async def timeline(self, workspace_id: str, interaction_id: str) -> Sequence[Event]:
        return [each for each in self.events[workspace_id] if each.interaction_id == interaction_id]

    async def segments(self, workspace_id: str, interaction_id: str) -> Sequence[SegmentRow]:
        return []

    async def correct_disposition(
        self, workspace_id: str, interaction_id: str, disposition_id: str, user_id: str, by: Actor
    ) -> None:
        row = await self.read(workspace_id, interaction_id)
        self.rows[(workspace_id, interaction_id)] = msgspec.structs.replace(
            row, disposition_id=disposition_id
        )

    async def recordings(self, workspace_id: str, interaction_id: str) -> Sequence[RecordingRow]:
        return [
            row
            for (place, _), row in self.recorded.items()
            if place == workspace_id and row.interaction_id == interaction_id
        ]


class MemoryRecordings:
    def __init__(self, interactions: MemoryInteractions) -> None:
        self._kept = interactions.recorded

    async def read(self, workspace_id: str, recording_id: str) -> RecordingRow:
        row = self._kept.get((workspace_id, recording_id))
        if row is None:
            raise NotFound
        return row

    async def unfinished(self, workspace_id: str, limit: int = 100) -> Sequence[RecordingRow]:
        return []

    async def states(self, workspace_id: str, recording_ids: Sequence[str]) -> Mapping[str, str]:
        return {}

    async def of_erased(self, workspace_id: str) -> Sequence[RecordingRow]:
        return []


class MemoryNotes:
    def __init__(self, interactions: MemoryInteractions) -> None:
        self._interactions = interactions
        self.kept: list[Note] = []
        self.drafts: dict[tuple[str, str], str] = {}

    async def write(
        self,
        workspace_id: str,
        interaction_id: str,
        user_id: str,
        text: str,
        by: Actor,
        *,
        note_id: str | None = None,
    ) -> Note:
        await self._interactions.read(workspace_id, interaction_id)
        for known in self.kept:
            if known.note_id == note_id:
                return known
        note = Note(
            note_id=note_id or IDS.new("nte"),
            interaction_id=interaction_id,
            user_id=user_id,
            text=text,
            created_at=datetime.now(UTC),
        )
        self.kept.append(note)
        self.drafts.pop((interaction_id, user_id), None)
        return note

    async def of_interaction(self, workspace_id: str, interaction_id: str) -> Sequence[Note]:
        return [note for note in self.kept if note.interaction_id == interaction_id]

    async def named(self, workspace_id: str, note_ids: Sequence[str]) -> Mapping[str, Note]:
        return {note.note_id: note for note in self.kept if note.note_id in note_ids}

    async def draft(self, workspace_id: str, interaction_id: str, user_id: str) -> str | None:
        return self.drafts.get((interaction_id, user_id))

    async def save_draft(self, workspace_id: str, interaction_id: str, user_id: str, text: str) -> None:
        await self._interactions.read(workspace_id, interaction_id)
        self.drafts[(interaction_id, user_id)] = text


class MemoryOwnerAnswers:
    def __init__(self, notes: MemoryNotes) -> None:
        self._notes = notes
        self.states: dict[str, AnswerState] = {}

    async def decided(self, workspace_id: str, note_ids: Sequence[str]) -> Mapping[str, AnswerState]:
        return {note_id: self.states[note_id] for note_id in note_ids if note_id in self.states}

    async def decide(
        self,
        workspace_id: str,
        interaction_id: str,
        note_id: str,
        state: AnswerState,
        user_id: str,
        by: Actor,
    ) -> None:
        if note_id not in {
            each.note_id for each in await self._notes.of_interaction(workspace_id, interaction_id)
        }:
            raise NotFound(kind="notes", id=note_id)
        self.states[note_id] = state


class MemoryFigures:
    """`visits` and `transfers` by workspace."""

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = {}
        self.visits: dict[str, list[QueueVisit]] = {}
        self.transfers: dict[str, list[tuple[str, datetime]]] = {}

    async def owner_events(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Event]:
        return await self.callback_events(workspace_id, since, until)

    async def agent_day(self, workspace_id: str, agent_id: str, since: datetime, until: datetime) -> AgentDay:
        return AgentDay()

    async def queue_days(
        self,
        workspace_id: str,
        since: datetime,
        until: datetime,
        zone: str,
        thresholds: Mapping[str, Thresholds],
    ) -> Sequence[QueueDay]:
        days = QueueDays(zone, thresholds, self.transfers.get(workspace_id, []))
        for visit in self.visits.get(workspace_id, []):
            if since <= visit.entered_at < until:
                days.add(visit)
        return days.days()

    async def callback_events(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Event]:
        found = self.events.get(workspace_id, [])
        return [event for event in found if since <= event.occurred_at < until]


class MemoryStorage:
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    async def put(self, key: str, source: Path) -> Stored:
        raise NotImplementedError

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        if key not in self.files:
            raise FileMissing
        wanted = self.files[key][start:end]
        for begin in range(0, len(wanted), 1000):
            yield wanted[begin : begin + 1000]

    async def remove(self, key: str) -> None:
        self.files.pop(key, None)

    async def size(self, key: str) -> int:
        if key not in self.files:
            raise FileMissing
        return len(self.files[key])


class MemoryPromises:
    """`kept` by workspace."""

    def __init__(self, interactions: MemoryInteractions) -> None:
        self._interactions = interactions
        self.kept: dict[str, dict[str, Promise]] = defaultdict(dict)

    async def make(self, workspace_id: str, new: NewPromise, by: Actor) -> Promise:
        row = await self._interactions.read(workspace_id, new.interaction_id)
        before = self.kept[workspace_id].get(new.promise_id)
        if before is not None:
            if (before.interaction_id, before.made_by) != (new.interaction_id, new.made_by):
                raise AlreadyExists(field="promise_id")
            return before
        made = Promise(
            promise_id=new.promise_id,
            interaction_id=new.interaction_id,
            short_ref=row.short_ref,
            client_id=row.client_id,
            project_id=row.project_id,
            contact_id=row.contact_id,
            kind=new.kind,
            state="open",
            text=new.text,
            to=new.to,
            due_at=new.due_at,
            owner_id=new.owner_id,
            made_at=datetime.now(UTC),
            made_by=new.made_by,
            closed_at=None,
            closed_by=None,
        )
        self.kept[workspace_id][new.promise_id] = made
        return made

    async def page(
        self, workspace_id: str, wanted: PromiseFilter, now: datetime, *, cursor: str | None, limit: int
    ) -> PromisePage:
        found = [
            each
            for each in self.kept[workspace_id].values()
            if wanted.state in (None, each.state)
            and (not wanted.overdue or is_overdue(each, now))
            and wanted.interaction_id in (None, each.interaction_id)
            and (wanted.mine is None or wanted.mine in (each.made_by, each.owner_id))
        ]
        return PromisePage(items=tuple(found[:limit]))

    async def read(self, workspace_id: str, promise_id: str) -> Promise:
        found = self.kept[workspace_id].get(promise_id)
        if found is None:
            raise NotFound(kind="promises", id=promise_id)
        return found

    async def set_state(
        self, workspace_id: str, promise_id: str, state: PromiseState, user_id: str, by: Actor
    ) -> Promise:
        found = await self.read(workspace_id, promise_id)
        closed = state != "open"
        changed = msgspec.structs.replace(
            found,
            state=state,
            closed_at=datetime.now(UTC) if closed else None,
            closed_by=user_id if closed else None,
        )
        self.kept[workspace_id][promise_id] = changed
        return changed

    async def mail_again(self, workspace_id: str, promise_id: str) -> Promise:
        return await self.read(workspace_id, promise_id)


class MemoryBlocks:
    """`kept` by workspace."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, BlockEntry]] = defaultdict(dict)

    async def all(self, workspace_id: str) -> Sequence[BlockEntry]:
        return list(self.kept[workspace_id].values())

    async def make(self, workspace_id: str, entry: BlockEntry, by: Actor) -> BlockEntry:
        if any((each.kind, each.value) == (entry.kind, entry.value) for each in await self.all(workspace_id)):
            raise AlreadyExists(field="value")
        self.kept[workspace_id][entry.block_id] = entry
        return entry

    def _read(self, workspace_id: str, block_id: str) -> BlockEntry:
        if block_id not in self.kept[workspace_id]:
            raise NotFound(kind="blocks", id=block_id)
        return self.kept[workspace_id][block_id]

    async def change(
        self, workspace_id: str, block_id: str, change: BlockChange, by: Actor, *, if_version: int | None
    ) -> BlockEntry:
        before = self._read(workspace_id, block_id)
        _check_version(before.version, if_version)
        given = {
            name: value for name in change.__struct_fields__ if (value := getattr(change, name)) is not UNSET
        }
        after = msgspec.structs.replace(before, **given, version=before.version + 1)
        self.kept[workspace_id][block_id] = after
        return after

    async def remove(self, workspace_id: str, block_id: str, by: Actor) -> None:
        self._read(workspace_id, block_id)
        del self.kept[workspace_id][block_id]


class MemorySegmentNumbers:
    """`lists` by workspace and segment; `callers` by number, where a test says who that is."""

    def __init__(self, config: MemoryConfig) -> None:
        self._config = config
        self.lists: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.callers: dict[str, KnownCaller] = {}

    async def counts(self, workspace_id: str) -> Mapping[str, int]:
        return {key: len(numbers) for key, numbers in self.lists[workspace_id].items()}

    async def add(self, workspace_id: str, caller_segment_id: str, numbers: Sequence[str], by: Actor) -> int:
        await self._config.read(workspace_id, "segments", caller_segment_id)
        listed = self.lists[workspace_id][caller_segment_id]
        before = len(listed)
        listed.update(numbers)
        return len(listed) - before

    async def empty(self, workspace_id: str, caller_segment_id: str, by: Actor) -> None:
        await self._config.read(workspace_id, "segments", caller_segment_id)
        self.lists[workspace_id].pop(caller_segment_id, None)

    async def look(self, workspace_id: str, number: str, *, region: str) -> KnownCaller:
        plain = normalise(number, region)
        known = self.callers.get(plain, KnownCaller(contact_id="", name=None, known=False))
        lists = tuple(key for key, numbers in self.lists[workspace_id].items() if plain in numbers)
        return msgspec.structs.replace(known, past=CallerPast(lists=lists))


class MemoryMailSetup:
    def __init__(self) -> None:
        self.kept: dict[str, MailSettings] = defaultdict(MailSettings)

    async def read(self, workspace_id: str) -> MailSettings:
        return self.kept[workspace_id]

    async def write(
        self, workspace_id: str, settings: MailSettings, by: Actor, *, if_version: int | None
    ) -> MailSettings:
        before = self.kept[workspace_id]
        _check_version(before.version, if_version)
        self.kept[workspace_id] = msgspec.structs.replace(settings, version=before.version + 1)
        return self.kept[workspace_id]


class MemoryFollowUps:
    """`known` by workspace."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, FollowUp]] = defaultdict(dict)

    async def all(self, workspace_id: str, *, done: bool = False) -> Sequence[FollowUp]:
        return [each for each in self.known[workspace_id].values() if (each.done_at is not None) == done]

    async def read(self, workspace_id: str, interaction_id: str) -> FollowUp:
        found = self.known[workspace_id].get(interaction_id)
        if found is None:
            raise NotFound(kind="follow_ups", id=interaction_id)
        return found

    async def set_done(self, workspace_id: str, interaction_id: str, user_id: str, by: Actor) -> None:
        found = await self.read(workspace_id, interaction_id)
        done = msgspec.structs.replace(found, done_at=datetime.now(UTC), done_by=user_id)
        self.known[workspace_id][interaction_id] = done

    async def reopen(self, workspace_id: str, interaction_id: str, user_id: str, by: Actor) -> None:
        found = await self.read(workspace_id, interaction_id)
        self.known[workspace_id][interaction_id] = msgspec.structs.replace(found, done_at=None, done_by=None)


class MemoryPhoneBook:
    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Entry]] = defaultdict(dict)

    async def all(self, workspace_id: str, reader: Reader) -> Sequence[Entry]:
        found = [entry for entry in self.entries[workspace_id].values() if reader.sees(entry.book)]
        return sorted(found, key=lambda entry: entry.name.casefold())

    async def read(self, workspace_id: str, entry_id: str) -> Entry:
        entry = self.entries[workspace_id].get(entry_id)
        if entry is None:
            raise NotFound
        return entry

    async def add(self, workspace_id: str, book: Book, rows: Sequence[Row]) -> Sequence[Entry]:
        kept = self.entries[workspace_id]
        made: list[Entry] = []
        for row in rows:
            if any(entry.book == book and entry.number == row.number for entry in kept.values()):
                continue
            entry = Entry(entry_id=IDS.new("pbe"), book=book, name=row.name, number=row.number, note=row.note)
            kept[entry.entry_id] = entry
            made.append(entry)
        return made

    async def change(self, workspace_id: str, entry_id: str, row: Row) -> Entry:
        entry = await self.read(workspace_id, entry_id)
        changed = msgspec.structs.replace(entry, name=row.name, number=row.number, note=row.note)
        self.entries[workspace_id][entry_id] = changed
        return changed

    async def remove(self, workspace_id: str, entry_id: str) -> None:
        self.entries[workspace_id].pop(entry_id, None)

    async def empty(self, workspace_id: str, book: Book) -> int:
        gone = [entry.entry_id for entry in self.entries[workspace_id].values() if entry.book == book]
        for entry_id in gone:
            await self.remove(workspace_id, entry_id)
        return len(gone)


class MemoryCallbackNumbers:
    def __init__(self, contacts: "MemoryContacts") -> None:
        self.contacts = contacts
        self.kept: dict[str, NumberToCall] = {}

    async def keep(
        self, workspace_id: str, callback_id: str, number: str, *, region: str, anywhere: bool = False
    ) -> NumberToCall:
        check_callable(normalise(number, region), region, anywhere=anywhere)
        contact = self.contacts.add(workspace_id, "", normalise(number, region))
        kept = NumberToCall(contact_id=contact.contact_id, number=normalise(number, region), name=None)
        self.kept[callback_id] = kept
        return kept

    async def keep_for(
        self, workspace_id: str, callback_id: str, contact_id: str, *, region: str, anywhere: bool = False
    ) -> NumberToCall:
        contact = await self.contacts.read(workspace_id, contact_id)
        kept = NumberToCall(contact_id=contact_id, number=contact.numbers[0], name=contact.name)
        self.kept[callback_id] = kept
        return kept

    async def owed_to(self, workspace_id: str, contact_id: str) -> Sequence[str]:
        return [callback_id for callback_id, kept in self.kept.items() if kept.contact_id == contact_id]

    async def find(self, workspace_id: str, callback_id: str) -> NumberToCall | None:
        return self.kept.get(callback_id)

    async def last_called(self, workspace_id: str, agent_id: str, limit: int) -> Sequence[LastCalled]:
        at = datetime(2026, 11, 22, tzinfo=UTC)
        return [
            LastCalled(contact_id=kept.contact_id, number=kept.number, name=kept.name, at=at)
            for kept in self.kept.values()
        ][:limit]
