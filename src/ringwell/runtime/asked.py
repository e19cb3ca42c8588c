"""What people ask of the floors, through the brain's door."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from ringwell.adapters.web.door_answers import Moved
from ringwell.adapters.web.live import Problem
from ringwell.journeys import trunk_spending
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.journeys.dealing import WaitingCaller, waiting_for
from ringwell.journeys.parking import parked_for
from ringwell.journeys.probing import ProbeAnswer, ProbeQuestion, probe
from ringwell.journeys.targets import Targets, targets_of
from ringwell.journeys.trunk_spending import TrunkSpent
from ringwell.journeys.unlogged import TrunkTest
from ringwell.kernel.errors import LogRefused, StoreAway
from ringwell.kernel.events import Actor
from ringwell.runtime.floor_runner import FloorBroken, FloorGiven
from ringwell.runtime.floors import Floors

LISTED_AT_MOST: Final = 200
"""Callers in an agent's list of those who wait: the oldest."""
PROBED_AT_MOST: Final = 500
"""Agents that a probe tells of one by one; all are counted."""


class Asked:
    """Answers for all floors of a brain."""

    def __init__(self, floors: Floors, now: Callable[[], datetime]) -> None:
        self._floors, self._now = floors, now

    async def command(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, _key: str
    ) -> Problem | None:
        """Why it was not done; None when it was. Raises Moved: another brain has the workspace."""
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            if workspace_id in self._floors.left_out:
                return Problem(code="brain_away")
            raise Moved
        try:
            refusal = await runner.do(actor, command)
        except (StoreAway, LogRefused) as error:
            return Problem(code=error.code)
        except FloorGiven:
            raise Moved from None
        except FloorBroken:
            return Problem(code="brain_away")
        return Problem(code=refusal.code, params=refusal.params) if refusal else None

    def probe(self, workspace_id: str, question: ProbeQuestion) -> ProbeAnswer | None:
        """Who would get a caller; None where there is no such caller or queue."""
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            return None
        return probe(runner.floor, question, self._now().timestamp(), PROBED_AT_MOST)

    def waiting(self, workspace_id: str, agent_id: str) -> tuple[WaitingCaller, ...]:
        """The callers whom this agent may pull."""
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            return ()
        return waiting_for(runner.floor, agent_id, self._now().timestamp(), LISTED_AT_MOST)

    def targets(self, workspace_id: str, agent_id: str) -> Targets:
        """Whom this agent may bring a call to, and the parked calls that it may pick up."""
        runner = self._floors.runners.get(workspace_id)
        if runner is None:
            return Targets()
        parked = parked_for(runner.floor, agent_id, self._now().timestamp())
        return replace(targets_of(runner.floor, agent_id, LISTED_AT_MOST), parked=parked)

    def trunk_spent(self, workspace_id: str, trunk_id: str) -> TrunkSpent | None:
        """What calls by a trunk have come to; None until that is known."""
        runner = self._floors.runners.get(workspace_id)
        if runner is None or runner.floor.recount is not None:
            return None
        return trunk_spending.of(runner.floor, trunk_id, self._now())

    def trunk_test(self, workspace_id: str, leg_id: str) -> TrunkTest | None:
        """How a test call went; None where there is none that is known still."""
        runner = self._floors.runners.get(workspace_id)
        return runner.floor.trunk_tests.get(leg_id) if runner else None
