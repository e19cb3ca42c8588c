# The library's types leave their own parameters open.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUntypedFunctionDecorator=false
"""Whatever the API's document allows, and some of what it does not, is answered as the document says, never by a fault."""

import asyncio
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ringwell.adapters.archive.folder import FolderStorage
from ringwell.adapters.web.app import api_app
from ringwell.adapters.web.document import make_document
from ringwell.kernel.events import SYSTEM
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.edge import web_stores
from tests.support.edge import edge_on
from tests.support.servers import RunningDatabase
from tests.support.store import make_database

pytestmark = pytest.mark.live

# Sound goes as the bytes that it is.
schemathesis.serializer.alias("audio/wav", "application/octet-stream")

schema = schemathesis.openapi.from_dict(make_document(api_app()))
# Chosen and random requests; the edges of every single value are left to the unit tests of the forms.
schema.config.phases.coverage.enabled = False
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# What a request's end is found by is the server's own, and a lie there no request of the API.
FRAMING = {"connection", "content-length", "expect", "host", "te", "trailer", "transfer-encoding", "upgrade"}


class Target:
    """An edge in a thread with a loop of its own: the requests come from outside any loop."""

    def __init__(self, database: RunningDatabase, archive: Path) -> None:
        self.url = ""
        self.secret = ""
        self._database = database
        self._archive = archive
        self._up = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def start(self) -> None:
        self._thread.start()
        assert self._up.wait(60)

    def stop(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        stores = (await make_database(self._database)).stores()
        workspace_id = await seed_demo(stores)
        known = await stores.users.credentials(workspace_id, "admin")
        assert known is not None
        self.secret, _ = await stores.api_tokens.make(
            workspace_id, known.user.user_id, "any", ("administrator",), SYSTEM
        )
        async with edge_on(web_stores(stores, FolderStorage(self._archive))) as edge:
            self.url = edge.url
            self._up.set()
            await self._stop.wait()
        await stores.close()


@pytest.fixture(scope="module")
def target(database: RunningDatabase, tmp_path_factory: pytest.TempPathFactory) -> Generator[Target]:
    target = Target(database, tmp_path_factory.mktemp("archive"))
    target.start()
    yield target
    target.stop()


@schema.parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_any_request(case: Any, target: Target) -> None:
    case.headers = {name: value for name, value in case.headers.items() if name.lower() not in FRAMING}
    case.call_and_validate(
        base_url=target.url, headers={"Authorization": f"Bearer {target.secret}"}, checks=CHECKS, timeout=60
    )
