"""The model: how likely words are, given sound, and what sound says. Its methods block; the model works beside Python."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, cast

import ctranslate2  # pyright: ignore[reportMissingTypeStubs]
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ringwell.adapters.speech.sound import FRAMES_A_SECOND, TELEPHONE_RATE, Samples, doubled, features

SHORT_FRAMES: Final = 400
"""A window of 4 s: what is said to a menu is shorter; the usual 30 s take twenty times as long."""
LONG_FRAMES: Final = 3000
NUMBER_FRAMES: Final = 1200
"""A window of 12 s: in one of 4 or 8 s the model says the digits again and again."""
LEAD_SECONDS: Final = 0.2
"""So much silence goes before the sound."""
UNHEARD: Final = 1e-9
LONGEST_TEXT: Final = 12
LONGEST_LINE: Final = 448
"""Twice as many tokens as are written: so the model counts."""
LONGEST_NUMBER: Final = 96
LONGEST_WORDS: Final = 40
GUESSES: Final = 4
TIMES: Final = 1501
"""Tokens of the model for points in time, behind all those of words."""
LANGUAGES: Final = ("en", "ru", "pl")
_NUMBER_TOKEN: Final = re.compile(r" ?[0-9]+|[ ]?[-,.]| ")


class Aligned(Protocol):
    text_token_probs: list[float]


class Generated(Protocol):
    sequences_ids: list[list[int]]
    scores: list[float]
    logits: list[list[object]]
    no_speech_prob: float


class Whisper(Protocol):
    """What we ask of CTranslate2, which tells no types. A `view` is an array of its own."""

    def encode(self, features: object) -> object: ...
    def align(
        self,
        features: object,
        start_sequence: list[int],
        text_tokens: list[list[int]],
        num_frames: list[int],
        *,
        median_filter_width: int,
    ) -> list[Aligned]: ...
    def generate(
        self,
        features: object,
        prompts: list[list[int]],
        *,
        beam_size: int,
        max_length: int,
        no_repeat_ngram_size: int,
        suppress_blank: bool = True,
        suppress_tokens: Sequence[int] = (-1,),
        num_hypotheses: int = 1,
        return_scores: bool = False,
        return_logits_vocab: bool = False,
        return_no_speech_prob: bool = False,
    ) -> list[Generated]: ...
    def detect_language(self, features: object) -> list[list[tuple[str, float]]]: ...


def _load(folder: Path, threads: int) -> Whisper:
    make = cast("Callable[..., Whisper]", ctranslate2.models.Whisper)  # pyright: ignore[reportUnknownMemberType]
    return make(str(folder), device="cpu", compute_type="int8", inter_threads=threads, intra_threads=1)


def _view(array: NDArray[np.float32]) -> object:
    return cast("object", ctranslate2.StorageView.from_array(array))  # pyright: ignore[reportUnknownMemberType]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Sound as the model sees it: `seen` has the shape (1, frames / 2, 512); `frames` of 10 ms were looked at."""

    seen: NDArray[np.float32]
    frames: int


@dataclass(frozen=True, slots=True)
class Opening:
    """`first`: by token, the logarithm of how likely what is said begins with it. `free`: that of what the model would write by itself."""

    first: NDArray[np.float32]
    free: float


