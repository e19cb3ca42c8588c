"""Fixtures for tests that need the real database and the real switch.

`database` and `switch` are shared by the whole session (one of each per xdist worker). A test that kills or
reconfigures them takes a context manager of `tests.support.servers` instead.
"""

import re
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.installation import keep_logs
from tests.support.order import begin_with
from tests.support.servers import RunningDatabase, RunningSwitch, running_database, running_switch

RESULTS = Path("test-results")
FIRST = (
    "calls/test_several_brains.py",
    "test_supervisor.py",
    "calls/test_kills.py",
    "calls/test_callbacks.py",
    "asterisk/test_session.py",
    "postgres/test_leases.py",
    "postgres/test_follow_ups.py",
    "asterisk/test_phones.py",
    "calls/test_playthrough.py",
    "calls/test_database_away.py",
    "calls/test_people.py",
    "test_log_commands.py",
)
"""Files that take long; between them, short ones, as `begin_with` tells."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    begin_with(items, "tests/live", FIRST)


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
