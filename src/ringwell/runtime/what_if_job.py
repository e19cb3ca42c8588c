"""The job of the What-if page: a past day, replayed with changes."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime

import msgspec

from ringwell.journeys.ports import ConfigStore
from ringwell.kernel.jobs import Job
from ringwell.runtime.job_runner import JobFailed, Watch
from ringwell.runtime.past_days import read_day, rules_of
from ringwell.simulation.ports import PastLog
from ringwell.simulation.what_if import Changes, NothingToReplay, Unplayable, what_if


class WhatIfRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`day` in the workspace's time zone."""

    day: date
    changes: Changes = Changes()
    runs: int = 20


class WhatIfJob:
    """Reads the day, then plays it in a thread."""

    def __init__(self, log: PastLog, config: ConfigStore, now: Callable[[], datetime]) -> None:
        self._log = log
        self._config = config
        self._now = now

    async def do(self, workspace_id: str, job: Job, watch: Watch) -> dict[str, object] | None:
        """Raises JobFailed, StoreAway."""
        try:
            asked = msgspec.convert(job.request, WhatIfRequest)
        except msgspec.ValidationError as error:
            raise JobFailed("not_understood") from error
        config = await self._config.load(workspace_id)
        day = await read_day(self._log, config, asked.day, self._now())
        try:
            answer = await asyncio.to_thread(
                what_if, day, rules_of(config), asked.changes, asked.runs, watch.go_on
            )
        except NothingToReplay as nothing:
            raise JobFailed("nothing_to_replay") from nothing
        except Unplayable as fault:
            raise JobFailed("unplayable") from fault
        return None if answer is None else msgspec.to_builtins(answer)
