"""A skill is removed while callers need it: they are looked at again, keep their places, and a supervisor is told."""

from collections.abc import Mapping

from msgspec.structs import replace

from ringwell.calls.messages import FlowReported
from ringwell.journeys import render
from ringwell.journeys.config import Skill, WorkspaceConfig
from ringwell.journeys.live import SKILLS_REMOVED
from ringwell.routing.messages import SkillNeed, SkillsDropped
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Dies,
    IsBack,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Rings,
    TimeAway,
    Visit,
    sets,
)
from tests.support.world import ANNA, BEN, CONFIG, DIRECT, SHOP

VIP = Skill(skill_id="vip", name="Key customers")


def asking(*, known: bool, levels: Mapping[str, int]) -> WorkspaceConfig:
    """The flow of 1001 asks for the skill besides the queue's own; Ben has it as long as it is there."""
    nodes = {"shop": {"type": "queue", "queue": SHOP, "skills": [{"skill": "vip", "level": 1}]}}
    flow = replace(DIRECT, document={**DIRECT.document, "nodes": nodes})
    shop = replace(CONFIG.queues[SHOP], wrap_up_s=0, announce_place_every_s=0)
    return replace(
        CONFIG,
        version=CONFIG.version + 1 + (not known),
        flows=CONFIG.flows | {flow.flow_id: flow},
        queues=CONFIG.queues | {SHOP: shop},
        skills={"vip": VIP} if known else {},
        agents=CONFIG.agents | {BEN: replace(CONFIG.agents[BEN], skills=dict(levels))},
    )


BEFORE = asking(known=True, levels={"shop": 3, "vip": 5})
AFTER = asking(known=False, levels={"shop": 3})


def waiting() -> Playbook:
    """Two wait for Ben, who is not ready; Anna, who is, has no such skill."""
    book = Playbook(BEFORE) >> Ready(BEN) >> sets(BEN, "not_ready")
    book = book >> Dials("1001", "first") >> Passes(5) >> Dials("1001", "second") >> Passes(5)
    return book >> Ready(ANNA) << Never(Rings(ANNA))


def test_callers_who_needed_it_keep_their_places_and_go_to_whoever_serves_the_queue() -> None:
    book = waiting() >> NewConfiguration(AFTER)
    assert book << A(SkillsDropped, dropped=("vip",), needs=(SkillNeed("shop", 3),))
    assert book << Never(Visit("no_agents")) << Rings(ANNA, interaction_id=book.interaction("first"))
    assert book >> Answers(ANNA) << Visit("answered", waited_ms=10_000)


def test_a_supervisor_is_told_as_long_as_such_callers_wait() -> None:
    book = waiting() >> NewConfiguration(AFTER) >> Answers(ANNA)
    alert = render.alert_view(book.floor, SKILLS_REMOVED)
    assert alert
    assert (alert.code, alert.params) == ("skills_removed", {"count": 1, "queue": "Shop"})
    book = book >> Ready(BEN) >> Answers(BEN)
    assert render.board(book.floor)["alerts"] == {}


def test_one_that_is_removed_while_no_brain_is_there_is_dropped_after_it() -> None:
    book = waiting()
    book.config = AFTER
    book = book >> Dies() >> TimeAway(2) >> IsBack()
    assert book << Rings(ANNA, interaction_id=book.interaction("first"))


def test_later_callers_do_not_need_it_and_the_flow_is_reported() -> None:
    book = Playbook(BEFORE) >> Ready(ANNA) >> NewConfiguration(AFTER) >> Dials("1001")
    assert book << A(FlowReported, code="flow.unknown_skill", params={"skill": "vip"}) << Rings(ANNA)
