"""A step that has something done outside: its deed, with what the call knows in it, and its end. And what the clock, which is not read here, says to a step that asks it."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from ringwell.flows.act_nodes import (
    FAILED,
    ActingNode,
    CallbackNode,
    IntroduceNode,
    SendNode,
    TimesNode,
    TransferNode,
    Window,
    way_of,
)
from ringwell.flows.acts import (
    SENDING_S,
    Act,
    Deed,
    RingColleague,
    RingOutside,
    RingOwners,
    SendMessage,
    TakeCallback,
)
from ringwell.flows.hours import WEEKDAYS, minutes_of
from ringwell.flows.messages import SetTimer
from ringwell.flows.model import language_of
from ringwell.flows.state import FlowState
from ringwell.flows.template import CALLER_NUMBER, NoValue, UnsafeValue, filled, filled_line
from ringwell.flows.walk import Walk

DAY: Final = 24 * 60


def begin(walk: Walk, state: FlowState, node: ActingNode) -> FlowState:
    """Have it done. What cannot even be begun, for something is not known, has failed."""
    try:
        deed = deed_of(walk, state, node)
    except (NoValue, UnsafeValue) as error:
        walk.without_value(state, error)
        return walk.enter(state, *way_of(node, FAILED[type(node)]))
    token = state.token + 1
    walk.steps.append(Act(token, deed))
    if isinstance(node, SendNode):
        walk.steps.append(SetTimer(token, SENDING_S))
    return replace(state, stage="acting", token=token, ahead=())


def came_to(walk: Walk, state: FlowState, came: str) -> FlowState:
    """It has come to this."""
    node = walk.flow.nodes.get(state.node)
    return walk.enter(state, *way_of(node, came)) if isinstance(node, ActingNode) else walk.lost(state)


def deed_of(walk: Walk, state: FlowState, node: ActingNode) -> Deed:
    """What is to be done, and said to whom it is done with. NoValue, UnsafeValue."""
    values = walk.values(state)
    match node:
        case SendNode(by="sms"):
            to = filled_line(node.to, values) if node.to else ""
            return SendMessage("sms", to, "", filled(node.text, values))
        case SendNode():
            subject, text = filled(node.subject, values), filled(node.text, values)
            return SendMessage(node.by, node.to, _in_one_line(subject), text)
        case IntroduceNode():
            spoken = node.language or walk.flow.language
            prompts = walk.prompts(_with_numbers(walk, state, spoken), state.node, node.prompts)
            return RingOwners(spoken, prompts)
        case CallbackNode():
            prompts = walk.prompts(state, state.node, node.prompts)
            spoken = language_of(walk.flow, state.variables)
            return TakeCallback(node.queue, node.priority, spoken, prompts)
        case TransferNode(agent=str() as agent):
            return RingColleague(agent, node.ring_seconds, node.meanwhile)
        case _:
            return RingOutside(filled_line(node.number, values), node.ring_seconds, node.meanwhile)


def _in_one_line(text: str) -> str:
    """Whatever stands in a flow or comes from a caller or a service: a line break in a header would begin another one."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _with_numbers(walk: Walk, state: FlowState, language: str) -> FlowState:
    """As what is said to somebody else than the caller may use it: who calls, in another language."""
    number = walk.known.caller_number
    caller = {CALLER_NUMBER: number} if number else {}
    spoken = {**state.variables, "language": language}
    return replace(state, variables=spoken, data={**state.data, **caller})


def is_within(node: TimesNode, now: datetime, zone: str) -> bool:
    """Whether one of its windows is open at the moment `now` (aware), by the clock of its own zone or of `zone`."""
    local = now.astimezone(ZoneInfo(node.zone or zone))
    today, minute = local.date(), local.hour * 60 + local.minute
    yesterday = today - timedelta(days=1)
    return any(
        _holds(window, today, minute) or _holds(window, yesterday, minute + DAY) for window in node.windows
    )


def _holds(window: Window, day: date, minute: int) -> bool:
    """Whether so many minutes after the beginning of a day are within the window that begins on it."""
    begins = minutes_of(window.since) if window.since else 0
    ends = minutes_of(window.until) if window.until else DAY
    if ends <= begins:
        ends += DAY
    return begins <= minute < ends and _is_on(window, day)


def _is_on(window: Window, day: date) -> bool:
    if window.days and WEEKDAYS[day.weekday()] not in window.days:
        return False
    return (window.first is None or window.first <= day) and (window.last is None or day <= window.last)
