"""What fits into a text message, by examples that telephones and gateways agree on."""

import pytest

from ringwell.kernel.gsm import Coding, coding_of, divided, encoded, header


@pytest.mark.parametrize(
    ("text", "coding", "parts"),
    [
        ("", "gsm", 1),
        ("Hello", "gsm", 1),
        ("a" * 160, "gsm", 1),
        ("a" * 161, "gsm", 2),
        ("a" * 306, "gsm", 2),
        ("a" * 307, "gsm", 3),
        ("€" * 80, "gsm", 1),
        ("€" * 81, "gsm", 2),
        ("Grüße aus Köln: 5 € [2]", "gsm", 1),
        ("Zażółć gęślą jaźń", "ucs2", 1),
        ("Ваш заказ готов", "ucs2", 1),
        ("ж" * 70, "ucs2", 1),
        ("ж" * 71, "ucs2", 2),
        ("ж" * 134, "ucs2", 2),
        ("ж" * 135, "ucs2", 3),
        ("😀" * 35, "ucs2", 1),
        ("😀" * 36, "ucs2", 2),
        ("\x1b", "ucs2", 1),
        ("line\nbreak", "gsm", 1),
    ],
)
def test_alphabet_and_number_of_parts(text: str, coding: Coding, parts: int) -> None:
    assert coding_of(text) == coding
    assert len(divided(text).parts) == parts


def test_no_character_is_cut_in_two() -> None:
    assert divided("a" * 152 + "€" * 10).parts[0] == "a" * 152
    assert divided("ж" * 66 + "😀" * 10).parts[0] == "ж" * 66


def test_as_it_goes_over_the_wire() -> None:
    assert encoded("@Hi €", "gsm") == b"\x00Hi \x1b\x65"
    assert encoded("Жż", "ucs2") == b"\x04\x16\x01\x7c"
    assert encoded("\ud800", "ucs2") == b"\x00?"
    assert header(0x1AB, 2, 3) == b"\x05\x00\x03\xab\x03\x02"
