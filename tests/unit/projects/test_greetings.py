"""What an agent says first: which language's text, with which names."""

from collections.abc import Mapping
from typing import Final

import pytest

from ringwell.projects.greetings import Name, chosen, filled, unknown_name

NAMES: Final[Mapping[Name, str]] = {"agent": "Anna", "project": "Linden Shop", "caller": "Jan Nowak"}


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Good morning, {project}, my name is {agent}. {caller}?", None),
        ("Good morning.", None),
        ("This is {agnet} of {project}", "{agnet}"),
        ("This is {Agent}", "{Agent}"),
        ("This is { agent }", "{ agent }"),
        ("This is {}", "{}"),
        ("This is {agent", "{"),
        ("This is agent}", "}"),
        ("This is {{agent}}", "{"),
    ],
)
def test_what_stands_for_nothing_is_told_as_it_is_written(text: str, unknown: str | None) -> None:
    assert unknown_name(text) == unknown


def test_names_are_filled_in() -> None:
    assert filled("{project}, {agent}. Hello, {caller}!", NAMES) == "Linden Shop, Anna. Hello, Jan Nowak!"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello, {caller}!", "Hello!"),
        ("Hello {caller}, {project} here.", "Hello, Linden Shop here."),
        ("{caller} – {project}", "– Linden Shop"),
        ("{caller}", ""),
    ],
)
def test_a_name_that_is_not_known_is_left_out(text: str, said: str) -> None:
    assert filled(text, {**NAMES, "caller": ""}) == said


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert filled("{caller} {agent}", {**NAMES, "caller": "{agent}"}) == "{agent} Anna"


def test_the_callers_language_then_the_workspaces_then_any() -> None:
    texts = {"en": "Hello", "pl": "Dzień dobry"}
    assert chosen(texts, "pl", "en") == "Dzień dobry"
    assert chosen(texts, "ru", "pl") == "Dzień dobry"
    assert chosen(texts, "ru", "ru") == "Hello"
    assert chosen({}, "ru", "en") is None
