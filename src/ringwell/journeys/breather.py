"""Rests that limits ask for: they end by themselves, or sooner where the agent may and wants to. `availability.rest` begins them."""

from datetime import timedelta

from ringwell.journeys import availability
from ringwell.journeys.commands import EndRest
from ringwell.journeys.turn import Timer, Turn


def over(turn: Turn, agent_id: str) -> None:
    """Its time has passed."""
    agent = turn.floor.agents[agent_id]
    if agent.rest is None:
        return
    if agent.rest.until > turn.now:
        turn.set_timer_at(Timer("rest", agent_id), agent.rest.until)
    else:
        availability.end_rest(turn, agent_id)


def end(turn: Turn, command: EndRest) -> None:
    """The agent wants to go on sooner."""
    agent = turn.floor.agents.get(command.agent_id)
    if agent is None or agent.rest is None:
        turn.refuse("rest.not_open")
    elif not turn.floor.limits(command.agent_id).may_end:
        turn.refuse("rest.must_be_taken")
    else:
        availability.end_rest(turn, command.agent_id)


def review(turn: Turn) -> None:
    """Limits may be others now: nobody rests for one that is not set any more, or for longer than it asks for."""
    for agent_id, agent in list(turn.floor.agents.items()):
        if agent.rest is None:
            continue
        limits = turn.floor.limits(agent_id)
        is_set = limits.occupancy_cap if agent.rest.why == "occupancy" else limits.breather_after
        longest_s = limits.window_s if agent.rest.why == "occupancy" else limits.breather_s
        if is_set is None or agent.since + timedelta(seconds=longest_s) <= turn.now:
            availability.end_rest(turn, agent_id)
