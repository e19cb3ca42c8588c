"""A flow document: what happens to a call before it reaches a person. Pure data, as it is written in JSON."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta

from ringwell.flows.act_nodes import (
    CallbackNode,
    IntroduceNode,
    SendNode,
    SurveyNode,
    TimesNode,
    TransferNode,
    ways_of,
)
from ringwell.flows.hearing import Hear, Said
from ringwell.flows.messages import Code, Method, SkillLevel, Value
from ringwell.flows.parts import KeyName, Language, Node, NodeId, Prompts, Say, Template

FORMAT: Final = 1
"""The format that this program writes and reads. A new format gets an upcaster, never a silent change."""

MAX_DOCUMENT_BYTES: Final = 1024 * 1024
MAX_NODES: Final = 2000
KEY_NAMES: Final = frozenset("0123456789*#")


class AnswerNode(Node, frozen=True, tag_field="type", tag="answer", kw_only=True):
    """Answer the call. From here on the caller pays and can be heard."""

    next: NodeId


class SayNode(Node, frozen=True, tag_field="type", tag="say", kw_only=True):
    """Play prompts, then go on. An interruptible one is skipped by a key, which the next menu then takes."""

    prompts: Annotated[tuple[Say, ...], Meta(min_length=1, max_length=16)]
    next: NodeId
    interruptible: bool = False


class MenuNode(Node, frozen=True, tag_field="type", tag="menu", kw_only=True):
    """Offer keys. A key stops the prompt; after `retries` repeats for wrong or missing keys: `default`.

    With `hear` a choice may also, or only, be said; `said` tells what stands for each key besides its own name. Who speaks stops the prompt, too
    (`talk_over`). What is not understood (`not_heard`) counts as a wrong key. Where nobody listens (any more) it is by keys: then `by_keys` is
    said instead of `prompts`, if there is any.
    """

    prompts: Annotated[tuple[Say, ...], Meta(min_length=1, max_length=16)]
    keys: dict[KeyName, NodeId]
    default: NodeId
    repeat_key: KeyName | None = None
    timeout_seconds: Annotated[float, Meta(ge=1, le=60)] = 6
    retries: Annotated[int, Meta(ge=0, le=10)] = 2
    wrong_key: Prompts = (Say("wrong-key"),)
    timeout: Prompts = (Say("menu-timeout"),)
    hear: Hear = "keys"
    said: dict[KeyName, Said] = msgspec.field(default_factory=dict)
    talk_over: bool = True
    not_heard: Prompts = (Say("not-understood"),)
    by_keys: Prompts = ()


class HoursNode(Node, frozen=True, tag_field="type", tag="hours", kw_only=True):
    """Part the way by a calendar of opening hours."""

    calendar: Code
    open: NodeId
    closed: NodeId


class SetNode(Node, frozen=True, tag_field="type", tag="set", kw_only=True):
    """Set variables. `language` (en, ru, pl) changes the language spoken from here on."""

    variables: Annotated[dict[Code, Value], Meta(min_length=1, max_length=32)]
    next: NodeId


class CallbackOffer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Offer to call back, by the key 1 or (`by_speech`) a spoken yes, who has waited so long, or is expected to wait longer than this;
    whichever comes first."""

    after_seconds: Annotated[float, Meta(ge=0, le=7200)] | None = None
    wait_over_seconds: Annotated[float, Meta(ge=0, le=7200)] | None = None
    by_speech: bool = False


class QueueNode(Node, frozen=True, tag_field="type", tag="queue", kw_only=True):
    """Wait for a person. Without a way to go on, what keeps the caller from one is said and the call ends.

    `on_nobody`: nobody is logged in who could answer; `on_full`: the queue takes no more callers;
    `on_timeout`: `max_wait_seconds` have passed. `callback`: offered where the queue calls back. `after`: where a caller goes on whose agent
    has hung up first; without it the call ends then.
    """

    queue: Code
    priority: Annotated[int, Meta(ge=0, le=10)] = 5
    skills: Annotated[tuple[SkillLevel, ...], Meta(max_length=16)] = ()
    language: Language | None = None
    max_wait_seconds: Annotated[float, Meta(ge=5, le=86400)] | None = None
    on_nobody: NodeId | None = None
    on_full: NodeId | None = None
    on_timeout: NodeId | None = None
    after: NodeId | None = None
    callback: CallbackOffer | None = None


class VoicemailNode(Node, frozen=True, tag_field="type", tag="voicemail", kw_only=True):
    """Say what to do, beep, record until `max_seconds`, `silence_seconds` of silence or the key #; go on."""

    next: NodeId
    prompts: Prompts = (Say("voicemail-leave-message"), Say("beep"))
    max_seconds: Annotated[int, Meta(ge=1, le=3600)] = 120
    silence_seconds: Annotated[int, Meta(ge=1, le=60)] = 5


