"""Facts of a caller who is left alone: on hold for too long, or parked for whoever picks the call up."""

from datetime import datetime
from typing import Literal

import msgspec

from ringwell.kernel.events import Fact

UnparkedBecause = Literal["picked_up", "returned", "handed_over"]


class HoldLimitPassed(Fact, frozen=True, kw_only=True, tag="call.hold_limit_passed"):
    """The caller has been on hold for as long as the queue allows at once. `offered`: it has been offered to be called back."""

    segment_id: str
    agent_id: str
    offered: bool


class HoldCallbackAsked(Fact, frozen=True, kw_only=True, tag="call.hold_callback_asked"):
    """The caller on hold is to be called back by `callback_id`, and hears so as soon as that is kept."""

    agent_id: str
    callback_id: str


class CallParked(Fact, frozen=True, kw_only=True, tag="call.parked"):
    """The agent has left the caller, who hears music, at this place; at `back_at` it goes back to who parked it."""

    segment_id: str
    agent_id: str
    place: int
    back_at: datetime


class CallUnparked(Fact, frozen=True, kw_only=True, tag="call.unparked"):
    """The caller is not parked any more: picked up by `agent_id`, on the way back to it, or handed over to the switch's own queue."""

    agent_id: str | None
    because: UnparkedBecause


class CallerCutOff(Fact, frozen=True, kw_only=True, tag="call.cut_off"):
    """The caller's line broke while somebody served it: `agent_id`, who had it last, is to call back, by the call `callback_id`."""

    agent_id: str
    callback_id: str


class CutOffSettled(Fact, frozen=True, kw_only=True, tag="call.cut_off_settled"):
    """Exactly one for each CallerCutOff. `called_back`: that call is owed now; else nobody is called, for its number may not be, or is not known
    any more, or it is too late."""

    callback_id: str
    called_back: bool


class CutOff(msgspec.Struct, frozen=True, kw_only=True):
    """What is still to be settled, since `at`."""

    agent_id: str
    callback_id: str
    at: datetime


CareFact = HoldLimitPassed | HoldCallbackAsked | CallParked | CallUnparked | CallerCutOff | CutOffSettled


class Parked(msgspec.Struct, frozen=True, kw_only=True):
    """Where a caller is parked, by whom, and until when."""

    place: int
    agent_id: str
    since: datetime
    back_at: datetime
