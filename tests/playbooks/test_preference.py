"""Whom a caller would rather have: who served it last, who has its account; for so long, and then anybody."""

from typing import Literal

from msgspec.structs import replace

from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.turn import CallerUnknown
from tests.playbooks.playbook import (
    Answers,
    Declines,
    Dials,
    Dies,
    HangsUp,
    IsBack,
    Never,
    NewConfiguration,
    Offer,
    Passes,
    Playbook,
    Ready,
    Rings,
    Says,
    Sends,
    TimeAway,
    Visit,
    sets,
)
from tests.support.world import ANNA, BEN, CONFIG, SHOP


def preferring(
    *prefers: Literal["owner", "last_agent"], seconds: int = 30, key_seconds: int | None = None
) -> WorkspaceConfig:
    shop = replace(
        CONFIG.queues[SHOP],
        prefers=prefers,
        prefers_for_s=seconds,
        prefers_for_key_s=key_seconds,
        wrap_up_s=0,
        announce_place_every_s=0,
    )
    return replace(CONFIG, queues=CONFIG.queues | {SHOP: shop}, version=CONFIG.version + 1)


def both_ready(config: WorkspaceConfig, **known_as: str | bool) -> Playbook:
    """Ben has been idle for longer than Anna."""
    book = Playbook() >> NewConfiguration(config) >> Ready(BEN) >> Passes(60) >> Ready(ANNA)
    book.known_as = dict(known_as)
    return book


def test_a_caller_goes_to_who_served_it_last() -> None:
    book = both_ready(preferring("last_agent"), last_agent_id=ANNA)
    assert book >> Dials("1001") << Rings(ANNA)
    offer = next(iter(book.floor.offers.values()))
    assert offer.why["code"] == "awaited"


def test_who_has_the_account_comes_before_who_served_it_last() -> None:
    book = both_ready(preferring("owner", "last_agent"), last_agent_id=BEN, owner_agent_id=ANNA)
    assert book >> Dials("1001") << Rings(ANNA)


def test_a_caller_waits_for_whom_it_prefers_and_then_goes_to_anybody() -> None:
    book = both_ready(preferring("owner"), owner_agent_id=ANNA)
    book = book >> Dials("1001", "other") << Rings(ANNA) >> Answers(ANNA)
    assert book >> Dials("1001") >> Passes(29) << Never(Rings(BEN))
    assert book >> Passes(1) << Rings(BEN) >> Answers(BEN) << Visit("answered", waited_ms=30_000)


def test_whom_it_waits_for_takes_it_as_soon_as_it_is_free() -> None:
    book = both_ready(preferring("owner"), owner_agent_id=ANNA)
    book = book >> Dials("1001", "other") >> Answers(ANNA) >> Dials("1001") >> Passes(10)
    assert book >> HangsUp("other") << Rings(ANNA, interaction_id=book.interaction("caller"))


def test_nobody_waits_for_who_is_not_at_work_or_goes() -> None:
    book = both_ready(preferring("owner"), owner_agent_id=ANNA) >> sets(ANNA, "not_ready")
    assert book >> Dials("1001") << Rings(BEN)
    book = both_ready(preferring("owner"), owner_agent_id=ANNA)
    book = book >> Dials("1001", "other") >> Answers(ANNA) >> Dials("1001") << Never(Rings(BEN))
    assert book >> sets(ANNA, "not_ready") << Rings(BEN)


def test_nobody_waits_for_who_is_made_not_ready_by_missed_calls() -> None:
    config = preferring("owner", seconds=600)
    config = replace(config, settings=replace(config.settings, misses_limit=1))
    book = both_ready(config, owner_agent_id=ANNA) >> Dials("1001") << Rings(ANNA)
    book = book >> Dials("1001", "second") << Never(Rings(BEN))
    book = book >> Passes(20) << Offer("missed") << Rings(BEN, interaction_id=book.interaction("caller"))
    assert book >> Answers(BEN) >> HangsUp() << Rings(BEN, interaction_id=book.interaction("second"))


def test_who_is_removed_is_waited_for_by_nobody() -> None:
    book = both_ready(preferring("owner", seconds=600), owner_agent_id=ANNA)
    book = book >> Dials("1001", "other") >> Answers(ANNA) >> Dials("1001") << Never(Rings(BEN))
    config = preferring("owner", seconds=600)
    agents = {agent_id: each for agent_id, each in config.agents.items() if agent_id != ANNA}
    assert book >> NewConfiguration(replace(config, agents=agents)) << Rings(BEN)


def test_who_misses_a_call_while_it_was_being_found_out_still_hears_its_place() -> None:
    config = preferring("owner")
    shop = replace(config.queues[SHOP], announce_place_every_s=22)
    config = replace(config, queues=config.queues | {SHOP: shop})
    book = both_ready(config, owner_agent_id=ANNA) >> sets(BEN, "not_ready") >> sets(ANNA, "not_ready")
    book.known_callers = False
    book = book >> Dials("1001") << Never(Rings(BEN)) >> sets(BEN, "ready") << Rings(BEN)
    assert book >> Passes(61) << Says("place-in-line", 1)


def test_a_key_customer_may_wait_longer() -> None:
    config = preferring("owner", key_seconds=90)
    book = both_ready(config, owner_agent_id=ANNA, key_customer=True)
    book = book >> Dials("1001", "other") >> Answers(ANNA) >> Dials("1001") >> Passes(89) << Never(Rings(BEN))
    assert book >> Passes(1) << Rings(BEN)


def test_who_prefers_nobody_or_cannot_be_found_is_given_to_anybody() -> None:
    book = both_ready(preferring("owner", "last_agent"))
    assert book >> Dials("1001") << Rings(BEN)
    book = both_ready(preferring("owner"), owner_agent_id=ANNA)
    book.known_callers = False
    book = book >> Dials("1001") << Never(Rings(BEN))
    unknown = CallerUnknown(interaction_id=book.interaction("caller"))
    assert book >> Sends(unknown) << Rings(BEN)


def test_a_directory_that_does_not_answer_holds_nobody_up() -> None:
    book = both_ready(preferring("owner"), owner_agent_id=ANNA)
    book.known_callers = False
    book = book >> Dials("1001") >> Passes(0.4) << Never(Rings(BEN))
    assert book >> Passes(0.2) << Rings(BEN)


def test_who_declines_its_own_customer_gets_it_no_more_and_others_do_after_the_limit() -> None:
    book = both_ready(preferring("owner", seconds=3), owner_agent_id=ANNA)
    book = book >> Dials("1001") << Rings(ANNA) >> Declines(ANNA) << Offer("declined") << Never(Rings(BEN))
    assert book >> Passes(3) << Rings(BEN)


def test_whom_a_caller_waits_for_is_known_after_a_restart() -> None:
    book = both_ready(preferring("owner"), owner_agent_id=ANNA)
    book = book >> Dials("1001", "other") >> Answers(ANNA) >> Dials("1001") >> Passes(5)
    book = book >> Dies() >> TimeAway(5) >> IsBack() << Never(Rings(BEN))
    assert book >> HangsUp("other") << Rings(ANNA, interaction_id=book.interaction("caller"))
