"""The OpenAPI document: FastAPI's, with problems, roles, both ways to sign in, and the frames of the live socket added."""

from typing import Final, cast

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from ringwell.adapters.web import live
from ringwell.adapters.web.guard import Access, access_of
from ringwell.adapters.web.identity import COOKIE
from ringwell.adapters.web.problems import MEDIA_TYPE, ProblemDocument
from ringwell.journeys import views

Json = dict[str, object]

FRAMES: Final = (
    live.Subscribe,
    live.Unsubscribe,
    live.Command,
    live.Ping,
    live.Hello,
    live.Snapshot,
    live.Delta,
    live.Reply,
    live.Notice,
    live.Away,
    live.Pong,
)
ENTITIES: Final = (
    views.AgentView,
    views.CallView,
    views.QueueView,
    views.RingsView,
    views.TodayView,
    views.AlertView,
    views.ListeningView,
)

DESCRIPTION: Final = """Everything a screen of Ringwell does, for programs too.

Sign in with a cookie session (`POST /session`) or send `Authorization: Bearer rw_…`. Failures are `application/problem+json` with a
stable `code`. Lists are pages with a cursor. Edits take `If-Match`; POSTs take `Idempotency-Key`. Writes from a browser carry
`X-Requested-With`. The live socket is `GET /api/v1/live`; its frames are the schemas under `Live`.
"""


def describe(app: FastAPI) -> None:
    """Let the app answer with the whole document, made once."""

    def document() -> dict[str, object]:
        if app.openapi_schema is None:
            app.openapi_schema = make_document(app)
        return app.openapi_schema

    app.openapi = document  # pyright: ignore[reportAttributeAccessIssue]


def make_document(app: FastAPI) -> Json:
    """OpenAPI 3.1."""
    document = cast(
        "Json",
        get_openapi(
            title="Ringwell API",
            version="1",
            openapi_version="3.1.0",
            description=DESCRIPTION,
            routes=app.routes,
        ),
    )
    components = cast("dict[str, Json]", document.setdefault("components", {}))
    schemas = components.setdefault("schemas", {})
    _add_problems(schemas)
    _add_live(schemas)
    components["securitySchemes"] = {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": COOKIE,
            "description": "Followed by `_` and the port, where the origin names one; `__Host-` before it over TLS.",
        },
        "token": {"type": "http", "scheme": "bearer"},
    }
    paths = cast("dict[str, dict[str, Json]]", document["paths"])
    for route in app.routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                operation = paths[route.path][method.lower()]
                operation["operationId"] = route.name
                _finish(operation, access_of(route.endpoint))
    return document


def _add_problems(schemas: Json) -> None:
    made = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(cast("Json", made.pop("$defs")))
    schemas["Problem"] = made
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)


def _add_live(schemas: Json) -> None:
    """The wire types of the live socket, closed as the decoders are."""
    roots = (*FRAMES, *ENTITIES)
    _, components = msgspec.json.schema_components(
        roots, schema_hook=_anything, ref_template="#/components/schemas/Live{name}"
    )
    for name, schema in components.items():
        closed = cast("Json", schema)
        if closed.get("type") == "object" and "properties" in closed:
            closed["additionalProperties"] = False
        schemas[f"Live{name}"] = closed
    schemas["LiveClientFrame"] = _one_of("Subscribe", "Unsubscribe", "Command", "Ping")
    schemas["LiveServerFrame"] = _one_of("Hello", "Snapshot", "Delta", "Reply", "Notice", "Away", "Pong")


def _one_of(*names: str) -> Json:
    return {"oneOf": [{"$ref": f"#/components/schemas/Live{name}"} for name in names]}


def _anything(_: type) -> Json:
    """What the protocol leaves open: an entity inside a frame, the parameters of an explanation."""
    return {"description": "Any value."}


def _finish(operation: Json, access: Access | None) -> None:
    responses = cast("Json", operation["responses"])
    responses.pop("422", None)
    responses["default"] = {
        "description": "It was refused or failed.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if access is None or access.open:
        operation["security"] = []
    else:
        operation["security"] = [{"session": []}, {"token": []}]
        operation["x-roles"] = sorted(access.roles)
