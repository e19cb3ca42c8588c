"""Whatever number is said in words, its digits are read again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.flows.prompts import LANGUAGES
from ringwell.flows.said_numbers import digits_said
from ringwell.flows.spoken import Form, say, words

TODAY = date(2026, 11, 23)
LANGUAGE = st.sampled_from(LANGUAGES)


def written(language: str, form: Form, number: str) -> str:
    return words(language, say(language, form, number, today=TODAY))


@given(LANGUAGE, st.text("0123456789", min_size=1, max_size=32))
def test_digit_by_digit(language: str, digits: str) -> None:
    assert digits_said(language, written(language, "digits", digits)) == digits


@given(LANGUAGE, st.integers(0, 999_999))
def test_as_a_whole(language: str, number: int) -> None:
    assert digits_said(language, written(language, "number", str(number))) == str(number)


@given(LANGUAGE, st.lists(st.integers(10, 99), min_size=1, max_size=8))
def test_two_by_two(language: str, pairs: list[int]) -> None:
    said = ", ".join(written(language, "number", str(pair)) for pair in pairs)
    assert digits_said(language, said) == "".join(map(str, pairs))


@given(LANGUAGE, st.text("0123456789 ,.-", min_size=1, max_size=32))
def test_in_digits(language: str, text: str) -> None:
    digits = "".join(each for each in text if each.isdecimal())
    assert digits_said(language, text) == (digits or None)


@given(LANGUAGE, st.text(max_size=60))
def test_of_any_text_only_digits_come(language: str, text: str) -> None:
    said = digits_said(language, text)
    assert said is None or (said.isascii() and said.isdecimal() and len(said) <= 32)


@pytest.mark.parametrize(
    ("language", "text", "digits"),
    [
        ("en", "My order number is forty-seven fourteen, please.", "4714"),
        ("en", "Double four, seven, oh", "4470"),
        ("en", "four hundred and twelve", "412"),
        ("en", "forty seven hundred", "4700"),
        ("en", "a hundred", "100"),
        ("en", "twenty, three", "23"),
        ("ru", "Номер заказа сорок семь, четырнадцать", "4714"),
        ("ru", "четыре тысячи семьсот четырнадцать", "4714"),
        ("pl", "to jest dwójka, jedynka", "21"),
        ("pl", "czterdzieści siedem, czternaście", "4714"),
        ("en", "I would like to speak to a person", None),
        ("en", "two questions about my bill", None),
        ("en", "", None),
        ("en", "one " * 33, None),
    ],
)
def test_as_people_say_it(language: str, text: str, digits: str | None) -> None:
    assert digits_said(language, text) == digits
