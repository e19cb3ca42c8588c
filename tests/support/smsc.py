"""Gateways for text messages on this machine: one that really speaks SMPP (another's, in Rust), one of bytes that a test writes itself, one by HTTP."""

import asyncio
import ssl
import struct
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import smpp34
from aiohttp import web

from ringwell.kernel.gsm import HEADER_BYTES
from tests.support.certificates import Certificate
from tests.support.polling import until
from tests.support.ports import free_tcp_port


@dataclass
class Smsc:
    """`got`: the parts it took, in order; `rejects`: the status it answers instead, each once, then it takes. `esmes`: who is bound now."""

    port: int
    got: list[smpp34.SubmitSmEvent] = field(default_factory=list)
    rejects: list[int] = field(default_factory=list)
    esmes: dict[str, smpp34.Esme] = field(default_factory=dict)
    names: Callable[[int], str] = "part-{}".format

    def texts(self) -> list[str]:
        """The texts it took, each put together of its parts."""
        whole: dict[tuple[str, int], dict[int, str]] = {}
        for at, part in enumerate(self.got):
            body = bytes(part.short_message)
            key, number = ("", at), 1
            if part.esm_class & 0x40:
                key, number = (part.destination_addr, body[3]), body[5]
                body = body[HEADER_BYTES:]
            text = body.decode("utf-16-be") if part.data_coding == 8 else body.decode("ascii")
            whole.setdefault(key, {})[number] = text
        return ["".join(parts[number] for number in sorted(parts)) for parts in whole.values()]

    async def tell(self, number: int, stat: str = "DELIVRD", err: str = "000") -> bool:
        """A receipt for the part with that number (from 1); whether it was taken."""
        await until(lambda: bool(self.esmes))
        text = f"id:{self.names(number)} sub:001 dlvrd:001 submit date:2611230401 done date:2611230402 stat:{stat} err:{err} text:"
        esme = list(self.esmes.values())[-1]
        told = await esme.deliver_sm(
            destination_addr="Ringwell",
            source_addr="48600100200",
            esm_class=0x04,
            short_message=text.encode(),
        )
        return told.is_success


@asynccontextmanager
async def smsc() -> AsyncGenerator[Smsc]:
    """Until the block ends. It lets everybody in."""
    it = Smsc(free_tcp_port())
    server = smpp34.Server(host="127.0.0.1", port=it.port, system_id="SMSC")
    await server.start()

    async def serve() -> None:
        while True:
            event = await server.next()
            if isinstance(event, smpp34.Esme):
                it.esmes[event.session_id] = event
            elif isinstance(event, smpp34.SubmitSmEvent):
                if it.rejects:
                    event.reject(it.rejects.pop(0))
                    continue
                it.got.append(event)
                event.accept(message_id=it.names(len(it.got)))
            else:
                it.esmes.pop(event.session_id, None)

    task = asyncio.create_task(serve())
    try:
        yield it
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await server.stop()


@asynccontextmanager
async def behind_tls(port: int, certificate: Certificate) -> AsyncGenerator[int]:
    """The port at which whoever listens at that one is spoken to over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.chain, certificate.key)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_pass_on(reader, outer), _pass_on(inner, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()
    writer.close()


def pdu(command: int, status: int, sequence: int, body: bytes = b"") -> bytes:
    """As the specification has it, written on its own."""
    return struct.pack("!IIII", 16 + len(body), command, status, sequence) + body


@dataclass
class Script:
    """A gateway of which a test says what it answers: by command, None for nothing at all. `heard`: the commands it has heard."""

    port: int = 0
    answers: dict[int, bytes | int | None] = field(default_factory=dict)
    heard: list[int] = field(default_factory=list)


@asynccontextmanager
async def scripted(**answers: bytes | int | None) -> AsyncGenerator[Script]:
    """`bind`, `submit`, `enquire`, `unbind`: a status, bytes instead of any answer, or None for silence; "cut" closes after what was heard."""
    numbers = {"bind": 0x9, "submit": 0x4, "enquire": 0x15, "unbind": 0x6}
    script = Script(answers={numbers[name]: answer for name, answer in answers.items()})

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                length, command, _, sequence = struct.unpack("!IIII", await reader.readexactly(16))
                await reader.readexactly(length - 16)
                script.heard.append(command)
                answer = script.answers.get(command, 0)
                if isinstance(answer, bytes):
                    writer.write(answer)
                    if not answer:
                        break
                elif answer is not None:
                    body = b"part-1\0" if command == 0x4 else b"SMSC\0" if command == 0x9 else b""
                    writer.write(pdu(command | 0x80000000, answer, sequence, body))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    script.port = server.sockets[0].getsockname()[1]
    try:
        yield script
    finally:
        server.close()


@dataclass
class Web:
    """`got`: what was posted; `says`: the status it answers."""

    url: str = ""
    got: list[tuple[dict[str, str], dict[str, str]]] = field(default_factory=list)
    says: int = 200
    location: str = ""


@asynccontextmanager
async def web_gateway() -> AsyncGenerator[Web]:
    it = Web()

    async def take(request: web.Request) -> web.Response:
        if it.says == 200:
            it.got.append((dict(request.headers), await request.json()))
        moved = {"Location": it.location} if it.location else {}
        return web.json_response({"status": "said"}, status=it.says, headers=moved)

    app = web.Application()
    app.router.add_post("/texts", take)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_tcp_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    it.url = f"http://127.0.0.1:{port}/texts"
    try:
        yield it
    finally:
        await runner.cleanup()
