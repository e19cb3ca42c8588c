"""What is simulated: who calls when, how long they talk and wait, who answers, by which rules. Times are seconds from the beginning."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from ringwell.kernel.settings import Limits
from ringwell.routing.capacity import CALL, USUAL
from ringwell.routing.policies import FCFS_ALIS, CostRate, FastestFirst, Policy, Ratio, mixed
from ringwell.routing.rules import QueueRules, Ring, Traits, problems
from ringwell.simulation.draws import Constant, Distribution

PolicyCode = Literal["fcfs_alis", "ratio", "cost_rate", "fastest_first"]


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From this second on so many come in an hour."""

    from_s: float
    per_hour: float


class Shift(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ready from `from_s`; from `to_s` on only what is in hand is finished."""

    from_s: float
    to_s: float


class QueuePlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A queue and who comes to it. `patience` None: nobody gives up. `rings` beyond the first need a way to open."""

    queue_id: str
    arrivals: tuple[Rate, ...] = ()
    service: Distribution
    wrap_up: Distribution = Constant(seconds=0.0)
    patience: Distribution | None = None
    needs: dict[str, int] = {}
    channel: str = CALL
    priority: int = 5
    target_s: float = 20.0
    short_abandon_s: float = 5.0
    project_id: str = ""
    rings: tuple[Ring, ...] = (Ring(after_s=0),)

    @property
    def rules(self) -> QueueRules:
        return QueueRules(project_id=self.project_id, rings=self.rings)


class AgentPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many agents who are alike. Without `shifts` they are ready all the time; `speed` 1.1 finishes in 1/1.1 of the time. `limits` None: the
    scenario's."""

    name: str
    count: int
    skills: dict[str, int] = {}
    team: str = ""
    site: str = ""
    projects: tuple[str, ...] = ()
    reserve_of: tuple[str, ...] = ()
    units: int = 100
    shifts: tuple[Shift, ...] = ()
    speed: float = 1.0
    limits: Limits | None = None

    @property
    def traits(self) -> Traits:
        return Traits(
            skills=tuple(sorted(self.skills.items())),
            team=self.team,
            site=self.site,
            projects=self.projects,
            reserve_of=self.reserve_of,
            units=self.units,
        )


class PolicyPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A policy and what it goes by: `shares` (ratio) and `costs` (cost_rate) by queue, `idle_cap_s` (fastest_first).

    `fastest`: beside another policy, queues that give callers to the fastest agent, by how long somebody may be idle meanwhile.
    """

    code: PolicyCode = "fcfs_alis"
    shares: dict[str, float] = {}
    costs: dict[str, float] = {}
    idle_cap_s: float = 900.0
    fastest: dict[str, float] = {}

    @property
    def by_pace(self) -> bool:
        """Whether it matters how fast agents are."""
        return bool(self.fastest) or self.code in ("cost_rate", "fastest_first")


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole what-if. Who comes before `warm_up_s` counts for nothing; after `until_s` nobody comes."""

    name: str
    until_s: float
    warm_up_s: float = 0.0
    queues: tuple[QueuePlan, ...]
    agents: tuple[AgentPlan, ...]
    policy: PolicyPlan = PolicyPlan()
    limits: Limits = Limits()


def faults(scenario: Scenario) -> list[str]:
    """What cannot be simulated, in words for whoever wrote it."""
    return [*_of_times(scenario), *_of_queues(scenario), *_of_agents(scenario)]


def policy_of(scenario: Scenario) -> Policy:
    """The policy, with the rates at which agents are expected to finish."""
    plan, rate = scenario.policy, _Rates(scenario).rate
    fastest = {queue_id: FastestFirst(rate, cap_s) for queue_id, cap_s in plan.fastest.items()}
    match plan.code:
        case "fcfs_alis":
            return mixed(FCFS_ALIS, fastest)
        case "ratio":
            return mixed(Ratio(plan.shares), fastest)
        case "cost_rate":
            return mixed(CostRate(plan.costs, rate), fastest)
        case "fastest_first":
            return FastestFirst(rate, plan.idle_cap_s)


def agent_ids(scenario: Scenario) -> Iterable[tuple[str, AgentPlan]]:
    """Every agent by name and number."""
    for plan in scenario.agents:
        for number in range(1, plan.count + 1):
            yield numbered(plan.name, number), plan


def numbered(name: str, number: int = 1) -> str:
    """The id of one of those who go by this name."""
    return f"{name} {number}"


class _Rates:
    """How many an agent finishes in an hour, by its speed and the queue's mean service."""

    def __init__(self, scenario: Scenario) -> None:
        self._speeds = {agent_id: plan.speed for agent_id, plan in agent_ids(scenario)}
        self._hourly = {
            queue.queue_id: 3600 / max(1e-9, queue.service.mean_s + queue.wrap_up.mean_s)
            for queue in scenario.queues
        }

    def rate(self, agent_id: str, queue_id: str) -> float:
        return self._speeds[agent_id] * self._hourly[queue_id]


def _of_times(scenario: Scenario) -> Iterable[str]:
    if not 0 <= scenario.warm_up_s < scenario.until_s:
        yield "until_s has to be later than warm_up_s, and neither before 0"
    for queue in scenario.queues:
        steps = [rate.from_s for rate in queue.arrivals]
        if steps != sorted(set(steps)) or any(rate.per_hour < 0 for rate in queue.arrivals):
            yield f"queue {queue.queue_id}: arrivals have to be in order of from_s, per_hour not below 0"


def _of_queues(scenario: Scenario) -> Iterable[str]:
    known = [queue.queue_id for queue in scenario.queues]
    if not known or len(set(known)) < len(known):
        yield "there has to be at least one queue, and each queue_id once only"
    for queue in scenario.queues:
        if queue.channel not in USUAL:
            yield f"queue {queue.queue_id}: no channel {queue.channel}; there are {', '.join(USUAL)}"
        if not queue.rings:
            yield f"queue {queue.queue_id}: it needs at least one ring"
    rules = {queue.queue_id: queue.rules for queue in scenario.queues if queue.rings}
    for problem in problems(rules):
        yield f"queue {problem.queue_id}, ring {problem.ring}: {problem.code.replace('_', ' ')}"
    policy = scenario.policy
    for queue_id in {*policy.shares, *policy.costs, *policy.fastest} - set(known):
        yield f"policy: no queue {queue_id}"


def _of_agents(scenario: Scenario) -> Iterable[str]:
    names = [plan.name for plan in scenario.agents]
    if len(set(names)) < len(names):
        yield "each name of agents may stand once only"
    for plan in scenario.agents:
        if plan.count < 0 or plan.speed <= 0:
            yield f"agents {plan.name}: count not below 0, speed above 0"
        shifts = [time for shift in plan.shifts for time in (shift.from_s, shift.to_s)]
        if shifts != sorted(shifts):
            yield f"agents {plan.name}: shifts have to be in order and may not overlap"
