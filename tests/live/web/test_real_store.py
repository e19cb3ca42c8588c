"""The API on the real database."""

import secrets
from base64 import b64encode
from contextlib import AsyncExitStack
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import text

from ringwell.access.model import Role
from ringwell.adapters.archive.folder import FolderStorage
from ringwell.calls.messages import (
    CallerIdentified,
    InteractionEnded,
    InteractionStarted,
    RecordingStarted,
    RecordingStored,
)
from ringwell.kernel.events import Actor
from ringwell.runtime.erasure import ErasureSweep
from ringwell.runtime.logs import get_log
from tests.support.edge import Browser, Json, problem_of
from tests.support.routes import BODIES, GUARDED
from tests.support.served import PASSWORD, Served
from tests.support.store import Story

pytestmark = [pytest.mark.live, pytest.mark.asyncio(loop_scope="module")]

CALENDAR: Json = {
    "zone": "Europe/Warsaw",
    "weekly": {"mon": [{"opens": "09:00", "closes": "17:00"}]},
    "exceptions": [],
    "holidays": ["PL"],
}


async def make_one_of_each(browser: Browser, word: str) -> dict[str, tuple[str, str]]:
    """One thing of every kind, with a word in its name: kind → its id's field and its id."""
    made: dict[str, tuple[str, str]] = {}

    async def make(kind: str, key: str, form: Json) -> str:
        thing = await browser.json("POST", f"/{kind}", form)
        identifier = str(thing[key])
        made[kind] = (key, identifier)
        async with browser.session.get(f"/api/v1/{kind}/{identifier}") as reply:
            assert await reply.json() == thing, kind
            assert reply.headers["ETag"] == f'"{thing["version"]}"'
        for name, value in form.items():
            if name != "password":
                assert thing[name] == value, (kind, name)
        return identifier

    skill = await make("skills", "skill_id", {"name": f"Zażółć гусь {word}"})
    team = await make("teams", "team_id", {"name": f"Północ {word}"})
    await make("sites", "site_id", {"name": f"Łódź {word}", "zone": "Europe/Warsaw"})
    await make("groups", "group_id", {"name": f"Zaplecze {word}", "team_ids": [team]})
    client = await make("clients", "client_id", {"name": f"Sklep {word}"})
    project = await make("projects", "project_id", {"name": f"Sprzedaż {word}", "client_id": client})
    queue = await make(
        "queues",
        "queue_id",
        {
            "name": f"Zamówienia {word}",
            "project_id": project,
            "needs": [{"skill_id": skill, "level": 3}],
            "service_level_target": 0.8,
            "target_s": 15,
        },
    )
    flow = await make("flows", "flow_id", {"name": f"Menu {word}"})
    await make("hours", "hours_id", {"name": f"Biuro {word}", "document": CALENDAR})
    await make(
        "numbers",
        "number_id",
        {
            "number": f"+4822123{len(word)}",
            "project_id": project,
            "flow_id": flow,
            "language": "pl",
            "fallback_queue_id": queue,
        },
    )
    await make("dispositions", "disposition_id", {"code": f"OK{word}", "name": "Sold", "project_id": project})
    await make("reasons", "reason_id", {"code": f"tea{word}", "name": "Tea"})
    trunk: Json = {"name": word, "server": "sip:provider.example:5060", "user": "u", "password": "p"}
    await make("trunks", "trunk_id", trunk)
    owner: Json = {"name": word, "project_id": project, "number": "+48600100200"}
    await make("owners", "owner_id", owner)
    rule: Json = {
        "known": True,
        "key": None,
        "owned": None,
        "prefixes": ["+48"],
        "languages": ["pl"],
        "called_within_days": 30,
        "gave_up_within_days": None,
        "open_promise": False,
        "blocked_before": False,
        "listed": True,
    }
    await make("segments", "caller_segment_id", {"name": f"Stali {word}", "rule": rule})
    return made


