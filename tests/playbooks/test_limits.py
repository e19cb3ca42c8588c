"""Limits protect agents: a breather after so many calls, a cap on how busy they are; nobody is kept away for ever."""

from msgspec.structs import replace

from ringwell.agents.messages import AgentStateChanged
from ringwell.agents.model import Team
from ringwell.journeys import render
from ringwell.journeys.commands import Deal, EndRest
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.probing import ProbeQuestion, probe
from ringwell.kernel.settings import Limits
from tests.playbooks.playbook import (
    A,
    Answers,
    Asks,
    Declines,
    Dials,
    Dies,
    Finishes,
    HangsUp,
    IsBack,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Refused,
    Rings,
    State,
    TimeAway,
    Visit,
    sets,
)
from tests.support.world import ANNA, BEN, CONFIG, SHOP

AFTER_TWO = Limits(breather_after=2, breather_s=60)
HALF = Limits(occupancy_cap=0.5, window_s=600)
NORTH = Team(team_id="tem_north", name="North", limits=AFTER_TWO)


def limited(limits: Limits, *, wrap_up_s: int = 0, agent_id: str = ANNA) -> WorkspaceConfig:
    """One agent has limits; the shop's queue tells no places."""
    shop = replace(CONFIG.queues[SHOP], wrap_up_s=wrap_up_s, announce_place_every_s=0)
    agent = replace(CONFIG.agents[agent_id], limits=limits)
    return replace(
        CONFIG,
        queues=CONFIG.queues | {SHOP: shop},
        agents=CONFIG.agents | {agent_id: agent},
        version=CONFIG.version + 1,
    )


def by_setting(**settings: object) -> WorkspaceConfig:
    config = limited(AFTER_TWO)
    anna = replace(config.agents[ANNA], limits=None)
    changed = replace(CONFIG.settings, **settings)
    return replace(config, agents=config.agents | {ANNA: anna}, settings=changed)


def talked(book: Playbook, *names: str, for_s: float = 100) -> Playbook:
    """Anna serves these callers, one right after the other."""
    for name in names:
        book = book >> Dials("1001", name) << Rings(ANNA)
        book = book >> Answers(ANNA) >> Passes(for_s) >> HangsUp(name)
    return book


def anna_is_there(config: WorkspaceConfig) -> Playbook:
    return Playbook() >> NewConfiguration(config) >> Ready(ANNA)


def resting(config: WorkspaceConfig) -> Playbook:
    return talked(anna_is_there(config), "one", "two") << State(ANNA, "ready", "resting")


def test_after_so_many_calls_comes_a_breather_and_then_the_next_caller() -> None:
    book = resting(limited(AFTER_TWO))
    assert book >> Dials("1001", "three") << Never(Rings(ANNA)) << Never(Visit("no_agents"))
    assert book >> Passes(59) << Never(Rings(ANNA))
    assert book >> Passes(1) << State(ANNA, "ready", "idle") << Rings(ANNA)


def test_after_call_work_belongs_to_the_call() -> None:
    book = anna_is_there(limited(AFTER_TWO, wrap_up_s=60))
    book = talked(book, "one") >> Finishes(ANNA, caller="one") << State(ANNA, "ready", "idle")
    assert talked(book, "two") << State(ANNA, "ready", "wrapping_up")
    assert book >> Finishes(ANNA, caller="two") << State(ANNA, "ready", "resting")


def test_a_pause_of_its_own_counts_as_a_breather() -> None:
    book = talked(anna_is_there(limited(AFTER_TWO)), "one") >> Passes(60)
    assert talked(book, "two") << State(ANNA, "ready", "idle")
    assert talked(book, "three") << State(ANNA, "ready", "resting")


def test_whoever_declines_has_not_worked() -> None:
    book = talked(anna_is_there(limited(AFTER_TWO)), "one")
    assert book >> Dials("1001", "two") >> Declines(ANNA) << State(ANNA, "ready", "idle")


def test_others_take_the_callers_meanwhile() -> None:
    book = resting(limited(AFTER_TWO)) >> Ready(BEN)
    assert book >> Dials("1001", "three") << Rings(BEN) << Never(Rings(ANNA))
    offer = next(iter(book.floor.offers.values()))
    passed = offer.why["passed"]
    assert isinstance(passed, dict)
    assert passed["resting"] == 1
    assert "busy" not in passed


def test_the_probe_says_so() -> None:
    book = resting(limited(AFTER_TWO)) >> Passes(20)
    answer = probe(book.floor, ProbeQuestion(queue_id=SHOP), book.now.timestamp(), 10)
    assert answer
    anna = next(each for each in answer.agents if each.agent_id == ANNA)
    assert (answer.chosen, anna.reason, anna.state, anna.rests_s) == (None, "resting", "resting", 40)


def test_desk_and_board_tell_until_when() -> None:
    book = resting(limited(AFTER_TWO))
    view = render.agent_view(book.floor, ANNA)
    assert view
    assert view.rest_until
    assert (view.rest_until - book.now).total_seconds() == 60
    assert (view.activity, view.rest_for, view.rest_may_end) == ("resting", "breather", True)
    book = book >> Passes(60)
    view = render.agent_view(book.floor, ANNA)
    assert view
    assert (view.activity, view.rest_until, view.rest_may_end) == ("idle", None, False)


