"""What fits beside what is in hand."""

import pytest

from ringwell.routing.capacity import USUAL, open_to, takes, used


@pytest.mark.parametrize(
    ("in_hand", "units", "can_take"),
    [
        ((), 100, {"call", "chat", "mail", "task"}),
        (("call",), 100, set[str]()),
        (("chat",), 100, {"chat", "mail"}),
        (("chat", "chat", "chat"), 100, set[str]()),
        (("chat", "chat"), 66, set[str]()),
        (("mail",), 100, {"call", "chat", "mail"}),
        (("task",), 100, {"call"}),
        (("chat", "mail"), 100, set[str]()),
        (("call", "mail"), 100, set[str]()),
        ((), 50, {"chat", "mail"}),
    ],
)
def test_channels_that_an_agent_can_take_one_more_of(
    in_hand: tuple[str, ...], units: int, can_take: set[str]
) -> None:
    assert open_to(in_hand, units, USUAL) == can_take


def test_a_call_comes_into_a_mail_but_not_into_a_chat() -> None:
    assert takes("call", ("mail",), 100, USUAL)
    assert not takes("call", ("chat",), 100, USUAL)
    assert used(("mail", "call"), USUAL) == 150
