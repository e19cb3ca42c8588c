"""What the switch is told of all workspaces, while one goes from one brain to another."""

from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.journeys.config import WorkspaceConfig
from ringwell.runtime.elsewhere import Foreign
from ringwell.runtime.logs import get_log
from ringwell.runtime.tasks import Tasks
from ringwell.runtime.telling import AllConfigs, AllRoutes, Telling
from tests.support.world import CONFIG, NOON


def routes(config: WorkspaceConfig, partition: int, left_out: bool = False) -> WorkspaceRoutes:
    return WorkspaceRoutes(config.workspace_id, partition, "en", 10, (), (), {}, left_out=left_out)


def test_a_workspace_that_is_just_becoming_ours_is_told_of_once() -> None:
    told: list[tuple[AllRoutes, AllConfigs]] = []
    ours, others = (replace(CONFIG, workspace_id=each) for each in ("wsp_1", "wsp_2"))
    elsewhere: Any = SimpleNamespace(workspaces={"wsp_1": Foreign(1, ours), "wsp_2": Foreign(2, others)})

    def make(all_routes: AllRoutes, all_configs: AllConfigs) -> Any:
        told.append((all_routes, all_configs))

    Telling(
        make,
        elsewhere,
        routes=lambda: [routes(ours, 1)],
        configs=lambda: [ours],
        left_out=list[str],
        told=lambda _: [],
        routes_of=routes,
        tasks=Tasks(get_log("test"), failed=lambda _: None),
        now=lambda: NOON,
    )
    [(all_routes, all_configs)] = told
    assert [(each.workspace_id, each.partition) for each in all_routes()] == [("wsp_1", 1), ("wsp_2", 2)]
    assert all_configs() == [ours, others]


def test_numbers_of_a_workspace_that_cannot_be_read_stay_as_they_were_told() -> None:
    told: list[AllRoutes] = []
    ours, lost = (replace(CONFIG, workspace_id=each) for each in ("wsp_1", "wsp_3"))

    def make(all_routes: AllRoutes, _: AllConfigs) -> Any:
        told.append(all_routes)

    elsewhere: Any = SimpleNamespace(workspaces={})
    Telling(
        make,
        elsewhere,
        routes=lambda: [routes(ours, 1, left_out=True)],
        configs=lambda: [ours],
        left_out=lambda: ["wsp_1", "wsp_3"],  # the configuration of the first can be read, its log cannot
        told=lambda wanted: [routes(lost, 3, left_out=True)] if set(wanted) == {"wsp_3"} else [],
        routes_of=routes,
        tasks=Tasks(get_log("test"), failed=lambda _: None),
        now=lambda: NOON,
    )
    assert [each.workspace_id for each in told[0]()] == ["wsp_1", "wsp_3"]
