"""A past day replayed on a whole server: by the command, by the worker, and by the next worker when that one is killed."""

import asyncio
import json
import signal
from collections.abc import AsyncGenerator, Generator
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.jobs import STALE_S, Job
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.demo import cast
from ringwell.runtime.installation import open_installation
from ringwell.runtime.processes import send
from ringwell.runtime.stores import Stores, open_stores
from tests.support.installation import Server, server_on
from tests.support.past_days import EVERY_FIFTH, put_calls
from tests.support.polling import until, until_awaited

pytestmark = pytest.mark.live

CALLS = 600


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    with server_on(tmp_path_factory.mktemp("whatif")) as server:
        server.start()
        yield server


@pytest_asyncio.fixture
async def stores(server: Server) -> AsyncGenerator[Stores]:
    made = open_stores(open_installation(server.environment), RandomIds(), name="test", connections=2)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def past(stores: Stores) -> tuple[WorkspaceConfig, str]:
    """The demo workspace and the day on which there were calls."""
    workspace = await stores.workspaces.by_slug(cast.SLUG)
    assert workspace is not None
    config = await stores.config.load(workspace.workspace_id)
    begin = await put_calls(stores, config, CALLS)
    return config, begin.astimezone(ZoneInfo(config.settings.zone)).date().isoformat()


async def _asked(stores: Stores, config: WorkspaceConfig, day: str, runs: int) -> Job:
    user = (await stores.users.all(config.workspace_id))[0]
    request: dict[str, object] = {"day": day, "changes": {}, "runs": runs}
    return await stores.jobs.ask(config.workspace_id, "what_if", user.user_id, request)


async def test_by_the_command_and_by_the_worker_even_a_killed_one(
    server: Server, stores: Stores, past: tuple[WorkspaceConfig, str]
) -> None:
    config, day = past
    place = config.workspace_id
    done = await asyncio.to_thread(server.run, "simulate", "--day", day, "--runs", "3", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    offered = told["really"]["report"]["overall"]["offered"]["mean"]
    assert told["really"]["report"]["overall"]["abandon_rate"]["mean"] == pytest.approx(
        1 / EVERY_FIFTH, abs=0.01
    )
    assert told["replayed"]["report"]["overall"]["offered"]["mean"] == offered > CALLS / 2
    words = await asyncio.to_thread(server.run, "simulate", "--day", day, "--runs", "2")
    assert "replayed as it was" in words.stdout
    assert "agents were ready on that day" in words.stdout

    job = await _asked(stores, config, day, 50)

    async def begun() -> bool:
        return (await stores.jobs.read(place, job.job_id)).state != "queued"

    await until_awaited(begun)
    worker = server.child("worker")
    assert worker is not None
    send(worker, signal.SIGKILL)
    assert (await stores.jobs.read(place, job.job_id)).state == "running", (
        "it was too quick to be killed in it"
    )
    await until(lambda: server.child("worker") not in (None, worker), 60)

    async def over() -> bool:
        return (await stores.jobs.read(place, job.job_id)).state == "done"

    await until_awaited(over, STALE_S + 40)
    found = await stores.jobs.read(place, job.job_id)
    assert (found.attempt, found.progress) == (2, 1.0)
    assert found.result is not None
    assert found.result["people"] == told["people"]


def test_a_day_without_calls_and_a_workspace_that_is_not_there_are_told(server: Server) -> None:
    nothing = server.run("simulate", "--day", "2020-02-02")
    assert nothing.returncode == 1
    assert "nobody came to a queue on 2020-02-02" in nothing.stderr
    nobody = server.run("simulate", "--day", "2020-02-02", "--workspace", "nobody")
    assert nobody.returncode == 2
    assert "there is no workspace nobody" in nobody.stderr
    assert server.run("simulate", "--day", "tomorrow").returncode == 2
