"""What the brain cannot know of a page's command, for it holds no personal data: looked at here, before it is passed on."""

import asyncio
from collections.abc import Coroutine
from typing import Final

from ringwell.access.shift_checks import is_due
from ringwell.adapters.web.edge import Edge
from ringwell.adapters.web.identity import Identity
from ringwell.journeys.commands import AnyPersonCommand, FinishWrapUp, OwnerSaid, SetPresence
from ringwell.kernel.errors import NotFound, StoreAway
from ringwell.kpis.definitions import day_start

CHECK_FIRST: Final = "shift_check.required"
NOTHING_WRITTEN: Final = "owner.nothing_written"
LONGEST_S: Final = 0.5
"""Seconds. A page's next command waits for this one, and that may be a hang-up; and who becomes ready while the database stands still is needed at
once, by the switch's own queue."""
_given_up: Final[set[asyncio.Task[str | None]]] = set()
"""Kept until they have ended: the driver takes seconds to let go of a database that stands still, for which nobody waits."""


async def why_not(edge: Edge, identity: Identity, command: AnyPersonCommand) -> str | None:
    """The problem of a command that may not be done yet; None where it may. While the database is away, or stands still, calls come first; but
    nothing of an owner is told that may not be written down."""
    asked = _asked(edge, identity, command)
    if asked is None:
        return None
    looking = asyncio.create_task(asked, name="vetting")
    await asyncio.wait({looking}, timeout=LONGEST_S)
    if not looking.done():
        _given_up.add(looking)
        looking.add_done_callback(_given_up.discard)
        looking.cancel()
        return _unknown(command)
    try:
        return looking.result()
    except StoreAway:
        return _unknown(command)


def _unknown(command: AnyPersonCommand) -> str | None:
    return "store_away" if isinstance(command, OwnerSaid) else None


def _asked(
    edge: Edge, identity: Identity, command: AnyPersonCommand
) -> Coroutine[object, object, str | None] | None:
    match command:
        case SetPresence(presence="ready") | FinishWrapUp(then="ready"):
            return _unchecked(edge, identity, command.agent_id)
        case OwnerSaid():
            return _unwritten(edge, identity.workspace_id, command)
        case _:
            return None


async def _unchecked(edge: Edge, identity: Identity, agent_id: str) -> str | None:
    """An agent who becomes ready has checked headset and network where that is required. Who oversees may set an agent ready all the same;
    nothing is measured of a desk phone."""
    user = identity.user
    if agent_id != user.agent_id or user.phone_kind != "browser":
        return None
    settings = await edge.settled.of(edge.stores.workspaces, identity.workspace_id)
    if settings.shift_check != "required":
        return None
    kept = await edge.stores.shift_checks.of_user(identity.workspace_id, user.user_id, 1)
    today = day_start(edge.now(), settings.zone)
    return CHECK_FIRST if is_due(settings.shift_check, kept[0].at if kept else None, today) else None


async def _unwritten(edge: Edge, workspace_id: str, command: OwnerSaid) -> str | None:
    """What an owner said is a note or a promise of that very conversation, and of that kind."""
    about: list[str] = []
    try:
        if command.outcome == "answered" and command.note_id is not None:
            notes = await edge.stores.notes.named(workspace_id, [command.note_id])
            about = [each.interaction_id for each in notes.values()]
        elif command.outcome != "answered" and command.promise_id is not None:
            promise = await edge.stores.promises.read(workspace_id, command.promise_id)
            about = [promise.interaction_id] if promise.kind == command.outcome else []
    except NotFound:
        return NOTHING_WRITTEN
    return None if about == [command.interaction_id] else NOTHING_WRITTEN
