"""Playbooks in which somebody outside is called."""

from dataclasses import dataclass

from ringwell.journeys import commands as ask
from ringwell.projects.model import Trunk
from tests.playbooks.playbook import (
    Happening,
    Playbook,
)
from tests.support.fake_switch import FakeLeg
from tests.support.world import ANNA

TRUNK = Trunk(trunk_id="trk_1", name="main", server="sip:127.0.0.2:5090")
HOME = "+48600100200"


@dataclass
class CallsOut(Happening):
    """Anna calls somebody outside beside her caller."""

    number: str = HOME

    def happen(self, book: Playbook) -> None:
        about = book.interaction("caller")
        book.send(ask.CallParty(agent_id=ANNA, interaction_id=about, number=self.number))


@dataclass
class Outside(Happening):
    """Whoever was called outside last answers, or hangs up."""

    hangs_up: bool = False

    def happen(self, book: Playbook) -> None:
        leg_id = outside_leg(book).leg_id
        (book.switch.end if self.hangs_up else book.switch.answer)(leg_id)


class OutsideSpeaks(Happening):
    """Nobody has answered there yet: the far network rings, or announces something."""

    def happen(self, book: Playbook) -> None:
        book.switch.speak_early(outside_leg(book).leg_id)


def outside_leg(book: Playbook) -> FakeLeg:
    """Of whoever was called outside last."""
    return [leg for leg in book.switch.legs.values() if leg.out][-1]
