"""Outgoing mail is set up by administrators; passwords are kept and never told."""

import pytest

from ringwell.kernel.mail import Outcome
from tests.support.edge import FakeMailer, RunningEdge, problem_of

BODY = {"host": "mail.example", "port": 587, "security": "starttls", "sender": "desk@ringwell.example"}
SIGNED = {**BODY, "username": "desk", "password": "open sesame"}
ANY = {"If-Match": "*"}


async def test_a_password_stays_until_host_or_user_is_another(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    path = "/api/v1/mail-settings"
    async with ringwell.browser(acme, boss) as browser:
        for body in (SIGNED, {**SIGNED, "password": None, "sender_name": "Desk"}):
            async with browser.session.put(path, json=body, headers=ANY) as reply:
                told = await reply.text()
                assert reply.status == 200, told
                assert "sesame" not in told
        assert ringwell.stores.mail_setup.kept[acme.workspace_id].password == "open sesame"
        elsewhere = {**SIGNED, "password": None, "host": "thief.example"}
        async with browser.session.put(path, json=elsewhere, headers=ANY) as reply:
            assert (reply.status, (await problem_of(reply))["code"]) == (422, "invalid")
        async with browser.session.put(path, json=BODY, headers={"If-Match": '"1"'}) as reply:
            assert reply.status == 412


@pytest.mark.parametrize(
    "more",
    [
        {"port": 5432},
        {"host": "mail.example\r\nX: y"},
        {"host": "http://mail.example/"},
        {"sender": ""},
        {"sender": "Jan <a@b.example>"},
        {"sender_name": "A\nB"},
        {"username": "desk"},
        {"username": "desk", "password": "x", "security": "none"},
    ],
)
async def test_what_cannot_be_meant_is_refused(ringwell: RunningEdge, more: dict[str, object]) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    async with (
        ringwell.browser(acme, boss) as browser,
        browser.session.put("/api/v1/mail-settings", json={**BODY, **more}, headers=ANY) as reply,
    ):
        assert reply.status == 422
    assert ringwell.stores.mail_setup.kept[acme.workspace_id].version == 0


async def test_a_test_mail_tells_what_came_of_it(ringwell: RunningEdge) -> None:
    acme = ringwell.stores.workspaces.add("acme")
    boss = ringwell.person(acme, "boss", "administrator")
    mailer = ringwell.edge.mailer
    assert isinstance(mailer, FakeMailer)
    mailer.says = Outcome(verdict="later", code="sign_in", reason="535 No")
    test, to = "/mail-settings/test", {"to": "boss@acme.example"}
    async with ringwell.browser(acme, boss) as browser:
        assert (await browser.json("POST", test, to))["code"] == "not_set_up"
        async with browser.session.put("/api/v1/mail-settings", json=BODY, headers=ANY) as reply:
            assert reply.status == 200
        tried = await browser.json("POST", test, to)
    assert (tried["verdict"], tried["code"], tried["reason"]) == ("later", "sign_in", "535 No")
    [(settings, letter)] = mailer.letters
    assert (settings.host, letter.to) == ("mail.example", "boss@acme.example")
