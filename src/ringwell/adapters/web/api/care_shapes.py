"""What a queue does for callers who are left alone, as requests and answers have it."""

from typing import Annotated

from pydantic import Field

from ringwell.adapters.web.api.shapes import Body, Email, View


class CallCare(Body):
    """`hold_limit_s`: after so long on hold at once the caller is offered a callback, and agent and supervisors are told (null: never);
    `park_s`: after so long a parked call goes back to who parked it. `cut_off`: who is cut off by a fault of the line is called back at once. `offers_messages`: voice messages are put before its
    agents, after all callers, to be dealt with within `message_target_s`. `messages_to`: the address that is told by mail when one has come."""

    hold_limit_s: Annotated[int, Field(ge=10, le=3600)] | None = None
    park_s: Annotated[int, Field(ge=10, le=1800)] = 120
    cut_off: bool = False
    offers_messages: bool = False
    message_target_s: Annotated[int, Field(ge=60, le=604_800)] = 3600
    messages_to: Email = ""


class CallCareView(View):
    hold_limit_s: int | None
    park_s: int
    cut_off: bool
    offers_messages: bool
    message_target_s: int
    messages_to: str
