"""The demo's self-service: each of its four services by its key and by what callers say for it, in each language, and a person from everywhere."""

from datetime import UTC, datetime
from typing import Self

import pytest

from ringwell.flows.hearing import understood
from ringwell.flows.interpret import handle, start
from ringwell.flows.messages import (
    Ask,
    Enqueue,
    FlowEvent,
    Heard,
    HttpQuestion,
    KeyPressed,
    Listen,
    LookedUp,
    Play,
    PlaybackFinished,
    Told,
    Value,
)
from ringwell.flows.model import Flow
from ringwell.flows.prompts import LANGUAGES
from ringwell.flows.said_numbers import digits_said
from ringwell.runtime.demo.documents import demo_flows

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = "2026-11-25"

ORDER, PAYMENT, DOCUMENT, ADDRESS, PERSON = "1", "2", "3", "4", "0"
SAID: dict[str, dict[str, str]] = {
    ORDER: {"en": "Where is my order?", "ru": "где мой заказ", "pl": "gdzie jest moje zamówienie"},
    PAYMENT: {"en": "next payment", "ru": "следующий платёж", "pl": "następna płatność"},
    DOCUMENT: {"en": "my document", "ru": "мой документ", "pl": "mój dokument"},
    ADDRESS: {"en": "opening hours", "ru": "часы работы", "pl": "godziny otwarcia"},
    PERSON: {"en": "a person", "ru": "позовите оператора", "pl": "połącz z konsultantem"},
}
TOLD: list[tuple[str, str, dict[str, Value], str]] = [
    (ORDER, "/orders/4714", {"status": "new", "day": DAY}, "order-new"),
    (ORDER, "/orders/4714", {"status": "sent", "day": DAY}, "order-sent"),
    (ORDER, "/orders/4714", {"status": "delivered", "day": DAY}, "order-delivered"),
    (PAYMENT, "/payments/4714", {"owed": True, "sum": "42.20", "due": DAY}, "payment-due"),
    (PAYMENT, "/payments/4714", {"owed": False, "sum": "0.00", "due": DAY}, "nothing-to-pay"),
    (DOCUMENT, "/documents/4714", {"ready": True, "day": DAY}, "document-ready"),
    (DOCUMENT, "/documents/4714", {"ready": False, "day": DAY}, "document-later"),
]


class Caller:
    """One who has come to the menu."""

    def __init__(self, language: str) -> None:
        self.flow: Flow = demo_flows()["shop-self-service"]
        self.state, self.steps = start(self.flow, {"language": language}, NOON, {})
        self.gets(PlaybackFinished(self.state.token))

    def gets(self, event: FlowEvent) -> Self:
        self.state, self.steps = handle(self.state, self.flow, event, NOON, {})
        return self

    def presses(self, keys: str) -> Self:
        for key in keys:
            self.gets(KeyPressed(key))
        return self

    def says(self, words: str) -> Self:
        [listen] = [step for step in self.steps if isinstance(step, Listen)]
        key = understood(listen.choices, words)
        assert key is not None
        return self.gets(Heard(listen.token, key, 0.9))

    def says_number(self, words: str) -> Self:
        [listen] = [step for step in self.steps if isinstance(step, Listen)]
        assert listen.digits is not None
        return self.gets(Heard(listen.token, digits_said(listen.language, words), 0.8))

    def chooses(self, key: str, how: str, language: str) -> Self:
        return self.presses(key) if how == "key" else self.says(SAID[key][language])

    def is_told(self, values: dict[str, Value]) -> Self:
        return self.gets(LookedUp(self.state.token, Told("found", values)))

    def hears(self) -> list[str]:
        return [each.prompt for step in self.steps if isinstance(step, Play) for each in step.prompts]

    def asked(self) -> str | None:
        questions = [step.question for step in self.steps if isinstance(step, Ask)]
        return next((each.url for each in questions if isinstance(each, HttpQuestion)), None)

    def waits(self) -> bool:
        return any(isinstance(step, Enqueue) for step in self.steps)


@pytest.mark.parametrize("how", ["key", "voice"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "asked", "values", "heard"), TOLD)
def test_a_number_is_looked_up_and_told(
    how: str, language: str, key: str, asked: str, values: dict[str, Value], heard: str
) -> None:
    caller = Caller(language).chooses(key, how, language).presses("4714#")
    assert caller.asked() == asked
    assert heard in caller.is_told(values).hears()


NUMBER_SAID = {
    "en": "my number is forty-seven fourteen",
    "ru": "четыре семь один четыре",
    "pl": "czterdzieści siedem czternaście",
}
RIGHT = {"en": "yes", "ru": "да", "pl": "tak"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "asked", "values", "heard"), TOLD)
def test_a_number_may_be_said(
    language: str, key: str, asked: str, values: dict[str, Value], heard: str
) -> None:
    caller = Caller(language).chooses(key, "voice", language).says_number(NUMBER_SAID[language])
    assert caller.hears() == ["heard-number", "n-4", "n-7", "n-1", "n-4", "is-it-right"]
    assert caller.says(RIGHT[language]).asked() == asked
    assert heard in caller.is_told(values).hears()


@pytest.mark.parametrize("how", ["key", "voice"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_address_and_hours_are_told(how: str, language: str) -> None:
    assert Caller(language).chooses(ADDRESS, how, language).hears() == ["our-address"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_there_from_the_menu_from_a_number_and_from_an_answer(language: str) -> None:
    for how in ("key", "voice"):
        assert Caller(language).chooses(PERSON, how, language).waits()
    for key in (ORDER, PAYMENT, DOCUMENT):
        assert Caller(language).presses(key).presses("0#").waits()
    told = Caller(language).presses(ORDER).presses("4714#").is_told({"status": "sent", "day": DAY})
    assert told.presses("0").waits()
    assert told.state.data["order"] == "4714"
