"""Users, sessions, tokens, throttled sign-in, idempotency, audit."""

import pytest
from sqlalchemy import text

from ringwell.access.model import NewUser, UserChange
from ringwell.access.ports import Answered
from ringwell.access.throttle import ACCOUNT
from ringwell.journeys.config import Skill
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, UnknownReference, VersionConflict
from ringwell.kernel.events import Actor
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores
from tests.support.store import new_workspace

pytestmark = pytest.mark.live
NEW = RandomIds().new
BY = Actor(kind="user", id="usr_1")
ANNA = NewUser(sign_in="anna", name="Anna", roles=("agent",), password_hash="hash")


async def test_an_agent_is_a_user_with_skills(stores: Stores, workspace_id: str) -> None:
    skill = Skill(skill_id=NEW(kinds.SKILL), name="Orders")
    await stores.config.create(workspace_id, skill, BY)
    anna = await stores.users.create(
        workspace_id,
        NewUser(sign_in="anna", name="Anna", roles=("agent",), skills={skill.skill_id: 7}),
        BY,
    )
    assert anna.agent_id is not None
    assert anna.endpoint == f"a-{anna.agent_id[-16:]}"
    assert anna.skills == {skill.skill_id: 7}
    profile = (await stores.config.load(workspace_id)).agents[anna.agent_id]
    assert (profile.name, profile.endpoint, profile.skills) == ("Anna", anna.endpoint, anna.skills)
    demoted = await stores.users.change(workspace_id, anna.user_id, UserChange(roles=("supervisor",)), BY)
    assert demoted.agent_id is None
    assert (await stores.config.load(workspace_id)).agents == {}
    again = await stores.users.change(workspace_id, anna.user_id, UserChange(roles=("agent",)), BY)
    assert again.agent_id == anna.agent_id
    assert again.version == 3


