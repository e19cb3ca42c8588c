"""One connection to a gateway that speaks SMPP, from its bind to its end."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import msgspec

from ringwell.adapters.sms import pdus
from ringwell.adapters.sms.pdus import Pdu

AT_ONCE: Final = 100
"""So many things that the gateway brings are kept at a time; what comes beyond that it brings again."""
_LAST_SEQUENCE: Final = 0x7FFFFFFF


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """In seconds. `answer`: how long an answer may take. `idle`: after so long without a word the gateway is asked whether it is there."""

    answer: float = 10.0
    idle: float = 30.0


class Broken(Exception):
    """The connection is over. `code` tells why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


TakeDelivered = Callable[[pdus.Delivered], Awaitable[int]]
"""The status that the gateway is answered; it does not raise."""


class Session:
    """`taken` is asked about all that the gateway brings. Close it at the end."""

    def __init__(
        self, reader: StreamReader, writer: StreamWriter, taken: TakeDelivered, patience: Patience
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._taken = taken
        self._patience = patience
        self._sequence = 0
        self._asked: dict[int, asyncio.Future[Pdu]] = {}
        self._bringing: set[asyncio.Task[None]] = set()
        self._heard = asyncio.Event()
        self._why: str | None = None
        self._tasks = [
            asyncio.create_task(self._listen(), name="smpp listening"),
            asyncio.create_task(self._stay(), name="smpp staying"),
        ]

    @property
    def is_over(self) -> bool:
        return self._why is not None

    async def ask(self, command: int, body: bytes = b"") -> Pdu:
        """The answer. Broken: it may have been heard all the same."""
        if self._why is not None:
            raise Broken(self._why)
        self._sequence = self._sequence % _LAST_SEQUENCE + 1
        sequence = self._sequence
        answer = self._asked[sequence] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(self._patience.answer):
                await self._say(Pdu(command, pdus.OK, sequence, body))
                return await answer
        except TimeoutError:
            self._end("no_answer")
            raise Broken("no_answer") from None
        except OSError:
            self._end("cut_off")
            raise Broken("cut_off") from None
        finally:
            self._asked.pop(sequence, None)

    async def close(self) -> None:
        """With a goodbye, where there is still somebody to hear it."""
        if self._why is None:
            with suppress(Broken):
                await self.ask(pdus.UNBIND)
        self._end("closed")
        for task in (*self._tasks, *self._bringing):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._bringing, return_exceptions=True)
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(1):
                await self._writer.wait_closed()

    async def _say(self, pdu: Pdu) -> None:
        self._writer.write(pdus.written(pdu))
        await self._writer.drain()

    def _end(self, code: str) -> None:
        if self._why is not None:
            return
        self._why = code
        self._writer.close()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(Broken(code))

    async def _listen(self) -> None:
        try:
            while self._why is None:
                pdu = await pdus.read(self._reader)
                self._heard.set()
                await self._hear(pdu)
        except pdus.NoPdu:
            self._end("garbage")
        except (OSError, asyncio.IncompleteReadError):
            self._end("cut_off")

    async def _hear(self, pdu: Pdu) -> None:
        if pdu.command & pdus.RESPONSE:
            answer = self._asked.get(pdu.sequence)
            if answer is not None and not answer.done():
                answer.set_result(pdu)
        elif pdu.command == pdus.DELIVER:
            await self._bring(pdu)
        elif pdu.command in (pdus.ENQUIRE_LINK, pdus.UNBIND):
            await self._reply(pdu, pdus.OK)
            if pdu.command == pdus.UNBIND:
                self._end("sent_away")
        else:
            await self._say(Pdu(pdus.GENERIC_NACK, pdus.UNKNOWN_COMMAND, pdu.sequence))

    async def _bring(self, pdu: Pdu) -> None:
        """Beside the rest, for it is answered only once it is kept. Who brings too much is read no faster than it hears our answers."""
        if len(self._bringing) >= AT_ONCE:
            await self._reply(pdu, pdus.TRY_LATER)
            return
        task = asyncio.create_task(self._brought(pdu), name="smpp receipt")
        self._bringing.add(task)
        task.add_done_callback(self._bringing.discard)

    async def _brought(self, pdu: Pdu) -> None:
        try:
            status = await self._taken(pdus.delivered(pdu.body))
        except pdus.NoPdu:
            status = pdus.NOT_TAKEN
        with suppress(OSError):
            await self._reply(pdu, status)

    async def _reply(self, pdu: Pdu, status: int) -> None:
        body = b"\0" if pdu.command == pdus.DELIVER else b""
        await self._say(Pdu(pdu.command | pdus.RESPONSE, status, pdu.sequence, body))

    async def _stay(self) -> None:
        """Who says nothing is asked, and who does not answer is gone."""
        while self._why is None:
            self._heard.clear()
            try:
                async with asyncio.timeout(self._patience.idle):
                    await self._heard.wait()
            except TimeoutError:
                with suppress(Broken):
                    await self.ask(pdus.ENQUIRE_LINK)
