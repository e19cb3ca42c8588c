"""The worker's mail, where the outbox itself breaks."""

import asyncio
from collections.abc import Sequence
from typing import Any, cast

from structlog.testing import capture_logs

from ringwell.kernel.mail import Outcome, WaitingMail
from ringwell.runtime.logs import get_log
from ringwell.runtime.mail_runner import MailRunner


class BrokenOutbox:
    """Holds a mail that cannot be opened."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop

    async def workspaces(self) -> Sequence[str]:
        return ["wsp_1"]

    async def take(self, workspace_id: str) -> WaitingMail | None:
        del workspace_id
        self._stop.set()
        raise ValueError("office@oak.example")

    async def told(self, workspace_id: str, mail: WaitingMail, outcome: Outcome) -> None: ...


async def test_mail_that_cannot_be_taken_is_told_without_what_stands_in_it() -> None:
    stop, nobody = asyncio.Event(), cast("Any", None)
    with capture_logs() as said:
        runner = MailRunner(
            outbox=BrokenOutbox(stop),
            setup=nobody,
            promises=nobody,
            config=nobody,
            mailer=nobody,
            say=get_log("test"),
        )
        await runner.run(stop)
    [line] = said
    assert (line["workspace"], line["problem"]) == ("wsp_1", "ValueError")
    assert "oak" not in str(line)
