"""Whom a call may be brought to by its agent, and why not. Where somebody is refused, nothing has happened to the caller."""

import msgspec

from ringwell.agents.messages import Activity, Presence
from ringwell.calls.call import Call
from ringwell.flows.hours import is_open
from ringwell.journeys import going_out, parties, reserve
from ringwell.journeys.commands import CallParty, Transfer
from ringwell.journeys.live import Floor
from ringwell.journeys.needs import needs_of
from ringwell.journeys.parties import Target
from ringwell.journeys.turn import Turn
from ringwell.projects.owners import Owner
from ringwell.routing.rules import ring_of

MOST_TRANSFERS = 20
"""Of one call: one that is handed on and on goes in a loop."""


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """An agent whom a call may be brought to, and what it is about."""

    agent_id: str
    name: str
    presence: Presence
    activity: Activity
    phone: bool
    skills: dict[str, int]


class OpenQueue(msgspec.Struct, frozen=True, kw_only=True):
    """A queue; of its own people `free` could answer now, `staffed` are there."""

    queue_id: str
    name: str
    free: int
    staffed: int
    waiting: int


class Menu(msgspec.Struct, frozen=True, kw_only=True):
    flow_id: str
    name: str


class ParkedCall(msgspec.Struct, frozen=True, kw_only=True):
    """A parked call, for who may pick it up. `back_s`: in so many seconds it goes back."""

    interaction_id: str
    place: int
    caller: str
    queue_name: str
    by_name: str
    parked_s: int
    back_s: int


class Targets(msgspec.Struct, frozen=True, kw_only=True):
    """`parked`: the parked calls that the agent may pick up. Whom an agent may bring a call to, who is signed in and free first. `outside`: numbers may be called."""

    colleagues: tuple[Colleague, ...] = ()
    queues: tuple[OpenQueue, ...] = ()
    flows: tuple[Menu, ...] = ()
    outside: bool = False
    parked: tuple[ParkedCall, ...] = ()


def targets_of(floor: Floor, agent_id: str, at_most: int) -> Targets:
    """All there are for this agent; for a screen that asks."""
    others = [_colleague(floor, each) for each in floor.config.agents if each != agent_id]
    others.sort(key=lambda each: (_rank(each), each.name))
    return Targets(
        colleagues=tuple(others[:at_most]),
        queues=tuple(
            sorted((_queue(floor, each) for each in floor.config.queues), key=lambda each: each.name)
        ),
        flows=tuple(
            Menu(flow_id=flow.flow_id, name=flow.name)
            for flow in sorted(floor.config.flows.values(), key=lambda flow: flow.name)
        ),
        outside=bool(floor.trunks_out()),
    )


def _colleague(floor: Floor, agent_id: str) -> Colleague:
    profile, agent = floor.config.agents[agent_id], floor.agents[agent_id]
    return Colleague(
        agent_id=agent_id,
        name=profile.name,
        presence=agent.presence,
        activity=agent.activity,
        phone=floor.has_phone(agent_id),
        skills=dict(profile.skills),
    )


def _rank(each: Colleague) -> int:
    """Free and ready, free, at work, away."""
    if each.presence == "offline" or not each.phone:
        return 3
    if each.activity != "idle":
        return 2
    return 0 if each.presence == "ready" else 1


def _queue(floor: Floor, queue_id: str) -> OpenQueue:
    return OpenQueue(
        queue_id=queue_id,
        name=floor.config.queues[queue_id].name,
        free=floor.census.ready[queue_id],
        staffed=floor.census.staffed[queue_id],
        waiting=floor.census.waiting(queue_id),
    )


def to_consult(turn: Turn, call: Call, command: CallParty) -> Target | None:
    """Whom to ring for a talk; a queue stands for whoever of its own people has been free the longest."""
    code = None
    if command.to_agent_id:
        code = _of_agent(turn.floor, call, command.agent_id, command.to_agent_id)
        target = Target(agent_id=command.to_agent_id)
    elif command.queue_id:
        agent_id = _free_in(turn.floor, call, command.agent_id, command.queue_id)
        code = None if agent_id else "queue.nobody_free"
        target = Target(agent_id=agent_id)
    else:
        code = _of_number(turn, call, command.agent_id, command.number or "")
        target = Target(number=command.number)
    return _unless(turn, code, target)