async def test_user_changes_are_checked(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    with pytest.raises(AlreadyExists):
        await stores.users.create(workspace_id, ANNA, BY)
    with pytest.raises(VersionConflict):
        await stores.users.change(workspace_id, anna.user_id, UserChange(name="B"), BY, if_version=9)
    with pytest.raises(UnknownReference):
        await stores.users.change(workspace_id, anna.user_id, UserChange(skills={NEW(kinds.SKILL): 1}), BY)
    with pytest.raises(InvalidValue):
        await stores.users.change(workspace_id, anna.user_id, UserChange(skills={NEW(kinds.SKILL): 11}), BY)
    with pytest.raises(NotFound):
        await stores.users.read(await new_workspace(stores), anna.user_id)
    assert (await stores.users.read(workspace_id, anna.user_id)).version == 1


async def test_a_removed_user_is_nowhere_and_frees_the_name(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    token, _ = await stores.sessions.start(workspace_id, anna.user_id, 60)
    secret, _ = await stores.api_tokens.make(workspace_id, anna.user_id, "crm", ["agent"], BY)
    await stores.users.remove(workspace_id, anna.user_id, BY)
    names = await stores.users.names(workspace_id)
    assert (names.users[anna.user_id], names.agents[anna.agent_id or ""]) == (anna.name, anna.name)
    assert await stores.users.all(workspace_id) == []
    assert await stores.users.credentials(workspace_id, "anna") is None
    assert await stores.sessions.by_token(token) is None
    assert await stores.api_tokens.by_secret(secret) is None
    assert (await stores.config.load(workspace_id)).agents == {}
    await stores.users.create(workspace_id, ANNA, BY)


async def test_sessions_end(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    token, session = await stores.sessions.start(workspace_id, anna.user_id, 60)
    found = await stores.sessions.by_token(token)
    assert found is not None
    assert (found.session_id, found.workspace_id, found.user) == (session.session_id, workspace_id, anna)
    await stores.sessions.end(workspace_id, session.session_id)
    assert await stores.sessions.by_token(token) is None
    over, _ = await stores.sessions.start(workspace_id, anna.user_id, 0)
    assert await stores.sessions.by_token(over) is None


@pytest.mark.parametrize(
    "change",
    [UserChange(password_hash="other"), UserChange(disabled=True), UserChange(roles=("supervisor",))],
)
async def test_what_a_session_rests_on_ends_it(stores: Stores, workspace_id: str, change: UserChange) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    token, _ = await stores.sessions.start(workspace_id, anna.user_id, 60)
    await stores.users.change(workspace_id, anna.user_id, UserChange(theme="dark"), BY)
    assert await stores.sessions.by_token(token) is not None
    await stores.users.change(workspace_id, anna.user_id, change, BY)
    assert await stores.sessions.by_token(token) is None


@pytest.mark.parametrize("token", ["", ".", "x.y", "0" * 32 + ".", "rw_" + "0" * 32 + ".secret", "ż" * 40])
async def test_malformed_tokens_are_nobodys(stores: Stores, token: str) -> None:
    assert await stores.sessions.by_token(token) is None
    assert await stores.api_tokens.by_secret(token) is None


async def test_a_token_of_one_workspace_opens_no_other(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    token, _ = await stores.sessions.start(workspace_id, anna.user_id, 60)
    other = await new_workspace(stores)
    moved = f"{other.partition('_')[2]}.{token.partition('.')[2]}"
    assert await stores.sessions.by_token(moved) is None


async def test_api_tokens_are_shown_once_and_revoked(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    secret, token = await stores.api_tokens.make(workspace_id, anna.user_id, "crm", ["supervisor"], BY)
    found = await stores.api_tokens.by_secret(secret)
    assert found is not None
    assert found[0].roles == ("supervisor",)
    assert found[0].name == "crm"
    assert found[1] == anna
    assert [each.token_id for each in await stores.api_tokens.all(workspace_id)] == [token.token_id]
    async with stores.database.tenant(workspace_id) as connection:
        row = (
            await connection.execute(text("SELECT row_to_json(api_tokens)::text FROM api_tokens"))
        ).scalar_one()
    assert secret.partition(".")[2] not in row
    await stores.api_tokens.revoke(workspace_id, token.token_id, BY)
    assert await stores.api_tokens.by_secret(secret) is None
    with pytest.raises(NotFound):
        await stores.api_tokens.revoke(workspace_id, token.token_id, BY)


async def test_guesses_are_slowed_per_subject(stores: Stores) -> None:
    who, whence, other = "user:anna@guard", "address:192.0.2.9", "user:boris@guard"
    for _ in range(ACCOUNT.free):
        await stores.sign_in_guard.failed([who, whence])
    assert await stores.sign_in_guard.seconds_to_wait([who, whence]) == 0
    for _ in range(3):
        await stores.sign_in_guard.failed([who, whence])
    assert 0 < await stores.sign_in_guard.seconds_to_wait([who, whence]) <= 4
    assert await stores.sign_in_guard.seconds_to_wait([other, whence]) == 0
    await stores.sign_in_guard.succeeded([who, whence])
    assert await stores.sign_in_guard.seconds_to_wait([who, whence]) == 0


async def test_a_repeated_key_gets_the_first_answer(stores: Stores, workspace_id: str) -> None:
    keys = stores.idempotency
    assert await keys.begin(workspace_id, "usr_1", "k", "print") is None
    with pytest.raises(AlreadyExists):
        await keys.begin(workspace_id, "usr_1", "k", "print")
    answered = Answered(status=201, body=b'{"id": 1}')
    await keys.finish(workspace_id, "usr_1", "k", answered)
    assert await keys.begin(workspace_id, "usr_1", "k", "print") == answered
    with pytest.raises(AlreadyExists):
        await keys.begin(workspace_id, "usr_1", "k", "another request")
    assert await keys.begin(workspace_id, "usr_2", "k", "print") is None
    await keys.forget(workspace_id, "usr_2", "k")
    assert await keys.begin(workspace_id, "usr_2", "k", "print") is None


async def test_audit_shows_deeds_and_looks(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    await stores.audit.looked(workspace_id, BY, "recording.listened", "rec_1", {"seconds": 3})
    newest, older = (await stores.audit.page(workspace_id))[:2]
    assert (newest.type, newest.object_id, newest.params) == ("recording.listened", "rec_1", {"seconds": 3})
    assert (older.type, older.object_id, older.actor_id) == ("config.changed", anna.user_id, "usr_1")
    assert (await stores.audit.page(workspace_id, before=newest.at, limit=1))[0] == older
    assert await stores.audit.page(await new_workspace(stores)) == []
