"""Playbooks in which somebody is called back."""

from dataclasses import dataclass

from msgspec.structs import replace

from ringwell.calls.messages import InteractionEnded
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.outbound.messages import CallbackAsked
from ringwell.routing.model import CallbackPlan
from tests.playbooks.outside import TRUNK
from tests.playbooks.playbook import (
    A,
    Answers,
    Dials,
    Ended,
    Happening,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Says,
)
from tests.support.fake_switch import FakeLeg
from tests.support.world import ANNA, CONFIG, DIRECT, SHOP

MINE = "+48 600 100 200"
PLAN = CallbackPlan(attempts=2, pause_s=60, ring_s=30)
OFFERED = replace(
    DIRECT,
    document={
        **DIRECT.document,
        "nodes": {"shop": {"type": "queue", "queue": SHOP, "callback": {"after_seconds": 20}}},
    },
)


def config(plan: CallbackPlan = PLAN, **settings: int | str) -> WorkspaceConfig:
    """Shop's queue calls back; its number 1001 offers it after 20 s."""
    queues = {
        SHOP: replace(CONFIG.queues[SHOP], callback=plan),
        **{k: q for k, q in CONFIG.queues.items() if k != SHOP},
    }
    return replace(
        CONFIG,
        queues=queues,
        flows={**CONFIG.flows, OFFERED.flow_id: OFFERED},
        trunks={TRUNK.trunk_id: TRUNK},
        settings=replace(WorkspaceSettings(), **settings),
    )


def customer(book: Playbook) -> FakeLeg:
    leg = book.switch.dialled()
    assert leg is not None, "no customer is rung"
    return leg


def called(book: Playbook) -> str:
    """The number that is being rung."""
    out = customer(book).out
    assert out is not None
    return out.number


@dataclass
class CustomerAnswers(Happening):
    def happen(self, book: Playbook) -> None:
        book.switch.answer(customer(book).leg_id)


@dataclass
class CustomersLineSpeaks(Happening):
    """Nobody has answered yet: the far network rings, or announces something."""

    def happen(self, book: Playbook) -> None:
        book.switch.speak_early(customer(book).leg_id)


@dataclass
class CustomerIs(Happening):
    cause: int

    def happen(self, book: Playbook) -> None:
        book.switch.end(customer(book).leg_id, self.cause)


@dataclass
class Restarts(Happening):
    def happen(self, book: Playbook) -> None:
        book.restart()
        book.connect()


def ends_of(book: Playbook, interaction_id: str) -> list[str]:
    return [
        event.fact.result
        for event in book.log
        if isinstance(event.fact, InteractionEnded) and event.interaction_id == interaction_id
    ]


def asked(plan: CallbackPlan = PLAN, caller: str = "caller", **settings: int | str) -> Playbook:
    """Anna is busy with another; the caller has asked to be called back and has hung up."""
    book = Playbook(config(plan, **settings)) >> Ready(ANNA) >> Dials("1001", "first") >> Answers(ANNA)
    return asks(book, caller)


def asks(book: Playbook, caller: str) -> Playbook:
    assert book >> Dials("1001", caller, shows=MINE) << Says("place-in-line", 1)
    assert book >> Passes(21) << Says("callback-offer")
    assert book >> Presses("1", caller) << Says("callback-number-is")
    book = book >> Presses("1", caller)
    assert book << A(CallbackAsked, queue_id=SHOP) << Says("callback-kept")
    assert book >> PromptEnds() << Ended("callback_asked")
    return book
