"""Stories of callers and agents, told to the matcher and to an oracle that looks at everybody at each decision: O(n·m)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from ringwell.routing.capacity import USUAL
from ringwell.routing.matching import (
    IN_DEMAND_S,
    Match,
    Matcher,
    Preference,
    Waiter,
    effective_target,
    goes_ahead,
)
from ringwell.routing.messages import SkillNeed
from ringwell.routing.policies import PREFERRED_WEIGHS
from ringwell.routing.rules import Pressure, QueueRules, Ring, Traits

SKILLS = ("a", "b", "c")
LANGUAGES = ("language:en", "language:pl")
TEAMS, SITES, PROJECTS, GROUPS = ("t1", "t2"), ("s1", "s2"), ("p1", "p2"), ("g1", "g2")
QUEUES = ("q1", "q2", "q3")
TARGETS = {"q1": 20.0, "q2": 60.0, "q3": 20.0}
PRIORITIES = (0, 5, 5, 5, 5, 5, 8, 11)
CHANNELS = ("call", "call", "call", "chat", "mail")
AGENTS = 6

Ask = tuple[str, tuple[SkillNeed, ...], str]


@dataclass
class Sitting:
    """An idle agent: since when, what parts those of the same instant, and what it has in hand."""

    since: float
    order: int
    in_hand: tuple[str, ...] = ()


@dataclass
class Oracle:
    """Everything in plain dictionaries."""

    rules: Mapping[str, QueueRules]
    traits: Mapping[str, Traits]
    waiters: dict[str, Waiter] = field(default_factory=dict[str, Waiter])
    idle: dict[str, Sitting] = field(default_factory=dict[str, Sitting])
    barred: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    seen: dict[Ask, float] = field(default_factory=dict[Ask, float])
    held: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    open_rings: dict[str, int] = field(default_factory=dict[str, int])
    resting: set[str] = field(default_factory=set[str])

    def seat(self, waiter: Waiter, now: float) -> None:
        self.waiters[waiter.interaction_id] = waiter
        self.seen[ask(waiter)] = now
        names = waiter.preference.agent_ids if waiter.preference else ()
        able = tuple(a for a in names if self.ring(a, waiter.queue_id, waiter.needs) is not None)
        self.held[waiter.interaction_id] = able

    def ring(self, agent_id: str, queue_id: str, needs: Sequence[SkillNeed]) -> int | None:
        rules = self.rules[queue_id]
        for number in range(len(rules.rings)):
            if self._admits(rules, rules.rings[number], self.traits[agent_id], needs):
                return number
        return None

    def _admits(self, rules: QueueRules, ring: Ring, agent: Traits, needs: Sequence[SkillNeed]) -> bool:
        has = dict(agent.skills)
        for need in needs:
            level = need.level - ring.levels_less
            spoken = need.skill_id in LANGUAGES
            if spoken and ring.any_language:
                continue
            if has.get(need.skill_id, 0) < (level if level > 1 else 1):
                return False
        if agent.off_hours and ring.in_site_hours:
            return False
        if agent.reserve_of:
            return bool(set(agent.reserve_of) & set(ring.groups))
        works_here = not agent.projects or rules.project_id in agent.projects
        if not works_here:
            return bool(set(agent.projects) & set(ring.lenders))
        return (not ring.teams or agent.team in ring.teams) and (not ring.sites or agent.site in ring.sites)

    def reaches(self, agent_id: str, waiter: Waiter, now: float) -> bool:
        """Whether the agent may be given this caller, leaving bars and preferences aside."""
        ring = self.ring(agent_id, waiter.queue_id, waiter.needs)
        if ring is None or not self._has_room(agent_id, waiter.channel):
            return False
        opened = self.open_rings.get(waiter.queue_id, 0)
        for number, each in enumerate(self.rules[waiter.queue_id].rings):
            if each.after_s is not None and now >= waiter.entered_at + each.after_s:
                opened = max(opened, number)
        return ring <= opened

    def _has_room(self, agent_id: str, channel: str) -> bool:
        rule = USUAL[channel]
        rest = [each for each in self.idle[agent_id].in_hand if each not in rule.interrupts]
        if rest and (rule.alone or any(USUAL[each].alone for each in rest)):
            return False
        return sum(USUAL[each].units for each in rest) + rule.units <= self.traits[agent_id].units

    def is_held(self, waiter: Waiter, now: float) -> bool:
        if waiter.preference is None or not self.held[waiter.interaction_id]:
            return False
        return now < waiter.entered_at + waiter.preference.limit_s

    def covers(self, agent_id: str, now: float) -> int:
        asked = {ask(waiter) for waiter in self.waiters.values()}
        asked |= {each for each, at in self.seen.items() if now < at + IN_DEMAND_S}
        return sum(self.ring(agent_id, queue_id, needs) == 0 for queue_id, needs, _ in asked)

    def urgency(self, waiter: Waiter, now: float, preferred: bool = False) -> tuple[bool, float, float, int]:
        age = now - waiter.entered_at
        target_s = waiter.target_s / PREFERRED_WEIGHS if preferred else waiter.target_s
        return waiter.ahead, age / target_s, age, -waiter.order

    def for_waiter(self, interaction_id: str, now: float) -> str | None:
        waiter = self.waiters[interaction_id]
        idle = [agent_id for agent_id in self.idle if (interaction_id, agent_id) not in self.barred]
        if self.is_held(waiter, now):
            names = self.held[interaction_id]
            return next((a for a in names if a in idle and self._has_room(a, waiter.channel)), None)
        able = [agent_id for agent_id in idle if self.reaches(agent_id, waiter, now)]
        return min(able, key=lambda agent_id: self._turn(agent_id, waiter, now)) if able else None

    def _turn(self, agent_id: str, waiter: Waiter, now: float) -> tuple[int | None, int, int, float, int]:
        sitting = self.idle[agent_id]
        units = sum(USUAL[each].units for each in sitting.in_hand)
        ring = self.ring(agent_id, waiter.queue_id, waiter.needs)
        return ring, self.covers(agent_id, now), units, sitting.since, sitting.order

    def for_agent(self, agent_id: str, now: float) -> str | None:
        able = [
            waiter
            for waiter in self.waiters.values()
            if (waiter.interaction_id, agent_id) not in self.barred and self._may(agent_id, waiter, now)
        ]
        own = [each for each in able if self.is_held(each, now) or not self._is_foreign(agent_id, each)]
        ranked = [
            (self.urgency(each, now, self.is_held(each, now)), each.interaction_id) for each in own or able
        ]
        return max(ranked)[1] if ranked else None

    def _is_foreign(self, agent_id: str, waiter: Waiter) -> bool:
        """Whether the agent would be lent for this caller."""
        projects = self.traits[agent_id].projects
        return projects != () and self.rules[waiter.queue_id].project_id not in projects

    def _may(self, agent_id: str, waiter: Waiter, now: float) -> bool:
        if self.is_held(waiter, now):
            return agent_id in self.held[waiter.interaction_id] and self._has_room(agent_id, waiter.channel)
        return self.reaches(agent_id, waiter, now)

    def place(self, interaction_id: str, now: float) -> int:
        mine = self.waiters[interaction_id]
        same = (each for each in self.waiters.values() if each.queue_id == mine.queue_id)
        return 1 + sum(self.urgency(each, now) > self.urgency(mine, now) for each in same)

    def able(self, interaction_id: str, now: float) -> int:
        waiter = self.waiters[interaction_id]
        return sum(self.reaches(agent_id, waiter, now) for agent_id in self.idle)


def ask(waiter: Waiter) -> Ask:
    return waiter.queue_id, waiter.needs, waiter.channel


class Story:
    """The matcher and its oracle, told the same by chance. `plain`: one ring, calls only, nobody preferred."""

    def __init__(self, dice: Random, *, plain: bool = False) -> None:
        self.dice, self.plain = dice, plain
        self.now, self.order = 1_800_000_000.0, 0
        self.left: dict[str, Waiter] = {}
        traits = {f"agt_{number}": self._traits() for number in range(AGENTS)}
        rules = {queue_id: self._rules() for queue_id in QUEUES}
        self.matcher, self.oracle = Matcher(rules), Oracle(rules, traits)
        for agent_id, each in traits.items():
            self.matcher.enrol(agent_id, each)

    # --- one thing happens

    def happen(self) -> None:
        """Something, by chance."""
        steps = (
            self.arrive,
            self.arrive,
            self.arrive,
            self.free,
            self.free,
            self.free,
            self.occupy,
            self.rest,
            self.leave,
            self.come_back,
            self.bar,
            self.unbar,
            self.wait,
            self.wait,
            self.widen,
        )
        self.dice.choice(steps)()

    def arrive(self) -> str:
        dice = self.dice
        self.order += 1
        queue_id = dice.choice(QUEUES)
        priority = dice.choice(PRIORITIES)
        wanted = sorted(dice.sample(SKILLS, dice.choice((0, 1, 1, 2))))
        waiter = Waiter(
            interaction_id=f"int_{self.order:04}",
            queue_id=queue_id,
            entered_at=self.now,
            needs=tuple(SkillNeed(skill, dice.choice((2, 4))) for skill in (*wanted, *self._language())),
            target_s=effective_target(TARGETS[queue_id], priority),
            order=self.order,
            ahead=goes_ahead(priority),
            channel="call" if self.plain else dice.choice(CHANNELS),
            preference=self._preference(),
        )
        self.seat(waiter)
        return waiter.interaction_id

    def _language(self) -> tuple[str, ...]:
        return () if self.plain else self.dice.choice(((), (), LANGUAGES[:1], LANGUAGES[1:]))

    def seat(self, waiter: Waiter) -> None:
        self.matcher.seat(waiter, self.now)
        self.oracle.seat(waiter, self.now)

    def free(self) -> str:
        agent_id = f"agt_{self.dice.randrange(AGENTS)}"
        self.order += 1
        in_hand = () if self.plain else self.dice.choice(((), (), ("chat",), ("chat", "chat"), ("mail",)))
        since = self.now - self.dice.choice((0, 0, 0, 40))
        self.matcher.free(agent_id, since, in_hand)
        self.oracle.resting.discard(agent_id)
        self.oracle.idle[agent_id] = Sitting(since, self.order, in_hand)
        return agent_id

    def occupy(self) -> None:
        self.make_busy(f"agt_{self.dice.randrange(AGENTS)}")

    def make_busy(self, agent_id: str) -> None:
        self.matcher.occupy(agent_id)
        self.oracle.idle.pop(agent_id, None)

    def rest(self) -> None:
        agent_id = f"agt_{self.dice.randrange(AGENTS)}"
        self.matcher.rest(agent_id, True)
        self.oracle.idle.pop(agent_id, None)
        self.oracle.resting.add(agent_id)

    def leave(self) -> None:
        if self.oracle.waiters:
            self.unseat(self.dice.choice(sorted(self.oracle.waiters)))

    def unseat(self, interaction_id: str) -> None:
        self.matcher.unseat(interaction_id)
        self.left[interaction_id] = self.oracle.waiters.pop(interaction_id)

    def come_back(self) -> None:
        if self.left:
            self.seat(self.left.pop(self.dice.choice(sorted(self.left))))

    def bar(self) -> None:
        if self.oracle.waiters:
            pair = self.dice.choice(sorted(self.oracle.waiters)), f"agt_{self.dice.randrange(AGENTS)}"
            self.matcher.bar(*pair)
            self.oracle.barred.add(pair)

    def unbar(self) -> None:
        if self.oracle.barred:
            pair = self.dice.choice(sorted(self.oracle.barred))
            self.matcher.unbar(*pair)
            self.oracle.barred.discard(pair)

    def wait(self) -> None:
        self.now += self.dice.choice((0, 1, 7, 15, 30, 31, 300, 3300))

    def widen(self) -> None:
        queue_id = self.dice.choice(QUEUES)
        ring = self.dice.randrange(len(self.oracle.rules[queue_id].rings))
        self.oracle.open_rings[queue_id] = ring
        self.matcher.open_ring(queue_id, ring)

    # --- decisions

    def decide(self) -> Match | None:
        """Ask for the one match that something new enables, as the floor does, and carry it out."""
        if self.oracle.waiters and (not self.oracle.idle or self.dice.random() < 0.5):
            match = self._of_waiter(self.dice.choice(sorted(self.oracle.waiters)))
        elif self.oracle.idle:
            match = self._of_agent(self.dice.choice(sorted(self.oracle.idle)))
        else:
            return None
        if match:
            self.matcher.forget(match.interaction_id)
            self.oracle.waiters.pop(match.interaction_id)
            self.oracle.barred = {each for each in self.oracle.barred if each[0] != match.interaction_id}
            self.make_busy(match.agent_id)
        return match

    def agree(self) -> None:
        """Whatever were asked now would be answered alike."""
        for interaction_id in self.oracle.waiters:
            self._of_waiter(interaction_id)
            place = self.oracle.place(interaction_id, self.now)
            assert self.matcher.place(interaction_id, self.now) == place
            able = self.oracle.able(interaction_id, self.now)
            assert self.matcher.candidates(interaction_id, self.now) == able
        for agent_id in self.oracle.idle:
            self._of_agent(agent_id)

    def _of_waiter(self, interaction_id: str) -> Match | None:
        match = self.matcher.match_waiter(interaction_id, self.now)
        assert (match.agent_id if match else None) == self.oracle.for_waiter(interaction_id, self.now)
        self._same_ring(match)
        return match

    def _of_agent(self, agent_id: str) -> Match | None:
        match = self.matcher.match_agent(agent_id, self.now)
        assert (match.interaction_id if match else None) == self.oracle.for_agent(agent_id, self.now)
        self._same_ring(match)
        return match

    def _same_ring(self, match: Match | None) -> None:
        if match:
            waiter = self.oracle.waiters[match.interaction_id]
            assert match.ring == self.oracle.ring(match.agent_id, waiter.queue_id, waiter.needs)

    # --- who there is

    def _traits(self) -> Traits:
        dice = self.dice
        has = sorted(dice.sample(SKILLS, dice.choice((1, 2, 3))))
        spoken = () if self.plain else dice.choice(((), LANGUAGES[:1], LANGUAGES[1:], LANGUAGES))
        return Traits(
            skills=tuple((skill, dice.randint(1, 5)) for skill in (*has, *spoken)),
            off_hours=not self.plain and dice.random() < 0.3,
            team=dice.choice(TEAMS),
            site=dice.choice(SITES),
            projects=dice.choice(((), (), ("p1",), ("p1", "p2"))),
            reserve_of=() if self.plain else dice.choice(((), (), (), ("g1",), ("g1", "g2"))),
            units=dice.choice((100, 100, 66)) if not self.plain else 100,
        )

    def _rules(self) -> QueueRules:
        dice = self.dice
        project_id = dice.choice(("", "p1", "p2")) if not self.plain else ""
        home = Ring(after_s=0, teams=dice.choice(((), (), ("t1",))), in_site_hours=dice.random() < 0.3)
        if self.plain:
            return QueueRules(rings=(Ring(after_s=0),))
        pressure = Pressure(measure="waiting", opens_at=3, closes_at=1)
        age, rings = 0.0, [home]
        for _ in range(dice.randint(0, 3)):
            age += dice.choice((7, 15, 30))
            rings.append(
                Ring(
                    after_s=dice.choice((age, age, None)),
                    pressure=pressure,
                    levels_less=dice.randint(0, 3),
                    teams=dice.choice(((), ("t1",), TEAMS)),
                    sites=dice.choice(((), ("s1",), SITES)),
                    groups=dice.choice(((), ("g1",), ("g2",))),
                    any_language=dice.random() < 0.4,
                    in_site_hours=dice.random() < 0.3,
                    lenders=dice.choice(((), ("p1",), ("p2",))),
                )
            )
        return QueueRules(project_id=project_id, rings=tuple(rings))

    def _preference(self) -> Preference | None:
        if self.plain or self.dice.random() < 0.7:
            return None
        names = self.dice.sample(range(AGENTS), self.dice.choice((1, 1, 2)))
        limit_s = self.dice.choice((0.0, 7.0, 30.0))
        return Preference(tuple(f"agt_{number}" for number in names), limit_s)
