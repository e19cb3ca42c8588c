"""Voicemails become work: each one that is stored is a promise that somebody hears it, mailed to the client like a message.

It is made before the recording is told as stored, under an id that follows from the recording's: a worker that is killed in between makes it
again, and it is there once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from ringwell.customers.ports import Promises
from ringwell.customers.promises import NewPromise, promise_of
from ringwell.kernel.errors import NotFound
from ringwell.kernel.events import SYSTEM
from ringwell.kpis.model import RecordingRow
from ringwell.runtime.logs import Log

SHORTEST_MS: Final = 1000
"""Less is a caller who hung up at the tone."""
HEARD_WITHIN: Final = timedelta(hours=4)


class Transcriber(Protocol):
    async def transcribe(self, wav: Path, language: str | None = None) -> str | None:
        """What is said in it, in this language where it is known; None where it cannot be told. It does not raise, and bounds its own time."""
        ...


class NoTranscriber:
    """Where no recogniser is installed: messages are there to be heard, and the screen says so."""

    async def transcribe(self, wav: Path, language: str | None = None) -> str | None:
        del wav, language
        return None


class VoiceMessages:
    """Makes the promises."""

    def __init__(
        self, promises: Promises, transcriber: Transcriber, now: Callable[[], datetime], say: Log
    ) -> None:
        self._promises = promises
        self._transcriber = transcriber
        self._now = now
        self._say = say

    async def left(self, workspace_id: str, row: RecordingRow, wav: Path, duration_ms: int) -> None:
        """A caller has left this message. Raises StoreAway."""
        if duration_ms < SHORTEST_MS:
            return
        text = await self._transcriber.transcribe(wav)
        new = NewPromise(
            promise_id=promise_of(row.recording_id),
            interaction_id=row.interaction_id,
            kind="voicemail",
            text=text or "",
            due_at=self._now() + HEARD_WITHIN,
        )
        try:
            await self._promises.make(workspace_id, new, SYSTEM)
        except NotFound:
            self._say.warning("a voicemail has no conversation", recording=row.recording_id)
