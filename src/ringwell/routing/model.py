"""Queues as administrators set them."""

import msgspec

from ringwell.routing.messages import SkillNeed


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """A queue. `target_s` is T, the answer threshold; `short_abandon_s` is S (kpis.py); `service_level_target` a share 0–1."""

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
