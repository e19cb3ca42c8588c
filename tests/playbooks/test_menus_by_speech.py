"""Menus that are said, not pressed, as scripts: what happens and what is then asked for."""

from datetime import UTC, datetime
from typing import Any, Self

import msgspec
import pytest

from ringwell.flows.hearing import LONGEST_S, SPEAKING_S, understood
from ringwell.flows.interpret import handle, resume, start
from ringwell.flows.menus import choices
from ringwell.flows.messages import (
    CollectKey,
    FlowEvent,
    FlowStep,
    Heard,
    HearingOver,
    KeyPressed,
    Listen,
    Play,
    PlaybackFinished,
    Report,
    SetTimer,
    SpeechBegan,
    StopListening,
    StopPlayback,
    TimerFired,
)
from ringwell.flows.model import Flow, MenuNode
from ringwell.flows.prompts import Prompt
from ringwell.flows.state import FlowState

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAID = {
    "1": {"phrases": {"en": ["my order", "Order"], "ru": ["заказ"], "pl": ["zamówienie"]}},
    "0": {"means": "operator"},
}
MENU: dict[str, Any] = {
    "type": "menu",
    "prompts": [{"prompt": "menu"}],
    "keys": {"1": "orders", "2": "bills", "0": "bills"},
    "hear": "both",
    "said": SAID,
    "repeat_key": "9",
    "default": "bills",
}
KEYS = CollectKey("menu", ("1", "2", "0", "9"))


def flow_of(**menu: Any) -> Flow:
    nodes = {
        "menu": {**MENU, **menu},
        "orders": {"type": "say", "prompts": [{"prompt": "orders"}], "next": "bye"},
        "bills": {"type": "say", "prompts": [{"prompt": "bills"}], "next": "bye"},
        "bye": {"type": "hangup"},
    }
    document = {"format": 1, "id": "f", "language": "en", "start": "menu", "nodes": nodes}
    return msgspec.convert(document, Flow)


def play(token: int, *codes: str) -> Play:
    return Play(token, "en", tuple(Prompt(code) for code in codes))


class Call:
    """A caller at the menu: `gets` feeds an event, `asks` compares the steps that came of it."""

    def __init__(self, **menu: Any) -> None:
        self.flow = flow_of(**menu)
        self.state, self.steps = start(self.flow, {}, NOON, {})

    def gets(self, *events: FlowEvent) -> Self:
        for event in events:
            self.state, self.steps = handle(self.state, self.flow, event, NOON, {})
        return self

    def crashes(self) -> Self:
        kept = msgspec.json.decode(msgspec.json.encode(self.state), type=FlowState)
        self.state, self.steps = resume(kept, self.flow, NOON, {})
        return self

    def asks(self, *steps: FlowStep) -> Self:
        assert self.steps == list(steps)
        return self

    def listen(self, token: int) -> Listen:
        menu = self.flow.nodes["menu"]
        assert isinstance(menu, MenuNode)
        return Listen(token, "en", choices(menu, "en"), LONGEST_S)

    def says(self, *codes: str) -> Self:
        """The one thing that is played."""
        played = [step.prompts for step in self.steps if isinstance(step, Play)]
        assert played == [tuple(Prompt(code) for code in codes)]
        return self


def hears(steps: list[FlowStep]) -> bool:
    return any(isinstance(step, Listen) for step in steps)


def test_what_is_said_acts_as_its_key() -> None:
    call = Call()
    call.asks(KEYS, play(1, "menu"), call.listen(1))
    call.gets(PlaybackFinished(1)).asks(SetTimer(2, 6))
    call.gets(SpeechBegan(1)).asks(SetTimer(3, SPEAKING_S))
    call.gets(TimerFired(2)).asks()
    call.gets(Heard(1, "1", 0.9)).asks(play(4, "orders"))
    assert (call.state.pressed, call.state.trail) == (("1",), ("menu", "keys.1", "orders"))


def test_who_speaks_stops_the_prompt_once() -> None:
    call = Call().gets(SpeechBegan(1)).asks(StopPlayback(1), SetTimer(2, SPEAKING_S))
    call.gets(SpeechBegan(1)).asks()
    call.gets(PlaybackFinished(1)).asks()
    call.gets(Heard(1, "2", 1.0)).asks(play(3, "bills"))


def test_a_menu_that_may_not_be_talked_over_listens_when_it_has_been_said() -> None:
    call = Call(talk_over=False)
    call.asks(KEYS, play(1, "menu"))
    call.gets(PlaybackFinished(1)).asks(SetTimer(2, 6), call.listen(2))


def test_a_key_wins_over_what_is_being_decided() -> None:
    call = Call().gets(SpeechBegan(1), KeyPressed("2")).asks(StopListening(1), play(3, "bills"))
    call.gets(Heard(1, "1", 1.0)).asks()
    assert call.state.pressed == ("2",)


def test_what_is_not_sure_is_asked_for() -> None:
    call = Call().gets(SpeechBegan(1), Heard(1, "2", 0.4))
    question = Play(3, "en", (Prompt("heard-choice"), Prompt("digit", 2), Prompt("is-it-right")))
    assert call.steps[0] == question
    asked = call.steps[1]
    assert isinstance(asked, Listen)
    assert [(each.key, each.phrases[0]) for each in asked.choices] == [("1", "yes"), ("2", "no")]
    call.gets(SpeechBegan(3), Heard(3, "1", 0.4)).asks(play(5, "bills"))
    assert call.state.pressed == ("2",)


