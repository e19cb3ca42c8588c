"""What callers say for a digit, yes, no, or somebody to talk to: the words that every menu by speech knows, in each language."""

import re
from collections.abc import Mapping
from typing import Final, Literal

Meaning = Literal[
    "yes",
    "no",
    "operator",
    "order",
    "payment",
    "document",
    "address",
    "hours",
    "repeat",
    "back",
    "cancel",
]
"""What a key can stand for, so that the words for it need not be listed."""

_NO_WORD: Final = re.compile(r"[^\w']+|_+")


def normalised(phrase: str) -> str:
    """A phrase as it is compared: small letters, single blanks, no marks; ё is е."""
    return " ".join(_NO_WORD.sub(" ", phrase.casefold().replace("’", "'").replace("ё", "е")).split())


def _words(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("|")) for line in lines)


_DIGITS: Final = {
    "en": _words("zero|oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "ru": _words(
        "ноль|нуль", "один|раз", "два|две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"
    ),
    "pl": _words(
        "zero",
        "jeden|jedynka",
        "dwa|dwójka",
        "trzy|trójka",
        "cztery|czwórka",
        "pięć|piątka",
        "sześć|szóstka",
        "siedem|siódemka",
        "osiem|ósemka",
        "dziewięć|dziewiątka",
    ),
}

_SIGNS: Final = {
    "en": {"*": ("star",), "#": ("pound", "hash")},
    "ru": {"*": ("звёздочка",), "#": ("решётка",)},
    "pl": {"*": ("gwiazdka",), "#": ("krzyżyk",)},
}

KEY_WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    language: {**{str(digit): (*words, str(digit)) for digit, words in enumerate(digits)}, **_SIGNS[language]}
    for language, digits in _DIGITS.items()
}
"""By language, then by key: how the key itself is called, and written."""

MEANING_WORDS: Final[Mapping[str, Mapping[Meaning, tuple[str, ...]]]] = {
    "en": {
        "yes": ("yes", "yeah", "yep", "sure", "correct", "that's right"),
        "no": ("no", "nope", "wrong", "that's wrong"),
        "operator": ("operator", "agent", "a person", "speak to a person"),
        "order": ("order", "my order", "parcel", "delivery"),
        "payment": ("payment", "bill", "invoice"),
        "document": ("document", "papers", "contract"),
        "address": ("address", "where are you"),
        "hours": ("opening hours", "when are you open"),
        "repeat": ("repeat", "again"),
        "back": ("back", "go back"),
        "cancel": ("cancel", "stop"),
    },
    "ru": {
        "yes": ("да", "ага", "верно", "правильно", "конечно"),
        "no": ("нет", "неверно", "неправильно"),
        "operator": ("оператор", "сотрудник", "позовите оператора", "соедините с оператором"),
        "order": ("заказ", "мой заказ", "посылка", "доставка"),
        "payment": ("платёж", "оплата", "счёт"),
        "document": ("документ", "документы", "договор"),
        "address": ("адрес", "где вы находитесь"),
        "hours": ("часы работы", "когда вы работаете"),
        "repeat": ("повторите", "ещё раз"),
        "back": ("назад", "вернуться назад"),
        "cancel": ("отмена", "отменить"),
    },
    "pl": {
        "yes": ("tak", "jasne", "zgadza się", "dobrze", "oczywiście"),
        "no": ("nie", "źle", "nie zgadza się"),
        "operator": ("konsultant", "operator", "pracownik", "połącz z konsultantem"),
        "order": ("zamówienie", "paczka", "dostawa", "przesyłka"),
        "payment": ("płatność", "rachunek", "faktura"),
        "document": ("dokument", "dokumenty", "umowa"),
        "address": ("adres", "gdzie jesteście"),
        "hours": ("godziny otwarcia", "kiedy jesteście otwarci"),
        "repeat": ("powtórz", "jeszcze raz"),
        "back": ("wróć", "powrót"),
        "cancel": ("anuluj", "rezygnuję"),
    },
}
"""By language, then by meaning."""
