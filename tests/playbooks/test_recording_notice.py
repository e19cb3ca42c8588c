"""Who is to be recorded is told so before, once; who has not been told is not recorded, whatever happens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ringwell.adapters.asterisk.fallback import routes_of
from ringwell.agents.messages import OfferMade
from ringwell.calls import messages as calls
from ringwell.calls.party_messages import PartyAsked
from ringwell.calls.recording import RecordingAnnounced
from ringwell.journeys import commands as ask
from ringwell.journeys import render
from ringwell.journeys.config import WorkspaceConfig
from ringwell.projects.model import Project
from ringwell.routing.messages import FRONT_OF_QUEUE, QueueEntered, QueueLeft
from tests.playbooks.calling_back import CustomerAnswers
from tests.playbooks.calling_back import config as calling_back
from tests.playbooks.handing_on import Does
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Dies,
    Ended,
    HangsUp,
    IsBack,
    Joins,
    Never,
    NewConfiguration,
    OfCaller,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Rings,
    Says,
    TimeAway,
)
from tests.playbooks.test_own_calls import Places
from tests.support.fake_switch import PROMPT_S
from tests.support.world import ANNA, BANK, BEN, CONFIG, DIRECT, SHOP, Document

NOTICE = Says("call-recorded")
TOLD = A(RecordingAnnounced, by="rule", heard=True)


def project(**fields: object) -> Project:
    return replace(CONFIG.projects["prj_1"], says_recorded=True, **fields)


def config(usual: WorkspaceConfig = CONFIG, **fields: object) -> WorkspaceConfig:
    return replace(usual, projects={"prj_1": project(**fields)})


def house(**fields: object) -> Playbook:
    return Playbook(config(CONFIG, **fields)) >> Ready(ANNA)


def recorded(book: Playbook) -> list[bool]:
    """Of each offer, whether its talk is recorded."""
    made = [event.fact for event in book.log if isinstance(event.fact, OfferMade)]
    return [each.recording_id is not None for each in made]


def flow(start: str, **nodes: Document) -> WorkspaceConfig:
    """What callers of 1001 meet, which ends in the shop's queue."""
    steps = {**nodes, "shop": {"type": "queue", "queue": SHOP}}
    version = replace(DIRECT, document={**DIRECT.document, "start": start, "nodes": steps})
    return replace(config(), flows={**CONFIG.flows, DIRECT.flow_id: version})


def test_the_caller_is_answered_and_told_before_the_queue_and_then_recorded() -> None:
    book = house()
    assert book >> Dials("1001") << OfCaller(calls.AnswerLeg) << NOTICE << Never(A(QueueEntered))
    assert book >> PromptEnds() << TOLD << A(calls.MarkRecordingTold) << A(QueueEntered) << Rings(ANNA)
    assert recorded(book) == [True]
    assert book >> Answers(ANNA) << Joins() << Never(NOTICE)


def test_what_it_takes_to_say_it_is_no_waiting() -> None:
    book = house() >> Dials("1001") >> PromptEnds()
    assert book >> Answers(ANNA) << A(QueueLeft, result="answered", waited_ms=0)


def test_it_is_told_in_the_callers_language_by_then() -> None:
    speaks = flow("set", set={"type": "set", "variables": {"language": "pl"}, "next": "shop"})
    book = Playbook(speaks) >> Ready(ANNA) >> Dials("1001")
    [played] = [each for each in book.switch.commands if isinstance(each, calls.PlayPrompts)]
    assert [each.language for each in played.prompts] == ["pl"]


@pytest.mark.parametrize(
    "fields", [{"recording": "none"}, {"recording": "share", "recording_share": 0}, {"recording": "consent"}]
)
def test_who_is_not_recorded_hears_nothing(fields: dict[str, object]) -> None:
    book = house(**fields)
    assert book >> Dials("1001") << Rings(ANNA) << Never(NOTICE) << Never(A(RecordingAnnounced))
    assert recorded(book) == [False]


def test_nor_who_comes_to_a_queue_that_records_nothing() -> None:
    book = Playbook(config()) >> Ready(BEN)
    assert book >> Dials("1002") << Rings(BEN) << Never(NOTICE)