class CollectNode(Node, frozen=True, tag_field="type", tag="collect", kw_only=True):
    """Take digits from the caller, until there are `max_digits`, or #, or none for `timeout_seconds`; * begins again.

    They are the variable's from here on. After `retries` repeats for too few of them: `default`. `on_zero`: nothing but 0 was entered.

    With `hear` the number may also, or only, be said; it is read back, and taken when the caller says that it is right. What is no number, or
    one of too many digits (`not_heard`), and what was not right count as a mistake. `talk_over` and `by_keys` are those of a menu.
    """

    prompts: Annotated[tuple[Say, ...], Meta(min_length=1, max_length=16)]
    variable: Code
    next: NodeId
    default: NodeId
    on_zero: NodeId | None = None
    min_digits: Annotated[int, Meta(ge=1, le=32)] = 1
    max_digits: Annotated[int, Meta(ge=1, le=32)] = 12
    timeout_seconds: Annotated[float, Meta(ge=1, le=60)] = 5
    retries: Annotated[int, Meta(ge=0, le=10)] = 2
    wrong_entry: Prompts = (Say("wrong-entry"),)
    timeout: Prompts = (Say("menu-timeout"),)
    hear: Hear = "keys"
    talk_over: bool = True
    not_heard: Prompts = (Say("not-understood"),)
    by_keys: Prompts = ()


ServiceName = Annotated[
    str, Meta(description="A service of the installation's settings", min_length=1, max_length=64)
]
Results = Annotated[dict[Code, Annotated[str, Meta(max_length=200)]], Meta(max_length=16)]


class LookUpNode(Node, frozen=True, tag_field="type", tag="lookup", kw_only=True):
    """Ask a service over HTTP, and go on by its answer, which is JSON. The caller hears `prompts`, then music.

    `url` is whole, or, where a `service` is named, what follows its address. `body` is sent as a JSON object, by POST. `results` names
    variables and where in the answer each one stands ("order.items.0.price"). A service whose answer is none, too late, too large
    or not to be read: `failed`.
    """

    url: Template
    found: NodeId
    not_found: NodeId
    failed: NodeId
    service: ServiceName | None = None
    method: Method = "GET"
    headers: Annotated[dict[Code, Template], Meta(max_length=16)] = msgspec.field(default_factory=dict)
    body: Annotated[dict[Code, Template], Meta(max_length=32)] = msgspec.field(default_factory=dict)
    results: Results = msgspec.field(default_factory=dict)
    timeout_seconds: Annotated[float, Meta(ge=1, le=30)] = 5
    prompts: Prompts = (Say("one-moment"),)


class QueryNode(Node, frozen=True, tag_field="type", tag="query", kw_only=True):
    """Ask a database, and go on by the one row that is found. `sql` has $1, $2 ... in it, and `parameters` what they stand for.

    `results` names variables and the column of each.
    """

    service: ServiceName
    sql: Annotated[str, Meta(min_length=1, max_length=4000)]
    found: NodeId
    not_found: NodeId
    failed: NodeId
    parameters: Annotated[tuple[Template, ...], Meta(max_length=16)] = ()
    results: Results = msgspec.field(default_factory=dict)
    timeout_seconds: Annotated[float, Meta(ge=1, le=30)] = 5
    prompts: Prompts = (Say("one-moment"),)


Fact = Literal["variable", "language", "known", "key", "segment", "waiting", "wait", "ready"]
"""What a condition can be about: a variable, the language spoken; whether the caller is a contact that we know, a key customer, and its
segment;
of a queue how many wait, how many seconds a new caller is expected to wait, and how many agents are ready."""

Comparison = Literal["is", "is_not", "below", "at_least"]
ABOUT_QUEUES: Final = frozenset({"waiting", "wait", "ready"})
YES_OR_NO: Final = frozenset({"known", "key"})
ABOUT_CALLERS: Final = YES_OR_NO | {"segment"}


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One comparison. `of` names the variable or the queue. What is not known compares with nothing: the condition does not hold."""

    fact: Fact
    of: Code | None = None
    compare: Comparison = "is"
    value: Value = True


class BranchWay(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way that is taken when all its conditions hold."""

    when: Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=8)]
    next: NodeId


class BranchNode(Node, frozen=True, tag_field="type", tag="branch", kw_only=True):
    """Part the way by what is known of the call, the caller and the queues: the first way that holds, else `otherwise`."""

    ways: Annotated[tuple[BranchWay, ...], Meta(min_length=1, max_length=16)]
    otherwise: NodeId


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """So many of a hundred calls go this way."""

    percent: Annotated[int, Meta(ge=0, le=100)]
    next: NodeId


class SplitNode(Node, frozen=True, tag_field="type", tag="split", kw_only=True):
    """Part the calls by lot, to compare ways. A call draws the same lot whenever it comes here."""

    shares: Annotated[tuple[Share, ...], Meta(min_length=2, max_length=10)]


