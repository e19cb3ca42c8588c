"""Playbooks in which a supervisor is in on calls."""

from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from ringwell.agents.model import AgentProfile
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.events import Actor
from tests.playbooks.playbook import Happening, Playbook
from tests.support.fake_switch import FakeLeg
from tests.support.world import CLEO, CONFIG

BOSS = "usr_00000000000000000000000000000b05"
PHONE = "s-0000000000000b05"


@dataclass
class InOn(Happening):
    """A supervisor asks to be in on the caller's call, by a phone that is there and answers by itself."""

    mode: Literal["listen", "whisper", "join"] = "listen"
    who: str = BOSS
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.switch.registered.add(PHONE)
        book.send(
            ask.Listen(interaction_id=book.interaction(self.caller), mode=self.mode),
            Actor(kind="user", id=self.who),
        )
        leg = book.switch.supervisors(PHONE)
        if leg is not None and not leg.answered:
            book.switch.answer(leg.leg_id)


@dataclass
class Leaves(Happening):
    def happen(self, book: Playbook) -> None:
        command = ask.StopListening(interaction_id=book.interaction("caller"))
        book.send(command, Actor(kind="user", id=BOSS))


@dataclass
class TakesOver(Happening):
    def happen(self, book: Playbook) -> None:
        [mine] = [each for each in book.floor.listening.values() if each.user_id == BOSS] or [None]
        about = mine.interaction_id if mine else book.interaction("caller")
        book.send(ask.TakeOver(interaction_id=about), Actor(kind="user", id=BOSS))


@dataclass
class PageGoes(Happening):
    """The supervisor's leg is gone."""

    def happen(self, book: Playbook) -> None:
        book.switch.end(leg_of(book).leg_id)


def leg_of(book: Playbook) -> FakeLeg:
    """The supervisor's."""
    leg = book.switch.supervisors(PHONE)
    assert leg is not None
    return leg


def overheard(book: Playbook) -> str | None:
    """The leg that the supervisor hears; None where they are in no call, or joined."""
    leg = leg_of(book)
    return leg.overhears.target_leg_id if leg.overhears else None


def as_agent(config: WorkspaceConfig = CONFIG) -> WorkspaceConfig:
    """The supervisor is an agent, Cleo, too."""
    boss = AgentProfile(agent_id=CLEO, user_id=BOSS, name="Cleo", endpoint="a-cleo", skills={"bank": 9})
    return replace(config, agents={**config.agents, CLEO: boss})
