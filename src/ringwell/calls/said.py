"""What the log keeps of a caller who speaks to a menu: what was understood, never the words."""

from ringwell.kernel.events import Fact


class FlowSaid(Fact, frozen=True, kw_only=True, tag="flow.said"):
    """What was said at a node stands for this `key`, or is a `yes` or `no` to what was asked there; `percent` is how sure that is."""

    node: str
    key: str
    percent: int
