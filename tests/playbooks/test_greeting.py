"""What an agent says first for the project stands on its screen while it rings and after, in the caller's language."""

import pytest
from msgspec.structs import replace

from ringwell.journeys import commands as ask
from ringwell.journeys import render
from ringwell.journeys.config import WorkspaceConfig
from tests.playbooks.calling_back import CustomerAnswers
from tests.playbooks.calling_back import config as calling_back
from tests.playbooks.handing_on import Does
from tests.playbooks.playbook import (
    Answers,
    Dials,
    Dies,
    HangsUp,
    IsBack,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
)
from tests.playbooks.test_own_calls import Places
from tests.support.world import ANNA, BEN, CONFIG, DIRECT, SHOP

GREETINGS = {"en": "Good morning, {project}, {agent} here.", "pl": "Dzień dobry, {agent}."}


def config(
    usual: WorkspaceConfig = CONFIG, *, language: str | None = None, **greetings: str
) -> WorkspaceConfig:
    """The project greets; callers of 1001 have chosen this language in the flow."""
    project = replace(usual.projects["prj_1"], greetings=greetings or GREETINGS)
    flows = dict(usual.flows)
    if language is not None:
        nodes = {
            "set": {"type": "set", "variables": {"language": language}, "next": "shop"},
            "shop": {"type": "queue", "queue": SHOP},
        }
        document = {**DIRECT.document, "start": "set", "nodes": nodes}
        flows[DIRECT.flow_id] = replace(DIRECT, document=document)
    return replace(usual, projects={"prj_1": project}, flows=flows)


def shown(book: Playbook, agent_id: str = ANNA) -> str | None:
    """What stands on this agent's screen."""
    [about] = render.calls_of(book.floor, agent_id)
    view = render.desk_call_view(book.floor, agent_id, about)
    assert view is not None
    return view.greeting


def test_it_stands_there_while_it_rings_and_while_they_talk() -> None:
    book = Playbook(config()) >> Ready(ANNA) >> Dials("1001")
    assert shown(book) == "Good morning, Orders, Anna here."
    assert shown(book >> Answers(ANNA)) == "Good morning, Orders, Anna here."
    assert shown(book >> Dies() >> IsBack()) == "Good morning, Orders, Anna here."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", "Dzień dobry, Anna."),
        ("en", "Good morning, Orders, Anna here."),
        ("ru", "Good morning, Orders, Anna here."),
    ],
)
def test_it_is_in_the_language_that_the_caller_has_chosen_then_in_the_workspaces(
    language: str, said: str
) -> None:
    book = Playbook(config(language=language)) >> Ready(ANNA) >> Dials("1001")
    assert shown(book) == said
    assert shown(book >> Answers(ANNA)) == said, "the language is known when the caller waits no more, too"


def test_in_any_other_where_there_is_none_in_either() -> None:
    assert shown(Playbook(config(pl="{agent}?")) >> Ready(ANNA) >> Dials("1001")) == "Anna?"


def test_the_caller_by_name_where_it_is_known() -> None:
    book = Playbook(config(en="Hello, {caller}!")) >> Ready(ANNA) >> Dials("1001")
    name = book.floor.callers[book.interaction("caller")].name
    assert name
    assert shown(book) == f"Hello, {name}!"
    book = Playbook(config(en="Hello, {caller}!"), known_callers=False) >> Ready(ANNA) >> Dials("1001")
    assert shown(book) == "Hello!"


def test_a_project_without_one_shows_none() -> None:
    assert shown(Playbook() >> Ready(ANNA) >> Dials("1001")) is None


def test_a_new_text_is_there_at_once() -> None:
    book = Playbook(config()) >> Ready(ANNA) >> Dials("1001")
    assert shown(book >> NewConfiguration(replace(config(en="Hi"), version=2))) == "Hi"


def test_it_stands_there_in_calls_that_go_out() -> None:
    book = Playbook(config(calling_back())) >> Ready(ANNA) >> Places()
    assert shown(book) == "Good morning, Orders, Anna here."
    assert shown(book >> Answers(ANNA) >> CustomerAnswers()) == "Good morning, Orders, Anna here."


def test_a_colleague_who_is_asked_has_nobody_to_greet_and_has_it_with_the_caller() -> None:
    book = Playbook(config()) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Ready(BEN) >> Passes(5)
    book = book >> Does(ask.Transfer, to=BEN)
    assert shown(book, BEN) is None
    assert shown(book >> Answers(BEN), BEN) == "Good morning, Orders, Ben here."


def test_it_goes_with_the_talk() -> None:
    assert shown(Playbook(config()) >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> HangsUp()) is None
