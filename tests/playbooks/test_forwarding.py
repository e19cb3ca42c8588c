"""A flow's step that has somebody outside rung: the caller goes on with who answers, and else by what the line said."""

from dataclasses import dataclass
from typing import Any

import pytest
from msgspec.structs import replace

from ringwell.agents.messages import Presence, WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.messages import FlowReported, InteractionEnded, SegmentStarted
from ringwell.calls.party_messages import PartyAsked, PartyJoined, PartyLeft
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.outbound.lines import LineRefused
from ringwell.projects.model import Trunk
from ringwell.routing.messages import QueueEntered
from tests.playbooks.handing_on import Does
from tests.playbooks.playbook import (
    A,
    Answers,
    BrowserLegEnds,
    Dials,
    Dies,
    HangsUp,
    Happening,
    IsBack,
    Joins,
    Meanwhile,
    Never,
    Passes,
    PhoneGoes,
    PhoneRejects,
    Playbook,
    Ready,
    Rings,
    SwitchRefuses,
    sets,
)
from tests.support.fake_switch import BUSY, NORMAL
from tests.support.world import ANNA, BANK, BEN, CONFIG, MENU

NUMBER = "+48221112233"
TRUNK = Trunk(trunk_id="trk_1", name="main", server="sip:127.0.0.2:5090", caller_id="+48223334455")
REJECTED = 21


def flow(number: str = NUMBER, **fields: Any) -> dict[str, Any]:
    """Each way says another word, so that the way that was taken is heard."""
    ways = {
        way: {"type": "hangup", "prompts": [{"prompt": way}]}
        for way in ("nobody", "taken", "no", "dead", "away")
    }
    step = {"type": "transfer", "number": number, "no_answer": "nobody", "busy": "taken", "refused": "no"}
    nodes = {"ring": {**step, "failed": "dead", "ring_seconds": 20, **fields}, **ways}
    return {"format": 1, "id": "onward", "language": "en", "start": "ring", "nodes": nodes}


def config(number: str = NUMBER, step: dict[str, Any] | None = None, **settings: object) -> WorkspaceConfig:
    document = flow(number, **(step or {}))
    version = replace(MENU, document=document)
    changed = replace(CONFIG.settings, **settings)
    flows = {**CONFIG.flows, MENU.flow_id: version}
    numbers = {key: replace(each, flow_id=MENU.flow_id) for key, each in CONFIG.numbers.items()}
    return replace(CONFIG, flows=flows, numbers=numbers, trunks={"trk_1": TRUNK}, settings=changed)


@dataclass
class Line(Happening):
    """What the line does that is rung."""

    answers: bool = False
    ends: int | None = None

    def happen(self, book: Playbook) -> None:
        leg = next(leg for leg in book.switch.legs.values() if leg.out)
        if self.answers:
            book.switch.answer(leg.leg_id)
        if self.ends is not None:
            book.switch.end(leg.leg_id, self.ends)


ANSWERS, HANGS_UP = Line(answers=True), Line(ends=NORMAL)


def rings(made: WorkspaceConfig | None = None) -> Playbook:
    return Playbook(made or config()) >> Dials("1001")


def said(prompt: str) -> object:
    return calls.Prompt(prompt, "en", None)


