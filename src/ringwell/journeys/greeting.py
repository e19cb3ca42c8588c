"""What stands on an agent's screen for it to say first, from the configuration as the floor has it."""

from ringwell.calls.call import Call
from ringwell.journeys import recording
from ringwell.journeys.live import Floor
from ringwell.projects.greetings import chosen, filled


def greeting_for(floor: Floor, call: Call, agent_id: str) -> str | None:
    """The project's greeting in the language that the caller is spoken to in, for this agent; None where there is none, and for who is asked by a
    colleague: the caller has been greeted."""
    project = floor.config.projects.get(call.project_id or "")
    if project is None or not project.greetings or _is_asked(call, agent_id):
        return None
    text = chosen(project.greetings, floor.language(call), floor.config.settings.language)
    profile, caller = floor.profile(agent_id), floor.callers.get(call.interaction_id)
    name = caller.name if caller else None
    return filled(
        text or "",
        {"agent": profile.name if profile else "", "project": project.name, "caller": name or ""},
    )


def is_to_say_recorded(floor: Floor, call: Call) -> bool:
    """Whether the agent tells who is called that the call is recorded: nobody else does."""
    queue_id = call.queue_id or ""
    if call.direction == "in" or call.stage == "ended" or not recording.says(floor, call, queue_id):
        return False
    return recording.by_rule(floor, call.interaction_id, queue_id)


def _is_asked(call: Call, agent_id: str) -> bool:
    party = call.party_of(agent_id)
    return party is not None and party.purpose != "forward"
