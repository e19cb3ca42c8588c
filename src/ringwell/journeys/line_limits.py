"""How long a call outside may last, and what may be spent while it does: its agent is warned, and a minute later the line is ended.

What was warned of stands in no log: after a restart it is warned again.
"""

from datetime import datetime, timedelta
from typing import Final, Literal

from ringwell.calls import messages as calls
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import Timer, Turn
from ringwell.outbound.lines import THOUSANDTHS, Line

Why = Literal["too_long", "spent"]
MINUTE: Final = timedelta(minutes=1)
"""Between the warning and the end; and how often it is looked at what the running calls come to, for a minute begun costs the whole of it."""
A_MOMENT: Final = timedelta(seconds=1)
"""So much after it has begun."""


def watch(turn: Turn, leg_id: str) -> None:
    """Somebody has answered, perhaps while we were away: say when to look at the line."""
    line = turn.floor.lines.get(leg_id)
    if line is not None and line.answered_at is not None:
        over_already = why_over(turn.floor, line, turn.now) is not None
        turn.set_timer_at(
            Timer("line", leg_id), turn.now if over_already else _next(turn.floor, line, turn.now)
        )


def look(turn: Turn, leg_id: str) -> None:
    """It is time to."""
    floor, line = turn.floor, turn.floor.lines.get(leg_id)
    if line is None or line.answered_at is None:
        return
    ends_at, why = floor.lines_ending.get(leg_id), why_over(floor, line, turn.now)
    if why is not None and ends_at is not None and ends_at <= turn.now:
        _tell(turn, line, "line_ended", why)
        turn.do(calls.HangUpLeg(leg_id=leg_id))
        return
    if why is not None and ends_at is None:
        floor.lines_ending[leg_id] = turn.now + MINUTE
        _tell(turn, line, "line_ends_soon", why)
    elif why is None:
        floor.lines_ending.pop(leg_id, None)  # the limit has been raised
    turn.set_timer_at(Timer("line", leg_id), _next(floor, line, turn.now))


def over(turn: Turn, leg_id: str) -> None:
    """The line is free."""
    turn.floor.lines_ending.pop(leg_id, None)
    turn.cancel(Timer("line", leg_id))


def why_over(floor: Floor, line: Line, now: datetime) -> Why | None:
    """Why this line ends, within a minute or now."""
    settings = floor.config.settings
    longest = timedelta(seconds=settings.outgoing_longest_s)
    if longest and line.answered_at is not None and now >= line.answered_at + longest - MINUTE:
        return "too_long"
    return "spent" if is_spent(floor, now) else None


def is_spent(floor: Floor, now: datetime) -> bool:
    """Whether calls that are over and calls that run have come to what may be spent in a day."""
    limit = floor.config.settings.outgoing_spend_per_day * THOUSANDTHS
    running = sum(each.cost(now) for each in floor.lines.values())
    return bool(limit) and floor.today.spent + running >= limit


def _next(floor: Floor, line: Line, now: datetime) -> datetime:
    """When there is something to see: the end that was told, the next minute begun, or the warning."""
    since = line.answered_at or now
    at = since + MINUTE * ((now - since) // MINUTE + 1) + A_MOMENT
    longest = timedelta(seconds=floor.config.settings.outgoing_longest_s)
    if longest and now < since + longest - MINUTE:
        at = min(at, since + longest - MINUTE)
    ends_at = floor.lines_ending.get(line.leg_id)
    return min(at, ends_at) if ends_at is not None and ends_at > now else at


def _tell(turn: Turn, line: Line, code: str, why: Why) -> None:
    """Its agent is told, and whoever talks there hears a sign."""
    call = turn.floor.calls.get(line.interaction_id or "")
    segment = call.segment if call else None
    agent_id = segment.agent_id if segment else line.agent_id
    if agent_id:
        turn.notify(agent_id, code, why=why)
    if segment is not None and segment.lost_since is None and code == "line_ends_soon":
        turn.do(calls.Beep(bridge_id=segment.bridge_id))
