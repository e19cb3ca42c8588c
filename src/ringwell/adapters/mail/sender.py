"""The `Mailer` port by SMTP."""

import asyncio
import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Final

import aiosmtplib

from ringwell.kernel.addresses import Address, AddressForbidden, is_of_platform, meant_by
from ringwell.kernel.mail import LONGEST_REASON, Letter, MailSettings, Outcome

CONNECT_S: Final = 10.0
WHOLE_S: Final = 60.0
"""So long a mail may take, however slowly the other server talks."""


class SmtpMailer:
    """`tls`: whose certificates are believed; the machine's own where nothing is given."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls

    async def send(self, settings: MailSettings, letter: Letter) -> Outcome:
        try:
            async with asyncio.timeout(WHOLE_S):
                return await self._send(settings, letter)
        except Exception as error:  # noqa: BLE001 - whatever another server does becomes an outcome
            return outcome_of(error)

    async def _send(self, settings: MailSettings, letter: Letter) -> Outcome:
        message = message_of(settings, letter)
        client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=None,
            sock=await connected(settings.host, settings.port),
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=self._tls or ssl.create_default_context(),
            timeout=CONNECT_S * 2,
        )
        try:
            await client.connect()
            if settings.username:
                await client.login(settings.username, settings.password)
            await client.send_message(message, sender=settings.sender, recipients=[letter.to])
            return Outcome(verdict="sent")
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()


def message_of(settings: MailSettings, letter: Letter) -> EmailMessage:
    """Headers are set through the library's own policy, which refuses line breaks; ValueError then."""
    message = EmailMessage()
    message["From"] = formataddr((settings.sender_name, settings.sender))
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    return message


async def connected(host: str, port: int) -> socket.socket:
    """A socket to one of the name's addresses, of those that were looked at: the name is not asked a second time.
    AddressForbidden, another OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failed: OSError = OSError("no address")
    for family, kind, protocol, _, address in found:
        if is_forbidden(str(address[0])):
            raise AddressForbidden(host)
        sock = socket.socket(family, kind, protocol)
        sock.setblocking(False)
        try:
            async with asyncio.timeout(CONNECT_S):
                await loop.sock_connect(sock, address)
        except (OSError, TimeoutError) as error:
            sock.close()
            failed = OSError(str(error) or "timed out")
            continue
        except BaseException:
            sock.close()
            raise
        return sock
    raise failed


def is_forbidden(address: str) -> bool:
    """Where no mail server is, but a cloud's own services may be. A house's own network and this machine are allowed (ADR 17)."""
    return any(_is_forbidden(each) for each in meant_by(address))


def _is_forbidden(ip: Address) -> bool:
    nobody = ip.is_multicast or ip.is_unspecified or (ip.version == 4 and ip.is_reserved)
    return nobody or is_of_platform(ip)


def outcome_of(error: Exception) -> Outcome:
    """What an attempt that failed means."""
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return Outcome(verdict="later", code="sign_in", reason=_words(error.code, error.message))
        case aiosmtplib.SMTPRecipientsRefused():
            first = error.recipients[0]
            return _by_code(first.code, first.message, "recipient")
        case aiosmtplib.SMTPSenderRefused():
            return _by_code(error.code, error.message, "sender")
        case aiosmtplib.SMTPResponseException():
            return _by_code(error.code, error.message, "server")
        case AddressForbidden():
            return Outcome(verdict="later", code="address_forbidden")
        case socket.gaierror():
            return Outcome(verdict="later", code="no_such_host")
        case ssl.SSLError():
            return Outcome(verdict="later", code="certificate", reason=(error.reason or "")[:LONGEST_REASON])
        case ValueError() if not isinstance(error, OSError):
            return Outcome(verdict="refused", code="not_a_letter")
        case _:
            cause = error.__cause__
            if isinstance(cause, ssl.SSLError):
                return outcome_of(cause)
            return Outcome(verdict="later", code="no_answer")


def _by_code(code: int, message: str, who: str) -> Outcome:
    verdict = "refused" if 500 <= code < 600 else "later"
    return Outcome(verdict=verdict, code=who, reason=_words(code, message))


def _words(code: int, message: str) -> str:
    """The server's reply as one line that can be shown."""
    line = " ".join("".join(char if char.isprintable() else " " for char in message).split())
    return f"{code} {line}"[:LONGEST_REASON]
