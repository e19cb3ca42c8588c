"""What the switch's own queues did while we were away, read from the log that the switch keeps of them.

A line is `time|call|queue|member|event|data…`, with the time in whole seconds. Beside the switch's own events there are
three of our dialplan: RWCALL (workspace|number|interaction|caller) when a caller enters the fallback, RWAGENT
(recording), whose call is the agent's channel, and RWBACK when we have taken a caller out of the queue again, which the
switch writes down as abandoned.

The file is not believed blindly: a line that cannot be read is passed over, and a call counts for the workspace that it
names only when its queue is that workspace's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import structlog

from ringwell.adapters.asterisk.legs import leg_id_of
from ringwell.adapters.asterisk.names import queue_id_of
from ringwell.calls.messages import FallbackCallEnded

ENDED_BY: Final[dict[str, Literal["caller", "agent", "system"]]] = {
    "ABANDON": "caller",
    "COMPLETECALLER": "caller",
    "COMPLETEAGENT": "agent",
    "EXITEMPTY": "system",
    "EXITWITHTIMEOUT": "system",
    "SYSCOMPAT": "system",
}

Belongs = Callable[[str, str, str], bool]
"""Whether the queue of this name may have served a call to this number of this workspace: (workspace, number, queue)."""
_log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(slots=True)
class _Call:
    """A call in the fallback, as far as its lines have been read."""

    workspace_id: str
    number: str
    caller_number: str
    entered_at: datetime
    queue: str = ""
    endpoint: str | None = None
    agent_channel: str | None = None
    waited_s: int = 0


@dataclass(slots=True)
class _Reading:
    open: dict[str, _Call] = field(default_factory=dict[str, _Call])
    recordings: dict[str, str] = field(default_factory=dict[str, str])


class QueueJournal:
    """Reads on from where it stopped. `cursor` outlives us: it stands before the first line of any call not yet over."""

    def __init__(self, switch_id: str, log: Path, cursor: Path, *, belongs: Belongs) -> None:
        self._switch_id = switch_id
        self._belongs = belongs
        self._log = log
        self._cursor = cursor
        self._reading = _Reading()
        self._position = self._saved()

    def finished(self) -> list[FallbackCallEnded]:
        """The calls that have ended since the last reading (or that may have been told before a crash)."""
        try:
            if self._log.stat().st_size < self._position:
                self._position = 0  # a new file
            with self._log.open("rb") as file:
                file.seek(self._position)
                data = file.read()
        except FileNotFoundError:
            return []
        whole, newline, _ = data.rpartition(b"\n")
        told: dict[str, FallbackCallEnded] = {}
        for line in whole.split(b"\n"):
            try:
                self._read(line.decode("utf-8", "replace"), told)
            except (ValueError, OverflowError, IndexError, OSError):  # of numbers, times and missing fields
                _log.warning("switch.queue_log_line_passed_over", line=line[:200])
        self._position += len(whole) + len(newline)
        if told and not self._reading.open:
            self._reading.recordings.clear()
            self._cursor.write_text(str(self._position), encoding="ascii")
        return list(told.values())

    def _saved(self) -> int:
        try:
            return int(self._cursor.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def _read(self, line: str, told: dict[str, FallbackCallEnded]) -> None:
        match line.split("|"):
            case [time, call_id, _, _, "RWCALL", workspace_id, number, _, caller, *_]:
                self._reading.open[call_id] = _Call(workspace_id, number, caller, _instant(time))
            case [_, channel, _, _, "RWAGENT", recording_id, *_]:
                self._reading.recordings[channel] = recording_id
            case [_, call_id, _, _, "RWBACK", *_]:
                self._reading.open.pop(call_id, None)
                told.pop(call_id, None)
            case [_, call_id, queue, _, "ENTERQUEUE", *_] if call := self._reading.open.get(call_id):
                call.queue = queue
            case [_, call_id, _, member, "CONNECT", held, channel, *_] if call := self._reading.open.get(
                call_id
            ):
                call.endpoint, call.waited_s, call.agent_channel = member, int(held), channel
            case [time, call_id, _, _, event, *data] if event in ENDED_BY and call_id in self._reading.open:
                call = self._reading.open.pop(call_id)
                if self._belongs(call.workspace_id, call.number, call.queue):
                    told[call_id] = self._ended(call_id, call, _instant(time), event, data)
                else:
                    _log.error("switch.queue_log_call_refused", workspace=call.workspace_id, queue=call.queue)
            case _:
                return

    def _ended(
        self, call_id: str, call: _Call, at: datetime, event: str, data: list[str]
    ) -> FallbackCallEnded:
        answered = call.endpoint is not None
        waited_s = call.waited_s if answered else (at - call.entered_at).seconds
        return FallbackCallEnded(
            at=at,
            leg_id=leg_id_of(call_id, self._switch_id),
            switch_id=self._switch_id,
            workspace_id=call.workspace_id,
            number=call.number,
            caller_number=call.caller_number,
            queue_id=queue_id_of(call.queue),
            entered_at=call.entered_at,
            waited_ms=waited_s * 1000,
            agent_endpoint=call.endpoint,
            talk_ms=int(data[1]) * 1000 if answered else 0,
            ended_by=ENDED_BY[event],
            recording_id=self._reading.recordings.get(call.agent_channel or ""),
        )


def _instant(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
