import msgspec
import pytest

from ringwell.adapters.asterisk.prompts import libraries
from ringwell.flows.bind import Names
from ringwell.flows.hours import check_calendar
from ringwell.flows.model import Flow, MenuNode
from ringwell.flows.prompts import LANGUAGES
from ringwell.flows.read import flow_of, read_flow
from ringwell.flows.validate import Surroundings, validate
from ringwell.projects.greetings import unknown_name
from ringwell.runtime.demo import cast
from ringwell.runtime.demo.documents import (
    FLOW_OF_NUMBER,
    FOLDER,
    LANGUAGE_OF_NUMBER,
    bound_demo_flow,
    demo_calendars,
    demo_flows,
)

NAMES = Names(
    queues={name: f"que_{name}" for name in ("orders", "delivery", "complaints", "bank")},
    calendars={name: f"hrs_{name}" for name in ("shop", "bank", "never")},
    skills={"complaints": "skl_complaints"},
)
AROUND = Surroundings(
    queues=frozenset(NAMES.queues.values()),
    calendars=frozenset(NAMES.calendars.values()),
    skills=frozenset(NAMES.skills.values()),
    prompts=libraries(),
    services={"shop": "http"},
)


@pytest.mark.parametrize("name", FLOW_OF_NUMBER.values())
def test_every_demo_flow_can_be_used(name: str) -> None:
    document = bound_demo_flow(name, NAMES)
    assert validate(flow_of(document), AROUND) == []
    assert isinstance(read_flow(msgspec.json.encode(document)), Flow)


def test_every_demo_number_has_a_flow_in_its_language() -> None:
    assert set(FLOW_OF_NUMBER.values()) == set(demo_flows()) == {p.stem for p in FOLDER.glob("flows/*.json")}
    for number, name in FLOW_OF_NUMBER.items():
        assert demo_flows()[name].language == LANGUAGE_OF_NUMBER[number]


def test_the_shop_s_menu_is_the_one_that_its_prompt_reads_out() -> None:
    menu = demo_flows()["shop-main"].nodes["menu"]
    assert isinstance(menu, MenuNode)
    assert menu.keys == {"1": "orders", "2": "delivery", "3": "complaints"}
    assert (menu.repeat_key, menu.retries, menu.default) == ("9", 2, "orders")


def test_the_calendars_can_be_used() -> None:
    assert set(demo_calendars()) == set(NAMES.calendars)
    assert all(check_calendar(calendar) == [] for calendar in demo_calendars().values())


def test_every_demo_project_greets_in_every_language_by_names_that_are_known() -> None:
    assert cast.GREETINGS.keys() == cast.PROJECTS.keys()
    for texts in cast.GREETINGS.values():
        assert texts.keys() == set(LANGUAGES)
        assert [unknown_name(text) for text in texts.values()] == [None] * len(LANGUAGES)
