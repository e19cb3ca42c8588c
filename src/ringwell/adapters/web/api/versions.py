"""Versions of things as `ETag` and `If-Match`, so that nobody overwrites what they have not seen."""

import re
from typing import Annotated, Final

from fastapi import Depends, Header, Response

from ringwell.adapters.web.problems import ApiProblem

_ETAG: Final = re.compile(r'(?:W/)?"(\d{1,9})"')

IfMatchHeader = Annotated[
    str | None,
    Header(alias="If-Match", description='The ETag that the change was made from, such as "3"; * for any.'),
]


def put_etag(response: Response, version: int) -> None:
    """Say which version was sent."""
    response.headers["ETag"] = f'"{version}"'


def _version(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise ApiProblem(400, "if_match_malformed")
    return int(found[1])


def _required(if_match: IfMatchHeader = None) -> int | None:
    if if_match is None:
        raise ApiProblem(428, "if_match_missing")
    return _version(if_match)


def _wanted(if_match: IfMatchHeader = None) -> int | None:
    return _version(if_match)


Seen = Annotated[int | None, Depends(_required)]
"""The version that a change was made from. The header must be there; None where it is `*`."""
SeenIfTold = Annotated[int | None, Depends(_wanted)]
"""The same; the header may be absent."""
