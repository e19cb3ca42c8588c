"""Ids: a typed prefix and a UUIDv7, the same text in memory, in the log, at the API and on screens.

`agt_0192f3a0b1c27d3e8f4a5b6c7d8e9f00`: three or four letters that tell what it is, an underscore, and the 32 hexadecimal digits
of a UUIDv7 (RFC 9562), so that ids of one kind sort by the time they were made. The database stores the UUID alone.
"""

import hashlib
from typing import Protocol
from uuid import UUID

WORKSPACE = "wsp"
CLIENT = "cli"
PROJECT = "prj"
NUMBER = "num"
TRUNK = "trk"
FLOW = "flw"
HOURS = "hrs"
QUEUE = "que"
SKILL = "skl"
TEAM = "tem"
SITE = "sit"
CALLER_SEGMENT = "csg"
GROUP = "grp"
USER = "usr"
AGENT = "agt"
CONTACT = "con"
INTERACTION = "int"
LEG = "leg"
BRIDGE = "brg"
PLAYBACK = "ply"
VISIT = "vis"
OFFER = "ofr"
SEGMENT = "seg"
RECORDING = "rec"
NOTE = "nte"
DISPOSITION = "dsp"
REASON = "rsn"
EVENT = "evt"
SESSION = "ses"
API_KEY = "tok"
PHONE = "pho"
DATA_KEY = "key"
ACCESS = "acc"
JOB = "job"
PARTY = "pty"
PROMISE = "prm"
MAIL = "mai"
TEXT = "txt"
OWNER = "own"
BLOCK = "blk"
BOOK_ENTRY = "pbe"
HEARING = "hrg"
PROMPT = "pmt"
ANNOUNCEMENT = "ann"
ASIDE = "asd"
ASIDE_LINE = "asl"

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


class Ids(Protocol):
    """Makes ids. Ports of the rooms take it, so that tests and simulations get repeatable ids."""

    def new(self, prefix: str) -> str:
        """A fresh id with this prefix."""
        ...


def timed_id(prefix: str, unix_ms: int, entropy: int) -> str:
    """The id made of a time in milliseconds since 1970 and 74 bits of entropy (more are ignored)."""
    rand_a = (entropy >> 62) & 0xFFF
    rand_b = entropy & ((1 << 62) - 1)
    uuid7 = (unix_ms & ((1 << 48) - 1)) << 80 | _VERSION | rand_a << 64 | _VARIANT | rand_b
    return f"{prefix}_{uuid7:032x}"


def make_id(prefix: str, uuid: UUID) -> str:
    """The text form of an id."""
    return f"{prefix}_{uuid.hex}"


def uuid_of(identifier: str) -> UUID:
    """The UUID inside an id; ValueError when the text is not an id."""
    _, separator, digits = identifier.partition("_")
    if not separator or len(digits) != 32:
        raise ValueError(f"not an id: {identifier!r}")
    return UUID(hex=digits)


def is_id(text: str, prefix: str) -> bool:
    """Whether the text is an id of this kind, as we write it: the same id has no second text."""
    if not text.startswith(f"{prefix}_"):
        return False
    try:
        return text == make_id(prefix, uuid_of(text))
    except ValueError:
        return False


class DerivedIds:
    """Ids that follow from another id: asked in the same order, they are the same ones each time."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._last = 0

    def new(self, prefix: str) -> str:
        self._last += 1
        text = f"{self._origin}/{self._last}/{prefix}"
        digest = hashlib.blake2b(text.encode(), digest_size=10).digest()
        return timed_id(prefix, self._unix_ms(), int.from_bytes(digest))

    def _unix_ms(self) -> int:
        """The origin's own time, so that ids of one kind sort by it."""
        try:
            return uuid_of(self._origin).int >> 80
        except ValueError:
            return 0


class CountingIds:
    """Repeatable ids for tests, replays and simulations: 1, 2, 3 …"""

    def __init__(self) -> None:
        self._last = 0

    def new(self, prefix: str) -> str:
        self._last += 1
        return timed_id(prefix, self._last, self._last)
