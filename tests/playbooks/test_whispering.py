"""Who answers for a project that has a whisper is told it; the caller waits for nothing."""

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.flows.own_prompts import OwnPrompt, Spoken
from ringwell.journeys.commands import Transfer
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Dies,
    IsBack,
    Joins,
    Meanwhile,
    Never,
    NewConfiguration,
    PageOpens,
    Passes,
    Playbook,
    Ready,
    Sends,
    SwitchRefuses,
)
from tests.support.world import ANNA, BEN


def ringing(*languages: str) -> Playbook:
    """A caller is put before Anna; the project's prompt is there in these languages."""
    book = Playbook()
    said = {each: Spoken(source="typed", text="Shop", sound=f"shop-{each}") for each in languages}
    prompt = OwnPrompt(prompt_id="pmt_1", name="Shop", said=said)
    projects = {key: replace(each, whisper_prompt_id="pmt_1") for key, each in book.config.projects.items()}
    config = replace(book.config, version=2, prompts={"pmt_1": prompt}, projects=projects)
    return book >> NewConfiguration(config) >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001")


def told(book: Playbook, agent_id: str = ANNA) -> list[str]:
    """What this agent has been told, as the switch has it."""
    legs = (leg for leg in book.switch.legs.values() if leg.ring and leg.ring.agent_id == agent_id)
    return [prompt.sound or "" for leg in legs for prompt in leg.told]


def test_who_answers_is_told_the_project_with_the_caller_there_already() -> None:
    book = ringing("en", "pl")
    assert book << Never(A(calls.Whisper))
    assert book >> Answers(ANNA) << Joins() << A(calls.Whisper)
    assert told(book) == [f"{book.floor.workspace_id}/shop-en"]


def test_another_language_is_better_than_none() -> None:
    assert told(ringing("pl") >> Answers(ANNA))[0].endswith("/shop-pl")
    assert ringing() >> Answers(ANNA) << Joins() << Never(A(calls.Whisper))


def test_a_project_without_one_says_nothing() -> None:
    book = Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA)
    assert book << Joins() << Never(A(calls.Whisper))


def test_a_colleague_who_is_given_the_caller_is_told_it_too() -> None:
    book = ringing("en") >> Answers(ANNA) >> Passes(5) >> PageOpens(BEN, "p2") >> Ready(BEN)
    goes = Transfer(agent_id=ANNA, interaction_id=book.interaction("caller"), to_agent_id=BEN)
    assert told(book >> Sends(goes) >> Answers(BEN), BEN) == [f"{book.floor.workspace_id}/shop-en"]


def test_a_switch_that_does_not_say_it_leaves_the_two_talking() -> None:
    book = ringing("en") >> SwitchRefuses("Whisper") >> Answers(ANNA)
    assert book.floor.calls[book.interaction("caller")].stage == "talking"


def test_who_answered_while_the_brain_was_away_is_joined() -> None:
    assert ringing("en") >> Dies() >> Meanwhile(Answers(ANNA)) >> IsBack() << Joins()
