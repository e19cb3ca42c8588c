"""Checks of headset, network and noise that agents make before a shift: what was measured, and what is to be looked at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, Protocol

import msgspec

Trouble = Literal["microphone", "noise", "speaker", "network"]

QUIET_DB: Final = -45.0
"""Noise above this is heard by the customer."""
LOUD_DB: Final = -38.0
"""Speech below this is hard to hear."""
SLOW_MS: Final = 300.0
MOST_LOST: Final = 0.05
MOST_KEPT: Final = 200
"""The newest of one user; older ones go."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """`speech_db`, `noise_db`: against full scale; `heard`: whether the agent heard the test tone; `round_trip_ms`: the middle one to this server and
    back; `lost`: the share that did not come back, or too late."""

    speech_db: float
    noise_db: float
    heard: bool
    round_trip_ms: float
    lost: float


class ShiftCheck(msgspec.Struct, frozen=True, kw_only=True):
    user_id: str
    at: datetime
    measured: Measured


def troubles(measured: Measured) -> tuple[Trouble, ...]:
    """What should be seen to before calls come."""
    found: dict[Trouble, bool] = {
        "microphone": measured.speech_db < LOUD_DB,
        "noise": measured.noise_db > QUIET_DB,
        "speaker": not measured.heard,
        "network": measured.round_trip_ms > SLOW_MS or measured.lost > MOST_LOST,
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
