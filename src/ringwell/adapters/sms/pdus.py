"""SMPP 3.4 as bytes: the few commands that sending needs, and what a gateway tells of a text."""

import re
from asyncio import StreamReader
from collections.abc import Mapping
from struct import Struct, pack
from typing import Final, NamedTuple

from ringwell.kernel.sms import LONGEST_REASON, Receipt

GENERIC_NACK: Final = 0x80000000
RESPONSE: Final = 0x80000000
SUBMIT: Final = 0x4
DELIVER: Final = 0x5
UNBIND: Final = 0x6
BIND_TRANSCEIVER: Final = 0x9
ENQUIRE_LINK: Final = 0x15

OK: Final = 0x0
UNKNOWN_COMMAND: Final = 0x3
ALREADY_BOUND: Final = 0x5
SENDER_REFUSED: Final = 0xA
RECIPIENT_REFUSED: Final = 0xB
BIND_FAILED: Final = 0xD
WRONG_PASSWORD: Final = 0xE
WRONG_SYSTEM_ID: Final = 0xF
QUEUE_FULL: Final = 0x14
THROTTLED: Final = 0x58
TRY_LATER: Final = 0x64
NOT_TAKEN: Final = 0x65

LONGEST: Final = 70_000
"""A payload has 64 kB at most; what is announced as longer is no PDU."""
LONGEST_NAME: Final = 64
VERSION: Final = 0x34
WITH_HEADER: Final = 0x40
RECEIPT_WANTED: Final = 0x01
_IS_RECEIPT: Final = 0x3C
_RECEIPT: Final = 0x04
CODINGS: Final = {"gsm": 0, "ucs2": 8}
INTERNATIONAL: Final = (1, 1)
_NETWORK: Final = (3, 0)
_LETTERS: Final = (5, 0)
_SHORTEST_NUMBER: Final = 7
"""A sender of fewer digits is a short number of the network's own."""
_MESSAGE_ID: Final = 0x001E
_MESSAGE_STATE: Final = 0x0427
_STATES: Final = {2: True, 3: False, 4: False, 5: False, 8: False}
_STATS: Final = {"DELIVRD": True, "EXPIRED": False, "DELETED": False, "UNDELIV": False, "REJECTD": False}
_FIELD: Final = re.compile(r"\b(id|stat|err):(\S+)", re.IGNORECASE)

_HEAD: Final = Struct("!IIII")
_TLV: Final = Struct("!HH")


class NoPdu(ValueError):
    """What came is no SMPP."""


class Pdu(NamedTuple):
    command: int
    status: int
    sequence: int
    body: bytes = b""


class Delivered(NamedTuple):
    """What a gateway brings: a receipt, or a text that somebody sent."""

    esm_class: int
    text: bytes
    extras: Mapping[int, bytes]


async def read(reader: StreamReader) -> Pdu:
    """The next one. NoPdu, asyncio.IncompleteReadError."""
    length, command, status, sequence = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    if not _HEAD.size <= length <= LONGEST:
        raise NoPdu(f"a PDU of {length} bytes")
    return Pdu(command, status, sequence, await reader.readexactly(length - _HEAD.size))


def written(pdu: Pdu) -> bytes:
    return _HEAD.pack(_HEAD.size + len(pdu.body), pdu.command, pdu.status, pdu.sequence) + pdu.body


def bind(system_id: str, password: str) -> bytes:
    """The body by which one is let in, for sending and for receipts."""
    return _text(system_id) + _text(password) + _text("") + pack("!BBB", VERSION, 0, 0) + _text("")


def submit(sender: str, number: str, message: bytes, coding: str, *, with_header: bool) -> bytes:
    """The body of one part; a receipt is wanted. `number` in E.164."""
    return b"".join(
        (
            _text(""),
            bytes(_kind_of(sender)),
            _text(sender.removeprefix("+")),
            bytes(INTERNATIONAL),
            _text(number.removeprefix("+")),
            bytes((WITH_HEADER if with_header else 0, 0, 0)),
            _text(""),
            _text(""),
            bytes((RECEIPT_WANTED, 0, CODINGS[coding], 0, len(message))),
            message,
        )
    )


def _kind_of(sender: str) -> tuple[int, int]:
    digits = sender.removeprefix("+")
    if not digits.isdigit():
        return _LETTERS
    return INTERNATIONAL if len(digits) >= _SHORTEST_NUMBER else _NETWORK


def named(body: bytes) -> str:
    """How the gateway calls the part that it took."""
    return _name(body.partition(b"\0")[0].decode("ascii", errors="replace"))


def delivered(body: bytes) -> Delivered:
    """What a deliver_sm brings. NoPdu."""
    try:
        at = body.index(0) + 1  # service_type
        for _ in range(2):  # source, destination
            at = body.index(0, at + 2) + 1
        esm_class = body[at]
        at += 3
        for _ in range(2):  # schedule, validity
            at = body.index(0, at) + 1
        length = body[at + 4]
        at += 5
        text = body[at : at + length]
        return Delivered(esm_class, text, _extras(body, at + length))
    except (ValueError, IndexError) as error:
        raise NoPdu("a deliver_sm that cannot be read") from error


def _extras(body: bytes, at: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    while at + _TLV.size <= len(body):
        tag, length = _TLV.unpack_from(body, at)
        at += _TLV.size
        found[tag] = body[at : at + length]
        at += length
    return found


def is_receipt(brought: Delivered) -> bool:
    return brought.esm_class & _IS_RECEIPT == _RECEIPT


def receipt(brought: Delivered) -> Receipt | None:
    """What it tells for good of a part; None while it tells nothing of the kind."""
    text = brought.text.decode("latin-1")
    fields = {name.lower(): value for name, value in _FIELD.findall(text)}
    told = brought.extras.get(_MESSAGE_ID, b"").partition(b"\0")[0].decode("ascii", errors="replace")
    gateway_id = _name(told or fields.get("id", ""))
    stat = fields.get("stat", "").upper()
    state = brought.extras.get(_MESSAGE_STATE, b"")
    came = _STATES.get(state[0]) if state else _STATS.get(stat)
    if not gateway_id or came is None:
        return None
    words = " ".join(filter(None, (stat, fields.get("err", "")))) if not came else ""
    return Receipt(gateway_id=gateway_id, delivered=came, reason=_shown(words))


def _name(told: str) -> str:
    """As it is kept: what SMPP has no room for, no gateway gives back in a receipt."""
    return told.replace("\0", "")[:LONGEST_NAME]


def _shown(words: str) -> str:
    return "".join(each if each.isprintable() else " " for each in words)[:LONGEST_REASON]


def _text(plain: str) -> bytes:
    return plain.encode("ascii", errors="replace").replace(b"\0", b"") + b"\0"
