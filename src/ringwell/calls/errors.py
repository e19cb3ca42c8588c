"""What may go wrong with a call that whoever asked must be told."""

from ringwell.kernel.errors import RingwellError


class SwitchDown(RingwellError):
    """The telephone switch does not answer, or did not do what it was asked."""

    code = "switch_away"
    retryable = True
