"""The open live sockets of this edge, so that the end of a session reaches them at once."""

from collections.abc import Collection
from typing import Final, Protocol

PAGES_OF_USER: Final = 40
ASIDES_CHANGED: Final = "asides_changed"
ANNOUNCEMENTS_CHANGED: Final = "announcements_changed"
FORM_CHANGED: Final = "form_changed"


class LivePage(Protocol):
    """One browser's live socket."""

    @property
    def user_id(self) -> str: ...

    @property
    def workspace_id(self) -> str: ...

    @property
    def team_id(self) -> str | None: ...

    def tell(self, code: str) -> None:
        """A notice, without more: the page looks again by itself."""
        ...

    def recheck(self) -> None:
        """Look now whether the session still holds."""
        ...


class LivePages:
    """A registry. Sessions that ended at another edge are found by each page's own periodic look."""

    def __init__(self) -> None:
        self._pages: set[LivePage] = set()

    def add(self, page: LivePage) -> None:
        self._pages.add(page)

    def discard(self, page: LivePage) -> None:
        self._pages.discard(page)

    def recheck(self, user_id: str) -> None:
        """Sessions of this user ended or changed."""
        for page in self._pages:
            if page.user_id == user_id:
                page.recheck()

    def asides_changed(self, workspace_id: str, team_id: str, user_ids: Collection[str]) -> None:
        """A question beside a call: to the team that was asked, and to who is in the call."""
        for page in tuple(self._pages):
            if page.workspace_id == workspace_id and (page.team_id == team_id or page.user_id in user_ids):
                page.tell(ASIDES_CHANGED)

    def form_changed(self, workspace_id: str, user_ids: Collection[str]) -> None:
        """What is filled in about a call: to who is in it, or was."""
        for page in tuple(self._pages):
            if page.workspace_id == workspace_id and page.user_id in user_ids:
                page.tell(FORM_CHANGED)

    def announcements_changed(self, workspace_id: str) -> None:
        """Callers are told something else: to everybody of the workspace."""
        for page in tuple(self._pages):
            if page.workspace_id == workspace_id:
                page.tell(ANNOUNCEMENTS_CHANGED)

    def hints_missed(self) -> None:
        """Hints were away: everybody looks again."""
        for page in tuple(self._pages):
            page.tell(ASIDES_CHANGED)
            page.tell(ANNOUNCEMENTS_CHANGED)
            page.tell(FORM_CHANGED)

    def is_full_for(self, user_id: str) -> bool:
        """Whether this user has as many pages open as anybody may."""
        return sum(page.user_id == user_id for page in self._pages) >= PAGES_OF_USER

    def __len__(self) -> int:
        return len(self._pages)
