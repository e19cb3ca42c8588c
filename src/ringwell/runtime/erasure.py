"""What the worker does for people who were erased: no recording of theirs may stay, also one that was finished afterwards."""

from collections.abc import Sequence

from ringwell.adapters.postgres.log import event_about
from ringwell.calls.messages import RecordingErased
from ringwell.journeys.ports import EventLog
from ringwell.kernel.events import SYSTEM, Event
from ringwell.kernel.ids import Ids
from ringwell.kernel.storage import Storage, StorageReadOnly, peaks_key
from ringwell.kpis.model import RecordingRow
from ringwell.kpis.ports import Recordings
from ringwell.runtime.logs import Log


class ErasureSweep:
    """Erases what the erasure itself could not reach: recordings that were under way, and files that could not be deleted."""

    def __init__(
        self,
        *,
        recordings: Recordings,
        storage: Storage,
        log: EventLog,
        ids: Ids,
        say: Log,
    ) -> None:
        self._recordings = recordings
        self._storage = storage
        self._log = log
        self._ids = ids
        self._say = say

    async def sweep(self, workspaces: Sequence[str]) -> None:
        """Raises StoreAway."""
        for workspace_id in workspaces:
            for row in await self._recordings.of_erased(workspace_id):
                if row.state != "erased":
                    await self._log.append(workspace_id, [self._told(workspace_id, row)])
                await self._delete(row)

    async def _delete(self, row: RecordingRow) -> None:
        if row.key is None:
            return
        try:
            await self._storage.remove(row.key)
            await self._storage.remove(peaks_key(row.key))
        except StorageReadOnly as error:
            self._say.error(
                "the file of an erased recording cannot be deleted",
                problem=repr(error),
                recording=row.recording_id,
            )

    def _told(self, workspace_id: str, row: RecordingRow) -> Event:
        return event_about(
            self._ids,
            workspace_id,
            RecordingErased(recording_id=row.recording_id),
            SYSTEM,
            interaction_id=row.interaction_id,
            client_id=row.client_id,
            project_id=row.project_id,
        )
