"""Who may call what: every route of the API × every role × things of another workspace. Made from the routes themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.routing import APIWebSocketRoute
from msgspec.structs import replace
from starlette.routing import Mount, Route

from ringwell.access.model import Role, Workspace
from ringwell.adapters.speech.wav import usable
from ringwell.adapters.web.app import make_app
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, access_of
from ringwell.agents.model import Disposition, NotReadyReason, Site, Team
from ringwell.customers.asides import NewAside
from ringwell.customers.phone_book import Book
from ringwell.customers.phone_book import Row as Entered
from ringwell.customers.promises import NewPromise
from ringwell.customers.segments import CallerSegment, SegmentRule
from ringwell.flows.announcements import AnnouncementEntry
from ringwell.flows.own_prompts import OwnPrompt, Spoken
from ringwell.journeys.config import ConfigEntity, FlowHead, HoursCalendar, Skill
from ringwell.kernel.events import SYSTEM
from ringwell.kernel.sms import NewText
from ringwell.outbound.ports import FollowUp
from ringwell.projects.blocks import BlockEntry
from ringwell.projects.model import Client, Number, Project, Trunk
from ringwell.projects.owners import Owner
from ringwell.routing.model import BackupGroup, Queue
from tests.support.edge import RunningEdge, problem_of, serving
from tests.support.edge_stores import IDS, id_of, kind_of
from tests.support.routes import BODIES, DECLARED, GUARDED, api_routes
from tests.support.speech import tone

MARK = "Belongs to the other workspace"


def test_every_route_stands_behind_the_gate() -> None:
    assert all(isinstance(route, GuardedRoute) for route in api_routes())
    assert {call for call, access in DECLARED.items() if access.open} == {
        ("POST", "/api/v1/session"),
        ("GET", "/api/v1/try/numbers"),
        ("POST", "/api/v1/try/phones"),
    }
    assert len(GUARDED) > 70


async def test_what_stands_outside_the_api_is_known(ringwell: RunningEdge) -> None:
    app: FastAPI = make_app(ringwell.edge)
    outside = {
        route.path for route in app.routes if isinstance(route, Route) and not isinstance(route, GuardedRoute)
    }
    assert outside == {
        "/api/v1/openapi.json",
        "/api/docs",
        "/api/docs/start.js",
        "/api/docs/swagger-ui-bundle.js",
        "/api/docs/swagger-ui.css",
        "/api/{rest:path}",
        "/demo-shop/documents/{number}",
        "/demo-shop/orders/{number}",
        "/demo-shop/payments/{number}",
        "/health/live",
        "/health/ready",
        "/metrics",
    }
    sockets = {route.path for route in app.routes if isinstance(route, APIWebSocketRoute)}
    assert sockets == {"/api/v1/live", "/ws"}
    assert [route.path for route in app.routes if isinstance(route, Mount)] == [""]


async def test_a_route_that_declares_nothing_lets_nobody_in(ringwell: RunningEdge) -> None:
    async def undeclared() -> str:
        return "in"

    route = GuardedRoute("/api/v1/undeclared", undeclared)
    assert access_of(route.endpoint) is None
    app = make_app(ringwell.edge)
    app.router.routes.insert(0, route)
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", *EVERY_ROLE)
    async with (
        serving(app) as url,
        ringwell.browser(acme, boss) as browser,
        browser.session.get(f"{url}/api/v1/undeclared") as reply,
    ):
        assert (reply.status, (await problem_of(reply))["code"]) == (403, "forbidden")


async def fill(ringwell: RunningEdge, workspace: Workspace) -> dict[str, str]:
    """One thing of every kind in a workspace: parameter's name → id."""
    place, stores = workspace.workspace_id, ringwell.stores
    client = Client(client_id=IDS.new("cli"), name=MARK)
    project = Project(project_id=IDS.new("prj"), client_id=client.client_id, name=MARK)
    flow = FlowHead(flow_id=IDS.new("flw"), name=MARK)
    things: list[ConfigEntity] = [
        client,
        project,
        flow,
        Skill(skill_id=IDS.new("skl"), name=MARK),
        Team(team_id=IDS.new("tem"), name=MARK),
        Site(site_id=IDS.new("sit"), name=MARK),
        BackupGroup(group_id=IDS.new("grp"), name=MARK),
        Queue(queue_id=IDS.new("que"), name=MARK, project_id=project.project_id),
        Number(
            number_id=IDS.new("num"),
            number="1000",
            project_id=project.project_id,
            flow_id=flow.flow_id,
            language="en",
        ),
        HoursCalendar(hours_id=IDS.new("hrs"), name=MARK, document={"zone": "Europe/Warsaw", "weekly": {}}),
        Disposition(disposition_id=IDS.new("dsp"), code="ok", name=MARK),
        NotReadyReason(reason_id=IDS.new("rsn"), code="lunch", name=MARK),
        Trunk(trunk_id=IDS.new("trk"), name=MARK, password=MARK),
        Owner(owner_id=IDS.new("own"), project_id=project.project_id, name=MARK, number="+48600100200"),
        CallerSegment(caller_segment_id=IDS.new("csg"), name=MARK, place=1, rule=SegmentRule(key=True)),
        OwnPrompt(prompt_id=IDS.new("pmt"), name=MARK),
    ]
    ids: dict[str, str] = {}
    for thing in things:
        await stores.config.create(place, thing, SYSTEM)
        ids[type(thing).__struct_fields__[0]] = id_of(thing)
        assert kind_of(thing)
    user = stores.users.add(place, "somebody", "agent", "administrator")
    _, token = await stores.tokens.make(place, user.user_id, MARK, ("agent",), SYSTEM)
    contact = stores.contacts.add(place, MARK, "+48123")
    row = stores.interactions.add(place, contact_id=contact.contact_id, short_ref=MARK)
    stores.follow_ups.known[place][row.interaction_id] = FollowUp(
        interaction_id=row.interaction_id,
        short_ref=MARK,
        started_at=row.started_at,
        waited_ms=60_000,
        queue_id=ids["queue_id"],
        number_id=None,
        project_id=None,
        client_id=None,
        contact_id=contact.contact_id,
    )
    new = NewPromise(promise_id=IDS.new("prm"), interaction_id=row.interaction_id, kind="message", text=MARK)
    promise = await stores.promises.make(place, new, SYSTEM)
    entry = BlockEntry(
        block_id=IDS.new("blk"),
        kind="number",
        value="+48123",
        state="on",
        reason=MARK,
        made_by=user.user_id,
        made_at=row.started_at,
    )
    block = await stores.blocks.make(place, entry, SYSTEM)
    announcement = AnnouncementEntry(
        announcement_id=IDS.new("ann"),
        target="all",
        said={"en": Spoken(source="typed", text=MARK)},
        made_by=user.user_id,
        made_at=row.started_at,
        ends_at=datetime.now(UTC) + timedelta(hours=1),
    )
    await stores.announcements.begin(place, announcement, SYSTEM)
    sound = await stores.sounds.keep(place, usable(tone(440)))
    [entry] = await stores.phone_book.add(place, Book(), [Entered(name=MARK, number="+48600100200")])
    stores.asides.talking[row.interaction_id] = frozenset({user.user_id})
    question = NewAside(
        aside_id=IDS.new("asd"),
        line_id=IDS.new("asl"),
        interaction_id=row.interaction_id,
        team_id=ids["team_id"],
        user_id=user.user_id,
        text=MARK,
    )
    aside = await stores.asides.ask(place, question, SYSTEM)
    recording = stores.interactions.add_recording(place, row.interaction_id, key="k")
    stores.storage.files |= {"k": MARK.encode(), "k.peaks.json": b"{}"}
    _, session = await stores.sessions.start(place, user.user_id, 60)
    await stores.audit.looked(place, SYSTEM, MARK, "x", {})
    job = await stores.jobs.ask(
        place, "what_if", user.user_id, {"day": "2026-01-02", "changes": {}, "runs": 2}
    )
    text = NewText(text_id=IDS.new("txt"), number="+48600100200", text=MARK, usual=True)
    await stores.text_tests.put(place, text)
    return ids | {
        "text_id": text.text_id,
        "user_id": user.user_id,
        "token_id": token.token_id,
        "contact_id": contact.contact_id,
        "interaction_id": row.interaction_id,
        "promise_id": promise.promise_id,
        "block_id": block.block_id,
        "announcement_id": announcement.announcement_id,
        "sound": sound.name,
        "entry_id": entry.entry_id,
        "aside_id": aside.aside_id,
        "recording_id": recording.recording_id,
        "session_id": session.session_id,
        "job_id": job.job_id,
        "test_id": IDS.new("leg"),
        "note_id": IDS.new("nte"),
        "version": "1",
        "code": "unheard-of",
    }


