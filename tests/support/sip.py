"""A telephone for tests: SIP over UDP on loopback, one step at a time, under the test's control.

It speaks as much SIP as a test needs of a well-behaved peer; there are no retransmissions, because loopback loses nothing.
"""

import asyncio
import hashlib
import re
import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.support.polling import PATIENCE_S
from tests.support.rtp import EVENTS, Sound

Address = tuple[str, int]
REGISTERS_S = 8.0
"""Less than the usual patience: a switch that has just come back may not have heard it, and is asked again."""
ANY_BYTES = "surrogateescape"
"""A byte that is no text stands in a str as a lone surrogate (b"\\xff" as "\\udcff")."""


@dataclass(frozen=True)
class Message:
    """A request ("INVITE …") or an answer ("SIP/2.0 200 OK")."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: str

    @classmethod
    def parse(cls, data: bytes) -> "Message":
        head, _, body = data.decode(errors=ANY_BYTES).partition("\r\n\r\n")
        start, *lines = head.split("\r\n")
        pairs = (line.partition(":") for line in lines)
        return cls(start, tuple((name.strip().lower(), value.strip()) for name, _, value in pairs), body)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name.lower()]

    def header(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    @property
    def method(self) -> str:
        return "" if self.status else self.start.split()[0]

    @property
    def status(self) -> int:
        return int(self.start.split()[1]) if self.start.startswith("SIP/2.0") else 0

    @property
    def media(self) -> Address | None:
        host, port = re.search(r"c=IN IP4 (\S+)", self.body), re.search(r"m=audio (\d+)", self.body)
        return (host[1], int(port[1])) if host and port else None


@dataclass(eq=False)
class Leg:
    """One call at this phone, made by it or to it."""

    phone: "Phone"
    call_id: str
    local: str
    remote: str
    target: str
    sound: Sound
    invite: Message | None = None
    branch: str = ""
    sequence: int = 1
    statuses: list[int] = field(default_factory=list[int])
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    cancelled: bool = False
    referred: "asyncio.Future[int] | None" = None
    progress: list[int] = field(default_factory=list[int])

    @property
    def final(self) -> int:
        """The final status of a call that we made; 0 while there is none."""
        return next((status for status in self.statuses if status >= 200), 0)

    def ring(self) -> None:
        self._answer(180)

    def speak_early(self) -> None:
        """Nobody has answered yet, and there is something to be heard already."""
        self._answer(183, self.phone.sdp(self.sound))

    def accept(self) -> None:
        self._answer(200, self.phone.sdp(self.sound))
        self.answered.set()

    def refuse(self, status: int = 486) -> None:
        self._answer(status)
        self.ended.set()

    def hang_up(self) -> None:
        """BYE, or CANCEL before it was answered."""
        if self.answered.is_set():
            self.sequence += 1
            self.phone.request("BYE", self, self.sequence)
        else:
            self.phone.request("CANCEL", self, self.sequence, branch=self.branch)
        self.ended.set()

    def break_off(self, cause: int) -> None:
        """BYE by which a network tells that the line broke, by this cause of Q.850."""
        self.sequence += 1
        self.phone.request("BYE", self, self.sequence, lines=[f"Reason: Q.850;cause={cause}"])
        self.ended.set()

    def hold(self, *, held: bool = True) -> None:
        """A re-INVITE: the phone speaks no more on this leg, or again."""
        self.sequence += 1
        body = self.phone.sdp(self.sound)
        self.phone.request(
            "INVITE", self, self.sequence, body.replace("sendrecv", "sendonly") if held else body
        )

    async def refer(self, target: str) -> int:
        """Ask for a transfer; the answer's status. How it goes on stands in `progress`."""
        self.referred = asyncio.get_running_loop().create_future()
        self.sequence += 1
        self.phone.request("REFER", self, self.sequence, lines=[f"Refer-To: <{target}>"])
        return await asyncio.wait_for(self.referred, PATIENCE_S)

    async def refer_to(self, other: "Leg") -> int:
        """Ask to bring this leg's far end together with the other's: an attended transfer."""

        def tag(header: str) -> str:
            return header.partition("tag=")[2]

        replaces = f"{other.call_id}%3Bto-tag%3D{tag(other.remote)}%3Bfrom-tag%3D{tag(other.local)}"
        target = other.target.partition(";")[0]
        return await self.refer(f"{target}?Replaces={replaces}")

    def _answer(self, status: int, body: str = "") -> None:
        assert self.invite is not None
        self.phone.answer(self.invite, status, self.local, body)


