"""Forms of calls over the API: what administrators ask for, who fills them in, and that no card's number gets anywhere."""

import logging
from datetime import timedelta
from typing import Final, cast

import msgspec
import pytest

from ringwell.access.model import User, Workspace
from tests.support.edge import Browser, Json, RunningEdge, errors_of, problem_of
from tests.support.edge_stores import IDS
from tests.support.forms import administrator

CARD: Final = "4111111111111111"
FIELDS: Final[list[Json]] = [
    {"name": "order", "label": "Order number", "labels": {"pl": "Numer zamówienia"}, "required": True},
    {"name": "reason", "label": "Reason", "kind": "choice", "choices": ["Late", "Broken"]},
    {"name": "amount", "label": "Amount", "kind": "number"},
    {"name": "bought", "label": "Bought on", "kind": "date"},
    {"name": "insured", "label": "Insured", "kind": "yes_no"},
    {"name": "card", "label": "Card", "kind": "card"},
]


class House:
    """Anna has a call of the shop, Jan has not, the boss oversees."""

    def __init__(self, ringwell: RunningEdge, fields: list[Json] | None = None) -> None:
        self.ringwell = ringwell
        self.acme = ringwell.stores.workspaces.add("acme")
        self.fields = FIELDS if fields is None else fields
        self.anna, self.jan = self.person("anna"), self.person("jan")
        self.path = self.call = ""

    def person(self, name: str) -> User:
        return self.ringwell.person(self.acme, name, "agent")

    async def open(self) -> "House":
        async with administrator(self.ringwell, self.acme) as boss:
            self.project_id = await make_project(boss, self.fields)
        row = self.ringwell.stores.interactions.add(self.acme.workspace_id, project_id=self.project_id)
        self.call = row.interaction_id
        self.path = f"/interactions/{self.call}/form"
        self.ringwell.stores.call_forms.having[self.call] = frozenset({self.anna.agent_id or ""})
        return self

    def at(self, person: User, workspace: Workspace | None = None):
        return self.ringwell.browser(workspace or self.acme, person)


async def make_project(boss: Browser, form: list[Json]) -> str:
    client = await boss.json("POST", "/clients", {"name": "Shop"})
    body = {"name": "Sales", "client_id": client["client_id"], "form": form}
    return str((await boss.json("POST", "/projects", body))["project_id"])


async def refused(browser: Browser, path: str, values: Json) -> tuple[int, str]:
    async with browser.session.patch(f"/api/v1{path}", json={"values": values}) as reply:
        return reply.status, str((await problem_of(reply))["code"])


def values_of(form: Json) -> Json:
    return {str(each["name"]): each["value"] for each in cast("list[Json]", form["entries"])}


async def test_a_form_is_filled_in_by_several_hands(ringwell: RunningEdge) -> None:
    house = await House(ringwell).open()
    async with house.at(house.anna) as browser:
        empty = await browser.json("GET", house.path)
        assert (empty["entries"], empty["may_write"], empty["erased"]) == ([], True, False)
        asked = cast("list[Json]", empty["fields"])
        assert [each["name"] for each in asked] == [each["name"] for each in FIELDS]
        assert (asked[0]["label"], asked[0]["required"]) == ("Order number", True)
        all_kinds = {"order": "4711", "reason": "Late", "amount": 12.5, "bought": "2026-11-02"}
        await browser.json("PATCH", house.path, {"values": {**all_kinds, "insured": False, "card": "1111"}})
        shown = await browser.json("PATCH", house.path, {"values": {"reason": None, "amount": 13}})
    expected = {**all_kinds, "amount": 13, "insured": False, "card": "1111"}
    expected.pop("reason")
    assert values_of(shown) == expected
    ringwell.stores.call_forms.having[house.call] |= {house.jan.agent_id or ""}
    async with house.at(house.jan) as browser:
        shown = await browser.json("PATCH", house.path, {"values": {"order": "4712"}})
        assert values_of(shown) == {**expected, "order": "4712"}
        authors = {str(e["name"]): e["author"] for e in cast("list[Json]", shown["entries"])}
        assert (authors["order"], authors["amount"]) == ("Jan", "Anna")
    assert ringwell.stores.call_forms.told[-2:] == [("reason",), ("order",)], (
        "typing on is not told each time"
    )


