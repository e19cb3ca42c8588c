import json

import pytest

from ringwell.flows.model import Flow, MenuNode
from ringwell.flows.problems import Problem
from ringwell.flows.read import read_flow

SMALL = {
    "format": 1,
    "id": "small",
    "language": "en",
    "start": "pick-up",
    "nodes": {"pick-up": {"type": "answer", "next": "bye"}, "bye": {"type": "hangup"}},
}


def with_node(node: object) -> bytes:
    return json.dumps({**SMALL, "nodes": {**SMALL["nodes"], "odd": node}}).encode()  # pyright: ignore


def only_problem(document: bytes) -> Problem:
    problems = read_flow(document)
    assert isinstance(problems, list)
    assert len(problems) == 1
    return problems[0]


def test_a_document_is_read_with_its_defaults() -> None:
    menu = {"type": "menu", "prompts": [{"prompt": "menu-shop"}], "keys": {"1": "bye"}, "default": "bye"}
    flow = read_flow(with_node(menu))
    assert isinstance(flow, Flow)
    node = flow.nodes["odd"]
    assert isinstance(node, MenuNode)
    assert (node.retries, node.timeout_seconds, node.repeat_key) == (2, 6, None)


@pytest.mark.parametrize(
    ("node", "code", "params"),
    [
        ({"type": "hangup", "colour": "red"}, "flow.unknown_field", {"field": "colour", "at": "$"}),
        ({"type": "answer"}, "flow.missing_field", {"field": "next", "at": "$"}),
        ({"next": "bye"}, "flow.missing_field", {"field": "type", "at": "$"}),
        ({"type": "dance"}, "flow.unknown_type", {"field": "dance", "at": "$.type"}),
        ({"type": "answer", "next": 7}, "flow.wrong_type", {"expected": "str", "got": "int", "at": "$.next"}),
        ("answer", "flow.wrong_type", {"expected": "object", "got": "str", "at": "$"}),
        (
            {"type": "queue", "queue": "q", "priority": 11},
            "flow.out_of_range",
            {"limit": "`int` <= 10", "at": "$.priority"},
        ),
        (
            {"type": "queue", "queue": ""},
            "flow.empty_value",
            {"field": "queue", "at": "$.queue"},
        ),
    ],
)
def test_a_wrong_shape_names_the_node_and_the_place(node: object, code: str, params: dict[str, str]) -> None:
    assert only_problem(with_node(node)) == Problem(code, "odd", params)


def test_all_bad_nodes_are_named_at_once() -> None:
    document = {**SMALL, "nodes": {"a": {"type": "x"}, "b": {"type": "hangup"}, "c": {}}}
    problems = read_flow(json.dumps(document).encode())
    assert isinstance(problems, list)
    assert [problem.node for problem in problems] == ["a", "c"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", "flow.not_json"),
        (b"\xff\xfe{}", "flow.not_json"),
        (b"{" * 100_000, "flow.not_json"),
        (b"[" * 100_000, "flow.wrong_type"),
        (b" " * 1_100_000, "flow.too_large"),
        (json.dumps({**SMALL, "format": 2}).encode(), "flow.unknown_format"),
        (json.dumps({**SMALL, "nodes": {str(n): {} for n in range(2500)}}).encode(), "flow.too_many_nodes"),
        (json.dumps({**SMALL, "nodes": {"n" * 65: {}}}).encode(), "flow.out_of_range"),
    ],
)
def test_a_document_that_cannot_be_read(document: bytes, code: str) -> None:
    assert only_problem(document).code == code


def test_deep_nesting_inside_a_node_is_a_problem_not_a_crash() -> None:
    deep = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
    document = (
        b'{"format":1,"id":"x","language":"en","start":"a","nodes":{"a":{"type":"hangup","note":'
        + deep
        + b"}}}"
    )
    assert isinstance(read_flow(document), list)
