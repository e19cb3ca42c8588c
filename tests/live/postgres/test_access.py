"""Users, sessions, tokens, throttled sign-in, idempotency, audit."""

import asyncio
import math
import time

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from ringwell.access.errors import LastAdministrator, RequestUnderWay
from ringwell.access.messages import TokenRevoked
from ringwell.access.model import AuditFilter, LevelsChange, NewUser, UserChange
from ringwell.access.ports import UNDER_WAY_S, Answered
from ringwell.access.throttle import PERSON, SOURCE
from ringwell.agents.messages import AgentStateChanged
from ringwell.customers.messages import NoteWritten
from ringwell.journeys.config import Skill
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import AlreadyExists, InvalidValue, NotFound, UnknownReference, VersionConflict
from ringwell.kernel.events import Actor
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.stores import Stores
from tests.support.store import Story, new_workspace

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


async def test_levels_of_many_are_kept_whole_or_not_at_all(stores: Stores, workspace_id: str) -> None:
    orders, polish = (Skill(skill_id=NEW(kinds.SKILL), name=name) for name in ("Orders", "Polish"))
    for skill in (orders, polish):
        await stores.config.create(workspace_id, skill, BY)
    anna = await stores.users.create(workspace_id, replace(ANNA, skills={orders.skill_id: 4}), BY)
    jan = await stores.users.create(workspace_id, replace(ANNA, sign_in="jan", name="Jan"), BY)

    def change(user_id: str, version: int, levels: dict[str, int | None]) -> LevelsChange:
        return LevelsChange(user_id=user_id, version=version, levels=levels)

    to_anna = change(anna.user_id, 1, {orders.skill_id: None, polish.skill_id: 9})
    before = (await stores.workspaces.read(workspace_id)).config_version
    saved = await stores.users.change_levels(
        workspace_id, [to_anna, change(jan.user_id, 1, {orders.skill_id: 1})], BY
    )
    assert [(user.name, user.version, user.skills) for user in saved] == [
        ("Anna", 2, {polish.skill_id: 9}),
        ("Jan", 2, {orders.skill_id: 1}),
    ]
    assert (await stores.workspaces.read(workspace_id)).config_version == before + 1
    told = await stores.audit.page(workspace_id, AuditFilter(types=("config.changed",)), limit=2)
    assert {entry.object_id for entry in told} == {anna.user_id, jan.user_id}
    assert all(entry.params["fields"] == ["skills"] and entry.actor_id == BY.id for entry in told)

    good = change(anna.user_id, 2, {orders.skill_id: 8})
    for bad, wanted in (
        (change(jan.user_id, 1, {orders.skill_id: 8}), VersionConflict),
        (change(jan.user_id, 2, {NEW(kinds.SKILL): 8}), UnknownReference),
        (change(NEW(kinds.USER), 1, {orders.skill_id: 8}), NotFound),
        (change(jan.user_id, 2, {orders.skill_id: 11}), InvalidValue),
    ):
        with pytest.raises(wanted):
            await stores.users.change_levels(workspace_id, [good, bad], BY)
    other = await new_workspace(stores)
    with pytest.raises(NotFound):
        await stores.users.change_levels(other, [good], BY)
    assert (await stores.users.read(workspace_id, anna.user_id)).skills == {polish.skill_id: 9}


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


def subjects_of(account: str, address: str) -> list[str]:
    return [f"sign-in:{account} {address}", f"user:{account}", f"address:{address}"]


async def slowed(stores: Stores, mine: list[str], pauses: int = 0) -> None:
    """The next guess has to wait, after so many pauses. They double: on a slow machine the first may be over before it comes."""
    for number in range(pauses, pauses + 5):
        wait = await stores.sign_in_guard.try_now(mine)
        assert wait <= PERSON.first_s * 2**number
        if wait > 0:
            return
    raise AssertionError("nobody has to wait")


async def test_guesses_are_slowed_per_account_and_address(stores: Stores) -> None:
    guard, mine = stores.sign_in_guard, subjects_of("anna@guard", "192.0.2.9")
    for _ in range(PERSON.free + 1):
        assert await guard.try_now(mine) == 0
    await slowed(stores, mine)
    # Neither a colleague at the same address nor the same person elsewhere waits for that.
    assert await guard.try_now(subjects_of("boris@guard", "192.0.2.9")) == 0
    assert await guard.try_now(subjects_of("anna@guard", "192.0.2.10")) == 0
    await guard.succeeded(mine)
    assert await guard.try_now(mine) == 0


