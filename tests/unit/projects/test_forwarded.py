"""Headers of forwarded calls, forged and malformed ones too."""

from hypothesis import given
from hypothesis import strategies as st

from ringwell.projects.forwarded import LONGEST, MOST_NUMBERS, numbers_in


def test_diversion_names_the_last_to_divert_first() -> None:
    headers = "<sip:+48222@p>reason=no-answer<sip:+48111@p>reason=unconditional!"
    assert numbers_in(headers) == ("+48111", "+48222")


def test_history_is_told_in_its_order() -> None:
    assert numbers_in("!<sip:+48111@p?Reason=SIP>index=1<sip:+48222@p>index=1.1") == ("+48111", "+48222")
    assert numbers_in("<sip:+48333@p>!<tel:+48111>index=1") == ("+48333", "+48111")


def test_what_is_no_number_is_none() -> None:
    assert numbers_in("<sip:anna@p><sip:12@p><sip:@p>sip:!<sip:+++@p>sips:") == ()
    assert numbers_in("<sip:" + "4" * 21 + "@p>") == ()
    assert numbers_in("<sip:48221234567.evil@p>") == ()


@given(st.text(alphabet="sipteln:+0123456789<>@!=.", max_size=6000))
def test_it_is_bounded_whatever_it_is(headers: str) -> None:
    found = numbers_in(headers)
    assert len(found) <= MOST_NUMBERS
    assert all(
        3 <= len(each.removeprefix("+")) <= 20 and each.removeprefix("+").isdecimal() for each in found
    )
    assert numbers_in(headers + "x" * LONGEST + "<sip:+48111@p>") == numbers_in(headers + "x" * LONGEST)
