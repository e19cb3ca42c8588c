"""The caller's language, the hours at agents' sites, and by what a queue or the workspace chooses."""

from msgspec.structs import replace

from ringwell.agents.model import Site
from ringwell.journeys.config import HoursCalendar, WorkspaceConfig
from ringwell.journeys.probing import ProbeQuestion, probe
from ringwell.routing.rules import Ring
from tests.playbooks.playbook import (
    Answers,
    Dials,
    Dies,
    HangsUp,
    IsBack,
    Never,
    NewConfiguration,
    Passes,
    Playbook,
    Ready,
    Rings,
    TimeAway,
    Visit,
)
from tests.support.world import ANNA, BANK, BEN, CLEO, CONFIG, SHOP

OTHERS_AFTER_20 = Ring(after_s=20, any_language=True)
MONDAY_TO_ONE = HoursCalendar(
    hours_id="hrs_day",
    name="day",
    document={"zone": "Europe/Warsaw", "weekly": {"mon": [{"opens": "08:00", "closes": "13:00"}]}},
)
"""It is noon in Warsaw."""
HOME = Site(site_id="sit_home", name="Home", hours_id="hrs_day")
WEST = Site(site_id="sit_west", name="West", zone="America/New_York", hours_id="hrs_day")


def asking(
    *rings: Ring, agents: dict[str, dict[str, object]] | None = None, **queue: object
) -> WorkspaceConfig:
    """The shop's queue with these rules; of each agent what is other than usual."""
    shop = replace(CONFIG.queues[SHOP], rings=rings, wrap_up_s=0, announce_place_every_s=0, **queue)
    changed = {
        agent_id: replace(CONFIG.agents[agent_id], **each) for agent_id, each in (agents or {}).items()
    }
    return replace(
        CONFIG,
        queues=CONFIG.queues | {SHOP: shop},
        agents=CONFIG.agents | changed,
        hours=CONFIG.hours | {MONDAY_TO_ONE.hours_id: MONDAY_TO_ONE},
        sites={site.site_id: site for site in (HOME, WEST)},
        version=CONFIG.version + 1,
    )


def ready(config: WorkspaceConfig, *agents: str, **known_as: str | bool) -> Playbook:
    """They become ready one after the other."""
    book = Playbook() >> NewConfiguration(config)
    book.known_as = dict(known_as)
    for agent_id in agents:
        book = book >> Ready(agent_id) >> Passes(10)
    return book


def why(book: Playbook) -> dict[str, object]:
    return next(iter(book.floor.offers.values())).why


SPEAKERS: dict[str, dict[str, object]] = {
    ANNA: {"languages": {"en": 8}},
    BEN: {"languages": {"pl": 6, "en": 2}},
}


def test_the_callers_language_is_asked_for_at_its_level() -> None:
    book = ready(asking(language_level=5, agents=SPEAKERS), BEN, ANNA)
    assert book >> Dials("1001") << Rings(ANNA)
    assert why(book)["language"] == ["en", 8]
    assert why(book)["passed"] == {"able": 1, "language": 1, "skill": 1}
    easy = ready(asking(language_level=2, agents=SPEAKERS), BEN, ANNA)
    assert easy >> Dials("1001") << Rings(BEN)


def test_the_language_on_the_card_counts_unless_another_was_chosen() -> None:
    book = ready(asking(language_level=5, agents=SPEAKERS), ANNA, BEN, language="pl")
    assert book >> Dials("1001") << Rings(BEN)
    polish = {key: replace(number, language="pl") for key, number in CONFIG.numbers.items()}
    config = replace(asking(language_level=5, agents=SPEAKERS), numbers=polish)
    assert ready(config, ANNA, BEN) >> Dials("1001") << Rings(BEN)
    flow = CONFIG.flows["flw_direct"]
    nodes = {"shop": {"type": "queue", "queue": SHOP, "language": "en"}}
    chosen = replace(flow, document={**flow.document, "nodes": nodes}, version=2)
    config = replace(config, flows=CONFIG.flows | {flow.flow_id: chosen})
    assert ready(config, BEN, ANNA, language="pl") >> Dials("1001") << Rings(ANNA)


def test_a_ring_lets_in_who_does_not_speak_it() -> None:
    book = ready(asking(OTHERS_AFTER_20, language_level=5, agents=SPEAKERS), ANNA, language="pl")
    assert book >> Dials("1001") << Never(Rings(ANNA)) << Never(Visit("no_agents"))
    assert book >> Passes(19) << Never(Rings(ANNA))
    assert book >> Passes(1) << Rings(ANNA)
    assert why(book)["language"] == ["pl", 0]


def test_who_speaks_a_little_comes_with_a_ring_of_lower_levels() -> None:
    book = ready(asking(Ring(after_s=15, levels_less=3), language_level=5, agents=SPEAKERS), BEN)
    assert book >> Dials("1001") >> Passes(14) << Never(Rings(BEN))
    assert book >> Passes(1) << Rings(BEN)


def test_where_nobody_logged_in_speaks_it_the_flow_is_told() -> None:
    book = ready(asking(language_level=5, agents=SPEAKERS), ANNA, language="ru")
    assert book >> Dials("1001") << Visit("no_agents")