def test_nor_a_caller_of_a_project_that_does_not_say_it() -> None:
    book = Playbook() >> Ready(ANNA)
    assert book >> Dials("1001") << Rings(ANNA) << Never(NOTICE)
    assert recorded(book) == [True]


def test_who_has_agreed_in_the_flow_is_told() -> None:
    agrees: Document = {"type": "set", "variables": {"recording_consent": True}, "next": "shop"}
    consent = flow("agree", agree=agrees)
    consent = replace(consent, projects={"prj_1": project(recording="consent")})
    assert Playbook(consent) >> Ready(ANNA) >> Dials("1001") << NOTICE


class TestTheFlowSaysIt:
    """A step of the flow has the same prompt."""

    @pytest.fixture
    def book(self) -> Playbook:
        says: Document = {"type": "say", "prompts": [{"prompt": "call-recorded"}], "next": "shop"}
        return Playbook(flow("say", say=says)) >> Ready(ANNA) >> Dials("1001")

    def test_nobody_hears_it_twice(self, book: Playbook) -> None:
        assert book << NOTICE
        assert book >> PromptEnds() << A(RecordingAnnounced, by="flow") << Rings(ANNA) << Never(NOTICE)
        assert recorded(book) == [True]

    def test_where_it_fails_the_rule_tells_it(self, book: Playbook) -> None:
        _fails(book)
        assert book >> Passes(1) << NOTICE << Never(A(QueueEntered))
        assert book >> PromptEnds() << TOLD

    def test_a_menu_that_says_it_and_is_cut_short_has_not(self) -> None:
        menu: Document = {
            "type": "menu",
            "prompts": [{"prompt": "call-recorded"}],
            "keys": {"1": "shop"},
            "timeout_seconds": 5,
            "default": "shop",
        }
        book = Playbook(flow("menu", menu=menu)) >> Ready(ANNA) >> Dials("1001") >> Passes(1)
        assert book >> Presses("1") << NOTICE << Never(A(QueueEntered))
        assert book >> PromptEnds() << TOLD << Rings(ANNA)


def test_a_switch_that_cannot_say_it_records_nothing() -> None:
    book = house() >> Dials("1001")
    _fails(book)
    assert book >> Passes(1) << A(RecordingAnnounced, by="rule", heard=False) << Rings(ANNA) << Never(NOTICE)
    assert recorded(book) == [False]


def test_who_hangs_up_meanwhile_was_in_the_flow() -> None:
    book = house() >> Dials("1001")
    assert book >> HangsUp() << Ended("abandoned_in_flow", ended_by="caller")
    assert book.floor.announced == {}


def test_a_brain_that_dies_in_the_middle_tells_it_anew() -> None:
    book = house() >> Dials("1001") >> Dies() >> TimeAway(1)
    assert book >> IsBack() << A(calls.StopPlayback) << NOTICE << Never(A(QueueEntered))
    assert book >> PromptEnds() << TOLD << Rings(ANNA)


def test_one_that_dies_later_does_not() -> None:
    book = house() >> Dials("1001") >> PromptEnds() >> Answers(ANNA) >> Dies() >> TimeAway(2)
    assert book >> IsBack() << Never(NOTICE)


def test_switched_on_while_somebody_waits_that_talk_is_not_recorded_and_the_next_is() -> None:
    book = Playbook() >> Ready(ANNA) >> Dials("1001", caller="first") >> Answers(ANNA) >> Dials("1001")
    book = book >> NewConfiguration(replace(config(), version=2)) >> Ready(BEN)
    assert recorded(book) == [True, False]
    book = book >> Dials("1001", caller="next")
    assert book << Says("call-recorded", caller="next")


