import asyncio

import msgspec
import pytest

from ringwell.adapters.asterisk.errors import (
    NotOwner,
    SwitchAway,
    SwitchConflict,
    SwitchFault,
    SwitchNotFound,
    SwitchRefused,
    SwitchSlow,
)
from ringwell.adapters.asterisk.generated.events import RESTResponse
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.websocket import SocketTransport


class Wire:
    """The other end of a socket: keeps what was sent."""

    def __init__(self, transport: SocketTransport) -> None:
        self.transport = transport
        self.sent: list[dict[str, object]] = []
        self.sending = asyncio.Event()
        transport.opened(self.send)

    async def send(self, message: bytes) -> None:
        self.sent.append(msgspec.json.decode(message, type=dict[str, object]))
        self.sending.set()

    async def answer(self, status: int, body: str = "") -> None:
        await asyncio.wait_for(self.sending.wait(), 1)
        request = str(self.sent[-1]["request_id"])
        self.transport.answered(
            RESTResponse(
                application="a",
                timestamp="",
                transaction_id=request,
                request_id=request,
                status_code=status,
                reason_phrase="",
                uri="",
                message_body=body,
            )
        )


def make(*, owner: bool = True, timeout: float = 1.0) -> SocketTransport:
    return SocketTransport(may_act=lambda: owner, timeout=timeout)


async def test_a_request_carries_path_query_and_body() -> None:
    transport = make()
    wire = Wire(transport)
    task = asyncio.create_task(
        Ari(transport).channels.originate_with_id(
            "leg/1", endpoint="PJSIP/a-1", timeout=20, variables={"RW_LEG": "leg/1"}
        )
    )
    await wire.answer(404, '{"message":"no"}')
    with pytest.raises(SwitchNotFound, match=r"channels\.originate_with_id: 404 no"):
        await task
    sent = wire.sent[0]
    assert (sent["type"], sent["method"], sent["uri"]) == ("RESTRequest", "POST", "channels/leg%2F1")
    assert sent["query_strings"] == [
        {"name": "endpoint", "value": "PJSIP/a-1"},
        {"name": "timeout", "value": "20"},
    ]
    assert msgspec.json.decode(str(sent["message_body"])) == {"variables": {"RW_LEG": "leg/1"}}


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, SwitchNotFound), (409, SwitchConflict), (400, SwitchRefused), (500, SwitchFault)],
)
async def test_a_status_becomes_its_error(status: int, kind: type[SwitchRefused]) -> None:
    transport = make()
    wire = Wire(transport)
    task = asyncio.create_task(Ari(transport).channels.hangup("x"))
    await wire.answer(status, "<html>")
    with pytest.raises(kind) as caught:
        await task
    assert type(caught.value) is kind
    assert not caught.value.retryable


async def test_without_the_lease_nothing_is_sent_but_reading_is_free() -> None:
    transport = make(owner=False)
    wire = Wire(transport)
    with pytest.raises(NotOwner):
        await Ari(transport).channels.hangup("x")
    assert wire.sent == []
    task = asyncio.create_task(Ari(transport).channels.list_all())
    await wire.answer(200, "[]")
    assert await task == []


async def test_a_lost_socket_fails_who_waits_and_who_comes_later() -> None:
    transport = make()
    wire = Wire(transport)
    task = asyncio.create_task(Ari(transport).channels.hangup("x"))
    await asyncio.wait_for(wire.sending.wait(), 1)
    transport.closed()
    with pytest.raises(SwitchAway):
        await task
    with pytest.raises(SwitchAway) as caught:
        await Ari(transport).channels.hangup("x")
    assert caught.value.retryable


async def test_an_answer_that_does_not_come_or_comes_too_late() -> None:
    transport = make(timeout=0.01)
    wire = Wire(transport)
    with pytest.raises(SwitchSlow):
        await Ari(transport).channels.hangup("x")
    await wire.answer(204)  # nobody waits any more: dropped
