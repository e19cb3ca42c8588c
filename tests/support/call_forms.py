"""Forms of calls in memory. Who has a call is told by the test."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ringwell.kernel.events import Actor
from ringwell.projects.form import FilledForm, FormField, Value, filled
from tests.support.edge_stores import MemoryInteractions


class MemoryCallForms:
    """`having`: interaction → agents; `told`: the fields of each fact."""

    def __init__(self, interactions: MemoryInteractions) -> None:
        self._interactions = interactions
        self.kept: dict[str, FilledForm] = {}
        self.having: dict[str, frozenset[str]] = defaultdict(frozenset)
        self.told: list[tuple[str, ...]] = []

    async def of(self, workspace_id: str, interaction_id: str) -> FilledForm:
        return self.kept.get(interaction_id, FilledForm())

    async def write(
        self,
        workspace_id: str,
        interaction_id: str,
        fields: Sequence[FormField],
        written: Mapping[str, Value | None],
        user_id: str,
        by: Actor,
    ) -> FilledForm:
        await self._interactions.read(workspace_id, interaction_id)
        before = await self.of(workspace_id, interaction_id)
        filling = filled(before.entries, fields, written, user_id, datetime.now(UTC))
        if filling.told:
            self.told.append(filling.told)
        self.kept[interaction_id] = FilledForm(entries=filling.entries)
        return self.kept[interaction_id]

    async def writers(self, workspace_id: str, interaction_id: str) -> frozenset[str]:
        return self.having[interaction_id]
