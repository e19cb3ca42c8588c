"""Calls that leave the house: one rule for all of them, whoever wishes them, and the only place from which the switch is asked to dial outside.

Whoever wishes a call asks `refusal` when it can still say no to a person, and `dial` when it comes to it: that one refuses, too.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

import msgspec

from ringwell.calls.messages import RingCustomer, SnapshotLeg
from ringwell.journeys import line_limits, trunk_spending
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Turn
from ringwell.journeys.views import AlertView
from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.numbers import normalise
from ringwell.outbound.callback import is_callable
from ringwell.outbound.lines import (
    Line,
    LineAnswered,
    LineFreed,
    LineRefusal,
    LineRefused,
    LineTaken,
    price_of,
)
from ringwell.projects.model import Trunk

LIMITS: Final[Collection[LineRefusal]] = ("lines_full", "too_fast", "agent_limit", "spent", "trunk_spent")
"""Refusals of which supervisors are told."""
PASSING: Final[Collection[LineRefusal]] = ("lines_full", "too_fast", "spent", "trunk_spent")
"""Refusals of which the reason passes: a call that is owed is made later."""
TOLD_EVERY: Final = timedelta(minutes=1)
TOLD_FOR: Final = timedelta(minutes=15)
"""For so long after a limit was hit last its alert stands."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A call that is to go out. `number` as it is dialled; `number_id` is the workspace's own number whose caller it is about, `project_id` on
    whose behalf it is made. `agent_id`: an agent wishes it, and its own cap counts. `back`: who called is called back. `trunk_id`: by this trunk or not
    at all."""

    number: str
    number_id: str | None = None
    project_id: str | None = None
    agent_id: str | None = None
    back: bool = False
    trunk_id: str | None = None


def refusal(floor: Floor, wish: Wish, now: datetime) -> LineRefusal | None:
    """Why this call is not made; None where it may be."""
    found = _way(floor, wish, now)
    return None if isinstance(found, Trunk) else found


def has_to_wait(turn: Turn, wish: Wish, interaction_id: str) -> bool:
    """Whether a limit keeps a call that is owed for later. The log hears of it once a minute: a hundred of them ask again and again."""
    reason = refusal(turn.floor, wish, turn.now)
    if reason not in PASSING:
        return False
    before = turn.floor.today.refused_lines.get(reason)
    if before is None or turn.now - before.last > TOLD_EVERY:
        refused(turn, reason, wish.agent_id, interaction_id)
    return True


def problem(reason: LineRefusal) -> str:
    """The code by which a person is told."""
    return "number.not_allowed" if reason == "not_allowed" else f"outgoing.{reason}"


def refused(turn: Turn, reason: LineRefusal, agent_id: str | None, interaction_id: str | None = None) -> None:
    """Keep in the log that a call was not made."""
    fact = LineRefused(reason=reason, agent_id=agent_id)
    turn.record(fact, interaction_id=interaction_id, agent_id=agent_id)


def dial(
    turn: Turn,
    wish: Wish,
    *,
    leg_id: str,
    interaction_id: str | None,
    timeout_s: int,
    hears_machine: bool = False,
    heard_by: str | None = None,
) -> LineRefusal | None:
    """Have the switch call outside, by the trunk that is for it. Why not, where it is not done; that stands in the log then."""
    floor = turn.floor
    trunk = _way(floor, wish, turn.now)
    if not isinstance(trunk, Trunk):
        refused(turn, trunk, wish.agent_id, interaction_id)
        return trunk
    floor.pace_out.begin(turn.now)
    price = price_of(wish.number, floor.config.settings.outgoing_prices)
    taken = LineTaken(leg_id=leg_id, trunk_id=trunk.trunk_id, agent_id=wish.agent_id, price=price)
    turn.record(taken, interaction_id=interaction_id, agent_id=wish.agent_id)
    turn.do(
        RingCustomer(
            leg_id=leg_id,
            interaction_id=interaction_id or "",
            trunk=trunk.at_switch(floor.config.slug),
            server=trunk.server,
            demo=trunk.demo and trunk.server is None,
            number=wish.number,
            from_number=shown_number(floor, wish, trunk),
            timeout_s=timeout_s,
            hears_machine=hears_machine,
            heard_by=heard_by,
        )
    )
    return None


def shown_number(floor: Floor, wish: Wish, trunk: Trunk) -> str:
    """What who is called sees: the project's number, else the one that was called, else the trunk's."""
    project = floor.config.projects.get(wish.project_id or "")
    if project is not None and project.shown_number:
        return project.shown_number
    called = floor.config.numbers.get(wish.number_id or "")
    return called.number if called else trunk.caller_id or ""


def answered(turn: Turn, leg_id: str) -> None:
    """A leg has answered; if it goes out, it costs from now on."""
    line = turn.floor.lines.get(leg_id)
    if line is not None and line.answered_at is None:
        turn.record(LineAnswered(leg_id=leg_id), interaction_id=line.interaction_id)
        line_limits.watch(turn, leg_id)


def ended(turn: Turn, leg_id: str) -> None:
    """A leg is gone, or could not be made; if it went out, its line is free."""
    line = turn.floor.lines.get(leg_id)
    if line is not None:
        turn.record(_freed(line, turn.now), interaction_id=line.interaction_id)
        line_limits.over(turn, leg_id)


def recover(turn: Turn, legs: Mapping[str, SnapshotLeg]) -> None:
    """The switch has told what it has: lines that it does not know any more are free, and who has answered meanwhile costs."""
    for leg_id in list(turn.floor.lines):
        if leg_id not in legs:
            ended(turn, leg_id)
        elif legs[leg_id].answered:
            answered(turn, leg_id)
            line_limits.watch(turn, leg_id)


def alerts(floor: Floor, now: datetime) -> dict[str, AlertView]:
    """Limits that were hit lately, by alert id."""
    return {
        f"outgoing_{reason}": AlertView(
            alert_id=f"outgoing_{reason}",
            code=f"outgoing_{reason}",
            params={"count": hit.times},
            since=hit.first,
            level="over" if reason in ("spent", "trunk_spent") else "near",
        )
        for reason, hit in floor.today.refused_lines.items()
        if reason in LIMITS and now - hit.last < TOLD_FOR
    }


def _way(floor: Floor, wish: Wish, now: datetime) -> Trunk | LineRefusal:
    """The trunk by which the call goes out, or why it does not."""
    settings, today = floor.config.settings, floor.today
    trunks = floor.trunks_out(wish.number_id, back=wish.back)
    if wish.trunk_id is not None:
        trunks = [trunk for trunk in trunks if trunk.trunk_id == wish.trunk_id]
    if not trunks:
        return "no_trunk"
    if not is_allowed(floor, wish.number):
        return "not_allowed"
    trunks = [trunk for trunk in trunks if trunk.may_call(wish.number)]
    if not trunks:
        return "not_allowed"
    trunks = [trunk for trunk in trunks if not trunk_spending.is_over(floor, trunk, now)]
    if not trunks:
        return "trunk_spent"
    trunks = [trunk for trunk in trunks if _has_room(floor, trunk)]
    if not trunks or len(floor.lines) >= settings.outgoing_at_once:
        return "lines_full"
    if not floor.pace_out.has_room(now, settings.outgoing_per_second):
        return "too_fast"
    if floor.recount is not None:  # after a restart, until it is known what the day has had
        counted = wish.agent_id is not None or settings.outgoing_spend_per_day
        trunks = [] if counted else [trunk for trunk in trunks if not trunk.has_spend_limit]
        if not trunks:
            return "too_fast"
    if wish.agent_id is not None and today.lines_of[wish.agent_id] >= settings.outgoing_per_agent:
        return "agent_limit"
    return "spent" if line_limits.is_spent(floor, now) else trunks[0]


def as_dialled(floor: Floor, number: str) -> str:
    """A number as it is dialled and as numbers of ours are kept; empty where there is no digit in it."""
    try:
        return normalise(number, floor.config.settings.region)
    except InvalidValue:
        return ""


def is_allowed(floor: Floor, number: str) -> bool:
    """Whether a number may be called at all."""
    return is_callable(number, floor.config.settings)


def _has_room(floor: Floor, trunk: Trunk) -> bool:
    taken = sum(line.trunk_id == trunk.trunk_id for line in floor.lines.values())
    return trunk.max_calls is None or taken < trunk.max_calls


def _freed(line: Line, now: datetime) -> LineFreed:
    return LineFreed(
        leg_id=line.leg_id,
        trunk_id=line.trunk_id,
        agent_id=line.agent_id,
        talk_ms=line.talk_ms(now),
        cost=line.cost(now),
    )
