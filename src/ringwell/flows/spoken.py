"""Numbers, digits, dates and money as they are said: grammar of three languages, composed of pieces that are recorded once.

A piece is a word or two (`n-20`, `thousand-few`, `month-5`). What is said of a value is a tuple of their codes; `texts` has their words.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final, Literal

from ringwell.flows.piece_words import PIECES

Form = Literal["number", "digits", "date", "money"]
"""How a value is said."""

Plural = Literal["one", "few", "many"]
CURRENCIES: Final = ("EUR", "USD", "GBP", "PLN", "RUB")
LIMIT: Final = 1_000_000_000
"""Numbers below this are said in words; others digit by digit."""
MOST_DIGITS: Final = 32
FEMININE_MINOR: Final = {"ru": frozenset({"RUB"}), "pl": frozenset({"RUB"})}
"""Currencies whose small coin is feminine there: the kopeck."""
NEUTER: Final = {"pl": frozenset({"EUR"})}


class CannotBeSaid(ValueError):
    """What is to be said is no number, date or sum, or of a kind that there are no words for."""


def texts(language: str) -> Mapping[str, str]:
    """The words of every piece of a language."""
    return PIECES[language]


@cache
def codes(language: str) -> frozenset[str]:
    return frozenset(PIECES[language])


def say(
    language: str, form: Form, value: str | int, *, today: date, currency: str = "EUR"
) -> tuple[str, ...]:
    """The pieces, in the order in which they are said. The year of a date is only said where it is not this one. CannotBeSaid."""
    match form:
        case "number":
            return _number(language, _decimal(value))
        case "digits":
            return _digits(str(value))
        case "date":
            return _date(language, _day(str(value)), today)
        case "money":
            return _money(language, _decimal(value), currency)


def words(language: str, pieces: tuple[str, ...]) -> str:
    """What is said, to be read."""
    return " ".join(PIECES[language][piece] for piece in pieces)


def plural(language: str, number: int) -> Plural:
    """Which of a noun's forms goes with so many."""
    if language == "en":
        return "one" if number == 1 else "many"
    last, two = number % 10, number % 100
    if (number == 1) if language == "pl" else (last == 1 and two != 11):
        return "one"
    return "few" if 2 <= last <= 4 and not 12 <= two <= 14 else "many"


def _decimal(value: str | int) -> Decimal:
    """Numbers as services write them: 12, -3.50; no exponents, no words."""
    text = str(value).strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise CannotBeSaid(text) from None
    if not number.is_finite() or "e" in text.casefold() or len(text) > MOST_DIGITS or "_" in text:
        raise CannotBeSaid(text)
    return number


def _day(text: str) -> date:
    """2026-05-03, with or without a time after it."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise CannotBeSaid(text) from None


def _digits(text: str) -> tuple[str, ...]:
    digits = tuple(f"n-{each}" for each in text if each in "0123456789")
    if not digits or len(digits) > MOST_DIGITS:
        raise CannotBeSaid(text)
    return digits


def _number(language: str, number: Decimal) -> tuple[str, ...]:
    sign = ("minus",) if number < 0 else ()
    whole, _, after = f"{abs(number):f}".partition(".")
    decimals = ("point", *_digits(after)) if after.strip("0") else ()
    return (*sign, *_whole(language, int(whole)), *decimals)


def _whole(language: str, number: int, gender: str = "") -> tuple[str, ...]:
    """`gender`: "f" or "n" where what is counted is feminine or neuter."""
    if number >= LIMIT:
        return _digits(str(number))
    if number == 0:
        return ("n-0",)
    millions, rest = divmod(number, 1_000_000)
    thousands, ones = divmod(rest, 1000)
    return (
        *_scaled(language, millions, "million", ""),
        *_scaled(language, thousands, "thousand", "f" if language == "ru" else ""),
        *_below_thousand(language, ones, gender, alone=number < 1000),
    )


def _scaled(language: str, number: int, scale: str, gender: str) -> tuple[str, ...]:
    if number == 0:
        return ()
    counted = () if number == 1 and language != "en" else _below_thousand(language, number, gender)
    return (*counted, f"{scale}-{plural(language, number)}")


def _below_thousand(language: str, number: int, gender: str, *, alone: bool = False) -> tuple[str, ...]:
    hundreds, rest = divmod(number, 100)
    said = (f"n-{hundreds * 100}",) if hundreds else ()
    if rest > 20 and rest % 10:
        return (*said, f"n-{rest - rest % 10}", _unit(language, rest % 10, gender, alone=False))
    if rest:
        return (*said, _unit(language, rest, gender, alone=alone and not hundreds))
    return said


def _unit(language: str, number: int, gender: str, *, alone: bool) -> str:
    """One and two go by what they count. In Polish one does only where it is the whole number: dwadzieścia jeden, but jedna."""
    if gender == "" or language == "en" or number > 2:
        return f"n-{number}"
    if number == 1 and language == "pl" and not alone:
        return "n-1"
    return f"n{gender}-{number}" if f"n{gender}-{number}" in codes(language) else f"n-{number}"


def _date(language: str, day: date, today: date) -> tuple[str, ...]:
    said = (*_ordinal(language, day.day), f"month-{day.month}")
    return said if day.year == today.year else (*said, *_year(language, day.year))


def _ordinal(language: str, number: int) -> tuple[str, ...]:
    """Up to 99. Tens before a unit are ordinals too in Polish; in English and Russian they are not."""
    if number <= 20 or number % 10 == 0:
        return (f"ord-{number}",)
    tens = number - number % 10
    return (f"{'ord' if language == 'pl' else 'n'}-{tens}", f"ord-{number % 10}")


def _year(language: str, year: int) -> tuple[str, ...]:
    century, rest = divmod(year, 100)
    if century not in (19, 20) or rest == 0:
        return _digits(str(year))
    if language == "en":
        if century == 20 and rest < 10:
            return ("n-2", "thousand-many", f"n-{rest}")
        return (f"n-{century}", *(("n-o",) if rest < 10 else ()), *_below_thousand("en", rest, ""))
    thousands = (
        ("thousand-one", "n-900")
        if century == 19
        else _scaled(language, 2, "thousand", _year_gender(language))
    )
    return (*thousands, *_ordinal(language, rest), "year")


def _year_gender(language: str) -> str:
    return "f" if language == "ru" else ""


def _money(language: str, amount: Decimal, currency: str) -> tuple[str, ...]:
    if currency not in CURRENCIES:
        raise CannotBeSaid(currency)
    sign = ("minus",) if amount < 0 else ()
    cents = int((abs(amount) * 100).to_integral_value())
    major, minor = divmod(cents, 100)
    said = sign
    if major or not minor:
        gender = "n" if currency in NEUTER.get(language, frozenset()) else ""
        said += (*_whole(language, major, gender), f"{currency}-{plural(language, major)}")
    if minor:
        gender = "f" if currency in FEMININE_MINOR.get(language, frozenset()) else ""
        said += (*_whole(language, minor, gender), f"{currency}-minor-{plural(language, minor)}")
    return said
