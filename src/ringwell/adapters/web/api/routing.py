"""Who would get a caller now, and why everybody else would not: asked of the brain, about the floor as it is."""

from typing import Annotated, Literal, cast

import msgspec
from fastapi import APIRouter
from pydantic import Field, StringConstraints

from ringwell.adapters.web.api.config_shapes import Level, Need, QueueId, SkillId
from ringwell.adapters.web.api.shapes import Body, Language, View, id_pattern, known_id
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.names import Names
from ringwell.adapters.web.problems import field_problem
from ringwell.agents.messages import Activity, Presence
from ringwell.customers.ports import KnownCaller
from ringwell.flows.messages import SkillLevel
from ringwell.flows.model import QueueNode
from ringwell.flows.read import flow_of
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion, State
from ringwell.journeys.targets import Targets
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import CONTACT, INTERACTION, NUMBER
from ringwell.routing.preference import NOBODY_HERE, Acquaintance
from ringwell.routing.rules import Reason

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["routing"])

ContactId = Annotated[str, StringConstraints(pattern=id_pattern(CONTACT))]
InteractionId = Annotated[str, StringConstraints(pattern=id_pattern(INTERACTION))]


class ExtraSkill(Body):
    """A skill that the flow asks for besides the queue's own."""

    skill_id: SkillId
    level: Level = 1


class Probe(Body):
    """Either a caller who waits (`interaction_id`), or one who might, in this queue (`queue_id`): anybody, or this contact."""

    interaction_id: InteractionId | None = None
    queue_id: QueueId | None = None
    waited_s: Annotated[float, Field(ge=0, le=86_400)] = 0
    priority: Annotated[int, Field(ge=0, le=10)] = 5
    skills: Annotated[tuple[ExtraSkill, ...], Field(max_length=16)] = ()
    language: Annotated[Language | None, Field(description="Null: the contact's, else the workspace's.")] = (
        None
    )
    contact_id: ContactId | None = None


class ProbeRing(View):
    """`ring` 0 are the queue's own people. `by`: how it is open to this caller; null: not yet, in `opens_in_s` seconds of waiting, or
    (null) only by pressure."""

    ring: int
    by: Literal["age", "pressure"] | None
    opens_in_s: float | None


class ProbeLack(View):
    """The level needed even in the last ring, and the one that the agent has (0: none)."""

    skill_id: str
    level: int
    has: int


class ProbeAgent(View):
    """`reason`: able, or what stands in the way. `ring` admits the agent; null: none does. `not_ready` is the reason's id or code; `rests_s` how
    long a limit keeps it from callers yet."""

    agent_id: str
    name: str
    reason: Reason
    ring: int | None
    state: State
    not_ready: str | None
    state_s: float
    lacks: tuple[ProbeLack, ...]
    rests_s: float | None


class ProbeResult(View):
    """`chosen` would be rung now; null: the caller would wait. `offered_to` is being rung for it already. `paused`: nobody is rung at present.

    `counts` are of all agents by reason; `agents` are the first 500, who would get it first. `language_level` of `language` is asked for; null: none is.
    `awaited`: for whom alone the caller waits, the dearest first, for `awaited_for_s` more seconds.
    """

    queue_id: str
    queue_name: str | None
    waited_s: float
    needs: tuple[Need, ...]
    rings: tuple[ProbeRing, ...]
    chosen: str | None
    offered_to: str | None
    paused: bool
    counts: dict[Reason, int]
    agents: tuple[ProbeAgent, ...]
    language: str | None
    language_level: int | None
    awaited: tuple[str, ...]
    awaited_for_s: float


class WayToQueue(View):
    """A place of a number's flow where callers begin to wait, and what it asks for there."""

    node: str
    queue_id: str
    priority: int
    skills: tuple[Need, ...]


class WaysToQueues(View):
    items: list[WayToQueue]


@router.post("/routing/probe")
@allow("administrator", "supervisor", keeps_answer=False)
async def probe(edge: UseEdge, who: Who, asked: Probe) -> ProbeResult:
    """Who would get this caller now. Changes nothing."""
    if (asked.interaction_id is None) == (asked.queue_id is None):
        raise field_problem("queue_id", "missing")
    known = await edge.stores.contacts.known(who.workspace_id, asked.contact_id) if asked.contact_id else None
    question = ProbeQuestion(
        interaction_id=asked.interaction_id,
        queue_id=asked.queue_id,
        waited_s=asked.waited_s,
        priority=asked.priority,
        skills=tuple(SkillLevel(each.skill_id, each.level) for each in asked.skills),
        language=asked.language or (known.language if known else None),
        who=_acquaintance(known) if known else NOBODY_HERE,
    )
    answer = await edge.door.probe(who.workspace_id, question)
    if answer is None:
        raise NotFound
    return _shown(answer, await edge.names.of(edge.stores, who.workspace_id))


