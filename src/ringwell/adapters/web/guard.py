"""The one gate of the API: every route says who may call it, and a route that says nothing lets nobody in.

    router = APIRouter(route_class=GuardedRoute)

    @router.get("/queues")
    @allow("administrator", "supervisor")
    async def ...

In order: who asks, whether that role may, whether a browser's write comes from our own page, whether the request is text at all, whether
the key of a repeated POST has its answer already.
"""

import hashlib
import re
from collections.abc import Callable, Coroutine
from typing import Final, TypeVar, cast

import msgspec
from fastapi import Request, Response
from fastapi.routing import APIRoute

from ringwell.access.model import Role
from ringwell.access.ports import Answered
from ringwell.adapters.web.edge import Edge, edge_of
from ringwell.adapters.web.identity import Identity, identify, shown
from ringwell.adapters.web.origin import CLIENT_HEADER, has_right_origin, has_wrong_origin
from ringwell.adapters.web.problems import ApiProblem, answer, field_problem, problem_of
from ringwell.kernel.errors import RingwellError

Handler = Callable[[Request], Coroutine[object, object, Response]]
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])

WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
EVERY_ROLE: Final[tuple[Role, ...]] = ("administrator", "supervisor", "agent")

_ATTRIBUTE: Final = "ringwell_access"
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000|\x00")
"""NUL in JSON, however it is written; a backslash that is itself escaped begins nothing."""

_HALF: Final = re.compile(
    rb"(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
"""Half of a surrogate pair in JSON: no text, so that it can neither be kept nor be told again."""


class Access(msgspec.Struct, frozen=True):
    """Who may call a route. `open`: nobody needs to be signed in. `keeps_answer`: an Idempotency-Key replays its answer. `takes_files`: its
    body is no text."""

    roles: frozenset[Role] = frozenset()
    open: bool = False
    keeps_answer: bool = True
    takes_files: bool = False


def allow(
    *roles: Role, keeps_answer: bool = True, takes_files: bool = False
) -> Callable[[Endpoint], Endpoint]:
    """Declare the roles of a route. `keeps_answer=False` where the answer holds a secret: it must not be stored."""
    return _declare(Access(frozenset(roles), keeps_answer=keeps_answer, takes_files=takes_files))


def allow_anybody() -> Callable[[Endpoint], Endpoint]:
    """Declare that a route needs no sign-in."""
    return _declare(Access(open=True, keeps_answer=False))


def _declare(access: Access) -> Callable[[Endpoint], Endpoint]:
    def declare(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _ATTRIBUTE, access)
        return endpoint

    return declare


def access_of(endpoint: object) -> Access | None:
    """What a route declares; None when nothing."""
    return cast("Access | None", getattr(endpoint, _ATTRIBUTE, None))


class GuardedRoute(APIRoute):
    """A route behind the gate."""

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()
        access = access_of(self.endpoint)

        async def guarded(request: Request) -> Response:
            if access is None:
                raise ApiProblem(403, "forbidden")
            edge = edge_of(request)
            identity = await admit(request, edge, access)
            request.state.identity = identity
            await _check_text(request, takes_files=access.takes_files)
            if request.method == "POST" and identity is not None and access.keeps_answer:
                return await _once(request, edge, identity, inner)
            return await inner(request)

        return guarded


async def admit(request: Request, edge: Edge, access: Access) -> Identity | None:
    """Who asks, if they may; raises ApiProblem."""
    credential = shown(request, edge.settings.cookie)
    if access.open:
        if request.method in WRITES and has_wrong_origin(request, edge.settings.origins):
            raise ApiProblem(403, "wrong_origin", {"expected": edge.settings.origin})
        return None
    identity = await identify(credential, edge.stores.sessions, edge.stores.tokens)
    if identity is None:
        raise ApiProblem(401, "not_signed_in", headers={"WWW-Authenticate": 'Bearer realm="ringwell"'})
    if access.roles.isdisjoint(identity.roles):
        raise ApiProblem(403, "forbidden")
    if request.method in WRITES and identity.token_id is None:
        _check_own_page(request, edge)
    return identity


def _check_own_page(request: Request, edge: Edge) -> None:
    if not has_right_origin(request, edge.settings.origins):
        raise ApiProblem(403, "wrong_origin", {"expected": edge.settings.origin})
    if CLIENT_HEADER not in request.headers:
        raise ApiProblem(403, "header_missing", {"header": "X-Requested-With"})


def has_nul(text: bytes) -> bool:
    """Whether JSON holds the character NUL: no text of ours does, and the database takes none."""
    return _NUL.search(text) is not None


def has_half_pair(text: bytes) -> bool:
    """Whether JSON holds half of a surrogate pair."""
    return _HALF.search(text) is not None


async def _check_text(request: Request, *, takes_files: bool) -> None:
    """No NUL in path, query or body, and no half of a pair in a body of text. Reads the body: one that is too large is refused here, with its own problem."""
    in_address = "\0" in request.url.path or b"%00" in request.scope["query_string"]
    body = await request.body() if request.method in WRITES else b""
    in_body = not takes_files and (has_nul(body) or has_half_pair(body))
    if in_address or in_body:
        raise field_problem("", "control_character")


async def _once(request: Request, edge: Edge, identity: Identity, inner: Handler) -> Response:
    """Do a POST once per Idempotency-Key: a repetition gets the first answer again."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return await inner(request)
    if not _KEY.fullmatch(key):
        raise ApiProblem(400, "idempotency_key_malformed")
    place = (identity.workspace_id, identity.actor_id, key)
    store = edge.stores.idempotency
    before = await store.begin(*place, await _fingerprint(request))
    if before is not None:
        return _replayed(before)
    try:
        response = await inner(request)
    except RingwellError as error:
        await store.forget(*place)
        return answer(problem_of(error))
    except BaseException:
        await store.forget(*place)
        raise
    body = bytes(response.body)
    etag = response.headers.get("etag")
    await store.finish(*place, Answered(status=response.status_code, body=body, etag=etag))
    return response


async def _fingerprint(request: Request) -> str:
    whole = b"\0".join((request.url.path.encode(), request.url.query.encode(), await request.body()))
    return hashlib.sha256(whole).hexdigest()


def _replayed(before: Answered) -> Response:
    headers = {"Idempotency-Replayed": "true"} | ({} if before.etag is None else {"ETag": before.etag})
    return Response(before.body, before.status, headers=headers, media_type="application/json")
