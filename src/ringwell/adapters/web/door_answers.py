"""What people ask of the brain, each thing once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from ringwell.adapters.web.live import Problem
from ringwell.journeys.commands import AnyPersonCommand
from ringwell.kernel.events import Actor

OnCommand = Callable[[str, Actor, AnyPersonCommand, str], Awaitable[Problem | None]]
"""(workspace_id, actor, command, idempotency key) → None when done (and committed where a person is told so), or why not. Raises Moved."""


class Moved(Exception):
    """Another brain has the workspace: this was not done, and is to be asked there."""


ANSWERS_KEPT: Final = 20_000


class Answers:
    """Does each command once: a repeated key waits for, or gets again, the first answer. Keeps the last ANSWERS_KEPT."""

    def __init__(self, on_command: OnCommand) -> None:
        self._on_command = on_command
        self._known: OrderedDict[tuple[str, str | None, str], asyncio.Task[Problem | None]] = OrderedDict()

    async def answer(
        self, workspace_id: str, actor: Actor, command: AnyPersonCommand, key: str
    ) -> Problem | None:
        name = (workspace_id, actor.id, key)
        task = self._known.get(name)
        if task is None:
            task = asyncio.ensure_future(self._on_command(workspace_id, actor, command, key))
            self._known[name] = task
            if len(self._known) > ANSWERS_KEPT:
                self._known.popitem(last=False)
        try:
            # Shielded: a page that goes away must not stop what it asked for.
            return await asyncio.shield(task)
        except Exception:
            self._known.pop(name, None)
            raise
