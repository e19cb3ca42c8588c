"""What happens to a workspace while the switch is asked what it has of it."""

from typing import Any, Final

import msgspec

from ringwell.adapters.asterisk.arrivals import UnknownEvent, decode_arrival
from ringwell.adapters.asterisk.generated.events import Arrival
from ringwell.adapters.asterisk.legs import Leg, Legs
from ringwell.adapters.asterisk.newcomers import Newcomers
from tests.support.channels import CHANNEL

AT: Final = {"application": "ringwell-p0", "timestamp": "2026-01-01T10:00:00.000+0000"}
NEW, OTHER = "wsp_new", "wsp_other"


def here(**most: int) -> Newcomers:
    legs = Legs()
    for workspace_id in (NEW, OTHER):
        legs.add(Leg(f"leg_{workspace_id}", workspace_id, workspace_id, "caller"))
    return Newcomers(legs, **most)


def happens(kind: str, **fields: object) -> Arrival | UnknownEvent:
    return decode_arrival(msgspec.json.encode({"type": kind, **AT, **fields}))


def on(channel: str) -> dict[str, Any]:
    return {**CHANNEL, "id": channel}


def ends(channel: str) -> Arrival | UnknownEvent:
    return happens("ChannelDestroyed", cause=16, cause_txt="", channel=on(channel))


def begins(workspace_id: str, channel: str = "1.1") -> Arrival | UnknownEvent:
    return happens("StasisStart", args=["inbound", workspace_id, "1000"], channel=on(channel))


def test_nothing_waits_where_nobody_is_new() -> None:
    assert not here().keeps(ends(NEW))


def test_what_is_of_a_new_one_or_of_nobody_known_waits_and_the_others_are_heard() -> None:
    newcomers = here()
    newcomers.expect({NEW})
    theirs = [ends(NEW), begins(NEW), ends("unknown")]
    assert [newcomers.keeps(each) for each in theirs] == [True] * 3
    assert not newcomers.keeps(ends(OTHER))
    assert not newcomers.keeps(begins(OTHER))
    assert newcomers.told({NEW}) == theirs
    assert not newcomers.keeps(ends(NEW))


def test_every_kind_of_event_of_a_call_waits() -> None:
    newcomers, target = here(), f"channel:{NEW}"
    newcomers.expect({NEW})
    playback = {"id": "p", "media_uri": "sound:a", "target_uri": target, "language": "en", "state": "done"}
    recording = {"name": "r", "format": "wav", "state": "done", "target_uri": target}
    for event in (
        happens("Dial", dialstatus="ANSWER", dialstring="", forward="", peer=on(NEW)),
        happens("ChannelDtmfReceived", digit="1", duration_ms=100, channel=on(NEW)),
        happens("ChannelHold", channel=on(NEW)),
        happens("ChannelUserevent", eventname="RWTAKEN", userevent={}, channel=on(NEW)),
        happens("PlaybackFinished", playback=playback),
        happens("RecordingFinished", recording=recording),
    ):
        assert not isinstance(event, UnknownEvent)
        assert newcomers.keeps(event)


def test_what_another_new_one_has_to_wait_for_waits_on() -> None:
    newcomers = here()
    newcomers.expect({NEW})
    newcomers.expect({OTHER})
    for each in (ends(NEW), ends(OTHER)):
        assert newcomers.keeps(each)
    heard = [each for each in newcomers.told({NEW}) if not newcomers.keeps(each)]
    assert heard == [ends(NEW)]
    assert newcomers.expected({NEW, OTHER}) == {OTHER}
    assert newcomers.told({OTHER}) == [ends(OTHER)]


def test_more_than_can_wait_has_to_be_read_by_a_connect() -> None:
    newcomers = here(most_waiting=1)
    newcomers.expect({NEW})
    assert newcomers.keeps(ends(NEW))
    assert not newcomers.overflowed
    assert newcomers.keeps(ends(NEW))
    assert newcomers.overflowed
    newcomers.forget()
    assert not newcomers.overflowed
    assert not newcomers.keeps(ends(NEW))
    assert newcomers.told({NEW}) == []
