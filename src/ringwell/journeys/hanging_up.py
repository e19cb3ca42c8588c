"""An agent hangs up: the only way in which one at a browser does."""

from ringwell.journeys import after_talk, closing, dialling, talking, transfers
from ringwell.journeys.commands import HangUp
from ringwell.journeys.turn import Turn


def hang_up(turn: Turn, command: HangUp) -> None:
    """An agent ends the call, or the talk with whoever it has called. A call that is over has been ended: a caller who was quicker is no
    refusal."""
    agent_id, interaction_id = command.agent_id, command.interaction_id
    if transfers.agent_hangs_up(turn, agent_id, interaction_id):
        return
    own = talking.own(turn, agent_id, interaction_id)
    if own is not None and after_talk.goes_on(turn, own):
        return
    if own is not None:
        closing.end(turn, interaction_id, "handled", "agent")
    elif dialling.agent_hangs_up(turn, agent_id, interaction_id):
        return
    elif turn.floor.is_up(interaction_id):
        turn.refuse("call.not_talking")