def test_a_caller_who_is_transferred_hears_it_where_it_comes_to_be_recorded() -> None:
    other = Project(project_id="prj_2", client_id="cli_1", name="Other", says_recorded=True)
    shop = replace(CONFIG.queues[SHOP], project_id="prj_2")
    both = replace(CONFIG, projects={**CONFIG.projects, "prj_2": other}, queues={**CONFIG.queues, SHOP: shop})
    book = Playbook(both) >> Ready(BEN) >> Dials("1002") >> Answers(BEN) >> Ready(ANNA) >> Passes(5)
    lets_go = Does(ask.Transfer, agent_id=BEN, fields={"queue_id": SHOP})
    assert book >> lets_go << NOTICE << Never(A(QueueEntered))
    assert book >> PromptEnds() << TOLD << A(QueueEntered, queue_id=SHOP) << Rings(ANNA)
    assert recorded(book) == [False, True]


def test_nor_does_a_brain_that_dies_while_they_hear_it_send_them_back() -> None:
    other = Project(project_id="prj_2", client_id="cli_1", name="Other", says_recorded=True)
    shop = replace(CONFIG.queues[SHOP], project_id="prj_2")
    both = replace(CONFIG, projects={**CONFIG.projects, "prj_2": other}, queues={**CONFIG.queues, SHOP: shop})
    book = Playbook(both) >> Ready(BEN) >> Dials("1002") >> Answers(BEN) >> Ready(ANNA) >> Passes(5)
    book = book >> Does(ask.Transfer, agent_id=BEN, fields={"queue_id": SHOP, "front": True})
    assert book >> Dies() >> TimeAway(1) >> IsBack() << NOTICE << Never(A(QueueEntered))
    assert (
        book >> PromptEnds() << TOLD << A(QueueEntered, queue_id=SHOP, priority=FRONT_OF_QUEUE) << Rings(ANNA)
    )


def test_one_who_has_heard_it_does_not_hear_it_again() -> None:
    book = house() >> Dials("1001") >> PromptEnds() >> Answers(ANNA) >> Ready(BEN) >> Passes(5)
    lets_go = Does(ask.Transfer, fields={"queue_id": SHOP})
    assert book >> lets_go << A(QueueEntered) << Rings(BEN) << Never(NOTICE)
    assert recorded(book) == [True, True]


BY_NAME: Document = {"type": "transfer", "agent": ANNA, "no_answer": "shop", "ring_seconds": 20}


class TestAFlowThatRingsAnAgentByName:
    def test_the_caller_is_told_before(self) -> None:
        book = Playbook(flow("ring", ring=BY_NAME)) >> Ready(ANNA) >> Dials("1001")
        assert book << NOTICE << Never(A(PartyAsked))
        assert book >> PromptEnds() << TOLD << A(PartyAsked, to_agent_id=ANNA) << A(calls.RingAgent)
        assert book >> Answers(ANNA) << Joins() << Never(NOTICE)

    def test_the_projects_rule_counts_there_too(self) -> None:
        never = replace(flow("ring", ring=BY_NAME), projects={"prj_1": project(recording="none")})
        book = Playbook(never) >> Ready(ANNA) >> Dials("1001") << A(PartyAsked, recording_id=None)
        assert book << Never(NOTICE)

    def test_a_brain_that_dies_in_the_middle(self) -> None:
        book = Playbook(flow("ring", ring=BY_NAME)) >> Ready(ANNA) >> Dials("1001") >> Dies() >> TimeAway(1)
        assert book >> IsBack() << NOTICE
        assert book >> PromptEnds() << TOLD << A(calls.RingAgent)


class TestACallThatGoesOut:
    """Nobody plays anything to who is called: it is the agent who says it."""

    def test_the_agent_is_asked_to_say_it_and_the_talk_is_recorded(self) -> None:
        book = Playbook(config(calling_back())) >> Ready(ANNA) >> Places() >> Answers(ANNA)
        assert _to_say(book)
        assert book >> CustomerAnswers() << Joins() << Never(A(RecordingAnnounced))
        assert recorded(book) == [True]
        assert _to_say(book)

    @pytest.mark.parametrize("fields", [{"recording": "none"}, {"says_recorded": False}])
    def test_not_where_nothing_is_recorded_or_nobody_is_to_say_it(self, fields: dict[str, object]) -> None:
        usual = calling_back()
        changed = replace(usual, projects={"prj_1": replace(project(), **fields)})
        assert not _to_say(Playbook(changed) >> Ready(ANNA) >> Places() >> Answers(ANNA))

    def test_nor_in_a_call_that_came_in(self) -> None:
        assert not _to_say(house() >> Dials("1001") >> PromptEnds() >> Answers(ANNA))


