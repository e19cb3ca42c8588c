"""The place to read the API: Swagger UI from our own origin, with the document of this very server."""

from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

router = APIRouter(include_in_schema=False)

PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ringwell API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"""

START: Final = """SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  requestInterceptor: (request) => {
    request.headers["X-Requested-With"] = "ringwell";
    return request;
  },
});
"""

CACHED: Final = {"Cache-Control": "public, max-age=86400"}


@router.get("/api/docs")
async def page() -> Response:
    """The reader."""
    return HTMLResponse(PAGE)


@router.get("/api/docs/start.js")
async def start() -> Response:
    """Starts it: our policy allows no inline script."""
    return Response(START, media_type="text/javascript")


@router.get("/api/docs/swagger-ui-bundle.js")
async def script() -> Response:
    """Swagger UI."""
    return Response(await run_in_threadpool(_asset, "swagger-ui-bundle.js"), 200, CACHED, "text/javascript")


@router.get("/api/docs/swagger-ui.css")
async def style() -> Response:
    """Its style."""
    return Response(await run_in_threadpool(_asset, "swagger-ui.css"), 200, CACHED, "text/css")


def _asset(name: str) -> bytes:
    """From the package that carries them; its Python code is not used."""
    return files("fastapi_offline").joinpath("static", name).read_bytes()
