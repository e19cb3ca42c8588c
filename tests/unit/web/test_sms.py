"""The gateway for text messages is set up by administrators; what is secret is kept and never told."""

import pytest

from tests.support.edge import RunningEdge, problem_of

SMPP = {
    "kind": "smpp",
    "host": "smsc.example",
    "system_id": "desk",
    "secret": "open-sesame",
    "sender": "Ringwell",
}
HTTP = {"kind": "http", "url": "https://sms.example/send", "secret": "open-sesame", "sender": "+48221112233"}
ANY = {"If-Match": "*"}
PATH = "/api/v1/sms-settings"


async def test_a_secret_stays_until_gateway_or_user_is_another(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with ringwell.browser(acme, boss) as browser:
        for body in (
            SMPP,
            {**SMPP, "secret": None, "sender": "7575", "per_day": 20, "prefixes": "+48, +49,"},
        ):
            async with browser.session.put(PATH, json=body, headers=ANY) as reply:
                told = await reply.text()
                assert reply.status == 200, told
                assert "sesame" not in told
        kept = ringwell.stores.sms_setup.kept[acme.workspace_id]
        assert (kept.secret, kept.sender, kept.per_day, kept.version) == ("open-sesame", "7575", 20, 2)
        for elsewhere in (
            {"host": "thief.example"},
            {"port": 2776},
            {"security": "none"},
            {"system_id": "me"},
            HTTP,
        ):
            body = {**SMPP, **elsewhere, "secret": None}
            async with browser.session.put(PATH, json=body, headers=ANY) as reply:
                assert reply.status == 422, elsewhere
                assert '"field":"secret"' in (await reply.text()).replace(" ", "")
        async with browser.session.put(PATH, json=HTTP, headers={"If-Match": '"1"'}) as reply:
            assert reply.status == 412
        async with browser.session.put(PATH, json=HTTP, headers=ANY) as reply:
            assert reply.status == 200


@pytest.mark.parametrize(
    "body",
    [
        {**SMPP, "host": ""},
        {**SMPP, "host": "http://smsc.example/"},
        {**SMPP, "port": 22},
        {**SMPP, "system_id": ""},
        {**SMPP, "system_id": "a" * 16},
        {**SMPP, "secret": "päss"},
        {**SMPP, "secret": None},
        {**SMPP, "sender": "Przychodnia Ringwell"},
        {**SMPP, "sender": "Żabka"},
        {**SMPP, "sender": ""},
        {**SMPP, "per_day": 0},
        {**SMPP, "prefixes": "Poland"},
        {**SMPP, "prefixes": "48"},
        {**SMPP, "prefixes": ", ,"},
        {**HTTP, "url": ""},
        {**HTTP, "url": "http://sms.example/send"},
        {**HTTP, "url": "https://user:secret@sms.example/"},
        {**HTTP, "url": "https://"},
        {**HTTP, "url": "https://sms.example:99999/"},
    ],
)
async def test_what_cannot_be_meant_is_refused(ringwell: RunningEdge, body: dict[str, object]) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.put(PATH, json=body, headers=ANY) as reply,
    ):
        assert reply.status == 422
    assert ringwell.stores.sms_setup.kept[acme.workspace_id].version == 0


async def test_a_test_text_is_put_among_the_others_and_told_of(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with ringwell.browser(acme, boss) as browser:
        test = await browser.json("POST", "/sms-settings/test", {"to": "600 100 200"})
        assert (test["state"], test["parts"]) == ("queued", 1)
        [((_, text_id), text)] = ringwell.stores.text_tests.kept.items()
        assert (text_id, text.number, text.usual) == (test["text_id"], "+48600100200", True)
        assert await browser.json("GET", f"/sms-settings/tests/{text_id}") == test
        assert (await browser.json("GET", "/sms-settings/today"))["parts"] == 1


async def test_the_audit_tells_of_a_test_whose_gateway_it_went_to_and_no_key(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    with_key = {**HTTP, "host": "of-another-kind.example", "url": "https://sms.example/send?key=sesame"}
    async with ringwell.browser(acme, boss) as browser:
        await browser.json("PUT", "/sms-settings", with_key, ANY)
        await browser.json("POST", "/sms-settings/test", {"to": "600 100 200"})
    [params] = [entry.params for _, entry in ringwell.stores.audit.kept if entry.type == "sms.tested"]
    assert params == {"host": "sms.example"}


@pytest.mark.parametrize(
    ("to", "why", "code"),
    [
        ("22 123 45 67", None, "text_no_mobile"),
        ("nobody", None, "text_no_mobile"),
        ("600100200", "not_set_up", "text_not_set_up"),
        ("600100200", "too_many_to", "text_too_many_to"),
    ],
)
async def test_or_it_is_told_why_it_is_not(
    ringwell: RunningEdge, to: str, why: str | None, code: str
) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    ringwell.stores.text_tests.why = why
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.post("/api/v1/sms-settings/test", json={"to": to}) as reply,
    ):
        assert reply.status == 422
        assert (await problem_of(reply))["errors"] == [{"field": "to", "code": code, "params": {}}]
