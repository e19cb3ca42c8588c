"""Settings for those who cannot wait for the database each time."""

from ringwell.adapters.web.settings_cache import KEPT_S, SettingsCache
from ringwell.kernel.settings import WorkspaceSettings
from tests.support.edge import RunningEdge


async def test_they_are_read_again_after_a_while_or_a_change(ringwell: RunningEdge) -> None:
    acme, other = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("other")
    decided, now = ringwell.stores.workspaces.decided, [100.0]
    cache = SettingsCache(lambda: now[0])

    async def check() -> str:
        return (await cache.of(ringwell.stores.workspaces, acme.workspace_id)).shift_check

    first = await check()
    decided[acme.workspace_id] = WorkspaceSettings(shift_check="required")
    decided[other.workspace_id] = WorkspaceSettings(shift_check="off")
    now[0] += KEPT_S - 1
    assert await check() == first != "required"
    assert (await cache.of(ringwell.stores.workspaces, other.workspace_id)).shift_check == "off"
    now[0] += 1
    assert await check() == "required"
    decided[acme.workspace_id] = WorkspaceSettings(shift_check="off")
    cache.forget(acme.workspace_id)
    assert await check() == "off"
