"""Callers on the block list are told politely, put through to nobody, and known as such; everybody else is let through."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ringwell.agents.messages import OfferMade
from ringwell.calls import messages as calls
from ringwell.calls.blocked import CallBlocked
from ringwell.kernel.errors import InvalidValue
from ringwell.projects.blocks import Block, BlockKind, blocked_by, value_of
from tests.playbooks.playbook import (
    A,
    Dials,
    Dies,
    Ended,
    HangsUp,
    IsBack,
    OfCaller,
    Playbook,
    PromptEnds,
    Ready,
    Rings,
    Says,
    TimeAway,
)
from tests.support.world import ANNA, CONFIG, NOON

RUDE = Block(block_id="blk_1", kind="number", value="+48600100200")
ABROAD = Block(block_id="blk_2", kind="prefix", value="+2299")
HIDDEN = Block(block_id="blk_3", kind="withheld")


def house(*blocks: Block) -> Playbook:
    return Playbook(replace(CONFIG, blocks=blocks)) >> Ready(ANNA)


@pytest.mark.parametrize(
    ("block", "shows"),
    [
        (RUDE, "+48 600 100 200"),
        (RUDE, "600100200"),
        (ABROAD, "+229912345678"),
        (HIDDEN, "anonymous"),
    ],
)
def test_a_blocked_caller_is_told_and_offered_to_nobody(block: Block, shows: str) -> None:
    book = house(RUDE, ABROAD, HIDDEN)
    assert book >> Dials("1001", shows=shows) << A(CallBlocked, block_id=block.block_id)
    assert not any(isinstance(each.fact, OfferMade) for turn in book.turns for each in turn.events)
    assert book >> PromptEnds() << Ended("blocked") << A(calls.HangUpLeg, reason="normal")
    assert book.floor.calls == {}


def test_the_caller_is_answered_and_hears_why() -> None:
    assert (
        house(RUDE) >> Dials("1001", shows="600100200") << OfCaller(calls.AnswerLeg) << Says("call-not-taken")
    )


def test_who_hangs_up_first_was_blocked_all_the_same() -> None:
    book = house(RUDE) >> Dials("1001", shows="600100200")
    assert book >> HangsUp() << Ended("blocked", ended_by="caller")


def test_a_brain_that_dies_in_the_middle_lets_nobody_through() -> None:
    book = house(RUDE) >> Dials("1001", shows="600100200") >> Dies() >> TimeAway(5)
    assert book >> IsBack() << Says("call-not-taken")
    assert book >> PromptEnds() << Ended("blocked")


def test_an_entry_that_is_over_lets_through() -> None:
    over = replace(RUDE, ends_at=NOON - timedelta(seconds=1))
    assert house(over) >> Dials("1001", shows="600100200") << Rings(ANNA)


def test_others_are_let_through() -> None:
    assert house(RUDE, ABROAD, HIDDEN) >> Dials("1001", shows="+48600100201") << Rings(ANNA)


@pytest.mark.parametrize(
    ("kind", "written"),
    [("number", "abc"), ("prefix", "+48"), ("prefix", "48600"), ("prefix", "+"), ("number", "")],
)
def test_what_would_keep_out_everybody_or_nobody_is_refused(kind: BlockKind, written: str) -> None:
    with pytest.raises(InvalidValue):
        value_of(kind, written, "PL")


@given(
    st.from_regex(r"\+48[5-7][0-9]{8}", fullmatch=True), st.from_regex(r"\+48[5-7][0-9]{8}", fullmatch=True)
)
def test_an_entry_of_a_number_keeps_that_number_out_however_it_is_written_and_no_other(
    blocked: str, caller: str
) -> None:
    block = Block(block_id="blk_1", kind="number", value=value_of("number", blocked, "PL"))
    for written in (blocked, blocked[3:], f"{blocked[:3]} {blocked[3:6]}-{blocked[6:]}"):
        assert blocked_by(written, [block], "PL", NOON) is block
    assert (blocked_by(caller, [block], "PL", NOON) is block) == (caller == blocked)
