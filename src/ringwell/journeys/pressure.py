"""The queues whose rings open by how they are doing: what became of their callers lately, and how far each is open.

Kept by the facts of the day, so that a restart finds it as it was; an open ring's hysteresis begins anew then.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from ringwell.routing.messages import QueueLeft
from ringwell.routing.model import Queue
from ringwell.routing.pressure import Pulse, opened


class Pressures:
    """Of one workspace. Queues whose rings open by age only are not looked at."""

    def __init__(self) -> None:
        self._queues: dict[str, Queue] = {}
        self._pulses: dict[str, Pulse] = {}
        self._open: dict[str, frozenset[int]] = {}
        self._touched: set[str] = set()

    def configure(self, queues: Iterable[Queue], now: datetime) -> None:
        """Queues may be new, or have new rules."""
        self._queues = {queue.queue_id: queue for queue in queues if any(r.pressure for r in queue.rings)}
        self._pulses = {
            queue_id: self._pulses.get(queue_id) or Pulse(queue.target_s, now.timestamp())
            for queue_id, queue in self._queues.items()
        }
        self._open = {queue_id: self._open.get(queue_id, frozenset()) for queue_id in self._queues}
        self._touched = set(self._queues)

    def touch(self, queue_id: str) -> None:
        """Somebody came to this queue, or left it."""
        if queue_id in self._queues:
            self._touched.add(queue_id)

    def tell(self, fact: QueueLeft, at: datetime) -> None:
        """A wait is over."""
        pulse = self._pulses.get(fact.queue_id)
        if pulse:
            pulse.end(at.timestamp(), fact.waited_ms / 1000, answered=fact.result == "answered")
            self.touch(fact.queue_id)

    def open_rings(self) -> dict[str, int]:
        """How far each queue is open by pressure, where it is."""
        return {queue_id: max(rings) for queue_id, rings in self._open.items() if rings}

    def feel(self, waiting: Callable[[str], int], now: float) -> list[tuple[str, int]]:
        """Open and close rings by what the figures are now; the queues where that changes how far they are open."""
        changed = list[tuple[str, int]]()
        while self._touched:
            queue_id = self._touched.pop()
            figures = self._pulses[queue_id].figures(now, waiting(queue_id))
            before = self._open[queue_id]
            rings = self._open[queue_id] = opened(self._queues[queue_id].rules, figures, before)
            if max(rings, default=0) != max(before, default=0):
                changed.append((queue_id, max(rings, default=0)))
        return sorted(changed)