@pytest.mark.parametrize(
    ("answer", "pressed", "said"),
    [
        (KeyPressed("1"), ("2",), ("bills",)),
        (KeyPressed("2"), (), ("menu",)),
        (KeyPressed("9"), ("9",), ("menu",)),
        (KeyPressed("0"), ("0",), ("bills",)),
        (Heard(2, "2", 0.9), (), ("menu",)),
        (Heard(2, None, 0.0), (), ("not-understood", "menu")),
    ],
)
def test_the_question_is_answered_by_a_key_or_by_a_word(
    answer: FlowEvent, pressed: tuple[str, ...], said: tuple[str, ...]
) -> None:
    call = Call().gets(Heard(1, "2", 0.4), answer).says(*said)
    assert (call.state.pressed, call.state.unsure) == (pressed, "")


def test_what_is_not_understood_counts_as_a_wrong_key_and_the_second_time_it_is_by_keys() -> None:
    call = Call(by_keys=[{"prompt": "pressed"}]).gets(Heard(1, None, 0.1)).says("not-understood", "menu")
    assert hears(call.steps)
    call.gets(Heard(2, "1", 0.19)).says("not-understood", "use-keys", "pressed")
    assert not hears(call.steps)
    assert (call.state.misses, call.state.by_keys) == (2, True)
    call.gets(Heard(2, "1", 1.0)).asks()
    call.gets(KeyPressed("1")).says("orders")


def test_patience_is_the_same_as_with_keys() -> None:
    call = Call(retries=1).gets(Heard(1, None, 0)).says("not-understood", "use-keys", "menu")
    call.gets(PlaybackFinished(2), TimerFired(3)).says("bills")
    assert Call(retries=0).gets(Heard(1, None, 0)).state.node == "bills"


def test_who_speaks_without_an_end_is_not_waited_for() -> None:
    call = Call().gets(SpeechBegan(1), TimerFired(2))
    call.asks(StopListening(1), KEYS, play(3, "not-understood", "menu"), call.listen(3))


@pytest.mark.parametrize("reason", ["no_model", "busy", "lost"])
def test_without_a_recogniser_it_is_by_keys_from_there_on(reason: str) -> None:
    call = Call(keys={"1": "menu", "2": "bills"}, said={}, repeat_key=None)
    call.gets(HearingOver(1, reason)).asks(
        StopPlayback(1),
        Report("flow.speech_failed", "menu", {"why": reason}),
        CollectKey("menu", ("1", "2")),
        play(2, "use-keys", "menu"),
    )
    call.gets(PlaybackFinished(2)).asks(SetTimer(3, 6))
    assert not hears(call.gets(KeyPressed("1")).says("menu").steps)
    assert call.state.misses == 0


def test_nobody_having_spoken_is_not_a_fault_of_the_recogniser() -> None:
    call = Call().gets(PlaybackFinished(1), HearingOver(1, "too_late")).asks()
    assert not call.state.by_keys
    assert hears(call.gets(TimerFired(2)).says("menu-timeout", "menu").steps)
    assert call.gets(SpeechBegan(3), HearingOver(3, "too_late")).says("use-keys", "menu").state.by_keys


def test_a_menu_by_speech_offers_keys_to_who_presses_one() -> None:
    call = Call(hear="speech", by_keys=[{"prompt": "pressed"}])
    call.gets(KeyPressed("1")).says("use-keys", "pressed")
    assert call.steps[0] == StopListening(1)
    assert call.state.pressed == ()
    call.gets(KeyPressed("1")).says("orders")


def test_what_is_said_to_an_older_menu_is_let_go() -> None:
    call = Call(keys={"1": "menu", "2": "bills"}, said={}).gets(Heard(1, "1", 1.0)).says("menu")
    call.gets(Heard(1, "2", 1.0)).asks()
    call.gets(SpeechBegan(1)).asks()
    call.gets(HearingOver(1, "lost")).asks()
    call.gets(Heard(2, "2", 1.0)).says("bills")


def test_a_crash_asks_again_and_ends_what_was_listened_for() -> None:
    call = Call().gets(SpeechBegan(1)).crashes()
    call.asks(StopListening(1), KEYS, play(3, "menu"), call.listen(3))
    call = Call().gets(Heard(1, "2", 0.4)).crashes()
    call.asks(StopListening(2), StopPlayback(2), KEYS, play(3, "menu"), call.listen(3))


def test_words_are_compared_without_marks_and_the_key_s_own_name_counts() -> None:
    menu = flow_of().nodes["menu"]
    assert isinstance(menu, MenuNode)
    english, russian = choices(menu, "en"), choices(menu, "ru")
    assert understood(english, "ORDER!") == "1"
    assert understood(english, " two ") == "2"
    assert understood(english, "a  person") == "0"
    assert understood(english, "nine") == "9"
    assert understood(english, "заказ") is None
    assert understood(russian, "Заказ.") == "1"
