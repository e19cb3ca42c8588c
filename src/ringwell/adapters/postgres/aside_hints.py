"""Hints that somebody has asked or answered something beside a call, for the edges."""

from collections.abc import Callable
from uuid import UUID

from ringwell.adapters.postgres.asides import CHANNEL
from ringwell.adapters.postgres.hints import Hints
from ringwell.kernel.ids import TEAM, USER, WORKSPACE, make_id

Heard = Callable[[str, str, frozenset[str]], None]
"""Called with the workspace, the team that was asked, and the users who are in the call."""


def aside_hints(url: str, heard: Heard, back: Callable[[], None]) -> Hints:
    """Run it beside the edge; `back` after each connect."""

    def on_hint(payload: str) -> None:
        workspace, team, *users = (UUID(part) for part in payload.split())
        heard(
            make_id(WORKSPACE, workspace),
            make_id(TEAM, team),
            frozenset(make_id(USER, user) for user in users),
        )

    return Hints(url, "aside-hints", {CHANNEL: on_hint}, back)
