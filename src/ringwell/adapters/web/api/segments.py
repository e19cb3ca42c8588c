"""Segments of callers beside the five verbs: their lists of numbers, and which segment a number belongs to."""

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from ringwell.adapters.web.api.shapes import Body, Language, Line, Name, View, known_id
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import FieldProblem
from ringwell.customers.segments import (
    MOST,
    CallerPast,
    CallerSegment,
    CallerTraits,
    SegmentRule,
    numbers_in,
    segment_of,
)
from ringwell.kernel import ids

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["configuration"])

LINES_SHOWN: Final = 100
"""Of lines that hold no number so many are told."""
Days = Annotated[int, Field(ge=1, le=3650)]
Prefix = Annotated[str, StringConstraints(pattern=r"^\+[0-9]{1,15}$")]


class Rule(Body):
    """All that is told must be so. `known`: a contact from before; `key`: a key customer; `owned`: somebody has the account; `prefixes`: how the
    number begins; `languages`: the one on the card; `open_promise`: something is owed; `blocked_before`: was once kept out; `listed`: the number
    is on this segment's list."""

    known: bool | None = None
    key: bool | None = None
    owned: bool | None = None
    prefixes: Annotated[tuple[Prefix, ...], Field(max_length=50)] = ()
    languages: Annotated[tuple[Language, ...], Field(max_length=3)] = ()
    called_within_days: Days | None = None
    gave_up_within_days: Days | None = None
    open_promise: bool = False
    blocked_before: bool = False
    listed: bool = False


class NewCallerSegment(Body):
    """What the workspace calls some of its callers. A caller belongs to the first segment that fits, by `place`."""

    name: Name
    place: Annotated[int, Field(ge=1, le=1000)] = 1
    rule: Rule


class CallerSegmentView(View):
    caller_segment_id: str
    name: str
    place: int
    rule: Rule
    version: int


def faults_of(segment: CallerSegment, others: int) -> list[FieldProblem]:
    """What is wrong with a segment beside so many others."""
    faults: list[FieldProblem] = []
    if segment.rule == SegmentRule():
        faults.append(FieldProblem(field="rule", code="segment_of_nobody", params={}))
    if others >= MOST:
        faults.append(FieldProblem(field="", code="too_many_segments", params={"most": MOST}))
    return faults


class SegmentCounts(View):
    """How many numbers each segment's list has, by its id."""

    counts: dict[str, int]


class NumbersToList(Body):
    """Numbers, one a line; so many as fit into one request: a longer list comes in several."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


class NumbersListed(View):
    """`added` were not there yet, `there` were. `faulty`: the lines, from 1, that hold no number; the first hundred of `wrong`."""

    added: int
    there: int
    wrong: int
    faulty: list[int]


class NumberToTry(Body):
    to: Annotated[Line, StringConstraints(min_length=1, max_length=40)]


class SegmentFound(View):
    """`caller_segment_id`: null where no segment fits. `known`: whether it is a contact's number."""

    caller_segment_id: str | None
    name: str | None
    known: bool


@router.get("/segment-counts")
@allow("administrator", "supervisor")
async def count_segment_numbers(edge: UseEdge, who: Who) -> SegmentCounts:
    return SegmentCounts(counts=dict(await edge.stores.segment_numbers.counts(who.workspace_id)))


@router.post("/segments/{caller_segment_id}/numbers")
@allow("administrator")
async def list_numbers_in_segment(
    edge: UseEdge, who: Who, caller_segment_id: str, body: NumbersToList
) -> NumbersListed:
    """Put numbers on the segment's list; who has them belongs to it by `listed`. Lines without a number are left out and told."""
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    # It takes a while, and the edge carries calls' signalling meanwhile.
    numbers, faulty = await asyncio.to_thread(numbers_in, body.text, settings.region)
    segment_id = known_id(caller_segment_id, ids.CALLER_SEGMENT)
    added = await edge.stores.segment_numbers.add(who.workspace_id, segment_id, numbers, who.actor)
    return NumbersListed(
        added=added, there=len(numbers) - added, wrong=len(faulty), faulty=faulty[:LINES_SHOWN]
    )


@router.delete("/segments/{caller_segment_id}/numbers", status_code=204)
@allow("administrator")
async def empty_segment(edge: UseEdge, who: Who, caller_segment_id: str) -> Response:
    """Take all numbers off the segment's list."""
    segment_id = known_id(caller_segment_id, ids.CALLER_SEGMENT)
    await edge.stores.segment_numbers.empty(who.workspace_id, segment_id, who.actor)
    return Response(status_code=204)


@router.post("/segments/try")
@allow("administrator", "supervisor", keeps_answer=False)
async def try_number(edge: UseEdge, who: Who, body: NumberToTry) -> SegmentFound:
    """Which segment a caller from this number would be in now."""
    config = await edge.stores.config.load(who.workspace_id)
    caller = await edge.stores.segment_numbers.look(who.workspace_id, body.to, region=config.settings.region)
    traits = CallerTraits(
        number=body.to,
        known=caller.known,
        key=caller.key_customer,
        owned=caller.owner_agent_id is not None,
        language=caller.language,
        past=caller.past or CallerPast(),
    )
    found = segment_of(config.segments.values(), traits, config.settings.region, edge.now())
    return SegmentFound(
        caller_segment_id=found.caller_segment_id if found else None,
        name=found.name if found else None,
        known=caller.known,
    )
