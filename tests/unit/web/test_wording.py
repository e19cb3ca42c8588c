"""Every code has words in every language, with the same parameters and the language's own plurals."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import ringwell.flows
from ringwell.adapters.web.api.timeline import UNTOLD
from ringwell.adapters.web.wording import (
    CATALOGUE,
    Argument,
    BadMessage,
    Choice,
    Message,
    MissingText,
    catalogue,
    parse,
    words,
)
from ringwell.flows.prompts import LANGUAGES
from ringwell.journeys.events_codec import FACTS
from ringwell.routing.explain import PassedFor, Why
from ringwell.routing.rules import Reason, Refused

PLURALS = {
    "en": {"one", "other"},
    "ru": {"one", "few", "many", "other"},
    "pl": {"one", "few", "many", "other"},
}


def choices(message: Message) -> Iterator[Choice]:
    for part in message:
        if isinstance(part, Choice):
            yield part
            for case in part.cases.values():
                yield from choices(case)


def parameters(message: Message) -> set[str]:
    named = {part.name for part in message if isinstance(part, Argument)}
    for choice in choices(message):
        named.add(choice.name)
        for case in choice.cases.values():
            named |= parameters(case)
    return named


def test_the_languages_have_the_same_codes_with_the_same_parameters() -> None:
    assert {path.stem for path in CATALOGUE.glob("*.json")} == set(LANGUAGES)
    english = {code: parameters(message) for code, message in catalogue("en").items()}
    for language in LANGUAGES:
        assert {code: parameters(message) for code, message in catalogue(language).items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_case_of_the_language_and_choices_the_same_cases(language: str) -> None:
    for code, message in catalogue(language).items():
        for choice in choices(message):
            if choice.plural:
                assert set(choice.cases) == PLURALS[language], code
        selects = [set(choice.cases) for choice in choices(message) if not choice.plural]
        assert selects == [
            set(choice.cases) for choice in choices(catalogue("en")[code]) if not choice.plural
        ]


def test_every_code_that_flows_and_hours_can_report_has_words() -> None:
    folder = Path(str(ringwell.flows.__path__[0]))
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    codes = set(re.findall(r'"((?:flow|hours)\.[a-z_]+)"', source))
    assert len(codes) > 20
    assert codes - set(catalogue("en")) == set()


def test_every_fact_of_a_conversation_has_words_in_its_timeline() -> None:
    elsewhere = ("config.", "contact.", "session.", "token.")
    tags = {tag for tag in FACTS if not tag.startswith(elsewhere)} - UNTOLD
    assert {f"timeline.{tag}" for tag in tags} - set(catalogue("en")) == set()


def test_every_reason_of_a_decision_has_words() -> None:
    refused, others = (
        get_args(Refused),
        [each for part in get_args(Reason) for each in get_args(part) or (part,)],
    )
    wanted = {
        *(f"explain.{code}" for code in get_args(Why)),
        *(f"explain.over_{code}" for code in get_args(PassedFor)),
        *(f"explain.passed_{code}" for code in {*refused, *others} - {"able"}),
    }
    assert len(wanted) > 18
    assert wanted - set(catalogue("en")) == set()


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 second"),
        ("en", 2, "2 seconds"),
        ("ru", 1, "1 секунду"),
        ("ru", 3, "3 секунды"),
        ("ru", 11, "11 секунд"),
        ("ru", 21, "21 секунду"),
        ("pl", 1, "1 sekundzie"),
        ("pl", 22, "22 sekundach"),
    ],
)
def test_plurals(language: str, count: int, expected: str) -> None:
    assert expected in words(language, "timeline.call.hold_ended", {"agent": "Anna", "seconds": count})


def test_a_choice_by_result() -> None:
    params = {"agent": "Anna", "result": "missed"}
    assert words("en", "timeline.offer.ended", params) == "Anna: did not answer."
    assert words("en", "timeline.offer.ended", {**params, "result": "?"}).endswith("could not be reached.")
    assert words(
        "en", "timeline.interaction.caller_identified", {"known": True, "in_segment": False}
    ).endswith("known contact.")
    segment = {"known": True, "in_segment": True, "segment": "VIP"}
    assert words("en", "timeline.interaction.caller_identified", segment).endswith("contact. Segment: VIP.")


def test_a_flow_rings_one_of_ours_by_name() -> None:
    params = {"purpose": "forward", "inside": True, "colleague": "Anna"}
    assert words("en", "timeline.party.asked", params) == "The flow rings Anna."
    outside = {"purpose": "forward", "inside": False}
    assert words("en", "timeline.party.asked", outside) == "The flow has somebody outside rung."


def test_what_a_parameter_says_is_never_read_as_a_message() -> None:
    assert words("en", "flow.unknown_queue", {"queue": "{evil} #"}) == "There is no queue “{evil} #”."


def test_missing_words_are_an_error() -> None:
    with pytest.raises(MissingText):
        words("en", "no.such_code", {})
    with pytest.raises(MissingText):
        words("en", "flow.unknown_queue", {})
    with pytest.raises(MissingText):
        words("en", "timeline.call.hold_ended", {"agent": "Anna", "seconds": "many"})
    with pytest.raises(FileNotFoundError):
        words("de", "flow.not_json", {})


@pytest.mark.parametrize(
    "text", ["{", "}", "{}", "{a", "{a, date}", "{a, select, x {y}}", "{a, plural, other {x}", "{a b}"]
)
def test_a_message_that_cannot_be_understood(text: str) -> None:
    with pytest.raises(BadMessage):
        parse(text)
