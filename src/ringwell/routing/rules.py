"""Who may take a queue's callers: what agents have, and the rings by which a queue widens (routing.md, rule 4).

A queue's first ring is its own people; each further one opens by the caller's age or by the queue's pressure, and lets in more. An agent
counts for the innermost ring that admits it; an open ring has all inner ones open too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from typing import Literal

import msgspec

from ringwell.routing.messages import SkillNeed

LANGUAGE = "language:"
"""Begins the name under which a language stands among an agent's skills and a caller's needs."""

Needs = tuple[SkillNeed, ...]
Skills = tuple[tuple[str, int], ...]
Measure = Literal["service_level", "waiting", "expected_wait"]


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """What routing knows an agent by. `projects`: the only ones it works for (none: shared by all).

    `reserve_of`: backup groups; a member takes callers only by a ring that calls its group. `units` is its capacity. `off_hours`: at its
    site it is not working time now. Languages stand among the skills (`language_skill`).
    """

    skills: Skills = ()
    team: str = ""
    site: str = ""
    projects: tuple[str, ...] = ()
    reserve_of: tuple[str, ...] = ()
    units: int = 100
    off_hours: bool = False


class Pressure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ring's rule by a figure of its queue. It opens where `measure` has reached `opens_at` and closes where it is back at `closes_at`.

    Units: service_level a share 0–1 (opens at or below), waiting callers, expected_wait seconds (open at or above).
    """

    measure: Measure
    opens_at: float
    closes_at: float


