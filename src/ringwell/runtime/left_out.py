"""What a brain does for workspaces that it cannot read: their callers go on to the switch's own queue, and reading is tried again."""

import asyncio
from collections.abc import Callable
from typing import Final

from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.adapters.asterisk.fallback import move_held_callers_to_fallback
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.runtime.logs import Log

LOOK_EVERY_S: Final = 1.0
TRY_AGAIN_EVERY_S: Final = 30.0


async def look_after(
    left_out: Callable[[], frozenset[str]], ari: Ari, again: Callable[[str], object], log: Log
) -> None:
    """Until cancelled. `again` asks for a workspace to be read once more.

    Callers may be in our hands: those of the brain before, and those who called before the switch had been told.
    """
    clock = asyncio.get_running_loop().time
    tried = clock()
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        workspaces = left_out()
        if not workspaces:
            tried = clock()
            continue
        try:
            await move_held_callers_to_fallback(ari, workspaces)
        except SwitchError as error:
            log.warning("callers of a workspace that is left out could not be moved", problem=str(error))
        if clock() - tried >= TRY_AGAIN_EVERY_S:
            tried = clock()
            for workspace_id in workspaces:
                again(workspace_id)
