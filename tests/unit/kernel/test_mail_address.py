"""One address and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.kernel.mail_address import is_mail_address


@pytest.mark.parametrize(
    "text", ["a@b.example", "first.last+tag@mail.example.org", "o'neil@xn--80ak6aa.example", "root@localhost"]
)
def test_addresses(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "@b.example",
        "a@",
        "a@b..example",
        "a@-b.example",
        "a b@c.example",
        "a@[127.0.0.1]",
        "a@1.2.3.4",
        ".a@b.example",
        "a.@b.example",
        "a@b.example\n",
        "Jan <a@b.example>",
        "ą@b.example",
        "a" * 65 + "@b.example",
        "a@" + "b." * 130 + "example",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not is_mail_address(text)


@given(st.text())
def test_nothing_that_ends_a_header_or_adds_a_recipient_passes(text: str) -> None:
    if is_mail_address(text):
        assert text.isascii()
        assert text.isprintable()
        assert not set(text) & set(' ,;:<>()[]"\\')
