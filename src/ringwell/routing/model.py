"""Queues as administrators set them."""

import msgspec

from ringwell.routing.messages import SkillNeed
from ringwell.routing.rules import QueueRules, Ring


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """A queue. `target_s` is T, the answer threshold; `short_abandon_s` is S (kpis.py); `service_level_target` a share 0–1.

    `rings` are those beyond its own people, who have what it needs at its level.
    """

    queue_id: str
    name: str
    project_id: str
    needs: tuple[SkillNeed, ...] = ()
    target_s: int = 20
    short_abandon_s: int = 5
    service_level_target: float = 0.8
    offer_timeout_s: int = 20
    wrap_up_s: int = 60
    announce_place_every_s: int = 30
    record: bool = True
    rings: tuple[Ring, ...] = ()

    @property
    def rules(self) -> QueueRules:
        return QueueRules(project_id=self.project_id, rings=(Ring(after_s=0), *self.rings))

    @property
    def levels_less(self) -> int:
        """By how many levels the needs are lowered at most."""
        return max((ring.levels_less for ring in self.rings), default=0)