def theirs(ringwell: RunningEdge, workspace: Workspace) -> list[object]:
    """Everything that is kept of a workspace's configuration and people."""
    stores, place = ringwell.stores, workspace.workspace_id
    kept: list[object] = [each for key, each in stores.config.kept.items() if key[0] == place]
    kept += stores.follow_ups.known[place].values()
    kept += stores.promises.kept[place].values()
    kept += stores.blocks.kept[place].values()
    kept += stores.announcements.kept[place].values()
    kept += stores.asides.kept[place].values()
    kept += stores.phone_book.entries[place].values()
    return [*kept, *(user for key, user in stores.users.known.items() if key[0] == place)]


async def test_strangers_are_kept_out_of_everything(ringwell: RunningEdge) -> None:
    async with ringwell.program() as program:
        for (method, path), _ in GUARDED.items():
            async with program.request(method, path, json={}) as reply:
                assert (reply.status, (await problem_of(reply))["code"]) == (401, "not_signed_in"), path


@pytest.mark.parametrize("role", EVERY_ROLE)
async def test_roles_and_the_other_workspace(ringwell: RunningEdge, role: Role) -> None:
    acme, other = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("other")
    ids = await fill(ringwell, other)
    person = ringwell.person(acme, "person", role)
    ringwell.person(acme, "second", "administrator")
    before = theirs(ringwell, other)
    for call, access in GUARDED.items():
        method, path = call
        async with (
            ringwell.browser(acme, person) as browser,
            browser.session.request(
                method, path.format(**ids), json=BODIES.get(call, {}), headers={"If-Match": "*"}
            ) as reply,
        ):
            body = await reply.text()
            assert MARK not in body, call
            if role not in access.roles:
                assert (reply.status, (await problem_of(reply))["code"]) == (403, "forbidden"), call
            elif "{" in path:
                assert (reply.status, (await problem_of(reply))["code"]) == (404, "not_found"), call
            else:
                assert reply.status not in {401, 403, 404, 500}, (call, body)
    assert theirs(ringwell, other) == before


async def test_a_token_does_no_more_than_its_maker_may_today(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    secret, _ = await ringwell.stores.tokens.make(
        acme.workspace_id, boss.user_id, "t", ("administrator",), SYSTEM
    )
    async with ringwell.program(secret) as program:
        async with program.get("/api/v1/users") as reply:
            assert reply.status == 200
        ringwell.stores.users.known[(acme.workspace_id, boss.user_id)] = replace(boss, roles=("agent",))
        async with program.get("/api/v1/users") as reply:
            assert reply.status == 403
