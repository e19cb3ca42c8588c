"""What the switch's own queues did while we were away, read from the log that the switch keeps of them.

A line is `time|call|queue|member|event|data…`, with the time in whole seconds. Beside the switch's own events there are
four of our dialplan: RWCALL (workspace|number|interaction|caller) when a caller enters the fallback, RWEND when a caller
has left it by hanging up, wherever in it, RWAGENT (recording), whose call is the agent's channel, and RWBACK when we have
taken a caller out of the queue again, which the switch writes down as abandoned.

Of a call that was answered the switch tells the end in a thread of its own, before our RWEND or after it. Calls that were
up when the switch died have no end; its next QUEUESTART is theirs.

The file is not believed blindly: a line that cannot be read is passed over, and a call counts for the workspace that it
names only when its queue is that workspace's.
"""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final, Literal

import structlog

from ringwell.adapters.asterisk.legs import leg_id_of
from ringwell.adapters.asterisk.names import queue_id_of
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.calls.messages import FallbackCallEnded

ENDED_BY: Final[dict[str, Literal["caller", "agent", "system"]]] = {
    "ABANDON": "caller",
    "COMPLETECALLER": "caller",
    "COMPLETEAGENT": "agent",
    "EXITEMPTY": "system",
    "EXITWITHTIMEOUT": "system",
    "SYSCOMPAT": "system",
    "RWEND": "caller",
    "QUEUESTART": "system",
}
LATE: Final = timedelta(seconds=3)
"""An answered call of whose end the switch has not told so long after the caller left: it will not."""
LOOK_AGAIN_SECONDS: Final = 1.0
"""When to read again for the end of an answered call whose caller has left."""
FRESH_BYTES: Final = 1_000_000
"""A file of this size that has been read to its end is begun anew."""

PutOff = Callable[[str], bool]
"""Whether calls of this workspace cannot be told now, and are to be told later."""
Belongs = Callable[[str, str, str], bool]
"""Whether the queue of this name may have served a call to this number of this workspace: (workspace, number, queue)."""
_log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(slots=True)
class _Call:
    """A call in the fallback, as far as its lines have been read. `begins` is where the first of them stands in the file."""

    workspace_id: str
    number: str
    caller_number: str
    entered_at: datetime
    begins: int
    left_at: datetime | None = None
    queue: str = ""
    endpoint: str | None = None
    agent_channel: str | None = None
    waited_s: int = 0


@dataclass(slots=True)
class _Reading:
    open: dict[str, _Call] = field(default_factory=dict[str, _Call])
    recordings: dict[str, str] = field(default_factory=dict[str, str])


