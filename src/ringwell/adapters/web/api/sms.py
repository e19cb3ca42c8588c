"""The gateway by which a workspace's text messages go out."""

from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Response
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ringwell.adapters.web.api.shapes import Body, View, known_id
from ringwell.adapters.web.api.versions import Seen, put_etag
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import field_problem
from ringwell.adapters.web.wording import words
from ringwell.kernel import ids
from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.numbers import may_be_mobile, normalise
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.kernel.sms import GatewayKind, NewText, Protection, SmsSettings, TextState
from ringwell.outbound.callback import is_callable

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["workspace"])

_SENDER: Final = r"^(\+?[0-9]{3,15}|[A-Za-z][A-Za-z0-9 ._-]{0,10})$"
_ASCII: Final = r"^[!-~]*$"


def _web_address(url: str) -> str:
    if not url:
        return url
    try:
        parts = urlsplit(url)
        fine = parts.scheme == "https" and parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise PydanticCustomError("https_url", "is no address that begins with https://")
    return url


class SmsSettingsView(View):
    """`secret_kept` tells that there is one; nobody can read it. Version 0: not set up."""

    kind: GatewayKind
    host: str
    port: int
    security: Protection
    system_id: str
    url: str
    secret_kept: bool
    sender: str
    per_day: int
    per_recipient: int
    prefixes: str
    version: int


class SmsSettingsBody(Body):
    """`smpp` needs `host`, `port`, `security` and `system_id`; its `secret` is the password. `http` needs `url`, to which each text is posted as JSON
    `{id, to, from, text}`; its `secret` is a bearer token. `secret` null: the one that is kept stays, for the same gateway and user. `per_day` counts parts,
    `per_recipient` texts, within 24 hours. `prefixes`: what numbers may begin with; empty: as calls to the outside."""

    kind: GatewayKind
    host: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=253, pattern=r"^[A-Za-z0-9.:_-]*$")
    ] = ""
    port: Annotated[int, Field(ge=1024, le=65535)] = 2775
    security: Protection = "tls"
    system_id: Annotated[str, StringConstraints(max_length=15, pattern=_ASCII)] = ""
    url: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^[!-~]*$"),
        AfterValidator(_web_address),
    ] = ""
    secret: Annotated[str, StringConstraints(max_length=300, pattern=_ASCII)] | None = None
    sender: Annotated[str, StringConstraints(strip_whitespace=True, pattern=_SENDER)]
    per_day: Annotated[int, Field(ge=1, le=100_000)] = 500
    per_recipient: Annotated[int, Field(ge=1, le=100)] = 5
    prefixes: Annotated[str, StringConstraints(max_length=500, pattern=r"^(\+[0-9]{1,15}([, ]+|$))*$")] = ""


class SmsToday(View):
    """Texts of the last 24 hours. `parts` is what counts against `per_day`; `code`: why the newest that failed or waits again did."""

    queued: int
    sent: int
    delivered: int
    failed: int
    parts: int
    code: str | None


class TestText(Body):
    to: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class TextView(View):
    """How it stands with a text that was sent as a test. `code` has words on the screen; `reason` is what the gateway said. `unsure`: it may have come twice."""

    text_id: str
    state: TextState
    parts: int
    attempts: int
    code: str | None
    reason: str
    unsure: bool
    next_at: AwareDatetime | None


def _view(settings: SmsSettings, response: Response) -> SmsSettingsView:
    put_etag(response, settings.version)
    return SmsSettingsView(
        kind=settings.kind,
        host=settings.host,
        port=settings.port,
        security=settings.security,
        system_id=settings.system_id,
        url=settings.url,
        secret_kept=bool(settings.secret),
        sender=settings.sender,
        per_day=settings.per_day,
        per_recipient=settings.per_recipient,
        prefixes=settings.prefixes,
        version=settings.version,
    )


_GATEWAY: Final = ("kind", "host", "port", "security", "system_id", "url")
"""By which of the settings one gateway, and who signs in there, is told from another."""


@router.get("/sms-settings")
@allow("administrator")
async def read_sms_settings(edge: UseEdge, who: Who, response: Response) -> SmsSettingsView:
    """By which gateway text messages go out."""
    return _view(await edge.stores.sms_setup.read(who.workspace_id), response)


@router.put("/sms-settings")
@allow("administrator")
async def change_sms_settings(
    edge: UseEdge, who: Who, body: SmsSettingsBody, seen: Seen, response: Response
) -> SmsSettingsView:
    """Set it up. Text messages that wait go out by it."""
    for name in ("host", "system_id") if body.kind == "smpp" else ("url",):
        if not getattr(body, name):
            raise field_problem(name, "missing")
    before = await edge.stores.sms_setup.read(who.workspace_id)
    secret = body.secret
    if secret is None:
        # What was given for one gateway is not told another one.
        same = all(getattr(body, name) == getattr(before, name) for name in _GATEWAY)
        secret = before.secret if same else ""
    if not secret:
        raise field_problem("secret", "missing")
    settings = SmsSettings(**body.model_dump(exclude={"secret"}), secret=secret)
    written = await edge.stores.sms_setup.write(who.workspace_id, settings, who.actor, if_version=seen)
    return _view(written, response)


@router.get("/sms-settings/today")
@allow("administrator")
async def read_sms_today(edge: UseEdge, who: Who) -> SmsToday:
    """What became of the texts of the last 24 hours."""
    return SmsToday.model_validate(await edge.stores.text_tests.lately(who.workspace_id))


@router.post("/sms-settings/test", status_code=202)
@allow("administrator", keeps_answer=False)
async def send_test_text(edge: UseEdge, who: Who, body: TestText) -> TextView:
    """Send a text by what is set up; it counts as every other. What becomes of it is told by its id. Kept in the audit."""
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    number = _number(body.to, settings)
    text = NewText(
        text_id=edge.ids.new(ids.TEXT),
        number=number,
        text=words(who.user.language or settings.language, "sms.test_text", {}),
        usual=is_callable(number, settings),
    )
    gateway = await edge.stores.sms_setup.read(who.workspace_id)
    await edge.stores.audit.looked(who.workspace_id, who.actor, "sms.tested", "sms", {"host": _host(gateway)})
    why = await edge.stores.text_tests.put(who.workspace_id, text)
    if why is not None:
        raise field_problem("to", f"text_{why}")
    return await read_test_text(edge, who, text.text_id)


@router.get("/sms-settings/tests/{text_id}")
@allow("administrator")
async def read_test_text(edge: UseEdge, who: Who, text_id: str) -> TextView:
    """What became of a text that was sent as a test."""
    told = await edge.stores.text_tests.told(who.workspace_id, known_id(text_id, ids.TEXT))
    return TextView.model_validate(told)


def _host(gateway: SmsSettings) -> str:
    """Without the rest of an address, which may hold a key."""
    return gateway.host if gateway.kind == "smpp" else urlsplit(gateway.url).hostname or ""


def _number(to: str, settings: WorkspaceSettings) -> str:
    try:
        number = normalise(to, settings.region)
    except InvalidValue:
        number = ""
    if not may_be_mobile(number):
        raise field_problem("to", "text_no_mobile")
    return number
