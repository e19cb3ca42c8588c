"""An interaction begins: which number was called, from where, and who that is as far as the directory knows."""

from datetime import datetime

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.call import Call
from ringwell.customers.segments import CallerPast, CallerTraits, segment_of
from ringwell.journeys import wrapup
from ringwell.journeys.config import FlowTrial, FlowVersion
from ringwell.journeys.turn import CallerFound, Turn
from ringwell.journeys.unlogged import Caller
from ringwell.kernel import ids as kinds

SHORT_REF_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def begin(
    turn: Turn,
    event: calls.CallArrived | calls.FallbackCallEnded,
    at: datetime | None,
    *,
    flow: FlowVersion | None = None,
    trial: FlowTrial | None = None,
    via_fallback: bool = False,
) -> Call:
    """The interaction of a caller's leg, in the flow that it meets. `at` when it began before now."""
    interaction_id = turn.ids.new(kinds.INTERACTION)
    number = turn.floor.number(event.number)
    project = turn.floor.config.projects.get(number.project_id) if number else None
    if trial is not None and number is None:
        project = turn.floor.project_of(trial)
    turn.floor.know_caller(interaction_id, Caller(number=event.number, caller_number=event.caller_number))
    turn.record(
        calls.InteractionStarted(
            leg_id=event.leg_id,
            switch_id=event.switch_id,
            number_id=number.number_id if number else None,
            project_id=project.project_id if project else None,
            client_id=project.client_id if project else None,
            flow_id=flow.flow_id if flow else None,
            flow_version=flow.version if flow else None,
            short_ref=short_ref(interaction_id),
            via_fallback=via_fallback,
        ),
        interaction_id=interaction_id,
        at=at,
    )
    return turn.floor.calls[interaction_id]


def short_ref(interaction_id: str) -> str:
    """Six letters and digits that a person can say aloud, from the random end of the id."""
    value = int(interaction_id[-12:], 16)
    letters: list[str] = []
    for _ in range(6):
        value, digit = divmod(value, len(SHORT_REF_LETTERS))
        letters.append(SHORT_REF_LETTERS[digit])
    return "".join(letters)


def found(turn: Turn, answer: CallerFound) -> None:
    """The directory knows who calls. After a restart it knows of this very call, too: what it told before stays so."""
    caller, call = turn.floor.callers.get(answer.interaction_id), turn.floor.calls.get(answer.interaction_id)
    if caller is None or call is None:
        return
    if call.contact_id != answer.contact_id:
        turn.record(
            calls.CallerIdentified(
                contact_id=answer.contact_id,
                known=answer.known,
                last_agent_id=answer.last_agent_id,
                owner_agent_id=answer.owner_agent_id,
                key_customer=answer.key_customer,
                caller_segment_id=_segment_of(turn, caller, answer),
            ),
            interaction_id=answer.interaction_id,
        )
    turn.floor.know_caller(answer.interaction_id, replace(caller, name=answer.name, language=answer.language))
    looked_up(turn, answer.interaction_id)


def _segment_of(turn: Turn, caller: Caller, answer: CallerFound) -> str | None:
    """What the workspace calls such a caller."""
    config = turn.floor.config
    traits = CallerTraits(
        number=caller.caller_number,
        known=answer.known,
        key=answer.key_customer,
        owned=answer.owner_agent_id is not None,
        language=answer.language,
        past=answer.past or CallerPast(),
    )
    found = segment_of(config.segments.values(), traits, config.settings.region, turn.now)
    return found.caller_segment_id if found else None


def looked_up(turn: Turn, interaction_id: str) -> None:
    """The directory has answered, if only that it knows nobody."""
    turn.floor.looking_up.discard(interaction_id)
    wrapup.forget_if_done(turn, interaction_id)


def answer(turn: Turn, call: Call) -> None:
    """The caller's call is answered, if it is not yet."""
    if call.answered_at is None:
        turn.do(calls.AnswerLeg(leg_id=call.leg_id))
        turn.record(calls.CallAnswered(leg_id=call.leg_id), interaction_id=call.interaction_id)
