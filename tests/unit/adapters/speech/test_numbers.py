"""Which number was said, of the texts that the model finds likely."""

import pytest

from ringwell.adapters.speech.numbers import LEAST_LIKELY, number_in, spellings
from ringwell.calls.hearing import Digits
from ringwell.calls.recognisers import Verdict

FOUR = Digits(3, 6)


@pytest.mark.parametrize(
    ("language", "texts", "number"),
    [
        ("en", [("4, 7, 1, 4.", 0.8)], "4714"),
        ("en", [("four then five six", 0.8)], "456"),
        ("en", [("4, 7", 0.8), ("4, 7, 1", 0.7)], "471"),
        ("en", [("4, 7, 1, 4, 7, 1, 4", 0.8)], None),
        ("ru", [("Вевять, четыре, ноль, три.", 0.7)], "9403"),
        ("ru", [("Восем, 4 0", 0.7)], "840"),
        ("ru", [("Сорок семь четырнадцать", 0.7)], "4714"),
        ("ru", [("Син, ять, ноль", 0.7)], None),
        ("pl", [("Cztery, siedem, jeden", 0.7)], "471"),
        ("en", [("- - -", 0.7)], None),
        ("en", [("4714", LEAST_LIKELY - 0.01)], None),
        ("en", [], None),
    ],
)
def test_the_likeliest_that_is_a_number_of_so_many_digits(
    language: str, texts: list[tuple[str, float]], number: str | None
) -> None:
    assert number_in(language, FOUR, texts).key == number


def test_it_is_as_sure_as_its_text_is_likely() -> None:
    assert number_in("en", FOUR, [("hello", 0.9), ("471", 0.7)]) == Verdict("471", 0.7)


def test_words_begin_a_sentence_or_not() -> None:
    assert {"семь", "Семь"} <= set(spellings("ru"))
