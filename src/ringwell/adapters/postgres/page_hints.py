"""Hints for the edges, whose pages look again: something was asked or answered beside a call, or filled in, callers are told something else."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from ringwell.adapters.postgres import announcements, asides, call_forms
from ringwell.adapters.postgres.hints import Hints
from ringwell.kernel.ids import TEAM, USER, WORKSPACE, make_id


class Pages(Protocol):
    """Who hears of it."""

    def asides_changed(self, workspace_id: str, team_id: str, user_ids: frozenset[str]) -> None:
        """The team that was asked, and the users who are in the call."""
        ...

    def form_changed(self, workspace_id: str, user_ids: frozenset[str]) -> None:
        """The users who are in the call, or were."""
        ...

    def announcements_changed(self, workspace_id: str) -> None:
        """Everybody of the workspace."""
        ...

    def hints_missed(self) -> None:
        """After each connect."""
        ...


def page_hints(url: str, pages: Pages) -> Hints:
    """Run it beside the edge."""

    def on_aside(payload: str) -> None:
        workspace, team, *users = (UUID(part) for part in payload.split())
        pages.asides_changed(
            make_id(WORKSPACE, workspace),
            make_id(TEAM, team),
            frozenset(make_id(USER, user) for user in users),
        )

    def on_form(payload: str) -> None:
        workspace, *users = (UUID(part) for part in payload.split())
        pages.form_changed(make_id(WORKSPACE, workspace), frozenset(make_id(USER, user) for user in users))

    def on_announcement(payload: str) -> None:
        pages.announcements_changed(make_id(WORKSPACE, UUID(payload)))

    heard: dict[str, Callable[[str], None]] = {
        asides.CHANNEL: on_aside,
        announcements.CHANNEL: on_announcement,
        call_forms.CHANNEL: on_form,
    }
    return Hints(url, "page-hints", heard, pages.hints_missed)