async def test_everything_is_made_changed_and_removed(served: Served) -> None:
    async with served.edge.page(await served.token(served.other, "administrator")) as browser:
        made = await make_one_of_each(browser, "gone")
        changed: Json = {"name": "other"}
        for kind, (_, identifier) in made.items():
            change: Json = {"language": "en"} if kind == "numbers" else changed
            path = f"/{kind}/{identifier}"
            thing = await browser.json("PATCH", path, change, {"If-Match": '"1"'})
            assert thing["version"] == 2, kind
            assert change.items() <= thing.items()
            async with browser.session.patch(
                f"/api/v1{path}", json=change, headers={"If-Match": '"1"'}
            ) as reply:
                assert reply.status == 412, kind
        async with browser.session.delete(f"/api/v1/clients/{made['clients'][1]}") as reply:
            problem = await problem_of(reply)
            assert (reply.status, problem["code"], problem["params"]) == (
                409,
                "still_used",
                {"kind": "projects", "names": "other", "named": 1},
            )
        for kind in (
            "numbers",
            "flows",
            "queues",
            "dispositions",
            "owners",
            "projects",
            "clients",
            "skills",
            "groups",
            "teams",
            "sites",
            "hours",
            "reasons",
            "trunks",
            "segments",
        ):
            await browser.json("DELETE", f"/{kind}/{made[kind][1]}")
            async with browser.session.get(f"/api/v1/{kind}/{made[kind][1]}") as reply:
                assert reply.status == 404, kind
        audit = await browser.json("GET", "/audit?limit=500")
        entries = cast("list[Json]", audit["items"])
        told = {(each["type"], cast("Json", each["params"]).get("change")) for each in entries}
        assert {("config.changed", change) for change in ("created", "changed", "removed")} <= told
        assert {each["actor_name"] for each in entries if each["type"] == "config.changed"} >= {
            "The administrator"
        }
    assert served.other in served.edge.brain.reloaded


async def test_the_demo_s_own_flows_pass_the_check(served: Served) -> None:
    async with served.edge.page(await served.token(served.demo, "administrator")) as browser:
        flows = cast("list[Json]", (await browser.json("GET", "/flows"))["items"])
        assert len(flows) == 6
        for flow in flows:
            versions = await browser.json("GET", f"/flows/{flow['flow_id']}/versions")
            document = cast("list[Json]", versions["items"])[0]["document"]
            findings = await browser.json("POST", "/flows/check", document)
            assert findings["usable"], findings
            again = await browser.json("POST", f"/flows/{flow['flow_id']}/versions", document)
            assert again["version"] == 2
            assert again["document"] == document


async def test_signing_in_for_real(served: Served) -> None:
    workspace = await served.stores.workspaces.read(served.other)
    login = f"test-agent@{workspace.slug}"
    async with served.edge.program() as page:
        for guess in ("wrong", PASSWORD.upper()):
            async with page.post("/api/v1/session", json={"login": login, "password": guess}) as reply:
                assert (reply.status, (await problem_of(reply))["code"]) == (401, "bad_credentials")
        async with page.post("/api/v1/session", json={"login": login, "password": PASSWORD}) as reply:
            assert reply.status == 201
            token = reply.cookies[served.edge.edge.settings.cookie].value
    async with served.edge.page(token) as browser:
        sessions = cast("list[Json]", (await browser.json("GET", "/sessions"))["items"])
        assert [each["current"] for each in sessions] == [True]
        await browser.json("POST", "/me/password", {"current": PASSWORD, "new": "another quiet lamp"})
        async with browser.session.get(
            "/api/v1/me", cookies={served.edge.edge.settings.cookie: token}
        ) as reply:
            assert reply.status == 401


async def test_guesses_wait_for_real(served: Served) -> None:
    workspace = await served.stores.workspaces.read(served.other)
    form = {"login": f"test-supervisor@{workspace.slug}", "password": "guess"}
    statuses: list[int] = []
    code: object = None
    async with served.edge.program() as page:
        # The pauses double: a machine on which one guess takes longer than the first is slower only for a while.
        while len(statuses) < 20 and 429 not in statuses:
            async with page.post("/api/v1/session", json=form) as reply:
                statuses.append(reply.status)
                code = (await problem_of(reply))["code"]
    assert statuses[:5] == [401] * 5
    assert (statuses[-1], code) == (429, "too_many_attempts")


