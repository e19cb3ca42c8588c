"""Which of the listed phrases was said, of how likely the model finds each.

How a phrase is written makes a difference to the model, so a few ways are tried. What it likes even in silence counts less. What it would
write by itself is held against the best: where that is far more likely, something else was said.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from ringwell.adapters.speech.search import LEAD_COUNTS, Search, Spelling
from ringwell.calls.hearing import Choice
from ringwell.calls.recognisers import Verdict
from ringwell.flows.hearing import NEAR

Likelihoods = Mapping[str, float]
"""By spelling: the logarithm of how likely it is what was said."""

SILENCE_SHARE: Final = 0.7
"""How much of what silence gives a phrase is taken away (ADR 18: 0.5 to 0.7)."""
UNLIKE_FREE: Final = 7.0
"""A phrase that is so much less likely than what the model writes by itself was not said."""
LIKE_SILENCE: Final = 3.5
LEAD_SHARE: Final = 0.8
"""Nor was one that the sound makes little likelier than silence does, where it does not lead by far: so much of its lead counts."""
LEAST: Final = LIKE_SILENCE - LEAD_SHARE * LEAD_COUNTS
"""What weighs less was not said, however far it leads."""
FURTHER: Final = 1.0
"""Spellings that are so much less likely than what can have been said are looked at: silence may like them less by more."""
SURE_BY: Final = 2.0
"""The lead, as a logarithm, that makes a choice two thirds sure."""


def spellings(phrase: str) -> tuple[str, ...]:
    """The ways in which the model may write it; the first is the usual one. Its full stop tells that nothing follows."""
    words = phrase.strip().rstrip(".")
    if not words:
        return ()
    if words.isdecimal():
        return (f"{words}.",)
    return (f"{words[0].upper()}{words[1:]}.", words)


def ways(choices: Sequence[Choice]) -> list[str]:
    """Every spelling of all phrases, once."""
    return list(
        dict.fromkeys(way for choice in choices for each in choice.phrases for way in spellings(each))
    )


def search_among(
    spelt: Mapping[str, Sequence[int]], silent: Likelihoods, free: float, first: Mapping[int, float]
) -> Search:
    """For the spellings that can have been said, of the tokens of each and how likely it is in silence. `first` tells by token how likely
    what was said begins with it."""
    spellings = {way: Spelling(tuple(tokens), _part_of(silent[way])) for way, tokens in spelt.items()}
    search = Search(spellings, LEAST, free - UNLIKE_FREE - FURTHER)
    search.begin(first)
    return search


def choose(choices: Sequence[Choice], heard: Likelihoods, silent: Likelihoods, free: float) -> Verdict:
    """Of the spellings that were `heard`; whatever was not is behind them by so much that it makes no difference. `free` is how likely what
    the model writes by itself is."""
    weighed = sorted(
        ((_weigh(choice, heard, silent), choice) for choice in choices), key=lambda each: -each[0]
    )
    if not weighed or weighed[0][0] == -math.inf:
        return Verdict(None, 0.0)
    best, said = weighed[0]
    likely = max(heard[way] for way in ways([said]) if way in heard)
    lead = min(LEAD_COUNTS, best - max((other for other, _ in weighed[1:]), default=best - LEAD_COUNTS / 2))
    room = min(UNLIKE_FREE + likely - free, best + LEAD_SHARE * lead - LIKE_SILENCE)
    if room <= 0:
        return Verdict(None, _sure(-room))
    return Verdict(said.key, min(_sure(lead), _sure(room)))


def reconsidered(verdict: Verdict, near: Sequence[str]) -> Verdict:
    """What was refused, or is less sure, gives way to the first of the choices that the words as they were written are near to."""
    return verdict if not near or verdict.key in near else Verdict(near[0], NEAR)


def is_sure(verdict: Verdict) -> bool:
    """Whether words that were written could tell nothing better."""
    return verdict.key is not None and verdict.confidence >= NEAR


def _weigh(choice: Choice, heard: Likelihoods, silent: Likelihoods) -> float:
    weights = [heard[way] - _part_of(silent[way]) for way in ways([choice]) if way in heard]
    if not weights:
        return -math.inf
    top = max(weights)
    return top + math.log(sum(math.exp(each - top) for each in weights))


def _part_of(silent: float) -> float:
    return SILENCE_SHARE * silent


def _sure(lead: float) -> float:
    return round(1 - math.exp(-lead / SURE_BY), 3)
