"""What a flow asks a service: values are data, and never change whom or what is asked."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from ringwell.flows.messages import HttpQuestion, SqlQuestion
from ringwell.flows.model import LookUpNode, QueryNode
from ringwell.flows.question_problems import question_problems
from ringwell.flows.questions import question_of
from ringwell.flows.template import NoValue, UnsafeValue


def look_up(**fields: object) -> LookUpNode:
    document = {"type": "lookup", "url": "/orders/{order}", "found": "a", "not_found": "a", "failed": "a"}
    return msgspec.convert({"service": "shop", **document, **fields}, LookUpNode)


@given(st.text(min_size=1, max_size=40))
def test_a_value_is_one_piece_of_the_path_or_nothing_is_asked(value: str) -> None:
    try:
        question = question_of(look_up(url="/orders/{order}/state?of={order}"), {"order": value}, "int_1")
    except UnsafeValue:
        assert not value.strip(".")
        return
    except UnicodeEncodeError:
        pytest.fail("text that cannot be encoded gets here from nowhere")
    assert isinstance(question, HttpQuestion)
    url = URL(f"https://shop.example{question.url}", encoded=True)
    assert url.host == "shop.example"
    assert len(url.raw_path.split("/")) == 4
    assert url.query.getall("of") == [value]


def test_a_missing_value_asks_nothing() -> None:
    with pytest.raises(NoValue):
        question_of(look_up(), {"order": ""}, "int_1")


def test_a_header_is_one_line() -> None:
    node = look_up(url="/orders", headers={"X-Order": "{order}"})
    with pytest.raises(UnsafeValue):
        question_of(node, {"order": "1\r\nHost: elsewhere"}, "int_1")


def test_the_same_question_of_the_same_call_has_the_same_key() -> None:
    node = look_up(method="POST", body={"order": "{order}"})
    one, again, other = (question_of(node, {"order": each}, "int_1") for each in ("1", "1", "2"))
    assert isinstance(one, HttpQuestion)
    assert one == again
    assert isinstance(other, HttpQuestion)
    assert one.key != other.key


def test_what_a_statement_is_about_is_bound_never_written_into_it() -> None:
    node = QueryNode(
        service="shop",
        sql="SELECT a FROM b WHERE c = $1",
        parameters=("{order}",),
        found="a",
        not_found="a",
        failed="a",
    )
    question = question_of(node, {"order": "1'; DROP TABLE b; --"}, "int_1")
    assert question == SqlQuestion("shop", node.sql, ("1'; DROP TABLE b; --",), {}, 5)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"service": "gone"}, "flow.unknown_service"),
        ({"service": "base"}, "flow.unknown_service"),
        ({"url": "//elsewhere/{order}"}, "flow.wrong_url"),
        ({"url": "/a/../b"}, "flow.wrong_url"),
        ({"url": "/a/%2E%2e/b"}, "flow.wrong_url"),
        ({"url": "/a/..%2fb"}, "flow.wrong_url"),
        ({"url": "/a%5c..%5cb"}, "flow.wrong_url"),
        ({"url": "orders"}, "flow.wrong_url"),
        ({"service": None, "url": "https://{order}.example/"}, "flow.wrong_url"),
        ({"service": None, "url": "https://user:word@shop.example/"}, "flow.wrong_url"),
        ({"service": None, "url": "ftp://shop.example/"}, "flow.wrong_url"),
        ({"service": None, "url": "https://shop.example:port/"}, "flow.wrong_url"),
        ({"headers": {"Host": "x"}}, "flow.wrong_header"),
        ({"headers": {"A B": "x"}}, "flow.wrong_header"),
        ({"body": {"a": "b"}}, "flow.body_needs_post"),
        ({"results": {"a": "b..c"}}, "flow.wrong_result"),
    ],
)
def test_what_could_not_be_asked_is_told_while_it_is_drawn(fields: dict[str, object], code: str) -> None:
    services = {"shop": "http", "base": "sql"}
    assert code in {each.code for each in question_problems("n", look_up(**fields), services)}  # type: ignore[arg-type]


def test_a_good_one_has_no_problem() -> None:
    assert list(question_problems("n", look_up(), {"shop": "http"})) == []
    plain = look_up(service=None, url="https://shop.example/{order}?a={language}")
    assert list(question_problems("n", plain, {})) == []


@pytest.mark.parametrize(
    ("sql", "asks"),
    [
        ("SELECT 1", True),
        ("/* a */ -- b\n (with x AS (SELECT 1) SELECT * FROM x)", True),
        ("values (1)", True),
        ("COPY (SELECT 1) TO PROGRAM 'x'", False),
        ("-- \rCOPY x TO PROGRAM 'x' --\nSELECT 1", False),
        ("/* /* */ SELECT 1 */ DO 'x'", False),
        ("selection", False),
        ("-- select", False),
        ("", False),
    ],
)
def test_a_statement_that_asks_nothing_is_told_while_it_is_drawn(sql: str, asks: bool) -> None:
    node = QueryNode(service="base", sql=sql, found="a", not_found="a", failed="a")
    assert [each.code for each in question_problems("n", node, {"base": "sql"})] == (
        [] if asks else ["flow.not_a_query"]
    )