class Model:
    """Weights in memory. `threads` is how much may be asked of it at once, each on one core."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._whisper = _load(folder, threads)
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._starts = {language: self._start(language) for language in LANGUAGES}

    def encode(self, samples: Samples, frames: int | None = None) -> Encoded:
        """Telephone sound, as much as goes into the window: the shortest one that holds it, of whole seconds."""
        lead = np.zeros(round(LEAD_SECONDS * TELEPHONE_RATE), np.float32)
        sound = doubled(np.concatenate([lead, samples]))
        if frames is None:
            seconds = math.ceil(len(sound) / 2 / TELEPHONE_RATE)
            frames = min(LONG_FRAMES, max(SHORT_FRAMES, seconds * FRAMES_A_SECOND))
        seen = np.array(self._whisper.encode(_view(features(sound, frames))), np.float32)
        return Encoded(seen, frames)

    def tokens(self, text: str) -> list[int]:
        """How the model writes this; empty where there is nothing to write."""
        found = self._tokens.encode(f" {text}", add_special_tokens=False)
        return list(found.ids) if text.strip() else []

    def likelihoods(self, sound: Encoded, language: str, many: Sequence[Sequence[int]]) -> list[list[float]]:
        """Of each of these texts: by token, the logarithm of how likely it comes after those before it. Together they take half the time."""
        each_its_own = np.repeat(sound.seen, len(many), axis=0)
        aligned = self._whisper.align(
            _view(each_its_own),
            self._starts[language],
            [list(tokens) for tokens in many],
            [sound.frames] * len(many),
            median_filter_width=1,
        )
        return [[math.log(max(each, UNHEARD)) for each in text.text_token_probs] for text in aligned]

    def opening(self, sound: Encoded, language: str) -> "Opening":
        """What the model would write of a few words by itself, and how it could have begun."""
        made = self._whisper.generate(
            _view(sound.seen),
            [self._starts[language]],
            beam_size=1,
            max_length=LONGEST_TEXT,
            no_repeat_ngram_size=1,
            suppress_blank=False,
            suppress_tokens=[],
            return_logits_vocab=True,
        )[0]
        steps = [_logarithms(np.asarray(step).ravel()) for step in made.logits[0]]
        tokens = made.sequences_ids[0]
        return Opening(steps[0], float(sum(step[each] for step, each in zip(steps, tokens, strict=False))))

    def refused_but(self, texts: Sequence[str]) -> list[int]:
        """All tokens but those of these texts, of digits and of the marks between them."""
        end, last = self._id("<|endoftext|>"), self._id("<|notimestamps|>")
        wanted = {end} | {each for text in texts for each in self.tokens(text)}
        wanted |= {each for each in range(end) if _NUMBER_TOKEN.fullmatch(self._tokens.decode([each]))}
        return [each for each in range(last + 1 + TIMES) if each not in wanted]

    def guesses(self, sound: Encoded, language: str, refused: Sequence[int]) -> list[tuple[str, float]]:
        """The likeliest texts without these tokens, best first, each with how likely a token of it is at the mean."""
        made = self._whisper.generate(
            _view(sound.seen),
            [self._starts[language]],
            beam_size=GUESSES,
            num_hypotheses=GUESSES,
            max_length=LONGEST_NUMBER,
            no_repeat_ngram_size=0,
            suppress_blank=False,
            suppress_tokens=refused,
            return_scores=True,
        )[0]
        scored = zip(made.sequences_ids, made.scores, strict=True)
        return [(self._tokens.decode(tokens).strip(), math.exp(score)) for tokens, score in scored]

    def words(self, sound: Encoded, language: str) -> str:
        """What was said in a few words; empty where it is no speech."""
        return self._written(sound, language, beam_size=1, max_length=LONGEST_WORDS)

    def written(self, sound: Encoded, language: str | None) -> str:
        """What was said in at most 30 s; empty where it is no speech. The language is found out where it is not told."""
        spoken = self._language(sound) if language is None else language
        return self._written(sound, spoken, beam_size=2, max_length=LONGEST_LINE)

    def _written(self, sound: Encoded, language: str, *, beam_size: int, max_length: int) -> str:
        made = self._whisper.generate(
            _view(sound.seen),
            [self._starts[language]],
            beam_size=beam_size,
            max_length=max_length,
            no_repeat_ngram_size=4,
            return_no_speech_prob=True,
        )
        if made[0].no_speech_prob > 0.7:
            return ""
        return self._tokens.decode(made[0].sequences_ids[0]).strip()

    def _language(self, sound: Encoded) -> str:
        """The likeliest of ours: a word of one sounds like one of another's neighbours."""
        found = (name.strip("<|>") for name, _ in self._whisper.detect_language(_view(sound.seen))[0])
        return next(name for name in found if name in self._starts)

    def _start(self, language: str) -> list[int]:
        marks = ("<|startoftranscript|>", f"<|{language}|>", "<|transcribe|>", "<|notimestamps|>")
        return [self._id(mark) for mark in marks]

    def _id(self, mark: str) -> int:
        return cast("int", self._tokens.token_to_id(mark))


def _logarithms(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    top = logits.max()
    return logits - (top + np.log(np.exp(logits - top).sum()))