class Phone(asyncio.DatagramProtocol):
    """A phone at `host:port` whose switch is at `switch`."""

    def __init__(self, host: str, switch: Address, user: str, name: str = "") -> None:
        self.host, self.switch, self.user, self.name = host, switch, user, name
        self.legs: dict[str, Leg] = {}
        self.incoming: asyncio.Queue[Leg] = asyncio.Queue()
        self._answers: asyncio.Queue[Message] = asyncio.Queue()
        self._transport: asyncio.DatagramTransport | None = None
        self._next_sound: Sound | None = None
        self._password = ""

    async def open_sound(self) -> Sound:
        """An RTP port for one more call."""
        return await Sound.open(self.host)

    # --- what tests do

    async def call(
        self, number: str, call_id: str | None = None, lines: Sequence[str] = (), target: str = ""
    ) -> Leg:
        """Send the INVITE, with these headers beside the usual ones, to the number or this address of the switch's; what comes of it stands
        in the leg."""
        sound = await self.open_sound()
        local = f"{self.name}<sip:{self.user}@{self.host}:{self.port}>;tag={secrets.token_hex(4)}"
        target = target or f"sip:{number}@{self.switch[0]}:{self.switch[1]}"
        leg = Leg(self, call_id or secrets.token_hex(8), local, f"<{target}>", target, sound)
        leg.branch = f"z9hG4bK{secrets.token_hex(6)}"
        self.legs[leg.call_id] = leg
        self.request("INVITE", leg, leg.sequence, self.sdp(sound), branch=leg.branch, lines=lines)
        return leg

    async def register(self, password: str, expires: int = 600) -> int:
        """Sign in (or, with 0, out); the final status."""
        call_id, tag = secrets.token_hex(8), secrets.token_hex(4)
        answer = await self._register(call_id, tag, 1, expires, "")
        if answer.status == 401:
            proof = self._proof(answer.header("WWW-Authenticate"), password)
            answer = await self._register(call_id, tag, 2, expires, proof)
        self._password = password
        return answer.status

    async def rung(self, seconds: float = PATIENCE_S) -> Leg:
        """The next call to this phone."""
        return await asyncio.wait_for(self.incoming.get(), seconds)

    # --- the wire

    @property
    def port(self) -> int:
        assert self._transport is not None
        return self._transport.get_extra_info("sockname")[1]

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Address) -> None:
        if not data.strip():
            return  # a keep-alive
        message = Message.parse(data)
        if message.status:
            self._answered(message)
        else:
            asyncio.get_running_loop().create_task(self._requested(message))

    def request(
        self,
        method: str,
        leg: Leg,
        sequence: int,
        body: str = "",
        branch: str = "",
        lines: Sequence[str] = (),
    ) -> None:
        self._send(
            f"{method} {leg.target} SIP/2.0",
            [
                f"Via: SIP/2.0/UDP {self.host}:{self.port};branch={branch or 'z9hG4bK' + secrets.token_hex(6)};rport",
                f"From: {leg.local}",
                f"To: {leg.remote}",
                f"Call-ID: {leg.call_id}",
                f"CSeq: {sequence} {method}",
                f"Contact: <sip:{self.user}@{self.host}:{self.port}>",
                "Max-Forwards: 70",
                *lines,
            ],
            body,
        )

    def answer(self, request: Message, status: int, local: str, body: str = "") -> None:
        lines = [f"Via: {via}" for via in request.all("Via")]
        lines += [f"{name}: {request.header(name)}" for name in ("From", "Call-ID", "CSeq")]
        lines += [f"To: {local}", f"Contact: <sip:{self.user}@{self.host}:{self.port}>"]
        self._send(f"SIP/2.0 {status} -", lines, body)

    def sdp(self, sound: Sound) -> str:
        return (
            f"v=0\r\no=- 1 1 IN IP4 {self.host}\r\ns=-\r\nc=IN IP4 {self.host}\r\nt=0 0\r\n"
            f"m=audio {sound.port} RTP/AVP 0 {EVENTS}\r\na=rtpmap:0 PCMU/8000\r\n"
            f"a=rtpmap:{EVENTS} telephone-event/8000\r\na=fmtp:{EVENTS} 0-16\r\na=ptime:20\r\na=sendrecv\r\n"
        )

    def close(self) -> None:
        for leg in self.legs.values():
            leg.sound.close()
        if self._transport is not None:
            self._transport.close()

    def _send(self, start: str, lines: list[str], body: str) -> None:
        assert self._transport is not None
        kind = ["Content-Type: application/sdp"] if body else []
        head = "\r\n".join([start, *lines, *kind, f"Content-Length: {len(body)}"])
        self._transport.sendto(f"{head}\r\n\r\n{body}".encode(errors=ANY_BYTES), self.switch)

    def _answered(self, message: Message) -> None:
        if "REGISTER" in message.header("CSeq"):
            self._answers.put_nowait(message)
        leg = self.legs.get(message.header("Call-ID"))
        if leg is not None and leg.referred is not None and "REFER" in message.header("CSeq"):
            leg.referred.set_result(message.status)
        if leg is None or "INVITE" not in message.header("CSeq"):
            return
        if message.status == 401 and leg.sequence == 1 and self._password:
            self._prove(leg, message)
            return
        leg.statuses.append(message.status)
        if message.status < 200:
            self._hear(leg, message)
            return
        leg.remote = leg.remote if "tag=" in leg.remote else message.header("To")
        if message.status == 200:
            leg.target = message.header("Contact").strip("<>").partition(">")[0]
            self._hear(leg, message)
            leg.answered.set()
        else:
            leg.ended.set()
        self.request("ACK", leg, leg.sequence, branch="" if message.status == 200 else leg.branch)

    def _prove(self, leg: Leg, challenge: Message) -> None:
        """The INVITE anew, with the phone's password."""
        self.request("ACK", leg, leg.sequence, branch=leg.branch)
        leg.sequence, leg.branch = 2, f"z9hG4bK{secrets.token_hex(6)}"
        uri = leg.target
        proof = self._proof(challenge.header("WWW-Authenticate"), self._password, "INVITE", uri)
        self.request("INVITE", leg, 2, self.sdp(leg.sound), branch=leg.branch, lines=[proof])

    def _hear(self, leg: Leg, message: Message) -> None:
        if message.media:
            leg.sound.send_to(*message.media)

    async def _requested(self, message: Message) -> None:
        leg = self.legs.get(message.header("Call-ID"))
        local = leg.local if leg else message.header("To") + ";tag=x"
        match message.method:
            case "INVITE" if leg is None:
                await self._rings(message)
            case "INVITE" | "UPDATE" if leg is not None:
                self._hear(leg, message)
                self.answer(message, 200, local, self.sdp(leg.sound) if message.body else "")
            case "BYE" | "CANCEL" if leg is not None:
                self.answer(message, 200, local)
                if message.method == "CANCEL":
                    leg.cancelled = True
                    leg.refuse(487)
                leg.ended.set()
            case "NOTIFY" if leg is not None:
                self.answer(message, 200, local)
                leg.progress.append(int(message.body.split()[1]))
            case "ACK":
                return
            case _:
                self.answer(message, 200, local)

    async def _rings(self, message: Message) -> None:
        sound = await self.open_sound()
        local = f"{message.header('To')};tag={secrets.token_hex(4)}"
        target = message.header("Contact").strip("<>").partition(">")[0]
        leg = Leg(self, message.header("Call-ID"), local, message.header("From"), target, sound, message)
        self.legs[leg.call_id] = leg
        self._hear(leg, message)
        self.answer(message, 100, message.header("To"))
        self.incoming.put_nowait(leg)

    async def _register(self, call_id: str, tag: str, sequence: int, expires: int, proof: str) -> Message:
        where = f"{self.switch[0]}:{self.switch[1]}"
        lines = [
            f"Via: SIP/2.0/UDP {self.host}:{self.port};branch=z9hG4bK{secrets.token_hex(6)};rport",
            f"From: <sip:{self.user}@{where}>;tag={tag}",
            f"To: <sip:{self.user}@{where}>",
            f"Call-ID: {call_id}",
            f"CSeq: {sequence} REGISTER",
            f"Contact: <sip:{self.user}@{self.host}:{self.port}>",
            f"Expires: {expires}",
            "Max-Forwards: 70",
        ]
        while not self._answers.empty():
            self._answers.get_nowait()  # to an attempt that was given up
        self._send(f"REGISTER sip:{where} SIP/2.0", [*lines, *([proof] if proof else [])], "")
        return await asyncio.wait_for(self._answers.get(), REGISTERS_S)

    def _proof(self, challenge: str, password: str, method: str = "REGISTER", uri: str = "") -> str:
        fields = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
        uri = uri or f"sip:{self.switch[0]}:{self.switch[1]}"
        realm, nonce = fields["realm"], fields["nonce"]
        one = _md5(f"{self.user}:{realm}:{password}")
        opaque = f', opaque="{fields["opaque"]}"' if "opaque" in fields else ""
        quality = ""
        response = _md5(f"{one}:{nonce}:{_md5(f'{method}:{uri}')}")
        if "qop" in fields:
            response = _md5(f"{one}:{nonce}:00000001:c:auth:{_md5(f'{method}:{uri}')}")
            quality = ', qop=auth, nc=00000001, cnonce="c"'
        return (
            f'Authorization: Digest username="{self.user}", realm="{realm}", nonce="{nonce}", uri="{uri}", '
            f'response="{response}", algorithm=MD5{opaque}{quality}'
        )


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@asynccontextmanager
async def phone(
    host: str, switch: Address, user: str = "caller", name: str = "", port: int = 0
) -> AsyncGenerator[Phone]:
    """A phone that is gone at the end of the block. `name` is what it tells of its user, as it stands in the header."""
    loop = asyncio.get_running_loop()
    _, made = await loop.create_datagram_endpoint(
        lambda: Phone(host, switch, user, name), local_addr=(host, port)
    )
    try:
        yield made
    finally:
        made.close()