def test_the_switchs_own_queue_tells_it_where_it_records() -> None:
    def told(of: WorkspaceConfig) -> set[bool]:
        return {each.says_recorded for each in routes_of(of, 0, demo=False).numbers}

    assert told(config()) == {True}
    assert told(config(recording="none")) == told(config(recording="share")) == told(CONFIG) == {False}


class TestTheSwitchsOwnQueue:
    """It goes by the rule of the project whose queue the caller is in, whatever the number's says."""

    @pytest.fixture
    def both(self) -> WorkspaceConfig:
        """1002 is of the first project, and rings Ben; the shop's queue is of the other one."""
        says = project(name="Other", project_id="prj_2")
        shop = replace(CONFIG.queues[SHOP], project_id="prj_2")
        return replace(
            CONFIG, projects={**CONFIG.projects, "prj_2": says}, queues={**CONFIG.queues, SHOP: shop}
        )

    def test_hears_of_the_project_to_which_the_caller_is_handed_on_and_back(
        self, both: WorkspaceConfig
    ) -> None:
        book = Playbook(both) >> Ready(BEN) >> Dials("1002") >> Answers(BEN) >> Ready(ANNA) >> Passes(5)
        book = book >> Does(ask.Transfer, agent_id=BEN, fields={"queue_id": SHOP})
        assert book >> PromptEnds() << A(calls.SetFallbackRecording, recorded=True, says_recorded=True)
        assert book >> Answers(ANNA) >> Passes(5)
        book = book >> Ready(BEN) >> Does(ask.Transfer, agent_id=ANNA, fields={"queue_id": BANK})
        assert book << A(calls.SetFallbackRecording, recorded=False, says_recorded=False)

    def test_hears_nothing_where_the_rule_is_the_numbers(self) -> None:
        book = house() >> Dials("1001") >> PromptEnds() << Rings(ANNA)
        assert book << Never(A(calls.SetFallbackRecording))

    def test_records_nothing_of_a_queue_that_records_nothing(self) -> None:
        book = house() >> Ready(BEN) >> Dials("1002")
        assert book << A(calls.SetFallbackRecording, recorded=False, says_recorded=False) << Rings(BEN)


@given(st.lists(st.sampled_from(["die", "wait", "off", "on", "second", "1", "ready"]), max_size=8))
def test_nobody_is_recorded_untold_or_told_twice(steps: list[str]) -> None:
    on = config()
    book, version = Playbook(on) >> Dials("1000"), 1
    for step in steps:
        version += 1
        match step:
            case "die":
                book = book >> Dies() >> TimeAway(PROMPT_S) >> IsBack()
            case "off":
                book = book >> NewConfiguration(replace(CONFIG, version=version))
            case "on":
                book = book >> NewConfiguration(replace(on, version=version))
            case "second":
                book = book >> Dials("1001", caller=f"caller {version}")
            case "1":
                book = book >> Presses("1")
            case "ready":
                book = book >> Ready(ANNA)
            case _:
                book = book >> Passes(4)
    told: set[str] = set()
    for event in book.log:
        about = event.interaction_id or ""
        if isinstance(event.fact, RecordingAnnounced):
            assert about not in told
            told.add(about)
        if isinstance(event.fact, OfferMade) and event.fact.recording_id and "off" not in steps:
            assert about in told


def _fails(book: Playbook) -> None:
    """The switch could not play what it plays."""
    leg_id = book.leg("caller")
    playback_id = book.floor.playing[leg_id].playback_id
    book.switch.legs[leg_id].playback_id = None
    book.send(calls.PlaybackEnded(leg_id=leg_id, playback_id=playback_id, at=book.now, failed=True))


def _to_say(book: Playbook) -> bool:
    """Whether Anna's screen asks her to say it."""
    [call] = book.floor.calls.values()
    view = render.desk_call_view(book.floor, ANNA, call.interaction_id)
    assert view is not None
    return view.say_recorded
