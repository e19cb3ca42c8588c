"""Numbers that a stranger may have us call."""

import pytest

from ringwell.kernel.errors import InvalidValue
from ringwell.kernel.numbers import check_callable, normalise


@pytest.mark.parametrize("typed", ["600 100 200", "+48600100200", "0048 22 555 01 81"])
def test_an_ordinary_number_of_the_country_may_be_called(typed: str) -> None:
    check_callable(normalise(typed, "PL"), "PL", anywhere=False)


@pytest.mark.parametrize("typed", ["+49 30 901820", "0044 20 7946 0000", "1000", "118913", "12345678901234"])
def test_abroad_and_short_numbers_are_called_only_where_an_allow_list_says_so(typed: str) -> None:
    number = normalise(typed, "PL")
    with pytest.raises(InvalidValue):
        check_callable(number, "PL", anywhere=False)
    check_callable(number, "PL", anywhere=True)


@pytest.mark.parametrize(
    "typed", ["112", "999", "701 234 567", "801 123 456", "+44 871 234 5678", "+882161234567"]
)
def test_emergency_services_and_costly_numbers_are_never_called(typed: str) -> None:
    with pytest.raises(InvalidValue):
        check_callable(normalise(typed, "PL"), "PL", anywhere=True)


@pytest.mark.parametrize("number", ["+", "+x", "+0", "+999999999999999999999"])
def test_what_is_no_number_is_not_called_and_stops_nobody(number: str) -> None:
    with pytest.raises(InvalidValue):
        check_callable(number, "PL", anywhere=True)
