"""Ways that part by what is known, by lot, and through other flows: as scripts, like the flows' other playbooks."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from ringwell.flows.inline import inline
from ringwell.flows.interpret import handle, resume, start
from ringwell.flows.messages import (
    CallerKnown,
    FlowStep,
    HangUp,
    KeyPressed,
    Play,
    PlaybackFinished,
    QueueLeft,
    Report,
    SetTimer,
    TimerFired,
)
from ringwell.flows.model import Flow
from ringwell.flows.state import CallerFacts, FlowState, Known, QueueStatus

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Node = dict[str, Any]


def say(prompt: str, onward: str = "end") -> Node:
    return {"type": "say", "prompts": [{"prompt": prompt}], "next": onward}


def flow_of(nodes: dict[str, Node], begin: str) -> Flow:
    document = {"format": 1, "id": "f", "language": "en", "start": begin, "nodes": nodes}
    return msgspec.convert(document, Flow)


def parted(*conditions: Node) -> Flow:
    """Says `yes` where all conditions hold, else `no`."""
    branch = {"type": "branch", "ways": [{"when": list(conditions), "next": "yes"}], "otherwise": "no"}
    nodes = {"if": branch, "yes": say("yes"), "no": say("no"), "end": {"type": "hangup"}}
    return flow_of(nodes, "if")


def heard(steps: list[FlowStep]) -> list[str]:
    return [prompt.prompt for step in steps if isinstance(step, Play) for prompt in step.prompts]


def busy(queue_id: str) -> QueueStatus | None:
    return {"q": QueueStatus(waiting=4, ready=0, wait_s=90.5), "new": QueueStatus(0, 0, None)}.get(queue_id)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"fact": "waiting", "of": "q", "compare": "at_least", "value": 4}, "yes"),
        ({"fact": "waiting", "of": "q", "compare": "below", "value": 4}, "no"),
        ({"fact": "waiting", "of": "q", "value": 4}, "yes"),
        ({"fact": "ready", "of": "q", "compare": "is", "value": 0}, "yes"),
        ({"fact": "ready", "of": "q", "compare": "is", "value": False}, "no"),
        ({"fact": "wait", "of": "q", "compare": "at_least", "value": 90}, "yes"),
        ({"fact": "wait", "of": "new", "compare": "at_least", "value": 0}, "no"),
        ({"fact": "wait", "of": "new", "compare": "below", "value": 60}, "no"),
        ({"fact": "waiting", "of": "gone", "compare": "is_not", "value": 4}, "no"),
        ({"fact": "language", "value": "pl"}, "yes"),
        ({"fact": "language", "compare": "is_not", "value": "pl"}, "no"),
        ({"fact": "variable", "of": "tier", "value": "gold"}, "yes"),
        ({"fact": "variable", "of": "tier", "compare": "at_least", "value": 1}, "no"),
        ({"fact": "variable", "of": "visits", "compare": "at_least", "value": 3}, "yes"),
        ({"fact": "variable", "of": "unset", "compare": "is_not", "value": 3}, "no"),
    ],
)
def test_a_way_by_what_is_known(condition: Node, said: str) -> None:
    variables = {"language": "pl", "tier": "gold", "visits": 3}
    _, steps = start(parted(condition), variables, NOON, {}, Known(None, busy))
    assert heard(steps) == [said]


def test_all_conditions_of_a_way_must_hold() -> None:
    both = parted({"fact": "language", "value": "en"}, {"fact": "ready", "of": "q", "value": 1})
    assert heard(start(both, {}, NOON, {}, Known(None, busy))[1]) == ["no"]


KEY_CUSTOMERS = parted({"fact": "key", "value": True})


def test_a_way_by_who_calls_waits_for_the_look_up() -> None:
    state, steps = start(KEY_CUSTOMERS, {}, NOON, {}, Known(None))
    assert (state.stage, steps) == ("asking", [SetTimer(1, 2.0)])
    assert handle(state, KEY_CUSTOMERS, KeyPressed("1"), NOON, {}, Known(None))[0] is state
    after, steps = handle(state, KEY_CUSTOMERS, CallerKnown(), NOON, {}, Known(CallerFacts(True, True)))
    assert heard(steps) == ["yes"]
    assert after.trail == ("if", "ways.0", "yes")
    assert handle(after, KEY_CUSTOMERS, TimerFired(1), NOON, {}, Known(None))[0] is after


def test_nobody_waits_long_for_a_look_up_that_does_not_answer() -> None:
    state, _ = start(KEY_CUSTOMERS, {}, NOON, {}, Known(None))
    assert heard(handle(state, KEY_CUSTOMERS, TimerFired(1), NOON, {}, Known(None))[1]) == ["no"]


def test_a_crash_during_the_look_up_asks_again() -> None:
    state, _ = start(KEY_CUSTOMERS, {}, NOON, {}, Known(None))
    kept = msgspec.json.decode(msgspec.json.encode(state), type=FlowState)
    again, steps = resume(kept, KEY_CUSTOMERS, NOON, {}, Known(None))
    assert (again.stage, steps) == ("asking", [SetTimer(2, 2.0)])


def test_who_is_known_already_is_not_waited_for() -> None:
    _, steps = start(KEY_CUSTOMERS, {}, NOON, {}, Known(CallerFacts(known=True, key=True)))
    assert heard(steps) == ["yes"]


def split(*shares: int) -> Flow:
    nodes: dict[str, Node] = {
        "lot": {"type": "split", "shares": [{"percent": p, "next": f"s{i}"} for i, p in enumerate(shares)]},
        **{f"s{index}": say(f"way-{index}", "lot" if index == 0 else "end") for index in range(len(shares))},
        "end": {"type": "hangup"},
    }
    return flow_of(nodes, "lot")


def test_lots_fall_by_their_shares() -> None:
    flow, drawn = split(20, 30, 50), [0, 0, 0]
    for call in range(2000):
        said = heard(start(flow, {}, NOON, {}, Known(None, lot=f"int_{call}"))[1])
        drawn[int(said[0][-1])] += 1
    assert [round(each / 200) for each in drawn] == pytest.approx([2, 3, 5], abs=0.5)


def test_a_call_draws_the_same_lot_whenever_it_comes_by() -> None:
    flow = split(50, 50)
    for call in range(50):
        known = Known(None, lot=f"int_{call}")
        state, steps = start(flow, {}, NOON, {}, known)
        if heard(steps) == ["way-0"]:
            again = handle(state, flow, PlaybackFinished(state.token), NOON, {}, known)
            assert heard(again[1]) == ["way-0"]


def main(**nodes: Node) -> Flow:
    return flow_of(
        {"go": {"type": "subflow", "flow": "inner", "next": "after"}, "after": say("after"), **nodes}, "go"
    )


INNER = flow_of(
    {
        "hello": say("inside", "ask"),
        "ask": {
            "type": "menu",
            "prompts": [{"prompt": "inner-menu"}],
            "keys": {"1": "back", "2": "bye"},
            "default": "back",
        },
        "back": {"type": "return"},
        "bye": {"type": "hangup", "prompts": [{"prompt": "inner-bye"}]},
    },
    "hello",
)
WHOLE = inline(main(end={"type": "hangup"}), {"inner": INNER})


def test_a_flow_within_a_flow_and_back() -> None:
    state, steps = start(WHOLE, {}, NOON, {})
    assert heard(steps) == ["inside"]
    assert state.trail == ("", "start", "go", "next", "go/hello")
    state, steps = handle(state, WHOLE, PlaybackFinished(1), NOON, {})
    assert heard(steps) == ["inner-menu"]
    state, steps = handle(state, WHOLE, KeyPressed("1"), NOON, {})
    assert heard(steps) == ["after"]
    assert state.trail == ("go/ask", "keys.1", "go/back", "next", "after")


def test_a_call_may_end_within() -> None:
    state, _ = start(WHOLE, {}, NOON, {})
    state, _ = handle(state, WHOLE, PlaybackFinished(1), NOON, {})
    state, steps = handle(state, WHOLE, KeyPressed("2"), NOON, {})
    assert heard(steps) == ["inner-bye"]
    assert handle(state, WHOLE, PlaybackFinished(state.token), NOON, {})[1] == [HangUp("flow")]


def test_a_flow_that_returns_where_nothing_led_into_it_ends() -> None:
    state, _ = start(INNER, {}, NOON, {})
    state, _ = handle(state, INNER, PlaybackFinished(1), NOON, {})
    assert HangUp("flow") in handle(state, INNER, KeyPressed("1"), NOON, {})[1]


def test_a_flow_that_is_gone_is_passed_by() -> None:
    alone = inline(main(end={"type": "hangup"}), {})
    _, steps = start(alone, {}, NOON, {})
    assert Report("flow.unknown_flow", "go", {"flow": "inner"}) in steps
    assert heard(steps) == ["after"]


def test_a_flow_that_is_published_anew_begins_again_where_the_step_is_gone() -> None:
    state, _ = start(WHOLE, {}, NOON, {})
    other = inline(
        main(end={"type": "hangup"}),
        {"inner": flow_of({"new": say("new", "b"), "b": {"type": "return"}}, "new")},
    )
    _, steps = handle(state, other, PlaybackFinished(1), NOON, {})
    assert heard(steps) == ["new"]
    _, steps = resume(state, other, NOON, {})
    assert heard(steps) == ["new"]


def test_flows_that_lead_into_each_other_are_put_in_so_deep_and_no_deeper() -> None:
    loop = flow_of({"on": {"type": "subflow", "flow": "inner", "next": "b"}, "b": {"type": "return"}}, "on")
    whole = inline(loop, {"inner": loop})
    assert len(whole.nodes) == 12
    state, steps = start(whole, {}, NOON, {})
    assert state.stage == "ended"
    assert any(isinstance(step, Report) and step.code == "flow.unknown_flow" for step in steps)


def test_the_way_of_each_event_is_told() -> None:
    nodes: dict[str, Node] = {
        "up": {"type": "answer", "next": "set"},
        "set": {"type": "set", "variables": {"a": 1}, "next": "menu"},
        "menu": {"type": "menu", "prompts": [{"prompt": "m"}], "keys": {"1": "q"}, "default": "end"},
        "q": {"type": "queue", "queue": "q", "on_nobody": "end"},
        "end": {"type": "hangup"},
    }
    flow = flow_of(nodes, "up")
    state, _ = start(flow, {}, NOON, {})
    assert state.trail == ("", "start", "up", "next", "set", "next", "menu")
    state, _ = handle(state, flow, KeyPressed("9"), NOON, {})
    assert state.trail == ()
    state, _ = handle(state, flow, KeyPressed("1"), NOON, {})
    assert state.trail == ("menu", "keys.1", "q")
    state, _ = handle(state, flow, QueueLeft(state.token, "nobody"), NOON, {})
    assert state.trail == ("q", "on_nobody", "end")
