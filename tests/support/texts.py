"""A worker's texts, without the worker."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import ClientSession

from ringwell.adapters.mail.sender import connected
from ringwell.adapters.sms.gateways import SmsGateways
from ringwell.kernel.sms import Gateways
from ringwell.runtime.logs import get_log
from ringwell.runtime.sms_runner import SmsRunner
from ringwell.runtime.stores import Stores


@asynccontextmanager
async def texts_run(stores: Stores, gateways: Gateways | None = None) -> AsyncGenerator[None]:
    """Texts go out, by real connections where nothing else is given, until the block ends."""
    stop = asyncio.Event()
    runner = SmsRunner(
        outbox=stores.text_outbox,
        setup=stores.sms_setup,
        gateways=gateways or SmsGateways(connected, ClientSession),
        say=get_log("test"),
    )
    task = asyncio.create_task(runner.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task
