"""How a trunk is now, and a call that tries it."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter
from pydantic import StringConstraints

from ringwell.adapters.web.api.shapes import Body, View, known_id
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import ApiProblem
from ringwell.calls.ports import TrunkState
from ringwell.journeys.commands import TryTrunk
from ringwell.journeys.unlogged import TestOutcome
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import EVENT, LEG, TRUNK
from ringwell.projects.model import Trunk
from ringwell.projects.trunks import registered_as

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["configuration"])


class TrunkStatusView(View):
    """`sip_code` is what its server said to our registration, where it rejected it."""

    state: TrunkState
    sip_code: int | None


class TrunkSpendingView(View):
    """What calls by it have come to, in thousandths of the workspace's money; those that talk now as if they ended now. Null: it is being counted."""

    today: int | None
    month: int | None


class NewTestCall(Body):
    """The number to call, as one writes it."""

    number: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[+0-9 ()./-]{2,40}$")]


class TestCallBegun(View):
    test_id: str


class TestCallView(View):
    """`lost`: the brain that made it is not there any more. `sip_code` and `cause` (Q.850) as the other side said; `took_ms` until it was decided."""

    outcome: TestOutcome | Literal["lost"]
    sip_code: int | None
    cause: int | None
    took_ms: int


@router.get("/trunks/{trunk_id}/status")
@allow("administrator")
async def read_trunk_status(edge: UseEdge, who: Who, trunk_id: str) -> TrunkStatusView:
    """How it is now: registered, rejected and why, its server reachable or not, or known by a certificate that is not taken."""
    trunk = await _known(edge, who, trunk_id)
    if trunk.disabled:
        return TrunkStatusView(state="disabled", sip_code=None)
    workspace = await edge.stores.workspaces.read(who.workspace_id)
    registered = registered_as(trunk.server or "", trunk.user or "") if trunk.registers else None
    protected = trunk.server if trunk.transport == "tls" else None
    status = await edge.trunks.status(trunk.at_switch(workspace.slug), protected, registered)
    if trunk.server is None and status.state == "unreachable":
        return TrunkStatusView(
            state="unknown", sip_code=None
        )  # known by its address alone, it is asked nothing
    return TrunkStatusView.model_validate(msgspec.to_builtins(status))


@router.get("/trunks/{trunk_id}/spending")
@allow("administrator")
async def read_trunk_spending(edge: UseEdge, who: Who, trunk_id: str) -> TrunkSpendingView:
    """What calls by it have come to in the workspace's day and month."""
    trunk = await _known(edge, who, trunk_id)
    spent = await edge.door.trunk_spent(who.workspace_id, trunk.trunk_id)
    if spent is None:
        return TrunkSpendingView(today=None, month=None)
    return TrunkSpendingView(today=spent.today, month=spent.month)


@router.post("/trunks/{trunk_id}/test-calls", status_code=202)
@allow("administrator")
async def begin_test_call(edge: UseEdge, who: Who, trunk_id: str, asked: NewTestCall) -> TestCallBegun:
    """Call a number by this trunk; who answers is hung up at once. It obeys the limits of calls to the outside."""
    trunk, leg_id = await _known(edge, who, trunk_id), edge.ids.new(LEG)
    command = TryTrunk(trunk_id=trunk.trunk_id, leg_id=leg_id, number=asked.number)
    problem = await edge.door.command(who.workspace_id, who.actor, command, edge.ids.new(EVENT))
    if problem is not None:
        raise ApiProblem(409, problem.code, problem.params)
    return TestCallBegun(test_id=leg_id)


@router.get("/trunks/{trunk_id}/test-calls/{test_id}")
@allow("administrator")
async def read_test_call(edge: UseEdge, who: Who, trunk_id: str, test_id: str) -> TestCallView:
    """How it went."""
    trunk = await _known(edge, who, trunk_id)
    test = await edge.door.trunk_test(who.workspace_id, known_id(test_id, LEG))
    if test is None or test.trunk_id != trunk.trunk_id:
        return TestCallView(outcome="lost", sip_code=None, cause=None, took_ms=0)
    return TestCallView(outcome=test.outcome, sip_code=test.sip_code, cause=test.cause, took_ms=test.took_ms)


async def _known(edge: Edge, who: Identity, trunk_id: str) -> Trunk:
    """Raises NotFound for one of another workspace."""
    found = await edge.stores.editor.read(who.workspace_id, "trunks", known_id(trunk_id, TRUNK))
    if not isinstance(found.entity, Trunk):
        raise NotFound
    return found.entity
