"""Fixtures for tests that need the real database and the real switch.

`database` and `switch` are shared by the whole session (one of each per xdist worker). A test that kills or
reconfigures them takes a context manager of `tests.support.servers` instead.
"""

import re
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.installation import keep_logs
from tests.support.servers import RunningDatabase, RunningSwitch, running_database, running_switch

RESULTS = Path("test-results")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Of a test that failed the logs of its servers stay, and it says where."""
    report = yield
    kept = RESULTS / re.sub(r"\W+", "-", item.nodeid.removeprefix("tests/"))
    if report.failed and keep_logs(kept):
        report.sections.append(("The servers' logs", f"are kept in {kept.resolve()}"))
    return report


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Generator[RunningDatabase]:
    with running_database(tmp_path_factory.mktemp("database")) as running:
        yield running


@pytest.fixture(scope="session")
def switch(tmp_path_factory: pytest.TempPathFactory) -> Generator[RunningSwitch]:
    with running_switch(tmp_path_factory.mktemp("switch")) as running:
        yield running
