"""A call that an agent makes on its own account, or to follow up somebody who had given up: a callback that is this agent's and nobody
else's. The agent's phone is rung first, and answers by itself; then the customer's."""

from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.journeys import beginning, going_out
from ringwell.journeys.callback_rules import has_been_called_enough, is_demo, plan_of
from ringwell.journeys.commands import PlaceCall
from ringwell.journeys.turn import Timer, Turn
from ringwell.kernel import ids as kinds
from ringwell.outbound.messages import CallbackAsked
from ringwell.routing.messages import FRONT_OF_QUEUE, QueueEntered
from ringwell.routing.model import Queue

WAITED_FOR_S = 120
"""For so long an agent's own call may be waited for."""
USUAL_PRIORITY = 5


def place(turn: Turn, command: PlaceCall) -> None:
    """Call somebody, if the agent is in no other call and one more may go out."""
    queue = turn.floor.config.queues.get(command.queue_id)
    code = "queue.unknown" if queue is None else why_not(turn, command)
    if queue is None or code is not None:
        turn.refuse(code or "queue.unknown")
        return
    begin(turn, command.call_id, command.agent_id, command.contact_id, queue, command.number_id)
    turn.find_number(command.call_id)


def begin(
    turn: Turn,
    call_id: str,
    agent_id: str,
    contact_id: str,
    queue: Queue,
    number_id: str | None,
    *,
    of_interaction_id: str | None = None,
    cut_off: bool = False,
) -> None:
    """Record the call that this agent is to make as soon as the number has been read; `of_interaction_id`: whom it follows up, or (`cut_off`)
    whose line broke."""
    config = turn.floor.config
    keeps_s = plan_of(turn.floor, queue.queue_id).keeps_s if cut_off else WAITED_FOR_S
    project, number = config.projects.get(queue.project_id), config.numbers.get(number_id or "")
    facts = (
        calls.InteractionStarted(
            leg_id=turn.ids.new(kinds.LEG),
            switch_id="",
            direction="out",
            number_id=number.number_id if number else None,
            project_id=queue.project_id,
            client_id=project.client_id if project else None,
            short_ref=beginning.short_ref(call_id),
        ),
        calls.CallerIdentified(contact_id=contact_id, known=True),
        CallbackAsked(
            of_interaction_id=of_interaction_id or call_id,
            queue_id=queue.queue_id,
            contact_id=contact_id,
            mode="agent_first",
            promised_by=None,
            keeps_until=turn.now + timedelta(seconds=keeps_s),
            agent_id=agent_id,
            own=of_interaction_id is None,
            cut_off=cut_off,
        ),
        QueueEntered(
            visit_id=turn.ids.new(kinds.VISIT),
            interaction_id=call_id,
            queue_id=queue.queue_id,
            ordinal=1,
            priority=FRONT_OF_QUEUE if cut_off else USUAL_PRIORITY,
            language=number.language if number else config.settings.language,
            place=1,
            callback=True,
        ),
    )
    for fact in facts:
        turn.record(fact, interaction_id=call_id)
    # Whether its number is ever read or not.
    turn.set_timer(Timer("callback", call_id), keeps_s)


def why_not(turn: Turn, command: PlaceCall) -> str | None:
    """Why the agent may not call now, as a code; None where it may."""
    floor, agent = turn.floor, turn.floor.agents.get(command.agent_id)
    if agent is None or not agent.logged_in:
        return "own_call.signed_out"
    if agent.activity not in ("idle", "resting") or _has_begun(turn, command.agent_id):
        return "own_call.busy"
    if not floor.has_phone(command.agent_id):
        return "own_call.no_phone"
    wish = going_out.Wish(
        number=command.number,
        number_id=command.number_id,
        agent_id=command.agent_id,
        back=is_demo(floor),
    )
    if reason := going_out.refusal(floor, wish, turn.now):
        going_out.refused(turn, reason, command.agent_id)
        return going_out.problem(reason)
    if has_been_called_enough(floor, command.contact_id):
        return "follow_up.enough"
    if command.call_id in floor.calls or _is_being_called(turn, command.contact_id):
        return "follow_up.under_way"
    return None


def _has_begun(turn: Turn, agent_id: str) -> bool:
    """Whether another call of this agent's own waits for its number to be read."""
    return any(each.agent_id == agent_id and not each.over for each in turn.floor.callbacks.values())


def _is_being_called(turn: Turn, contact_id: str) -> bool:
    """Whether somebody is about to talk to this customer; one who is only owed a callback may be called before its time."""
    return any(each.dial or each.agent_id for each in turn.floor.owed_to(contact_id))
