"""Which number was said. The model writes by itself, but only digits and the words of numbers; the likeliest of what it finds that is a
number of as many digits as are asked for was said."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from ringwell.calls.hearing import Digits
from ringwell.calls.recognisers import Verdict
from ringwell.flows.said_numbers import BETWEEN, NUMBER_WORDS, digits_said
from ringwell.flows.said_words import normalised

ALIKE: Final = 0.72
"""A word that is so much like a number's was meant for it: of the parts of number words the model makes others, too ("вевять")."""
LEAST_LIKELY: Final = 0.4
"""How likely a token must be at the mean (ADR 18): of what is no number it is less."""

Text = tuple[str, float]
"""What may have been said, and how likely a token of it is at the mean."""


def spellings(language: str) -> list[str]:
    """All that a number may be made of, besides digits and marks."""
    return [each for word in NUMBER_WORDS[language] for each in (word, word.capitalize())]


def number_in(language: str, digits: Digits, texts: Sequence[Text]) -> Verdict:
    """The number of the first of these texts, best first, that holds one."""
    for text, likely in texts:
        found = digits_said(language, _repaired(language, text))
        if found is not None and digits.least <= len(found) <= digits.most and likely >= LEAST_LIKELY:
            return Verdict(found, round(likely, 3))
    return Verdict(None, 0.0)


def _repaired(language: str, text: str) -> str:
    known = NUMBER_WORDS[language]
    spared = known.keys() | BETWEEN[language]
    return " ".join(
        word if word in spared else next(iter(get_close_matches(word, known, 1, ALIKE)), word)
        for word in normalised(text).split()
    )
