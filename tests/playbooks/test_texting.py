"""A flow sends a text message: to whom it goes, whom it never goes to, and that a restart sends the very same one."""

from typing import Any

import pytest
from msgspec.structs import replace

from ringwell.calls.flow_acts import MessageSent
from ringwell.calls.messages import FlowReported
from ringwell.journeys.turn import MessageKept, SendText
from tests.playbooks.playbook import Dials, Dies, IsBack, Passes, Playbook
from tests.playbooks.test_after_talk import config, kept_of, says

MOBILE = "+48600100200"
TEXT: dict[str, Any] = {
    "text": {
        "type": "send",
        "by": "sms",
        "text": "You called {called_number}",
        "sent": "sent",
        "not_sent": "not-sent",
    },
    "sent": {"type": "hangup", "prompts": [{"prompt": "sent"}]},
    "not-sent": {"type": "hangup", "prompts": [{"prompt": "not-sent"}]},
}


def rings(shows: str = MOBILE, *, prefixes: str = "", **fields: object) -> Playbook:
    whole = config({**TEXT, "text": {**TEXT["text"], **fields}}, "text")
    settings = replace(whole.settings, callback_prefixes=prefixes)
    return Playbook(replace(whole, settings=settings)) >> Dials("1001", shows=shows)


def asked(book: Playbook) -> SendText:
    """The text that is to be kept, as it was asked for in the last step."""
    (text,) = [each for turn in book.turns for each in turn.sending]
    assert isinstance(text, SendText)
    return text


def reported(book: Playbook) -> str:
    """Why nothing was sent."""
    assert not [each for turn in book.turns for each in turn.sending]
    (fact,) = [e.fact for turn in book.turns for e in turn.events if isinstance(e.fact, FlowReported)]
    assert book << says("not-sent")
    return str(fact.params.get("why", fact.code))


def test_the_caller_gets_it_and_the_log_has_neither_number_nor_words() -> None:
    book = rings()
    text = asked(book).text
    assert (text.number, text.text, text.usual) == (MOBILE, "You called 1001", True)
    kept = kept_of(asked(book))
    turn = book.send(kept)
    sent = next(each.fact for each in turn.events if isinstance(each.fact, MessageSent))
    assert (sent.by, sent.message_id) == ("sms", text.text_id)
    assert book.floor.calls[kept.interaction_id].messages == 1


@pytest.mark.parametrize("to", ["+48 600 100 300", "600100300", "{mobile}"])
def test_or_a_number_that_stands_in_the_flow_or_is_known_by_then(to: str) -> None:
    nodes = {**TEXT, "text": {**TEXT["text"], "to": to}}
    first = {"type": "set", "variables": {"mobile": "600 100 300"}, "next": "text"}
    book = Playbook(config({**nodes, "first": first}, "first")) >> Dials("1001", shows="+48221234567")
    assert asked(book).text.number == "+48600100300"


@pytest.mark.parametrize(
    ("shows", "why"),
    [
        ("anonymous", "no_number"),
        ("+48221234567", "no_mobile"),
        ("112", "no_mobile"),
        ("+48701100200", "no_mobile"),
        ("+881612345678", "no_mobile"),
    ],
)
def test_not_to_who_shows_none_nor_to_what_takes_no_texts(shows: str, why: str) -> None:
    assert reported(rings(shows)) == why


def test_not_to_a_number_that_is_not_known() -> None:
    assert reported(rings(to="{mobile}")) != ""


def test_whether_such_numbers_are_usual_is_told_with_it() -> None:
    assert not asked(rings("+4915112345678")).text.usual
    assert asked(rings("+4915112345678", prefixes="+48 +49")).text.usual
    assert not asked(rings(prefixes="+49")).text.usual


def test_not_when_what_is_put_in_makes_it_too_long() -> None:
    assert reported(rings(text="ж" * 330 + "{caller_number}")) == "too_long"


@pytest.mark.parametrize("why", ["not_set_up", "not_allowed", "too_many", "too_many_to", "store_away"])
def test_what_keeps_it_from_going_is_in_the_log(why: str) -> None:
    book = rings()
    turn = book.send(replace(kept_of(asked(book)), why_not=why))
    report = next(each.fact for each in turn.events if isinstance(each.fact, FlowReported))
    assert (report.code, report.params) == ("flow.message_not_sent", {"why": why})


def test_nobody_waits_longer_than_a_moment_and_a_restart_sends_the_same_one() -> None:
    assert rings() >> Passes(5.1) << says("not-sent")
    book = rings()
    before = asked(book)
    assert asked(book >> Dies() >> IsBack()) == before


def test_told_late_it_is_in_the_log_all_the_same() -> None:
    book = rings()
    kept: MessageKept = kept_of(asked(book))
    book = book >> Passes(5.1)
    turn = book.send(kept)
    assert any(isinstance(each.fact, MessageSent) for each in turn.events)