class TestTheLine:
    def test_answers_and_the_two_talk_until_either_hangs_up(self) -> None:
        book = rings() << A(PartyAsked, purpose="forward", agent_id="") << A(calls.AnswerLeg)
        assert book << A(calls.StartMusic) << A(calls.RingCustomer, number=NUMBER, timeout_s=20)
        assert book >> Passes(4) >> ANSWERS << A(PartyJoined) << A(calls.StopMusic) << A(calls.JoinLegs)
        assert book >> HANGS_UP << A(InteractionEnded, result="handled")
        assert book.switch.legs == {}

    def test_the_caller_may_hear_it_ring_and_pays_from_the_answer(self) -> None:
        book = rings(config(step={"meanwhile": "ringing"}))
        assert book << Never(A(calls.AnswerLeg)) << Never(A(calls.StartMusic))
        assert book >> ANSWERS << A(calls.StopRinging) << A(calls.AnswerLeg) << A(calls.JoinLegs)

    @pytest.mark.parametrize(
        ("cause", "way"), [(BUSY, "taken"), (REJECTED, "no"), (38, "dead"), (NORMAL, "nobody")]
    )
    def test_says_why_not_and_the_flow_goes_on_by_that(self, cause: int, way: str) -> None:
        book = rings() >> Line(ends=cause) << A(PartyLeft) << A(calls.StopMusic)
        assert book << A(calls.PlayPrompts, prompts=(said(way),))

    def test_a_way_that_is_not_drawn_is_that_of_no_answer(self) -> None:
        book = rings(config(step={"busy": None})) >> Line(ends=BUSY)
        assert book << A(calls.PlayPrompts, prompts=(said("nobody"),))

    def test_nobody_answers_in_time(self) -> None:
        book = rings() >> Passes(21) << A(PartyLeft, result="no_answer")
        assert book << A(calls.PlayPrompts, prompts=(said("nobody"),))

    def test_cannot_be_had_which_is_told_at_once(self) -> None:
        book = Playbook(config()) >> SwitchRefuses("RingCustomer") >> Dials("1001")
        assert book << A(PartyLeft, result="failed") << A(calls.PlayPrompts, prompts=(said("dead"),))
        none = replace(config(), trunks={})
        assert (
            rings(none) << A(LineRefused, reason="no_trunk") << A(calls.PlayPrompts, prompts=(said("dead"),))
        )

    def test_the_two_cannot_be_brought_together(self) -> None:
        book = rings() >> SwitchRefuses("JoinLegs") >> ANSWERS >> Passes(1)
        assert book << A(PartyLeft, result="failed") << A(calls.PlayPrompts, prompts=(said("dead"),))

    def test_the_caller_hangs_up_meanwhile(self) -> None:
        book = rings() >> HangsUp()
        assert book << A(PartyLeft, result="call_over") << A(InteractionEnded, result="abandoned_in_flow")
        assert book.switch.legs == {}


class TestNotRungAtAll:
    @pytest.mark.parametrize("number", ["1001", "112", "+1 900 555 1234", "+44 20 7946 0000"])
    def test_a_number_of_our_own_or_one_that_is_not_allowed(self, number: str) -> None:
        book = rings(config(number)) << Never(A(calls.RingCustomer))
        assert book << A(calls.PlayPrompts, prompts=(said("no"),))

    def test_the_caller_himself(self) -> None:
        book = Playbook(config()) >> Dials("1001", shows=NUMBER) << Never(A(calls.RingCustomer))
        assert book << A(calls.PlayPrompts, prompts=(said("no"),))

    def test_a_call_that_comes_from_ourselves(self) -> None:
        book = Playbook(config()) >> Dials("1001", shows="+48 22 333 44 55") << Never(A(calls.RingCustomer))
        assert book << A(calls.PlayPrompts, prompts=(said("no"),))

    def test_a_limit_of_calls_out(self) -> None:
        book = rings(config(outgoing_at_once=0)) << A(LineRefused, reason="lines_full")
        assert book << A(calls.PlayPrompts, prompts=(said("dead"),))

    def test_steps_in_a_circle_end_one_call_and_not_the_floor(self) -> None:
        """No check lets such a flow in; one that is there all the same takes nobody else with it."""
        book = rings(config("112", step={"no_answer": "ring", "refused": "ring"}))
        assert book << A(FlowReported, code="flow.cycle_without_wait") << A(InteractionEnded, result="failed")
        assert book.switch.legs == {}

    def test_a_number_that_no_variable_holds(self) -> None:
        book = rings(config("{branch}")) << A(
            FlowReported, code="flow.no_value", params={"variable": "branch"}
        )
        assert book << A(calls.PlayPrompts, prompts=(said("nobody"),))


class TestTheBrainIsKilled:
    def test_while_it_rings_and_it_answers_then(self) -> None:
        book = rings() >> Dies() >> IsBack()
        assert book << Never(A(calls.RingCustomer))
        assert book >> ANSWERS << A(PartyJoined) << A(calls.JoinLegs)

    def test_and_it_has_answered_meanwhile(self) -> None:
        book = rings() >> Dies() >> Meanwhile(ANSWERS) >> IsBack() << A(PartyJoined) << A(calls.JoinLegs)
        assert book >> HANGS_UP << A(InteractionEnded, result="handled")

    def test_and_it_has_gone_meanwhile(self) -> None:
        book = rings() >> Dies() >> Meanwhile(Line(ends=BUSY)) >> IsBack() << A(PartyLeft, result="no_answer")
        assert book << A(calls.PlayPrompts, prompts=(said("nobody"),))

    def test_while_the_two_talk(self) -> None:
        book = rings() >> ANSWERS >> Dies() >> IsBack() << Never(A(calls.PlayPrompts))
        assert book >> HANGS_UP << A(InteractionEnded, result="handled")


