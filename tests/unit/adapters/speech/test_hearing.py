"""One hearing: what a pause decides early, and what it does not. The switch's sound comes from a server of the test's own."""

import asyncio

import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from ringwell.adapters.speech.hearing import MEDIA, Ear, Hearing
from ringwell.adapters.speech.sound import Samples
from ringwell.adapters.speech.voice import PIECE, WORDS
from ringwell.calls.recognisers import NotHeard, SpeechBegins, SpeechOver, Verdict

VOICE, QUIET = b"\x80" * PIECE * 4, b"\xff" * PIECE
SOME_PAUSE = QUIET * (WORDS.short + 1)
END = QUIET * WORDS.pause


class Loudness:
    """Takes what is loud for a voice."""

    def process(self, data: bytes) -> float:
        return float(np.abs(np.frombuffer(data, np.float32)).max() > 0.5)

    def reset(self) -> None:
        return


class Sayings:
    """Decides each time by the next of these."""

    def __init__(self, *outcomes: Verdict | NotHeard) -> None:
        self.outcomes = list(outcomes)
        self.asked: list[int] = []

    async def decide(self, spoken: Samples) -> Verdict:
        self.asked.append(len(spoken))
        outcome = self.outcomes.pop(0)
        await asyncio.sleep(0)
        if isinstance(outcome, NotHeard):
            raise outcome
        return outcome


async def heard(sound: bytes, sayings: Sayings) -> Verdict:
    async def media(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=(MEDIA,))
        await socket.prepare(request)
        for at in range(0, len(sound), PIECE):
            await socket.send_bytes(sound[at : at + PIECE])
        await socket.receive()
        return socket

    async def tell(told: SpeechBegins | SpeechOver) -> None:
        del told

    app = web.Application()
    app.router.add_get("/media", media)
    async with TestServer(app) as server:
        hearing = Hearing(Ear(Loudness()), tell, sayings.decide)
        return await hearing.hear(str(server.make_url("/media")), 10)


async def test_what_was_decided_at_the_pause_is_told_where_nobody_went_on() -> None:
    sayings = Sayings(Verdict("1", 0.9))
    assert (await heard(VOICE + END, sayings)).key == "1"
    assert len(sayings.asked) == 1


async def test_who_goes_on_is_judged_by_all_that_was_said() -> None:
    sayings = Sayings(Verdict("1", 0.9), Verdict("1", 0.9))
    assert (await heard(VOICE + SOME_PAUSE + VOICE + END, sayings)).key == "1"
    assert sayings.asked[-1] > 2 * len(VOICE)


async def test_who_was_refused_at_the_pause_is_judged_at_the_end() -> None:
    sayings = Sayings(NotHeard("busy"), Verdict("1", 0.9))
    assert (await heard(VOICE + END, sayings)).key == "1"
    refused = Sayings(NotHeard("busy"), NotHeard("busy"))
    with pytest.raises(NotHeard):
        await heard(VOICE + END, refused)


async def test_what_took_too_long_is_not_decided_again() -> None:
    sayings = Sayings(NotHeard("too_late"), Verdict("1", 0.9))
    with pytest.raises(NotHeard) as late:
        await heard(VOICE + END, sayings)
    assert late.value.reason == "too_late"
    assert len(sayings.asked) == 1
