"""Playbooks in which a call is handed on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ringwell.calls import messages as calls
from ringwell.journeys import commands as ask
from tests.playbooks.playbook import (
    Happening,
    Playbook,
    Tells,
)
from tests.support.world import ANNA, BEN, WORKSPACE


@dataclass
class Does(Happening):
    """An agent's command about the call."""

    kind: type[ask.PersonCommand]
    agent_id: str = ANNA
    to: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict[str, object])

    def happen(self, book: Playbook) -> None:
        of = {"agent_id": self.agent_id, "interaction_id": book.interaction("caller")}
        fields: dict[str, object] = {**of, **self.fields}
        if self.to is not None:
            fields["to_agent_id"] = self.to
        book.send(self.kind(**fields))  # pyright: ignore[reportArgumentType, reportCallIssue]


def calls_up(to: str = BEN) -> Does:
    return Does(ask.CallParty, to=to)


JOINS_ALL = Does(ask.JoinAll)


def hears(book: Playbook, *who: str) -> bool:
    """Whether these, agents or the caller, are together in one bridge, nobody else is in it, and nobody in it hears music."""
    names = {book.leg("caller"): "caller"}
    names |= {leg.leg_id: leg.ring.agent_id for leg in book.switch.legs.values() if leg.ring}
    bridges: dict[str, set[str]] = {}
    for leg in book.switch.legs.values():
        if leg.bridge_id:
            assert not leg.music
            bridges.setdefault(leg.bridge_id, set()).add(names.get(leg.leg_id, "outside"))
    return set(who) in bridges.values()


def taken(book: Playbook, caller: str = "caller") -> Tells:
    return Tells(calls.CallerTaken(at=book.now, leg_id=book.leg(caller)))


def brought_back(book: Playbook, caller: str = "caller") -> Tells:
    return Tells(
        calls.CallArrived(
            at=book.now,
            leg_id=book.leg(caller),
            switch_id="sw1",
            workspace_id=WORKSPACE,
            number="1001",
            caller_number="",
        )
    )
