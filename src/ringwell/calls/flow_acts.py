"""Facts about what a flow has had done for a call besides speaking and queueing. To whom something was sent, and what, stands in no fact."""

from typing import Literal

from ringwell.kernel.events import Fact


class MessageSent(Fact, frozen=True, kw_only=True, tag="flow.message_sent"):
    """A mail or a text message is on its way; its id is `message_id`."""

    node: str
    by: Literal["mail", "sms"]
    message_id: str


class MessageEnded(Fact, frozen=True, kw_only=True, tag="flow.message_ended"):
    """What became of a text message that a flow has sent: the gateway has it (`sent`), and what it told later, or it never went. `reason` is a code. `unsure`: it may
    have come twice, for an attempt was cut off before the gateway had answered."""

    by: Literal["sms"]
    message_id: str
    result: Literal["sent", "delivered", "undelivered", "refused", "failed"]
    reason: str | None = None
    unsure: bool = False


class SurveyReached(Fact, frozen=True, kw_only=True, tag="survey.reached"):
    """The caller has come by a survey of this name. `asked_about` is the agent whom it talked to last."""

    node: str
    survey: str
    asked_about: str | None = None


class WentOn(Fact, frozen=True, kw_only=True, tag="call.went_on"):
    """The agent has hung up first, and the caller goes on in the flow."""

    agent_id: str
    segment_id: str


FlowActFact = MessageSent | MessageEnded | SurveyReached | WentOn
