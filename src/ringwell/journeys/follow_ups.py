"""An agent's own call to a caller who had given up: a callback that nobody had asked for, and nobody else's."""

from ringwell.journeys import own_calls
from ringwell.journeys.callback_rules import has_been_called_enough, has_room, in_hours, may_begin
from ringwell.journeys.commands import CallFollowUp
from ringwell.journeys.turn import Turn


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
        own_calls.begin(
            turn,
            command.callback_id,
            command.agent_id,
            command.contact_id,
            queue,
            command.number_id,
            of_interaction_id=command.interaction_id,
        )
        turn.find_number(command.callback_id)
