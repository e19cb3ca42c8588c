"""Numbers, dates and money as three languages say them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.adapters.asterisk.prompts import library
from ringwell.flows.prompts import LANGUAGES
from ringwell.flows.spoken import CURRENCIES, CannotBeSaid, Form, codes, plural, say, words

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "form", "value", "currency", "text"),
    [
        (
            "en",
            "number",
            1234567,
            "",
            "one million two hundred thirty four thousand five hundred sixty seven",
        ),
        ("ru", "number", 21000, "", "двадцать одна тысяча"),
        ("ru", "number", 2002, "", "две тысячи два"),
        ("ru", "number", 1_000_000, "", "миллион"),
        ("pl", "number", 21000, "", "dwadzieścia jeden tysięcy"),
        ("pl", "number", 22000, "", "dwadzieścia dwa tysiące"),
        ("pl", "number", 12000, "", "dwanaście tysięcy"),
        ("pl", "number", "-12.05", "", "minus dwanaście przecinek zero pięć"),
        ("en", "number", 0, "", "zero"),
        ("ru", "money", "1.01", "RUB", "один рубль одна копейка"),
        ("ru", "money", "1234.52", "RUB", "тысяча двести тридцать четыре рубля пятьдесят две копейки"),
        ("ru", "money", "11", "RUB", "одиннадцать рублей"),
        ("ru", "money", "2", "PLN", "два злотых"),
        ("pl", "money", "22.02", "PLN", "dwadzieścia dwa złote dwa grosze"),
        ("pl", "money", "1", "EUR", "jedno euro"),
        ("pl", "money", "21.21", "PLN", "dwadzieścia jeden złotych dwadzieścia jeden groszy"),
        ("pl", "money", "0.01", "RUB", "jedna kopiejka"),
        ("pl", "money", "0.21", "RUB", "dwadzieścia jeden kopiejek"),
        ("en", "money", "1.00", "USD", "one dollar"),
        ("en", "money", "0", "EUR", "zero euros"),
        ("en", "money", "-3.5", "GBP", "minus three pounds fifty pence"),
        ("en", "date", "2026-12-03", "", "third of December"),
        ("en", "date", "2027-05-21T10:00:00Z", "", "twenty first of May twenty twenty seven"),
        ("en", "date", "2005-05-30", "", "thirtieth of May two thousand five"),
        ("en", "date", "1905-05-01", "", "first of May nineteen oh five"),
        ("ru", "date", "2027-05-22", "", "двадцать второго мая две тысячи двадцать седьмого года"),
        ("ru", "date", "1995-03-08", "", "восьмого марта тысяча девятьсот девяносто пятого года"),
        ("pl", "date", "2027-05-22", "", "dwudziestego drugiego maja dwa tysiące dwudziestego siódmego roku"),
        ("pl", "date", "2026-11-30", "", "trzydziestego listopada"),
        ("pl", "digits", "A-004", "", "zero zero cztery"),
    ],
)
def test_words(language: str, form: Form, value: str | int, currency: str, text: str) -> None:
    assert words(language, say(language, form, value, today=TODAY, currency=currency)) == text


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("number", "many"),
        ("number", "1e9"),
        ("number", "NaN"),
        ("number", "9" * 40),
        ("date", "tomorrow"),
        ("date", "2026-02-30"),
        ("money", ""),
        ("digits", "none"),
        ("digits", "1" * 33),
    ],
)
def test_what_cannot_be_said(form: Form, value: str) -> None:
    with pytest.raises(CannotBeSaid):
        say("en", form, value, today=TODAY)


@given(st.sampled_from(LANGUAGES), st.decimals(-(10**12), 10**12, places=2), st.sampled_from(CURRENCIES))
def test_every_sum_is_said_of_pieces_that_are_recorded(language: str, amount: object, currency: str) -> None:
    said = say(language, "money", str(amount), today=TODAY, currency=currency)
    assert said
    assert set(said) <= codes(language)


@given(st.sampled_from(LANGUAGES), st.dates(date(1000, 1, 1)))
def test_every_day_is_said(language: str, day: date) -> None:
    assert set(say(language, "date", day.isoformat(), today=TODAY)) <= codes(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_has_a_recording(language: str) -> None:
    assert library(language).pieces == codes(language)


@given(st.integers(0, 10**6))
def test_russian_and_polish_nouns_differ_only_where_one_stands_after_tens(number: int) -> None:
    russian, polish = plural("ru", number), plural("pl", number)
    assert russian == polish or (russian, polish) == ("one", "many")
