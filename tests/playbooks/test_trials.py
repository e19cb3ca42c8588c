"""A draft that is tried out: called by its own number for a while, and let go when nobody needs it any more."""

from datetime import timedelta

from msgspec.structs import replace

from ringwell.flows.drafts import TRIAL_DIGITS, TRIAL_PREFIX
from ringwell.journeys.config import FlowTrial, WorkspaceConfig
from tests.playbooks.playbook import Dials, Ended, HangsUp, Never, NewConfiguration, Passes, Playbook, Says
from tests.support.world import CONFIG, GOODBYE, MENU, NOON

NUMBER = TRIAL_PREFIX + "7" * TRIAL_DIGITS
DRAFT = replace(MENU, version=-1)


def tried(**others: FlowTrial) -> WorkspaceConfig:
    """MENU is a draft now; what is published of its flow says good-bye."""
    trial = FlowTrial(number=NUMBER, flow=DRAFT, language="en", expires_at=NOON + timedelta(minutes=15))
    published = replace(CONFIG, flows=CONFIG.flows | {MENU.flow_id: GOODBYE}, version=CONFIG.version + 1)
    return replace(published, trials={NUMBER: trial, **others})


def without(config: WorkspaceConfig) -> WorkspaceConfig:
    return replace(config, trials={}, version=config.version + 1)


def test_the_draft_is_called_by_its_number_and_nothing_else_changes() -> None:
    book = Playbook() >> NewConfiguration(tried())
    assert book >> Dials(NUMBER) << Says("greeting")
    assert book >> Dials("1000", "other") << Says("goodbye", caller="other")


def test_when_its_time_is_over_the_number_is_nobodys() -> None:
    book = Playbook() >> NewConfiguration(tried()) >> Passes(901)
    assert book >> Dials(NUMBER) << Never(Says("greeting"))


def test_a_number_of_the_workspaces_own_comes_first() -> None:
    config = tried()
    own = replace(
        next(iter(config.numbers.values())), number_id="num_own", number=NUMBER, flow_id=MENU.flow_id
    )
    config = replace(config, numbers=config.numbers | {own.number_id: own})
    assert Playbook() >> NewConfiguration(config) >> Dials(NUMBER) << Says("goodbye")


def test_a_call_on_a_draft_goes_on_with_it_and_then_it_is_let_go() -> None:
    config = tried()
    book = Playbook() >> NewConfiguration(config) >> Dials(NUMBER) << Says("greeting")
    [call] = book.floor.calls.values()
    book = book >> NewConfiguration(without(config))
    document = book.floor.flow(call)
    assert document is not None
    assert document.start == "hello"
    book = book >> HangsUp() << Ended("abandoned_in_flow")
    book = book >> NewConfiguration(replace(without(config), version=config.version + 2))
    document = book.floor.flow(call)
    assert document is not None
    assert document.start == "end"
