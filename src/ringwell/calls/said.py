"""What the log keeps of a caller who speaks to a flow: what was understood, never the words, nor the digits of a number."""

from ringwell.kernel.events import Fact


class FlowSaid(Fact, frozen=True, kw_only=True, tag="flow.said"):
    """What was said at a node stands for this `key`, or is a `yes` or `no` to what was asked there, or a `number`; `percent` is how sure that is."""

    node: str
    key: str
    percent: int
