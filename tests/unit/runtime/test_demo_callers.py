"""The synthetic callers: who they are, what they say, and how SIPp is told."""

import socket
import threading
import wave
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest

from ringwell.runtime import demo_callers
from ringwell.runtime.demo.cast import NUMBERS
from ringwell.runtime.demo_callers import (
    BEHAVIOURS,
    Behaviour,
    Wave,
    check_answers,
    command,
    encode_mu_law,
    mu_law,
    progress,
    scenario,
    waves,
)
from ringwell.runtime.errors import ConfigurationError


def test_every_caller_rings_a_demo_number_and_the_shares_make_a_whole() -> None:
    assert {each.number for each in BEHAVIOURS} <= set(NUMBERS)
    assert sum(each.share for each in BEHAVIOURS) == pytest.approx(1.0)


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda each: each.name)
def test_a_scenario_is_well_formed_and_presses_its_keys(behaviour: Behaviour) -> None:
    text = scenario(behaviour, Path("/tmp/a & b.ulaw"))
    tree = ElementTree.fromstring(text)
    sent = [send.text or "" for send in tree.iter("send")]
    pressed = [line for body in sent for line in body.splitlines() if line.startswith("Signal=")]
    assert pressed == [f"Signal={key}" for _, key in behaviour.keys]
    labels = {label.get("id") for label in tree.iter("label")}
    targets = {each.get(name) for each in tree.iter() for name in ("next", "ontimeout") if each.get(name)}
    assert targets <= labels


def test_calls_are_spread_over_the_minute() -> None:
    words = command(Wave(BEHAVIOURS[0], 7.5, 30), Path("/tmp"), "127.0.0.1:5060", (6000, 7000))
    assert words[words.index("-rp") + 1] == "8000"
    assert words[words.index("-m") + 1] == "30"


@pytest.mark.parametrize(("per_minute", "minutes"), [(20, 5), (1, 1), (600, 1)])
def test_the_first_caller_comes_at_once_and_nobody_besides(per_minute: float, minutes: float) -> None:
    first, *others = waves(per_minute, minutes)
    words = command(first, Path("/tmp"), "127.0.0.1:5060", (6000, 7000))
    assert (words[words.index("-rp") + 1], words[words.index("-m") + 1]) == ("1", "1")
    assert first.behaviour.name not in {each.behaviour.name for each in others}
    expected = max(1, sum(round(per_minute * minutes * each.share) for each in BEHAVIOURS))
    assert first.calls + sum(each.calls for each in others) == expected


def test_mu_law_keeps_speech_within_its_own_steps(tmp_path: Path) -> None:
    samples = (np.sin(np.arange(8000) / 10) * 20000).astype("<i2")
    with wave.open(str(tmp_path / "a.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(samples.tobytes())
    mu_law(tmp_path / "a.wav", tmp_path / "a.ulaw")
    coded = (tmp_path / "a.ulaw").read_bytes()
    assert len(coded) == 8000
    back = np.array([_decode(value) for value in coded])
    assert np.max(np.abs(back - samples) / np.maximum(np.abs(samples), 256)) < 0.05


def test_mu_law_knows_the_values_of_its_standard() -> None:
    coded = encode_mu_law(np.array([0, -1, 32767, -32768], dtype=np.int32))
    assert list(coded) == [0xFF, 0x7F, 0x80, 0x00]


def _decode(value: int) -> int:
    value = ~value & 0xFF
    magnitude = (((value & 0x0F) << 3) + 132 << (value >> 4 & 7)) - 132
    return -magnitude if value & 0x80 else magnitude


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_demo_callers_are_not_sent_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_callers, "ANSWER_S", 0.05)
    port = _free_port()
    with pytest.raises(ConfigurationError, match=f"no switch answers at 127.0.0.1:{port}"):
        check_answers("0.0.0.0", port)


@pytest.mark.parametrize(
    ("status", "words"), [("200 OK", None), ("404 Not Found", None), ("401 Unauthorized", "--demo")]
)
def test_demo_callers_are_sent_where_the_demo_is(status: str, words: str | None) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as switch:
        switch.bind(("127.0.0.1", 0))
        switch.settimeout(5)
        asked = list[bytes]()

        def answer() -> None:
            question, caller = switch.recvfrom(4096)
            asked.append(question)
            switch.sendto(f"SIP/2.0 {status}\r\n\r\n".encode(), caller)

        thread = threading.Thread(target=answer)
        thread.start()
        refused = None
        try:
            check_answers("127.0.0.1", switch.getsockname()[1])
        except ConfigurationError as error:
            refused = error
        thread.join(5)
    assert asked[0].startswith(b"OPTIONS sip:127.0.0.1:")
    assert (refused is None) == (words is None)
    assert words is None or (refused is not None and words in refused.remedy)


def test_progress_tells_who_is_still_on_the_line() -> None:
    assert progress(30, 1, 9, 2, 0) == "    0.5 of 1 min: 9 came, 7 on the line, 2 ended well"
    assert progress(75, 1, 20, 12, 3) == "the last callers: 20 came, 5 on the line, 12 ended well, 3 failed"
