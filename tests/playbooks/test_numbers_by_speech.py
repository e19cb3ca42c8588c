"""Numbers that are said, not entered, as scripts: what happens and what is then asked for."""

from datetime import UTC, datetime
from typing import Any, Self

import msgspec
import pytest

from ringwell.flows.hearing import LONGEST_S, NEAR, NUMBER_SPEAKING_S, Spoken, SpokenDigits
from ringwell.flows.interpret import handle, start
from ringwell.flows.messages import (
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
from ringwell.flows.model import Flow
from ringwell.flows.prompts import Prompt

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NUMBER: dict[str, Any] = {
    "type": "collect",
    "prompts": [{"prompt": "ask"}],
    "variable": "order",
    "min_digits": 3,
    "max_digits": 6,
    "hear": "both",
    "next": "found",
    "on_zero": "person",
    "default": "lost",
}


def flow_of(**number: Any) -> Flow:
    says = {
        name: {"type": "say", "prompts": [{"prompt": name}], "next": "bye"}
        for name in ("found", "person", "lost")
    }
    nodes = {"number": {**NUMBER, **number}, **says, "bye": {"type": "hangup"}}
    document = {"format": 1, "id": "f", "language": "en", "start": "number", "nodes": nodes}
    return msgspec.convert(document, Flow)


class Call:
    """A caller who is asked for a number: `gets` feeds events, `asks` compares the steps that came of the last one."""

    def __init__(self, **number: Any) -> None:
        self.flow = flow_of(**number)
        self.state, self.steps = start(self.flow, {}, NOON, {})

    def gets(self, *events: FlowEvent) -> Self:
        for event in events:
            self.state, self.steps = handle(self.state, self.flow, event, NOON, {})
        return self

    def says(self, key: str | None, confidence: float = 0.8) -> Self:
        token = self.state.listening
        return self.gets(SpeechBegan(token), Heard(token, key, confidence))

    def presses(self, keys: str) -> Self:
        return self.gets(*map(KeyPressed, keys))

    def asks(self, *steps: FlowStep) -> Self:
        assert self.steps == list(steps)
        return self

    def hears(self, *codes: str) -> Self:
        """The one thing that is played."""
        played = [[each.prompt for each in step.prompts] for step in self.steps if isinstance(step, Play)]
        assert played == [list(codes)]
        return self

    def is_at(self, node: str) -> Self:
        assert self.state.node == node
        return self

    def is_heard(self, *, by: bool = True) -> Self:
        assert any(isinstance(step, Listen) for step in self.steps) == by
        return self


def play(token: int, *codes: str) -> Play:
    return Play(token, "en", tuple(Prompt(code) for code in codes))


def listen(token: int) -> Listen:
    return Listen(token, "en", (Spoken("0", OPERATOR),), LONGEST_S, SpokenDigits(3, 6))


OPERATOR = ("operator", "agent", "a person", "speak to a person", "zero", "oh", "0")
READ_BACK = ("heard-number", "n-4", "n-7", "n-1", "n-4", "is-it-right")


def test_a_number_is_read_back_and_taken_when_it_is_right() -> None:
    call = Call()
    call.asks(play(1, "ask"), listen(1))
    call.gets(SpeechBegan(1)).asks(StopPlayback(1), SetTimer(2, NUMBER_SPEAKING_S))
    call.gets(Heard(1, "4714", 0.8)).hears(*READ_BACK).is_heard()
    call.says("1").is_at("found")
    assert call.state.data == {"order": "4714"}
    assert (call.state.typed, call.state.unsure, call.state.listening) == ("", "", 0)


def test_however_sure_it_is_a_number_is_read_back() -> None:
    Call().says("4714", 1.0).hears(*READ_BACK)


def test_right_and_wrong_are_keys_as_well() -> None:
    Call().says("4714").presses("1").is_at("found")
    again = Call().says("4714").presses("2").is_at("number").hears("ask").is_heard()
    assert again.state.data == {}


def test_who_says_no_is_asked_again_and_then_enters_it_by_keys() -> None:
    call = Call(by_keys=[{"prompt": "by-keys"}]).says("4714").says("2").hears("ask").is_heard()
    call.says("4715").says("2").hears("use-keys", "by-keys").is_heard(by=False)
    call.presses("4716#").is_at("found")
    assert call.state.data == {"order": "4716"}


def test_who_answers_with_other_keys_enters_the_number() -> None:
    call = Call().says("4714").presses("4716#").is_at("found")
    assert call.state.data == {"order": "4716"}


def test_a_key_wins_over_what_is_being_decided() -> None:
    call = Call().gets(SpeechBegan(1), KeyPressed("4")).asks(StopListening(1), SetTimer(3, 5))
    call.gets(Heard(1, "999", 1.0)).asks()
    call.presses("71#").is_at("found")
    assert call.state.data == {"order": "471"}


@pytest.mark.parametrize(
    ("said", "confidence", "word"),
    [
        ("47", 0.9, "wrong-entry"),
        ("4714714", 0.9, "not-understood"),
        (None, 0.0, "not-understood"),
        ("4714", 0.1, "not-understood"),
        ("*", 0.9, "not-understood"),
    ],
)
def test_what_is_no_number_of_so_many_digits_is_a_mistake(
    said: str | None, confidence: float, word: str
) -> None:
    Call().says(said, confidence).hears(word, "ask").is_heard()


def test_zero_alone_leads_to_somebody_unasked_where_it_is_sure() -> None:
    Call().says("0", 0.9).is_at("person")
    Call().says("0", 0.4).hears("heard-choice", "digit", "is-it-right").says("1").is_at("person")
    Call().says("0", NEAR).says("2").is_at("number").hears("ask")


def test_a_word_for_somebody_is_listened_for_only_where_zero_leads_there() -> None:
    Call(on_zero=None).asks(play(1, "ask"), Listen(1, "en", (), LONGEST_S, SpokenDigits(3, 6)))


def test_without_a_recogniser_it_is_by_keys_and_the_caller_hears_so() -> None:
    call = Call().gets(HearingOver(1, "no_model"))
    assert call.steps[:2] == [StopPlayback(1), Report("flow.speech_failed", "number", {"why": "no_model"})]
    call.hears("use-keys", "ask").is_heard(by=False).presses("4714#").is_at("found")


def test_a_decision_that_comes_too_late_leads_to_keys() -> None:
    Call().gets(SpeechBegan(1), HearingOver(1, "too_late")).hears("use-keys", "ask").is_heard(by=False)
    quiet = Call().gets(PlaybackFinished(1), HearingOver(1, "too_late")).asks()
    assert quiet.state.listening == 0


def test_speech_that_never_becomes_a_number_is_a_mistake() -> None:
    Call().gets(SpeechBegan(1), TimerFired(2)).hears("not-understood", "ask")


def test_who_does_not_answer_the_question_is_asked_again() -> None:
    call = Call().says("4714")
    call.gets(PlaybackFinished(call.state.token)).gets(TimerFired(call.state.token))
    call.hears("menu-timeout", "ask").is_heard()


def test_mistakes_run_out() -> None:
    call = Call(retries=1).says(None).hears("not-understood", "use-keys", "ask").is_heard(by=False)
    call.gets(PlaybackFinished(call.state.token)).gets(TimerFired(call.state.token)).is_at("lost")


def test_by_speech_alone_a_key_leads_to_keys() -> None:
    call = Call(hear="speech").presses("4").hears("use-keys", "ask").is_heard(by=False)
    call.presses("4714#").is_at("found")


def test_where_it_may_not_be_talked_over_the_caller_is_heard_afterwards() -> None:
    call = Call(talk_over=False).asks(play(1, "ask"))
    call.gets(PlaybackFinished(1)).asks(SetTimer(2, 5), listen(2))


def test_by_keys_only_nobody_listens() -> None:
    Call(hear="keys").asks(play(1, "ask")).gets(PlaybackFinished(1)).asks(SetTimer(2, 5))
