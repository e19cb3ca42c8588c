"""A flow sends a mail or a text message for its caller: kept until it goes out, as often as a call and a day may. A mail never goes to an address that a caller
has given; a text goes to a caller's own number, or to one that it entered, where such numbers are allowed.
"""

from typing import Final

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.flows.acts import SendMessage
from ringwell.journeys import going_out
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.turn import SendMail, SendText, Turn
from ringwell.kernel import ids as kinds
from ringwell.kernel.gsm import divided
from ringwell.kernel.ids import DerivedIds
from ringwell.kernel.numbers import may_be_mobile
from ringwell.kernel.sms import MOST_PARTS, NewText

MOST_OF_CALL: Final = 5
MOST_OF_DAY: Final = 2000
"""Messages of flows: of one call, and of a workspace's day."""


def send(turn: Turn, call: Call, token: int, message: SendMessage) -> str | None:
    """Have it sent, or tell that it is not."""
    found = _asked(turn, call, token, message)
    if isinstance(found, str):
        not_sent(turn, call, found)
        return "not_sent"
    turn.sending.append(found)
    return None


def not_sent(turn: Turn, call: Call, why: str) -> None:
    """Kept in the log, for who looks for what a flow did."""
    fact = calls.FlowReported(
        code="flow.message_not_sent", node=state_of(turn.floor, call).node, params={"why": why}
    )
    turn.record(fact, interaction_id=call.interaction_id)


def _asked(turn: Turn, call: Call, token: int, message: SendMessage) -> SendMail | SendText | str:
    """What is to be kept, or why it is not."""
    if call.messages >= MOST_OF_CALL or turn.floor.today.messages >= MOST_OF_DAY:
        return "too_many"
    ids = DerivedIds(f"{call.interaction_id}/{token}")
    if message.by == "mail":
        mail_id = ids.new(kinds.MAIL)
        return SendMail(interaction_id=call.interaction_id, token=token, mail_id=mail_id, message=message)
    number = going_out.as_dialled(turn.floor, message.to or turn.floor.known(call).caller_number)
    why = _why_not(number, message.text)
    if why is not None:
        return why
    text = NewText(
        text_id=ids.new(kinds.TEXT),
        number=number,
        text=message.text,
        usual=going_out.is_allowed(turn.floor, number),
    )
    return SendText(interaction_id=call.interaction_id, token=token, text=text)


def _why_not(number: str, text: str) -> str | None:
    if not number:
        return "no_number"
    if not may_be_mobile(number):
        return "no_mobile"
    return "too_long" if len(divided(text).parts) > MOST_PARTS else None
