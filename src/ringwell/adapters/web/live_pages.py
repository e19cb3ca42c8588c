"""The open live sockets of this edge, so that the end of a session reaches them at once."""

from typing import Final, Protocol

PAGES_OF_USER: Final = 40


class LivePage(Protocol):
    """One browser's live socket."""

    @property
    def user_id(self) -> str: ...

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

    def is_full_for(self, user_id: str) -> bool:
        """Whether this user has as many pages open as anybody may."""
        return sum(page.user_id == user_id for page in self._pages) >= PAGES_OF_USER

    def __len__(self) -> int:
        return len(self._pages)
