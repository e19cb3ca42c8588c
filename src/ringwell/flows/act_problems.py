"""What is wrong with a step that acts, or looks at the clock, as far as the document tells."""

import re
from collections.abc import Iterator, Set
from typing import Final

from ringwell.flows.act_nodes import (
    IntroduceNode,
    SendNode,
    SurveyNode,
    TimesNode,
    TransferNode,
    Window,
)
from ringwell.flows.hours import zone_of
from ringwell.flows.problems import Problem
from ringwell.flows.prompts import LANGUAGES
from ringwell.flows.template import PLACE
from ringwell.kernel.gsm import divided
from ringwell.kernel.mail_address import is_mail_address
from ringwell.kernel.sms import MOST_PARTS

NUMBER: Final = re.compile(r"\+?[0-9][0-9 ().-]{1,30}|\{[^{}]+\}")


def act_problems(
    node_id: str,
    node: TransferNode | SendNode | IntroduceNode | SurveyNode | TimesNode,
    *,
    mail: bool,
    sms: bool,
    agents: Set[str],
) -> Iterator[Problem]:
    """`agents` are those who may sign in; `mail`, `sms`: whether the workspace can send such."""
    match node:
        case TransferNode(agent=str() as agent):
            if agent not in agents:
                yield Problem("flow.unknown_agent", node_id, {"agent": agent})
            if node.number:
                yield Problem("flow.agent_and_number", node_id)
        case TransferNode(number=""):
            yield Problem("flow.nobody_to_ring", node_id)
        case TransferNode():
            if not NUMBER.fullmatch(node.number):
                yield Problem("flow.wrong_number", node_id, {"number": node.number})
        case SendNode():
            yield from _send_problems(node_id, node, mail=mail, sms=sms)
        case IntroduceNode():
            if not node.prompts:
                yield Problem("flow.nothing_to_say", node_id)
            if node.language is not None and node.language not in LANGUAGES:
                yield Problem("flow.unknown_language", node_id, {"language": node.language})
        case TimesNode():
            if node.zone and zone_of(node.zone) is None:
                yield Problem("flow.unknown_zone", node_id, {"zone": node.zone})
            for number, window in enumerate(node.windows, 1):
                yield from _window_problems(node_id, number, window)
        case SurveyNode():
            yield Problem("flow.survey_later", node_id, {"survey": node.survey}, severity="warning")


def _send_problems(node_id: str, node: SendNode, *, mail: bool, sms: bool) -> Iterator[Problem]:
    if node.by == "sms":
        if not sms:
            yield Problem("flow.sms_not_set_up", node_id, severity="warning")
        if node.to and not NUMBER.fullmatch(node.to):
            yield Problem("flow.wrong_number", node_id, {"number": node.to})
        if (parts := len(divided(PLACE.sub("", node.text)).parts)) > MOST_PARTS:
            yield Problem("flow.sms_too_long", node_id, {"parts": parts, "most": MOST_PARTS})
        return
    if not mail:
        yield Problem("flow.mail_not_set_up", node_id, severity="warning")
    if node.to and not is_mail_address(node.to):
        yield Problem("flow.wrong_address", node_id, {"address": node.to})
    if not node.subject.strip():
        yield Problem("flow.mail_without_subject", node_id)


def _window_problems(node_id: str, number: int, window: Window) -> Iterator[Problem]:
    if window.first and window.last and window.last < window.first:
        yield Problem("flow.window_never", node_id, {"number": number})
    if window == Window():
        yield Problem("flow.window_always", node_id, {"number": number})
