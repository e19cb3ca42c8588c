"""Steps that have something done outside the flow, and go on by what came of it; and two that only look or tell."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from ringwell.flows.acts import Channel, Meanwhile
from ringwell.flows.hours import ClockTime, Weekday
from ringwell.flows.messages import Code
from ringwell.flows.parts import Language, Node, NodeId, Prompts, Say, Template

Line = Annotated[str, Meta(description="One line of text with {variables} in it", max_length=200)]
CALL_FOR_YOU = (
    Say("owner-call-for-you"),
    Say(value_of="caller_number", said_as="digits"),
    Say("owner-choose"),
)


class TransferNode(Node, frozen=True, tag_field="type", tag="transfer", kw_only=True):
    """Ring somebody, and let the caller go on with whoever answers; the call ends with that talk.

    `number` is a telephone number outside, or a variable that holds one. What the workspace does not allow, and numbers that lead here again:
    `refused`. A line that cannot be had: `failed`. Instead of it `agent` is one of ours: rung where it is ready and free; `busy` where it is not free,
    `not_there` where it is not ready or has no phone, `refused` where it declines. A way that leads nowhere is the way of `no_answer`.
    """

    number: Annotated[str, Meta(description="A number, or {a variable}", max_length=64)] = ""
    agent: Code | None = None
    no_answer: NodeId
    busy: NodeId | None = None
    not_there: NodeId | None = None
    refused: NodeId | None = None
    failed: NodeId | None = None
    ring_seconds: Annotated[int, Meta(ge=5, le=120)] = 30
    meanwhile: Meanwhile = "music"


class SendNode(Node, frozen=True, tag_field="type", tag="send", kw_only=True):
    """Send a mail or a text message, and go on at once: `sent` when it is on its way.

    `to` is an address that stands here, or empty: then a mail goes to the client of the call's project. A text message goes to a number, to
    {a variable} that holds one, or, where it is empty, to the caller; it has no subject. Subject and text may have {variables} in them.
    """

    by: Channel
    text: Annotated[Template, Meta(min_length=1)]
    sent: NodeId
    not_sent: NodeId
    to: Annotated[str, Meta(max_length=254)] = ""
    subject: Line = ""


class IntroduceNode(Node, frozen=True, tag_field="type", tag="introduce", kw_only=True):
    """Ring the client's owners one after another, with nobody of ours: who answers hears `prompts` in `language` (the flow's own), and
    presses 1 to be put through, 2 for a message, 3 to call back later. The caller hears music meanwhile. `nobody`: none of them took it.
    """

    message: NodeId
    call_back: NodeId
    nobody: NodeId
    prompts: Prompts = CALL_FOR_YOU
    language: Language | None = None


class CallbackNode(Node, frozen=True, tag_field="type", tag="callback", kw_only=True):
    """Take down that the caller is to be called back by a queue, at the number that called or one that is typed, read back and confirmed by key;
    `prompts` are said before. Its place in that queue counts from then on, as if it waited there; it is called within the queue's hours of callbacks.

    `next`: it is owed now. `declined`: the caller goes on without. `not_possible`: no number that may be called, too many calls, nobody who calls
    back; the caller hears why.
    """

    queue: Code
    next: NodeId
    declined: NodeId
    not_possible: NodeId
    priority: Annotated[int, Meta(ge=0, le=10)] = 5
    prompts: Prompts = ()


class SurveyNode(Node, frozen=True, tag_field="type", tag="survey", kw_only=True):
    """Tell that the caller is to be asked how it was, by the survey of this name; the caller goes on."""

    survey: Code
    next: NodeId


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """From a date to another (both included), on these days, from a time to just before another. What is not told does not matter.
    A `until` not after `since` is on the next day, and belongs to the day on which it begins."""

    first: date | None = None
    last: date | None = None
    days: Annotated[tuple[Weekday, ...], Meta(max_length=7)] = ()
    since: ClockTime | None = None
    until: ClockTime | None = None


class TimesNode(Node, frozen=True, tag_field="type", tag="times", kw_only=True):
    """Part the way by the clock, in the time zone `zone` or the workspace's: `within` one of the windows, or `otherwise`."""

    windows: Annotated[tuple[Window, ...], Meta(min_length=1, max_length=16)]
    within: NodeId
    otherwise: NodeId
    zone: Annotated[str, Meta(max_length=64)] | None = None


ActingNode = TransferNode | SendNode | IntroduceNode | CallbackNode
"""Steps that wait for something to be done."""
NewNode = ActingNode | SurveyNode | TimesNode

Field = Literal[
    "no_answer",
    "busy",
    "not_there",
    "refused",
    "failed",
    "sent",
    "not_sent",
    "message",
    "call_back",
    "nobody",
    "next",
    "declined",
    "not_possible",
    "within",
    "otherwise",
]
_WAYS: dict[type[NewNode], tuple[Field, ...]] = {
    TransferNode: ("no_answer", "busy", "not_there", "refused", "failed"),
    SendNode: ("sent", "not_sent"),
    IntroduceNode: ("message", "call_back", "nobody"),
    CallbackNode: ("next", "declined", "not_possible"),
    SurveyNode: ("next",),
    TimesNode: ("within", "otherwise"),
}


def ways_of(node: NewNode) -> dict[str, NodeId]:
    """Where its ways lead, those that lead anywhere, by name."""
    led: dict[str, NodeId | None] = {name: getattr(node, name) for name in _WAYS[type(node)]}
    return {name: target for name, target in led.items() if target is not None}


def way_of(node: ActingNode, came: str) -> tuple[str, NodeId]:
    """The way by what came of it; where none is drawn for that, the one that stands for it."""
    ways = ways_of(node)
    usual = FAILED[type(node)]
    name = came if came in ways else usual
    return name, ways[name]


FAILED: dict[type[ActingNode], str] = {
    TransferNode: "no_answer",
    SendNode: "not_sent",
    IntroduceNode: "nobody",
    CallbackNode: "not_possible",
}
"""The way where it could not even be begun, and of what no way is drawn for."""
