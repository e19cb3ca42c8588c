"""Whom the workspace has a name for goes its own way in the flow, and the desk and the log say so."""

from typing import Any

from msgspec.structs import replace

from ringwell.calls.messages import CallerIdentified
from ringwell.customers.segments import CallerPast, CallerSegment, SegmentRule
from ringwell.journeys.render import call_view
from tests.playbooks.playbook import A, Dials, Passes, Playbook, Ready, Rings
from tests.playbooks.test_after_talk import config, says
from tests.support.world import ANNA, SHOP

VIP = CallerSegment(caller_segment_id="csg_vip", name="VIP", place=1, rule=SegmentRule(key=True))
DEBTOR = CallerSegment(caller_segment_id="csg_debt", name="Debtor", place=2, rule=SegmentRule(listed=True))
NODES: dict[str, Any] = {
    "who": {
        "type": "branch",
        "ways": [
            {"when": [{"fact": "segment", "value": "csg_vip"}], "next": "at-once"},
            {"when": [{"fact": "segment", "value": "csg_debt"}], "next": "debt"},
        ],
        "otherwise": "others",
    },
    "at-once": {"type": "queue", "queue": SHOP, "priority": 9},
    "debt": {"type": "hangup", "prompts": [{"prompt": "debt"}]},
    "others": {"type": "hangup", "prompts": [{"prompt": "others"}]},
}


def book(*segments: CallerSegment, looks_up: bool = True, **known_as: object) -> Playbook:
    whole = config(NODES, "who")
    named = {each.caller_segment_id: each for each in segments}
    playbook = Playbook(replace(whole, segments=named), known_callers=looks_up)
    playbook.known_as = dict(known_as)
    return playbook


def test_the_first_that_fits_leads_its_own_way_and_the_desk_says_which() -> None:
    told = book(VIP, DEBTOR, key_customer=True, past=CallerPast(lists=("csg_debt",))) >> Ready(ANNA)
    assert told >> Dials("1001") << A(CallerIdentified, caller_segment_id="csg_vip") << Rings(ANNA)
    call = call_view(told.floor, told.interaction("caller"))
    assert call is not None
    assert call.caller_segment == "VIP"
    assert told.floor.visits[told.interaction("caller")].priority == 9


def test_who_is_on_a_list_goes_that_way() -> None:
    told = book(VIP, DEBTOR, past=CallerPast(lists=("csg_debt",)))
    assert told >> Dials("1001") << A(CallerIdentified, caller_segment_id="csg_debt") << says("debt")


def test_who_fits_none_goes_on_otherwise_and_so_does_who_is_looked_up_for_too_long() -> None:
    assert book(VIP) >> Dials("1001") << A(CallerIdentified, caller_segment_id=None) << says("others")
    assert book(VIP, looks_up=False) >> Dials("1001") >> Passes(3) << says("others")


def test_a_segment_that_was_removed_leads_nobody() -> None:
    assert book(key_customer=True) >> Dials("1001") << says("others")
