"""A past day replayed with other people, skills, rings or rules, beside what really happened and beside the same day replayed as it was.

The replay as it was tells how far the simulator is to be trusted for this day; what a change does is the difference between the two
replays, which have the same callers. Who came, when, and how long each talked is as it was. What nobody knows is drawn by chance, so
that it is played several times: for how long those who were answered would have waited, and how long those who left would have talked.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import inf
from random import Random
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from ringwell.agents.model import AgentProfile
from ringwell.kernel.settings import CallerChoice, Limits
from ringwell.routing.matching import goes_ahead
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import BackupGroup, Queue, traits_of
from ringwell.routing.pace import AS_EVERYBODY
from ringwell.routing.policies import shares_of
from ringwell.routing.preference import named, waits_s
from ringwell.routing.rules import Ring, with_language
from ringwell.simulation.draws import Arrival, Constant
from ringwell.simulation.engine import Simulation, Source
from ringwell.simulation.outcome import Outcome, QueueOutcome, Report, report
from ringwell.simulation.past_day import PastDay, Visit
from ringwell.simulation.scenario import (
    AgentPlan,
    PolicyCode,
    PolicyPlan,
    QueuePlan,
    Scenario,
    Shift,
    faults,
    numbered,
)
from ringwell.workforce.erlang import mean_patience_s

STRETCHES = 10
"""In so many pieces each run is played, so that progress can be told and it can be left."""
LEAST_RUNS = 2
MOST_VISITS = 2_000_000
"""So many are played in all runs of one way the day may go: a day of very many is played less often, which tells as much of it."""
INTERVAL_S = 1800
"""What one point of the plot is of."""
HIGHEST_LEVEL = 10
NO_SPEEDS: Mapping[str, float] = {}
"""All agents are as fast as each other."""

Seconds = Annotated[float, Meta(ge=0, le=90_000)]


class MorePeople(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many more people who have just what a queue needs, from and to these seconds of the day."""

    queue_id: str
    count: Annotated[int, Meta(ge=1, le=200)]
    from_s: Seconds
    to_s: Seconds