class TestAnAgentByName:
    """Anna, instead of a number."""

    def test_who_is_ready_is_rung_and_talks_without_a_queue(self) -> None:
        book = by_name() << A(calls.StartMusic) << Rings(ANNA) << Never(A(QueueEntered))
        assert book >> Answers(ANNA) << A(SegmentStarted, agent_id=ANNA, visit_id=None) << Joins()
        assert book >> HangsUp() << A(InteractionEnded, result="handled") << A(WrapUpStarted)

    @pytest.mark.parametrize("presence", ["not_ready", "offline"])
    def test_who_is_not_ready_is_not_there(self, presence: Presence) -> None:
        book = by_name(sets(ANNA, presence)) << Never(A(calls.RingAgent))
        assert book << A(calls.PlayPrompts, prompts=(said("away"),))

    def test_who_is_in_a_call_is_busy(self) -> None:
        book = Playbook(named()) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
        assert book >> Dials("1001") << A(calls.PlayPrompts, prompts=(said("taken"),))

    def test_who_is_no_agent_any_more_is_not_there(self) -> None:
        made = named()
        without = {key: agent for key, agent in made.agents.items() if key != ANNA}
        book = Playbook(replace(made, agents=without)) >> Dials("1001")
        assert book << A(calls.PlayPrompts, prompts=(said("away"),))

    @pytest.mark.parametrize(
        ("what", "way"),
        [
            (PhoneRejects(ANNA), "no"),
            (Passes(21), "nobody"),
            (sets(ANNA, "not_ready"), "no"),
            (PhoneGoes(ANNA), "away"),
        ],
    )
    def test_who_does_not_come_lets_the_flow_go_on(self, what: Happening, way: str) -> None:
        book = by_name() >> what << A(PartyLeft) << A(calls.StopMusic)
        assert book << A(calls.PlayPrompts, prompts=(said(way),))

    def test_a_way_that_is_not_drawn_is_that_of_no_answer(self) -> None:
        book = Playbook(named(not_there=None)) >> Dials("1001")
        assert book << A(calls.PlayPrompts, prompts=(said("nobody"),))

    def test_a_brain_that_dies_meanwhile_goes_on(self) -> None:
        book = by_name() >> Dies() >> IsBack()
        assert book >> Answers(ANNA) << A(SegmentStarted, agent_id=ANNA) << Joins()

    def test_an_agent_whose_page_is_gone_for_good_lets_the_flow_go_on(self) -> None:
        book = by_name() >> Answers(ANNA) >> BrowserLegEnds(ANNA) >> Passes(30)
        assert book << A(calls.PlayPrompts, prompts=(said("away"),)) << Never(A(QueueEntered))

    def test_an_agent_who_puts_the_caller_where_nobody_is_lets_the_flow_go_on(self) -> None:
        book = by_name(sets(BEN, "not_ready")) >> Answers(ANNA)
        book = book >> Does(ask.Transfer, ANNA, fields={"queue_id": BANK}) << A(QueueEntered)
        assert book >> sets(BEN, "offline") << A(calls.PlayPrompts, prompts=(said("away"),))

    def test_whom_the_agent_then_puts_into_a_queue_waits_from_then_on(self) -> None:
        book = by_name(sets(BEN, "ready")) >> Answers(ANNA) >> Passes(60)
        book = book >> Does(ask.Transfer, ANNA, fields={"queue_id": BANK}) << A(QueueEntered)
        [entered] = [event for event in book.log if isinstance(event.fact, QueueEntered)]
        assert entered.occurred_at == book.now


def named(**fields: Any) -> WorkspaceConfig:
    """The flow rings Anna."""
    return config("", {"agent": ANNA, "not_there": "away", **fields})


def by_name(before: Happening | None = None) -> Playbook:
    book = Playbook(named()) >> Ready(ANNA)
    return (book >> before if before else book) >> Dials("1001")
