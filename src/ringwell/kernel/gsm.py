"""What fits into a text message: which alphabet it is written in, and where a long one is divided (GSM 03.38, 3GPP TS 23.038 and 23.040)."""

from typing import Final, Literal, NamedTuple

Coding = Literal["gsm", "ucs2"]

_ESCAPE: Final = "\x1b"
_BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = {
    "\f": 0x0A,
    "^": 0x14,
    "{": 0x28,
    "}": 0x29,
    "\\": 0x2F,
    "[": 0x3C,
    "~": 0x3D,
    "]": 0x3E,
    "|": 0x40,
    "€": 0x65,
}
_CODES: Final = {char: code for code, char in enumerate(_BASIC) if char != _ESCAPE}

ALONE: Final[dict[Coding, int]] = {"gsm": 160, "ucs2": 70}
"""What one message holds, in septets or in units of UTF-16."""
OF_SEVERAL: Final[dict[Coding, int]] = {"gsm": 153, "ucs2": 67}
"""What each of several parts holds beside the header by which a telephone puts them together."""
HEADER_BYTES: Final = 6


class Divided(NamedTuple):
    """A text as it goes out: joined, the parts are the text."""

    coding: Coding
    parts: tuple[str, ...]


def coding_of(text: str) -> Coding:
    """The alphabet that holds the whole text."""
    return "gsm" if all(each in _CODES or each in _EXTENDED for each in text) else "ucs2"


def divided(text: str) -> Divided:
    """The parts that it goes out in; no character is ever cut in two. An empty text is one empty part."""
    coding = coding_of(text)
    if units(text, coding) <= ALONE[coding]:
        return Divided(coding, (text,))
    parts: list[str] = []
    begin, taken = 0, 0
    for at, char in enumerate(text):
        size = units(char, coding)
        if taken + size > OF_SEVERAL[coding]:
            parts.append(text[begin:at])
            begin, taken = at, 0
        taken += size
    return Divided(coding, (*parts, text[begin:]))


def units(text: str, coding: Coding) -> int:
    """How much room it takes: septets, or units of UTF-16."""
    if coding == "gsm":
        return sum(2 if each in _EXTENDED else 1 for each in text)
    return sum(2 if ord(each) > 0xFFFF else 1 for each in text)


def encoded(part: str, coding: Coding) -> bytes:
    """As it goes over the wire: a septet in each byte, or UTF-16 with the high byte first. Half a surrogate pair becomes a question mark."""
    if coding == "ucs2":
        return part.encode("utf-16-be", errors="replace")
    codes = bytearray()
    for char in part:
        if char in _EXTENDED:
            codes += bytes((ord(_ESCAPE), _EXTENDED[char]))
        else:
            codes.append(_CODES[char])
    return bytes(codes)


def header(reference: int, number: int, of: int) -> bytes:
    """What stands before a part: `number` from 1 on, the same `reference` (0–255) in all parts of a text."""
    return bytes((HEADER_BYTES - 1, 0, 3, reference & 0xFF, of, number))