class Changes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be otherwise than it was.

    `without`: agents who were not there. `skills`: agent → skill → level (0 takes it away). `rings`: by queue, those beyond its own people.
    `targets`: by queue, seconds; who is late against it is the more urgent. `policy` None: by what the workspace and its queues choose.
    """

    more: Annotated[tuple[MorePeople, ...], Meta(max_length=20)] = ()
    without: Annotated[tuple[str, ...], Meta(max_length=2000)] = ()
    skills: dict[str, dict[str, Annotated[int, Meta(ge=0, le=HIGHEST_LEVEL)]]] = {}
    rings: dict[str, Annotated[tuple[Ring, ...], Meta(max_length=8)]] = {}
    targets: dict[str, Annotated[int, Meta(ge=1, le=3600)]] = {}
    policy: PolicyPlan | None = None


NOTHING = Changes()


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The queues, agents and backup groups of a workspace, by id; by what callers are chosen of several queues; what protects each agent."""

    queues: Mapping[str, Queue]
    agents: Mapping[str, AgentProfile]
    groups: Mapping[str, BackupGroup] = {}
    caller_choice: CallerChoice = "oldest"
    limits: Mapping[str, Limits] = {}

    def policy(self, queue_ids: Collection[str]) -> PolicyPlan:
        """By what these queues choose."""
        code: PolicyCode = "fcfs_alis" if self.caller_choice == "oldest" else self.caller_choice
        known = [self.queues[queue_id] for queue_id in queue_ids if queue_id in self.queues]
        fastest = {each.queue_id: float(each.idle_cap_s) for each in known if each.agent_choice == "fastest"}
        return self.weighed(PolicyPlan(code=code, fastest=fastest), queue_ids)

    def weighed(self, plan: PolicyPlan, queue_ids: Collection[str]) -> PolicyPlan:
        """The policy with the weights of the queues, where it has none of its own."""
        known = ((queue_id, self.queues.get(queue_id)) for queue_id in queue_ids)
        weights = {queue_id: queue.weight if queue else 1.0 for queue_id, queue in known}
        return replace(plan, shares=plan.shares or shares_of(weights), costs=plan.costs or weights)


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One interval of all queues, the mean over runs: how many came, the share answered in time of those answered or gone (None: nobody), mean wait."""

    from_s: float
    offered: float
    service_level: float | None
    mean_wait_s: float | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One way the day went: its figures and its course. Occupancy is 0 where it is not known."""

    report: Report
    course: tuple[Point, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`really` happened, `replayed` as it was, `changed` as it would have been. `left_out`: visits that are in none of the three."""

    really: Told
    replayed: Told
    changed: Told
    left_out: int
    rules_changed: bool
    people: int


class NothingToReplay(Exception):
    """Nobody came to a queue on that day."""


class Unplayable(Exception):
    """What was asked for cannot be played. `problems` are sentences."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


Progress = Callable[[float], bool]
"""Told the share that is done; False: stop."""


def what_if(day: PastDay, rules: Rules, changes: Changes, runs: int, go_on: Progress) -> Answer | None:
    """Play it; None where it was stopped. Raises NothingToReplay, Unplayable."""
    if not day.visits:
        raise NothingToReplay
    day = _asked_of_agents(day, rules)
    speeds = _speeds(day) if _by_pace(day, rules, changes) else {}
    scenarios = [scenario_of(day, rules, each, speeds) for each in (NOTHING, changes)]
    problems = [problem for scenario in scenarios for problem in faults(scenario)]
    if problems:
        raise Unplayable(problems)
    runs = max(LEAST_RUNS, min(runs, MOST_VISITS // len(day.visits)))
    outcomes = list[list[Outcome]]()
    for number, scenario in enumerate(scenarios):
        played = _play(
            scenario,
            day,
            speeds,
            runs,
            lambda done, number=number: go_on((number + done) / len(scenarios)),
        )
        if played is None:
            return None
        outcomes.append(played)
    replayed, changed = (_told(scenario, each) for scenario, each in zip(scenarios, outcomes, strict=True))
    return Answer(
        really=_told(scenarios[0], [really(day, scenarios[0])]),
        replayed=replayed,
        changed=changed,
        left_out=day.left_out,
        rules_changed=day.rules_changed,
        people=len(scenarios[0].agents),
    )


# --- from the day to a scenario


def _asked_of_agents(day: PastDay, rules: Rules) -> PastDay:
    """The day with what their queue asks of agents for these callers: that they speak their language, and be those whom they prefer."""

    def asked(visit: Visit) -> Visit:
        queue = rules.queues.get(visit.queue_id)
        if queue is None:
            return visit
        return replace(
            visit,
            needs=with_language(visit.needs, visit.language, queue.language_level),
            preferred=() if visit.callback or goes_ahead(visit.priority) else named(queue, visit.who),
            preferred_for_s=waits_s(queue, visit.who),
        )

    return replace(day, visits=tuple(asked(visit) for visit in day.visits))


def _by_pace(day: PastDay, rules: Rules, changes: Changes) -> bool:
    """Whether in either replay it matters how fast agents are."""
    usual = rules.policy({visit.queue_id for visit in day.visits})
    return usual.by_pace or (changes.policy is not None and changes.policy.by_pace)


def _speeds(day: PastDay) -> dict[str, float]:
    """How much faster than usual each agent was with what it was given; of whom little is known, as fast as everybody."""
    whole = defaultdict[str, list[float]](list)
    for visit in day.visits:
        if visit.talk_s is not None:
            whole[visit.queue_id].append(visit.talk_s + visit.wrap_up_s)
    means = {queue_id: sum(each) / len(each) for queue_id, each in whole.items()}
    expected, took = defaultdict[str, float](float), defaultdict[str, float](float)
    for visit in day.visits:
        if visit.talk_s is not None and visit.agent_id is not None:
            usual_s = means[visit.queue_id]
            known = expected[visit.agent_id] > 0
            expected[visit.agent_id] += usual_s if known else (1 + AS_EVERYBODY) * usual_s
            took[visit.agent_id] += visit.talk_s + visit.wrap_up_s + (0 if known else AS_EVERYBODY * usual_s)
    return {agent_id: expected[agent_id] / seconds for agent_id, seconds in took.items() if seconds > 0}


def scenario_of(
    day: PastDay, rules: Rules, changes: Changes, speeds: Mapping[str, float] = NO_SPEEDS
) -> Scenario:
    """The day with these changes. Queues and agents that are gone from the configuration are as the day tells them."""
    queues = {visit.queue_id for visit in day.visits}
    plans = tuple(_queue(queue_id, day, rules.queues.get(queue_id), changes) for queue_id in sorted(queues))
    there = (agent_id for agent_id in day.ready if agent_id not in changes.without)
    agents = tuple(
        replace(_agent(agent_id, day.ready[agent_id], rules, changes), speed=speeds.get(agent_id, 1.0))
        for agent_id in there
    )
    policy = rules.weighed(changes.policy, queues) if changes.policy else rules.policy(queues)
    return Scenario(
        name="past day",
        until_s=day.length_s,
        queues=plans,
        agents=(*agents, *_more(plans, day.length_s, changes)),
        policy=policy,
    )


def _queue(queue_id: str, day: PastDay, queue: Queue | None, changes: Changes) -> QueuePlan:
    mine = [visit for visit in day.visits if visit.queue_id == queue_id]
    (needs, priority), _ = Counter((visit.needs, visit.priority) for visit in mine).most_common(1)[0]
    known = queue or Queue(queue_id=queue_id, name="", project_id="")
    rings = changes.rings.get(queue_id, known.rings)
    talks = tuple(visit.talk_s for visit in mine if visit.talk_s is not None)
    return QueuePlan(
        queue_id=queue_id,
        service=Constant(sum(talks) / len(talks) if talks else 0.0),
        needs={need.skill_id: need.level for need in needs},
        priority=priority,
        target_s=changes.targets.get(queue_id, known.target_s),
        short_abandon_s=known.short_abandon_s,
        project_id=known.project_id,
        rings=(known.rules.rings[0], *rings),
    )


def _agent(agent_id: str, shifts: tuple[Shift, ...], rules: Rules, changes: Changes) -> AgentPlan:
    profile, otherwise = rules.agents.get(agent_id), changes.skills.get(agent_id, {})
    if profile is None:
        profile = AgentProfile(agent_id=agent_id, user_id="", name="", endpoint="")
    traits = traits_of(agent_id, profile, rules.groups.values())
    skills = {**dict(traits.skills), **otherwise}
    return AgentPlan(
        name=agent_id,
        count=1,
        skills={skill_id: level for skill_id, level in skills.items() if level > 0},
        team=traits.team,
        site=traits.site,
        projects=traits.projects,
        reserve_of=traits.reserve_of,
        shifts=shifts,
        limits=rules.limits.get(agent_id),
    )


def _more(plans: Sequence[QueuePlan], length_s: float, changes: Changes) -> Iterator[AgentPlan]:
    by_id = {plan.queue_id: plan for plan in plans}
    for number, each in enumerate(changes.more, start=1):
        plan, until = by_id.get(each.queue_id), min(each.to_s, length_s)
        if plan is not None and each.from_s < until:
            yield AgentPlan(
                name=f"more {number}",
                count=each.count,
                skills=dict.fromkeys(plan.needs, HIGHEST_LEVEL),
                team=next(iter(plan.rings[0].teams), ""),
                site=next(iter(plan.rings[0].sites), ""),
                shifts=(Shift(each.from_s, until),),
            )


def callers(
    day: PastDay, scenario: Scenario, seed: int, speeds: Mapping[str, float] = NO_SPEEDS
) -> Mapping[str, Source]:
    """Who comes to each queue; the same seed brings the same, whatever the scenario changes. Talks are as long as they would be with an agent of
    usual speed."""
    by_queue = defaultdict[str, list[Visit]](list)
    for visit in day.visits:
        by_queue[visit.queue_id].append(visit)
    return {
        plan.queue_id: _arrivals(by_queue[plan.queue_id], plan, Random(f"{seed}/{plan.queue_id}"), speeds)  # noqa: S311 chance, not secrets
        for plan in scenario.queues
    }


def _arrivals(visits: Sequence[Visit], plan: QueuePlan, dice: Random, speeds: Mapping[str, float]) -> Source:
    answered = [visit for visit in visits if visit.answered and visit.talk_s is not None]
    on_the_line = [visit for visit in visits if not visit.callback]
    patience_s = mean_patience_s(
        sum(not visit.answered for visit in on_the_line), sum(visit.waited_s for visit in on_the_line)
    )
    usual = tuple(SkillNeed(skill_id, level) for skill_id, level in sorted(plan.needs.items()))
    for visit in visits:
        spent = visit if visit.talk_s is not None else dice.choice(answered) if answered else visit
        longer = dice.expovariate(1 / patience_s) if 0 < patience_s < inf else patience_s
        needs = tuple(sorted(visit.needs, key=lambda need: need.skill_id))
        speed = speeds.get(spent.agent_id or "", 1.0)
        yield Arrival(
            at=visit.at,
            service_s=(spent.talk_s or 0.0) * speed,
            wrap_up_s=spent.wrap_up_s * speed,
            patience_s=_patience_s(visit, longer),
            ring_s=spent.ring_s,
            needs=None if needs == usual else needs,
            priority=None if visit.priority == plan.priority else visit.priority,
            preferred=tuple(map(numbered, visit.preferred)),
            preferred_for_s=visit.preferred_for_s,
        )


def _patience_s(visit: Visit, longer: float) -> float:
    """For how long it would have waited: known of who gave up only."""
    if visit.callback:
        return inf
    return visit.waited_s + longer if visit.answered else visit.waited_s


# --- playing and telling


def _play(
    scenario: Scenario, day: PastDay, speeds: Mapping[str, float], runs: int, go_on: Progress
) -> list[Outcome] | None:
    outcomes = list[Outcome]()
    for number in range(runs):
        run = Simulation(scenario, callers(day, scenario, number, speeds))
        for stretch in range(1, STRETCHES + 1):
            run.play(day.length_s * stretch / STRETCHES)
            if not go_on((number + stretch / STRETCHES) / runs):
                return None
        outcomes.append(run.run())
    return outcomes


def really(day: PastDay, scenario: Scenario) -> Outcome:
    """What happened, as if it had been played."""
    outcome = Outcome(queues={plan.queue_id: QueueOutcome(plan) for plan in scenario.queues})
    for visit in day.visits:
        queue = outcome.queues[visit.queue_id]
        queue.offered += 1
        if visit.answered:
            queue.answer(visit.waited_s, 0, visit.at)
        else:
            queue.abandon(visit.waited_s, visit.at)
    whole = ((visit.talk_s or 0.0) + visit.wrap_up_s for visit in day.visits)
    outcome.busy_s = sum(whole)
    outcome.staffed_s = sum(shift.to_s - shift.from_s for shifts in day.ready.values() for shift in shifts)
    return outcome


def _told(scenario: Scenario, outcomes: Sequence[Outcome]) -> Told:
    return Told(report=report(scenario.name, outcomes), course=tuple(_course(scenario.until_s, outcomes)))


def _course(until_s: float, outcomes: Sequence[Outcome]) -> Iterator[Point]:
    count = int(-(-until_s // INTERVAL_S))
    came, ended, in_time, waited = ([0.0] * count for _ in range(4))
    for outcome in outcomes:
        for queue in outcome.queues.values():
            for at, wait, served in zip(queue.came, queue.waits, queue.served, strict=True):
                place = min(count - 1, int(at // INTERVAL_S))
                came[place] += 1
                ended[place] += 1
                in_time[place] += bool(served) and wait <= queue.plan.target_s
                waited[place] += wait
    for place in range(count):
        yield Point(
            from_s=place * INTERVAL_S,
            offered=came[place] / len(outcomes),
            service_level=in_time[place] / ended[place] if ended[place] else None,
            mean_wait_s=waited[place] / ended[place] if ended[place] else None,
        )
