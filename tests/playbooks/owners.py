"""Playbooks in which the client's owner is rung."""

from dataclasses import dataclass

from msgspec.structs import replace

from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.projects.owners import Owner
from tests.playbooks.handing_on import Does
from tests.playbooks.outside import TRUNK
from tests.playbooks.playbook import (
    Answers,
    Dials,
    Happening,
    PageOpens,
    Passes,
    Playbook,
    Ready,
)
from tests.support.world import ANNA, CONFIG

INTRODUCES = Does(ask.IntroduceOwner)
CONNECTS = Does(ask.CompleteTransfer)
TAKES_BACK = Does(ask.TakeBack)


def owner(place: int, **fields: object) -> Owner:
    entry = Owner(
        owner_id=f"own_{place}",
        project_id="prj_1",
        name=f"Owner {place}",
        number=f"+4860000000{place}",
        place=place,
    )
    return replace(entry, **fields)


def config(*owners: Owner) -> WorkspaceConfig:
    listed = {each.owner_id: each for each in owners}
    return replace(CONFIG, trunks={TRUNK.trunk_id: TRUNK}, owners=listed)


def talking(*owners: Owner) -> Playbook:
    """Anna talks to a caller."""
    book = Playbook(config(*owners)) >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001")
    return book >> Answers(ANNA) >> Passes(10)


@dataclass
class OwnerAnswers(Happening):
    machine: bool = False

    def happen(self, book: Playbook) -> None:
        leg = book.switch.dialled()
        assert leg
        book.switch.answer(leg.leg_id, machine=self.machine)
