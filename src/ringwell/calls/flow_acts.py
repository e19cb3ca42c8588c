"""Facts about what a flow has had done for a call besides speaking and queueing. To whom something was sent, and what, stands in no fact."""

from typing import Literal

from ringwell.kernel.events import Fact


class MessageSent(Fact, frozen=True, kw_only=True, tag="flow.message_sent"):
    """A mail is in the outbox (its id is `message_id`), or a text message is on its way."""

    node: str
    by: Literal["mail", "sms"]
    message_id: str


class SurveyReached(Fact, frozen=True, kw_only=True, tag="survey.reached"):
    """The caller has come by a survey of this name. `asked_about` is the agent whom it talked to last."""

    node: str
    survey: str
    asked_about: str | None = None


class WentOn(Fact, frozen=True, kw_only=True, tag="call.went_on"):
    """The agent has hung up first, and the caller goes on in the flow."""

    agent_id: str
    segment_id: str


FlowActFact = MessageSent | SurveyReached | WentOn
