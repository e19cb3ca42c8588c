"""Which of many spellings was said: they are scored from the most promising on, until none can matter that is left.

None is likelier than its beginning, and what is known of one spelling tells of all that begin alike how far they can come: of most it is
never asked.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Tokens = tuple[int, ...]

LEAD_COUNTS: Final = 4.0
"""What is behind the best by more than that, as a logarithm, makes no difference to it."""


@dataclass(frozen=True)
class Spelling:
    """How it is written, and what is taken away from how likely it is: its part of silence."""

    tokens: Tokens
    silent: float


@dataclass
class Search:
    """Among these. `least` is what anything weighs at least that was said, `least_likely` how likely it is. `found` tells how likely
    each is that was scored."""

    spellings: Mapping[str, Spelling]
    least: float
    least_likely: float
    found: dict[str, float] = field(default_factory=dict[str, float])
    _known: dict[Tokens, float] = field(default_factory=dict[Tokens, float])

    def begin(self, first: Mapping[int, float]) -> None:
        """By token: how likely what was said begins with it."""
        self._known |= {(token,): likely for token, likely in first.items()}
        self._settle()

    def next(self, most: int) -> list[str]:
        """The most promising ones that are not scored yet; none where no other matters."""
        best = max((self._weight(way, likely) for way, likely in self.found.items()), default=-math.inf)
        least = best - LEAD_COUNTS if best >= self.least else self.least
        open_ways = {
            way: self._at_most(each) for way, each in self.spellings.items() if way not in self.found
        }
        matter = [
            way
            for way, likely in open_ways.items()
            if likely >= self.least_likely and self._weight(way, likely) >= least
        ]
        return sorted(matter, key=lambda way: -self._weight(way, open_ways[way]))[:most]

    def learn(self, way: str, likely: Sequence[float]) -> None:
        """How likely each token of it was, after those before it: logarithms."""
        so_far, tokens = 0.0, self.spellings[way].tokens
        for at, each in enumerate(likely, 1):
            so_far += each
            self._known[tokens[:at]] = so_far
        self._settle()

    def _settle(self) -> None:
        """What is the beginning of another one was scored with it."""
        for way, each in self.spellings.items():
            if each.tokens in self._known:
                self.found[way] = self._known[each.tokens]

    def _weight(self, way: str, likely: float) -> float:
        return likely - self.spellings[way].silent

    def _at_most(self, each: Spelling) -> float:
        """How likely it can be, by its longest beginning that is known."""
        known = (self._known.get(each.tokens[:length]) for length in range(len(each.tokens), 0, -1))
        return next((likely for likely in known if likely is not None), 0.0)
