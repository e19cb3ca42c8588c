"""The brain's connections to the switch: one for the partitions that came to it together.

What comes later has a connection of its own, so that the calls of what is here already are not interrupted by a connect.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Final, Self

from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.runtime.logs import Log
from ringwell.runtime.tasks import Tasks

DEAF_S: Final = 15.0
"""Who has not heard the switch for so long can do nothing for those who wait, whatever the lease says."""
SETTLE_S: Final = 1.0
"""So long what was ordered is waited for before a partition goes. The rest is not done."""
LINGER_S: Final = 10.0
"""How long a connection without partitions is kept for who has them now to take its applications from it."""


class Share:
    """Some partitions, and the connection to the switch that serves them, if they have any workspace (`serves`)."""

    def __init__(self, partitions: Iterable[int], number: int) -> None:
        self.partitions = set(partitions)
        self.number: Final = number
        self.exits: Final = AsyncExitStack()
        self.heard_at = asyncio.get_running_loop().time()
        self.switch: AsteriskSwitch | None = None
        self.serves = False


class Shares:
    """`make` makes the switch of a share; `routes` are all that is served now; `lost` is called when another brain has taken a
    partition that is ours. Use as an async context manager."""

    def __init__(
        self,
        make: Callable[[Share, Callable[[int], None]], AsteriskSwitch],
        *,
        routes: Callable[[], Sequence[WorkspaceRoutes]],
        lost: Callable[[int], None],
        tasks: Tasks,
        log: Log,
    ) -> None:
        self._make, self._routes, self._lost = make, routes, lost
        self._tasks, self._log = tasks, log
        self._all: list[Share] = []
        self._made = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for share in tuple(self._all):
            await self._close(share)

    def begin(self, partitions: Sequence[int]) -> Share:
        """A share of these, which hears nothing before `connect`."""
        self._made += 1
        share = Share(partitions, self._made)
        share.switch = self._make(share, lambda partition: self._replaced(share, partition))
        self._all.append(share)
        return share

    async def connect(self, share: Share) -> None:
        """Be the switch of its workspaces."""
        switch = switch_of(share)
        await share.exits.enter_async_context(switch)
        running = self._tasks.start(switch.run(), f"switch-{share.number}")
        share.exits.callback(running.cancel)
        await self._serve(share)

    def of(self, partition: int) -> AsteriskSwitch:
        """The switch of a partition's workspaces."""
        return switch_of(next(each for each in self._all if partition in each.partitions))

    async def serve(self, *, anew: bool = False) -> None:
        """What is served has changed, or has to be read `anew`."""
        for share in tuple(self._all):
            if share.partitions:
                await self._serve(share, anew=anew)

    async def stop(self) -> None:
        """Hear nothing and do nothing any more, until `serve`."""
        for share in tuple(self._all):
            await switch_of(share).serve([])

    async def settle(self, partition: int, workspace_ids: Collection[str]) -> None:
        """Have what these have ordered done, and nothing afterwards."""
        switch = self.of(partition)
        try:
            async with asyncio.timeout(SETTLE_S):
                await switch.settle(workspace_ids)
        except TimeoutError:
            self._log.warning("the switch is slow: some of what was ordered is left to the next brain")
        for share in self._all:  # what is served anew meanwhile must not have it again
            share.partitions.discard(partition)
        switch.give(workspace_ids)

    def close_empty(self) -> None:
        """Another brain has what we had. Our connection stays until that one's has taken its place."""
        for share in self._all:
            if not share.partitions:
                self._tasks.start(self._linger(share), f"linger-{share.number}")

    @property
    def is_connected(self) -> bool:
        """Whether the switch is heard, and all that it has is known."""
        return all(switch_of(each).is_connected for each in self._all if each.partitions and each.serves)

    def heard(self) -> frozenset[int]:
        """The partitions for which the switch has been heard lately."""
        now = asyncio.get_running_loop().time()
        for share in self._all:
            if switch_of(share).is_connected or not share.serves:
                share.heard_at = now
        return frozenset[int]().union(
            *(each.partitions for each in self._all if now - each.heard_at <= DEAF_S)
        )

    async def _serve(self, share: Share, *, anew: bool = False) -> None:
        mine = [each for each in self._routes() if each.partition in share.partitions]
        share.serves = any(not each.left_out for each in mine)
        await switch_of(share).serve(mine, anew=anew)

    def _replaced(self, share: Share, partition: int) -> None:
        if partition in share.partitions:
            self._lost(partition)

    async def _linger(self, share: Share) -> None:
        await asyncio.sleep(LINGER_S)
        if share in self._all:
            await self._close(share)

    async def _close(self, share: Share) -> None:
        self._all.remove(share)
        await share.exits.aclose()


def switch_of(share: Share) -> AsteriskSwitch:
    """A share's connection, made with it."""
    if share.switch is None:
        raise RuntimeError("a share without a switch")
    return share.switch
