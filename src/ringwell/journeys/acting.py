"""What a flow has done for its caller: each deed to the journey whose work it is."""

from ringwell.calls.call import Call
from ringwell.flows.acts import Deed, RingColleague, RingOutside, RingOwners, SendMessage, TakeCallback
from ringwell.journeys import announcing, asking, forwarding, sending
from ringwell.journeys.turn import Turn


def act(turn: Turn, call: Call, token: int, deed: Deed) -> str | None:
    """Begin it, or tell what has come of it already."""
    match deed:
        case RingOutside():
            return forwarding.ring(turn, call, deed)
        case RingColleague():
            return forwarding.ring_colleague(turn, call, deed)
        case RingOwners():
            return announcing.seek(turn, call)
        case SendMessage():
            return sending.send(turn, call, token, deed)
        case TakeCallback():
            asking.at_step(turn, call, deed)
            return None
