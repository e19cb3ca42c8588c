"""A brain's heartbeat: what its supervisor goes by."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from ringwell.runtime.heartbeat import PERIOD, beat
from ringwell.runtime.lease_keeper import LeaseKeeper
from ringwell.runtime.logs import Log
from ringwell.runtime.shares import Shares
from ringwell.runtime.watchdog import LATE_SECONDS


class Pulse:
    """Beats into `file`. `idle` tells whether who has no partition is to have none, for others have them all."""

    def __init__(
        self, file: Path, leases: LeaseKeeper, shares: Shares, idle: Callable[[], bool], log: Log
    ) -> None:
        self._file, self._leases, self._shares = file, leases, shares
        self._idle, self._log = idle, log

    def beat(self) -> None:
        """Tell now what is."""
        try:
            held, may_act = self._leases.held, self._leases.may_act()
            served = self._shares.heard() & held if may_act else ()
            acts = may_act and len(served) == len(held) if held else self._idle()
            beat(self._file, acts=acts, partitions=served)
        except OSError as error:  # a disk that is full must not end the calls
            self._log.error("the heartbeat cannot be written", problem=repr(error))

    async def run(self) -> None:
        """Tell the supervisor that the loop runs, also while the database or the switch is away, until cancelled. Who stood still for so
        long that the watchdog may have taken the callers away has to ask where they are."""
        now = asyncio.get_running_loop().time
        while True:
            self.beat()
            beaten = now()
            await asyncio.sleep(PERIOD)
            if now() - beaten > LATE_SECONDS and self._leases.may_act():
                self._log.warning(
                    "the brain stood still: what is has to be read anew", seconds=round(now() - beaten)
                )
                await self._shares.serve(anew=True)
