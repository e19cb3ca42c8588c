"""Which of many spellings was said: a tree of tokens, walked from its likeliest branch on.

One question to the model tells of all spellings that begin alike how each goes on, and none is likelier than its beginning: most branches
are never looked at.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from numpy import float32
from numpy.typing import NDArray

Tokens = tuple[int, ...]
After = Mapping[Tokens, NDArray[float32]]
"""By beginning: of every token, the logarithm of how likely it follows."""


LONGER: Final = 2.0
"""What a token more counts in the order: or else a long word would not be looked at before all short ones."""


@dataclass
class Search:
    """Of these spellings. `found` tells how likely each is that was walked to its end."""

    spellings: Mapping[str, Sequence[int]]
    found: dict[str, float] = field(default_factory=dict[str, float])
    _open: dict[Tokens, float] = field(default_factory=lambda: {(): 0.0})

    def next(self, most: int, least: float) -> list[Tokens]:
        """The most promising beginnings of which it is not known how they go on, none less likely than `least`."""
        likely = sorted(
            (each for each in self._open.items() if each[1] >= least),
            key=lambda each: -each[1] - LONGER * len(each[0]),
        )
        return [begun for begun, _ in likely[:most]]

    def learn(self, after: After) -> None:
        """How these beginnings go on."""
        for begun, following in after.items():
            so_far = self._open.pop(begun, -math.inf)
            for way, tokens in self.spellings.items():
                if len(tokens) > len(begun) and tuple(tokens[: len(begun)]) == begun:
                    likely = so_far + float(following[tokens[len(begun)]])
                    if len(tokens) == len(begun) + 1:
                        self.found[way] = likely
                    else:
                        self._open[tuple(tokens[: len(begun) + 1])] = likely
