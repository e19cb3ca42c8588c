"""Steps that act, and the step that asks the clock: what is wrong with them, and when a window is open."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from ringwell.flows.act_nodes import IntroduceNode, SendNode, SurveyNode, TimesNode, TransferNode
from ringwell.flows.act_problems import act_problems
from ringwell.flows.acting import is_within
from ringwell.flows.acts import SendMessage
from ringwell.flows.interpret import deed
from ringwell.flows.model import Flow
from ringwell.flows.state import FlowState, Known

AnyNew = TransferNode | SendNode | IntroduceNode | SurveyNode | TimesNode
SEND: dict[str, Any] = {
    "type": "send",
    "by": "mail",
    "subject": "s",
    "text": "t",
    "sent": "a",
    "not_sent": "b",
}


def node(**fields: Any) -> AnyNew:
    return msgspec.convert(fields, AnyNew)


def codes(fields: dict[str, Any], *, mail: bool = True, sms: bool = False) -> list[str]:
    found = act_problems("n", node(**fields), mail=mail, sms=sms, agents={"agt_1"})
    return [each.code for each in found]


def times(zone: str | None = None, **window: Any) -> TimesNode:
    found = node(type="times", windows=[window], within="a", otherwise="b", zone=zone)
    assert isinstance(found, TimesNode)
    return found


def warsaw(text: str) -> datetime:
    """A moment by the clock in Warsaw in winter."""
    return datetime.fromisoformat(f"{text}+01:00").astimezone(UTC)


class TestWindows:
    @pytest.mark.parametrize(
        ("window", "at", "within"),
        [
            ({"days": ["mon"]}, "2026-11-23T00:00", True),
            ({"days": ["mon"]}, "2026-11-22T23:59", False),
            ({"since": "09:00", "until": "17:00"}, "2026-11-23T09:00", True),
            ({"since": "09:00", "until": "17:00"}, "2026-11-23T17:00", False),
            ({"first": "2026-12-24", "last": "2026-12-26"}, "2026-12-26T23:59", True),
            ({"first": "2026-12-24", "last": "2026-12-26"}, "2026-12-27T00:00", False),
            ({"first": "2026-12-24"}, "2027-01-01T00:00", True),
            ({"days": ["fri"], "since": "22:00", "until": "06:00"}, "2026-11-28T05:59", True),
            ({"days": ["fri"], "since": "22:00", "until": "06:00"}, "2026-11-27T05:59", False),
            ({"days": ["fri"], "since": "22:00", "until": "06:00"}, "2026-11-28T06:00", False),
            ({"since": "22:00"}, "2026-11-28T23:59", True),
            ({"since": "22:00"}, "2026-11-28T00:00", False),
            ({"until": "24:00", "days": ["sat"]}, "2026-11-28T23:59", True),
        ],
    )
    def test_open_by_the_clock_on_the_wall(self, window: dict[str, Any], at: str, within: bool) -> None:
        assert is_within(times(**window), warsaw(at), "Europe/Warsaw") is within

    def test_the_step_s_own_zone_comes_before_the_workspace_s(self) -> None:
        night = warsaw("2026-11-23T23:30")
        assert is_within(times(days=["mon"]), night, "Europe/Warsaw")
        assert not is_within(times(days=["mon"], zone="Europe/Moscow"), night, "Europe/Warsaw")

    def test_what_nobody_can_have_meant(self) -> None:
        window = {"first": "2026-12-26", "last": "2026-12-24"}
        ways = {"within": "a", "otherwise": "b"}
        assert codes({"type": "times", "windows": [window], "zone": "Mars", **ways}) == [
            "flow.unknown_zone",
            "flow.window_never",
        ]
        assert codes({"type": "times", "windows": [{}], **ways}) == ["flow.window_always"]


class TestMessages:
    def test_go_to_the_client_or_to_an_address_that_stands_in_the_flow(self) -> None:
        assert codes(SEND) == []
        assert codes({**SEND, "to": "a@b.example"}) == []
        for to in ("{typed}", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"):
            assert codes({**SEND, "to": to}) == ["flow.wrong_address"]

    @pytest.mark.parametrize("name", ["Jan\r\nBcc: all@x.example", "Jan\x00\n\tBcc: all@x.example"])
    def test_have_a_subject_of_one_line_whatever_is_in_it(self, name: str) -> None:
        send = node(**{**SEND, "subject": " Call of\n {name} ", "text": "{name}"})
        assert isinstance(send, SendNode)
        flow = Flow(format=1, id="f", language="en", start="n", nodes={"n": send})
        state = FlowState(node="n", stage="acting", data={"name": name})
        found = deed(state, flow, datetime.now(UTC), {}, Known())
        assert isinstance(found, SendMessage)
        assert found.subject == "Call of Jan Bcc: all@x.example"
        assert found.text == name

    def test_need_a_subject_and_something_to_send_them_with(self) -> None:
        assert codes({**SEND, "subject": " "}) == ["flow.mail_without_subject"]
        assert codes(SEND, mail=False) == ["flow.mail_not_set_up"]
        assert codes({**SEND, "by": "sms", "to": "+48600100200"}) == ["flow.sms_not_set_up"]

    @pytest.mark.parametrize(
        ("to", "wrong"), [("", False), ("+48 600 100 200", False), ("{mobile}", False), ("a@b.example", True)]
    )
    def test_text_messages_go_to_the_caller_or_to_a_number(self, to: str, wrong: bool) -> None:
        found = codes({**SEND, "by": "sms", "to": to, "subject": ""}, sms=True)
        assert found == (["flow.wrong_number"] if wrong else [])

    def test_text_messages_have_so_many_parts_and_no_more(self) -> None:
        five = {**SEND, "by": "sms", "text": "ж" * 67 * 5 + "{name}"}
        assert codes(five, sms=True) == []
        assert codes({**five, "text": "ж" * 67 * 5 + "ж"}, sms=True) == ["flow.sms_too_long"]
        assert codes({**five, "text": "a" * 153 * 5}, sms=True) == []


@pytest.mark.parametrize(
    ("number", "wrong"),
    [("+48 22 111 22 33", False), ("{branch}", False), ("sip:a@b", True), ("22{x}", True)],
)
def test_a_number_is_one_or_a_variable_that_holds_it(number: str, wrong: bool) -> None:
    found = codes({"type": "transfer", "number": number, "no_answer": "a"})
    assert found == (["flow.wrong_number"] if wrong else [])


def test_an_agent_who_is_rung_is_one_and_stands_instead_of_a_number() -> None:
    step = {"type": "transfer", "no_answer": "a"}
    assert codes({**step, "agent": "agt_1"}) == []
    assert codes(step) == ["flow.nobody_to_ring"]
    assert codes({**step, "agent": "agt_gone"}) == ["flow.unknown_agent"]
    assert codes({**step, "agent": "agt_1", "number": "+48221112233"}) == ["flow.agent_and_number"]
