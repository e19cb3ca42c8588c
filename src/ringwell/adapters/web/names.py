"""Names beside ids: what a reader wants to see of queues, agents, projects and dispositions."""

from collections.abc import Mapping

import msgspec

from ringwell.access.model import PeopleNames
from ringwell.adapters.web.stores import Stores
from ringwell.journeys.config import ConfigKind


class Names(msgspec.Struct, frozen=True):
    """Names by id, of removed people and things, too: what was is told by the names that it had."""

    queues: Mapping[str, str]
    agents: Mapping[str, str]
    users: Mapping[str, str]
    projects: Mapping[str, str]
    clients: Mapping[str, str]
    dispositions: Mapping[str, str]
    skills: Mapping[str, str]
    owners: Mapping[str, str]
    teams: Mapping[str, str]
    segments: Mapping[str, str]


class NameCache:
    """The newest names of each workspace, kept until its configuration changes."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Names]] = {}

    async def of(self, stores: Stores, workspace_id: str) -> Names:
        """StoreAway, NotFound."""
        version = (await stores.workspaces.read(workspace_id)).config_version
        kept = self._kept.get(workspace_id)
        if kept is not None and kept[0] == version:
            return kept[1]
        names = _names(await stores.editor.names(workspace_id), await stores.users.names(workspace_id))
        self._kept[workspace_id] = (version, names)
        return names


def _names(things: Mapping[ConfigKind, Mapping[str, str]], people: PeopleNames) -> Names:
    return Names(
        queues=things["queues"],
        agents=people.agents,
        users=people.users,
        projects=things["projects"],
        clients=things["clients"],
        dispositions=things["dispositions"],
        skills=things["skills"],
        owners=things["owners"],
        teams=things["teams"],
        segments=things["segments"],
    )
