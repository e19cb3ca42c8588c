"""Announcements: what callers are told before a flow or a queue, from now until a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime
from math import ceil
from typing import Final, Literal, Protocol

import msgspec

from ringwell.flows.own_prompts import Spoken
from ringwell.kernel.errors import NoRoom, RingwellError
from ringwell.kernel.events import Actor

AnnouncementTarget = Literal["all", "flow", "project", "number", "queue"]
TARGETS: Final[Mapping[AnnouncementTarget, Literal["flows", "projects", "numbers", "queues"]]] = {
    "flow": "flows",
    "project": "projects",
    "number": "numbers",
    "queue": "queues",
}
"""Of which kind of configuration a target is; all callers are of none."""
MOST: Final = 20
"""So many at once in a workspace: callers are not to hear a whole programme."""
LONGEST_S: Final = 120
"""So many seconds of announcements one caller hears at most on the way to one queue."""


class HeardTooLong(RingwellError):
    """With this one a caller could hear more announcements than `most` seconds."""

    code = "announcement_long"


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """What the floor needs of one. `sounds` by language: who is spoken to in another one hears nothing. `to_waiting`: callers who wait already
    hear it, too."""

    announcement_id: str
    target: AnnouncementTarget
    target_id: str = ""
    sounds: dict[str, str]
    ends_at: datetime
    to_waiting: bool = False


class AnnouncementEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One as people see it. `ended_at`: somebody ended it before its time."""

    announcement_id: str
    target: AnnouncementTarget
    target_id: str = ""
    said: dict[str, Spoken]
    to_waiting: bool = False
    made_by: str
    made_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    version: int = 1


def longest_heard_s(entries: Iterable[AnnouncementEntry], language: str) -> float:
    """The most seconds of these that a caller of this language can come to hear: of each kind of target the one that says most."""
    by_target: defaultdict[tuple[AnnouncementTarget, str], float] = defaultdict(float)
    for each in entries:
        if language in each.said:
            by_target[each.target, each.target_id] += each.said[language].seconds
    most: defaultdict[AnnouncementTarget, float] = defaultdict(float)
    for (target, _), seconds in by_target.items():
        most[target] = max(most[target], seconds)
    return sum(most.values())


def check_room(on: Sequence[AnnouncementEntry], entry: AnnouncementEntry) -> None:
    """Whether one more may begin beside those that are on. NoRoom, HeardTooLong."""
    if len(on) >= MOST:
        raise NoRoom(kind="announcements")
    longest = max((longest_heard_s([*on, entry], language) for language in entry.said), default=0.0)
    if longest > LONGEST_S:
        raise HeardTooLong(seconds=ceil(longest), most=LONGEST_S)


class Announcements(Protocol):
    """What callers are told. That is the brain's to know: each change is one of the configuration."""

    async def all(self, workspace_id: str) -> Sequence[AnnouncementEntry]:
        """The newest ones, also those that are over."""
        ...

    async def on(self, workspace_id: str) -> Sequence[AnnouncementEntry]:
        """Those that are on now."""
        ...

    async def begin(self, workspace_id: str, entry: AnnouncementEntry, by: Actor) -> AnnouncementEntry:
        """As `check_room` says, of those that are on at this very moment: however many are begun at once. The target stays as long as it is on. NoRoom, HeardTooLong,
        UnknownReference."""
        ...

    async def end(self, workspace_id: str, announcement_id: str, user_id: str, by: Actor) -> None:
        """Nothing where it is over already. NotFound."""
        ...


class Covered(msgspec.Struct, frozen=True):
    """By what a call is covered: the number that was called, its flow and project."""

    number_id: str | None = None
    flow_id: str | None = None
    project_id: str | None = None


def before_flow(
    announcements: Iterable[Announcement], call: Covered, language: str, heard: Set[str], now: datetime
) -> Iterator[tuple[Announcement, str]]:
    """What this caller is to hear before the flow, each with its sound."""
    for each in announcements:
        if each.target != "queue" and _covers(each, call) and each.announcement_id not in heard:
            yield from _in(each, language, now)


def before_queue(
    announcements: Iterable[Announcement], queue_id: str, language: str, heard: Set[str], now: datetime
) -> Iterator[tuple[Announcement, str]]:
    """What a caller is to hear who comes to this queue."""
    for each in announcements:
        is_of = each.target == "queue" and each.target_id == queue_id
        if is_of and each.announcement_id not in heard:
            yield from _in(each, language, now)


def to_waiting(
    announcements: Iterable[Announcement],
    call: Covered,
    queue_id: str,
    language: str,
    heard: Set[str],
    now: datetime,
) -> Iterator[tuple[Announcement, str]]:
    """What a caller who waits in this queue is told there."""
    asked = [each for each in announcements if each.to_waiting]
    yield from before_flow(asked, call, language, heard, now)
    yield from before_queue(asked, queue_id, language, heard, now)


def of_number(
    announcements: Iterable[Announcement], call: Covered, queue_id: str | None, language: str
) -> Iterator[tuple[Announcement, str]]:
    """What callers of a number are to hear before they wait in this queue, each with its sound, for who cannot ask: each until its end."""
    covering = [each for each in announcements if each.target != "queue" and _covers(each, call)]
    of_queue = [each for each in announcements if each.target == "queue" and each.target_id == queue_id]
    for each in (*covering, *of_queue):
        if (sound := each.sounds.get(language)) is not None:
            yield each, sound


def _covers(announcement: Announcement, call: Covered) -> bool:
    named = {"number": call.number_id, "flow": call.flow_id, "project": call.project_id}
    return announcement.target == "all" or named.get(announcement.target) == announcement.target_id


def _in(announcement: Announcement, language: str, now: datetime) -> Iterator[tuple[Announcement, str]]:
    sound = announcement.sounds.get(language)
    if sound is not None and now < announcement.ends_at:
        yield announcement, sound
