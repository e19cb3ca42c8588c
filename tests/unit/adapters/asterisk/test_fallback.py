from datetime import UTC, datetime

from ringwell.adapters.asterisk.fallback import routes_of
from ringwell.flows.announcements import Announcement, AnnouncementTarget
from ringwell.journeys.config import WorkspaceConfig
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.projects.model import Number

ENDS_AT = datetime.fromtimestamp(1_790_000_000.5, UTC)


def announcement(target: AnnouncementTarget, target_id: str = "", language: str = "en") -> Announcement:
    return Announcement(
        announcement_id=f"ann_{target}{target_id}",
        target=target,
        target_id=target_id,
        sounds={language: f"{target}-{target_id}"},
        ends_at=ENDS_AT,
    )


def announced(*announcements: Announcement) -> list[str]:
    """What callers of a number with a flow, a project and a fallback queue hear without the brain."""
    number = Number(
        number_id="num_1",
        number="1000",
        project_id="prj_1",
        flow_id="flw_1",
        language="en",
        fallback_queue_id="que_1",
    )
    config = WorkspaceConfig(
        workspace_id="wsp_1",
        version=1,
        name="One",
        slug="one",
        settings=WorkspaceSettings(),
        numbers={"num_1": number},
        announcements=announcements,
    )
    [route] = routes_of(config, 0, demo=False).numbers
    assert all(each.until == 1_790_000_001 for each in route.announced)
    return [each.sound for each in route.announced]


def test_callers_hear_what_is_told_before_their_flow_and_then_before_the_queue_of_the_fallback() -> None:
    found = announced(
        announcement("queue", "que_1"),
        announcement("queue", "que_2"),
        announcement("all"),
        announcement("number", "num_2"),
        announcement("flow", "flw_1"),
        announcement("project", "prj_1"),
    )
    assert found == ["all-", "flow-flw_1", "project-prj_1", "queue-que_1"]


def test_who_is_spoken_to_in_another_language_hears_nothing() -> None:
    assert announced(announcement("all", language="ru")) == []
