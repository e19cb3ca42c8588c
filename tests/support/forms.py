"""What an administrator fills in."""

from ringwell.access.model import Workspace
from tests.support.edge import Json, RunningEdge

TEXTS = {"en": "Our lines are down.", "ru": "Линии не работают.", "pl": "Linie nie działają."}


def administrator(ringwell: RunningEdge, workspace: Workspace):
    return ringwell.browser(workspace, ringwell.person(workspace, "boss", "administrator"))


def typed(**texts: str) -> Json:
    return {language: {"source": "typed", "text": text} for language, text in texts.items()}
