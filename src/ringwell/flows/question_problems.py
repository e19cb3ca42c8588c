"""What is wrong with the question of a look-up, as far as its words tell."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from ringwell.flows.model import LookUpNode, QueryNode
from ringwell.flows.problems import Problem

ServiceKind = Literal["http", "sql"]
HEADER: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
OURS: Final = frozenset(
    {
        "host",
        "content-length",
        "content-type",
        "transfer-encoding",
        "connection",
        "accept-encoding",
        "expect",
        "te",
        "upgrade",
    }
)
"""Headers that belong to how a request is sent."""
PARAMETER: Final = re.compile(r"\$(\d+)")
QUERY: Final = re.compile(r"(?:select|with|values|table)\b", re.IGNORECASE)
"""How a statement begins that has rows for an answer and, in a transaction that only reads, does nothing else."""
PATH: Final = re.compile(r"[a-z0-9_A-Z-]+(\.[a-z0-9_A-Z-]+)*")


def question_problems(
    node_id: str, node: LookUpNode | QueryNode, services: Mapping[str, ServiceKind]
) -> Iterator[Problem]:
    """Errors only: whoever asks would ask in vain."""
    kind: ServiceKind = "sql" if isinstance(node, QueryNode) else "http"
    if node.service is not None and services.get(node.service) != kind:
        yield Problem("flow.unknown_service", node_id, {"service": node.service})
    for name, place in node.results.items():
        if not PATH.fullmatch(place):
            yield Problem("flow.wrong_result", node_id, {"variable": name, "path": place})
    if isinstance(node, QueryNode):
        yield from _sql_problems(node_id, node)
    else:
        yield from _http_problems(node_id, node)


def is_query(sql: str) -> bool:
    """Whether the statement asks. Others, such as COPY and DO, do things that no reading transaction keeps them from.
    Comments may stand before it, but none within another."""
    rest = sql
    while rest := rest.lstrip(" \t\r\n("):
        if rest.startswith("--"):
            rest = re.split(r"[\r\n]", rest, maxsplit=1)[-1] if re.search(r"[\r\n]", rest) else ""
        elif rest.startswith("/*"):
            comment, _, rest = rest[2:].partition("*/")
            if "/*" in comment:
                return False
        else:
            return QUERY.match(rest) is not None
    return False


def _sql_problems(node_id: str, node: QueryNode) -> Iterator[Problem]:
    if not is_query(node.sql):
        yield Problem("flow.not_a_query", node_id, {})
    named = {int(number) for number in PARAMETER.findall(node.sql)}
    if named != set(range(1, len(node.parameters) + 1)):
        yield Problem(
            "flow.wrong_parameters", node_id, {"given": len(node.parameters), "named": max(named, default=0)}
        )


def _http_problems(node_id: str, node: LookUpNode) -> Iterator[Problem]:
    if not (_is_within(node.url) if node.service else _is_whole(node.url)):
        yield Problem("flow.wrong_url", node_id, {"url": node.url})
    if node.body and node.method != "POST":
        yield Problem("flow.body_needs_post", node_id)
    for name in node.headers:
        if not HEADER.fullmatch(name) or name.casefold() in OURS:
            yield Problem("flow.wrong_header", node_id, {"header": name})


def _is_within(url: str) -> bool:
    """A path below the service's address: it leads to no other host and to no folder above."""
    path = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
    return (
        url.startswith("/")
        and not url.startswith("//")
        and ".." not in path.split("/")
        and "\\" not in url + path
    )


def _is_whole(url: str) -> bool:
    """Nothing that is known of the call chooses whom we ask."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return False
    named = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return named and not any(each in parts.netloc for each in "{}\\ ")
