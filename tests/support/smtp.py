"""A real SMTP server on a free port of this machine, which answers as a test wants."""

import asyncio
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as SmtpSession


@dataclass
class MailServer:
    """`got`: what it took. `recipients` and `data` are its answers, `password` what it wants."""

    port: int = 0
    got: list[Envelope] = field(default_factory=list)
    recipients: str = "250 OK"
    data: str = "250 Message accepted"
    password: str = "secret"

    async def handle_RCPT(
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.recipients.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipients

    async def handle_DATA(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:
        del server, session
        if self.data.startswith("250"):
            self.got.append(envelope)
        return self.data

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password == self.password.encode()
        return AuthResult(success=right, handled=False)


@asynccontextmanager
async def mail_server(
    tls: ssl.SSLContext | None = None,
    *,
    implicit: bool = False,
    sign_in: bool = False,
    at: tuple[str, int] = ("127.0.0.1", 0),
) -> AsyncGenerator[MailServer]:
    """Until the block ends. `implicit`: TLS from the first byte; `at` is where it listens, 0 for a port that is free."""
    server = MailServer()

    def protocol() -> SMTP:
        return SMTP(
            server,
            hostname="mail.example",
            tls_context=None if implicit else tls,
            authenticator=server.authenticate,
            auth_require_tls=not implicit and tls is not None,
            auth_required=sign_in,
        )

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(protocol, *at, ssl=tls if implicit else None)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


def content_of(got: Envelope) -> bytes:
    assert isinstance(got.content, bytes)
    return got.content