async def test_a_clock_that_was_set_back_keeps_nobody_out(stores: Stores) -> None:
    guard, mine = stores.sign_in_guard, subjects_of("dora@guard", "192.0.2.14")
    for _ in range(PERSON.free + 1):
        await guard.try_now(mine)
    await slowed(stores, mine)
    async with stores.database.across() as connection:
        await connection.execute(
            text("UPDATE sign_in_attempts SET last_at = last_at + interval '1 hour' WHERE failures > :free"),
            {"free": PERSON.free},
        )
    assert await guard.try_now(mine) == 0
    await slowed(stores, mine, pauses=5)  # and the next guess waits as ever


async def test_many_guesses_at_once_pass_no_more_than_one_after_another(stores: Stores) -> None:
    mine, begun = subjects_of("clara@guard", "192.0.2.11"), time.monotonic()
    waits = await asyncio.gather(*(stores.sign_in_guard.try_now(mine) for _ in range(40)))
    # On a slow machine the first pauses (one second, two, four…) may be over before the last guess comes.
    pauses_over = math.floor(math.log2((time.monotonic() - begun) / PERSON.first_s + 1))
    assert PERSON.free + 1 <= sum(wait == 0 for wait in waits) <= PERSON.free + 1 + pauses_over


async def test_an_address_waits_after_many_accounts_and_one_account_is_few(stores: Stores) -> None:
    guard, address = stores.sign_in_guard, "192.0.2.12"
    accounts = SOURCE.free // PERSON.free
    for number in range(accounts):
        for _ in range(PERSON.free + 1):
            assert await guard.try_now(subjects_of(f"user{number}@spray", address)) == 0
    # The free tries of all accounts are the address's; the slow ones after them are not.
    assert await guard.try_now(subjects_of("one@more", address)) == 0
    assert await guard.try_now(subjects_of("two@more", address)) > 0
    await guard.succeeded(subjects_of("one@more", address))
    assert await guard.try_now(subjects_of("three@more", "192.0.2.13")) == 0


async def age(stores: Stores, workspace_id: str, seconds: float) -> None:
    """Let requests that are under way have begun that long ago."""
    async with stores.database.tenant(workspace_id) as connection:
        await connection.execute(
            text("UPDATE idempotency_keys SET created_at = created_at - make_interval(secs => :s)"),
            {"s": seconds},
        )


async def test_a_repeated_key_gets_the_first_answer(stores: Stores, workspace_id: str) -> None:
    keys = stores.idempotency
    assert await keys.begin(workspace_id, "usr_1", "k", "print") is None
    with pytest.raises(RequestUnderWay):
        await keys.begin(workspace_id, "usr_1", "k", "print")
    answered = Answered(status=201, body=b'{"id": 1}', etag='"1"')
    await keys.finish(workspace_id, "usr_1", "k", answered)
    assert await keys.begin(workspace_id, "usr_1", "k", "print") == answered
    with pytest.raises(AlreadyExists):
        await keys.begin(workspace_id, "usr_1", "k", "another request")
    assert await keys.begin(workspace_id, "usr_2", "k", "print") is None
    await keys.forget(workspace_id, "usr_2", "k")
    assert await keys.begin(workspace_id, "usr_2", "k", "print") is None


async def test_a_request_that_was_lost_may_be_tried_again(stores: Stores, workspace_id: str) -> None:
    keys = stores.idempotency
    assert await keys.begin(workspace_id, "usr_1", "lost", "print") is None
    await age(stores, workspace_id, UNDER_WAY_S + 1)
    with pytest.raises(AlreadyExists):
        await keys.begin(workspace_id, "usr_1", "lost", "another request")
    assert await keys.begin(workspace_id, "usr_1", "lost", "print") is None
    with pytest.raises(RequestUnderWay):
        await keys.begin(workspace_id, "usr_1", "lost", "print")


async def test_upkeep_forgets_old_answers(stores: Stores, workspace_id: str) -> None:
    await stores.idempotency.begin(workspace_id, "usr_1", "old", "print")
    await age(stores, workspace_id, 86_400 + 60)
    await stores.upkeep.run([workspace_id])
    async with stores.database.tenant(workspace_id) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM idempotency_keys")) == 0