def test_the_probe_asks_for_a_language() -> None:
    book = ready(asking(language_level=5, agents=SPEAKERS), ANNA, BEN)
    now = book.now.timestamp()
    polish = probe(book.floor, ProbeQuestion(queue_id=SHOP, language="pl"), now, 10)
    assert polish
    assert (polish.chosen, polish.language, polish.language_level) == (BEN, "pl", 5)
    anna = next(each for each in polish.agents if each.agent_id == ANNA)
    assert (anna.reason, anna.lacks[0].level, anna.lacks[0].has) == ("language", 5, 0)
    assert [need.skill_id for need in polish.needs] == ["shop"]


def test_an_agent_is_offered_calls_in_its_sites_hours_only() -> None:
    at_work: dict[str, dict[str, object]] = {ANNA: {"site_id": WEST.site_id}, BEN: {"site_id": HOME.site_id}}
    book = ready(asking(in_site_hours=True, agents=at_work), ANNA, BEN)
    assert book >> Dials("1001") << Rings(BEN)
    assert why(book)["passed"] == {"able": 1, "hours": 1, "skill": 1}
    book = book >> Answers(BEN) >> Passes(3600) >> HangsUp()
    assert book >> Dials("1001", "late") << Visit("no_agents")  # 13:00 in Warsaw, 07:00 in New York
    book = book >> Passes(3600)
    assert book >> Dials("1001", "later") << Rings(ANNA)


def test_who_waits_when_a_site_opens_is_served_then() -> None:
    late = Ring(after_s=7200)
    at_work: dict[str, dict[str, object]] = {ANNA: {"site_id": WEST.site_id}}
    book = ready(asking(late, in_site_hours=True, agents=at_work), ANNA) >> Passes(2 * 3600 - 70)
    assert book >> Dials("1001") >> Passes(59) << Never(Rings(ANNA))
    assert book >> Passes(1) << Rings(ANNA)


def test_a_brain_that_begins_knows_which_sites_work() -> None:
    late = Ring(after_s=7200)
    at_work: dict[str, dict[str, object]] = {ANNA: {"site_id": WEST.site_id}}
    book = ready(asking(late, in_site_hours=True, agents=at_work), ANNA) >> Passes(3600) >> Dials("1001")
    assert book >> Dies() >> TimeAway(10) >> IsBack() << Never(Rings(ANNA))
    assert book >> Passes(3600) << Rings(ANNA)


def handled(book: Playbook, agent_id: str, seconds: float, name: str) -> Playbook:
    book = book >> Dials("1001", name) << Rings(agent_id)
    return book >> Answers(agent_id) >> Passes(seconds) >> HangsUp(name)


def test_of_whom_nothing_is_known_is_as_fast_as_everybody() -> None:
    book = ready(asking(agent_choice="fastest", idle_cap_s=600), BEN)
    for number in range(4):
        book = handled(book, BEN, 50, f"ben {number}")
    book = book >> Passes(10) >> Ready(ANNA) >> Passes(10) >> Dials("1001", "next") << Rings(BEN)
    book = book >> Answers(BEN) >> Passes(40) >> HangsUp("next") >> Passes(10)
    assert (
        book >> Dials("1001") << Rings(ANNA)
    )  # Ben is as fast as everybody known: she has been idle for longer


def test_the_fastest_has_it_but_nobody_is_left_idle_for_ever() -> None:
    config = asking(agent_choice="fastest", idle_cap_s=600)
    slow = replace(config, agents={ANNA: config.agents[ANNA]})
    book = ready(slow, ANNA)
    for number in range(6):
        book = handled(book, ANNA, 400, f"anna {number}")
    book = book >> NewConfiguration(config) >> Ready(BEN)
    book = book >> Dials("1001", "a") >> Answers(ANNA) >> Dials("1001", "b") << Rings(BEN)
    book = book >> Answers(BEN) >> Passes(20) >> HangsUp("b") >> Passes(1) >> HangsUp("a")
    book = book >> Dials("1001", "c") << Rings(BEN)
    assert why(book)["code"] in ("fastest", "longest_idle")
    book = book >> Answers(BEN) >> Passes(1) >> HangsUp("c")
    assert book >> Dials("1001", "d") << Rings(BEN)
    assert why(book)["code"] == "fastest"
    assert why(book)["over"] == [[ANNA, "slower"]]
    book = book >> Answers(BEN) >> HangsUp("d") >> Passes(700)
    assert book >> Dials("1001", "e") << Rings(ANNA)


def test_the_workspace_may_weigh_its_queues() -> None:
    everywhere: dict[str, dict[str, object]] = {ANNA: {"skills": {"shop": 5, "bank": 5}}}
    config = asking(agents=everywhere, weight=1.0)
    config = replace(
        config,
        agents={ANNA: config.agents[ANNA]},
        settings=replace(CONFIG.settings, caller_choice="cost_rate"),
        queues=config.queues | {BANK: replace(config.queues[BANK], weight=10.0)},
    )
    book = ready(config, ANNA) >> Dials("1001", "first") >> Answers(ANNA)
    book = book >> Dials("1001", "older") >> Passes(60) >> Dials("1002", "dearer") >> Passes(30)
    assert book >> HangsUp("first") << Rings(ANNA)
    offer = next(iter(book.floor.offers.values()))
    assert offer.interaction_id == book.interaction("dearer")
    assert offer.why["by"] == "cost_rate"
    assert CLEO not in book.floor.config.agents
