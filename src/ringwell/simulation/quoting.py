"""Waits quoted to simulated callers by the code of the floor, and what came of them."""

from collections.abc import Mapping, Sequence

import msgspec

from ringwell.routing.expected_wait import Expectation, Quote
from ringwell.routing.messages import SkillNeed
from ringwell.routing.rules import Needs, can_serve
from ringwell.simulation.scenario import QueuePlan


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A quote and its end: how long the caller waited from then on, and whether it was answered."""

    queue_id: str
    quote: Quote
    waited_s: float
    answered: bool


class Quoting:
    """Quotes a wait to each who has to wait, once, on coming; a simulation tells it what happens. `told` is in the order of the ends."""

    def __init__(self, queues: Sequence[QueuePlan]) -> None:
        self.told: list[Told] = []
        self._needs: dict[str, Needs] = {
            queue.queue_id: tuple(SkillNeed(skill, level) for skill, level in sorted(queue.needs.items()))
            for queue in queues
        }
        self._lines = {queue.queue_id: Expectation() for queue in queues}
        self._serving = dict.fromkeys(self._needs, 0)
        self._waiting = dict.fromkeys(self._needs, 0)
        self._quotes: dict[str, Quote] = {}
        self._met: set[str] = set()

    def wait(self, queue_id: str, interaction_id: str, place: int, now: float, waiting: int) -> None:
        """A caller has come and nobody is free."""
        self._stand(queue_id, now, waiting)
        self._met.add(interaction_id)
        quote = self._lines[queue_id].quote(now, place, self._serving[queue_id])
        if quote is not None:
            self._quotes[interaction_id] = quote

    def leave(self, queue_id: str, interaction_id: str, now: float, waiting: int, *, answered: bool) -> None:
        """A caller waits no more; one who never had to is not the line's."""
        if interaction_id not in self._met:
            return
        self._met.discard(interaction_id)
        self._stand(queue_id, now, waiting)
        line, quote = self._lines[queue_id], self._quotes.pop(interaction_id, None)
        line.left(answered=answered)
        if quote is not None:
            waited_s = now - quote.at
            line.learn(quote, waited_s, answered=answered)
            self.told.append(Told(queue_id=queue_id, quote=quote, waited_s=waited_s, answered=answered))

    def duty(self, skills: Mapping[str, int], by: int, now: float) -> None:
        """An agent with these skills comes to work, or goes."""
        for queue_id, needs in self._needs.items():
            if can_serve(skills, needs):
                self._serving[queue_id] += by
                self._stand(queue_id, now, self._waiting[queue_id])

    def next_day(self) -> list[Told]:
        """What has been told so far. What was learnt is kept for a run that begins anew, with nobody waiting and nobody at work."""
        told, self.told = self.told, []
        self._quotes.clear()
        self._met.clear()
        for queue_id, line in self._lines.items():
            self._serving[queue_id] = self._waiting[queue_id] = 0
            line.rest()
        return told

    def _stand(self, queue_id: str, now: float, waiting: int) -> None:
        self._waiting[queue_id] = waiting
        self._lines[queue_id].stand(now, waiting, self._serving[queue_id])
