"""The probe says beforehand whom a caller would be offered to, and what stands in everybody else's way."""

from msgspec.structs import replace

from ringwell.flows.messages import SkillLevel
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion, probe
from ringwell.routing.preference import Acquaintance
from ringwell.routing.rules import Pressure, Ring
from tests.playbooks.helping import with_rings
from tests.playbooks.playbook import (
    Answers,
    Declines,
    Dials,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Rings,
    sets,
)
from tests.support.world import ANNA, BEN, CLEO, CONFIG, SHOP

AFTER_30 = Ring(after_s=30, levels_less=1)
AT_A_PEAK = Ring(pressure=Pressure(measure="waiting", opens_at=2, closes_at=0), levels_less=1)


def asked(book: Playbook, question: ProbeQuestion) -> ProbeAnswer:
    answer = probe(book.floor, question, book.now.timestamp(), 100)
    assert answer is not None
    return answer


def in_shop(book: Playbook, waited_s: float = 0) -> ProbeAnswer:
    return asked(book, ProbeQuestion(queue_id=SHOP, waited_s=waited_s))


def reasons(answer: ProbeAnswer) -> dict[str, str]:
    return {each.agent_id: each.reason for each in answer.agents}


def test_who_is_named_is_who_is_rung() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(BEN) >> Passes(5) >> Ready(ANNA)
    named = in_shop(book).chosen
    assert named is not None
    assert book >> Dials("1001") << Rings(named)
    other = {ANNA: BEN, BEN: ANNA}[named]
    assert in_shop(book).chosen == other
    assert reasons(in_shop(book))[named] == "busy"
    assert book >> Answers(named) << Never(Rings(other))
    assert asked(book, ProbeQuestion(queue_id=SHOP)).chosen == other


def test_rings_open_with_age_and_say_when() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(CLEO)
    young, old = in_shop(book, 10), in_shop(book, 30)
    assert (young.chosen, reasons(young)[CLEO]) == (None, "ring_closed")
    assert [(ring.by, ring.opens_in_s) for ring in young.rings] == [("age", None), (None, 20.0)]
    assert (old.chosen, reasons(old)[CLEO]) == (CLEO, "able")
    assert sum(young.counts.values()) == len(young.agents)


def test_rings_open_with_pressure() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AT_A_PEAK)) >> sets(CLEO, "not_ready")
    assert [ring.by for ring in in_shop(book).rings] == ["age", None]
    assert in_shop(book).rings[1].opens_in_s is None
    book = book >> Dials("1001", "one") >> Dials("1001", "two")
    assert [ring.by for ring in in_shop(book).rings] == ["age", "pressure"]


def test_a_caller_who_waits_is_asked_about_as_it_is() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(ANNA) >> Dials("1001")
    question = ProbeQuestion(interaction_id=book.interaction("caller"))
    assert asked(book, question).offered_to == ANNA
    assert book >> Declines(ANNA) >> Passes(1)
    after = asked(book, question)
    assert (after.waited_s, after.chosen, reasons(after)[ANNA]) == (1.0, None, "barred")
    assert book >> Passes(4) << Rings(ANNA)


def test_what_is_lacking_is_told_with_the_level_that_even_the_last_ring_asks_for() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(ANNA)
    extra = ProbeQuestion(queue_id=SHOP, skills=(SkillLevel("skl_" + "9" * 32, 8),))
    anna = next(each for each in asked(book, extra).agents if each.agent_id == ANNA)
    assert (anna.reason, anna.ring, anna.state) == ("skill", None, "ready")
    assert [(lack.level, lack.has) for lack in anna.lacks] == [(7, 0)]


def test_nothing_is_changed_and_what_is_not_there_is_said() -> None:
    book = Playbook() >> NewConfiguration(with_rings(AFTER_30)) >> Ready(ANNA) >> Passes(3) >> Ready(BEN)
    before = (book.floor.matcher.idle_as(ANNA), book.floor.matcher.idle_as(BEN))
    in_shop(book)
    assert (book.floor.matcher.idle_as(ANNA), book.floor.matcher.idle_as(BEN)) == before
    assert probe(book.floor, ProbeQuestion(queue_id="que_none"), book.now.timestamp(), 10) is None
    assert probe(book.floor, ProbeQuestion(interaction_id="int_none"), book.now.timestamp(), 10) is None


def test_a_caller_who_knows_somebody_waits_for_them_alone_and_then_for_anybody() -> None:
    shop = replace(CONFIG.queues[SHOP], prefers=("owner",), prefers_for_s=30, prefers_for_key_s=90)
    config = replace(CONFIG, queues=CONFIG.queues | {SHOP: shop}, version=CONFIG.version + 1)
    book = Playbook() >> NewConfiguration(config) >> Ready(BEN) >> Ready(ANNA) >> Dials("1001") << Rings(BEN)
    assert book >> Answers(BEN)

    def known(waited_s: float, *, key: bool = False) -> ProbeAnswer:
        who = Acquaintance(owner_agent_id=BEN, key_customer=key)
        return asked(book, ProbeQuestion(queue_id=SHOP, waited_s=waited_s, who=who))

    young = known(10)
    assert (young.chosen, young.awaited, young.awaited_for_s) == (None, (BEN,), 20)
    assert (reasons(young)[BEN], reasons(young)[ANNA]) == ("busy", "awaits_another")
    assert next(iter(reasons(young))) == BEN
    assert (known(30).chosen, known(30).awaited, known(30).awaited_for_s) == (ANNA, (), 0)
    assert (known(30, key=True).chosen, known(30, key=True).awaited_for_s) == (None, 60)
    assert in_shop(book, 10).chosen == ANNA
