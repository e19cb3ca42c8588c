"""What agents have done lately, as limits and policies go by it: told by the same facts as the day's figures, live and from the log."""

from collections import OrderedDict, defaultdict
from datetime import timedelta

from ringwell.agents.messages import AgentStateChanged, WrapUpEnded
from ringwell.calls.messages import SegmentEnded
from ringwell.kernel.events import Event
from ringwell.routing.limits import LONGEST_WINDOW_S, Strain
from ringwell.routing.messages import QueueLeft
from ringwell.routing.pace import Pace

REMEMBERED = timedelta(seconds=LONGEST_WINDOW_S)
MOST_TALKS = 20_000
"""Of so many interactions the queue is known whose after-call work may be told yet."""


class Lately:
    """Of one workspace. `strains` by agent."""

    def __init__(self) -> None:
        self.strains: defaultdict[str, Strain] = defaultdict(Strain)
        self.pace = Pace()
        self._queue_of: OrderedDict[str, str] = OrderedDict()

    def add(self, event: Event) -> None:
        """Take a fact in; once each."""
        at, about = event.occurred_at.timestamp(), event.interaction_id or ""
        match event.fact:
            case QueueLeft(result="answered") as fact:
                self._queue_of[about] = fact.queue_id
                if len(self._queue_of) > MOST_TALKS:
                    self._queue_of.popitem(last=False)
            case SegmentEnded() as fact:
                self._worked(fact.agent_id, about, at, (fact.talk_ms + fact.hold_ms) / 1000, 1)
            case WrapUpEnded() as fact:
                self._worked(fact.agent_id, about, at, fact.acw_ms / 1000, 0)
            case AgentStateChanged(activity="resting") as fact:
                self.strains[fact.agent_id].rested(at)
            case _:
                pass

    def _worked(self, agent_id: str, about: str, at: float, seconds: float, count: float) -> None:
        self.strains[agent_id].work(at - seconds, at, about)
        if about in self._queue_of:
            self.pace.handled(agent_id, self._queue_of[about], seconds, count)
