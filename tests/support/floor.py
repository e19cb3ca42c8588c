"""A floor for tests of the `Switch` port: callers and agents' phones at the real switch or at its twin in memory."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from ringwell.adapters.asterisk.ami import AmiAddress
from ringwell.adapters.asterisk.dialplan import FallbackQueue, NumberRoute, WorkspaceRoutes
from ringwell.adapters.asterisk.errors import SwitchNotFound
from ringwell.adapters.asterisk.fallback import tell_switch
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.http import AriAddress, HttpTransport
from ringwell.adapters.asterisk.memory import MemorySwitch
from ringwell.adapters.asterisk.phones import AsteriskPhones
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.switch import AsteriskSwitch
from ringwell.calls.messages import CallArrived, Prompt, SwitchCommand, SwitchEvent
from ringwell.calls.recognisers import Recognisers
from ringwell.kernel.ids import CountingIds
from tests.support.polling import PATIENCE_S, until, until_awaited
from tests.support.rtp import FRAME, tone_bytes
from tests.support.servers import RunningSwitch
from tests.support.sip import Leg, Phone, phone

WORKSPACE = "wsp_00000000000070008000000000000001"
QUEUE = "que_00000000000070008000000000000001"
NUMBER = "1000"
E = TypeVar("E", bound=SwitchEvent)


def routes(endpoints: Sequence[str], *, max_calls: int = 50, partition: int = 0) -> WorkspaceRoutes:
    """One workspace with the demo number 1000, the number 2000, and a queue of all agents."""
    return WorkspaceRoutes(
        workspace_id=WORKSPACE,
        partition=partition,
        language="en",
        max_calls=max_calls,
        numbers=(NumberRoute(NUMBER, "en", QUEUE, demo=True), NumberRoute("2000", "pl")),
        queues=(FallbackQueue(QUEUE, tuple(endpoints)),),
        agents={endpoint: f"agt_{endpoint}" for endpoint in endpoints},
    )


class Events:
    """What has been emitted, in order."""

    def __init__(self) -> None:
        self.all: list[SwitchEvent] = []

    def emit(self, workspace_id: str, event: SwitchEvent) -> None:
        assert workspace_id == WORKSPACE
        self.all.append(event)

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.all if isinstance(event, kind)]

    def kinds(self) -> list[str]:
        return [type(event).__name__ for event in self.all]


class FarEnd(Protocol):
    """A caller, or an agent's phone that rings or talks."""

    @property
    def is_ringing(self) -> bool: ...
    @property
    def has_ended(self) -> bool: ...
    def accept(self) -> None: ...
    def decline(self) -> None: ...
    def hang_up(self) -> None: ...
    async def press(self, key: str) -> None: ...


class Floor(Protocol):
    """The switch under test, and the people at its far ends. One agent's phone, "a-1", is registered."""

    events: Events

    def perform(self, *commands: SwitchCommand) -> None: ...
    async def call(self, number: str = NUMBER) -> tuple[str, FarEnd]:
        """A caller dials and has arrived: the leg's id and the caller."""
        ...

    async def agent(self) -> FarEnd:
        """The phone of agent a-1, once it rings."""
        ...

    async def unregister(self) -> None:
        """The phone of agent a-1 goes."""
        ...

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None: ...
    async def quiet(self) -> None:
        """All commands are done and what came of them has been told."""
        ...


def exists(prompt: Prompt) -> bool:
    return prompt.code != "no-such-prompt"


# --- in memory


class MemoryFarEnd:
    def __init__(self, switch: MemorySwitch, leg_id: str) -> None:
        self._switch, self._leg_id = switch, leg_id

    @property
    def is_ringing(self) -> bool:
        return not self.has_ended and not self._switch.legs[self._leg_id].answered

    @property
    def has_ended(self) -> bool:
        return self._leg_id not in self._switch.legs

    def accept(self) -> None:
        self._switch.accept(self._leg_id)

    def decline(self) -> None:
        self._switch.decline(self._leg_id)

    def hang_up(self) -> None:
        self._switch.hang_up(self._leg_id)

    async def press(self, key: str) -> None:
        self._switch.press(self._leg_id, key)


class MemoryFloor:
    def __init__(self) -> None:
        self.events = Events()
        self.switch = MemorySwitch(
            emit=self.events.emit, now=lambda: datetime.now(UTC), ids=CountingIds(), has_prompt=exists
        )
        self.switch.deaf = "no_model"
        self.switch.register(WORKSPACE, "a-1")
        self.switch.settle()
        self.events.all.clear()
        self.switch.connect(WORKSPACE)
        self.switch.settle()

    def perform(self, *commands: SwitchCommand) -> None:
        self.switch.perform(WORKSPACE, commands)

    async def call(self, number: str = NUMBER) -> tuple[str, FarEnd]:
        leg_id = self.switch.call(WORKSPACE, number)
        self.switch.settle()
        return leg_id, MemoryFarEnd(self.switch, leg_id)

    async def agent(self) -> FarEnd:
        leg = self.switch.ringing("a-1")
        assert leg is not None
        return MemoryFarEnd(self.switch, leg.leg_id)

    async def unregister(self) -> None:
        self.switch.unregister("a-1")

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
        """Let the time pass that the real switch would take: prompts end, phones ring out."""
        self.switch.settle()
        if not condition():
            for leg in list(self.switch.legs.values()):
                if leg.playback_id is not None:
                    self.switch.finish_prompts(leg.leg_id)
                if leg.ring is not None and not leg.answered:
                    self.switch.ring_out(leg.leg_id)
            self.switch.settle()
        assert condition()

    async def quiet(self) -> None:
        self.switch.settle()


# --- at the real switch


