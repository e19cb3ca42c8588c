"""Interactions, their words, notes, contacts and recordings over the API."""

from datetime import UTC, datetime, timedelta
from typing import cast

from msgspec.structs import replace

from ringwell.access.model import Workspace
from ringwell.agents.messages import OfferEnded, OfferMade
from ringwell.calls.messages import CallerIdentified, InteractionEnded
from ringwell.journeys.config import Skill
from ringwell.kernel.events import SYSTEM, Actor, Event, Fact
from ringwell.kpis.model import InteractionFilter
from ringwell.outbound.messages import (
    CallbackAsked,
    CallbackAttemptEnded,
    CallbackDialled,
    CallbackEnded,
)
from tests.support.edge import Json, RunningEdge, errors_of, problem_of
from tests.support.edge_stores import IDS


def event(workspace: Workspace, interaction_id: str, seq: int, fact: Fact) -> Event:
    return Event(
        event_id=IDS.new("evt"),
        workspace_id=workspace.workspace_id,
        seq=seq,
        type=str(fact.__struct_config__.tag),
        occurred_at=datetime.now(UTC),
        interaction_id=interaction_id,
        fact=fact,
    )


async def test_supervisors_filter_and_agents_see_their_own(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss, anna = ringwell.person(acme, "boss", "supervisor"), ringwell.person(acme, "anna", "agent")
    contact = ringwell.stores.contacts.add(acme.workspace_id, "Jan Kowalski", "+48221234567")
    for _ in range(3):
        ringwell.stores.interactions.add(acme.workspace_id, contact_id=contact.contact_id, result="handled")
    queue = IDS.new("que")
    async with ringwell.browser(acme, boss) as browser:
        page = await browser.json(
            "GET", f"/interactions?from=2026-01-01T00:00:00Z&queue={queue}&result=handled&q=Jan&limit=2"
        )
        items = cast("list[Json]", page["items"])
        assert len(items) == 2
        assert items[0]["caller"] == {
            "contact_id": contact.contact_id,
            "name": "Jan Kowalski",
            "number": "+48221234567",
            "erased": False,
        }
        assert ringwell.stores.interactions.asked == InteractionFilter(
            since=datetime(2026, 1, 1, tzinfo=UTC), queue_id=queue, result="handled", text="Jan"
        )
        rest = await browser.json("GET", f"/interactions?limit=2&cursor={page['next']}")
        assert (len(cast("list[Json]", rest["items"])), rest["next"]) == (1, None)
        async with browser.session.get("/api/v1/interactions?from=yesterday&result=x&queue=q") as reply:
            assert {field for field, _ in await errors_of(reply)} == {"from", "result", "queue"}
        history = await browser.json("GET", f"/contacts/{contact.contact_id}/interactions")
        assert len(cast("list[Json]", history["items"])) == 3
    async with ringwell.browser(acme, anna) as browser:
        await browser.json("GET", "/interactions")
        assert ringwell.stores.interactions.asked == InteractionFilter(agent_id=anna.agent_id)
        await browser.json("GET", "/interactions?drafted=true")
        assert ringwell.stores.interactions.asked == InteractionFilter(
            agent_id=anna.agent_id, draft_of=anna.user_id
        )
        async with browser.session.get(f"/api/v1/interactions?agent={IDS.new('agt')}") as reply:
            assert await errors_of(reply) == {("agent", "not_yours")}


OFFER = OfferMade(
    offer_id=IDS.new("ofr"),
    interaction_id="",
    visit_id=IDS.new("vis"),
    queue_id=IDS.new("que"),
    agent_id="",
    leg_id=IDS.new("leg"),
    recording_id=None,
    deadline=datetime(2026, 1, 1, tzinfo=UTC),
    why={},
)


async def test_the_timeline_says_why_an_offer_went_to_whom_it_went(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    chief = ringwell.person(acme, "chief", "supervisor")
    anna, ben = (ringwell.person(acme, name, "agent").agent_id or "" for name in ("anna", "ben"))
    polish = Skill(skill_id=IDS.new("skl"), name="Polish")
    await ringwell.stores.config.create(acme.workspace_id, polish, SYSTEM)
    row = ringwell.stores.interactions.add(acme.workspace_id)
    why: dict[str, object] = {
        "code": "covers_least",
        "candidates": 3,
        "waiting": 0,
        "ring": 1,
        "idle_ms": 130_400,
        "skills": {polish.skill_id: 9, IDS.new("skl"): 2},
        "opened_by": "pressure",
        "passed": {"able": 3, "busy": 5, "skill": 2},
        "over": [[ben, "covers_more"]],
    }
    made = replace(OFFER, interaction_id=row.interaction_id, agent_id=anna, why=why)
    old = replace(made, why={"code": "long_ago", "ring": "?"})
    told = [event(acme, row.interaction_id, seq, fact) for seq, fact in enumerate((made, old), start=1)]
    ringwell.stores.interactions.events[acme.workspace_id] = [replace(each, agent_id=anna) for each in told]
    async with ringwell.browser(acme, chief) as browser:
        timeline = await browser.json("GET", f"/interactions/{row.interaction_id}/timeline")
        for language in ("ru", "pl"):
            await browser.json("PATCH", "/me", {"language": language})
            other = await browser.json("GET", f"/interactions/{row.interaction_id}/timeline")
            sentences = cast("list[str]", cast("list[Json]", other["items"])[0]["reasons"])
            assert len(sentences) == 5
            assert set(sentences).isdisjoint(
                cast("list[str]", cast("list[Json]", timeline["items"])[0]["reasons"])
            )
    first, second = cast("list[Json]", timeline["items"])
    assert first["reasons"] == [
        "Anna had been free for 2:10 and can take the fewest kinds of calls in demand: "
        "the others are spared for theirs (3 people could take it).",
        "Ring 1 was open: the queue was under pressure.",
        "Anna has Polish 9.",
        "Ben had been free for longer, but can take other calls that are in demand.",
        "Passed over: 5 not free, 2 without a skill that is needed.",
    ]
    assert cast("Json", first["why"])["over"] == [[ben, "covers_more"]]
    assert second["reasons"] == []


async def test_agents_read_what_was_in_colleagues_way_not_whose(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, ben = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "ben", "agent").agent_id
    row = ringwell.stores.interactions.add(acme.workspace_id)
    why: dict[str, object] = {"code": "only_one_free", "over": [[ben, "covers_more"]]}
    made = replace(OFFER, interaction_id=row.interaction_id, agent_id=anna.agent_id or "", why=why)
    ringwell.stores.interactions.events[acme.workspace_id] = [
        replace(event(acme, row.interaction_id, 1, made), agent_id=anna.agent_id)
    ]
    async with ringwell.browser(acme, anna) as browser:
        timeline = await browser.json("GET", f"/interactions/{row.interaction_id}/timeline")
    [told] = cast("list[Json]", timeline["items"])
    assert told["reasons"] == [
        "Anna was the only one free who could take it.",
        "A colleague had been free for longer, but can take other calls that are in demand.",
    ]
    assert told["why"] == {"code": "only_one_free"}


async def test_an_agent_s_own_call_is_not_told_as_a_callback(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    told: dict[bool, list[str]] = {}
    async with ringwell.browser(acme, boss) as browser:
        for own in (True, False):
            key, queue = ringwell.stores.interactions.add(acme.workspace_id).interaction_id, IDS.new("que")
            asked = CallbackAsked(
                of_interaction_id=key,
                queue_id=queue,
                contact_id=IDS.new("con"),
                mode="agent_first",
                promised_by=None,
                keeps_until=datetime.now(UTC),
                own=own,
            )
            dialled = CallbackDialled(
                attempt=1,
                leg_id="leg",
                visit_id="vis",
                agent_id="agt_gone",
                agent_leg_id="leg2",
                recording_id=None,
                deadline=datetime.now(UTC),
                own=own,
            )
            answered = CallbackAttemptEnded(attempt=1, result="answered")
            facts = [asked, dialled, answered, CallbackEnded(queue_id=queue, result="kept", attempts=1)]
            ringwell.stores.interactions.events[acme.workspace_id] = [
                event(acme, key, seq, fact) for seq, fact in enumerate(facts, start=1)
            ]
            timeline = await browser.json("GET", f"/interactions/{key}/timeline")
            told[own] = [str(item["words"]) for item in cast("list[Json]", timeline["items"])]
    assert told[True] == [
        "The agent calls the customer.",
        "The customer is being called for –.",
        "The call: the customer answered.",
        "The agent’s own call: the customer was reached.",
    ]
    assert all("callback" in words or "call back" in words for words in told[False][1:])


async def test_the_timeline_speaks_the_reader_s_language(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    row = ringwell.stores.interactions.add(acme.workspace_id)
    key = row.interaction_id
    facts = [
        OfferEnded(
            offer_id="ofr",
            interaction_id=key,
            agent_id="agt_gone",
            result="missed",
            after_ms=20_400,
            misses=1,
        ),
        InteractionEnded(result="abandoned_in_queue", ended_by="caller"),
    ]
    ringwell.stores.interactions.events[acme.workspace_id] = [
        event(acme, key, seq, fact) for seq, fact in enumerate(facts, start=1)
    ]
    words: dict[str, list[object]] = {}
    async with ringwell.browser(acme, boss) as browser:
        for language in ("en", "ru", "pl"):
            await browser.json("PATCH", "/me", {"language": language})
            timeline = await browser.json("GET", f"/interactions/{key}/timeline")
            items = cast("list[Json]", timeline["items"])
            words[language] = [item["words"] for item in items]
            assert [item["code"] for item in items] == ["timeline.offer.ended", "timeline.interaction.ended"]
            assert cast("Json", items[0]["params"])["seconds"] == 20
    assert words["en"] == [
        "–: did not answer.",
        "The conversation ended: the caller hung up while waiting.",
    ]
    assert len({tuple(told) for told in words.values()}) == 3
    assert all("timeline." not in str(each) for told in words.values() for each in told)


async def test_notes_and_drafts(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    key = ringwell.stores.interactions.add(acme.workspace_id).interaction_id
    async with ringwell.browser(acme, anna) as browser:
        await browser.json("PUT", f"/interactions/{key}/note-draft", {"text": "Wants a\nrefund"})
        shown = await browser.json("GET", f"/interactions/{key}")
        assert shown["note_draft"] == "Wants a\nrefund"
        note = await browser.json("POST", f"/interactions/{key}/notes", {"text": "Refund promised"})
        assert (note["author"], note["text"]) == ("Anna", "Refund promised")
        shown = await browser.json("GET", f"/interactions/{key}")
        assert (shown["note_draft"], len(cast("list[Json]", shown["notes"]))) == (None, 1)
        async with browser.session.post(f"/api/v1/interactions/{key}/notes", json={"text": ""}) as reply:
            assert await errors_of(reply) == {("text", "string_too_short")}


async def test_a_card_is_changed_by_whoever_saw_it(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    contact = ringwell.stores.contacts.add(acme.workspace_id, "Jan", "+48123")
    async with ringwell.browser(acme, anna) as browser:
        path = f"/contacts/{contact.contact_id}"
        changed = await browser.json("PATCH", path, {"company": "Acme", "comment": ""}, {"If-Match": '"1"'})
        assert (changed["name"], changed["company"], changed["comment"]) == ("Jan", "Acme", None)
        async with browser.session.patch(
            f"/api/v1{path}", json={"name": "x"}, headers={"If-Match": '"1"'}
        ) as reply:
            assert reply.status == 412
        found = await browser.json("GET", "/contacts?q=%2B48123")
        assert [each["contact_id"] for each in cast("list[Json]", found["items"])] == [contact.contact_id]


async def test_a_card_names_who_has_the_account(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna, boss = ringwell.person(acme, "anna", "agent"), ringwell.person(acme, "boss", "supervisor")
    contact = ringwell.stores.contacts.add(acme.workspace_id, "Jan", "+48123")
    async with ringwell.browser(acme, boss) as browser:
        path = f"/contacts/{contact.contact_id}"
        change = {"owner_agent_id": anna.agent_id, "key_customer": True}
        changed = await browser.json("PATCH", path, change, {"If-Match": '"1"'})
        assert (changed["owner_name"], changed["key_customer"]) == (anna.name, True)
        assert (await browser.json("GET", path))["owner_name"] == anna.name
        nobody = await browser.json("PATCH", path, {"owner_agent_id": None}, {"If-Match": '"2"'})
        assert (nobody["owner_agent_id"], nobody["owner_name"]) == (None, None)


async def test_audio_comes_whole_and_in_ranges_and_listens_are_kept(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    audio = bytes(range(256)) * 20
    row = ringwell.stores.interactions.add(acme.workspace_id)
    recording = ringwell.stores.interactions.add_recording(
        acme.workspace_id, row.interaction_id, key="k", sha256="ab" * 32, size=len(audio)
    )
    ringwell.stores.storage.files = {
        "k": audio,
        "k.peaks.json": b'{"duration_ms":100,"per_second":20,"channels":[[0.5],[0.25]]}',
    }
    path = f"/api/v1/recordings/{recording.recording_id}"
    wanted: list[tuple[str | None, int, bytes]] = [
        (None, 200, audio),
        ("bytes=0-", 206, audio),
        ("bytes=10-19", 206, audio[10:20]),
        ("bytes=5000-999999", 206, audio[5000:]),
        ("bytes=-7", 206, audio[-7:]),
        ("bytes=a-b", 200, audio),
        ("bytes=1-2,5-6", 200, audio),
    ]
    async with ringwell.browser(acme, boss) as browser:
        for header, status, expected in wanted:
            headers = {} if header is None else {"Range": header}
            async with browser.session.get(f"{path}/audio", headers=headers) as reply:
                assert (reply.status, await reply.read()) == (status, expected), header
                assert reply.content_type == "audio/wav"
                assert reply.headers["Cache-Control"] == "no-store"
        async with browser.session.get(f"{path}/audio", headers={"Range": "bytes=9999-"}) as reply:
            assert (reply.status, reply.headers["Content-Range"]) == (416, f"bytes */{len(audio)}")
        async with browser.session.get(f"{path}/audio?download=true") as reply:
            assert reply.headers["Content-Disposition"].startswith("attachment")
        peaks = await browser.json("GET", f"/recordings/{recording.recording_id}/peaks")
        assert peaks["channels"] == [[0.5], [0.25]]
    kept = [(entry.type, entry.actor_id, entry.object_id) for _, entry in ringwell.stores.audit.kept]
    assert kept == [
        ("recording.listened", boss.user_id, recording.recording_id),
        ("recording.exported", boss.user_id, recording.recording_id),
    ]


async def test_an_exported_list_is_kept_in_the_audit(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "supervisor")
    told = {"rows": 12, "filters": {"result": "handled", "from": "2026-11-01"}}
    async with ringwell.browser(acme, boss) as browser:
        await browser.json("POST", "/interactions/exports", told)
        async with browser.session.post("/api/v1/interactions/exports", json={"rows": -1}) as reply:
            assert reply.status == 422
    kept = [(entry.type, entry.actor_id, entry.params) for _, entry in ringwell.stores.audit.kept]
    assert kept == [("export.made", boss.user_id, told)]


async def test_agents_listen_to_themselves_only(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    anna = ringwell.person(acme, "anna", "agent")
    row = ringwell.stores.interactions.add(acme.workspace_id)
    add = ringwell.stores.interactions.add_recording
    mine = add(acme.workspace_id, row.interaction_id, key="k", agent_id=anna.agent_id)
    theirs = add(acme.workspace_id, row.interaction_id, key="k", agent_id=IDS.new("agt"))
    waiting = add(acme.workspace_id, row.interaction_id, state="recording", agent_id=anna.agent_id)
    failed = add(
        acme.workspace_id, row.interaction_id, state="failed", failure="no_space", agent_id=anna.agent_id
    )
    erased = add(acme.workspace_id, row.interaction_id, state="erased", key="k", agent_id=anna.agent_id)
    ringwell.stores.storage.files["k"] = b"audio"
    expected = {
        mine: (200, None),
        theirs: (404, "not_found"),
        waiting: (409, "recording_not_ready"),
        failed: (410, "recording_failed"),
        erased: (410, "recording_erased"),
    }
    async with ringwell.browser(acme, anna) as browser:
        for recording, (status, code) in expected.items():
            async with browser.session.get(f"/api/v1/recordings/{recording.recording_id}/audio") as reply:
                assert reply.status == status
                assert code is None or (await problem_of(reply))["code"] == code
        shown = await browser.json("GET", f"/interactions/{row.interaction_id}")
        audio = cast("list[Json]", shown["audio"])
        assert [each["may_listen"] for each in audio] == [True, False, True, True, True]


async def test_the_audit_is_read_by_administrators(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    for number in range(3):
        by = Actor(kind="user", id=boss.user_id)
        await ringwell.stores.audit.looked(acme.workspace_id, by, "export.made", str(number), {})
    async with ringwell.browser(acme, boss) as browser:
        page = await browser.json("GET", "/audit?limit=2")
        items = cast("list[Json]", page["items"])
        assert [each["object_id"] for each in items] == ["2", "1"]
        assert items[0]["actor_name"] == "Boss"
        cursor = str(page["next"]).replace("+", "%2B")
        rest = await browser.json("GET", f"/audit?limit=2&cursor={cursor}")
        assert [each["object_id"] for each in cast("list[Json]", rest["items"])] == ["0"]


async def test_the_audit_is_narrowed_by_what_and_by_whom(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    anna = ringwell.person(acme, "anna", "administrator")
    keep = ringwell.stores.audit.looked
    for person, action in ((boss, "export.made"), (anna, "recording.listened"), (anna, "session.started")):
        await keep(acme.workspace_id, Actor(kind="user", id=person.user_id), action, "x", {})
    async with ringwell.browser(acme, boss) as browser:

        async def types(query: str) -> list[object]:
            page = await browser.json("GET", f"/audit?{query}")
            return [each["type"] for each in cast("list[Json]", page["items"])]

        assert await types("what=looks") == ["recording.listened", "export.made"]
        assert await types(f"what=looks&user={anna.user_id}") == ["recording.listened"]
        assert await types("what=sign_ins") == ["session.started"]


async def test_who_may_say_afterwards_what_a_conversation_was_about(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss, anna = ringwell.person(acme, "boss", "supervisor"), ringwell.person(acme, "anna", "agent")
    now, disposition = datetime.now(UTC), IDS.new("dsp")
    kept = ringwell.stores.interactions

    def ended(agent_id: str | None, at: datetime | None) -> str:
        return kept.add(acme.workspace_id, agent_id=agent_id, ended_at=at).interaction_id

    mine, up = ended(anna.agent_id, now), ended(anna.agent_id, None)
    old = ended(anna.agent_id, now - timedelta(days=2))
    others = ended(IDS.new("agt"), now)
    nobodys = ended(None, now)
    for person, allowed in ((anna, {mine}), (boss, {mine, old, others, nobodys})):
        async with ringwell.browser(acme, person) as browser:
            for key in (mine, up, old, others, nobodys):
                shown = await browser.json("GET", f"/interactions/{key}")
                assert shown["may_correct"] == (key in allowed)
                body = {"disposition_id": disposition}
                async with browser.session.put(f"/api/v1/interactions/{key}/disposition", json=body) as reply:
                    assert reply.status == (204 if key in allowed else 403)
        said = {key for (_, key), row in kept.rows.items() if row.disposition_id == disposition}
        assert said == allowed


async def test_the_timeline_tells_a_removed_segment_by_its_name(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    admin = ringwell.person(acme, "admin", "administrator")
    row = ringwell.stores.interactions.add(acme.workspace_id)
    async with ringwell.browser(acme, admin) as browser:
        made = await browser.json("POST", "/segments", {"name": "VIP", "rule": {"key": True}})
        segment_id = cast("str", made["caller_segment_id"])
        known = CallerIdentified(contact_id=IDS.new("con"), known=True, caller_segment_id=segment_id)
        ringwell.stores.interactions.events[acme.workspace_id] = [event(acme, row.interaction_id, 1, known)]
        async with browser.session.delete(f"/api/v1/segments/{segment_id}") as reply:
            assert reply.status == 204
        timeline = await browser.json("GET", f"/interactions/{row.interaction_id}/timeline")
    [told] = cast("list[Json]", timeline["items"])
    assert cast("str", told["words"]).endswith("Segment: VIP.")
