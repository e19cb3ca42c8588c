"""How many node steps a second the flow interpreter makes on one core, every kind of decision in it, as a call makes them."""

import time
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from bench.figures import Figure, spread
from ringwell.flows.hours import WEEKDAYS, Calendar, Interval
from ringwell.flows.interpret import handle, start
from ringwell.flows.messages import FlowEvent, KeyPressed, PlaybackFinished, QueueLeft
from ringwell.flows.model import Flow
from ringwell.flows.state import CallerFacts, FlowState, Known, QueueStatus

CALLS: Final = 2000
ROUNDS: Final = 5
GOAL: Final = ">= 20000"
NOON: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
CALENDARS: Final = {"c": Calendar("Europe/Warsaw", {day: (Interval("09:00", "18:00"),) for day in WEEKDAYS})}

Node = dict[str, Any]


def document(blocks: int) -> dict[str, Any]:
    """A greeting, then blocks of menu, hours, conditions, a lot and a variable, and a queue at the end."""
    nodes: dict[str, Node] = {
        "in": {"type": "answer", "next": "hello"},
        "hello": {"type": "say", "prompts": [{"prompt": "greeting-shop"}], "next": "menu-0"},
        "queue": {"type": "queue", "queue": "q", "on_nobody": "bye"},
        "bye": {"type": "hangup", "prompts": [{"prompt": "thank-you-goodbye"}]},
    }
    for block in range(blocks):
        after = f"menu-{block + 1}" if block + 1 < blocks else "queue"
        condition = {"fact": "waiting", "of": "q", "compare": "below", "value": 5}
        nodes |= {
            f"menu-{block}": {
                "type": "menu",
                "prompts": [{"prompt": "menu-shop"}],
                "keys": {"1": f"hours-{block}", "2": "queue"},
                "default": "queue",
            },
            f"hours-{block}": {"type": "hours", "calendar": "c", "open": f"if-{block}", "closed": "bye"},
            f"if-{block}": {
                "type": "branch",
                "ways": [{"when": [condition, {"fact": "known"}], "next": f"lot-{block}"}],
                "otherwise": "queue",
            },
            f"lot-{block}": {
                "type": "split",
                "shares": [{"percent": 50, "next": f"set-{block}"}, {"percent": 50, "next": f"set-{block}"}],
            },
            f"set-{block}": {"type": "set", "variables": {f"v{block}": block}, "next": after},
        }
    return {"format": 1, "id": "f", "language": "en", "start": "in", "nodes": nodes}


def _walk(flow: Flow, call: int) -> int:
    """One call to its end, its state kept and read again at each event as the floor does; how many nodes it came by."""
    known = Known(CallerFacts(known=True), lambda _: QueueStatus(1, 2, 0), f"int_{call}")
    state, _ = start(flow, {"language": "pl"}, NOON, CALENDARS, known)
    nodes = len(state.trail) // 2
    while state.stage != "ended":
        kept: object = msgspec.to_builtins(state)
        state = msgspec.convert(kept, FlowState)
        state, _ = handle(state, flow, _next(state), NOON, CALENDARS, known)
        nodes += len(state.trail) // 2
    return nodes


def _next(state: FlowState) -> FlowEvent:
    if state.stage == "queued":
        return QueueLeft(state.token, "nobody")
    return KeyPressed("1") if state.node.startswith("menu") else PlaybackFinished(state.token)


async def measure() -> list[Figure]:
    flow = msgspec.convert(document(blocks=6), Flow)
    rates: list[float] = []
    for _ in range(ROUNDS):
        begun, nodes = time.process_time(), 0
        for call in range(CALLS):
            nodes += _walk(flow, call)
        rates.append(nodes / (time.process_time() - begun))
    note = f"{CALLS} calls through {len(flow.nodes)} nodes, time of this process; {spread(rates)}"
    return [
        Figure(figure="flow interpreter", value=min(rates), unit="node steps/s/core", goal=GOAL, note=note)
    ]