class QueueJournal:
    """Reads on from where it stopped.

    `cursor` outlives us: it stands before the first line of any call that is not over, or not yet kept by whom we told. What
    stands before it, and before those of others who read for other workspaces, is blanked in the file: it names callers. Calls of
    workspaces that are `elsewhere` are theirs to tell.
    """

    def __init__(
        self,
        switch_id: str,
        log: Path,
        cursor: Cursor,
        *,
        belongs: Belongs,
        put_off: PutOff = lambda _: False,
        elsewhere: Callable[[str], bool] = lambda _: False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._switch_id = switch_id
        self._now = now
        self._belongs = belongs
        self._put_off = put_off
        self._elsewhere = elsewhere
        self._untold: int | None = None
        self._log = log
        self._cursor = cursor
        self._reading = _Reading()
        self._position = self._kept = cursor.saved()
        self._blanked = 0
        self._barred = False

    def finished(self) -> list[FallbackCallEnded]:
        """The calls that have ended since the last reading (or that may have been told before a crash)."""
        told: dict[str, FallbackCallEnded] = {}
        whole, newline, _ = self._unread().rpartition(b"\n")
        for line in whole.split(b"\n") if newline else ():
            try:
                self._read(line.decode("utf-8", "replace"), told)
            except (ValueError, OverflowError, IndexError, OSError):  # of numbers, times and missing fields
                # The line itself may name a caller.
                _log.warning("switch.queue_log_line_passed_over", position=self._position, bytes=len(line))
            self._position += len(line) + 1
        self._give_up_waiting(told)
        if not self._reading.open:
            self._reading.recordings.clear()
        return list(told.values())

    @property
    def expects_more(self) -> bool:
        """Whether the end of a call whose caller has left is still to be written, or somebody else has the file just now."""
        return self._barred or any(call.left_at is not None for call in self._reading.open.values())

    @property
    def mark(self) -> int | None:
        """How far the cursor may go once all that has been told is kept; None where it stands there already."""
        begins = [call.begins for call in self._reading.open.values()]
        if self._untold is not None:
            begins.append(self._untold)
        mark = min(begins, default=self._position)
        return mark if mark != self._kept else None

    def tell_again(self) -> None:
        """Calls that were put off may be told now: read on from the first of them. Those after it are told twice."""
        if self._untold is not None:
            self._reading, self._untold = _Reading(), None
            self._position = self._kept

    def keep(self, mark: int) -> None:
        """All that was told up to this mark is kept: never tell it again, and forget who called."""
        try:
            log = self._log.open("r+b")
        except FileNotFoundError:
            return
        with log:
            if _locked(log):
                self._keep(log, mark)

    def _keep(self, file: BinaryIO, mark: int) -> None:
        self._look_for_new_file()
        if mark > self._position:
            return  # another has begun it anew: what was told stands in it no more
        self._cursor.save(mark)
        self._kept = mark
        passed = self._cursor.least()
        # The switch appends to this very file, so what all have passed is overwritten in place.
        os.pwrite(file.fileno(), b"\n" * (passed - self._blanked), self._blanked)
        self._blanked = max(passed, self._blanked)
        if passed >= FRESH_BYTES and file.seek(0, os.SEEK_END) == passed:
            file.truncate(0)
            self._cursor.begin_anew()
            self._begin_anew()

    def _look_for_new_file(self) -> None:
        """Who reads for others may have begun the file anew, and set all cursors back."""
        if self._cursor.saved() < self._kept:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._position = self._kept = self._blanked = 0
        self._untold = None

    def _unread(self) -> bytes:
        try:
            with self._log.open("rb") as file:
                self._barred = not _locked(file)
                if self._barred:
                    return b""
                self._look_for_new_file()
                if file.seek(0, os.SEEK_END) < self._position:
                    self._begin_anew()
                file.seek(self._position)
                return file.read()
        except FileNotFoundError:
            return b""

    def _read(self, line: str, told: dict[str, FallbackCallEnded]) -> None:
        open_ = self._reading.open
        match line.split("|"):
            case [time, call_id, _, _, "RWCALL", workspace_id, number, _, caller, *_]:
                open_[call_id] = _Call(workspace_id, number, caller, _instant(time), self._position)
            case [_, channel, _, _, "RWAGENT", recording_id, *_]:
                self._reading.recordings[channel] = recording_id
            case [_, call_id, _, _, "RWBACK", *_]:
                open_.pop(call_id, None)
                told.pop(call_id, None)
            case [_, call_id, queue, _, "ENTERQUEUE", *_] if call := open_.get(call_id):
                call.queue = queue
            case [_, call_id, _, member, "CONNECT", held, channel, *_] if call := open_.get(call_id):
                call.endpoint, call.waited_s, call.agent_channel = member, int(held), channel
            case [time, call_id, _, _, "RWEND", *_] if (call := open_.get(call_id)) and call.endpoint:
                call.left_at = _instant(time)
            case [time, _, _, _, "QUEUESTART", *_]:
                for call_id, call in list(open_.items()):
                    self._end(call_id, call.left_at or _instant(time), "QUEUESTART", told)
            case [time, call_id, _, _, event, *data] if event in ENDED_BY and (call := open_.get(call_id)):
                talk_s = int(data[1]) if call.endpoint else None
                self._end(call_id, _instant(time), event, told, talk_s)
            case _:
                return

    def _give_up_waiting(self, told: dict[str, FallbackCallEnded]) -> None:
        for call_id, call in list(self._reading.open.items()):
            # Also where the clock has been set back since: nobody waits for that time to come again.
            if call.left_at is not None and abs(self._now() - call.left_at) > LATE:
                self._end(call_id, call.left_at, "RWEND", told)

    def _end(
        self,
        call_id: str,
        at: datetime,
        event: str,
        told: dict[str, FallbackCallEnded],
        talk_s: int | None = None,
    ) -> None:
        call = self._reading.open.pop(call_id)
        if self._elsewhere(call.workspace_id) and not self._put_off(call.workspace_id):
            return
        if self._put_off(call.workspace_id):
            self._untold = call.begins if self._untold is None else min(self._untold, call.begins)
            return
        if not self._belongs(call.workspace_id, call.number, call.queue):
            _log.error("switch.queue_log_call_refused", workspace=call.workspace_id, queue=call.queue)
            return
        at = max(at, call.entered_at)  # the clock may have been put back
        whole_s = round((at - call.entered_at).total_seconds())
        if talk_s is None:
            talk_s = max(0, whole_s - call.waited_s) if call.endpoint else 0
        told[call_id] = FallbackCallEnded(
            at=at,
            leg_id=leg_id_of(call_id, self._switch_id),
            switch_id=self._switch_id,
            workspace_id=call.workspace_id,
            number=call.number,
            caller_number=call.caller_number,
            queue_id=queue_id_of(call.queue),
            entered_at=call.entered_at,
            waited_ms=(call.waited_s if call.endpoint else whole_s) * 1000,
            agent_endpoint=call.endpoint,
            talk_ms=talk_s * 1000,
            ended_by=ENDED_BY[event],
            recording_id=self._reading.recordings.get(call.agent_channel or ""),
        )


def _locked(file: BinaryIO) -> bool:
    """Have the file alone until it is closed. Never waits: who has it may stand still."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _instant(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
