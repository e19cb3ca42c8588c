"""A caller is listened to: on behalf of its flow, or of the question whether to be called back.

Of what is heard the log has what it was taken for and how surely, never the words.
"""

from typing import Final, Literal, cast

from msgspec.structs import replace

from ringwell.calls.call import Call
from ringwell.calls.hearing import (
    Choice,
    Digits,
    HearingEvent,
    HearingFailed,
    SpeechBegan,
    SpeechHeard,
    StartHearing,
    StopHearing,
)
from ringwell.calls.said import FlowSaid
from ringwell.flows import messages as flow
from ringwell.flows.hearing import NUMBER, YES_KEY, Spoken, SpokenDigits, yes_or_no
from ringwell.flows.menus import understood_key
from ringwell.flows.model import CollectNode
from ringwell.flows.state import FlowState
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds

ANSWER_S: Final = 30
"""For yes or no to a callback: while it is offered, and a while after."""
ANSWERS: Final = {True: "yes", False: "no"}


def begin(
    turn: Turn,
    call: Call,
    hearing_id: str,
    language: str,
    choices: tuple[Spoken, ...],
    seconds: float,
    digits: SpokenDigits | None = None,
) -> None:
    """Listen for one of these, or for a number; what is heard comes back under this id."""
    turn.do(
        StartHearing(
            call_id=call.interaction_id,
            leg_id=call.leg_id,
            hearing_id=hearing_id,
            language=cast("Literal['en', 'ru', 'pl']", language),
            choices=tuple(Choice(each.key, each.phrases) for each in choices),
            longest_seconds=seconds,
            digits=Digits(digits.least, digits.most) if digits else None,
        )
    )


def listen(turn: Turn, call: Call, step: flow.Listen) -> None:
    """Listen for the flow."""
    hearing_id = hearing_of(call, step.token)
    begin(turn, call, hearing_id, step.language, step.choices, step.seconds, step.digits)


def stop_listening(turn: Turn, call: Call, token: int) -> None:
    turn.do(StopHearing(leg_id=call.leg_id, hearing_id=hearing_of(call, token)))


def stop(turn: Turn, call: Call) -> None:
    """The call goes out of our hands: nobody is to listen to it any more."""
    if call.flow_state is not None and (token := state_of(turn.floor, call).listening):
        stop_listening(turn, call, token)
    stop_asking(turn, call)


def stop_asking(turn: Turn, call: Call) -> None:
    """Nobody listens any more whether the caller wants to be called back."""
    asking = turn.floor.asking.get(call.interaction_id)
    if asking is not None and asking.hearing_id is not None:
        turn.do(StopHearing(leg_id=call.leg_id, hearing_id=asking.hearing_id))
        turn.floor.asking[call.interaction_id] = replace(asking, hearing_id=None)


def listen_for_answer(turn: Turn, call: Call) -> None:
    """Listen whether the caller wants to be called back, where callers are listened to at all."""
    stop_asking(turn, call)
    asking = turn.floor.asking[call.interaction_id]
    if asking.by_speech:
        hearing_id, language = turn.ids.new(kinds.HEARING), turn.floor.language(call)
        turn.floor.asking[call.interaction_id] = replace(asking, hearing_id=hearing_id)
        begin(turn, call, hearing_id, language, yes_or_no(language), ANSWER_S)


def for_flow(turn: Turn, call: Call, event: HearingEvent) -> flow.FlowEvent | None:
    """What the flow is to be told of it; None where it is of no listening of the flow that goes on."""
    if call.stage != "flow" or call.flow_state is None or call.asked_back:
        return None
    token = state_of(turn.floor, call).listening
    if not token or event.hearing_id != hearing_of(call, token):
        return None
    match event:
        case SpeechBegan():
            return flow.SpeechBegan(token)
        case SpeechHeard(key=key, confidence=confidence):
            return flow.Heard(token, key, confidence)
        case HearingFailed(reason=reason):
            return flow.HearingOver(token, reason)


def keep(turn: Turn, interaction_id: str, before: FlowState, event: flow.Heard) -> None:
    """Tell the log what the flow has taken a word for; of a number only that it was one."""
    key = understood_key(before, event)
    if key is not None:
        document = turn.floor.flow(turn.floor.calls[interaction_id])
        at_number = document is not None and isinstance(document.nodes.get(before.node), CollectNode)
        said = ANSWERS[key == YES_KEY] if before.unsure else NUMBER if at_number else key
        tell(turn, interaction_id, before.node, said, event.confidence)


def tell(turn: Turn, interaction_id: str, node: str, said: str, confidence: float) -> None:
    fact = FlowSaid(node=node, key=said, percent=round(100 * confidence))
    turn.record(fact, interaction_id=interaction_id)


def hearing_of(call: Call, token: int) -> str:
    """The id of what the flow has somebody listened for in this step: known again after a restart, so that it can be stopped."""
    return f"{kinds.HEARING}_{call.interaction_id[-24:]}{token:08x}"
