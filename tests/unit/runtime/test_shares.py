"""Connections to the switch while a partition goes to another brain."""

import asyncio
from collections.abc import Collection, Iterable
from typing import Any

from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.runtime.logs import get_log
from ringwell.runtime.shares import Shares
from ringwell.runtime.tasks import Tasks


class Switch:
    """Notes whom it serves."""

    def __init__(self) -> None:
        self.serves: set[str] = set()

    async def __aenter__(self) -> "Switch":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def serve(self, workspaces: Iterable[WorkspaceRoutes], *, anew: bool = False) -> None:
        self.serves = {each.workspace_id for each in workspaces}

    async def settle(self, workspace_ids: Collection[str]) -> None:
        return None

    def give(self, workspace_ids: Collection[str]) -> None:
        self.serves -= set(workspace_ids)


def routes(workspace_id: str, partition: int) -> WorkspaceRoutes:
    return WorkspaceRoutes(workspace_id, partition, "en", 10, (), (), {})


async def test_a_partition_that_goes_is_not_served_anew_by_a_reload_meanwhile() -> None:
    log, faults = get_log("test"), list[BaseException]()
    switch: Any = Switch()
    tasks = Tasks(log, failed=faults.append)
    shares = Shares(
        lambda _share, _replaced: switch,
        routes=lambda: [routes("wsp_1", 1), routes("wsp_2", 2)],
        lost=lambda _: None,
        tasks=tasks,
        log=log,
    )
    async with shares:
        await shares.connect(shares.begin([1, 2]))
        assert switch.serves == {"wsp_1", "wsp_2"}
        await shares.settle(1, ["wsp_1"])
        await shares.serve()  # the lease is not released yet, and somebody has changed a configuration
        assert switch.serves == {"wsp_2"}
    await tasks.stop()
    assert not faults
