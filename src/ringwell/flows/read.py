"""From bytes that somebody uploaded to a flow, or to the problems that name what is wrong where."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from ringwell.flows.model import FORMAT, MAX_DOCUMENT_BYTES, MAX_NODES, AnyNode, Flow
from ringwell.flows.parts import NodeId
from ringwell.flows.problems import Problem


class _Outline(msgspec.Struct, forbid_unknown_fields=True):
    """A document whose nodes are still to be read one by one, so that a bad one can be named."""

    format: int
    id: str
    language: str
    start: str
    nodes: dict[NodeId, msgspec.Raw]
    name: str = ""
    layout: msgspec.Raw = msgspec.Raw(b"{}")


def read_flow(document: bytes) -> Flow | list[Problem]:
    """The flow that a JSON document describes, or at least one problem. The shape only: see validate."""
    if len(document) > MAX_DOCUMENT_BYTES:
        return [Problem("flow.too_large", None, {"bytes": len(document), "limit": MAX_DOCUMENT_BYTES})]
    try:
        outline = msgspec.json.decode(document, type=_Outline)
    except msgspec.ValidationError as error:
        return [_shape_problem(None, str(error))]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return [Problem("flow.not_json")]
    if outline.format != FORMAT:
        return [Problem("flow.unknown_format", None, {"format": outline.format, "known": FORMAT})]
    if len(outline.nodes) > MAX_NODES:
        return [Problem("flow.too_many_nodes", None, {"nodes": len(outline.nodes), "limit": MAX_NODES})]
    return _read_nodes(document, outline)


def flow_of(document: Mapping[str, object]) -> Flow:
    """The flow of a stored document, which was read and validated before it was stored."""
    return msgspec.convert(document, Flow)


def _read_nodes(document: bytes, outline: _Outline) -> Flow | list[Problem]:
    problems: list[Problem] = []
    for node_id, raw in outline.nodes.items():
        try:
            msgspec.json.decode(raw, type=AnyNode)
        except msgspec.ValidationError as error:
            problems.append(_shape_problem(node_id, str(error)))
        except (msgspec.DecodeError, RecursionError):
            problems.append(Problem("flow.not_json", node_id))
    if problems:
        return problems
    try:
        return msgspec.json.decode(document, type=Flow)
    except msgspec.ValidationError as error:
        return [_shape_problem(None, str(error))]


def _field(match: re.Match[str], place: str) -> dict[str, str | int]:
    return {"field": match[1], "at": place}


def _expected(match: re.Match[str], place: str) -> dict[str, str | int]:
    return {"expected": match[1], "got": match[2], "at": place}


def _place(_: re.Match[str], place: str) -> dict[str, str | int]:
    return {"field": place.rpartition(".")[2], "at": place}


def _limit(match: re.Match[str], place: str) -> dict[str, str | int]:
    return {"limit": match[1], "at": place}


_Params = Callable[[re.Match[str], str], dict[str, str | int]]
_SHAPES: Final[tuple[tuple[str, re.Pattern[str], _Params], ...]] = (
    ("flow.unknown_field", re.compile(r"Object contains unknown field `(.*?)`"), _field),
    ("flow.missing_field", re.compile(r"Object missing required field `(.*?)`"), _field),
    ("flow.unknown_type", re.compile(r"Invalid value '(.*?)'"), _field),
    ("flow.wrong_type", re.compile(r"Expected `(.*?)`, got `(.*?)`"), _expected),
    ("flow.empty_value", re.compile(r"Expected `str` of length >= 1$"), _place),
    ("flow.out_of_range", re.compile(r"Expected (.*)"), _limit),
)


def _shape_problem(node: str | None, message: str) -> Problem:
    """Turn the decoder's English sentence into a code and parameters."""
    told, _, place = message.partition(" - at `")
    at = place.rstrip("`") or "$"
    for code, pattern, params in _SHAPES:
        match = pattern.search(told)
        if match:
            return Problem(code, node, params(match, at))
    return Problem("flow.wrong_shape", node, {"at": at})
