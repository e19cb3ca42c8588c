"""Digits that callers enter, services that are asked, and what is said of their answers: as calls on a floor, a restart in the middle included."""

from dataclasses import dataclass

import msgspec
import pytest
from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.flows.messages import HttpQuestion, Told, Value
from ringwell.journeys import render
from ringwell.journeys.floor import FloorMessage
from ringwell.journeys.turn import AskService, ServiceAnswered, Turn
from ringwell.journeys.unlogged import Private
from ringwell.kernel.events import Actor
from tests.playbooks.playbook import Dials, Happening, Passes, Playbook, PromptEnds, Ready
from tests.support.world import ANNA, CONFIG, MENU, SHOP

SECRET = "4711900"
ORDERS = replace(
    MENU,
    document={
        "format": 1,
        "id": "orders",
        "language": "en",
        "start": "number",
        "nodes": {
            "number": {
                "type": "collect",
                "prompts": [{"prompt": "enter-order"}],
                "variable": "order",
                "min_digits": 4,
                "max_digits": 8,
                "retries": 1,
                "next": "ask",
                "on_zero": "person",
                "default": "person",
            },
            "ask": {
                "type": "lookup",
                "service": "shop",
                "url": "/orders/{order}?from={caller_number}",
                "results": {"status": "status", "sum": "total"},
                "timeout_seconds": 5,
                "found": "tell",
                "not_found": "nothing",
                "failed": "person",
            },
            "tell": {
                "type": "say",
                "prompts": [
                    {"prompt": "your-order"},
                    {"value_of": "order", "said_as": "digits"},
                    {"value_of": "sum", "said_as": "money", "currency": "EUR"},
                ],
                "next": "end",
            },
            "nothing": {"type": "hangup", "prompts": [{"prompt": "nothing-found"}]},
            "person": {"type": "queue", "queue": SHOP},
            "end": {"type": "hangup"},
        },
    },
)


class Orders(Playbook):
    """With a flow that asks a service. `asked` are all questions so far, `kept` what was to be kept."""

    def __init__(self) -> None:
        self.asked: list[AskService] = []
        self.kept: list[dict[str, Value]] = []
        super().__init__(replace(CONFIG, flows={**CONFIG.flows, ORDERS.flow_id: ORDERS}))

    def send(self, message: FloorMessage, actor: Actor | None = None) -> Turn:
        turn = super().send(message, actor)
        self.asked += turn.services
        self.kept += [each.values for each in turn.keeping_data]
        return turn


@dataclass
class Enters(Happening):
    """Digit by digit, as they are pressed."""

    digits: str

    def happen(self, book: Playbook) -> None:
        for digit in self.digits:
            book.switch.press(book.leg("caller"), digit)
            book.settle()


@dataclass
class Answers(Happening):
    """The service tells what it was asked last."""

    told: Told

    def happen(self, book: Playbook) -> None:
        asked = questions(book)[-1]
        book.send(ServiceAnswered(interaction_id=asked.interaction_id, token=asked.token, told=self.told))


class Restarts(Happening):
    """The brain is killed; what was kept of the caller's data is read again."""

    def happen(self, book: Playbook) -> None:
        private = dict(book.floor.private)
        book.restart()
        book.floor.private.update({key: Private(data=each.data) for key, each in private.items()})
        book.connect()


def questions(book: Playbook) -> list[AskService]:
    assert isinstance(book, Orders)
    return book.asked


def heard(book: Playbook) -> list[str]:
    said = [command for turn in book.turns for command in turn.commands]
    return [p.code for command in said if isinstance(command, calls.PlayPrompts) for p in command.prompts]


def stands(book: Playbook) -> str:
    return str((book.floor.calls[book.interaction("caller")].flow_state or {})["node"])


def asked() -> Playbook:
    """A caller has entered an order's number, and the service is asked."""
    return Orders() >> Ready(ANNA) >> Dials("1000") >> Enters(f"{SECRET}#")


FOUND = Told("found", {"status": "sent", "sum": "22.50"})


def test_what_is_entered_is_asked_and_told() -> None:
    book = asked()
    question = questions(book)[0].question
    assert isinstance(question, HttpQuestion)
    assert question.url == f"/orders/{SECRET}?from=%2B48%20caller"
    book = book >> Answers(FOUND)
    digits = [f"n-{digit}" for digit in SECRET]
    assert heard(book) == ["your-order", *digits, "n-20", "n-2", "EUR-many", "n-50", "EUR-minor-many"]


def test_who_asks_for_a_person_has_one_with_what_was_entered() -> None:
    book = asked() >> Answers(Told("failed", code="too_slow"))
    assert stands(book) == "person"
    view = render.call_view(book.floor, book.interaction("caller"))
    assert view is not None
    assert view.data == {"order": SECRET}


@pytest.mark.parametrize("way", ["0#", "0"])
def test_zero_alone_leads_to_a_person(way: str) -> None:
    book = Orders() >> Ready(ANNA) >> Dials("1000") >> Enters(way) >> Passes(2)
    assert stands(book) == "person"


def test_a_number_may_begin_with_zero() -> None:
    book = Orders() >> Ready(ANNA) >> Dials("1000") >> Enters("0")
    book.wait(1.0)
    book = book >> Enters("0123#")
    assert questions(book)[0].question.url.startswith("/orders/00123?")  # type: ignore[union-attr]


def test_too_few_digits_are_asked_for_again_and_then_a_person_helps() -> None:
    book = Orders() >> Ready(ANNA) >> Dials("1000") >> Enters("12#")
    assert heard(book) == ["wrong-entry", "enter-order"]
    assert stands(book >> Enters("12#")) == "person"


def test_a_star_begins_again() -> None:
    book = Orders() >> Ready(ANNA) >> Dials("1000") >> Enters("999*12345678")
    assert questions(book)[0].question.url.startswith("/orders/12345678?")  # type: ignore[union-attr]


def test_nobody_waits_in_silence_and_nobody_for_ever() -> None:
    book = asked()
    assert heard(book) == []
    book = book >> Passes(0.5)
    assert heard(book) == ["one-moment"]
    book = book >> Passes(7)
    assert stands(book) == "person"


def test_music_follows_the_prompt_and_ends_with_the_answer() -> None:
    book = asked() >> Passes(0.5)
    leg = book.leg("caller")
    book = book >> PromptEnds() >> Passes(1)
    assert book.switch.legs[leg].music
    book = book >> Answers(FOUND)
    assert not book.switch.legs[leg].music


def test_an_answer_that_comes_too_late_or_twice_changes_nothing() -> None:
    book = asked() >> Answers(FOUND)
    before = stands(book)
    book = book >> Answers(Told("not_found"))
    assert stands(book) == before


def test_a_kill_while_a_service_is_asked_asks_again_by_the_same_key() -> None:
    book = asked()
    first = questions(book)[0].question
    book = book >> Restarts()
    again = questions(book)[-1].question
    assert again == first
    assert stands(book >> Answers(FOUND)) == "tell"


def test_what_is_entered_stands_nowhere_in_the_log() -> None:
    book = asked() >> Passes(1) >> Answers(FOUND) >> Restarts()
    written = b"".join(msgspec.json.encode(event.fact) for event in book.log)
    assert SECRET.encode() not in written
    assert b"22.50" not in written
    assert not any(isinstance(event.fact, calls.FlowKeyPressed) for event in book.log)


def test_what_is_entered_is_to_be_kept_sealed() -> None:
    book = asked()
    assert isinstance(book, Orders)
    assert book.kept == [{"order": SECRET}]
