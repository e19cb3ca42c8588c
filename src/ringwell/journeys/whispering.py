"""An agent who answers is told for which project, and nobody else hears it: the caller is with the agent meanwhile, and waits for nothing."""

from ringwell.calls import messages as calls
from ringwell.journeys.turn import Turn


def tell_project(turn: Turn, interaction_id: str, leg_id: str) -> None:
    """In the workspace's language, else in one in which the project's prompt is there; nothing where the project has none. Lost with a brain
    that dies: the two talk on."""
    config = turn.floor.config
    project = config.projects.get(turn.floor.calls[interaction_id].project_id or "")
    prompt = config.prompts.get(project.whisper_prompt_id or "") if project else None
    said = prompt.said if prompt else {}
    language = config.settings.language
    spoken = said.get(language) or next(iter(said.values()), None)
    if spoken is None:
        return
    prompts = (calls.Prompt("", language, sound=f"{turn.floor.workspace_id}/{spoken.sound}"),)
    turn.do(calls.Whisper(leg_id=leg_id, prompts=prompts))
