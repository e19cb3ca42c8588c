"""What a flow does besides: the way on behind the queue, surveys that are told of, mails and text messages."""

from typing import Any

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.flow_acts import MessageSent, SurveyReached, WentOn
from ringwell.calls.messages import FlowReported, InteractionEnded, SegmentEnded
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.turn import MessageKept, SendMail, SendText
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    DeskPhoneEnds,
    Dials,
    Dies,
    HangsUp,
    IsBack,
    Meanwhile,
    Never,
    Passes,
    Playbook,
    PromptEnds,
    Ready,
    Rings,
)
from tests.support.world import ANNA, CONFIG, MENU, SHOP

SURVEY = {
    "queue": {"type": "queue", "queue": SHOP, "after": "survey"},
    "survey": {"type": "survey", "survey": "how-was-it", "next": "bye"},
    "bye": {"type": "hangup", "prompts": [{"prompt": "thanks"}]},
}
MAIL = {
    "mail": {
        "type": "send",
        "by": "mail",
        "subject": "Call from {caller_number}",
        "text": "It rang.",
        "sent": "sent",
        "not_sent": "not-sent",
    },
    "sent": {"type": "hangup", "prompts": [{"prompt": "sent"}]},
    "not-sent": {"type": "hangup", "prompts": [{"prompt": "not-sent"}]},
}


def config(nodes: dict[str, Any], start: str) -> WorkspaceConfig:
    document = {"format": 1, "id": "f", "language": "en", "start": start, "nodes": nodes}
    flows = {**CONFIG.flows, MENU.flow_id: replace(MENU, document=document)}
    numbers = {key: replace(each, flow_id=MENU.flow_id) for key, each in CONFIG.numbers.items()}
    return replace(CONFIG, flows=flows, numbers=numbers)


def says(prompt: str) -> A:
    return A(calls.PlayPrompts, prompts=(calls.Prompt(prompt, "en", None),))


def talking() -> Playbook:
    book = Playbook(config(SURVEY, "queue")) >> Ready(ANNA) >> Dials("1001") << Rings(ANNA)
    return book >> Answers(ANNA) >> Passes(10)


class TestTheAgentHangsUpFirst:
    def test_and_the_caller_goes_on_behind_the_queue(self) -> None:
        book = (
            talking() >> AgentHangsUp(ANNA) << A(SegmentEnded, ended_by="agent") << A(WentOn, agent_id=ANNA)
        )
        assert book << A(SurveyReached, survey="how-was-it", asked_about=ANNA) << says("thanks")
        assert book << Never(A(calls.HangUpLeg, leg_id=book.leg("caller")))
        assert book >> PromptEnds() << A(InteractionEnded, result="handled", ended_by="system")
        assert book.floor.agents[ANNA].wrap_up

    def test_and_the_caller_then_does(self) -> None:
        book = talking() >> AgentHangsUp(ANNA) >> HangsUp() << A(InteractionEnded, result="handled")
        assert book.switch.legs == {}

    def test_not_where_the_caller_is_first(self) -> None:
        assert talking() >> HangsUp() << A(InteractionEnded, result="handled") << Never(A(WentOn))

    def test_and_the_brain_is_killed_in_the_survey(self) -> None:
        book = talking() >> AgentHangsUp(ANNA) >> Dies() >> IsBack() << says("thanks")
        assert book >> PromptEnds() << A(InteractionEnded, result="handled")

    def test_by_a_desk_phone_while_the_brain_was_away(self) -> None:
        survey = config(SURVEY, "queue")
        desk = replace(survey.agents[ANNA], phone_kind="desk")
        book = Playbook(replace(survey, agents={**survey.agents, ANNA: desk})) >> Ready(ANNA) >> Dials("1001")
        book = book >> Answers(ANNA) >> Dies() >> Meanwhile(DeskPhoneEnds(ANNA)) >> IsBack()
        assert book << A(WentOn, agent_id=ANNA) << says("thanks")
        assert book >> PromptEnds() << A(InteractionEnded, result="handled", ended_by="system")
        assert book.switch.legs == {}


def asked(book: Playbook) -> MessageKept:
    """The mail that is to be put into the outbox, as it was asked for in the last step."""
    (mail,) = [each for turn in book.turns for each in turn.sending]
    assert isinstance(mail, SendMail)
    assert (mail.message.to, mail.message.subject) == ("", "Call from +48221234567")
    return kept_of(mail)


def kept_of(asked: SendMail | SendText) -> MessageKept:
    """It is on its way."""
    is_text = isinstance(asked, SendText)
    return MessageKept(
        interaction_id=asked.interaction_id,
        token=asked.token,
        by="sms" if is_text else "mail",
        message_id=asked.text.text_id if is_text else asked.mail_id,
        why_not=None,
    )


class TestMail:
    def rings(self, **fields: object) -> Playbook:
        nodes = {**MAIL, "mail": {**MAIL["mail"], **fields}}
        return Playbook(config(nodes, "mail")) >> Dials("1001", shows="+48221234567")

    def test_is_on_its_way_and_told_in_the_log_without_its_words(self) -> None:
        book = self.rings()
        kept = asked(book)
        turn = book.send(kept)
        sent = next(each.fact for each in turn.events if isinstance(each.fact, MessageSent))
        assert (sent.node, sent.by, sent.message_id) == ("mail", "mail", kept.message_id)
        assert any(
            isinstance(each, calls.PlayPrompts) and each.prompts[0].code == "sent" for each in turn.commands
        )

    def test_is_not_for_there_is_no_server(self) -> None:
        book = self.rings()
        turn = book.send(replace(asked(book), why_not="not_set_up"))
        report = next(each.fact for each in turn.events if isinstance(each.fact, FlowReported))
        assert (report.code, report.params) == ("flow.message_not_sent", {"why": "not_set_up"})

    def test_nobody_waits_longer_than_a_moment(self) -> None:
        assert self.rings() >> Passes(5.1) << says("not-sent")

    def test_a_restart_asks_for_the_very_same_one(self) -> None:
        book = self.rings()
        before = asked(book)
        assert asked(book >> Dies() >> IsBack()) == before

    def test_a_call_sends_so_many_and_no_more(self) -> None:
        nodes: dict[str, Any] = {"end": {"type": "hangup"}}
        for number in range(6):
            after = f"m{number + 1}" if number < 5 else "end"
            nodes[f"m{number}"] = {**MAIL["mail"], "sent": after, "not_sent": "end"}
        book = Playbook(config(nodes, "m0")) >> Dials("1001", shows="+48221234567")
        for _ in range(5):
            (mail,) = [each for turn in book.turns for each in turn.sending]
            book.turns.clear()
            book.turns.append(book.send(kept_of(mail)))
            book.turns[:] = book.turns[-1:]
        reports = [e.fact for e in book.turns[-1].events if isinstance(e.fact, FlowReported)]
        assert [report.params for report in reports] == [{"why": "too_many"}]
