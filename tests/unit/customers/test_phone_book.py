"""Phone books: who sees and changes which, and what a file of them makes, however odd it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwell.customers.phone_book import MOST_LINES, Book, FaultyRow, Reader, Row, row_of, rows_in
from ringwell.kernel.errors import InvalidValue

ANNA = Reader(user_id="usr_1", team_id="tem_1", queue_ids=frozenset({"que_1"}))
BOSS = Reader(user_id="usr_9", oversees=True)


@pytest.mark.parametrize(
    ("book", "sees", "changes", "boss_sees"),
    [
        (Book(user_id="usr_1"), True, True, False),
        (Book(user_id="usr_2"), False, False, False),
        (Book(team_id="tem_1"), True, False, True),
        (Book(team_id="tem_2"), False, False, True),
        (Book(queue_id="que_1"), True, False, True),
        (Book(queue_id="que_2"), False, False, True),
        (Book(), True, False, True),
    ],
)
def test_who_sees_and_changes_a_book(book: Book, sees: bool, changes: bool, boss_sees: bool) -> None:
    assert (ANNA.sees(book), ANNA.changes(book)) == (sees, changes)
    assert (BOSS.sees(book), BOSS.changes(book)) == (boss_sees, boss_sees)


def test_a_file_is_rows_and_what_is_wrong_is_told_by_its_line() -> None:
    text = '\ufeffName;Number;Note\r\nJan "the" Oak;600 100 200;mornings\r\n;600100201;\r\nEwa;none;\r\n\r\nOla;+48 600-100-202\r\n'
    rows, faults = rows_in(text, "PL")
    assert rows == [
        Row(name='Jan "the" Oak', number="+48600100200", note="mornings"),
        Row(name="Ola", number="+48600100202"),
    ]
    assert faults == [FaultyRow(row=3, code="name_missing"), FaultyRow(row=4, code="number_wrong")]


def test_a_first_line_with_a_number_is_no_heading() -> None:
    assert rows_in("Jan,600100200", "PL")[0] == [Row(name="Jan", number="+48600100200")]


@pytest.mark.parametrize(
    ("name", "number", "note"),
    [
        ("Jan", "600100200; DROP", ""),
        ("Jan", "6", ""),
        ("Jan", "1" * 30, ""),
        ("x" * 200, "600100200", ""),
        ("", "600100200", ""),
    ],
)
def test_what_is_no_entry_is_said_so(name: str, number: str, note: str) -> None:
    assert isinstance(row_of(name, number, note, "PL"), str)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rows, faults = rows_in(text, "PL")
    except InvalidValue:
        return
    lines = len(text.splitlines()) + text.count("\r") + 1
    assert len(rows) + len(faults) <= lines
    assert all(row.name and 2 <= len(row.number) <= 20 for row in rows)


def test_of_a_file_that_goes_on_and_on_no_more_is_read_than_a_book_can_need() -> None:
    rows, faults = rows_in("a,0 number\n" * (MOST_LINES * 3), "PL")
    assert (rows, len(faults), faults[-1]) == (
        [],
        MOST_LINES + 1,
        FaultyRow(row=MOST_LINES + 1, code="too_many"),
    )
