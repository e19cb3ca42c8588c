"""How fast agents finish what a queue brings them: for policies that go by it.

Of whom little is known is taken to be as fast as everybody: the queue's own mean counts as some interactions of each agent. A queue of which
nothing is known takes as long as all do.
"""

from collections import defaultdict

AS_EVERYBODY = 5.0
"""So many interactions at the queue's mean count beside an agent's own."""
KEEPS = 200.0
"""Of more interactions than that the older ones weigh less and less."""


class _Mean:
    __slots__ = ("count", "seconds")

    def __init__(self) -> None:
        self.count = 0.0
        self.seconds = 0.0

    def add(self, seconds: float, count: float) -> None:
        if self.count >= KEEPS:
            self.seconds *= (KEEPS - 1) / self.count
            self.count = KEEPS - 1
        self.count += count
        self.seconds += seconds


class Pace:
    """Handling times of agents by queue, in seconds."""

    def __init__(self) -> None:
        self._whole = _Mean()
        self._of_queue: defaultdict[str, _Mean] = defaultdict(_Mean)
        self._of_agent: defaultdict[tuple[str, str], _Mean] = defaultdict(_Mean)

    def handled(self, agent_id: str, queue_id: str, seconds: float, count: float = 1) -> None:
        """An agent has spent so long on one interaction of a queue; `count` 0: so much more on one that was told."""
        for mean in (self._whole, self._of_queue[queue_id], self._of_agent[agent_id, queue_id]):
            mean.add(seconds, count)

    def rate(self, agent_id: str, queue_id: str) -> float:
        """How many of the queue's interactions the agent may be expected to finish in an hour."""
        known = self._of_queue.get(queue_id) or self._whole
        if not known.count:
            return 1.0
        usual_s = known.seconds / known.count
        mine = self._of_agent.get((agent_id, queue_id)) or _Mean()
        mean_s = (AS_EVERYBODY * usual_s + mine.seconds) / (AS_EVERYBODY + mine.count)
        return 3600 / max(1e-6, mean_s)
