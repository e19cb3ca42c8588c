"""REST requests over the event socket, and who waits for which answer."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

import msgspec

from ringwell.adapters.asterisk.errors import SwitchAway, SwitchError, SwitchSlow
from ringwell.adapters.asterisk.generated.events import RESTResponse
from ringwell.adapters.asterisk.generated.models import RESTQueryStringParameter
from ringwell.adapters.asterisk.transport import MayAct, Request, check_owner, successful

TIMEOUT_SECONDS: Final = 5.0
Send = Callable[[bytes], Awaitable[None]]


class _Message(msgspec.Struct, kw_only=True, omit_defaults=True, tag_field="type", tag="RESTRequest"):
    transaction_id: str
    request_id: str
    method: str
    uri: str
    query_strings: list[RESTQueryStringParameter] = []
    content_type: str | None = None
    message_body: str | None = None


class SocketTransport:
    """Requests and answers on one socket. A socket that comes back is given by `opened`."""

    def __init__(self, *, may_act: MayAct, timeout: float = TIMEOUT_SECONDS) -> None:
        self._may_act = may_act
        self._timeout = timeout
        self._ids = itertools.count(1)
        self._waiting: dict[str, _Waiting] = {}
        self._watch: asyncio.TimerHandle | None = None
        self._send: Send | None = None

    def opened(self, send: Send) -> None:
        self._send = send

    def closed(self) -> None:
        """Nobody will answer the requests that are under way."""
        self._send = None
        for waiting in self._waiting.values():
            waiting.fail(SwitchAway(waiting.operation, "the connection to the switch was lost"))
        self._waiting.clear()

    def answered(self, response: RESTResponse) -> None:
        """Hand an answer to who asked; one that came too late is dropped."""
        waiting = self._waiting.pop(response.request_id, None)
        if waiting is not None and not waiting.answer.done():
            waiting.answer.set_result(response)

    async def request(self, request: Request) -> bytes:
        check_owner(request, self._may_act)
        if self._send is None:
            raise SwitchAway(request.operation)
        request_id = str(next(self._ids))
        waiting = self._wait(request_id, request.operation)
        try:
            await self._send(_encode(request, request_id))
            response = await waiting.answer
        except (ConnectionError, RuntimeError) as error:
            raise SwitchAway(request.operation, str(error)) from error
        finally:
            self._waiting.pop(request_id, None)
        return successful(request, response.status_code, (response.message_body or "").encode())

    def _wait(self, request_id: str, operation: str) -> "_Waiting":
        loop = asyncio.get_running_loop()
        waiting = _Waiting(operation, loop.time() + self._timeout, loop.create_future())
        self._waiting[request_id] = waiting
        if self._watch is None:
            self._watch = loop.call_at(waiting.until, self._give_up_late)
        return waiting

    def _give_up_late(self) -> None:
        """All have the same time to be answered, so the oldest is the first to be late: one clock does for all."""
        self._watch, loop = None, asyncio.get_running_loop()
        now = loop.time()
        for waiting in self._waiting.values():
            if waiting.until > now:
                self._watch = loop.call_at(waiting.until, self._give_up_late)
                return
            waiting.fail(SwitchSlow(waiting.operation))


class _Waiting(NamedTuple):
    """An answer that is not there yet; `until` is by the loop's clock."""

    operation: str
    until: float
    answer: asyncio.Future[RESTResponse]

    def fail(self, error: SwitchError) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


def _encode(request: Request, request_id: str) -> bytes:
    has_body = request.body is not None
    return msgspec.json.encode(
        _Message(
            transaction_id=request_id,
            request_id=request_id,
            method=request.method,
            uri=request.path.removeprefix("/"),
            query_strings=[RESTQueryStringParameter(name=n, value=v) for n, v in request.query.items()],
            content_type="application/json" if has_body else None,
            message_body=msgspec.json.encode(request.body).decode() if has_body else None,
        )
    )
