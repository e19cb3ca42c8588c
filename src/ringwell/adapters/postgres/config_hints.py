"""Hints from the database that a configuration has changed, whoever changed it. They reach only those connected now."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from ringwell.adapters.postgres.hints import Hints
from ringwell.adapters.postgres.roster import CHANNEL as BRAINS
from ringwell.kernel.ids import WORKSPACE, make_id

CHANNEL: Final = "ringwell_config"

Heard = Callable[[str, int], None]
"""Called with the workspace's id and its newest config version."""


class ConfigHints(Hints):
    """`brains` is called when the roster of brains or their leases have changed."""

    def __init__(self, url: str, heard: Heard, back: Callable[[], None], brains: Callable[[], None]) -> None:
        def on_config(payload: str) -> None:
            workspace, _, version = payload.partition(" ")
            heard(make_id(WORKSPACE, UUID(workspace)), int(version))

        super().__init__(url, "config-hints", {CHANNEL: on_config, BRAINS: lambda _: brains()}, back)
