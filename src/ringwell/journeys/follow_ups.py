"""An agent's own call to a caller who had given up: a callback that nobody had asked for, and nobody else's."""

from datetime import timedelta

from ringwell.calls import messages as calls
from ringwell.journeys import beginning
from ringwell.journeys.callback_rules import has_been_called_enough, has_room, in_hours, may_begin
from ringwell.journeys.commands import CallFollowUp
from ringwell.journeys.turn import Turn
from ringwell.kernel import ids as kinds
from ringwell.outbound.messages import CallbackAsked
from ringwell.routing.messages import QueueEntered
from ringwell.routing.model import Queue

FOLLOW_UP_S = 120
"""For so long an agent's own call may be waited for."""
USUAL_PRIORITY = 5


def follow_up(turn: Turn, command: CallFollowUp) -> None:
    """An agent calls somebody who had given up: the agent is rung as soon as the number has been read, then the customer."""
    floor, queue = turn.floor, turn.floor.config.queues.get(command.queue_id)
    if queue is None or not floor.available(command.agent_id):
        turn.refuse("follow_up.not_free")
    elif not floor.trunks_out(command.number_id, back=True):
        turn.refuse("follow_up.no_trunk")
    elif not has_room(floor) or not may_begin(floor, turn.now):
        turn.refuse("follow_up.limit")
    elif has_been_called_enough(floor, command.contact_id):
        turn.refuse("follow_up.enough")
    elif not in_hours(floor, queue.queue_id, turn.now):
        turn.refuse("follow_up.hours")
    elif floor.owed_to(command.contact_id) or command.callback_id in floor.calls:
        turn.refuse("follow_up.under_way")
    else:
        floor.pace.begin(turn.now)
        _begin_follow_up(turn, command, queue)
        turn.find_number(command.callback_id)


def _begin_follow_up(turn: Turn, command: CallFollowUp, queue: Queue) -> None:
    about, config = command.callback_id, turn.floor.config
    project = config.projects.get(queue.project_id)
    number = config.numbers.get(command.number_id or "")
    facts = (
        calls.InteractionStarted(
            leg_id=turn.ids.new(kinds.LEG),
            switch_id="",
            direction="out",
            number_id=number.number_id if number else None,
            project_id=queue.project_id,
            client_id=project.client_id if project else None,
            short_ref=beginning.short_ref(about),
        ),
        calls.CallerIdentified(contact_id=command.contact_id, known=True),
        CallbackAsked(
            of_interaction_id=command.interaction_id,
            queue_id=queue.queue_id,
            contact_id=command.contact_id,
            mode="agent_first",
            promised_by=None,
            keeps_until=turn.now + timedelta(seconds=FOLLOW_UP_S),
            agent_id=command.agent_id,
        ),
        QueueEntered(
            visit_id=turn.ids.new(kinds.VISIT),
            interaction_id=about,
            queue_id=queue.queue_id,
            ordinal=1,
            priority=USUAL_PRIORITY,
            language=number.language if number else config.settings.language,
            place=1,
            callback=True,
        ),
    )
    for fact in facts:
        turn.record(fact, interaction_id=about)
