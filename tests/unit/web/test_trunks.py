"""How a trunk is, and calls that try it: for administrators of its own workspace only."""

from typing import cast

import pytest

from ringwell.adapters.web.api import configuration
from ringwell.adapters.web.live import Problem
from ringwell.calls.ports import TrunkStatus
from ringwell.journeys.commands import TryTrunk
from ringwell.journeys.trunk_spending import TrunkSpent
from ringwell.projects.trunks import TrunkFault
from tests.support.edge import FakeTrunks, RunningEdge, errors_of, problem_of
from tests.support.forms import administrator

FORM = {"name": "main", "server": "sip:provider.example", "user": "u", "registers": True}


async def test_its_state_and_why_it_is_rejected(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    known = cast("FakeTrunks", ringwell.edge.trunks)
    known.said = TrunkStatus(state="rejected", sip_code=403)
    async with administrator(ringwell, acme) as browser:
        trunk = await browser.json("POST", "/trunks", FORM)
        status = await browser.json("GET", f"/trunks/{trunk['trunk_id']}/status")
        assert status == {"state": "rejected", "sip_code": 403}
        assert known.asked == [("trunk-acme-main", None, "sip:u@provider.example")]
        path = f"/api/v1/trunks/{trunk['trunk_id']}"
        async with browser.session.patch(path, json={"disabled": True}, headers={"If-Match": "*"}) as reply:
            assert reply.status == 200
        status = await browser.json("GET", f"/trunks/{trunk['trunk_id']}/status")
        assert status == {"state": "disabled", "sip_code": None}


async def test_a_certificate_is_looked_at_where_there_is_one(
    ringwell: RunningEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the switch said of a server's certificate is old where we do not go there over TLS any more."""
    acme = ringwell.stores.workspaces.add("acme")
    known = cast("FakeTrunks", ringwell.edge.trunks)

    def none(*_: object, **__: object) -> list[TrunkFault]:
        return []

    monkeypatch.setattr(configuration, "faults_of", none)  # as if the switch spoke TLS
    async with administrator(ringwell, acme) as browser:
        for transport in ("tls", "tcp"):
            trunk = await browser.json("POST", "/trunks", FORM | {"name": transport, "transport": transport})
            await browser.json("GET", f"/trunks/{trunk['trunk_id']}/status")
    assert [server for _, server, _ in known.asked] == ["sip:provider.example", None]


async def test_a_call_that_tries_it(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        trunk = await browser.json("POST", "/trunks", FORM)
        path = f"/trunks/{trunk['trunk_id']}/test-calls"
        begun = await browser.json("POST", path, {"number": "22 123 45 67"})
        workspace_id, _, command, _ = ringwell.brain.commands[-1]
        assert isinstance(command, TryTrunk)
        assert (workspace_id, command.trunk_id, command.leg_id, command.number) == (
            acme.workspace_id,
            trunk["trunk_id"],
            begun["test_id"],
            "22 123 45 67",
        )
        assert (await browser.json("GET", f"{path}/{begun['test_id']}"))["outcome"] == "lost"
        ringwell.brain.problem = Problem(code="outgoing.spent")
        async with browser.session.post(f"/api/v1{path}", json={"number": "221234567"}) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (409, "outgoing.spent")


async def test_what_calls_by_it_have_come_to(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as browser:
        trunk = await browser.json("POST", "/trunks", FORM | {"spend_per_day": 5, "spend_per_month": 90})
        assert (trunk["spend_per_day"], trunk["spend_per_month"]) == (5, 90)
        path = f"/trunks/{trunk['trunk_id']}/spending"
        assert await browser.json("GET", path) == {"today": None, "month": None}
        ringwell.brain.spent[str(trunk["trunk_id"])] = TrunkSpent(today=1200, month=61_500)
        assert await browser.json("GET", path) == {"today": 1200, "month": 61_500}
        async with browser.session.post("/api/v1/trunks", json=FORM | {"spend_per_day": 0}) as reply:
            assert {field for field, _ in await errors_of(reply)} == {"spend_per_day"}


async def test_another_workspace_s_trunk_is_none(ringwell: RunningEdge) -> None:
    acme, other = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("other")
    async with administrator(ringwell, acme) as browser:
        trunk = await browser.json("POST", "/trunks", FORM)
    async with administrator(ringwell, other) as browser:
        path = f"/api/v1/trunks/{trunk['trunk_id']}"
        async with browser.session.get(f"{path}/status") as reply:
            assert reply.status == 404
        async with browser.session.get(f"{path}/spending") as reply:
            assert reply.status == 404
        async with browser.session.post(f"{path}/test-calls", json={"number": "221234567"}) as reply:
            assert reply.status == 404
    assert ringwell.brain.commands == []


async def test_one_that_is_known_by_its_address_is_asked_nothing(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    cast("FakeTrunks", ringwell.edge.trunks).said = TrunkStatus(state="unreachable")
    async with administrator(ringwell, acme) as browser:
        trunk = await browser.json("POST", "/trunks", {"name": "main", "addresses": ["203.0.113.7"]})
        status = await browser.json("GET", f"/trunks/{trunk['trunk_id']}/status")
    assert status == {"state": "unknown", "sip_code": None}
