"""The standing connection, against the real switch."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from ringwell.adapters.asterisk.arrivals import UnknownEvent
from ringwell.adapters.asterisk.errors import (
    NotOwner,
    SwitchAway,
    SwitchConflict,
    SwitchFault,
    SwitchNotFound,
)
from ringwell.adapters.asterisk.generated.events import Arrival, ChannelUserevent, DeviceStateChanged
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.session import AriSession
from ringwell.adapters.asterisk.transport import always
from tests.support.polling import until
from tests.support.servers import RunningSwitch

pytestmark = pytest.mark.live


class Ear:
    """Hears and remembers; `hold` keeps it busy with reading what is."""

    def __init__(self) -> None:
        self.connects = 0
        self.losses = 0
        self.taken: list[str] = []
        self.events: list[Arrival | UnknownEvent] = []
        self.hold: asyncio.Event | None = None

    async def connected(self) -> None:
        self.connects += 1
        if self.hold is not None:
            await self.hold.wait()

    def arrived(self, event: Arrival | UnknownEvent) -> None:
        self.events.append(event)

    def lost(self) -> None:
        self.losses += 1

    def replaced(self, app: str) -> None:
        self.taken.append(app)


@asynccontextmanager
async def listening(
    switch: RunningSwitch,
    ear: Ear,
    *apps: str,
    may_act: Callable[[], bool] = always,
    most_waiting: int = 1000,
) -> AsyncGenerator[AriSession]:
    address = AriAddress(url=switch.ari_url, user=switch.ari_user, password=switch.ari_password)
    events = frozenset({"DeviceStateChanged", "ChannelUserevent"})
    async with AriSession(
        address, listener=ear, events=lambda _: events, may_act=may_act, most_waiting=most_waiting
    ) as session:
        running = asyncio.create_task(session.run())
        try:
            await session.own(apps)
            await until(lambda: ear.connects > 0)
            yield session
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_errors_are_typed_over_the_socket_and_over_http(switch: RunningSwitch) -> None:
    async with listening(switch, Ear(), "t-errors") as session:
        await session.ari.bridges.create(bridge_id="brg-once")
        with pytest.raises(SwitchConflict):
            await session.ari.bridges.create(bridge_id="brg-once")
        await session.ari.bridges.destroy("brg-once")
        with pytest.raises(SwitchNotFound):
            await session.ari.channels.hangup("no-such")
        with pytest.raises(SwitchNotFound):
            await session.ari.channels.answer("no-such")
        with pytest.raises(SwitchFault):
            await session.ari.channels.originate(endpoint="PJSIP/nobody", app="t-errors")


async def test_without_the_lease_no_command_leaves(switch: RunningSwitch) -> None:
    owner = True
    async with listening(switch, Ear(), "t-lease", may_act=lambda: owner) as session:
        owner = False
        for command in (
            session.ari.bridges.create(bridge_id="brg-lease"),  # by socket
            session.ari.channels.answer("x"),  # by HTTP
        ):
            with pytest.raises(NotOwner):
                await command
        assert "brg-lease" not in {bridge.id for bridge in await session.ari.bridges.list_all()}


async def test_only_the_events_asked_for_come(switch: RunningSwitch) -> None:
    ear = Ear()
    async with listening(switch, ear, "t-filter") as session:
        app = await session.ari.applications.get("t-filter")
        assert {"type": "RESTResponse"} in app.events_allowed
        await session.subscribe("t-filter", "deviceState:Stasis:t-filter")
        await session.ari.device_states.update("Stasis:t-filter", device_state="INUSE")
        await session.ari.bridges.create(bridge_id="brg-filter")
        await session.ari.events.user_event("done", application="t-filter")
        wanted = {DeviceStateChanged, ChannelUserevent}
        await until(lambda: wanted <= {type(event) for event in ear.events})
        await session.ari.bridges.destroy("brg-filter")
    assert {type(event) for event in ear.events} == wanted


async def test_after_the_switch_was_killed_all_is_as_before(switch: RunningSwitch) -> None:
    ear = Ear()
    async with listening(switch, ear, "t-back") as session:
        # A device of this test's own: the switch keeps states over its death and tells only of what changes.
        await session.subscribe("t-back", "deviceState:Stasis:t-back")
        switch.kill()
        await until(lambda: ear.losses == 1)
        with pytest.raises(SwitchAway):
            await session.ari.asterisk.ping()
        with pytest.raises(SwitchAway):
            await session.ari.channels.answer("x")
        switch.start()  # not in a thread: the switch is tied to the life of the thread that starts it
        await until(lambda: ear.connects == 2)
        await session.ari.device_states.update("Stasis:t-back", device_state="BUSY")
        await until(lambda: any(isinstance(event, DeviceStateChanged) for event in ear.events), 20)


async def test_an_application_taken_by_another_is_given_up_and_the_rest_stays(switch: RunningSwitch) -> None:
    first, second = Ear(), Ear()
    async with (
        listening(switch, first, "t-p0", "t-p1") as old,
        listening(switch, second, "t-p1") as new,
    ):
        await until(lambda: first.taken == ["t-p1"])
        assert (old.apps, new.apps) == ({"t-p0"}, {"t-p1"})
        await new.ari.events.user_event("for-new", application="t-p1")
        await until(lambda: len(second.events) == 1)
        await old.ari.events.user_event("for-old", application="t-p0")
        await until(lambda: len(first.events) == 1)
        assert first.connects == 1


async def test_the_newcomer_keeps_its_application_when_the_old_socket_closes(switch: RunningSwitch) -> None:
    first, second = Ear(), Ear()
    async with listening(switch, second, "t-keep") as new:
        async with listening(switch, first, "t-keep"):
            await until(lambda: second.taken == ["t-keep"])
        await new.own(["t-keep"])
        await until(lambda: second.connects == 2)
        await new.ari.events.user_event("x", application="t-keep")
        await until(lambda: len(second.events) == 1)


async def test_a_listener_that_is_too_slow_is_resynchronised(switch: RunningSwitch) -> None:
    ear = Ear()
    ear.hold = asyncio.Event()
    async with listening(switch, ear, "t-slow", most_waiting=5) as session:
        address = AriAddress(url=switch.ari_url, user=switch.ari_user, password=switch.ari_password)
        async with HttpTransport(address) as http:
            other = type(session.ari)(http)
            for number in range(5 + 1):  # as many as may wait, and one too many
                await other.events.user_event(f"n{number}", application="t-slow")
        await until(lambda: not session.connected)
        ear.hold.set()
        await until(lambda: ear.connects == 2)
    assert ear.events == []


async def test_what_the_listener_raises_is_not_swallowed(switch: RunningSwitch) -> None:
    class Clumsy(Ear):
        def arrived(self, event: Arrival | UnknownEvent) -> None:
            raise LookupError("a defect")

    address = AriAddress(url=switch.ari_url, user=switch.ari_user, password=switch.ari_password)
    ear = Clumsy()
    async with AriSession(
        address, listener=ear, events=lambda _: frozenset({"ChannelUserevent"}), may_act=always
    ) as session:
        running = asyncio.create_task(session.run())
        await session.own(["t-defect"])
        await until(lambda: ear.connects == 1)
        with suppress(SwitchAway):  # the defect may end the connection before the answer comes
            await session.ari.events.user_event("x", application="t-defect")
        with pytest.raises(LookupError, match="a defect"):
            await asyncio.wait_for(running, 20)


async def test_a_wrong_password_is_an_error_that_names_no_secret(switch: RunningSwitch) -> None:
    address = AriAddress(url=switch.ari_url, user=switch.ari_user, password="not-the-one")
    async with HttpTransport(address) as http:
        session = AriSession(address, listener=Ear(), events=lambda _: frozenset(), may_act=always)
        with pytest.raises(Exception, match="401") as caught:
            await type(session.ari)(http).asterisk.ping()
    assert "not-the-one" not in repr(caught.value) + repr(address)
