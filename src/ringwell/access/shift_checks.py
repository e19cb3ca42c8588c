"""Checks of headset, network and noise that agents make before a shift: what was measured, and what is to be looked at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, Protocol

import msgspec

from ringwell.kernel.settings import ShiftCheckPolicy

Trouble = Literal["microphone", "noise", "speaker", "network", "line"]

QUIET_DB: Final = -45.0
"""Noise above this is heard by the customer."""
LOUD_DB: Final = -38.0
"""Speech below this is hard to hear."""
SLOW_MS: Final = 300.0
MOST_LOST: Final = 0.05
FAINT_DB: Final = -20.0
"""What comes back from the switch this much fainter than it was said is no call that one could have."""
MOST_KEPT: Final = 200
"""The newest of one user; older ones go."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """`speech_db`, `noise_db`: against full scale; `heard`: whether the agent heard the test tone; `round_trip_ms`: the middle one to this server and
    back; `lost`: the share that did not come back, or too late; `echo_db`: what the agent said in a call to the switch's echo, as it came back against as
    it was said (None: there was no such call)."""

    speech_db: float
    noise_db: float
    heard: bool
    round_trip_ms: float
    lost: float
    echo_db: float | None = None


class ShiftCheck(msgspec.Struct, frozen=True, kw_only=True):
    user_id: str
    at: datetime
    measured: Measured


def is_due(policy: ShiftCheckPolicy, newest: datetime | None, today: datetime) -> bool:
    """Whether the workspace wants one that was not made yet; `today` began then, where the workspace is."""
    return policy != "off" and (newest is None or newest < today)


def troubles(measured: Measured) -> tuple[Trouble, ...]:
    """What should be seen to before calls come."""
    found: dict[Trouble, bool] = {
        "microphone": measured.speech_db < LOUD_DB,
        "noise": measured.noise_db > QUIET_DB,
        "speaker": not measured.heard,
        "network": measured.round_trip_ms > SLOW_MS or measured.lost > MOST_LOST,
        "line": measured.echo_db is not None and measured.echo_db < FAINT_DB,
    }
    return tuple(name for name, wrong in found.items() if wrong)


class ShiftChecks(Protocol):
    """Raises StoreAway when the database does not answer."""

    async def keep(self, workspace_id: str, check: ShiftCheck) -> None:
        """And forget what the user has beyond MOST_KEPT."""
        ...

    async def of_user(self, workspace_id: str, user_id: str, most: int) -> Sequence[ShiftCheck]:
        """The newest first."""
        ...