class SipFarEnd:
    def __init__(self, leg: Leg) -> None:
        self.leg = leg

    @property
    def is_ringing(self) -> bool:
        return not self.leg.answered.is_set() and not self.leg.ended.is_set()

    @property
    def has_ended(self) -> bool:
        return self.leg.ended.is_set()

    def accept(self) -> None:
        self.leg.accept()

    def decline(self) -> None:
        self.leg.refuse(486)

    def hang_up(self) -> None:
        self.leg.hang_up()

    async def press(self, key: str) -> None:
        await self.leg.sound.press(key)


class AsteriskFloor:
    def __init__(
        self, running: RunningSwitch, switch: AsteriskSwitch, events: Events, far: "FarEnds"
    ) -> None:
        self.running, self.switch, self.events, self.far = running, switch, events, far

    def perform(self, *commands: SwitchCommand) -> None:
        self.switch.perform(WORKSPACE, commands)

    async def call(self, number: str = NUMBER) -> tuple[str, SipFarEnd]:
        known = len(self.events.of(CallArrived))
        leg = await self.far.caller.call(number)
        await self.until(lambda: len(self.events.of(CallArrived)) > known)
        return self.events.of(CallArrived)[-1].leg_id, SipFarEnd(leg)

    async def agent(self) -> SipFarEnd:
        leg = await self.far.agent.rung()
        leg.ring()
        return SipFarEnd(leg)

    async def unregister(self) -> None:
        assert await self.far.agent.register(self.far.password, expires=0) == 200

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
        await until(condition, seconds)

    async def quiet(self) -> None:
        await self.switch.drain()


class FarEnds:
    """The telephones around the real switch: a trunk's caller and the phone of agent a-1."""

    def __init__(self, caller: Phone, agent: Phone, password: str) -> None:
        self.caller, self.agent, self.password = caller, agent, password


def journal_files(running: RunningSwitch) -> tuple[Path, Path]:
    """The log of the switch's queues, and how far a brain has read it."""
    return running.config.folders.logs / "queue_log", running.config.folders.base / "queue_log.read.0"


def address_of(running: RunningSwitch) -> AriAddress:
    return AriAddress(url=running.ari_url, user=running.ari_user, password=running.ari_password)


def manager_of(running: RunningSwitch) -> AmiAddress:
    credentials = running.config.credentials
    return AmiAddress(
        host="127.0.0.1", port=running.ami_port, user=credentials.ami_user, secret=credentials.ami_password
    )


def media_in(folder: Path) -> Callable[[Prompt], str]:
    """Prompts for tests: a second and a half of a tone each; "no-such-prompt" is missing."""
    file = folder / "tone"
    if not file.with_suffix(".ulaw").exists():
        file.with_suffix(".ulaw").write_bytes(tone_bytes(600, 75 * FRAME))

    def media(prompt: Prompt) -> str:
        if prompt.code.startswith("/"):
            return prompt.code  # a file of the switch's own packages
        if not exists(prompt):
            raise LookupError(prompt.code)
        return str(file)

    return media


@asynccontextmanager
async def far_ends(running: RunningSwitch, workspaces: Sequence[WorkspaceRoutes]) -> AsyncGenerator[FarEnds]:
    """Tell the switch of its workspaces, and register the phone of agent a-1; the switch says that it is there."""
    async with AsyncExitStack() as stack:
        ari = Ari(await stack.enter_async_context(HttpTransport(address_of(running))))
        await tell_switch(ari, running.config.folders.etc, workspaces)
        account = await AsteriskPhones(ari, domain="ringwell.invalid").provision_desk_phone("a-1")
        at = (running.sip_host, running.sip_port)
        caller = await stack.enter_async_context(phone(running.trunk_source, at))
        agent = await stack.enter_async_context(phone("127.0.0.1", at, "a-1"))
        assert await agent.register(account.password) == 200
        await until_awaited(lambda: is_at_switch(ari, "a-1", "online"))
        yield FarEnds(caller, agent, account.password)


async def is_at_switch(ari: Ari, endpoint: str, state: str) -> bool:
    """What the switch says of a phone, a moment after it was made, has registered or gone."""
    try:
        return (await ari.endpoints.get("PJSIP", endpoint)).state == state
    except SwitchNotFound:
        return False


async def _kept() -> bool:
    return True


@asynccontextmanager
async def brain_at(
    running: RunningSwitch,
    events: Events,
    workspaces: Sequence[WorkspaceRoutes],
    may_act: Callable[[], bool] = lambda: True,
    recognisers: Recognisers | None = None,
) -> AsyncGenerator[AsteriskSwitch]:
    """A `Switch` that is connected to the real switch; when the block ends it is gone like a killed brain."""
    queue_log, cursor = journal_files(running)
    stem = cursor.with_suffix("")
    async with AsteriskSwitch(
        running.config.switch_id,
        address_of(running),
        manager_of(running),
        emit=events.emit,
        media=media_in(running.config.folders.base),
        raw_recordings=running.config.folders.raw_recordings,
        may_act=may_act,
        on_replaced=lambda partition: None,
        queue_log=queue_log,
        cursor=Cursor(stem, lambda: (0,), range(1)),
        kept=_kept,
        recognisers=recognisers,
    ) as switch:
        task = asyncio.create_task(switch.run(), name="switch")
        try:
            known = len(events.all)
            await switch.serve(workspaces)
            await until(lambda: "SwitchConnected" in events.kinds()[known:])
            yield switch
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def asterisk_floor(
    running: RunningSwitch, recognisers: Recognisers | None = None
) -> AsyncGenerator[AsteriskFloor]:
    workspaces, events = [routes(["a-1", "a-2"])], Events()
    async with (
        far_ends(running, workspaces) as far,
        brain_at(running, events, workspaces, recognisers=recognisers) as switch,
    ):
        yield AsteriskFloor(running, switch, events, far)
