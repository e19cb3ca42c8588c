"""What an API request is told when it is refused: `application/problem+json` with a stable `code`, its `params`, and plain English.

The HTTP status of an error is chosen here and nowhere else.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, NotRequired, TypedDict, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from ringwell.access.errors import LastAdministrator, RequestUnderWay
from ringwell.customers.asides import AsideFull, AsideOver, TooQuick
from ringwell.flows.studio import CannotSpeak, UnusableSound
from ringwell.kernel.errors import (
    AlreadyExists,
    InvalidValue,
    NoRoom,
    NotFound,
    RingwellError,
    StillUsed,
    UnknownReference,
    VersionConflict,
)
from ringwell.kernel.jobs import TooManyJobs
from ringwell.kernel.storage import FileMissing

MEDIA_TYPE: Final = "application/problem+json"
Param = str | int | float | None

_log: Final = logging.getLogger("ringwell.edge")

STATUS: Final[Mapping[type[RingwellError], int]] = {
    # What may succeed later is 503 without being named here.
    NotFound: 404,
    VersionConflict: 412,
    AlreadyExists: 409,
    AsideOver: 409,
    AsideFull: 409,
    TooQuick: 429,
    LastAdministrator: 409,
    RequestUnderWay: 409,
    StillUsed: 409,
    NoRoom: 409,
    TooManyJobs: 409,
    UnknownReference: 422,
    InvalidValue: 422,
    FileMissing: 404,
    CannotSpeak: 422,
    UnusableSound: 422,
}

TITLES: Final[Mapping[str, str]] = {
    "demo_closed": "The demo is closed: this server no longer runs as one.",
    "request_under_way": "The first request with this Idempotency-Key has no answer yet.",
    "bad_credentials": "Name or password is wrong.",
    "too_many_attempts": "Too many attempts. Try again later.",
    "not_signed_in": "Sign in first.",
    "forbidden": "Your role does not allow this.",
    "wrong_origin": "The request comes from another site.",
    "header_missing": "A header that this request needs is missing.",
    "not_found": "There is no such thing here.",
    "invalid": "Some values are not allowed.",
    "not_json": "The body is no JSON.",
    "body_too_large": "The body is too large.",
    "method_not_allowed": "This address does not take that method.",
    "already_exists": "Another one has this value already.",
    "still_used": "It is still used by something else.",
    "no_room": "There are as many of these as there may be.",
    "unknown_reference": "It refers to something that does not exist.",
    "invalid_value": "A value is not allowed.",
    "file_missing": "The file is not in the archive.",
    "store_away": "The database does not answer.",
    "version_conflict": "Somebody else changed it in the meantime.",
    "if_match_missing": "Say which version you change (If-Match).",
    "if_match_malformed": "If-Match is not a version that was given out.",
    "idempotency_key_malformed": "Idempotency-Key is 1 to 200 printable characters.",
    "brain_away": "The calls' part of the server is away.",
    "switch_away": "The telephone switch does not answer.",
    "no_agent": "You are no agent.",
    "desk_phone": "You talk by a desk phone.",
    "no_desk_phone": "This person has no desk phone.",
    "demo_only": "Only the demo has this.",
    "flow_refused": "The flow has errors and was not published.",
    "cannot_speak": "The text cannot be spoken.",
    "unusable_sound": "The file is no sound that callers can hear.",
    "recording_failed": "The recording could not be made.",
    "recording_erased": "Whose voice it was has been erased, and the recording with it.",
    "recording_not_ready": "The recording is not ready yet.",
    "aside.over": "The call is over, or the question is solved.",
    "aside.full": "There is as much in it as there may be.",
    "aside.too_quick": "Too much was written within a minute.",
    "aside.not_your_call": "You are not in this call.",
    "range_outside": "The file has no such bytes.",
    "last_administrator": "Somebody must remain administrator.",
    "unexpected": "Something unexpected happened.",
}


class FieldProblem(BaseModel):
    """What is wrong with one field of the request. `field` is its path, such as `skills.0.level`; "" is the whole."""

    model_config = ConfigDict(extra="forbid")

    field: str
    code: str
    params: dict[str, Param] = {}


class ProblemDocument(BaseModel):
    """RFC 9457. `code` is stable and has words on every screen; `title` is English for people who read logs."""

    type: Annotated[str, Field(examples=["urn:ringwell:problem:not_found"])]
    title: str
    status: int
    code: str
    params: dict[str, Param] = {}
    errors: list[FieldProblem] | None = None


class ApiProblem(Exception):
    """A refusal that the web interface itself decides."""

    def __init__(
        self,
        status: int,
        code: str,
        params: Mapping[str, Param] | None = None,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.errors = errors
        self.headers = headers
        self.params = dict(params or {})


def answer(problem: ApiProblem) -> JSONResponse:
    """The response that a refusal becomes."""
    document = ProblemDocument(
        type=f"urn:ringwell:problem:{problem.code}",
        title=TITLES.get(problem.code, problem.code),
        status=problem.status,
        code=problem.code,
        params=problem.params,
        errors=list(problem.errors) or None,
    )
    headers = {"Cache-Control": "no-store", **(problem.headers or {})}
    return JSONResponse(
        document.model_dump(exclude_none=True), problem.status, headers=headers, media_type=MEDIA_TYPE
    )


def problem_of(error: RingwellError) -> ApiProblem:
    """The refusal that an error of the rooms becomes."""
    otherwise = 503 if error.retryable else 500
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), otherwise)
    headers = {"Retry-After": "1"} if error.retryable else None
    return ApiProblem(status, error.code, error.params, headers=headers)


def invalid(*errors: FieldProblem) -> ApiProblem:
    """A refusal that names fields."""
    return ApiProblem(422, "invalid", errors=errors)


def field_problem(field: str, code: str, params: dict[str, Param] | None = None) -> ApiProblem:
    """A refusal that names one field."""
    return invalid(FieldProblem(field=field, code=code, params=params or {}))


def set_up_problems(app: FastAPI) -> None:
    """Answer every failure of the app with a problem document."""
    app.add_exception_handler(ApiProblem, _api_problem)
    app.add_exception_handler(RingwellError, _ringwell_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(Exception, _unexpected)


async def _api_problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ApiProblem)
    return answer(error)


async def _ringwell_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RingwellError)
    problem = problem_of(error)
    if problem.status >= 500:
        _log.warning("a request failed: %s", error.code)
    return answer(problem)


async def _validation_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    details = cast("Sequence[_Detail]", error.errors())
    if any(detail["type"] == "json_invalid" for detail in details):
        return answer(ApiProblem(400, "not_json"))
    return answer(invalid(*(_field_of(detail) for detail in details)))


class _Detail(TypedDict):
    """An error as Pydantic lists it."""

    type: str
    loc: tuple[str | int, ...]
    ctx: NotRequired[dict[str, object]]


def _field_of(detail: _Detail) -> FieldProblem:
    """Pydantic's error types are stable codes; its context holds their parameters."""
    parts = [str(part) for part in detail["loc"]]
    if parts and parts[0] in {"body", "query", "path", "header"}:
        parts = parts[1:]
    context = detail.get("ctx", {})
    params: dict[str, Param] = {
        name: value if isinstance(value, int | float) else str(value) for name, value in context.items()
    }
    return FieldProblem(field=".".join(parts), code=detail["type"], params=params)


_CODES: Final[Mapping[int, str]] = {
    400: "not_json",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
}


async def _http_exception(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, f"http_{error.status_code}")
    return answer(ApiProblem(error.status_code, code, headers=error.headers))


async def _unexpected(_request: Request, _error: Exception) -> JSONResponse:
    # Starlette logs the error itself and raises it on to the server.
    return answer(ApiProblem(500, "unexpected"))
