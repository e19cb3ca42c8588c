"""From a look-up's step to the question that is put to the service, with what the call knows in it."""

import zlib
from collections.abc import Mapping

import msgspec

from ringwell.flows.messages import HttpQuestion, Question, SqlQuestion, Value
from ringwell.flows.model import LookUpNode, QueryNode
from ringwell.flows.template import filled, filled_line, filled_url


def question_of(node: LookUpNode | QueryNode, values: Mapping[str, Value], lot: str) -> Question:
    """The question of a call whose lot this is. NoValue, UnsafeValue."""
    if isinstance(node, QueryNode):
        parameters = tuple(filled(each, values) for each in node.parameters)
        return SqlQuestion(node.service, node.sql, parameters, node.results, node.timeout_seconds)
    url = filled_url(node.url, values)
    body = {name: filled(each, values) for name, each in node.body.items()}
    headers = {name: filled_line(each, values) for name, each in node.headers.items()}
    return HttpQuestion(
        url=url,
        method=node.method,
        service=node.service,
        headers=headers,
        body=body if node.method == "POST" else None,
        results=node.results,
        seconds=node.timeout_seconds,
        key=f"{lot}-{zlib.crc32(msgspec.json.encode((url, body))):08x}",
    )