async def test_two_administrators_do_not_lock_everybody_out(stores: Stores, workspace_id: str) -> None:
    boss = NewUser(sign_in="one", name="One", roles=("administrator",))
    one = await stores.users.create(workspace_id, boss, BY)
    two = await stores.users.create(workspace_id, replace(boss, sign_in="two"), BY)
    demoted = UserChange(roles=("agent",))
    done = await asyncio.gather(
        stores.users.change(workspace_id, one.user_id, demoted, BY),
        stores.users.remove(workspace_id, two.user_id, BY),
        return_exceptions=True,
    )
    assert [isinstance(each, LastAdministrator) for each in done].count(True) == 1
    left = [user for user in await stores.users.all(workspace_id) if "administrator" in user.roles]
    assert len(left) == 1
    with pytest.raises(LastAdministrator):
        await stores.users.change(workspace_id, left[0].user_id, UserChange(disabled=True), BY)


async def test_every_end_of_a_session_is_told(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    _, first = await stores.sessions.start(workspace_id, anna.user_id, 60)
    await stores.sessions.end_all(workspace_id, anna.user_id, BY)
    await stores.sessions.end_all(workspace_id, anna.user_id, BY)
    _, second = await stores.sessions.start(workspace_id, anna.user_id, 60)
    await stores.users.change(workspace_id, anna.user_id, UserChange(password_hash="other"), BY)
    ended = [each for each in await stores.audit.page(workspace_id) if each.type == "session.ended"]
    assert [(each.object_id, each.params["by"], each.actor_id) for each in ended] == [
        (second.session_id, "system", "usr_1"),
        (first.session_id, "administrator", "usr_1"),
    ]


async def test_audit_shows_deeds_and_looks(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    await stores.audit.looked(workspace_id, BY, "recording.listened", "rec_1", {"seconds": 3})
    newest, older = (await stores.audit.page(workspace_id))[:2]
    assert (newest.type, newest.object_id, newest.params) == ("recording.listened", "rec_1", {"seconds": 3})
    assert (older.type, older.object_id, older.actor_id) == ("config.changed", anna.user_id, "usr_1")
    place = (newest.at, newest.entry_id)
    assert (await stores.audit.page(workspace_id, before=place, limit=1))[0] == older
    assert await stores.audit.page(await new_workspace(stores)) == []


async def test_pages_of_the_audit_leave_nothing_out_where_many_bear_one_time(
    stores: Stores, workspace_id: str
) -> None:
    story = Story(workspace_id, RandomIds())
    events = story.tell(*(TokenRevoked(token_id=NEW(kinds.API_KEY)) for _ in range(5)))
    same = [replace(each, occurred_at=events[0].occurred_at, actor=BY) for each in events]
    await stores.log.append(workspace_id, same)
    found: list[str | None] = []
    place = None
    while page := await stores.audit.page(workspace_id, before=place, limit=2):
        found += [entry.object_id for entry in page]
        place = (page[-1].at, page[-1].entry_id)
    assert len(found) == len(set(found)) == 5


async def test_audit_leaves_out_calls_and_own_states(stores: Stores, workspace_id: str) -> None:
    anna = await stores.users.create(workspace_id, ANNA, BY)
    assert anna.agent_id is not None
    story = Story(workspace_id, stores.ids)
    state = AgentStateChanged(agent_id=anna.agent_id, presence="ready", activity="idle")
    note = NoteWritten(note_id=NEW(kinds.NOTE), interaction_id=NEW(kinds.INTERACTION), user_id=anna.user_id)
    for by in (BY, Actor(kind="user", id=anna.user_id)):
        told = [replace(event, actor=by) for event in story.tell(state, note)]
        await stores.log.append(workspace_id, told)
    shown = await stores.audit.page(workspace_id)
    assert [(each.type, each.actor_id) for each in shown] == [
        ("config.changed", "usr_1"),
        ("agent.state_changed", "usr_1"),
    ]
    later = AuditFilter(actor_id="usr_1", since=shown[0].at)
    assert [each.type for each in await stores.audit.page(workspace_id, later)] == ["config.changed"]
    assert await stores.audit.page(workspace_id, AuditFilter(actor_id=anna.user_id)) == []
