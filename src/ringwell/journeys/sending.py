"""A flow sends a mail for its caller: into the outbox, as often as a call and a day may, and never to an address that a caller has given."""

from typing import Final

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.flows.acts import SendMessage
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.turn import SendMail, Turn
from ringwell.kernel import ids as kinds
from ringwell.kernel.ids import DerivedIds

MOST_OF_CALL: Final = 5
MOST_OF_DAY: Final = 2000
"""Mails of flows: of one call, and of a workspace's day."""


def send(turn: Turn, call: Call, token: int, message: SendMessage) -> str | None:
    """Have it sent, or tell that it is not."""
    why = _why_not(turn, call, message)
    if why is not None:
        not_sent(turn, call, why)
        return "not_sent"
    mail_id = DerivedIds(f"{call.interaction_id}/{token}").new(kinds.MAIL)
    turn.sending.append(
        SendMail(interaction_id=call.interaction_id, token=token, mail_id=mail_id, message=message)
    )
    return None


def not_sent(turn: Turn, call: Call, why: str) -> None:
    """Kept in the log, for who looks for what a flow did."""
    fact = calls.FlowReported(
        code="flow.message_not_sent", node=state_of(turn.floor, call).node, params={"why": why}
    )
    turn.record(fact, interaction_id=call.interaction_id)


def _why_not(turn: Turn, call: Call, message: SendMessage) -> str | None:
    if message.by == "sms":
        return "not_set_up"
    if call.messages >= MOST_OF_CALL or turn.floor.today.messages >= MOST_OF_DAY:
        return "too_many"
    return None
