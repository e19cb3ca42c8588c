"""Checks before shifts in the database."""

from datetime import UTC, datetime, timedelta

import pytest

from ringwell.access.shift_checks import MOST_KEPT, Measured, ShiftCheck
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.stores import Stores

pytestmark = pytest.mark.live


async def test_only_the_newest_checks_of_a_user_are_kept(stores: Stores) -> None:
    """An agent's program may send one after the other."""
    place = await seed_demo(stores)
    ann, bob = [user.user_id for user in await stores.users.all(place)][:2]
    measured = Measured(speech_db=-20, noise_db=-60, heard=True, round_trip_ms=20, lost=0)
    begun = datetime.now(UTC)
    await stores.shift_checks.keep(place, ShiftCheck(user_id=bob, at=begun, measured=measured))
    for number in range(MOST_KEPT + 3):
        at = begun + timedelta(seconds=number)
        await stores.shift_checks.keep(place, ShiftCheck(user_id=ann, at=at, measured=measured))
    kept = await stores.shift_checks.of_user(place, ann, 2 * MOST_KEPT)
    assert len(kept) == MOST_KEPT
    assert kept[-1].at == begun + timedelta(seconds=3)
    assert len(await stores.shift_checks.of_user(place, bob, 2 * MOST_KEPT)) == 1
