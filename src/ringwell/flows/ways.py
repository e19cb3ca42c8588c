"""Which way leads on from a step that parts callers: by what is true now, or by lot."""

import zlib

from ringwell.flows.messages import Value
from ringwell.flows.model import ABOUT_CALLERS, BranchNode, Condition, Flow, SplitNode, language_of
from ringwell.flows.state import CallerFacts, FlowState, Known


def asks_who(node: BranchNode) -> bool:
    """Whether any of its ways depends on who calls."""
    return any(condition.fact in ABOUT_CALLERS for way in node.ways for condition in way.when)


def branch(flow: Flow, known: Known, state: FlowState, node: BranchNode) -> tuple[str, str]:
    """The first way of which all is true, else the last one, and where it leads. A caller who is not known yet is a new one."""
    for index, way in enumerate(node.ways):
        if all(_holds(flow, known, state, each) for each in way.when):
            return f"ways.{index}", way.next
    return "otherwise", node.otherwise


def lot_drawn(node: SplitNode, lot: str) -> tuple[str, str]:
    """Always the same way for one lot; what is left over by shares that do not make a hundred goes the last way."""
    drawn = zlib.crc32(lot.encode()) % 100
    for index, share in enumerate(node.shares):
        drawn -= share.percent
        if drawn < 0:
            return f"shares.{index}", share.next
    return f"shares.{len(node.shares) - 1}", node.shares[-1].next


def _holds(flow: Flow, known: Known, state: FlowState, condition: Condition) -> bool:
    fact = _fact(flow, known, state, condition)
    return fact is not None and _compares(fact, condition)


def _fact(flow: Flow, known: Known, state: FlowState, condition: Condition) -> Value | float | None:
    """What a condition is about, as it is now; None where that is not known."""
    caller = known.caller or CallerFacts()
    match condition.fact:
        case "variable":
            return state.value(condition.of or "")
        case "language":
            return language_of(flow, state.variables)
        case "known":
            return caller.known
        case "key":
            return caller.key
        case "segment":
            return caller.segment
        case _:
            status = known.queue(condition.of or "")
            if status is None:
                return None
            values = {"waiting": status.waiting, "ready": status.ready, "wait": status.wait_s}
            return values[condition.fact]


def _compares(fact: Value | float, condition: Condition) -> bool:
    """Numbers are compared with numbers; what is of another kind is not the same, and neither below nor at least."""
    wanted = condition.value
    if condition.compare == "is":
        return _same(fact, wanted)
    if condition.compare == "is_not":
        return not _same(fact, wanted)
    if isinstance(fact, str | bool) or isinstance(wanted, str | bool):
        return False
    return fact < wanted if condition.compare == "below" else fact >= wanted


def _same(fact: Value | float, wanted: Value) -> bool:
    return isinstance(fact, bool) == isinstance(wanted, bool) and fact == wanted
