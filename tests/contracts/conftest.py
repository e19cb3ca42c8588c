"""Each port's suite runs against the real thing and against its twin in memory."""

from collections.abc import Generator

import pytest

from tests.support.servers import RunningSwitch, running_switch


@pytest.fixture(scope="session")
def switch(tmp_path_factory: pytest.TempPathFactory) -> Generator[RunningSwitch]:
    with running_switch(tmp_path_factory.mktemp("switch")) as running:
        yield running
