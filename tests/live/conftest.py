"""Fixtures for tests that need the real database and the real switch.

`database` and `switch` are shared by the whole session (one of each per xdist worker). A test that kills or
reconfigures them takes a context manager of `tests.support.servers` instead.
"""

from collections.abc import Generator

import pytest

from tests.support.servers import RunningDatabase, RunningSwitch, running_database, running_switch


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Generator[RunningDatabase]:
    with running_database(tmp_path_factory.mktemp("database")) as running:
        yield running


@pytest.fixture(scope="session")
def switch(tmp_path_factory: pytest.TempPathFactory) -> Generator[RunningSwitch]:
    with running_switch(tmp_path_factory.mktemp("switch")) as running:
        yield running
