"""Whatever is written comes out as it was written, in parts that every telephone takes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ringwell.kernel.gsm import ALONE, HEADER_BYTES, OF_SEVERAL, divided, encoded, units

WORDS = st.one_of(
    st.text(st.sampled_from("abc €[]{}|~^\\@£\n"), max_size=700),
    st.text(st.sampled_from("abcżółж😀€"), max_size=400),
    st.text(max_size=400),
)
OCTETS = 140


@given(WORDS)
def test_joined_the_parts_are_the_text_and_each_fits(text: str) -> None:
    coding, parts = divided(text)
    assert "".join(parts) == text
    holds = ALONE[coding] if len(parts) == 1 else OF_SEVERAL[coding]
    assert all(units(each, coding) <= holds for each in parts)
    assert len(parts) == 1 or all(parts)
    beside = HEADER_BYTES if len(parts) > 1 else 0
    for each in parts:
        wire = encoded(each, coding)
        septets = (len(wire) * 7 + 7) // 8 if coding == "gsm" else len(wire)
        assert septets + beside <= OCTETS


@given(WORDS)
def test_no_part_could_have_held_the_next_character(text: str) -> None:
    coding, parts = divided(text)
    for part, then in pairwise(parts):
        assert units(part, coding) + units(then[0], coding) > OF_SEVERAL[coding]
