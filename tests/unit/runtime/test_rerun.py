"""Work that is asked for while it is under way is done again, and never twice at once."""

import asyncio

from ringwell.runtime.logs import get_log
from ringwell.runtime.rerun import Rerun
from ringwell.runtime.tasks import Tasks
from tests.support.polling import until


class Work:
    """Counts runs; each waits until it is let go."""

    def __init__(self) -> None:
        self.begun: int = 0
        self.ended: int = 0
        self.go = asyncio.Semaphore(0)
        self.faults: list[BaseException] = []
        self.rerun = Rerun(self._run, Tasks(get_log("test"), failed=self.faults.append), "work")

    async def _run(self) -> None:
        assert self.begun == self.ended, "two at once"
        self.begun += 1
        await self.go.acquire()
        self.ended += 1


async def test_what_is_asked_for_meanwhile_is_done_once_more_for_all() -> None:
    work = Work()
    first = work.rerun.ask()
    await until(lambda: work.begun == 1)
    later = [work.rerun.ask() for _ in range(3)]
    work.go.release()
    await first
    await until(lambda: work.begun == 2)
    assert not any(each.done() for each in later), "the first run began before they asked"
    work.go.release()
    await asyncio.gather(*later)
    assert (work.begun, work.ended, work.faults) == (2, 2, [])


async def test_it_can_be_asked_again_after_it_has_settled() -> None:
    work = Work()
    for count in (1, 2):
        done = work.rerun.ask()
        work.go.release()
        await done
        assert work.ended == count
