"""What is near to a listed phrase: the same words in another order or form, with others that say nothing, or other words for the same thing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from ringwell.flows.near_words import ENDINGS, FILLERS, SENSES
from ringwell.flows.said_words import normalised

SHORTEST_STEM: Final = 3
SENSE: Final = "="
"""Before the name of a sense, so that it is no word."""
NO, YES = f"{SENSE}no", f"{SENSE}yes"
WEAK: Final = {f"{SENSE}where": f"{SENSE}address", f"{SENSE}when": f"{SENSE}hours"}
"""What is asked for by these where nothing else was said."""

Form = Mapping[str, int]
"""What words mean, each with where it was said first."""


@cache
def _senses(language: str) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    """Whole words, and beginnings of words, by what they stand for."""
    words: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    for sense, listed in SENSES[language].items():
        for each in listed.split():
            if each.endswith("*"):
                beginnings.append((normalised(each), sense))
            else:
                words[normalised(each)] = sense
    return words, tuple(beginnings)


@cache
def _fillers(language: str) -> frozenset[str]:
    return frozenset(map(normalised, FILLERS[language]))


def form_of(language: str, text: str) -> Form:
    """The meanings of a text: senses of the thesaurus, and stems of other words. Empty where nothing is said that means anything."""
    form: dict[str, int] = {}
    for at, word in enumerate(normalised(text).split()):
        meaning = _meaning(language, word)
        if meaning is not None:
            form.setdefault(meaning, at)
    return _settled(form)


def _meaning(language: str, word: str) -> str | None:
    words, beginnings = _senses(language)
    if word in words:
        return f"{SENSE}{words[word]}"
    if word in _fillers(language):
        return None
    for beginning, sense in beginnings:
        if word.startswith(beginning):
            return f"{SENSE}{sense}"
    return _stem(language, word)


def _stem(language: str, word: str) -> str:
    for ending in ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _settled(form: dict[str, int]) -> Form:
    """Where and when ask for something else, if anything else is said; "not right" is no."""
    strong = {each: at for each, at in form.items() if each not in WEAK}
    if not strong:
        return {WEAK[each]: at for each, at in form.items()}
    if NO in strong:
        strong.pop(YES, None)
    return strong


def near(language: str, choices: Iterable[tuple[str, Sequence[str]]], text: str) -> tuple[str, ...]:
    """The keys of the choices (key and phrases) that the text is near to, the likeliest first: whose phrase has most in common with it, then
    what was said first. One word that the thesaurus does not know must be all that was said; who says no to something chooses nothing but no."""
    said = form_of(language, text)
    fits: dict[str, tuple[int, int]] = {}
    for key, phrases in choices:
        forms = (form_of(language, phrase) for phrase in phrases)
        ranks = [_rank(form, said) for form in forms if _fits(form, said)]
        if ranks:
            fits[key] = min(ranks)
    most = min((rank[0] for rank in fits.values()), default=0)
    return tuple(sorted((key for key in fits if fits[key][0] == most), key=lambda key: fits[key][1]))


def _rank(form: Form, said: Form) -> tuple[int, int]:
    common = form.keys() & said.keys()
    return -len(common), min(said[each] for each in common)


def _fits(form: Form, said: Form) -> bool:
    if NO in form or NO in said:
        return form.keys() == said.keys() or (NO in said and set(form) == {NO})
    if senses := {each for each in form if each.startswith(SENSE)}:
        return senses <= said.keys()
    whole = form.keys() == said.keys()
    return bool(form) and (whole or (len(form) > 1 and form.keys() <= said.keys()))
