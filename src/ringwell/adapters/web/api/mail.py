"""The server by which a workspace's mail goes out."""

from typing import Annotated, Final

from fastapi import APIRouter, Response
from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ringwell.adapters.web.api.shapes import Body, Email, Line, View
from ringwell.adapters.web.api.versions import Seen, put_etag
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import field_problem
from ringwell.adapters.web.wording import words
from ringwell.kernel import ids
from ringwell.kernel.mail import Letter, MailSettings, Security, Verdict

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["workspace"])

PORTS: Final = (25, 465, 587, 2525)
"""What mail servers listen on. Others stay closed to administrators: this server may see a network that they must not."""


def _mail_port(port: int) -> int:
    if port not in PORTS:
        raise PydanticCustomError("mail_port", "is no port of mail servers")
    return port


class MailSettingsView(View):
    """`password_kept` tells that there is one; nobody can read it. Version 0: not set up."""

    host: str
    port: int
    security: Security
    username: str
    password_kept: bool
    sender: str
    sender_name: str
    version: int


class MailSettingsBody(Body):
    """`password` null: the one that is kept stays, for the same host and user."""

    host: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=253, pattern=r"^[A-Za-z0-9.:_-]+$")
    ]
    port: Annotated[int, AfterValidator(_mail_port)]
    security: Security
    username: Line = ""
    password: Annotated[str, StringConstraints(max_length=300)] | None = None
    sender: Annotated[Email, Field(min_length=1)]
    sender_name: Line = ""


class TestMail(Body):
    to: Annotated[Email, Field(min_length=1)]


class MailTried(View):
    """`code` has words on the screen where it failed; `reason` is what the other server said."""

    verdict: Verdict
    code: str | None
    reason: str


def _view(settings: MailSettings, response: Response) -> MailSettingsView:
    put_etag(response, settings.version)
    return MailSettingsView(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        username=settings.username,
        password_kept=bool(settings.password),
        sender=settings.sender,
        sender_name=settings.sender_name,
        version=settings.version,
    )


@router.get("/mail-settings")
@allow("administrator")
async def read_mail_settings(edge: UseEdge, who: Who, response: Response) -> MailSettingsView:
    """By which server mail goes out."""
    return _view(await edge.stores.mail_setup.read(who.workspace_id), response)


@router.put("/mail-settings")
@allow("administrator")
async def change_mail_settings(
    edge: UseEdge, who: Who, body: MailSettingsBody, seen: Seen, response: Response
) -> MailSettingsView:
    """Set it up. A password is never sent unprotected."""
    before = await edge.stores.mail_setup.read(who.workspace_id)
    password = body.password
    if password is None:
        # What was given for one server is not told another one.
        same = (body.host, body.username) == (before.host, before.username)
        password = before.password if same else ""
    if body.username and body.security == "none":
        raise field_problem("security", "sign_in_needs_tls")
    if body.username and not password:
        raise field_problem("password", "missing")
    settings = MailSettings(
        host=body.host,
        port=body.port,
        security=body.security,
        username=body.username,
        password=password if body.username else "",
        sender=body.sender,
        sender_name=body.sender_name,
    )
    written = await edge.stores.mail_setup.write(who.workspace_id, settings, who.actor, if_version=seen)
    return _view(written, response)


@router.post("/mail-settings/test")
@allow("administrator", keeps_answer=False)
async def send_test_mail(edge: UseEdge, who: Who, body: TestMail) -> MailTried:
    """Send a mail now by what is set up, and tell what came of it. Kept in the audit."""
    settings = await edge.stores.mail_setup.read(who.workspace_id)
    if settings.version == 0:
        return MailTried(verdict="later", code="not_set_up", reason="")
    await edge.stores.audit.looked(
        who.workspace_id, who.actor, "mail.tested", "mail", {"host": settings.host}
    )
    workspace = await edge.stores.workspaces.settings(who.workspace_id)
    language = who.user.language or workspace.language
    letter = Letter(
        message_id=f"<{edge.ids.new(ids.MAIL)}@{settings.sender.partition('@')[2]}>",
        to=body.to,
        subject=words(language, "mail.test_subject", {}),
        text=words(language, "mail.test_text", {}),
    )
    outcome = await edge.mailer.send(settings, letter)
    return MailTried(verdict=outcome.verdict, code=outcome.code, reason=outcome.reason)
