"""Sound over RTP for scripted phones: send a tone or keys, keep and measure what comes."""

import asyncio
import math
import statistics
import struct
from collections.abc import Callable
from typing import Final

RATE: Final = 8000
FRAME: Final = 160
ULAW: Final = 0
EVENTS: Final = 101
KEYS: Final = "0123456789*#"


def _ulaw(sample: int) -> int:
    """G.711 µ-law of a 16-bit sample."""
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), 32635) + 132
    exponent = max(magnitude.bit_length() - 8, 0)
    return ~(sign | exponent << 4 | magnitude >> exponent + 3 & 0x0F) & 0xFF


def _linear(code: int) -> int:
    code = ~code & 0xFF
    magnitude = ((code & 0x0F) << 3 | 0x84) << (code >> 4 & 7)
    return 132 - magnitude if code & 0x80 else magnitude - 132


LINEAR: Final = [_linear(code) for code in range(256)]
"""Of each µ-law code the sample, 16 bits."""


def tone_bytes(frequency: float, samples: int, start: int = 0) -> bytes:
    """µ-law of a tone at a third of full scale."""
    step = 2 * math.pi * frequency / RATE
    return bytes(_ulaw(int(10_000 * math.sin(step * (start + n)))) for n in range(samples))


def strength(samples: list[int], frequency: float) -> float:
    """The share of the sound's power that this frequency holds, from 0 to 1 (Goertzel)."""
    total = sum(sample * sample for sample in samples)
    if not total:
        return 0.0
    coefficient = 2 * math.cos(2 * math.pi * frequency / RATE)
    before = now = 0.0
    for sample in samples:
        before, now = now, sample + coefficient * now - before
    power = before * before + now * now - coefficient * before * now
    return 2 * power / (total * len(samples))


def share_of(data: bytes | bytearray, frequency: float) -> float:
    """How much of this µ-law sound is this tone."""
    return strength([LINEAR[code] for code in data], frequency)


def heard_share(samples: list[int], frequency: float) -> float:
    """This frequency's share in the middle one, by that share, of the sound's half seconds: a packet that was lost breaks the phase,
    and with it the share in the whole."""
    half = RATE // 2
    shares = [strength(samples[start : start + half], frequency) for start in range(0, len(samples), half)]
    return statistics.median(shares) if shares else 0.0


class Sound(asyncio.DatagramProtocol):
    """One RTP port of a phone. `listener` is told the sound of each packet as it comes; `keys`: those that came as telephone events."""

    def __init__(self) -> None:
        self.heard = bytearray()
        self.listener: Callable[[bytes], None] | None = None
        self.packets = 0
        self.keys = ""
        self._key_stamp = b""
        self._transport: asyncio.DatagramTransport | None = None
        self._peer: tuple[str, int] | None = None
        self._sequence = 0
        self._stamp = 0
        self._sending: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, host: str) -> "Sound":
        loop = asyncio.get_running_loop()
        _, sound = await loop.create_datagram_endpoint(cls, local_addr=(host, 0))
        return sound

    @property
    def port(self) -> int:
        assert self._transport is not None
        return self._transport.get_extra_info("sockname")[1]

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if len(data) > 12 and data[1] & 0x7F == ULAW:
            self.packets += 1
            self.heard += data[12:]
            if self.listener is not None:
                self.listener(data[12:])

        if len(data) > 12 and data[1] & 0x7F == EVENTS and data[4:8] != self._key_stamp:
            self._key_stamp = data[4:8]  # all packets of one key have it
            self.keys += KEYS[data[12]]

    def send_to(self, host: str, port: int) -> None:
        self._peer = (host, port)

    def play(self, frequency: float) -> None:
        """Send a tone until closed, or another is played."""
        if self._sending is not None:
            self._sending.cancel()
        self._sending = asyncio.create_task(self._play(frequency), name="rtp")

    async def say(self, data: bytes) -> None:
        """Send this µ-law sound, as long as it takes; it ends what was playing."""
        if self._sending is not None:
            self._sending.cancel()
        loop = asyncio.get_running_loop()
        start = loop.time()
        for at in range(0, len(data), FRAME):
            self._send(ULAW, data[at : at + FRAME].ljust(FRAME, b"\xff"), self._stamp)
            self._stamp += FRAME
            await asyncio.sleep(max(0.0, start + (at + FRAME) / RATE - loop.time()))

    async def press(self, key: str) -> None:
        """One key, as telephone events."""
        code, stamp = KEYS.index(key), self._stamp
        for number in range(8):
            end = 0x80 if number >= 5 else 0
            duration = min(number + 1, 6) * FRAME
            self._send(EVENTS, struct.pack("!BBH", code, end | 10, duration), stamp, marker=number == 0)
            await asyncio.sleep(0.02)
        self._stamp += 8 * FRAME

    def share(self, frequency: float, seconds: float = 0.5) -> float:
        """How much of the last half second that was heard is this tone."""
        return share_of(self.heard[-int(seconds * RATE) :], frequency)

    def close(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
        if self._transport is not None:
            self._transport.close()

    async def _play(self, frequency: float) -> None:
        sent, loop = 0, asyncio.get_running_loop()
        start = loop.time()
        while True:
            self._send(ULAW, tone_bytes(frequency, FRAME, sent), self._stamp)
            self._stamp += FRAME
            sent += FRAME
            await asyncio.sleep(max(0.0, start + sent / RATE - loop.time()))

    def _send(self, kind: int, payload: bytes, stamp: int, *, marker: bool = False) -> None:
        if self._transport is None or self._peer is None or self._transport.is_closing():
            return
        self._sequence += 1
        head = struct.pack("!BBHII", 0x80, kind | (0x80 if marker else 0), self._sequence & 0xFFFF, stamp, 7)
        self._transport.sendto(head + payload, self._peer)
