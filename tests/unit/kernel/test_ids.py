"""Ids: typed, sorted by time, and nothing else passes for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.kernel.ids import AGENT, CountingIds, is_id, make_id, timed_id, uuid_of

MILLISECONDS = st.integers(0, 2**48 - 1)
ENTROPY = st.integers(0, 2**74 - 1)


@given(MILLISECONDS, ENTROPY)
def test_an_id_is_a_uuid_of_version_7(unix_ms: int, entropy: int) -> None:
    uuid = uuid_of(timed_id(AGENT, unix_ms, entropy))
    assert (uuid.version, uuid.variant) == (7, "specified in RFC 4122")
    assert uuid.int >> 80 == unix_ms


@given(MILLISECONDS, ENTROPY, ENTROPY)
def test_all_the_entropy_is_in_it(unix_ms: int, one: int, other: int) -> None:
    assert (timed_id(AGENT, unix_ms, one) == timed_id(AGENT, unix_ms, other)) == (one == other)


@given(MILLISECONDS, MILLISECONDS, ENTROPY, ENTROPY)
def test_ids_sort_by_time(earlier: int, later: int, one: int, other: int) -> None:
    if earlier < later:
        assert timed_id(AGENT, earlier, one) < timed_id(AGENT, later, other)


def test_the_example_of_rfc_9562() -> None:
    entropy = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert timed_id(AGENT, 0x017F22E279B0, entropy) == "agt_017f22e279b07cc398c4dc0c0c07398f"


@given(MILLISECONDS, ENTROPY)
def test_there_and_back(unix_ms: int, entropy: int) -> None:
    text = timed_id(AGENT, unix_ms, entropy)
    assert make_id(AGENT, uuid_of(text)) == text
    assert is_id(text, AGENT)
    assert not is_id(text, "que")


@pytest.mark.parametrize(
    "text", ["", "agt", "agt_", "agt_12", "agt_" + "x" * 32, "0" * 32, "agt-" + "0" * 32]
)
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text, AGENT)
    with pytest.raises(ValueError, match=r"not an id|badly formed|invalid literal"):
        uuid_of(text)


def test_counted_ids_come_in_order_and_once() -> None:
    ids = CountingIds()
    made = [ids.new(AGENT) for _ in range(50)]
    assert made == sorted(set(made))
    assert CountingIds().new(AGENT) == made[0]


@pytest.mark.parametrize(
    "text", ["usr_0x" + "a" * 30, "usr_" + "A" * 32, "usr_" + "1_" * 15 + "11", "usr_" + "\u0663" * 32]
)
def test_an_id_has_one_text(text: str) -> None:
    assert not is_id(text, "usr")
    assert is_id("usr_" + "a" * 32, "usr")
