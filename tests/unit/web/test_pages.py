"""What is no API: the web app's files, health, figures, the reader of the API."""

from pathlib import Path

from ringwell.kernel.events import SYSTEM
from tests.support.edge import RunningEdge, running_edge


async def test_every_path_of_the_app_is_the_page_and_is_asked_for_again(ringwell: RunningEdge) -> None:
    async with ringwell.program() as page:
        etag = ""
        for path in ("/", "/desk", "/interactions/int_1", "/try"):
            async with page.get(path) as reply:
                assert reply.status == 200
                assert "<title>Ringwell</title>" in await reply.text()
                assert reply.headers["Cache-Control"] == "no-cache"
                assert reply.headers["Content-Encoding"] == "gzip"
                etag = reply.headers["ETag"]
        async with page.get("/", headers={"If-None-Match": etag}) as reply:
            assert reply.status == 304


async def test_hashed_assets_are_kept_for_ever(ringwell: RunningEdge, web_folder: Path) -> None:
    asset = web_folder / "assets" / "app-1a2b3c.js"
    async with ringwell.program() as page:
        async with page.get("/assets/app-1a2b3c.js", headers={"Accept-Encoding": "identity"}) as reply:
            assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert reply.content_type == "text/javascript"
            assert await reply.read() == asset.read_bytes()
        async with page.get("/assets/app-old.js") as reply:
            assert reply.status == 404
        async with page.head("/assets/app-1a2b3c.js") as reply:
            assert (reply.status, await reply.read()) == (200, b"")
        async with page.post("/desk") as reply:
            assert reply.status == 405


async def test_a_new_build_is_seen_without_a_restart(ringwell: RunningEdge, web_folder: Path) -> None:
    async with ringwell.program() as page:
        async with page.get("/"):
            pass
        (web_folder / "index.html").write_text("new")
        async with page.get("/") as reply:
            assert await reply.text() == "new"


async def test_no_file_outside_the_folder_is_served(ringwell: RunningEdge, web_folder: Path) -> None:
    (web_folder / "link.txt").symlink_to(web_folder.parent / "outside.txt")
    async with ringwell.program() as page:
        for path in (
            "/link.txt",
            "/..%2foutside.txt",
            "/%2e%2e/outside.txt",
            "/assets/..%2f..%2foutside.txt",
        ):
            async with page.get(path) as reply:
                assert "not for browsers" not in await reply.text()


async def test_without_a_build_the_page_says_what_to_do(tmp_path: Path) -> None:
    async with (
        running_edge(tmp_path / "none") as ringwell,
        ringwell.program() as page,
        page.get("/") as reply,
    ):
        assert reply.status == 503
        assert "script/server" in await reply.text()


async def test_every_answer_carries_the_security_headers(ringwell: RunningEdge) -> None:
    async with ringwell.program() as page:
        for path in ("/", "/api/v1/me", "/health/live", "/api/docs", "/api/v1/nothing"):
            async with page.get(path) as reply:
                policy = reply.headers["Content-Security-Policy"]
                assert "script-src 'self';" in policy
                assert "frame-ancestors 'none'" in policy
                assert reply.headers["X-Content-Type-Options"] == "nosniff"
                assert "server" not in {name.lower() for name in reply.headers}
                if path.startswith("/api/v1"):
                    assert reply.headers["Cache-Control"] == "no-store"


async def test_ready_names_the_part_that_is_not(ringwell: RunningEdge) -> None:
    async with ringwell.program() as page:
        async with page.get("/health/live") as reply:
            assert reply.status == 200
        async with page.get("/health/ready") as reply:
            assert reply.status == 200
            body = await reply.json()
            assert (body["status"], body["left_out"]) == ("ready", ["wsp_9"])
        ringwell.parts["brain"] = False
        async with page.get("/health/ready") as reply:
            assert reply.status == 503
            assert (await reply.json())["parts"] == {
                "database": {"ok": True},
                "switch": {"ok": True},
                "brain": {"ok": False},
            }
        async with page.get("/metrics") as reply:
            assert 'ringwell_part_ready{part="brain"} 0.0' in await reply.text()


async def test_figures_are_for_this_machine_or_an_administrator(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    agent = ringwell.person(acme, "agent", "agent")
    forwarded = {"X-Forwarded-For": "192.0.2.7"}
    secrets = [
        await ringwell.stores.tokens.make(acme.workspace_id, user.user_id, "t", user.roles, SYSTEM)
        for user in (boss, agent)
    ]
    async with ringwell.program() as page:
        async with page.get("/api/v1/me"), page.get("/metrics") as reply:
            text = await reply.text()
            assert (
                'ringwell_http_request_seconds_count{method="GET",route="/api/v1/me",status="401"} 1.0'
                in text
            )
        async with page.get("/metrics", headers=forwarded) as reply:
            assert reply.status == 403
    for (secret, _), status in zip(secrets, (200, 403), strict=True):
        async with ringwell.program(secret) as page, page.get("/metrics", headers=forwarded) as reply:
            assert reply.status == status


async def test_the_api_can_be_read_without_any_other_server(ringwell: RunningEdge) -> None:
    async with ringwell.program() as page:
        async with page.get("/api/docs") as reply:
            html = await reply.text()
        assert "://" not in html
        for path in ("/api/docs/swagger-ui-bundle.js", "/api/docs/swagger-ui.css", "/api/docs/start.js"):
            assert f'"{path}"' in html
            async with page.get(path) as reply:
                assert reply.status == 200
                assert len(await reply.read()) > 100
        async with page.get("/api/v1/openapi.json") as reply:
            document = await reply.json()
    assert document["openapi"].startswith("3.1")
    assert "LiveSnapshot" in document["components"]["schemas"]