def _acquaintance(known: KnownCaller) -> Acquaintance:
    return Acquaintance(
        owner_agent_id=known.owner_agent_id,
        last_agent_id=known.last_agent_id,
        key_customer=known.key_customer,
    )


class Waiting(View):
    """A caller whom the agent may pull (command `pull` of the live socket). `ring` 0: a queue of the agent's own; `offered`: somebody is
    being rung for it now; `callback`: not on the line, to be called back; `message`: it is for a voice message that was left, to be heard first.
    `expected_s`: within which nine in ten at its place are answered, from now."""

    interaction_id: str
    short_ref: str
    queue_id: str
    queue_name: str | None
    project_id: str | None
    language: str
    priority: int
    waited_s: float
    ring: int
    offered: bool
    callback: bool
    message: bool
    expected_s: int | None


class WaitingCallers(View):
    items: list[Waiting]


@router.get("/routing/waiting")
@allow("agent")
async def list_waiting(edge: UseEdge, who: Who) -> WaitingCallers:
    """Who waits whom the agent may pull, oldest first."""
    callers = await edge.door.waiting(who.workspace_id, who.agent_id) if who.agent_id else ()
    queues = (await edge.names.of(edge.stores, who.workspace_id)).queues
    shown = ({**msgspec.structs.asdict(each), "queue_name": queues.get(each.queue_id)} for each in callers)
    return WaitingCallers(items=[Waiting.model_validate(each) for each in shown])


class TargetAgent(View):
    """A colleague. `skills`: id → level; `phone`: can be rung."""

    agent_id: str
    name: str
    presence: Presence
    activity: Activity
    phone: bool
    skills: dict[str, int]


class TargetQueue(View):
    """A queue; of its own people `free` could answer now, `staffed` are there."""

    queue_id: str
    name: str
    free: int
    staffed: int
    waiting: int


class TargetFlow(View):
    flow_id: str
    name: str


class ParkedCallView(View):
    """A parked call that the agent may pick up (command `pick_up`); in `back_s` seconds it goes back to who parked it."""

    interaction_id: str
    place: int
    caller: str
    queue_name: str
    by_name: str
    parked_s: int
    back_s: int


class TransferTargets(View):
    """Whom the agent may bring a call to (commands `call_party` and `transfer` of the live socket), who is free first; `outside`: numbers
    may be called."""

    colleagues: list[TargetAgent]
    queues: list[TargetQueue]
    flows: list[TargetFlow]
    outside: bool
    parked: list[ParkedCallView]


@router.get("/routing/targets")
@allow("agent")
async def list_targets(edge: UseEdge, who: Who) -> TransferTargets:
    """Colleagues, queues and flows to which the agent may transfer a call, as they are now."""
    found = await edge.door.targets(who.workspace_id, who.agent_id) if who.agent_id else Targets()
    return TransferTargets.model_validate(msgspec.to_builtins(found))


@router.get("/numbers/{number_id}/ways")
@allow("administrator", "supervisor")
async def list_ways(edge: UseEdge, who: Who, number_id: str) -> WaysToQueues:
    """Where callers of this number may come to wait, by its flow's published version."""
    config = await edge.stores.config.load(who.workspace_id)
    number = config.numbers.get(known_id(number_id, NUMBER))
    if number is None:
        raise NotFound
    flow = config.flows.get(number.flow_id)
    nodes = flow_of(flow.document).nodes if flow else {}
    ways = [
        WayToQueue(
            node=node_id,
            queue_id=node.queue,
            priority=node.priority,
            skills=tuple(Need(skill_id=each.skill, level=each.level) for each in node.skills),
        )
        for node_id, node in nodes.items()
        if isinstance(node, QueueNode) and node.queue in config.queues
    ]
    return WaysToQueues(items=ways)


def _shown(answer: ProbeAnswer, names: Names) -> ProbeResult:
    values = cast("dict[str, object]", msgspec.to_builtins(answer))
    values["queue_name"] = names.queues.get(answer.queue_id)
    values["agents"] = [
        {**msgspec.to_builtins(each), "name": names.agents.get(each.agent_id, "")} for each in answer.agents
    ]
    return ProbeResult.model_validate(values)
