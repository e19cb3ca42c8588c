"""An agent in a talk asks who oversees for help, and takes it back or gets it."""

from typing import Literal

from ringwell.kernel.events import Fact

LoweredBy = Literal["agent", "helped"]


class HandRaised(Fact, frozen=True, kw_only=True, tag="call.hand_raised"):
    segment_id: str
    agent_id: str


class HandLowered(Fact, frozen=True, kw_only=True, tag="call.hand_lowered"):
    """By the agent, or because somebody who oversees is in on the call (`helped`). A raised hand also ends with its segment."""

    segment_id: str
    agent_id: str
    by: LoweredBy
    raised_ms: int


HandFact = HandRaised | HandLowered
