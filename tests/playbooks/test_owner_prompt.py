"""While the client's owner is rung the caller hears the project's own message, then music; nobody who joins waits for its end."""

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.flows.own_prompts import OwnPrompt, Spoken
from tests.playbooks.owners import CONNECTS, INTRODUCES, TAKES_BACK, OwnerAnswers, owner, talking
from tests.playbooks.playbook import (
    A,
    Dies,
    Hears,
    IsBack,
    Joins,
    Music,
    Never,
    NewConfiguration,
    Playbook,
    PromptEnds,
)


def introduced(language: str = "en") -> Playbook:
    """A project that says something meanwhile, in one language."""
    book = talking(owner(1))
    said = {language: Spoken(source="typed", text="One moment", sound="moment")}
    prompt = OwnPrompt(prompt_id="pmt_1", name="Moment", said=said)
    projects = {key: replace(each, owner_prompt_id="pmt_1") for key, each in book.config.projects.items()}
    config = replace(book.config, version=2, prompts={"pmt_1": prompt}, projects=projects)
    return book >> NewConfiguration(config) >> INTRODUCES


def test_the_message_is_heard_and_then_music() -> None:
    book = introduced()
    assert book << Hears("moment") << A(calls.RingCustomer)
    assert book >> PromptEnds() << Music()


def test_a_language_that_it_lacks_has_music_alone() -> None:
    assert introduced("ru") << Music() << Never(Hears("moment"))


def test_who_is_connected_or_taken_back_while_it_is_said_waits_for_nothing() -> None:
    assert introduced() >> OwnerAnswers() >> CONNECTS << A(calls.StopPlayback) << Joins()
    assert introduced() >> TAKES_BACK << A(calls.StopPlayback) << Joins()


def test_after_a_restart_in_the_middle_too() -> None:
    book = introduced() >> Dies() >> IsBack()
    assert book >> TAKES_BACK << A(calls.StopPlayback) << Joins()