def to_transfer(turn: Turn, call: Call, command: Transfer) -> Target | None:
    """Whom the caller may be let go to unasked: a colleague only who is ready."""
    if not command.to_agent_id:
        code = _of_number(turn, call, command.agent_id, command.number or "")
        return _unless(turn, code or _of_loop(call), Target(number=command.number))
    code = why_not_ready(turn.floor, call, command.to_agent_id, command.agent_id)
    return _unless(turn, code or _of_loop(call), Target(agent_id=command.to_agent_id))


def why_not_ready(floor: Floor, call: Call, agent_id: str, by: str = "") -> str | None:
    """Why this agent cannot be rung unasked, `by` a colleague or for a flow."""
    agent = floor.agents.get(agent_id)
    code = _of_agent(floor, call, by, agent_id)
    return "agent.not_ready" if code is None and agent and agent.presence != "ready" else code


def queue_for(turn: Turn, queue_id: str) -> str | None:
    """The queue to which a caller is let go: one in which somebody could serve it."""
    queue = turn.floor.config.queues.get(queue_id)
    if queue is None:
        turn.refuse("queue.unknown")
        return None
    if not turn.floor.can_be_served(queue_id, needs_of(queue.needs, ())):
        turn.refuse("queue.nobody_there")
        return None
    return queue_id


def why_not_owner(turn: Turn, call: Call, by: str, owner: Owner) -> str | None:
    """Why this owner cannot be rung now."""
    return _of_number(turn, call, by, owner.number, owner=True)


def owners_on_duty(turn: Turn, call: Call) -> list[Owner]:
    """The owners of the call's project who are there now, in the order of the list."""
    floor = turn.floor
    listed = [owner for owner in floor.config.owners.values() if owner.project_id == call.project_id]
    hours = floor.calendars
    there = [
        owner for owner in listed if owner.hours_id not in hours or is_open(hours[owner.hours_id], turn.now)
    ]
    return sorted(there, key=lambda owner: (owner.place, owner.name, owner.owner_id))


def why_not_number(turn: Turn, call: Call, number: str) -> str | None:
    """Why a flow cannot have this number rung for its caller."""
    return _of_number(turn, call, "", number)


def loops(turn: Turn, call: Call) -> bool:
    """Whether the call has been handed on so often that it is not handed on any more; it is refused then."""
    code = _of_loop(call)
    if code:
        turn.refuse(code)
    return code is not None


def _unless(turn: Turn, code: str | None, target: Target) -> Target | None:
    if code is None:
        return target
    turn.refuse(code)
    return None


def _of_loop(call: Call) -> str | None:
    return "transfer.loop" if call.transfers >= MOST_TRANSFERS else None


def _of_agent(floor: Floor, call: Call, by: str, agent_id: str) -> str | None:
    agent = floor.agents.get(agent_id)
    if agent is None or floor.profile(agent_id) is None:
        return "agent.unknown"
    if agent_id == by:
        return "transfer.to_oneself"
    if call.party_of(agent_id):
        return "transfer.there_already"
    if not agent.logged_in:
        return "agent.offline"
    if agent.activity != "idle":
        return "agent.busy"
    return None if floor.has_phone(agent_id) else "agent.no_phone"


def _of_number(turn: Turn, call: Call, by: str, number: str, *, owner: bool = False) -> str | None:
    floor = turn.floor
    caller = floor.callers.get(call.interaction_id)
    if floor.number(number) or any(each.number == number for each in floor.config.numbers.values()):
        return "transfer.own_number"
    if caller is not None and caller.caller_number == number:
        return "transfer.to_caller"
    if not by and caller is not None and reserve.is_ours(floor, caller.caller_number):
        return (
            "transfer.loop"  # the telephone that we ring has been turned to us, and nobody would ever notice
        )
    wish = parties.wish_of(call, by, number, owner=owner)
    reason = going_out.refusal(floor, wish, turn.now)
    if reason is None:
        return None
    going_out.refused(turn, reason, by or None, call.interaction_id)
    return going_out.problem(reason)


def _free_in(floor: Floor, call: Call, by: str, queue_id: str) -> str | None:
    queue = floor.config.queues.get(queue_id)
    if queue is None:
        return None
    free = [
        agent_id
        for agent_id, traits in floor.traits.items()
        if agent_id != by
        and floor.available(agent_id)
        and call.party_of(agent_id) is None
        and ring_of(traits, queue.rules, queue.needs) == 0
    ]
    return min(free, key=lambda agent_id: (floor.agents[agent_id].idle_since, agent_id), default=None)