async def test_labels_in_the_readers_language(ringwell: RunningEdge) -> None:
    house = await House(ringwell).open()
    async with house.at(house.anna) as browser:
        await browser.json("PATCH", "/me", {"language": "pl"})
        await browser.json("PATCH", house.path, {"values": {"order": "1"}})
        shown = await browser.json("GET", house.path)
    for part in ("fields", "entries"):
        assert cast("list[Json]", shown[part])[0]["label"] == "Numer zamówienia"


async def test_who_may_write(ringwell: RunningEdge) -> None:
    house = await House(ringwell).open()
    async with house.at(house.jan) as browser:
        assert (await browser.json("GET", house.path))["may_write"] is False
        assert await refused(browser, house.path, {"order": "1"}) == (403, "forbidden")
    other = ringwell.stores.workspaces.add("other")
    async with house.at(ringwell.person(other, "eve", "administrator"), other) as browser:
        assert await refused(browser, house.path, {"order": "1"}) == (404, "not_found")
        async with browser.session.get(f"/api/v1{house.path}") as reply:
            assert reply.status == 404
    async with house.at(ringwell.person(house.acme, "mia", "supervisor")) as browser:
        assert values_of(await browser.json("PATCH", house.path, {"values": {"order": "2"}})) == {
            "order": "2"
        }


async def test_agents_write_for_a_day_after_the_end(ringwell: RunningEdge) -> None:
    house = await House(ringwell).open()
    rows, key = ringwell.stores.interactions.rows, (house.acme.workspace_id, house.call)
    for hours, may in ((23, True), (25, False)):
        ended = ringwell.edge.now() - timedelta(hours=hours)
        rows[key] = msgspec.structs.replace(rows[key], ended_at=ended)
        async with house.at(house.anna) as browser:
            assert (await browser.json("GET", house.path))["may_write"] is may


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({CARD: "x"}, "values", "form_unknown_field"),
        ({"order": "x" * 1001}, "values.order", "form_too_long"),
        ({"order": "a\u0007b"}, "values.order", "form_no_text"),
        ({"order": 5}, "values.order", "form_no_text"),
        ({"reason": "Other"}, "values.reason", "form_no_choice"),
        ({"amount": "many"}, "values.amount", "form_no_number"),
        ({"amount": True}, "values.amount", "form_no_number"),
        ({"amount": 1e16}, "values.amount", "form_no_number"),
        ({"bought": "2026-02-30"}, "values.bought", "form_no_date"),
        ({"bought": "20260201"}, "values.bought", "form_no_date"),
        ({"bought": "2026-W05-1"}, "values.bought", "form_no_date"),
        ({"insured": "yes"}, "values.insured", "form_no_yes_no"),
        ({"card": CARD}, "values.card", "form_no_card"),
        ({"card": "12a4"}, "values.card", "form_no_card"),
        ({"card": ["1111"]}, "values.card", "form_no_card"),
    ],
)
async def test_what_does_not_fit_is_refused_and_not_repeated(
    ringwell: RunningEdge,
    caplog: pytest.LogCaptureFixture,
    values: Json,
    field: str,
    code: str,
) -> None:
    house = await House(ringwell).open()
    caplog.set_level(logging.DEBUG)
    async with house.at(house.anna) as browser:
        body = {"values": {**values, "amount": 1} if "amount" not in values else values}
        async with browser.session.patch(f"/api/v1{house.path}", json=body) as reply:
            assert reply.status == 422
            assert CARD not in await reply.text()
            assert await errors_of(reply) == {(field, code)}
        assert (await browser.json("GET", house.path))["entries"] == [], "all is written, or nothing"
    assert CARD not in caplog.text


