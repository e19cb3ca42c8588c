"""Checks before shifts in memory."""

from collections import defaultdict
from collections.abc import Sequence

from ringwell.access.shift_checks import ShiftCheck


class MemoryShiftChecks:
    """`kept` by workspace."""

    def __init__(self) -> None:
        self.kept: dict[str, list[ShiftCheck]] = defaultdict(list)

    async def keep(self, workspace_id: str, check: ShiftCheck) -> None:
        self.kept[workspace_id].insert(0, check)

    async def of_user(self, workspace_id: str, user_id: str, most: int) -> Sequence[ShiftCheck]:
        return [each for each in self.kept[workspace_id] if each.user_id == user_id][:most]
