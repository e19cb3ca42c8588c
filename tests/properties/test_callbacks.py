"""Whatever callers, agents, telephones and a dying brain do: one callback for each caller, one customer's telephone rung at once for it,
and each ends exactly once."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ringwell.calls.messages import InteractionEnded
from ringwell.outbound.messages import CallbackAsked, CallbackAttemptEnded, CallbackDialled, CallbackEnded
from tests.playbooks.calling_back import MINE, PLAN, asked
from tests.playbooks.playbook import Playbook, Ready
from tests.support.fake_switch import BUSY
from tests.support.world import ANNA, BEN

ACTIONS = ("calls", "presses", "leaves", "ready", "answers", "drops", "picks_up", "busy", "waits", "dies")


def act(book: Playbook, what: str) -> None:
    switch = book.switch
    mine = [leg for leg in switch.legs.values() if leg.role == "caller"]
    rung = switch.ringing(ANNA) or switch.ringing(BEN)
    out = switch.dialled()
    if what == "calls" and len(mine) < 3:
        switch.dial(book.ids.new("leg"), "1001", MINE)
    elif what == "presses" and mine:
        switch.press(mine[-1].leg_id, "1")
    elif what == "leaves" and mine:
        switch.end(mine[0].leg_id)
    elif what == "ready":
        book >>= Ready(ANNA)
    elif what == "answers" and rung:
        switch.answer(rung.leg_id)
    elif what == "drops" and (up := [leg for leg in switch.legs.values() if leg.ring and leg.answered]):
        switch.end(up[0].leg_id)
    elif what == "picks_up" and out:
        switch.answer(out.leg_id)
    elif what == "busy" and out:
        switch.end(out.leg_id, BUSY)
    elif what == "waits":
        book.wait(21)
    elif what == "dies":
        book.settle()
        book.restart()
        book.connect()
    book.settle()
    prove(book)


def prove(book: Playbook) -> None:
    owed = Counter(each.contact_id for each in book.floor.callbacks.values() if each.away and not each.over)
    assert all(count == 1 for count in owed.values()), owed
    ringing = Counter(leg.out.interaction_id for leg in book.switch.legs.values() if leg.out)
    assert all(count == 1 for count in ringing.values()), ringing


@settings(max_examples=100)
@given(st.lists(st.sampled_from(ACTIONS), max_size=40), st.sampled_from(("agent_first", "customer_first")))
def test_one_for_each_caller_and_one_end_for_each(actions: list[str], mode: str) -> None:
    book = asked(replace(PLAN, mode=mode, keeps_s=3600))
    book.switch.strict = False
    for what in actions:
        act(book, what)
    for leg in [leg for leg in book.switch.legs.values() if leg.role != "agent"]:
        book.switch.end(leg.leg_id)
    book.wait(7300)
    facts = [(event.interaction_id, event.fact) for event in book.log]
    asked_for = {about for about, fact in facts if isinstance(fact, CallbackAsked)}
    ended = Counter(
        about for about, fact in facts if isinstance(fact, InteractionEnded) and about in asked_for
    )
    outcomes = Counter(about for about, fact in facts if isinstance(fact, CallbackEnded))
    assert asked_for
    assert ended == outcomes == Counter(dict.fromkeys(asked_for, 1))
    dialled = Counter(about for about, fact in facts if isinstance(fact, CallbackDialled))
    over = Counter(about for about, fact in facts if isinstance(fact, CallbackAttemptEnded))
    assert dialled == over