async def test_a_repeated_post_is_done_once_for_real(served: Served) -> None:
    async with served.edge.page(await served.token(served.other, "administrator")) as browser:
        key = {"Idempotency-Key": "one"}
        first = await browser.json("POST", "/skills", {"name": "Once"}, key)
        assert await browser.json("POST", "/skills", {"name": "Once"}, key) == first
        async with browser.session.post("/api/v1/skills", json={"name": "Twice"}, headers=key) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (409, "already_exists")


def keep(archive: Path, key: str) -> None:
    """A recording's files, as the worker leaves them."""
    file = archive / key
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"RIFF" + bytes(2000))
    peaks = '{"duration_ms":250,"per_second":20,"channels":[[0.1]]}'
    file.with_name(f"{file.name}.peaks.json").write_text(peaks)


async def tell_a_call(served: Served, workspace_id: str) -> dict[str, str]:
    """One finished call with a recording, of a caller of its own; ids by their parameters' names."""
    stores = served.stores
    number, short_ref = f"+48601{secrets.randbelow(10**6):06}", f"K{secrets.token_hex(4).upper()}"
    caller = await stores.directory.identify(workspace_id, number, region="PL")
    ids = {
        name: stores.ids.new(prefix) for name, prefix in (("interaction_id", "int"), ("recording_id", "rec"))
    }
    key = f"{workspace_id}/{ids['recording_id']}.wav"
    keep(served.archive, key)
    story = Story(workspace_id, stores.ids)
    leg = stores.ids.new("leg")
    story.tell(
        InteractionStarted(leg_id=leg, switch_id="s", short_ref=short_ref),
        CallerIdentified(contact_id=caller.contact_id, known=True),
        RecordingStarted(
            recording_id=ids["recording_id"], segment_id=None, agent_id=None, leg_id=leg, kind="voicemail"
        ),
        InteractionEnded(result="voicemail", ended_by="caller"),
        RecordingStored(
            recording_id=ids["recording_id"], key=key, sha256="0" * 64, size=2004, duration_ms=250, channels=1
        ),
        interaction_id=ids["interaction_id"],
    )
    await stores.log.append(workspace_id, story.events)
    return {**ids, "contact_id": caller.contact_id, "number": number, "short_ref": short_ref}


async def test_a_call_is_found_read_and_heard(served: Served) -> None:
    ids = await tell_a_call(served, served.demo)
    async with served.edge.page(await served.token(served.demo, "supervisor")) as browser:
        number = ids["number"].replace("+", "%2B")
        for query in (f"?q={ids['short_ref']}", f"?q={number}", "?result=voicemail&limit=1", "?limit=1"):
            page = await browser.json("GET", f"/interactions{query}")
            items = cast("list[Json]", page["items"])
            assert [each["interaction_id"] for each in items] == [ids["interaction_id"]], query
            assert cast("Json", items[0]["caller"])["number"] == ids["number"]
        shown = await browser.json("GET", f"/interactions/{ids['interaction_id']}")
        assert cast("list[Json]", shown["audio"])[0]["state"] == "stored"
        timeline = await browser.json("GET", f"/interactions/{ids['interaction_id']}/timeline")
        words = [str(each["words"]) for each in cast("list[Json]", timeline["items"])]
        assert words[0] == "A call came in."
        assert len(words) == 5
        note = await browser.json(
            "POST", f"/interactions/{ids['interaction_id']}/notes", {"text": "Called back"}
        )
        assert note["author"] == "The supervisor"
        contact = await browser.json("GET", f"/contacts/{ids['contact_id']}")
        changed = await browser.json(
            "PATCH",
            f"/contacts/{ids['contact_id']}",
            {"name": "Łukasz Żak"},
            {"If-Match": f'"{contact["version"]}"'},
        )
        assert changed["name"] == "Łukasz Żak"
        async with browser.session.get(
            f"/api/v1/recordings/{ids['recording_id']}/audio", headers={"Range": "bytes=0-3"}
        ) as reply:
            assert (reply.status, await reply.read()) == (206, b"RIFF")
        peaks = await browser.json("GET", f"/recordings/{ids['recording_id']}/peaks")
        assert peaks["per_second"] == 20
    async with served.edge.page(await served.token(served.demo, "administrator")) as browser:
        audit = cast("list[Json]", (await browser.json("GET", "/audit?limit=20"))["items"])
        listens = [each for each in audit if each["type"] == "recording.listened"]
        assert [each["object_id"] for each in listens] == [ids["recording_id"]]