async def test_too_many_values(ringwell: RunningEdge) -> None:
    house = await House(ringwell).open()
    async with house.at(house.anna) as browser:
        assert await refused(browser, house.path, {f"f{n}": "x" for n in range(31)}) == (422, "invalid")


async def test_a_call_without_a_form(ringwell: RunningEdge) -> None:
    house = await House(ringwell, []).open()
    async with house.at(house.anna) as browser:
        shown = await browser.json("GET", house.path)
        assert (shown["fields"], shown["may_write"]) == ([], False)
        assert await refused(browser, house.path, {"order": "1"}) == (422, "invalid")
    loose = ringwell.stores.interactions.add(house.acme.workspace_id, project_id=None)
    async with house.at(house.anna) as browser:
        assert (await browser.json("GET", f"/interactions/{loose.interaction_id}/form"))["fields"] == []


async def test_what_was_filled_in_outlives_its_field(ringwell: RunningEdge) -> None:
    house = await House(ringwell).open()
    async with house.at(house.anna) as browser:
        await browser.json("PATCH", house.path, {"values": {"order": "4711"}})
    async with administrator(ringwell, house.acme) as boss:
        path, change = f"/api/v1/projects/{house.project_id}", {"form": FIELDS[1:]}
        async with boss.session.patch(path, json=change, headers={"If-Match": '"1"'}) as reply:
            assert reply.status == 200
    async with house.at(house.anna) as browser:
        shown = await browser.json("PATCH", house.path, {"values": {"reason": "Late"}})
        assert values_of(shown) == {"reason": "Late", "order": "4711"}
        assert await refused(browser, house.path, {"order": "1"}) == (422, "invalid")


async def test_a_field_of_another_kind_takes_what_stood_there_before(ringwell: RunningEdge) -> None:
    house = await House(ringwell, [{"name": "last", "label": "Last four"}]).open()
    async with house.at(house.anna) as browser:
        await browser.json("PATCH", house.path, {"values": {"last": "1111"}})
    async with administrator(ringwell, house.acme) as boss:
        change = {"form": [{"name": "last", "label": "Card", "kind": "card"}]}
        path = f"/api/v1/projects/{house.project_id}"
        async with boss.session.patch(path, json=change, headers={"If-Match": '"1"'}) as reply:
            assert reply.status == 200
    async with house.at(house.anna) as browser:
        shown = await browser.json("PATCH", house.path, {"values": {"last": "1111"}})
        assert [each["kind"] for each in cast("list[Json]", shown["entries"])] == ["card"]


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ([{"name": "a", "label": "A"}] * 2, ("form", "form_name_twice")),
        ([{"name": "a", "label": "A", "kind": "choice"}], ("form", "form_no_choices")),
        (
            [{"name": "a", "label": "A", "kind": "choice", "choices": ["x", "x"]}],
            ("form", "form_choice_twice"),
        ),
        ([{"name": "A b", "label": "A"}], ("form.0.name", "string_pattern_mismatch")),
        ([{"name": "a", "label": " "}], ("form.0.label", "string_too_short")),
        ([{"name": "a", "label": "A", "kind": "secret"}], ("form.0.kind", "literal_error")),
        ([{"name": "a", "label": "A", "why": 1}], ("form.0.why", "extra_forbidden")),
        ([{"name": f"f{n}", "label": "A"} for n in range(31)], ("form", "too_long")),
    ],
)
async def test_what_is_no_form(ringwell: RunningEdge, form: list[Json], fault: tuple[str, str]) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    async with administrator(ringwell, acme) as boss:
        project = await make_project(boss, [])
        for method, path in (("POST", "/projects"), ("PATCH", f"/projects/{project}")):
            body: Json = {"form": form}
            if method == "POST":
                body |= {"name": "Other", "client_id": IDS.new("cli")}
            seen = {"If-Match": '"1"'} if method == "PATCH" else {}
            async with boss.session.request(method, f"/api/v1{path}", json=body, headers=seen) as reply:
                assert fault in await errors_of(reply)