class SubflowNode(Node, frozen=True, tag_field="type", tag="subflow", kw_only=True):
    """Walk through another flow, as it is published now, and go on where that one returns."""

    flow: Code
    next: NodeId


class ReturnNode(Node, frozen=True, tag_field="type", tag="return", kw_only=True):
    """Go on in the flow that led here; a call that began in this one ends."""


class HangUpNode(Node, frozen=True, tag_field="type", tag="hangup", kw_only=True):
    """Say good-bye, if there is anything to say, and end the call."""

    prompts: Prompts = ()


AnyNode = (
    AnswerNode
    | SayNode
    | MenuNode
    | HoursNode
    | SetNode
    | CollectNode
    | LookUpNode
    | QueryNode
    | BranchNode
    | SplitNode
    | SubflowNode
    | ReturnNode
    | QueueNode
    | VoicemailNode
    | TransferNode
    | IntroduceNode
    | SendNode
    | CallbackNode
    | SurveyNode
    | TimesNode
    | HangUpNode
)

Place = tuple[int, int]
"""Where a node stands in the drawing: left and top, in its own units."""


class Flow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A whole flow document. Its stored version number belongs to the store, not to the document.

    `layout` tells where its nodes stand in the drawing; one that it does not name is placed by the editor.
    """

    format: int
    id: Code
    language: Language
    start: NodeId
    nodes: dict[NodeId, AnyNode]
    name: Annotated[str, Meta(max_length=200)] = ""
    layout: dict[NodeId, Place] = {}


class Edge(NamedTuple):
    """One way out of a node. `waits`: it is only taken after the caller did something or real time passed."""

    label: str
    target: str
    waits: bool


def edges(node: AnyNode) -> tuple[Edge, ...]:
    """Every way out of a node, in the order in which the document tells them."""
    match node:
        case AnswerNode(next=target) | SayNode(next=target) | SetNode(next=target):
            return (Edge("next", target, False),)
        case VoicemailNode(next=target) | SubflowNode(next=target):
            return (Edge("next", target, False),)
        case CollectNode():
            zero = () if node.on_zero is None else (Edge("on_zero", node.on_zero, True),)
            return (Edge("next", node.next, True), *zero, Edge("default", node.default, True))
        case LookUpNode() | QueryNode():
            ways_out = ("found", node.found), ("not_found", node.not_found), ("failed", node.failed)
            return tuple(Edge(label, target, False) for label, target in ways_out)
        case BranchNode():
            ways = (Edge(f"ways.{index}", way.next, False) for index, way in enumerate(node.ways))
            return (*ways, Edge("otherwise", node.otherwise, False))
        case SplitNode():
            return tuple(Edge(f"shares.{index}", each.next, False) for index, each in enumerate(node.shares))
        case HoursNode():
            return (Edge("open", node.open, False), Edge("closed", node.closed, False))
        case MenuNode():
            keyed = tuple(Edge(f"keys.{key}", target, True) for key, target in node.keys.items())
            return (*keyed, Edge("default", node.default, False))
        case QueueNode():
            return _queue_edges(node)
        case HangUpNode() | ReturnNode():
            return ()
        case TransferNode() | SendNode() | IntroduceNode() | CallbackNode() | SurveyNode() | TimesNode():
            return tuple(Edge(label, target, False) for label, target in ways_of(node).items())


def _queue_edges(node: QueueNode) -> tuple[Edge, ...]:
    ways = (
        ("on_nobody", node.on_nobody, False),
        ("on_full", node.on_full, False),
        ("on_timeout", node.on_timeout, True),
        ("after", node.after, True),
    )
    return tuple(Edge(label, target, waits) for label, target, waits in ways if target is not None)


def spoken(node: AnyNode) -> tuple[Say, ...]:
    """Everything that a node can say of itself."""
    match node:
        case MenuNode(hear="keys"):
            return (*node.prompts, *node.wrong_key, *node.timeout)
        case MenuNode():
            return (*node.prompts, *node.wrong_key, *node.timeout, *node.not_heard, *node.by_keys)
        case CollectNode(hear="keys"):
            return (*node.prompts, *node.wrong_entry, *node.timeout)
        case CollectNode():
            return (*node.prompts, *node.wrong_entry, *node.timeout, *node.not_heard, *node.by_keys)
        case SayNode() | VoicemailNode() | HangUpNode() | LookUpNode() | QueryNode():
            return node.prompts
        case IntroduceNode() | CallbackNode():
            return node.prompts
        case _:
            return ()


def language_of(flow: Flow, variables: Mapping[str, Value]) -> str:
    """The language that this caller is spoken to in: the variable `language`, else the flow's own."""
    chosen = variables.get("language")
    return chosen if isinstance(chosen, str) else flow.language
