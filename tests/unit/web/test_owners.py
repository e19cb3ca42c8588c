"""What may stand on a call-out list."""

import pytest

from ringwell.adapters.web.api.owners import faults_of
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.projects.owners import MOST_OWNERS, Owner


def owner(number: str, owner_id: str = "own_1", project_id: str = "prj_1") -> Owner:
    return Owner(owner_id=owner_id, project_id=project_id, name="Jan", number=number)


def codes(number: str, *listed: Owner, prefixes: str = "") -> list[str]:
    settings = WorkspaceSettings(callback_prefixes=prefixes)
    return [fault.code for fault in faults_of(owner(number), listed, settings)]


@pytest.mark.parametrize("number", ["112", "+19005550199", "1234", "+881612345678"])
def test_what_may_not_be_called(number: str) -> None:
    assert codes(number) == ["not_callable"]


def test_what_may() -> None:
    assert codes("600100200") == []
    assert codes("+49301234567") == ["not_callable"]
    assert codes("+49301234567", prefixes="+49") == []
    assert codes("600100200", prefixes="+49") == ["not_callable"]


def test_nobody_stands_twice_on_one_list() -> None:
    assert codes("600 100 200".replace(" ", ""), owner("+48600100200", "own_2")) == ["owner_listed"]
    assert codes("600100200", owner("+48600100200", "own_2", "prj_2")) == []
    assert codes("600100200", owner("+48600100200")) == []


def test_a_list_is_full() -> None:
    others = [owner(f"+4860010{place:04}", f"own_{place + 2}") for place in range(MOST_OWNERS)]
    assert codes("600200200", *others) == ["too_many_owners"]
