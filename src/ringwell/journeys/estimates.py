"""What waiting callers are told they will wait: each queue's line as the floor sees it, and what came of the quotes.

Only who has to wait is of the line: a caller whom an agent is rung for at once tells nothing of its pace. After a restart the hours before
it are learnt from the log (`lessons.py`).
"""

from collections.abc import Callable, Collection
from datetime import datetime
from math import ceil

from ringwell.routing.expected_wait import Expectation, Quote
from ringwell.routing.messages import QueueLeft


class Estimates:
    """Of one workspace. `serving` tells how many agents on duty may take of a queue; `recalled`, whether it knows of times before it began."""

    def __init__(self, serving: Callable[[str], int]) -> None:
        self._serving = serving
        self._lines: dict[str, Expectation] = {}
        self._queued: dict[str, set[str]] = {}
        self._quotes: dict[str, Quote] = {}
        self.recalled = False

    def wait(self, queue_id: str, interaction_id: str, now: float) -> None:
        """This caller has to wait."""
        self._queued.setdefault(queue_id, set()).add(interaction_id)
        self._stand(queue_id, now)

    def left(self, fact: QueueLeft, at: datetime) -> None:
        """A wait is over."""
        queued, now = self._queued.get(fact.queue_id, set[str]()), at.timestamp()
        quote = self._quotes.pop(fact.interaction_id, None)
        if fact.interaction_id not in queued:
            return
        queued.discard(fact.interaction_id)
        self._stand(fact.queue_id, now)
        line, answered = self._line(fact.queue_id), fact.result == "answered"
        line.left(answered=answered)
        if quote is not None and fact.result in ("answered", "abandoned"):
            line.learn(quote, now - quote.at, answered=answered)

    def duty(self, queues: Collection[str], now: float) -> None:
        """Other agents than before serve these queues."""
        for queue_id in queues:
            if queue_id in self._lines:
                self._stand(queue_id, now)

    def quote(self, queue_id: str, interaction_id: str, place: int, now: float) -> int | None:
        """Seconds within which nine in ten at this place are answered, told to this caller; None where nobody serves."""
        quote = self._line(queue_id).quote(now, place, self._serving(queue_id))
        if quote is None:
            return None
        self._quotes.setdefault(interaction_id, quote)
        return ceil(quote.seconds)

    def expected(self, queue_id: str, place: int) -> int | None:
        """The same for a screen: told to nobody."""
        quote = self._line(queue_id).quote(0, place, self._serving(queue_id))
        return ceil(quote.seconds) if quote else None

    def add(self, earlier: "Estimates") -> None:
        """What was learnt of times before; once. Who waited then is not looked at."""
        self.recalled = True
        for queue_id, line in earlier._lines.items():
            self._line(queue_id).add(line)

    def _line(self, queue_id: str) -> Expectation:
        line = self._lines.get(queue_id)
        if line is None:
            line = self._lines[queue_id] = Expectation()
        return line

    def _stand(self, queue_id: str, now: float) -> None:
        waiting = len(self._queued.get(queue_id, ()))
        self._line(queue_id).stand(now, waiting, self._serving(queue_id))
