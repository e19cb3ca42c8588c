"""Why a caller was offered to this agent and not to others, in the reader's words: from the codes that the offer's fact keeps."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from ringwell.adapters.web.names import Names
from ringwell.adapters.web.wording import MissingText, Value, words

NOBODY = "–"


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """What `offer.made` keeps (journeys/offering.py). Older facts have less."""

    code: str = ""
    candidates: int = 0
    ring: int = 0
    idle_ms: int = 0
    skills: dict[str, int] = {}
    opened_by: Literal["age", "pressure"] = "age"
    passed: dict[str, int] = {}
    over: tuple[tuple[str, str], ...] = ()
    by: str | None = None
    language: tuple[str, int] | None = None


def reasons(
    why: Mapping[str, object], agent_id: str, names: Names, language: str, *, unnamed: bool = False
) -> list[str]:
    """Sentences: why this agent, by which ring, who was passed over though free for longer, and how many for which reason.

    `unnamed`: what was in the way of a colleague is told, not whose way.
    """
    try:
        told = msgspec.convert(dict(why), Why)
    except msgspec.ValidationError:
        return []
    agent = names.agents.get(agent_id, NOBODY)
    return [
        sentence
        for sentence in (
            _said(language, f"explain.{told.code}", _of_chosen(told, agent)),
            _said(language, f"explain.ring_{told.opened_by}", {"ring": told.ring}) if told.ring else None,
            _said(language, f"explain.by_{told.by}", {"agent": agent}) if told.by else None,
            _levels(told, agent, names, language),
            _speaks(told.language, agent, language) if told.language else None,
            *(_over(each, None if unnamed else names, language) for each in told.over),
            _others(told, language),
        )
        if sentence
    ]


def _of_chosen(told: Why, agent: str) -> dict[str, Value]:
    minutes, seconds = divmod(told.idle_ms // 1000, 60)
    return {"agent": agent, "idle": f"{minutes}:{seconds:02}", "candidates": told.candidates}


def _levels(told: Why, agent: str, names: Names, language: str) -> str | None:
    levels = ", ".join(
        f"{names.skills[key]} {level}" for key, level in told.skills.items() if key in names.skills
    )
    return _said(language, "explain.skills", {"agent": agent, "levels": levels}) if levels else None


def _speaks(spoken: tuple[str, int], agent: str, language: str) -> str | None:
    code, level = spoken
    params: dict[str, Value] = {
        "agent": agent,
        "language": _said(language, f"explain.language_{code}", {}) or code,
        "level": level,
    }
    return _said(language, "explain.speaks" if level else "explain.speaks_not", params)


def _over(each: tuple[str, str], names: Names | None, language: str) -> str | None:
    agent_id, reason = each
    agent = names.agents.get(agent_id, NOBODY) if names else words(language, "explain.colleague", {})
    return _said(language, f"explain.over_{reason}", {"agent": agent})


def _others(told: Why, language: str) -> str | None:
    """The rest as counts; those who could have had it too stand in the first sentence."""
    parts = [
        part
        for reason, n in sorted(told.passed.items(), key=lambda each: -each[1])
        if reason != "able" and (part := _said(language, f"explain.passed_{reason}", {"n": n}))
    ]
    return _said(language, "explain.others", {"others": ", ".join(parts)}) if parts else None


def _said(language: str, code: str, params: Mapping[str, Value]) -> str | None:
    """None for a code that this build has no words for."""
    try:
        return words(language, code, params)
    except MissingText:
        return None
