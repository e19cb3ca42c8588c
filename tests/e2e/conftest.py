"""One real server and one headless browser for all the tests that one worker runs."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import CHROMIUM, Pages, chromium
from tests.support.installation import Server, keep_logs, server_on
from tests.support.network import enter_own_network, has_own_address
from tests.support.order import begin_with

PICTURES = Path("test-results")
FIRST = ("test_desk_in_trouble.py", "test_administration.py", "test_explanations.py", "test_keyboard.py")
"""The two that take longest, and two short ones, as `begin_with` tells."""
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    begin_with(items, "tests/e2e", FIRST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture(scope="session")
def network() -> None:
    """Sound between a browser and the switch needs an interface beside loopback."""
    if has_own_address():
        return
    hindrance = enter_own_network()
    if hindrance is not None:
        pytest.skip(hindrance)


@pytest.fixture(scope="session")
def server(network: None, tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    with server_on(tmp_path_factory.mktemp("server")) as started:
        started.start()
        yield started


@pytest.fixture(scope="session")
def browser(network: None) -> Generator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: install chromium")
    with chromium() as launched:
        yield launched


@pytest.fixture
def pages(server: Server, browser: Browser, request: pytest.FixtureRequest) -> Generator[Pages]:
    """Browser contexts that end with the test; what they showed and said is kept when it failed."""
    opened = Pages(browser, server.url)
    yield opened
    if request.node.stash.get(_FAILED, False):
        opened.keep_evidence(PICTURES / request.node.name)
        keep_logs(PICTURES / request.node.name)
    opened.close()
