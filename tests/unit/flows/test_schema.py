import json
from pathlib import Path

import jsonschema
import pytest

from ringwell.flows.schema import flow_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "flow.schema.json"


def test_the_published_schema_is_the_model() -> None:
    assert PUBLISHED.read_bytes() == flow_schema(), "run script/schemas"


def check(node: dict[str, object]) -> None:
    document = {"format": 1, "id": "x", "language": "en", "start": "a", "nodes": {"a": node}}
    jsonschema.validate(document, json.loads(flow_schema()))  # pyright: ignore[reportUnknownMemberType]


def test_the_schema_takes_what_the_model_takes() -> None:
    check({"type": "hangup", "prompts": [{"prompt": "closed"}]})
    check({"type": "menu", "prompts": [{"prompt": "x"}], "keys": {"#": "a"}, "default": "a"})


@pytest.mark.parametrize(
    "node",
    [
        {"type": "dance"},
        {"type": "answer"},
        {"type": "hangup", "colour": "red"},
        {"type": "menu", "prompts": [{"prompt": "x"}], "keys": {"A": "a"}, "default": "a"},
    ],
)
def test_the_schema_refuses_what_the_model_refuses(node: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check(node)
