"""The `TextLine` port by SMPP 3.4: one connection, bound for sending and for receipts, made when it is needed and again when it broke."""

import asyncio
import hashlib
import socket
import ssl
from collections.abc import Awaitable, Callable
from typing import Final

from ringwell.adapters.sms import pdus
from ringwell.adapters.sms.pdus import Delivered
from ringwell.adapters.sms.session import Broken, Patience, Session
from ringwell.kernel.addresses import AddressForbidden
from ringwell.kernel.gsm import divided, encoded, header
from ringwell.kernel.sms import LONGEST_REASON, SmsSettings, TakeReceipt, Text, TextOutcome

Connect = Callable[[str, int], Awaitable[socket.socket]]
"""A socket to a host and port, of those that may be connected to. AddressForbidden, another OSError."""

LOOKS: Final = 20
LOOK_AGAIN_S: Final = 0.25
"""A receipt may come before the answer that names its part has been written down: so often, and so far apart, it is looked for."""
_SIGN_IN: Final = (pdus.WRONG_PASSWORD, pdus.WRONG_SYSTEM_ID)
_BUSY: Final = (pdus.THROTTLED, pdus.QUEUE_FULL)
_FOR_GOOD: Final = {
    pdus.RECIPIENT_REFUSED: "recipient",
    pdus.SENDER_REFUSED: "sender",
    **dict.fromkeys((0x01, 0x40, 0x48, 0x49, 0x50, 0x51, 0x61, 0x62, 0x66), "gateway"),
}
"""Statuses that the next attempt would meet again."""


class SmppLine:
    """`tls`: whose certificates are believed; the machine's own where nothing is given."""

    def __init__(
        self,
        settings: SmsSettings,
        receipts: TakeReceipt,
        connect: Connect,
        tls: ssl.SSLContext | None = None,
        patience: Patience = Patience(),  # noqa: B008 - frozen
    ) -> None:
        self._settings = settings
        self._receipts = receipts
        self._connect = connect
        self._tls = tls
        self._patience = patience
        self._session: Session | None = None

    @property
    def is_down(self) -> bool:
        """Whether nobody is bound now."""
        return self._session is None or self._session.is_over

    async def listen(self) -> TextOutcome | None:
        try:
            await self._bound()
        except Exception as error:  # noqa: BLE001 - whatever a gateway does becomes an outcome
            return outcome_of(error)
        return None

    async def send(self, text: Text) -> TextOutcome:
        ids: list[str] = []
        try:
            session = await self._bound()
        except Exception as error:  # noqa: BLE001 - whatever a gateway does becomes an outcome
            return outcome_of(error)
        coding, parts = divided(text.text)
        for number, part in enumerate(parts[text.first :], text.first + 1):
            message = encoded(part, coding)
            if len(parts) > 1:
                message = header(reference_of(text.text_id), number, len(parts)) + message
            sender, several = self._settings.sender, len(parts) > 1
            body = pdus.submit(sender, text.number, message, coding, with_header=several)
            try:
                answer = await session.ask(pdus.SUBMIT, body)
            except Broken as broken:
                return TextOutcome(verdict="later", code=broken.code, ids=tuple(ids), unsure=True)
            if answer.status != pdus.OK:
                return _refused(answer.status, tuple(ids))
            ids.append(pdus.named(answer.body))
        return TextOutcome(verdict="sent", ids=tuple(ids))

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _bound(self) -> Session:
        """Broken, _NotBound, OSError."""
        if self._session is not None and not self.is_down:
            return self._session
        await self.close()
        settings = self._settings
        protected = settings.security == "tls"
        async with asyncio.timeout(self._patience.answer):  # all addresses of the name together
            sock = await self._connect(settings.host, settings.port)
            reader, writer = await asyncio.open_connection(
                sock=sock,
                ssl=(self._tls or ssl.create_default_context()) if protected else None,
                server_hostname=settings.host if protected else None,
            )
        session = Session(reader, writer, self._take, self._patience)
        try:
            answer = await session.ask(pdus.BIND_TRANSCEIVER, pdus.bind(settings.system_id, settings.secret))
            if answer.status != pdus.OK:
                raise _NotBound(answer.status)
        except BaseException:
            await session.close()
            raise
        self._session = session
        return session

    async def _take(self, brought: Delivered) -> int:
        """Texts that people send to us are nobody's here."""
        if not pdus.is_receipt(brought):
            return pdus.NOT_TAKEN
        receipt = pdus.receipt(brought)
        if receipt is None:
            return pdus.OK
        try:
            for _ in range(LOOKS):
                if await self._receipts(receipt):
                    break
                await asyncio.sleep(LOOK_AGAIN_S)
        except Exception:  # noqa: BLE001 - it is not kept: the gateway is to bring it again
            return pdus.TRY_LATER
        return pdus.OK  # kept, or of a text that was never ours


class _NotBound(Exception):
    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"{status:#x}")


def reference_of(text_id: str) -> int:
    """By which a telephone knows the parts of one text; the same in each attempt."""
    return hashlib.blake2b(text_id.encode(), digest_size=1).digest()[0]


def outcome_of(error: Exception) -> TextOutcome:
    """Why nobody is bound; nothing has been handed over."""
    match error:
        case _NotBound(status=status):
            code = "sign_in" if status in _SIGN_IN else "bind_refused"
            return TextOutcome(verdict="later", code=code, reason=_status(status))
        case Broken(code=code):
            return TextOutcome(verdict="later", code=code)
        case AddressForbidden():
            return TextOutcome(verdict="later", code="address_forbidden")
        case socket.gaierror():
            return TextOutcome(verdict="later", code="no_such_host")
        case ssl.SSLError():
            return TextOutcome(
                verdict="later", code="certificate", reason=(error.reason or "")[:LONGEST_REASON]
            )
        case _:
            return TextOutcome(verdict="later", code="no_connection")


def _refused(status: int, ids: tuple[str, ...]) -> TextOutcome:
    if status in _BUSY:
        return TextOutcome(verdict="later", code="throttled", reason=_status(status), ids=ids)
    code = _FOR_GOOD.get(status)
    verdict = "later" if code is None else "refused"
    return TextOutcome(verdict=verdict, code=code or "gateway", reason=_status(status), ids=ids)


def _status(status: int) -> str:
    return f"SMPP 0x{status:02X}"
