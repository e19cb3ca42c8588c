"""The `TextLine` port by HTTP: one POST of JSON for each text. What becomes of it later is not told."""

import asyncio
import socket
from collections.abc import Callable
from typing import Final

import msgspec
from aiohttp import ClientError, ClientResponse, ClientSession, ClientSSLError, InvalidURL
from yarl import URL

from ringwell.kernel.addresses import AddressForbidden
from ringwell.kernel.sms import LONGEST_REASON, SmsSettings, Text, TextOutcome

WHOLE_S: Final = 15.0
MOST_BYTES: Final = 64 * 1024
_SIGN_IN: Final = (401, 403)
_BUSY: Final = (429, 503)
_LATER: Final = (408, 409, 425)


class HttpLine:
    """`way_out` makes the connections, and goes nowhere that they may not."""

    def __init__(self, settings: SmsSettings, way_out: Callable[[], ClientSession]) -> None:
        self._settings = settings
        self._way_out = way_out

    async def listen(self) -> TextOutcome | None:
        return None

    async def close(self) -> None:
        return None

    async def send(self, text: Text) -> TextOutcome:
        try:
            async with asyncio.timeout(WHOLE_S):
                return await self._sent(text)
        except Exception as error:  # noqa: BLE001 - whatever a gateway does becomes an outcome
            return outcome_of(error)

    async def _sent(self, text: Text) -> TextOutcome:
        told = {"id": text.text_id, "to": text.number, "from": self._settings.sender, "text": text.text}
        headers = {
            "Authorization": f"Bearer {self._settings.secret}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Idempotency-Key": text.text_id,
            "User-Agent": "Ringwell",
        }
        async with (
            self._way_out() as session,
            session.post(
                URL(self._settings.url),
                data=msgspec.json.encode(told),
                headers=headers,
                allow_redirects=False,
            ) as response,
        ):
            return _by_status(response.status, await _words(response))


async def _words(response: ClientResponse) -> str:
    """The beginning of what it answered, as one line that can be shown."""
    body = await response.content.read(MOST_BYTES)
    text = body.decode("utf-8", errors="replace")
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return f"{response.status} {line}"[:LONGEST_REASON]


def _by_status(status: int, words: str) -> TextOutcome:
    if 200 <= status < 300:
        return TextOutcome(verdict="sent")
    if 300 <= status < 400:
        return TextOutcome(verdict="later", code="redirected", reason=words)
    if status in _SIGN_IN:
        return TextOutcome(verdict="later", code="sign_in", reason=words)
    if status in _BUSY:
        return TextOutcome(verdict="later", code="throttled", reason=words)
    if status >= 500 or status in _LATER:
        return TextOutcome(verdict="later", code="gateway", reason=words)
    return TextOutcome(verdict="refused", code="gateway", reason=words)


def outcome_of(error: Exception) -> TextOutcome:
    """What an attempt that failed means. A gateway that was reached and did not answer may have the text."""
    causes = (error, error.__cause__, error.__context__, getattr(error, "os_error", None))
    if any(isinstance(each, AddressForbidden) for each in causes):
        return TextOutcome(verdict="later", code="address_forbidden")
    if any(isinstance(each, socket.gaierror) for each in causes):
        return TextOutcome(verdict="later", code="no_such_host")
    match error:
        case TimeoutError():
            return TextOutcome(verdict="later", code="no_answer", unsure=True)
        case ClientSSLError():
            return TextOutcome(verdict="later", code="certificate")
        case InvalidURL():
            return TextOutcome(verdict="later", code="wrong_url")
        case ClientError() | OSError():
            return TextOutcome(verdict="later", code="no_connection", unsure=not hasattr(error, "os_error"))
        case _:
            return TextOutcome(verdict="later", code="wrong_url")
