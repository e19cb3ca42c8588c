"""A trunk's limit of money with the real switch: reached, it refuses calls, whatever becomes of the brain; raised, calls go out again."""

from typing import Any

import pytest

from tests.support.brain_gone import back, kill
from tests.support.centre import Centre, Person
from tests.support.polling import until, until_awaited

pytestmark = pytest.mark.live

CUSTOMER = "+48600100400"
PRICE = 2000
"""Thousandths for a minute begun."""


async def test_calls_go_out_until_the_trunk_s_day_is_spent_also_by_a_brain_that_was_killed(
    centre: Centre,
) -> None:
    admin, customer = await centre.person("admin@demo", "board"), await centre.caller(CUSTOMER)
    trunk = (await admin.get("/trunks"))["items"][0]
    path = f"/trunks/{trunk['trunk_id']}"
    before = await admin.get(f"{path}/spending")
    limit = before["today"] // 1000 + 1
    await admin.change("/settings", outgoing_prices="+48 2")
    await admin.change(path, server=f"sip:127.0.0.2:{customer.port}", spend_per_day=limit)
    try:
        await admin.post(f"{path}/test-calls", {"number": CUSTOMER})
        (await customer.rung()).accept()
        spent = {name: has + PRICE for name, has in before.items()}
        await _has(admin, path, spent)
        await _refused(admin, path)
        await until(lambda: "trunk_spent" in centre.alerts, 30)

        await kill(centre.server, "brain")
        await back(centre, [])
        await _has(admin, path, spent)
        await _refused(admin, path)

        await admin.change(path, spend_per_day=limit + PRICE // 1000)
        await admin.post(f"{path}/test-calls", {"number": CUSTOMER})
        (await customer.rung()).refuse(486)
    finally:
        await admin.change(path, server=trunk["server"], spend_per_day=None)
        await admin.change("/settings", outgoing_prices="")


async def _has(admin: Person, path: str, spent: dict[str, Any]) -> None:
    async def counted() -> bool:
        return await admin.get(f"{path}/spending") == spent

    await until_awaited(counted)


async def _refused(admin: Person, path: str) -> None:
    with pytest.raises(AssertionError, match=r"outgoing\.trunk_spent"):
        await admin.post(f"{path}/test-calls", {"number": CUSTOMER})
