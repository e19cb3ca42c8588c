"""What calls by a trunk come to in a day and in a month: where its limit is reached no further one goes out by it, and supervisors are told before.

Calls that talk when it is reached go on: who could speak first would be cut for what another call has cost.
"""

from datetime import datetime
from typing import Final

import msgspec

from ringwell.journeys.live import Floor
from ringwell.journeys.views import AlertView
from ringwell.outbound.lines import THOUSANDTHS
from ringwell.projects.model import Trunk

NEAR: Final = 0.8
"""From this share of a limit on supervisors are told."""


class TrunkSpent(msgspec.Struct, frozen=True, kw_only=True):
    """What calls by a trunk have come to today and in this month, in thousandths; those that talk now as if they ended now."""

    today: int
    month: int


def of(floor: Floor, trunk_id: str, now: datetime) -> TrunkSpent:
    """By the workspace's day and month."""
    running = sum(line.cost(now) for line in floor.lines.values() if line.trunk_id == trunk_id)
    today = floor.today.spent_by[trunk_id] + running
    return TrunkSpent(today=today, month=floor.today.spent_before[trunk_id] + today)


def is_over(floor: Floor, trunk: Trunk, now: datetime) -> bool:
    """Whether nothing more goes out by it today, or in this month."""
    return trunk.has_spend_limit and _share(trunk, of(floor, trunk.trunk_id, now))[0] >= 1


def alerts(floor: Floor, now: datetime) -> dict[str, AlertView]:
    """Trunks whose limit is near or reached, by alert id."""
    limited = [each for each in floor.config.trunks.values() if each.has_spend_limit and not each.disabled]
    found = [_alert(floor, trunk, now) for trunk in limited]
    return {alert.alert_id: alert for alert in found if alert is not None}


def _alert(floor: Floor, trunk: Trunk, now: datetime) -> AlertView | None:
    share, period = _share(trunk, of(floor, trunk.trunk_id, now))
    if share < NEAR:
        return None
    alert_id, code = f"trunk_spending_{trunk.trunk_id}", "trunk_spent" if share >= 1 else "trunk_spending"
    before = floor.alerts.get(alert_id)
    return AlertView(
        alert_id=alert_id,
        code=code,
        params={"trunk": trunk.name, "percent": int(share * 100), "period": period},
        since=before.since if before is not None and before.code == code else now,
        level="over" if share >= 1 else "near",
    )


def _share(trunk: Trunk, spent: TrunkSpent) -> tuple[float, str]:
    """How much of the limit that is nearer is used, and which one that is."""
    day = spent.today / (trunk.spend_per_day * THOUSANDTHS) if trunk.spend_per_day else 0.0
    month = spent.month / (trunk.spend_per_month * THOUSANDTHS) if trunk.spend_per_month else 0.0
    return (day, "day") if day >= month else (month, "month")
