"""A worker's mail, without the worker."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from ringwell.adapters.mail.sender import SmtpMailer
from ringwell.runtime.logs import get_log
from ringwell.runtime.mail_runner import MailRunner
from ringwell.runtime.stores import Stores


@asynccontextmanager
async def mail_runs(stores: Stores) -> AsyncGenerator[None]:
    """Mail goes out by real SMTP until the block ends."""
    stop = asyncio.Event()
    runner = MailRunner(
        outbox=stores.outbox,
        setup=stores.mail_setup,
        promises=stores.promises,
        config=stores.config,
        mailer=SmtpMailer(),
        say=get_log("test"),
    )
    task = asyncio.create_task(runner.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task
