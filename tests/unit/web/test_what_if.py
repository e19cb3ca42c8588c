"""What-if questions through the API: asked, followed, cancelled, forgotten."""

from typing import cast

import pytest

from ringwell.access.model import Workspace
from ringwell.kernel.jobs import MOST_ACTIVE
from tests.support.edge import Browser, Json, RunningEdge, problem_of
from tests.support.edge_stores import IDS

DAY = "2026-01-02"
ESTIMATE: Json = {"mean": 0.5, "within": None}
SUMMARY: Json = dict.fromkeys(
    ("offered", "service_level", "abandon_rate", "mean_wait_s", "asa_s", "waited"), ESTIMATE
)
TOLD: Json = {
    "report": {
        "scenario": "past day",
        "runs": 1,
        "interactions": 3,
        "overall": SUMMARY,
        "queues": {"que_1": SUMMARY},
        "occupancy": ESTIMATE,
    },
    "course": [{"from_s": 0, "offered": 1.5, "service_level": None, "mean_wait_s": 4.5}],
}
ANSWER: dict[str, object] = {
    "really": TOLD,
    "replayed": TOLD,
    "changed": TOLD,
    "left_out": 1,
    "rules_changed": True,
    "people": 4,
}


def _acme(ringwell: RunningEdge) -> Workspace:
    return ringwell.stores.workspaces.add("acme")


async def _refused(browser: Browser, method: str, path: str, body: Json | None = None) -> tuple[int, str]:
    async with browser.session.request(method, f"/api/v1{path}", json=body) as reply:
        return reply.status, str((await problem_of(reply))["code"])


async def test_a_question_is_asked_answered_and_forgotten(ringwell: RunningEdge) -> None:
    acme = _acme(ringwell)
    jobs = ringwell.stores.jobs
    chief = ringwell.person(acme, "chief", "supervisor")
    queue, agent, skill = IDS.new("que"), IDS.new("agt"), IDS.new("skl")
    changes: Json = {
        "more": [{"queue_id": queue, "count": 2, "from_s": 0, "to_s": 36_000}],
        "without": [agent],
        "skills": {agent: {skill: 0}},
        "rings": {queue: [{"after_s": 30, "levels_less": 1}]},
        "targets": {queue: 30},
        "policy": {"code": "ratio"},
    }
    async with ringwell.browser(acme, chief) as browser:
        asked = await browser.json("POST", "/what-if", {"day": DAY, "changes": changes, "runs": 5})
        assert (asked["state"], asked["day"], asked["user_name"], asked["answer"]) == (
            "queued",
            DAY,
            "Chief",
            None,
        )
        job = await jobs.take(acme.workspace_id)
        assert job is not None
        await jobs.beat(acme.workspace_id, job, 0.5)
        listed = cast("list[Json]", (await browser.json("GET", "/what-if"))["items"])
        assert [(each["state"], each["progress"]) for each in listed] == [("running", 0.5)]
        assert await _refused(browser, "DELETE", f"/what-if/{job.job_id}") == (409, "still_used")
        await jobs.done(acme.workspace_id, job, ANSWER)
        found = await browser.json("GET", f"/what-if/{job.job_id}")
        assert found["state"] == "done"
        assert cast("Json", found["answer"])["people"] == 4
        async with browser.session.delete(f"/api/v1/what-if/{job.job_id}") as reply:
            assert reply.status == 204
        assert await _refused(browser, "GET", f"/what-if/{job.job_id}") == (404, "not_found")
    looked = [entry for place, entry in ringwell.stores.audit.kept if place == acme.workspace_id]
    assert [(entry.type, entry.actor_id, entry.params) for entry in looked] == [
        ("what_if.asked", chief.user_id, {"day": DAY})
    ]


async def test_a_waiting_question_is_cancelled(ringwell: RunningEdge) -> None:
    acme = _acme(ringwell)
    chief = ringwell.person(acme, "chief", "administrator")
    async with ringwell.browser(acme, chief) as browser:
        asked = await browser.json("POST", "/what-if", {"day": DAY})
        cancelled = await browser.json("POST", f"/what-if/{asked['job_id']}/cancel")
        assert cancelled["state"] == "cancelled"


@pytest.mark.parametrize(
    "form",
    [
        {"day": "2199-01-02"},
        {"day": "1999-12-31"},
        {"day": "yesterday"},
        {"day": DAY, "runs": 1},
        {"day": DAY, "changes": {"rings": {"que_" + "0" * 32: [{"levels_less": 1}]}}},
        {"day": DAY, "changes": {"without": ["somebody"]}},
        {"day": DAY, "changes": {"policy": {"code": "dice"}}},
        {
            "day": DAY,
            "changes": {"more": [{"queue_id": "que_" + "0" * 32, "count": 0, "from_s": 0, "to_s": 1}]},
        },
    ],
)
async def test_what_cannot_be_asked(ringwell: RunningEdge, form: Json) -> None:
    acme = _acme(ringwell)
    chief = ringwell.person(acme, "chief", "supervisor")
    async with ringwell.browser(acme, chief) as browser:
        assert (await _refused(browser, "POST", "/what-if", form))[0] == 422
    assert ringwell.stores.jobs.kept == {}


async def test_no_more_than_so_many_wait(ringwell: RunningEdge) -> None:
    acme = _acme(ringwell)
    chief = ringwell.person(acme, "chief", "supervisor")
    async with ringwell.browser(acme, chief) as browser:
        for _ in range(MOST_ACTIVE):
            await browser.json("POST", "/what-if", {"day": DAY})
        assert await _refused(browser, "POST", "/what-if", {"day": DAY}) == (409, "too_many_jobs")


@pytest.mark.parametrize("request_", [{}, {"day": 7}, {"day": DAY, "changes": {"staff": 3}, "runs": 500}])
async def test_a_question_of_another_version_is_listed_and_can_be_forgotten(
    ringwell: RunningEdge, request_: dict[str, object]
) -> None:
    acme = _acme(ringwell)
    jobs = ringwell.stores.jobs
    chief = ringwell.person(acme, "chief", "supervisor")
    asked = await jobs.ask(acme.workspace_id, "what_if", chief.user_id, request_)
    job = await jobs.take(acme.workspace_id)
    assert job is not None
    await jobs.done(acme.workspace_id, job, {"really": None})
    async with ringwell.browser(acme, chief) as browser:
        [listed] = cast("list[Json]", (await browser.json("GET", "/what-if"))["items"])
        assert (listed["job_id"], cast("Json", listed["changes"])["more"]) == (asked.job_id, [])
        found = await browser.json("GET", f"/what-if/{asked.job_id}")
        assert found["answer"] is None
        async with browser.session.delete(f"/api/v1/what-if/{asked.job_id}") as reply:
            assert reply.status == 204
