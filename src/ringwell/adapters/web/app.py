"""The edge's ASGI app: API, sockets, health, API reader, and the web app for everything else."""

from fastapi import APIRouter, FastAPI

from ringwell.adapters.web import demo_shop, docs, health, sockets
from ringwell.adapters.web.api import (
    announcements,
    asides,
    audit,
    blocks,
    call_forms,
    configuration,
    contacts,
    figures,
    flow_drafts,
    flow_simulation,
    flows,
    follow_ups,
    interactions,
    mail,
    me,
    own_calls,
    own_prompts,
    owner_figures,
    phone,
    phone_book,
    promises,
    recording_control,
    recordings,
    routing,
    segments,
    session,
    sessions,
    settings,
    shift_checks,
    skill_levels,
    sms,
    tokens,
    trunks,
    users,
    what_if,
)
from ringwell.adapters.web.document import describe
from ringwell.adapters.web.edge import Edge
from ringwell.adapters.web.middleware import EdgeMiddleware, security_headers
from ringwell.adapters.web.problems import ApiProblem, set_up_problems
from ringwell.adapters.web.static import WebApp

API_ROUTERS: tuple[APIRouter, ...] = (
    session.router,
    sessions.router,
    me.router,
    phone.router,
    phone_book.router,
    users.router,
    skill_levels.router,
    *configuration.ROUTERS,
    own_prompts.router,
    announcements.router,
    flow_simulation.router,
    flow_drafts.router,
    flows.router,
    settings.router,
    mail.router,
    sms.router,
    blocks.router,
    contacts.router,
    interactions.router,
    promises.router,
    asides.router,
    shift_checks.router,
    routing.router,
    segments.router,
    follow_ups.router,
    own_calls.router,
    figures.router,
    owner_figures.router,
    recordings.router,
    call_forms.router,
    recording_control.router,
    tokens.router,
    trunks.router,
    audit.router,
    what_if.router,
)


def make_app(edge: Edge) -> FastAPI:
    """The app of one edge. Serve it with uvicorn; it has no lifespan of its own."""
    app = api_app()
    app.state.edge = edge
    for router in (sockets.router, health.router, docs.router, demo_shop.router):
        app.router.routes.extend(router.routes)
    app.add_middleware(
        EdgeMiddleware,
        headers=security_headers(edge.settings.origin, tls=edge.settings.tls),
        metrics=edge.metrics,
    )
    app.add_api_route("/api/{rest:path}", _no_such_api, methods=["GET"], include_in_schema=False)
    app.mount("/", WebApp(edge.settings.web_folder))
    return app


def api_app() -> FastAPI:
    """The API alone, enough to write its document."""
    app = FastAPI(
        title="Ringwell",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    set_up_problems(app)
    for router in API_ROUTERS:
        # Not include_router: it wraps the routes, and the guard and the document speak of the routes themselves.
        app.router.routes.extend(router.routes)
    describe(app)
    return app


async def _no_such_api(rest: str) -> None:
    del rest
    raise ApiProblem(404, "not_found")
