"""Read the demo's flows and opening hours, and put the ids of the workspace in the place of their names."""

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from ringwell.flows.bind import Names, bind
from ringwell.flows.hours import Calendar
from ringwell.flows.model import Flow

FOLDER: Final = Path(__file__).parent
FLOW_OF_NUMBER: Final = {
    "1000": "shop-main",
    "1001": "shop-queue",
    "1002": "bank-ru",
    "1003": "bank-pl",
    "1004": "shop-self-service",
    "1009": "shop-closed",
}
"""Which demo flow a caller of each demo number meets."""

LANGUAGE_OF_NUMBER: Final = {
    "1000": "en",
    "1001": "en",
    "1002": "ru",
    "1003": "pl",
    "1004": "en",
    "1009": "en",
}


@cache
def demo_flows() -> dict[str, Flow]:
    """The flows by their document id, still with names in the place of ids."""
    flows = (msgspec.json.decode(path.read_bytes(), type=Flow) for path in FOLDER.glob("flows/*.json"))
    return {flow.id: flow for flow in flows}


@cache
def demo_calendars() -> dict[str, Calendar]:
    """The opening hours by name: `shop`, `bank` (both round the clock, so that a demo never closes), `never`."""
    paths = FOLDER.glob("hours/*.json")
    return {path.stem: msgspec.json.decode(path.read_bytes(), type=Calendar) for path in paths}


def bound_demo_flow(name: str, names: Names) -> dict[str, object]:
    """The document of one demo flow with a workspace's ids, as it is stored."""
    return msgspec.to_builtins(bind(demo_flows()[name], names))
