"""One demo server for each module, and a fresh view of it for each test."""

from collections.abc import AsyncGenerator, Generator

import pytest

from tests.support.centre import Centre, centre_on
from tests.support.installation import Server, server_on


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    with server_on(tmp_path_factory.mktemp("calls"), RINGWELL_WATCHDOG_SECONDS="3") as made:
        made.start()
        yield made
        # Whatever the module did to it: the log keeps every invariant, and the tables equal it (reliability.md).
        checked = made.run("check")
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.fixture
async def centre(server: Server) -> AsyncGenerator[Centre]:
    async with centre_on(server) as made:
        yield made
