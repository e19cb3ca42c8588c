"""Drafts of flows that two people draw, drafts that can be called, and how calls went through what is published."""

from datetime import UTC, datetime, timedelta

import pytest

from ringwell.calls.messages import FlowStepped, InteractionEnded, InteractionStarted
from ringwell.flows.drafts import NodeCount, WayCount
from ringwell.journeys.config import FlowHead
from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound, VersionConflict
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.stores import Stores
from tests.support.rows import trial_of
from tests.support.store import Story

pytestmark = pytest.mark.live


@pytest.fixture
async def flow_id(stores: Stores, workspace_id: str) -> str:
    head = FlowHead(flow_id=stores.ids.new(kinds.FLOW), name="Shop")
    await stores.config.create(workspace_id, head, SYSTEM)
    await stores.config.publish_flow(workspace_id, head.flow_id, {"nodes": {"published": {}}}, SYSTEM)
    return head.flow_id


async def test_who_saves_what_they_have_not_seen_is_told(
    stores: Stores, workspace_id: str, flow_id: str
) -> None:
    assert await stores.drafts.read(workspace_id, flow_id) is None
    first = await stores.drafts.save(workspace_id, flow_id, {"a": 1}, 1, "usr_anna", if_revision=0)
    assert (first.revision, first.saved_by) == (1, "usr_anna")
    with pytest.raises(VersionConflict) as told:
        await stores.drafts.save(workspace_id, flow_id, {"b": 1}, 1, "usr_ben", if_revision=0)
    assert told.value.params["current"] == 1
    kept = await stores.drafts.read(workspace_id, flow_id)
    assert kept is not None
    assert kept.document == {"a": 1}
    await stores.drafts.save(workspace_id, flow_id, {"b": 1}, 1, "usr_ben", if_revision=1)
    with pytest.raises(VersionConflict):
        await stores.drafts.discard(workspace_id, flow_id, if_revision=1)
    await stores.drafts.discard(workspace_id, flow_id, if_revision=2)
    assert await stores.drafts.read(workspace_id, flow_id) is None
    with pytest.raises(NotFound):
        await stores.drafts.read(workspace_id, stores.ids.new(kinds.FLOW))


async def test_a_draft_can_be_called_for_a_while_beside_what_is_published(
    stores: Stores, workspace_id: str, flow_id: str
) -> None:
    first = await stores.drafts.begin_trial(workspace_id, trial_of(flow_id), {"nodes": {"drawn": {}}})
    second = await stores.drafts.begin_trial(workspace_id, trial_of(flow_id, -1, "*99000000002"), {})
    assert (first.version, second.version) == (-1, -2)
    config = await stores.config.load(workspace_id)
    assert config.flows[flow_id].version == 1
    assert list(config.trials) == [first.number]
    trial = config.trials[first.number]
    assert (trial.flow.version, trial.flow.document, trial.language) == (-1, {"nodes": {"drawn": {}}}, "pl")
    assert [each.version for each in await stores.config.flow_versions(workspace_id, flow_id)] == [1]
    published = await stores.config.publish_flow(workspace_id, flow_id, {}, SYSTEM)
    assert published.version == 2
    kept = await stores.config.published(workspace_id, [(flow_id, -1)])
    assert [each.version for each in kept] == [-1]


async def test_ways_and_those_who_left_are_counted(stores: Stores, workspace_id: str, flow_id: str) -> None:
    async def call(version: int, *trails: tuple[str, ...], left: bool) -> None:
        interaction_id = stores.ids.new(kinds.INTERACTION)
        story = Story(workspace_id, stores.ids)
        story.now = datetime.now(UTC)
        started = InteractionStarted(
            leg_id=stores.ids.new(kinds.LEG),
            switch_id="sw_1",
            number_id=None,
            project_id=None,
            client_id=None,
            flow_id=flow_id,
            flow_version=version,
            short_ref="ABC234",
        )
        stepped = [FlowStepped(node=each[-1], state={"trail": list(each)}) for each in trails]
        ended = [InteractionEnded(result="abandoned_in_flow", ended_by="caller")] if left else []
        events = story.tell(started, *stepped, *ended, interaction_id=interaction_id)
        await stores.log.append(workspace_id, events)

    begun = ("", "start", "hello", "next", "menu")
    await call(1, begun, ("menu", "keys.1", "queue"), left=False)
    await call(1, begun, left=True)
    await call(-1, begun, left=True)
    traffic = await stores.traffic.of(workspace_id, flow_id, datetime.now(UTC) - timedelta(hours=1))
    assert traffic.calls == 2
    assert set(traffic.ways) == {
        WayCount("", "start", "hello", 2),
        WayCount("hello", "next", "menu", 2),
        WayCount("menu", "keys.1", "queue", 1),
    }
    assert set(traffic.nodes) == {NodeCount("menu", 0, 1), NodeCount("queue", 1, 0)}
    later = await stores.traffic.of(workspace_id, flow_id, datetime.now(UTC) + timedelta(hours=1))
    assert later.calls == 0
