"""What an agent has to have done before taking calls, where the workspace requires it."""

from ringwell.access.shift_checks import is_due
from ringwell.adapters.web.edge import Edge
from ringwell.adapters.web.identity import Identity
from ringwell.journeys.commands import AnyPersonCommand, SetPresence
from ringwell.kernel.errors import StoreAway
from ringwell.kpis.definitions import day_start

CHECK_FIRST = "shift_check.required"


async def why_not(edge: Edge, identity: Identity, command: AnyPersonCommand) -> str | None:
    """The problem of a command that comes too early, None where it may be done. Who oversees may set an agent ready all the same; nothing
    is measured of a desk phone; while the database is away calls come first."""
    if not isinstance(command, SetPresence) or command.presence != "ready":
        return None
    user = identity.user
    if command.agent_id != user.agent_id or user.phone_kind != "browser":
        return None
    try:
        settings = await edge.stores.workspaces.settings(identity.workspace_id)
        if settings.shift_check != "required":
            return None
        kept = await edge.stores.shift_checks.of_user(identity.workspace_id, user.user_id, 1)
    except StoreAway:
        return None
    today = day_start(edge.now(), settings.zone)
    return CHECK_FIRST if is_due(settings.shift_check, kept[0].at if kept else None, today) else None
