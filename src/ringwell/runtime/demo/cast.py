"""Who and what is in the demo workspace: a call centre that serves an online shop and a bank."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ringwell.projects.form import FormField

SLUG: Final = "demo"
NAME: Final = "Ringwell demo"
PASSWORD: Final = "demo"  # noqa: S105 - well known on purpose, and only ever set in demo mode

SKILLS: Final = ("Orders", "Delivery", "Complaints", "Banking", "Key customers")
CLIENTS: Final = ("Linden Shop", "Harbour Bank")
PROJECTS: Final = {
    "Linden Shop: sales": "Linden Shop",
    "Linden Shop: service": "Linden Shop",
    "Harbour Bank: helpline": "Harbour Bank",
}
GREETINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "Linden Shop: sales": {
        "en": "Good day, Linden Shop, you are speaking with {agent}. What may I help you choose?",
        "ru": "Добрый день, магазин «Linden», меня зовут {agent}. Что вам подобрать?",
        "pl": "Dzień dobry, sklep Linden, z tej strony {agent}. W czym mogę doradzić?",
    },
    "Linden Shop: service": {
        "en": "Good day, {caller}, this is Linden Shop, you are speaking with {agent}. How can I help with your order?",
        "ru": "Добрый день, {caller}, это магазин «Linden», меня зовут {agent}. Чем помочь с заказом?",
        "pl": "Dzień dobry, {caller}, sklep Linden, z tej strony {agent}. W czym mogę pomóc?",
    },
    "Harbour Bank: helpline": {
        "en": "Good day, Harbour Bank helpline, my name is {agent}. What has happened?",
        "ru": "Добрый день, служба поддержки банка Harbour, меня зовут {agent}. Что случилось?",
        "pl": "Dzień dobry, infolinia Harbour Banku, z tej strony {agent}. Co się stało?",
    },
}
"""What agents say first, by project and language."""


FORM: Final = (
    FormField(
        name="order",
        label="Order number",
        labels={"ru": "Номер заказа", "pl": "Numer zamówienia"},
    ),
    FormField(
        name="reason",
        label="Why they call",
        labels={"ru": "Причина звонка", "pl": "Powód rozmowy"},
        kind="choice",
        choices=("New order", "Where is it?", "Return", "Payment", "Something else"),
    ),
    FormField(
        name="card",
        label="Card to be charged",
        labels={"ru": "Карта для оплаты", "pl": "Karta do obciążenia"},
        kind="card",
    ),
)
FORMS: Final = {"Linden Shop: sales": FORM}
"""What agents fill in during the calls of a project."""


class DemoQueue(NamedTuple):
    """`name` in flows and, with a capital, on screens. `calls_back`: who waits may ask for it, and who gives up is to be called."""

    project: str
    skill: str
    target_s: int
    calls_back: bool = False


QUEUES: Final = {
    "orders": DemoQueue("Linden Shop: sales", "Orders", 20, calls_back=True),
    "delivery": DemoQueue("Linden Shop: service", "Delivery", 20),
    "complaints": DemoQueue("Linden Shop: service", "Complaints", 30),
    "bank": DemoQueue("Harbour Bank: helpline", "Banking", 15),
}


class DemoNumber(NamedTuple):
    project: str
    fallback_queue: str | None


NUMBERS: Final = {
    "1000": DemoNumber("Linden Shop: sales", "orders"),
    "1001": DemoNumber("Linden Shop: sales", "orders"),
    "1002": DemoNumber("Harbour Bank: helpline", "bank"),
    "1003": DemoNumber("Harbour Bank: helpline", "bank"),
    "1004": DemoNumber("Linden Shop: service", "delivery"),
    "1009": DemoNumber("Linden Shop: service", None),
}


class DemoAgent(NamedTuple):
    name: str
    language: str
    skills: dict[str, int]


AGENTS: Final = (
    DemoAgent(
        "Anna Kowalska",
        "en",
        {"Orders": 8, "Delivery": 7, "Complaints": 6, "Banking": 5, "Key customers": 5},
    ),
    DemoAgent("Boris Orlov", "ru", {"Orders": 6, "Banking": 8}),
    DemoAgent("Celina Nowak", "pl", {"Orders": 7, "Delivery": 6}),
    DemoAgent("David Marsh", "en", {"Delivery": 8, "Complaints": 5}),
    DemoAgent("Elena Sokolova", "ru", {"Banking": 9, "Key customers": 7}),
    DemoAgent("Filip Zielinski", "pl", {"Banking": 6, "Orders": 4}),
    DemoAgent("Grace Holloway", "en", {"Complaints": 9, "Delivery": 5, "Key customers": 6}),
    DemoAgent("Henryk Baran", "pl", {"Orders": 5, "Delivery": 4, "Complaints": 4}),
)


class DemoDisposition(NamedTuple):
    name: str
    project: str | None
    effective: bool = True


DISPOSITIONS: Final = {
    "OP": DemoDisposition("Order placed", "Linden Shop: sales"),
    "OQ": DemoDisposition("Question about an order", "Linden Shop: sales"),
    "DS": DemoDisposition("Delivery status", "Linden Shop: service"),
    "DC": DemoDisposition("Delivery changed", "Linden Shop: service"),
    "CT": DemoDisposition("Complaint taken", "Linden Shop: service"),
    "RF": DemoDisposition("Refund", "Linden Shop: service"),
    "AB": DemoDisposition("Account balance", "Harbour Bank: helpline"),
    "CB": DemoDisposition("Card blocked", "Harbour Bank: helpline"),
    "IN": DemoDisposition("Information given", None),
    "WN": DemoDisposition("Wrong number", None, effective=False),
    "SI": DemoDisposition("Silent call", None, effective=False),
}
