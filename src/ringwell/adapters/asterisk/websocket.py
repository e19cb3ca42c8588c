"""REST requests over the event socket, and who waits for which answer."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec

from ringwell.adapters.asterisk.errors import SwitchAway, SwitchSlow
from ringwell.adapters.asterisk.generated.events import RESTResponse
from ringwell.adapters.asterisk.generated.models import RESTQueryStringParameter
from ringwell.adapters.asterisk.transport import MayAct, Request, check_owner, successful

TIMEOUT_SECONDS: Final = 5.0
Send = Callable[[str], Awaitable[None]]


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
        self._waiting: dict[str, asyncio.Future[RESTResponse]] = {}
        self._send: Send | None = None

    def opened(self, send: Send) -> None:
        self._send = send

    def closed(self) -> None:
        """Nobody will answer the requests that are under way."""
        self._send = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(SwitchAway("socket", "the connection to the switch was lost"))
        self._waiting.clear()

    def answered(self, response: RESTResponse) -> None:
        """Hand an answer to who asked; one that came too late is dropped."""
        answer = self._waiting.pop(response.request_id, None)
        if answer is not None and not answer.done():
            answer.set_result(response)

    async def request(self, request: Request) -> bytes:
        check_owner(request, self._may_act)
        response = await self._exchange(request)
        return successful(request, response.status_code, (response.message_body or "").encode())

    async def _exchange(self, request: Request) -> RESTResponse:
        if self._send is None:
            raise SwitchAway(request.operation)
        request_id = str(next(self._ids))
        answer = asyncio.get_running_loop().create_future()
        self._waiting[request_id] = answer
        try:
            async with asyncio.timeout(self._timeout):
                await self._send(_encode(request, request_id))
                return await answer
        except TimeoutError as error:
            raise SwitchSlow(request.operation) from error
        except (ConnectionError, RuntimeError) as error:
            raise SwitchAway(request.operation, str(error)) from error
        except SwitchAway as error:
            raise SwitchAway(request.operation, error.detail) from error
        finally:
            self._waiting.pop(request_id, None)


def _encode(request: Request, request_id: str) -> str:
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
    ).decode()