async def test_nothing_of_the_other_workspace_can_be_reached(served: Served) -> None:

    async with served.edge.page(await served.token(served.other, "administrator")) as browser:
        made = await make_one_of_each(browser, "theirs")
        users = cast("list[Json]", (await browser.json("GET", "/users"))["items"])
        token = await browser.json("POST", "/api-tokens", {"name": "t", "roles": ["administrator"]})
        session = cast("list[Json]", (await browser.json("GET", "/sessions"))["items"])[0]
        call = await tell_a_call(served, served.other)
        note = await browser.json("POST", f"/interactions/{call['interaction_id']}/notes", {"text": "x"})
        number = {"number": "+48600100999"}
        entry = await browser.json("POST", "/phone-book", {"scope": "house", "name": "x", **number})
        block = await browser.json("POST", "/blocks", {"value": number["number"], "reason": "x"})
        promised = {
            "promise_id": served.stores.ids.new("prm"),
            "interaction_id": call["interaction_id"],
            "kind": "message",
            "text": "x",
        }
        promise = await browser.json("POST", "/promises", promised)
        prompt = await browser.json("POST", "/own-prompts", {"name": "theirs", "said": {}})
    job = await served.stores.jobs.ask(
        served.other, "what_if", str(users[0]["user_id"]), {"day": "2026-01-01"}
    )
    ids = {
        **dict(made.values()),
        "token_id": str(token["token_id"]),
        "session_id": str(session["session_id"]),
        "user_id": str(users[0]["user_id"]),
        "job_id": job.job_id,
        "test_id": "leg_" + "0" * 32,
        "text_id": "txt_" + "0" * 32,
        "code": "of-nobody",
        "version": "1",
        "note_id": str(note["note_id"]),
        "entry_id": str(entry["entry_id"]),
        "block_id": str(block["block_id"]),
        "promise_id": str(promise["promise_id"]),
        "prompt_id": str(prompt["prompt_id"]),
        "announcement_id": served.stores.ids.new("ann"),
        "aside_id": served.stores.ids.new("asd"),
        "sound": "0" * 40,
        **call,
    }
    roles: tuple[Role, ...] = ("administrator", "agent")
    async with AsyncExitStack() as stack:
        browsers = {
            role: await stack.enter_async_context(served.edge.page(await served.token(served.demo, role)))
            for role in roles
        }
        for call, access in GUARDED.items():
            method, path = call
            if "{" not in path:
                continue
            browser = next(browsers[role] for role in roles if role in access.roles)
            async with browser.session.request(
                method, path.format(**ids), json=BODIES.get(call, {}), headers={"If-Match": "*"}
            ) as reply:
                assert (reply.status, (await problem_of(reply))["code"]) == (404, "not_found"), call
    async with served.edge.page(await served.token(served.other, "administrator")) as browser:
        for kind, (key, identifier) in made.items():
            assert (await browser.json("GET", f"/{kind}/{identifier}"))[key] == identifier


async def test_what_the_database_has_no_place_for_is_refused(served: Served) -> None:
    cursor = b64encode(f"0001-01-01T00:00:00+14:00 int_{0:032x}".encode()).decode()
    async with served.edge.page(await served.token(served.demo, "administrator")) as browser:
        for path in (f"/interactions?cursor={cursor}", "/interactions?q=%00", "/contacts?q=a%00"):
            async with browser.session.get(f"/api/v1{path}") as reply:
                assert reply.status == 422, path
                assert (await problem_of(reply))["code"] in {"invalid", "invalid_value"}


