"""Whoever is told to stop listening leaves nothing at the switch, however far the beginning was."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ringwell.adapters.asterisk.errors import SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.hearing import CONNECTION, Ears
from ringwell.adapters.asterisk.legs import Leg, Legs
from ringwell.calls.hearing import Choice, Digits, StartHearing, StopHearing
from ringwell.calls.recognisers import Listening, SpeechBegins, SpeechOver, Verdict

MADE = ("snoop_channel_with_id", "external_media", "create_with_id")
"""What the switch is asked to make, in order."""


class Switch:
    """Makes what it is asked for, at the moment when it has come to `slow` only when it is let."""

    def __init__(self, slow: str) -> None:
        self.there: set[str] = set()
        self.asked, self.goes_on = asyncio.Event(), asyncio.Event()
        self._slow = slow
        self.channels = SimpleNamespace(
            snoop_channel_with_id=self._snoop, external_media=self._media, hangup=self._end
        )
        self.bridges = SimpleNamespace(create_with_id=self._bridge, add_channel=self._join, destroy=self._end)

    async def _make(self, what: str, name: str) -> None:
        if what == self._slow:
            # As a request that has been sent: it is done, whether or not anybody waits for the answer.
            asyncio.get_running_loop().create_task(self._later(name))
            self.asked.set()
            await self.goes_on.wait()
        self.there.add(name)

    async def _later(self, name: str) -> None:
        await self.goes_on.wait()
        self.there.add(name)

    async def _snoop(self, target: str, name: str, **_: object) -> None:
        assert target
        await self._make("snoop_channel_with_id", name)

    async def _media(self, **asked: Any) -> SimpleNamespace:
        await self._make("external_media", asked["channel_id"])
        return SimpleNamespace(channelvars={CONNECTION: "c1"})

    async def _bridge(self, name: str, **_: object) -> None:
        await self._make("create_with_id", name)

    async def _join(self, bridge: str, **_: object) -> None:
        assert bridge in self.there

    async def _end(self, name: str) -> None:
        if name not in self.there:
            raise SwitchNotFound("end", name, 404)
        self.there.discard(name)


class Deaf(Listening):
    async def connect(self, sound: str) -> None:
        assert sound == "ws://switch/media/c1"

    async def told(self) -> SpeechBegins | SpeechOver | Verdict:
        return await asyncio.Future[Verdict]()

    async def close(self) -> None:
        return


class Recognisers:
    async def begin(
        self,
        language: str,
        choices: Sequence[Choice],
        longest_seconds: float,
        digits: Digits | None = None,
    ) -> Listening:
        assert language
        assert digits is None
        assert choices
        assert longest_seconds
        return Deaf()


@pytest.mark.parametrize("slow", MADE)
async def test_what_is_just_being_made_is_ended_too(slow: str) -> None:
    switch, legs = Switch(slow), Legs()
    legs.add(Leg("leg_1", "channel-1", "wsp_1", "caller"))
    ears = Ears(
        cast("Ari", cast("object", switch)),
        legs,
        Recognisers(),
        media_url="ws://switch/media",
        app_of=lambda _: "app",
        emit=lambda _workspace, _event: None,
    )
    ears.start(
        "wsp_1",
        StartHearing(
            call_id="int_1",
            leg_id="leg_1",
            hearing_id="hea_1",
            language="en",
            choices=(Choice("1", ("one",)),),
            longest_seconds=9,
        ),
    )
    async with asyncio.timeout(5):
        await switch.asked.wait()
        stopping = asyncio.create_task(ears.stop(StopHearing(leg_id="leg_1", hearing_id="hea_1")))
        for _ in range(5):
            await asyncio.sleep(0)
        switch.goes_on.set()
        await stopping
        await asyncio.sleep(0)
    assert switch.there == set()
