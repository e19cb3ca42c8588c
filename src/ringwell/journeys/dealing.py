"""Work given by hand: a supervisor puts a caller who waits before an agent, an agent pulls one from the list of those who wait.

It becomes an offer like any other, with its deadline; who is declined or missed keeps the place in line. Whoever comes first has it:
a caller who is being offered already, by routing or by hand, is given to nobody else.
"""

import msgspec
from msgspec.structs import replace

from ringwell.agents.messages import ByHand, DealtByHand
from ringwell.journeys import callback_rules, offering
from ringwell.journeys.commands import Deal, Pull
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Turn
from ringwell.routing.matching import ANYONE
from ringwell.routing.rules import ring_of


class WaitingCaller(msgspec.Struct, frozen=True, kw_only=True):
    """A caller whom an agent may pull. `ring` admits the agent (0: its own people), open or not; `offered`: somebody is being rung.

    `callback`: not on the line, to be called back; `message`: it is for a voice message that was left, to be heard first. `expected_s`: within which nine in ten at its place are answered, from now; None where
    nobody serves, or it is not in line.
    """

    interaction_id: str
    short_ref: str
    queue_id: str
    project_id: str | None
    language: str
    priority: int
    waited_s: float
    ring: int
    offered: bool
    callback: bool
    message: bool = False
    expected_s: int | None = None


def waiting_for(floor: Floor, agent_id: str, now: float, at_most: int) -> tuple[WaitingCaller, ...]:
    """Those who wait whom the agent may pull, oldest first. Looks at all: for a screen that asks."""
    by_age = sorted(floor.visits.values(), key=lambda visit: (visit.entered_at, visit.order))
    found: list[WaitingCaller] = []
    for visit in by_age:
        ring, call = _ring(floor, agent_id, visit.interaction_id), floor.calls.get(visit.interaction_id)
        waits = visit.offer_id is not None or floor.matcher.waiting(visit.interaction_id)
        if ring is None or call is None or not waits:
            continue
        callback = floor.callbacks.get(visit.interaction_id)
        found.append(
            WaitingCaller(
                interaction_id=visit.interaction_id,
                short_ref=call.short_ref,
                queue_id=visit.queue_id,
                project_id=call.project_id,
                language=visit.language,
                priority=visit.priority,
                waited_s=now - visit.entered_at.timestamp(),
                ring=ring,
                offered=visit.offer_id is not None,
                callback=floor.is_away(visit.interaction_id),
                message=callback is not None and callback.away and callback.message_id is not None,
            )
        )
    return tuple(replace(each, expected_s=_expected(floor, each, now)) for each in found[:at_most])


def _expected(floor: Floor, caller: WaitingCaller, now: float) -> int | None:
    if not floor.matcher.waiting(caller.interaction_id):
        return None
    return floor.estimates.expected(caller.queue_id, floor.matcher.place(caller.interaction_id, now))


def deal(turn: Turn, command: Deal) -> None:
    """A supervisor decides who has this caller, whatever queues and skills say; the agent must be ready."""
    agent = turn.floor.agents.get(command.agent_id)
    if agent is not None and agent.presence != "ready":
        turn.refuse("agent.not_ready")
        return
    _give(turn, command, "dealt")


def pull(turn: Turn, command: Pull) -> None:
    """An agent takes a caller whom some ring would let it have, open or not. It need not be ready: it asks for the call itself."""
    waits = command.interaction_id in turn.floor.visits
    if waits and _ring(turn.floor, command.agent_id, command.interaction_id) is None:
        turn.refuse("interaction.of_others")
        return
    _give(turn, command, "pulled")


def _give(turn: Turn, command: Deal | Pull, how: ByHand) -> None:
    code = _refused(turn, command.agent_id, command.interaction_id)
    if code is not None:
        turn.refuse(code)
        return
    if turn.floor.is_away(command.interaction_id):
        turn.floor.pace.begin(turn.now)
    ring = _ring(turn.floor, command.agent_id, command.interaction_id)
    fact = DealtByHand(interaction_id=command.interaction_id, agent_id=command.agent_id, how=how)
    turn.record(fact, interaction_id=command.interaction_id, agent_id=command.agent_id)
    offering.offer_by_hand(turn, command.interaction_id, command.agent_id, how, ring)
    turn.told = True


def _refused(turn: Turn, agent_id: str, interaction_id: str) -> str | None:
    floor = turn.floor
    visit, agent = floor.visits.get(interaction_id), floor.agents.get(agent_id)
    if agent is None or floor.profile(agent_id) is None:
        return "agent.unknown"
    if not floor.may_match():
        return "switch_away"
    if visit is not None and visit.offer_id is not None:
        return "interaction.offered"
    if not floor.matcher.waiting(interaction_id):
        return "interaction.not_waiting"
    if floor.is_away(interaction_id) and not callback_rules.can_be_dialled(floor, interaction_id, turn.now):
        return "interaction.not_waiting"
    if floor.is_away(interaction_id) and not _may_begin(turn, interaction_id):
        return "callback.full"
    if agent.rest is not None:
        return "agent.resting"
    if not agent.logged_in or agent.activity != "idle":
        return "agent.busy"
    return None if floor.has_phone(agent_id) else "agent.no_phone"


def _may_begin(turn: Turn, interaction_id: str) -> bool:
    """Whether the workspace's limits let one more customer be called back."""
    floor, callback = turn.floor, turn.floor.callbacks[interaction_id]
    if not callback_rules.is_limited(callback):
        return True
    return callback_rules.has_room(floor) and callback_rules.may_begin(floor, turn.now)


def _ring(floor: Floor, agent_id: str, interaction_id: str) -> int | None:
    """The ring of the caller's queue that admits the agent."""
    visit, traits = floor.visits[interaction_id], floor.traits.get(agent_id)
    queue = floor.config.queues.get(visit.queue_id)
    return ring_of(traits, queue.rules if queue else ANYONE, floor.asked_of(visit)) if traits else None
