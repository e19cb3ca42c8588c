"""Work on lanes: in order where one is shared, at once where none is."""

import asyncio
from collections.abc import Callable, Coroutine
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ringwell.adapters.asterisk.lanes import Lanes


class Site:
    """Pieces of work that end when they are told to."""

    def __init__(self) -> None:
        self.lanes = Lanes()
        self.begun: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    def put(self, name: str, *lanes: str) -> None:
        self.gates[name] = asyncio.Event()
        self.lanes.put(lanes, self._work(name), name)

    def _work(self, name: str) -> Callable[[], Coroutine[None, None, None]]:
        async def work() -> None:
            self.begun.append(name)
            await self.gates[name].wait()

        return work


async def _turns() -> None:
    for _ in range(4):
        await asyncio.sleep(0)


async def test_one_lane_is_in_order_and_two_go_at_once() -> None:
    site = Site()
    site.put("a1", "a")
    site.put("a2", "a")
    site.put("b1", "b")
    site.put("a3b2", "a", "b")
    await _turns()
    assert site.begun == ["a1", "b1"]
    site.gates["b1"].set()
    site.gates["a1"].set()
    await _turns()
    assert site.begun == ["a1", "b1", "a2"]
    assert len(site.lanes) == 2
    site.gates["a2"].set()
    await _turns()
    assert site.begun[-1] == "a3b2"


async def test_drain_waits_for_followers_too_and_for_what_comes_meanwhile() -> None:
    site = Site()
    for name in ("1", "2", "3"):
        site.put(name, "a")
    draining = asyncio.create_task(site.lanes.drain())
    for name in ("1", "2", "3"):
        await _turns()
        assert not draining.done()
        site.gates[name].set()
    await draining
    assert len(site.lanes) == 0


@given(st.lists(st.sets(st.sampled_from("abcd"), max_size=3), max_size=12), st.randoms(use_true_random=False))
async def test_of_two_that_share_a_lane_the_later_begins_after_the_earlier_has_ended(
    lanes: list[set[str]], chance: Random
) -> None:
    site, ended = Site(), set[int]()
    for number, names in enumerate(lanes):
        site.put(str(number), *sorted(names))
    while len(ended) < len(lanes):
        await _turns()
        running = [int(name) for name in site.begun if int(name) not in ended]
        assert running
        for number in running:
            assert all(before in ended for before in range(number) if lanes[before] & lanes[number]), (
                "begun before its turn"
            )
        one = chance.choice(running)
        site.gates[str(one)].set()
        ended.add(one)
    await site.lanes.drain()
    assert len(site.lanes) == 0
