"""Work given by hand: dealt out by a supervisor, pulled by an agent; and who has it where both routing and people want it."""

from ringwell.agents.messages import DealtByHand, OfferMade
from ringwell.journeys import commands as ask
from ringwell.journeys.dealing import waiting_for
from tests.playbooks.helping import with_lending
from tests.playbooks.playbook import (
    A,
    Answers,
    Asks,
    Declines,
    Dials,
    HangsUp,
    Never,
    NewConfiguration,
    Offer,
    Passes,
    Playbook,
    Ready,
    Rings,
    SwitchGoes,
    Visit,
    sets,
)
from tests.support.world import ANNA, BEN, CLEO, CONFIG, SHOP


def deals(book: Playbook, agent_id: str, caller: str = "caller") -> Asks:
    return Asks(ask.Deal(agent_id=agent_id, interaction_id=book.interaction(caller)), by_supervisor=True)


def pulls(book: Playbook, agent_id: str, caller: str = "caller") -> Asks:
    return Asks(ask.Pull(agent_id=agent_id, interaction_id=book.interaction(caller)))


def waiting() -> Playbook:
    """Two wait for the shop, whom Cleo cannot serve by her skills; Anna is not ready."""
    book = Playbook() >> Ready(CLEO) >> Ready(ANNA) >> sets(ANNA, "not_ready")
    return book >> Dials("1001", "first") >> Passes(5) >> Dials("1001", "second")


def code(book: Playbook) -> str | None:
    return book.refusal.code if book.refusal else None


def test_a_supervisor_deals_a_caller_to_an_agent_whatever_skills_say() -> None:
    book = waiting()
    book = book >> deals(book, CLEO, "second")
    assert book << A(DealtByHand, agent_id=CLEO, how="dealt", interaction_id=book.interaction("second"))
    assert book << Rings(CLEO, interaction_id=book.interaction("second"))
    offer = next(iter(book.floor.offers.values()))
    assert (offer.why["code"], "ring" in offer.why) == ("dealt", False)
    assert (offer.deadline - book.now).total_seconds() == 20
    assert book >> Answers(CLEO) << Visit("answered", agent_id=CLEO)


def test_an_agent_pulls_a_caller_before_it_is_ready() -> None:
    book = waiting()
    assert book >> pulls(book, ANNA, "second") << Rings(ANNA, interaction_id=book.interaction("second"))
    assert book << A(DealtByHand, agent_id=ANNA, how="pulled")
    assert book >> Answers(ANNA) << Visit("answered", agent_id=ANNA)
    assert book >> HangsUp("second") << Never(Rings(ANNA))


def test_an_agent_pulls_from_a_ring_that_is_not_open_yet() -> None:
    book = Playbook() >> NewConfiguration(with_lending()) >> Ready(CLEO) >> Dials("1001")
    assert book << Never(Rings(CLEO))
    [shown] = waiting_for(book.floor, CLEO, book.now.timestamp(), 10)
    assert (shown.interaction_id, shown.queue_id, shown.ring) == (book.interaction("caller"), SHOP, 1)
    assert book >> pulls(book, CLEO) << Rings(CLEO)


def test_an_agent_sees_and_pulls_only_those_whom_it_could_be_given() -> None:
    book = waiting()
    now = book.now.timestamp()
    assert waiting_for(book.floor, CLEO, now, 10) == ()
    both = waiting_for(book.floor, ANNA, now, 10)
    assert [(each.interaction_id, each.waited_s) for each in both] == [
        (book.interaction("first"), 5),
        (book.interaction("second"), 0),
    ]
    assert waiting_for(book.floor, ANNA, now, 1) == both[:1]
    book = book >> pulls(book, CLEO, "first")
    assert code(book) == "interaction.of_others"
    assert book << Never(A(OfferMade))


def test_who_is_rung_for_already_is_given_to_nobody_else() -> None:
    book = waiting()
    book = book >> pulls(book, ANNA, "first") >> deals(book, CLEO, "first")
    assert code(book) == "interaction.offered"
    assert len(book.floor.offers) == 1
    book = book >> Answers(ANNA) >> deals(book, CLEO, "first")
    assert code(book) == "interaction.not_waiting"


def test_an_offer_by_hand_that_is_declined_or_missed_leaves_the_caller_its_place() -> None:
    book = waiting()
    book = book >> deals(book, CLEO, "first") >> Declines(CLEO)
    assert book << Offer("declined") << Never(Visit("no_agents"))
    book = book >> deals(book, CLEO, "first") >> Passes(20)
    assert book << Offer("missed")
    assert book >> Ready(BEN) << Rings(BEN, interaction_id=book.interaction("first"))


def test_what_cannot_be_given_is_refused_with_a_reason() -> None:
    book = waiting()
    assert code(book >> deals(book, ANNA, "first")) == "agent.not_ready"
    assert code(book >> deals(book, BEN, "first")) == "agent.not_ready"
    assert code(book >> pulls(book, BEN, "first")) == "agent.busy"
    assert code(book >> Asks(ask.Deal(agent_id="agt_x", interaction_id="int_x"), by_supervisor=True)) == (
        "agent.unknown"
    )
    assert code(book >> Asks(ask.Deal(agent_id=CLEO, interaction_id="int_x"), by_supervisor=True)) == (
        "interaction.not_waiting"
    )
    book = book >> deals(book, CLEO, "first") >> Answers(CLEO)
    assert code(book >> deals(book, CLEO, "second")) == "agent.busy"
    assert code(book >> SwitchGoes() >> pulls(book, ANNA, "second")) == "switch_away"
    assert CONFIG.agents.keys() == {ANNA, BEN, CLEO}
