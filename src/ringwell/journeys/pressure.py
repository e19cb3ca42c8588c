"""The queues whose rings open by how they are doing: what became of their callers lately, and which rings are open.

Kept by facts, so that a restart finds it as it was: those of the day are told again beside the calls.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import msgspec

from ringwell.kernel.events import Event
from ringwell.routing.messages import QueueLeft, RingsChanged
from ringwell.routing.model import Queue
from ringwell.routing.pressure import WINDOW_S, Pulse, opened


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """Which rings of a queue its pressure has open, and since when."""

    rings: frozenset[int]
    since: datetime


class Pressures:
    """Of one workspace. Queues whose rings open by age only are not looked at. `open` is by queue, where any ring is open."""

    def __init__(self, now: datetime) -> None:
        self.open: dict[str, Opened] = {}
        self._began = now
        self._recalled: set[str] = set()
        self._queues: dict[str, Queue] = {}
        self._pulses: dict[str, Pulse] = {}
        self._touched: set[str] = set()
        self._told: dict[str, int] = {}
        self._changed: set[str] = set()

    def configure(self, queues: Iterable[Queue], now: datetime) -> None:
        """Queues may be new, or have new rules."""
        self._queues = {queue.queue_id: queue for queue in queues if any(r.pressure for r in queue.rings)}
        self._pulses = {
            queue_id: self._pulses.get(queue_id) or Pulse(queue.target_s, now.timestamp())
            for queue_id, queue in self._queues.items()
        }
        self._touched = {*self._queues, *self.open}

    def touch(self, queue_id: str) -> None:
        """Somebody came to this queue, or left it."""
        if queue_id in self._queues:
            self._touched.add(queue_id)

    def tell(self, event: Event) -> None:
        """A wait is over, or rings have opened or closed."""
        match event.fact:
            case QueueLeft(callback=False) as fact if fact.queue_id in self._pulses:
                waited_s = fact.waited_ms / 1000
                at = event.occurred_at.timestamp()
                self._pulses[fact.queue_id].end(at, waited_s, answered=fact.result == "answered")
                self.touch(fact.queue_id)
            case RingsChanged() as fact:
                self._changed.add(fact.queue_id)
                self._set(fact, event.occurred_at)
            case _:
                pass

    def recall(self, event: Event) -> None:
        """The log tells it, perhaps more than once: what was before the floor was made counts, once. What rings have done since counts for
        more than what they did before."""
        if event.occurred_at >= self._began or event.event_id in self._recalled:
            return
        match event.fact:
            case QueueLeft(callback=False) if event.occurred_at > self._began - timedelta(seconds=WINDOW_S):
                self._recalled.add(event.event_id)
                self.tell(event)
            case RingsChanged(queue_id=queue_id) if queue_id not in self._changed:
                self._recalled.add(event.event_id)
                self._set(event.fact, event.occurred_at)
                self._touched.add(queue_id)
            case _:
                pass

    def feel(self, waiting: Callable[[str], int], now: float) -> list[tuple[str, frozenset[int]]]:
        """The queues whose figures now open or close rings, and those that are to be open."""
        touched, self._touched = self._touched, set()
        felt = ((queue_id, self._feel(queue_id, waiting(queue_id), now)) for queue_id in sorted(touched))
        return [(queue_id, rings) for queue_id, rings in felt if rings != self._open(queue_id)]

    def untold(self) -> list[tuple[str, int]]:
        """How far queues are open by pressure, where the matcher does not know it yet."""
        far = {queue_id: max(opened.rings) for queue_id, opened in self.open.items()}
        changed = [q for q in self._told.keys() | far.keys() if self._told.get(q, 0) != far.get(q, 0)]
        self._told = far
        return [(queue_id, far.get(queue_id, 0)) for queue_id in sorted(changed)]

    def forget_told(self) -> None:
        """There is a new matcher, which knows nothing."""
        self._told = {}

    def _feel(self, queue_id: str, waiting: int, now: float) -> frozenset[int]:
        queue = self._queues.get(queue_id)
        if queue is None:
            return frozenset()
        return opened(queue.rules, self._pulses[queue_id].figures(now, waiting), self._open(queue_id))

    def _open(self, queue_id: str) -> frozenset[int]:
        found = self.open.get(queue_id)
        return found.rings if found else frozenset()

    def _set(self, fact: RingsChanged, at: datetime) -> None:
        if fact.rings:
            self.open[fact.queue_id] = Opened(rings=frozenset(fact.rings), since=at)
        else:
            self.open.pop(fact.queue_id, None)
