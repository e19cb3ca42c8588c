"""What roles may do. Which role may call an endpoint stands beside the endpoint; here is what is the same for all doors."""

from collections.abc import Collection
from typing import Final

from ringwell.access.model import Role

RANK: Final[tuple[Role, ...]] = ("administrator", "supervisor", "agent")
"""From the one who may do most."""
OVERSEERS: Final[frozenset[Role]] = frozenset({"administrator", "supervisor"})

DESK: Final = "desk"
BOARD: Final = "board"


def main_role(roles: Collection[Role]) -> Role:
    """The one that a person is shown and greeted by; `agent` where there is none."""
    for role in RANK:
        if role in roles:
            return role
    return "agent"


def may_oversee(roles: Collection[Role]) -> bool:
    """Whether they may see and change other people's states."""
    return not OVERSEERS.isdisjoint(roles)


def topic_for(asked: str, roles: Collection[Role], agent_id: str | None) -> str | None:
    """The live topic that somebody gets who asks for `asked`; None when they may not see it."""
    if asked == BOARD and may_oversee(roles):
        return BOARD
    own = None if agent_id is None else f"{DESK}:{agent_id}"
    return own if own is not None and asked in {DESK, own} else None


def may_set_presence_of(roles: Collection[Role], own_agent_id: str | None, agent_id: str) -> bool:
    """An agent sets only their own; who oversees, anybody's in the workspace."""
    return agent_id == own_agent_id or may_oversee(roles)


def may_act_as(roles: Collection[Role], own_agent_id: str | None, agent_id: str) -> bool:
    """Calls and wrap-ups are in the hands of the agent who has them, whatever else one is."""
    return bool(roles) and agent_id == own_agent_id


def narrowed(roles: Collection[Role], asked: Collection[Role]) -> tuple[Role, ...]:
    """Of the roles asked for a program, those that its maker has: nobody gives away what is not theirs."""
    return tuple(role for role in RANK if role in asked and role in roles)
