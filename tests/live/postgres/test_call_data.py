"""What callers entered: found again by a brain that starts, sealed, of one workspace, and gone with its person."""

import pytest

from ringwell.kernel import ids as kinds
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, whole_call
from tests.support.store import Story, new_workspace

pytestmark = pytest.mark.live


async def test_what_is_kept_is_found_until_its_person_is_erased(stores: Stores) -> None:
    workspace_id, stranger = await new_workspace(stores), await new_workspace(stores)
    caller = await stores.directory.identify(workspace_id, "+48221234567", region="PL")
    agent, queue = stores.ids.new(kinds.AGENT), stores.ids.new(kinds.QUEUE)
    known, unknown = (CallIds(stores.ids, agent, queue, each) for each in (caller.contact_id, None))
    both = [known.interaction, unknown.interaction]
    story = Story(workspace_id, stores.ids)
    for call in (known, unknown):
        await stores.log.append(workspace_id, whole_call(story, call))
        await stores.call_data.keep(workspace_id, call.interaction, {"order": "4711"})
    await stores.call_data.keep(workspace_id, known.interaction, {"order": "4711", "due": 12, "ready": True})
    assert await stores.call_data.of(workspace_id, both) == {
        known.interaction: {"order": "4711", "due": 12, "ready": True},
        unknown.interaction: {"order": "4711"},
    }
    assert await stores.call_data.of(stranger, both) == {}
    await stores.directory.erase(workspace_id, caller.contact_id, SYSTEM)
    assert await stores.call_data.of(workspace_id, both) == {unknown.interaction: {"order": "4711"}}


async def test_nothing_is_kept_of_a_call_that_is_not_in_the_log(stores: Stores) -> None:
    workspace_id = await new_workspace(stores)
    with pytest.raises(NotFound):
        await stores.call_data.keep(workspace_id, stores.ids.new(kinds.INTERACTION), {"order": "4711"})
