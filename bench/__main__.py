"""`python -m bench [NAME…]`: run benchmarks, keep what they found, and say it."""

import asyncio
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping

import msgspec

from bench import (
    editor,
    expected_wait,
    flows,
    greeting,
    hundred_calls,
    joining,
    kills,
    matching,
    page,
    queue_model,
    ready_to_invite,
    routing_oracle,
    screen,
    simulator,
    speech,
    sustained,
)
from bench.figures import Figure, noise, write

Benchmark = Callable[[], Awaitable[list[Figure]]]

BENCHMARKS: Mapping[str, Benchmark] = {
    "ready_to_invite": ready_to_invite.measure,
    "greeting": greeting.measure,
    "hundred_calls": hundred_calls.measure,
    "screen": screen.measure,
    "page": page.measure,
    "editor": editor.measure,
    "matching": matching.measure,
    "flows": flows.measure,
    "routing_oracle": routing_oracle.measure,
    "simulator": simulator.measure,
    "expected_wait": expected_wait.measure,
    "queue_model": queue_model.measure,
}
LONG: Mapping[str, Benchmark] = {
    "joining": joining.measure,
    "kills": kills.measure,
    "sustained": sustained.measure,
    "speech": speech.measure,
}
"""Only when named."""
LONGEST_S = 300
"""For one benchmark; all together stay within 12 minutes."""
LONGEST_WHEN_NAMED_S = 2400


def main(names: list[str]) -> int:
    known = {**BENCHMARKS, **LONG}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    done = [_run(name) for name in names or BENCHMARKS]
    return 0 if all(done) else 1


def _run(name: str) -> bool:
    """Whether it could be measured; a goal that was missed is a result, not a failure."""
    print(f"==> {name}", flush=True)
    before, begun = noise(), time.monotonic()
    try:
        figures = asyncio.run(_bounded(name))
    except (TimeoutError, AssertionError):
        traceback.print_exc()
        print(f"    no result after {time.monotonic() - begun:.0f} s", file=sys.stderr)
        return False
    noted = [msgspec.structs.replace(each, note=f"{each.note}; {before}".lstrip("; ")) for each in figures]
    for each in noted:
        peer = f", beside it {each.peer:g}" if each.peer is not None else ""
        goal = f" (goal {each.goal}: {'met' if each.met else 'MISSED'})" if each.goal else ""
        print(f"    {each.figure}: {each.value:g} {each.unit}{peer}{goal}\n      {each.note}")
    print(f"    {write(name, noted).name}, {time.monotonic() - begun:.0f} s", flush=True)
    return True


async def _bounded(name: str) -> list[Figure]:
    benchmark, longest_s = (
        (LONG[name], LONGEST_WHEN_NAMED_S) if name in LONG else (BENCHMARKS[name], LONGEST_S)
    )
    async with asyncio.timeout(longest_s):
        return await benchmark()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
