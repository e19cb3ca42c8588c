"""Roles, passwords, throttling: the rules alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.access.model import Role
from ringwell.access.passwords import check_password
from ringwell.access.roles import main_role, may_act_as, may_set_presence_of, narrowed, topic_for
from ringwell.access.throttle import (
    ACCOUNT,
    PERSON,
    PHONE,
    SOURCE,
    Failures,
    Rule,
    after_failure,
    delay_after,
    wait,
)

ROLES: tuple[Role, ...] = ("administrator", "supervisor", "agent")


@pytest.mark.parametrize(
    ("asked", "roles", "agent_id", "topic"),
    [
        ("desk", ("agent",), "agt_1", "desk:agt_1"),
        ("desk:agt_1", ("agent",), "agt_1", "desk:agt_1"),
        ("desk:agt_2", ("agent",), "agt_1", None),
        ("desk:agt_2", ("administrator",), None, None),
        ("desk", ("supervisor",), None, None),
        ("board", ("supervisor",), None, "board"),
        ("board", ("administrator",), None, "board"),
        ("board", ("agent",), "agt_1", None),
        ("board", (), None, None),
        ("anything", ROLES, "agt_1", None),
    ],
)
def test_topics(asked: str, roles: tuple[Role, ...], agent_id: str | None, topic: str | None) -> None:
    assert topic_for(asked, roles, agent_id) == topic


def test_who_acts_for_whom() -> None:
    assert may_set_presence_of(("agent",), "agt_1", "agt_1")
    assert not may_set_presence_of(("agent",), "agt_1", "agt_2")
    assert may_set_presence_of(("supervisor",), None, "agt_2")
    assert may_act_as(("agent",), "agt_1", "agt_1")
    assert not may_act_as(("administrator",), None, "agt_1")
    assert not may_act_as(("supervisor", "agent"), "agt_1", "agt_2")


def test_nobody_gives_away_a_role_that_they_lack() -> None:
    assert narrowed(("agent", "supervisor"), ("administrator", "supervisor")) == ("supervisor",)
    assert narrowed(("administrator",), ROLES) == ("administrator",)
    assert main_role(("agent", "supervisor")) == "supervisor"
    assert main_role(()) == "agent"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"),
        ("x" * 257, "password_long"),
        ("password123", "password_simple"),
        ("Qwertyuiop!", "password_simple"),
        ("1234567890", "password_simple"),
        ("abcdefghijk", "password_simple"),
        ("aaaaaaaaaaaa", "password_simple"),
        ("пароль1234", "password_simple"),
        ("anna.kowalska1", "password_like_name"),
        ("Anna Kowalska", "password_like_name"),
        ("a quiet green lamp", None),
        ("зелёная лампа у окна", None),
    ],
)
def test_passwords(password: str, code: str | None) -> None:
    assert check_password(password, sign_in="anna.kowalska", name="Anna Kowalska") == code


@given(st.sampled_from([ACCOUNT, PERSON, SOURCE, PHONE]), st.integers(0, 10_000))
def test_delays_grow_and_are_bounded(rule: Rule, count: int) -> None:
    assert delay_after(rule, count) <= delay_after(rule, count + 1) <= rule.most_s
    assert (delay_after(rule, count) == 0) == (count <= rule.free)


@given(st.lists(st.integers(0, 5000), max_size=40))
def test_failures_are_counted_until_forgotten(pauses: list[int]) -> None:
    now, kept, expected = 0.0, None, 0
    for pause in pauses:
        now += pause
        expected = 1 if pause > 3600 else expected + 1
        kept = after_failure(ACCOUNT, kept, now)
        assert kept == Failures(expected, now)
        assert wait(ACCOUNT, kept, now) == delay_after(ACCOUNT, expected)
        assert wait(ACCOUNT, kept, now + ACCOUNT.most_s) == 0
    assert wait(ACCOUNT, None, now) == 0


def test_failures_of_a_time_to_come_are_of_a_clock_that_was_set_back() -> None:
    assert wait(PERSON, Failures(PERSON.free + 9, 1000.0 + PERSON.most_s), 1000.0) > 0
    assert wait(PERSON, Failures(PERSON.free + 9, 1001.0 + PERSON.most_s), 1000.0) == 0
