import msgspec
import pytest

from ringwell.adapters.asterisk.arrivals import UnknownEvent, decode_arrival
from ringwell.adapters.asterisk.generated.events import ChannelDtmfReceived
from tests.support.channels import CHANNEL

DTMF: dict[str, object] = {
    "type": "ChannelDtmfReceived",
    "application": "ringwell-p0",
    "timestamp": "2026-01-01T10:00:00.000+0000",
    "digit": "2",
    "duration_ms": 120,
    "channel": CHANNEL,
}


def test_an_event_is_typed() -> None:
    event = decode_arrival(msgspec.json.encode(DTMF))
    assert isinstance(event, ChannelDtmfReceived)
    assert (event.digit, event.channel.id) == ("2", "1700000000.1")


def test_unknown_fields_are_tolerated() -> None:
    event = decode_arrival(msgspec.json.encode({**DTMF, "novelty": {"a": [1]}}))
    assert isinstance(event, ChannelDtmfReceived)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b'{"type":"FromTheFuture","x":1}', "FromTheFuture"),
        (b'{"type":"ChannelDtmfReceived"}', "ChannelDtmfReceived"),
        (b'{"x":1}', ""),
        (b"not json", ""),
        (b"[]", ""),
    ],
)
def test_what_is_not_known_is_kept(raw: bytes, kind: str) -> None:
    assert decode_arrival(raw) == UnknownEvent(kind, raw)
