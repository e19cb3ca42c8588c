"""The web app's files from `web/dist`: hashed assets for ever, the page itself always asked for again, any other path is the page.

Files are kept in memory with a compressed copy, and read anew when they change.
"""

import gzip
import hashlib
import mimetypes
from pathlib import Path
from stat import S_ISREG
from typing import Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

INDEX: Final = "index.html"
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
COMPRESSIBLE: Final = (
    "text/",
    "application/javascript",
    "application/json",
    "image/svg+xml",
    "application/wasm",
)
FILES_KEPT: Final = 500
NOT_BUILT: Final = "The web app is not built yet: run script/server.\n"


class StaticFile(msgspec.Struct, frozen=True):
    """A file as it is sent. `stamp` tells when it changed."""

    stamp: tuple[int, int]
    kind: str
    plain: bytes
    zipped: bytes | None
    etag: str


class WebApp:
    """An ASGI app for everything that is no API. `folder` is web/dist; None or absent: says so."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = None if folder is None else folder.resolve()
        self._files: dict[Path, StaticFile] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("Method not allowed\n", 405, headers={"Allow": "GET, HEAD"})
        path = self._path(request.url.path)
        found = None if path is None else await self._load(path)
        if found is None and _is_page(request.url.path):
            path = self._path("/")
            found = None if path is None else await self._load(path)
            if found is None:
                return PlainTextResponse(NOT_BUILT, 503)
        if path is None or found is None:
            return PlainTextResponse("Not found\n", 404)
        return _send(request, found, hashed=path.parent.name == "assets")

    def _path(self, url_path: str) -> Path | None:
        """The file behind a path, never one outside the folder."""
        if self._folder is None or "\0" in url_path:
            return None
        path = (self._folder / (url_path.strip("/") or INDEX)).resolve()
        return path if path.is_relative_to(self._folder) else None

    async def _load(self, path: Path) -> StaticFile | None:
        stamp = _stamp(path)
        if stamp is None:
            return None
        known = self._files.get(path)
        if known is None or known.stamp != stamp:
            known = await run_in_threadpool(_read, path, stamp)
            if len(self._files) >= FILES_KEPT:
                self._files.clear()
            self._files[path] = known
        return known


def _stamp(path: Path) -> tuple[int, int] | None:
    """Tells one content of a file from the next; None when there is no such file. One quick system call."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size) if S_ISREG(status.st_mode) else None


def _is_page(url_path: str) -> bool:
    """A path of the app itself; a missing file with an ending is missing."""
    return "." not in url_path.rpartition("/")[2]


def _read(path: Path, stamp: tuple[int, int]) -> StaticFile:
    plain = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".js":
        kind = "text/javascript"
    zipped = gzip.compress(plain, 9) if kind.startswith(COMPRESSIBLE) and len(plain) > 512 else None
    etag = f'"{hashlib.sha256(plain).hexdigest()[:24]}"'
    return StaticFile(stamp, kind, plain, zipped, etag)


def _send(request: Request, file: StaticFile, *, hashed: bool) -> Response:
    headers = {
        "ETag": file.etag,
        "Cache-Control": FOR_EVER if hashed else ASK_AGAIN,
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    body = file.plain
    if file.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = file.zipped, "gzip"
    kind = f"{file.kind}; charset=utf-8" if file.kind.startswith("text/") else file.kind
    headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
    return Response(b"" if request.method == "HEAD" else body, headers=headers)
