"""Questions to specialists in memory. A call's talkers are told by the test."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from ringwell.customers.asides import (
    MOST_IN_A_WHILE,
    MOST_OPEN,
    Aside,
    AsideFull,
    AsideLine,
    AsideOver,
    NewAside,
    NewLine,
    TooQuick,
)
from ringwell.kernel.errors import AlreadyExists, NotFound
from ringwell.kernel.events import Actor
from tests.support.edge_stores import MemoryInteractions


class MemoryAsides:
    """`kept` by workspace; `talking`: interaction → users."""

    def __init__(self, interactions: MemoryInteractions) -> None:
        self._interactions = interactions
        self.kept: dict[str, dict[str, Aside]] = defaultdict(dict)
        self.talking: dict[str, frozenset[str]] = {}
        self.at_desk: dict[str, int] = {}

    async def talkers(self, workspace_id: str, interaction_id: str) -> frozenset[str]:
        row = self._interactions.rows.get((workspace_id, interaction_id))
        if row is None or row.ended_at is not None:
            return frozenset()
        return self.talking.get(interaction_id, frozenset())

    async def ask(self, workspace_id: str, new: NewAside, by: Actor) -> Aside:
        row = await self._interactions.read(workspace_id, new.interaction_id)
        before = self.kept[workspace_id].get(new.aside_id)
        if before is not None:
            if (before.interaction_id, before.asked_by) != (new.interaction_id, new.user_id):
                raise AlreadyExists(field="aside_id")
            return self._now(workspace_id, before)
        if row.ended_at is not None:
            raise AsideOver
        up = [each for each in self.kept[workspace_id].values() if each.solved_by is None]
        if sum(each.interaction_id == new.interaction_id for each in up) >= MOST_OPEN:
            raise AsideFull
        line = AsideLine(line_id=new.line_id, user_id=new.user_id, at=datetime.now(UTC), text=new.text)
        made = Aside(
            aside_id=new.aside_id,
            interaction_id=new.interaction_id,
            short_ref=row.short_ref,
            project_id=row.project_id,
            team_id=new.team_id,
            asked_by=new.user_id,
            asked_at=line.at,
            lines=(line,),
        )
        self.kept[workspace_id][new.aside_id] = made
        return self._now(workspace_id, made)

    async def write(self, workspace_id: str, new: NewLine, by: Actor) -> Aside:
        aside = await self.read(workspace_id, new.aside_id)
        if aside.over_at is not None:
            raise AsideOver
        for line in aside.lines:
            if line.line_id == new.line_id:
                if line.user_id != new.user_id:
                    raise AlreadyExists(field="line_id")
                return aside
        if sum(line.user_id == new.user_id for line in aside.lines) >= MOST_IN_A_WHILE:
            raise TooQuick
        line = AsideLine(line_id=new.line_id, user_id=new.user_id, at=datetime.now(UTC), text=new.text)
        changed = msgspec.structs.replace(aside, lines=(*aside.lines, line))
        self.kept[workspace_id][new.aside_id] = changed
        return changed

    async def solve(self, workspace_id: str, aside_id: str, user_id: str, by: Actor) -> Aside:
        aside = await self.read(workspace_id, aside_id)
        if aside.solved_by is None:
            aside = msgspec.structs.replace(aside, solved_by=user_id, over_at=datetime.now(UTC))
            self.kept[workspace_id][aside_id] = aside
        return aside

    async def saw(self, workspace_id: str, aside_id: str, user_id: str, lines: int) -> None:
        aside = await self.read(workspace_id, aside_id)
        seen = {**aside.seen, user_id: max(lines, aside.seen.get(user_id, 0))}
        self.kept[workspace_id][aside_id] = msgspec.structs.replace(aside, seen=seen)

    async def read(self, workspace_id: str, aside_id: str) -> Aside:
        aside = self.kept[workspace_id].get(aside_id)
        if aside is None:
            raise NotFound(kind="asides", id=aside_id)
        return self._now(workspace_id, aside)

    async def of_interaction(self, workspace_id: str, interaction_id: str) -> Sequence[Aside]:
        found = [self._now(workspace_id, each) for each in self.kept[workspace_id].values()]
        return [each for each in found if each.interaction_id == interaction_id]

    async def open_for(self, workspace_id: str, user_id: str, team_id: str | None) -> Sequence[Aside]:
        found = [self._now(workspace_id, each) for each in self.kept[workspace_id].values()]
        return [
            each
            for each in found
            if each.over_at is None and (each.team_id == team_id or user_id in {each.asked_by, *each.talkers})
        ]

    async def online(self, workspace_id: str) -> Mapping[str, int]:
        return self.at_desk

    def _now(self, workspace_id: str, aside: Aside) -> Aside:
        row = self._interactions.rows[(workspace_id, aside.interaction_id)]
        return msgspec.structs.replace(
            aside,
            talkers=self.talking.get(aside.interaction_id, frozenset()),
            over_at=aside.over_at or row.ended_at,
        )
