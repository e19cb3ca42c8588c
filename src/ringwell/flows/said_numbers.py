"""Numbers as callers say them, made digits again: one by one, in pairs, or as a whole. "Forty-seven fourteen" is 4714, as "four seven one four" is."""

from collections.abc import Mapping
from typing import Final

import msgspec

from ringwell.flows.piece_words import PIECES
from ringwell.flows.said_words import KEY_WORDS, normalised
from ringwell.flows.spoken import MOST_DIGITS

HUNDRED: Final = 100
THOUSAND: Final = 1000

_ALSO: Final[Mapping[str, Mapping[str, int]]] = {
    "en": {"o": 0, "nought": 0, "hundred": HUNDRED},
    "ru": {"одна": 1, "одно": 1},
    "pl": {"jedna": 1, "jedno": 1, "dwie": 2},
}
"""Words that no prompt of ours says. In English alone `hundred` counts what stands before it."""
_TIMES: Final[Mapping[str, Mapping[str, int]]] = {"en": {"double": 2, "triple": 3}, "ru": {}, "pl": {}}
"""So often the next digit is meant."""
BETWEEN: Final = {
    "en": frozenset(("and", "then", "a", "dash", "hyphen", "please", "thanks")),
    "ru": frozenset(("и", "затем", "потом", "тире", "дефис", "пожалуйста")),
    "pl": frozenset(("i", "potem", "myślnik", "proszę")),
}
"""What may be said between the words of a number, or behind them."""


def _numbers_of(language: str) -> dict[str, int]:
    pieces = {
        normalised(word): int(code.removeprefix("n-"))
        for code, word in PIECES[language].items()
        if code.removeprefix("n-").isdecimal() and " " not in word
    }
    digits = {
        normalised(word): int(key)
        for key, words in KEY_WORDS[language].items()
        for word in words
        if key.isdecimal() and not word.isdecimal()
    }
    return {**digits, **pieces, **_ALSO[language]}


NUMBER_WORDS: Final[Mapping[str, Mapping[str, int]]] = {each: _numbers_of(each) for each in PIECES}
"""By language: what each word counts, as it is compared (`normalised`)."""
_THOUSANDS: Final = {
    language: frozenset(normalised(word) for code, word in pieces.items() if code.startswith("thousand-"))
    for language, pieces in PIECES.items()
}


class _Number(msgspec.Struct, frozen=True):
    """One in the making: its `thousands`, what is below them, and below what a word must be that still belongs to it."""

    thousands: int = 0
    below: int = 0
    room: int = THOUSAND

    @property
    def written(self) -> str:
        return str(self.thousands + self.below)

    def takes(self, number: int) -> bool:
        return 0 < number < self.room

    def with_word(self, number: int) -> "_Number":
        return _Number(self.thousands, self.below + number, _room_after(number))


def _room_after(number: int) -> int:
    if number >= HUNDRED:
        return HUNDRED
    return 10 if number >= 20 else 1


def digits_said(language: str, text: str) -> str | None:
    """The digits of the number that is said in `text`, in the language's words, in digits, or both; None where none is, or more than a number
    is: words before it ("my order is …") do not count."""
    words = _from_first_number(language, normalised(text).split())
    digits = _read(language, words)
    return digits if digits and len(digits) <= MOST_DIGITS else None


def _from_first_number(language: str, words: list[str]) -> list[str]:
    first = (at for at, word in enumerate(words) if _is_number(language, word))
    return words[next(first, len(words)) :]


def _is_number(language: str, word: str) -> bool:
    return (
        word.isdecimal()
        or word in NUMBER_WORDS[language]
        or word in _THOUSANDS[language]
        or word in _TIMES[language]
    )


def _read(language: str, words: list[str]) -> str | None:
    done, open_number, times = "", None, 1
    for word in words:
        if word in BETWEEN[language]:
            continue
        if word in _TIMES[language]:
            times = _TIMES[language][word]
            continue
        read = _next(language, open_number, word)
        if read is None:
            return None
        closed, open_number = read
        done += closed
        if times > 1:
            done, open_number, times = done + _written(open_number) * times, None, 1
    return done + _written(open_number)


def _next(language: str, number: _Number | None, word: str) -> tuple[str, _Number | None] | None:
    """The digits that are closed by one more word, and the number that is open after it; None where it is no word of a number."""
    if word.isdecimal():
        return _written(number) + "".join(str(int(digit)) for digit in word), None
    if word in _THOUSANDS[language]:
        return _scaled(number, THOUSAND)
    value = NUMBER_WORDS[language].get(word)
    if value is None:
        return None
    if value == HUNDRED and language == "en":
        return _scaled(number, HUNDRED)
    if number is not None and number.takes(value):
        return "", number.with_word(value)
    return _written(number), _Number(below=value, room=_room_after(value) if value else 0)


def _scaled(number: _Number | None, scale: int) -> tuple[str, _Number]:
    """What was said before is so many hundreds or thousands, where that can be; else it is one of them."""
    if number is None or number.room == 0 or number.below == 0 or (scale == THOUSAND and number.thousands):
        return _written(number), _Number(below=HUNDRED, room=HUNDRED) if scale == HUNDRED else _Number(
            THOUSAND
        )
    if scale == THOUSAND:
        return "", _Number(number.below * THOUSAND)
    if number.below >= HUNDRED:
        return number.written, _Number(below=HUNDRED, room=HUNDRED)
    return "", _Number(number.thousands, number.below * HUNDRED, HUNDRED)


def _written(number: _Number | None) -> str:
    return "" if number is None else number.written