class Ring(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a queue lets in once it opens: `after_s` of the caller's age, or `pressure`, or whichever comes first.

    Skills are needed `levels_less` below the queue's. `teams`, `sites`: only these (none: any). `groups`: these backup groups too.
    `lenders`: agents of these projects too. `any_language`: also who does not speak the caller's. `in_site_hours`: only those at whose site
    it is working time.
    """

    after_s: float | None = None
    pressure: Pressure | None = None
    levels_less: int = 0
    teams: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    lenders: tuple[str, ...] = ()
    any_language: bool = False
    in_site_hours: bool = False


class QueueRules(msgspec.Struct, frozen=True, kw_only=True):
    """How one queue finds its agents. The first ring is always open."""

    project_id: str = ""
    rings: tuple[Ring, ...] = (Ring(after_s=0),)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a rule, as a stable code; `ring` counts from 0."""

    queue_id: str
    code: Literal[
        "ring_never_opens",
        "ring_opens_sooner",
        "ring_asks_more",
        "ring_adds_nobody",
        "pressure_never_closes",
        "lending_cycle",
    ]
    ring: int = 0


Refused = Literal["skill", "language", "hours", "reserve", "project", "team", "site"]
"""Why a ring does not admit an agent."""
Reason = (
    Literal["able", "busy", "resting", "no_capacity", "barred", "ring_closed", "awaits_another"] | Refused
)
"""What routing thinks of an agent for a caller. `able`: could have been given it. The others say what stands in the way."""


def language_skill(language: str) -> str:
    """The name under which a language stands among skills and needs."""
    return LANGUAGE + language


def is_language(skill_id: str) -> bool:
    return skill_id.startswith(LANGUAGE)


def with_language(needs: Needs, language: str, level: int | None) -> Needs:
    """What a caller needs of an agent where its language at this level (None: no language) is asked for, too."""
    if level is None:
        return needs
    return tuple(sorted((*needs, SkillNeed(language_skill(language), level)), key=lambda need: need.skill_id))


def can_serve(skills: Mapping[str, int], needs: Needs, levels_less: int = 0) -> bool:
    """Whether an agent with these skills has every needed one at its level, or so many levels below (never below 1)."""
    return all(skills.get(need.skill_id, 0) >= max(1, need.level - levels_less) for need in needs)


def signature(skills: Mapping[str, int]) -> Skills:
    """What agents with the same skills have in common."""
    return tuple(sorted(skills.items()))


def ring_of(traits: Traits, rules: QueueRules, needs: Needs) -> int | None:
    """The innermost ring that admits the agent; None where none does."""
    skills = dict(traits.skills)
    for number, ring in enumerate(rules.rings):
        if refused_by(ring, traits, skills, rules, needs) is None:
            return number
    return None


def refused_by(
    ring: Ring, traits: Traits, skills: Mapping[str, int], rules: QueueRules, needs: Needs
) -> Refused | None:
    """Why this ring does not admit the agent; None where it does."""
    if not can_serve(skills, needs, ring.levels_less):
        lacking = _lacking(skills, needs, ring.levels_less)
        if not all(map(is_language, lacking)):
            return "skill"
        if not ring.any_language:
            return "language"
    if ring.in_site_hours and traits.off_hours:
        return "hours"
    if traits.reserve_of:
        return None if any(group in ring.groups for group in traits.reserve_of) else "reserve"
    if is_lent(traits, rules):
        if not any(project in ring.lenders for project in traits.projects):
            return "project"
        return None  # who is lent stands in another team, perhaps at another site
    if ring.teams and traits.team not in ring.teams:
        return "team"
    return "site" if ring.sites and traits.site not in ring.sites else None


def _lacking(skills: Mapping[str, int], needs: Needs, levels_less: int) -> list[str]:
    return [need.skill_id for need in needs if not can_serve(skills, (need,), levels_less)]


def is_lent(traits: Traits, rules: QueueRules) -> bool:
    """Whether the agent would work for a project that is not its own."""
    return bool(traits.projects) and rules.project_id not in traits.projects


def delays(rules: QueueRules) -> tuple[float, ...]:
    """For each ring the age in seconds from which callers may go to it: an outer ring that is open has the inner ones open."""
    ages, soonest = list[float](), inf
    for ring in reversed(rules.rings[1:]):
        soonest = min(soonest, inf if ring.after_s is None else ring.after_s)
        ages.append(soonest)
    return (0.0, *reversed(ages))


def next_widening(rules: QueueRules, entered_at: float, now: float) -> float | None:
    """The instant at which the next ring opens to a caller by its age; None where no further one does.

    An instant, not an age: `entered_at` plus the delay, as the matcher compares it, so that it is open at that very instant.
    """
    later = [entered_at + age for age in delays(rules) if now < entered_at + age < inf]
    return min(later, default=None)


def problems(rules: Mapping[str, QueueRules]) -> list[Problem]:
    """What no administrator can have meant, of all queues."""
    found = [problem for queue_id, each in rules.items() for problem in _of_rings(queue_id, each)]
    return found + [Problem(queue_id=queue_id, code="lending_cycle") for queue_id in _in_cycles(rules)]


Named = Literal["teams", "sites", "groups", "lenders"]
"""What a ring may name."""


def named_nobody(rules: QueueRules, agents: Collection[Traits]) -> list[tuple[int, Named]]:
    """Rings that name something no agent belongs to, by their number and what it is: they would call nobody there."""
    there: Mapping[Named, set[str]] = {
        "teams": {agent.team for agent in agents},
        "sites": {agent.site for agent in agents},
        "groups": {group for agent in agents for group in agent.reserve_of},
        "lenders": {project for agent in agents for project in agent.projects},
    }
    return [
        (number, name)
        for number, ring in enumerate(rules.rings)
        for name, known in there.items()
        if not known.issuperset(getattr(ring, name))
    ]


def _of_rings(queue_id: str, rules: QueueRules) -> Iterable[Problem]:
    age, less = 0.0, rules.rings[0].levels_less
    for number, ring in enumerate(rules.rings[1:], start=1):
        if ring.after_s is None and ring.pressure is None:
            yield Problem(queue_id=queue_id, code="ring_never_opens", ring=number)
        if ring.after_s is not None and ring.after_s < age:
            yield Problem(queue_id=queue_id, code="ring_opens_sooner", ring=number)
        if ring.pressure and _never_closes(ring.pressure):
            yield Problem(queue_id=queue_id, code="pressure_never_closes", ring=number)
        if ring.levels_less < less:
            yield Problem(queue_id=queue_id, code="ring_asks_more", ring=number)
        elif _adds_nobody(ring, rules.rings[:number]):
            yield Problem(queue_id=queue_id, code="ring_adds_nobody", ring=number)
        age, less = max(age, ring.after_s or 0.0), max(less, ring.levels_less)


def _adds_nobody(ring: Ring, inner: Sequence[Ring]) -> bool:
    """Whether whoever it admits is admitted by one of the rings within it."""
    as_easy = [
        each
        for each in inner
        if each.levels_less >= ring.levels_less
        and (each.any_language or not ring.any_language)
        and (ring.in_site_hours or not each.in_site_hours)
    ]
    own = any(_within(ring.teams, each.teams) and _within(ring.sites, each.sites) for each in as_easy)
    groups = {group for each in as_easy for group in each.groups}
    lenders = {project for each in as_easy for project in each.lenders}
    return own and groups.issuperset(ring.groups) and lenders.issuperset(ring.lenders)


def _within(asked: Sequence[str], wider: Sequence[str]) -> bool:
    """Whether those of one list (none: all) are among those of the other."""
    return not wider or (bool(asked) and set(asked) <= set(wider))


def _never_closes(pressure: Pressure) -> bool:
    """Without a distance in the right direction between opening and closing a ring would flap, or stay."""
    if pressure.measure == "service_level":
        return pressure.closes_at <= pressure.opens_at
    return pressure.closes_at >= pressure.opens_at


def _in_cycles(rules: Mapping[str, QueueRules]) -> list[str]:
    """Queues whose project borrows from one that borrows, by whatever steps, from it."""
    lenders: dict[str, set[str]] = {}
    for each in rules.values():
        for ring in each.rings:
            lenders.setdefault(each.project_id, set()).update(ring.lenders)
    return [
        queue_id
        for queue_id, each in rules.items()
        if any(ring.lenders for ring in each.rings) and _reaches(each.project_id, each.project_id, lenders)
    ]


def _reaches(start: str, goal: str, lenders: Mapping[str, set[str]]) -> bool:
    todo, seen = list(lenders.get(start, ())), set[str]()
    while todo:
        project = todo.pop()
        if project == goal:
            return True
        if project not in seen:
            seen.add(project)
            todo.extend(lenders.get(project, ()))
    return False
