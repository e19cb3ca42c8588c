"""Sound for many calls at once: a thread sends every 20 ms for all of them, and counts what arrives.

Each packet carries its own number in its payload, so that a loss anywhere between two phones is seen, the switch's
renumbering notwithstanding.
"""

import select
import socket
import struct
import threading
import time
from typing import Final

from tests.support.rtp import FRAME, ULAW, Sound, tone_bytes

MARK: Final = b"RWbench!"
_NUMBER: Final = struct.Struct("!I")
_HEAD: Final = struct.Struct("!BBHII")
PERIOD_S: Final = 0.02


class Stream(Sound):
    """One RTP port, served by the studio's thread."""

    def __init__(self, studio: "Studio", host: str) -> None:
        super().__init__()
        self._studio = studio
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._socket.bind((host, 0))
        self._socket.setblocking(False)
        self._sent = 0
        self.packets: int = 0
        self.first_at: float | None = None
        self.numbers: list[int] = []

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._studio.forget(self)

    def end(self) -> None:
        self._socket.close()

    @property
    def lost(self) -> int:
        """How many of the other phone's packets between the first and the last heard did not come."""
        return (max(self.numbers) - min(self.numbers) + 1 - len(set(self.numbers))) if self.numbers else 0

    def receive(self, now: float) -> None:
        data = self._socket.recv(2048)
        if len(data) <= 12 or data[1] & 0x7F != ULAW:
            return
        self.packets += 1
        if self.first_at is None:
            self.first_at = now
        if data[16:24] == MARK:
            self.numbers.append(_NUMBER.unpack_from(data, 12)[0])

    def send(self, tone: bytes) -> None:
        if self._peer is None:
            return
        self._sent += 1
        head = _HEAD.pack(0x80, ULAW, self._sent & 0xFFFF, self._sent * FRAME & 0xFFFFFFFF, 7)
        self._socket.sendto(head + _NUMBER.pack(self._sent) + tone, self._peer)


class Studio:
    """All streams of one benchmark. Use as a context manager."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._streams: dict[int, Stream] = {}
        self._leaving: list[Stream] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="studio", daemon=True)

    def __enter__(self) -> "Studio":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(2)
        for stream in self._streams.values():
            stream.end()

    def open(self, host: str) -> Stream:
        stream = Stream(self, host)
        with self._lock:
            self._streams[stream.fileno()] = stream
        self._poll.register(stream.fileno(), select.EPOLLIN)
        return stream

    def forget(self, stream: Stream) -> None:
        """Close it; the thread does it between two packets."""
        with self._lock:
            self._leaving.append(stream)

    def _run(self) -> None:
        tone = MARK + tone_bytes(440, FRAME)[12:]
        due = time.perf_counter()
        while not self._stop.is_set():
            ready = self._poll.poll(max(0.0, due - time.perf_counter()))
            now = time.perf_counter()
            for number, _ in ready:
                self._streams[number].receive(now)
            if now >= due:
                due += PERIOD_S
                self._close_leaving()
                self._send(tone)

    def _close_leaving(self) -> None:
        with self._lock:
            leaving, self._leaving = self._leaving, []
            for stream in leaving:
                if self._streams.pop(stream.fileno(), None) is not None:
                    self._poll.unregister(stream.fileno())
                    stream.end()

    def _send(self, tone: bytes) -> None:
        with self._lock:
            streams = list(self._streams.values())
        for stream in streams:
            stream.send(tone)