async def test_a_note_comes_back_from_no_erasure(served: Served) -> None:
    ids = await tell_a_call(served, served.demo)
    path, form = f"/interactions/{ids['interaction_id']}/notes", {"text": "rare secret"}
    async with served.edge.page(await served.token(served.demo, "administrator")) as browser:
        key = {"Idempotency-Key": "a note"}
        form |= {"note_id": f"nte_{7:032x}"}
        first = await browser.json("POST", path, form, key)
        assert await browser.json("POST", path, form, key) == first
        await browser.json("DELETE", f"/contacts/{ids['contact_id']}")
        again = await browser.json("POST", path, form, key)
        assert (again["note_id"], again["text"]) == (first["note_id"], None)
    async with served.stores.database.tenant(served.demo) as connection:
        kept = await connection.execute(text("SELECT convert_from(body, 'UTF8') FROM idempotency_keys"))
        assert not [body for body in kept.scalars() if body and "rare secret" in body]


async def test_the_audit_is_read_page_by_page(served: Served) -> None:
    async with served.edge.page(await served.token(served.demo, "administrator")) as browser:
        for _ in range(2):
            await browser.json("POST", "/skills", {"name": secrets.token_hex(4)})
        first = await browser.json("GET", "/audit?limit=1")
        async with browser.session.get("/api/v1/audit", params={"cursor": str(first["next"])}) as reply:
            items = cast("list[Json]", (await reply.json())["items"])
            assert items
            assert items[0] != cast("list[Json]", first["items"])[0]
        for cursor in ("x", f"9999-12-31T23:59:59-14:00~evt_{0:032x}", "2026-01-01T00:00:00+00:00~x"):
            async with browser.session.get("/api/v1/audit", params={"cursor": cursor}) as reply:
                assert (reply.status, (await problem_of(reply))["code"]) == (422, "invalid")


async def files_of(served: Served, recording_id: str) -> list[Path]:
    return [path for path in served.archive.rglob("*") if recording_id in path.name]


async def test_an_erased_caller_is_heard_no_more(served: Served) -> None:
    ids = await tell_a_call(served, served.demo)
    recording = f"/api/v1/recordings/{ids['recording_id']}"
    assert len(await files_of(served, ids["recording_id"])) == 2
    async with served.edge.page(await served.token(served.demo, "administrator")) as browser:
        await browser.json("DELETE", f"/contacts/{ids['contact_id']}")
        for path in (f"{recording}/audio", f"{recording}/peaks"):
            async with browser.session.get(path) as reply:
                assert (reply.status, (await problem_of(reply))["code"]) == (410, "recording_erased")
        timeline = await browser.json("GET", f"/interactions/{ids['interaction_id']}/timeline")
        assert cast("list[Json]", timeline["items"])[-1]["type"] == "recording.erased"
    assert await files_of(served, ids["recording_id"]) == []


async def test_what_is_recorded_of_an_erased_caller_is_erased_when_it_is_finished(served: Served) -> None:
    ids = await tell_a_call(served, served.demo)
    stores = served.stores
    by = Actor(kind="user", id="usr_1")
    await stores.directory.erase(served.demo, ids["contact_id"], by)
    # The worker was about to store it when the caller was erased.
    row = await stores.recordings.read(served.demo, ids["recording_id"])
    assert row.state == "erased"
    assert row.key is not None
    story = Story(served.demo, stores.ids)
    late = RecordingStored(
        recording_id=row.recording_id, key=row.key, sha256="0" * 64, size=4, duration_ms=1, channels=1
    )
    await stores.log.append(served.demo, story.tell(late, interaction_id=ids["interaction_id"]))
    sweep = ErasureSweep(
        recordings=stores.recordings,
        storage=FolderStorage(served.archive),
        log=stores.log,
        ids=stores.ids,
        say=get_log("test"),
    )
    for _ in range(2):
        await sweep.sweep([served.demo])
        assert (await stores.recordings.read(served.demo, row.recording_id)).state == "erased"
    assert await files_of(served, ids["recording_id"]) == []
