"""From the bytes on the socket to typed messages. What we do not know is kept, never an error."""

import msgspec

from ringwell.adapters.asterisk.generated.events import Arrival

_known: msgspec.json.Decoder[Arrival] = msgspec.json.Decoder(Arrival)


class UnknownEvent(msgspec.Struct, frozen=True):
    """A message that a newer switch sends, or that does not have the shape it promised."""

    type: str
    raw: bytes


class _Type(msgspec.Struct):
    type: str = ""


_type: msgspec.json.Decoder[_Type] = msgspec.json.Decoder(_Type)


def decode_arrival(raw: bytes | str) -> Arrival | UnknownEvent:
    """The typed message. Raises nothing: bytes that are no JSON object become an `UnknownEvent` of type ""."""
    try:
        return _known.decode(raw)
    except msgspec.DecodeError:
        return UnknownEvent(_type_of(raw), raw if isinstance(raw, bytes) else raw.encode())


def _type_of(raw: bytes | str) -> str:
    try:
        return _type.decode(raw).type
    except msgspec.DecodeError:
        return ""