def test_an_agent_may_end_it_and_has_so_many_again() -> None:
    book = resting(limited(AFTER_TWO)) >> Dials("1001", "three")
    assert book >> Asks(EndRest(agent_id=ANNA)) << State(ANNA, "ready", "idle") << Rings(ANNA)
    book = book >> Answers(ANNA) >> Passes(50) >> HangsUp("three") << State(ANNA, "ready", "idle")
    assert talked(book, "four") << State(ANNA, "ready", "resting")


def test_where_it_has_to_be_taken_it_is() -> None:
    book = resting(limited(replace(AFTER_TWO, may_end=False)))
    assert book >> Asks(EndRest(agent_id=ANNA)) << Refused("rest.must_be_taken")
    assert book >> Passes(60) << State(ANNA, "ready", "idle")
    assert book >> Asks(EndRest(agent_id=ANNA)) << Refused("rest.not_open")


def test_whoever_was_busy_for_too_long_rests_until_it_is_shed() -> None:
    book = anna_is_there(limited(HALF))
    assert talked(book, "one", for_s=250) << State(ANNA, "ready", "idle")
    book = book >> Passes(100)
    book = talked(book, "two", for_s=200) << State(ANNA, "ready", "resting", rest_for="occupancy")
    assert book >> Passes(199) << Never(State(ANNA, "ready", "idle"))
    assert book >> Passes(2) << State(ANNA, "ready", "idle")


def test_limits_are_the_agents_own_or_the_teams_or_the_workspaces() -> None:
    usual = by_setting(breather_after=1, breather_s=30)
    assert talked(anna_is_there(usual), "one") << State(ANNA, "ready", "resting")
    in_team = replace(
        usual,
        teams={NORTH.team_id: NORTH},
        agents=usual.agents | {ANNA: replace(usual.agents[ANNA], team_id=NORTH.team_id)},
    )
    assert talked(anna_is_there(in_team), "one") << State(ANNA, "ready", "idle")
    own = replace(in_team.agents[ANNA], limits=Limits())
    free = replace(in_team, agents=in_team.agents | {ANNA: own})
    assert talked(anna_is_there(free), "one", "two", "three") << State(ANNA, "ready", "idle")


def test_a_brain_that_dies_finds_it_and_ends_it_in_time() -> None:
    book = resting(limited(AFTER_TWO)) >> Dials("1001", "three") >> Dies() >> TimeAway(20) >> IsBack()
    assert book << Never(Rings(ANNA))
    assert book >> Passes(39) << Never(Rings(ANNA))
    assert book >> Passes(1) << Rings(ANNA)


def test_whose_breather_ended_while_nobody_was_there_is_free_at_once() -> None:
    book = resting(limited(AFTER_TWO)) >> Dials("1001", "three") >> Dies() >> TimeAway(90)
    assert book >> IsBack() << State(ANNA, "ready", "idle") << Rings(ANNA)


def test_calls_before_the_brain_died_count() -> None:
    book = talked(anna_is_there(limited(AFTER_TWO)), "one") >> Dies() >> IsBack()
    assert talked(book, "two") << State(ANNA, "ready", "resting")
    book = talked(anna_is_there(limited(AFTER_TWO)), "one") >> Dials("1001", "two") >> Answers(ANNA)
    assert book >> Dies() >> IsBack() >> HangsUp("two") << State(ANNA, "ready", "resting")


def test_signing_out_and_in_is_no_way_round_it() -> None:
    book = resting(limited(AFTER_TWO)) >> sets(ANNA, "offline") >> Passes(5) >> sets(ANNA, "ready")
    assert book >> Dials("1001", "three") << Never(Rings(ANNA)) << Never(Visit("no_agents"))
    assert book >> Passes(55) << Rings(ANNA)


def test_not_ready_does_not_make_it_longer() -> None:
    book = resting(limited(AFTER_TWO)) >> sets(ANNA, "not_ready", "rsn_break") >> Passes(100)
    assert book >> sets(ANNA, "ready") >> Dials("1001", "three") << Rings(ANNA)


def test_a_limit_that_is_taken_away_keeps_nobody() -> None:
    book = resting(limited(AFTER_TWO)) >> Dials("1001", "three")
    assert book >> NewConfiguration(limited(Limits())) << State(ANNA, "ready", "idle") << Rings(ANNA)
    book = resting(limited(AFTER_TWO)) >> Passes(30)
    shorter = limited(replace(AFTER_TWO, breather_s=20))
    assert book >> NewConfiguration(shorter) << State(ANNA, "ready", "idle")


def test_a_supervisor_deals_nothing_to_who_rests() -> None:
    book = resting(limited(AFTER_TWO)) >> Dials("1001", "three")
    deal = Deal(agent_id=ANNA, interaction_id=book.interaction("three"))
    assert book >> Asks(deal, by_supervisor=True) << Refused("agent.resting")


def test_the_switchs_own_queue_does_not_ring_who_rests() -> None:
    book = resting(limited(AFTER_TWO))
    assert not book.floor.in_fallback(ANNA)
    book = book >> Passes(60)
    assert book.floor.in_fallback(ANNA)


def test_rest_is_no_ready_time() -> None:
    book = resting(limited(AFTER_TWO)) >> Passes(60) << A(AgentStateChanged, ready_ms=0, previous_ms=60_000)
    assert book.floor.agents[ANNA].idle_since == book.now
