"""The calls room's `Switch`, on Asterisk."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import structlog

from ringwell.adapters.asterisk.ami import Ami, AmiAddress
from ringwell.adapters.asterisk.arrivals import UnknownEvent
from ringwell.adapters.asterisk.dialplan import WorkspaceRoutes
from ringwell.adapters.asterisk.errors import SwitchError, SwitchNotFound, SwitchRefused, SwitchSlow
from ringwell.adapters.asterisk.generated.events import Arrival, ChannelDestroyed, ChannelUserevent
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.adapters.asterisk.hearing import Ears, media_url
from ringwell.adapters.asterisk.http import AriAddress
from ringwell.adapters.asterisk.lanes import Lanes
from ringwell.adapters.asterisk.legs import AgentAt, Leg, Legs
from ringwell.adapters.asterisk.names import (
    FALLBACK_CONTEXT,
    TAKEN_EVENT,
    WATCH_APP,
    application,
    everyone_queue,
    partition_of,
)
from ringwell.adapters.asterisk.newcomers import Newcomers
from ringwell.adapters.asterisk.oversight import Oversight
from ringwell.adapters.asterisk.perform import Media, Performer, lanes_of
from ringwell.adapters.asterisk.queue_cursor import Cursor
from ringwell.adapters.asterisk.queue_journal import LOOK_AGAIN_SECONDS, QueueJournal
from ringwell.adapters.asterisk.reconcile import Inventory, Reconciler
from ringwell.adapters.asterisk.recorder import Recorder
from ringwell.adapters.asterisk.session import AriSession
from ringwell.adapters.asterisk.sockets import Sockets
from ringwell.adapters.asterisk.translate import FLOOR_EVENTS, WATCH_EVENTS, Emit, Translator
from ringwell.adapters.asterisk.transport import MayAct
from ringwell.adapters.asterisk.whispers import Whispers, over
from ringwell.calls.messages import SwitchCommand, SwitchConnected, SwitchLost
from ringwell.calls.recognisers import NoRecognisers, Recognisers

QUEUE_LOG: Final = "queue_log"
SETTLED_S: Final = 0.002
"""How often it is asked whether all is done for workspaces that are to be given away."""
MOST_PENDING: Final = 5_000
"""Commands not done yet. Beyond this the switch cannot keep up, and a command fails at once."""
_log: structlog.stdlib.BoundLogger = structlog.get_logger()


def utc_now() -> datetime:
    return datetime.now(UTC)


class AsteriskSwitch:
    """Performs commands through ARI and emits what happens. Use as an async context manager and keep `run` running.

    `emit` is called in order, in the loop's thread, and must not block. `on_replaced` is called when another socket
    has connected for a partition: its workspaces are no longer heard here. `queue_log` is the switch's own file of what its
    queues did, `cursor` what keeps how far we have read it. `kept` tells whether all that was emitted has been kept
    for good, when that is known: only then is a call of that file not told again. `watch_app` is no other socket's.
    """

    def __init__(
        self,
        switch_id: str,
        address: AriAddress,
        manager: AmiAddress,
        *,
        emit: Emit,
        media: Media,
        raw_recordings: Path,
        may_act: MayAct,
        on_replaced: Callable[[int], None],
        queue_log: Path,
        cursor: Cursor,
        kept: Callable[[], Awaitable[bool]],
        sockets: Sockets | None = None,
        watch_app: str = WATCH_APP,
        recognisers: Recognisers | None = None,
    ) -> None:
        self._switch_id = switch_id
        self._emit = emit
        self._on_replaced = on_replaced
        self._watch_app = watch_app
        self._legs = Legs()
        self._newcomers = Newcomers(self._legs)
        self._lanes = Lanes()
        self._workspaces: dict[str, WorkspaceRoutes] = {}
        self._session = AriSession(
            address, listener=self, events=self._wanted, may_act=may_act, sockets=sockets
        )
        self._translator = Translator(switch_id, self._legs, emit)
        ami = Ami(manager, may_act=may_act)
        self._ears = Ears(
            self._session.ari,
            self._legs,
            recognisers or NoRecognisers(),
            media_url=media_url(address.url),
            app_of=self._app_of,
            emit=emit,
        )
        self._whispers = Whispers(self._session.ari, self._legs, self._app_of, media)
        self._oversight = Oversight(self._session.ari, self._legs, self._app_of)
        self._performer = Performer(
            self._session.ari,
            quick=self._session.quick,
            legs=self._legs,
            translator=self._translator,
            emit=emit,
            media=media,
            app_of=self._app_of,
            now=utc_now,
            recorder=Recorder(self._session.ari, ami, self._legs, raw_recordings),
            ears=self._ears,
            whispers=self._whispers,
            oversight=self._oversight,
        )
        self._reconciler = Reconciler(self._session.ari, ami, switch_id)
        self._kept = kept
        self._look_again: asyncio.TimerHandle | None = None
        self._left_out: frozenset[str] = frozenset()
        self._given: frozenset[str] = frozenset()
        self._under_way: Counter[str] = Counter()
        self._journal = QueueJournal(
            switch_id,
            queue_log,
            cursor,
            belongs=self._may_have_served,
            put_off=lambda workspace_id: workspace_id in self._left_out,
            elsewhere=lambda workspace_id: workspace_id not in self._workspaces,
        )

    async def __aenter__(self) -> Self:
        await self._session.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_looking()
        await self._ears.close()
        await self._session.__aexit__(kind, error, trace)

    @property
    def ari(self) -> Ari:
        return self._session.ari

    @property
    def partitions(self) -> frozenset[int]:
        """Whose calls come here; those of a partition that was given away until who has it has connected."""
        found = (partition_of(app) for app in self._session.apps)
        return frozenset(each for each in found if each is not None)

    @property
    def is_connected(self) -> bool:
        """Whether the switch is heard, and all that it has is known."""
        return self._session.hears

    async def run(self) -> None:
        """Stay connected until cancelled."""
        await self._session.subscribe(self._watch_app, "endpoint:PJSIP")
        await self._session.run()

    async def serve(self, workspaces: Iterable[WorkspaceRoutes], *, anew: bool = False) -> None:
        """From now on, be the switch of exactly these workspaces. What they have is told by SwitchConnected. Those that are left out are
        no more than named: nothing is told of them, and nothing that was to be told is forgotten.

        That is told of the ones that are new, or `anew` of all by another connect; no event of theirs comes between. Of a new agent in one
        that was served before it is told that the phone is registered, if it is.
        """
        before, agents = set(self._workspaces), self._translator.agents
        given = {each.workspace_id: each for each in workspaces}
        self._leave_out(frozenset(key for key, each in given.items() if each.left_out))
        self._workspaces = {key: each for key, each in given.items() if not each.left_out}
        self._given -= self._workspaces.keys()
        for workspace_id in sorted(before - set(self._workspaces)):
            self._emit(workspace_id, SwitchLost(at=utc_now(), switch_id=self._switch_id))
        self._translator.agents = {
            endpoint: AgentAt(each.workspace_id, agent_id)
            for each in self._workspaces.values()
            for endpoint, agent_id in each.agents.items()
        }
        for endpoint in self._translator.online & (self._translator.agents.keys() - agents.keys()):
            if self._translator.agents[endpoint].workspace_id in before:
                self._translator.tell_phone(endpoint, utc_now())
        apps = {application(each.partition) for each in self._workspaces.values()}
        same = self._session.apps >= apps
        await self._session.own(apps | {self._watch_app} if apps else apps)
        if same and anew:
            await self._session.reopen()
        elif same and self._session.hears and (new := set(self._workspaces) - before):
            await self._take_up(new)

    async def _take_up(self, new: set[str]) -> None:
        """Tell what the switch has of these, and what happens to them meanwhile afterwards; the others are heard all the time."""
        self._newcomers.expect(new)
        try:
            inventory = await self._take_stock()
            await self._tell(inventory, self._newcomers.expected(new & self._workspaces.keys()))
            if self._newcomers.overflowed:
                await self._session.reopen()
        except SwitchError as error:
            _log.warning("switch.not_read", error=str(error))
            await self._session.reopen()
        finally:
            for event in self._newcomers.told(new):
                self.arrived(event)

    async def settle(self, workspace_ids: Collection[str]) -> None:
        """Wait until what these have ordered is done."""
        while any(self._under_way[each] for each in workspace_ids):  # noqa: ASYNC110 - an event would cost each command
            await asyncio.sleep(SETTLED_S)

    def give(self, workspace_ids: Collection[str]) -> None:
        """Others are to be the switch of these: nothing is told of them or done for them any more, and nothing interrupts the rest."""
        self._given |= frozenset(workspace_ids)
        given = [self._workspaces.pop(each) for each in workspace_ids if each in self._workspaces]
        self._left_out -= frozenset(workspace_ids)
        agents = self._translator.agents.items()
        self._translator.agents = {
            key: each for key, each in agents if each.workspace_id not in workspace_ids
        }
        for leg in [leg for leg in self._legs.by_leg.values() if leg.workspace_id in workspace_ids]:
            self._ears.gone(leg.leg_id)
            self._legs.remove(leg)
        kept = {application(each.partition) for each in self._workspaces.values()}
        self._session.let_go({application(each.partition) for each in given} - kept)

    def _leave_out(self, workspace_ids: frozenset[str]) -> None:
        if self._left_out - workspace_ids:
            self._journal.tell_again()
        self._left_out = workspace_ids

    def perform(self, workspace_id: str, commands: Sequence[SwitchCommand]) -> None:
        for command in commands:
            if len(self._lanes) < MOST_PENDING:
                self._put(workspace_id, command)
            else:
                self._too_many(workspace_id, command)

    async def drain(self) -> None:
        """Wait until every command handed over has been done."""
        await self._lanes.drain()

    def _put(self, workspace_id: str, command: SwitchCommand) -> None:
        name = f"switch-{type(command).__name__}"
        self._under_way[workspace_id] += 1
        self._lanes.put(lanes_of(command), lambda: self._do(workspace_id, command), name)

    async def _do(self, workspace_id: str, command: SwitchCommand) -> None:
        try:
            if workspace_id not in self._given:
                await self._performer.do(workspace_id, command)
        finally:
            self._under_way[workspace_id] -= 1

    def _too_many(self, workspace_id: str, command: SwitchCommand) -> None:
        """Say it later: who asks has not finished its turn."""
        name = type(command).__name__
        _log.error("switch.too_many_commands", command=name, pending=len(self._lanes))
        error = SwitchSlow(name, "too many commands")
        asyncio.get_running_loop().call_soon(self._performer.refuse, workspace_id, command, error)

    def _app_of(self, workspace_id: str) -> str:
        """The application that has the workspace's calls. Raises SwitchRefused: not ours any more, since the lease is over."""
        routes = self._workspaces.get(workspace_id)
        if routes is None:
            raise SwitchRefused("application", f"{workspace_id} is not served here")
        return application(routes.partition)

    def _wanted(self, app: str) -> frozenset[str]:
        return WATCH_EVENTS if app == self._watch_app else FLOOR_EVENTS

    # --- what the session tells

    async def connected(self) -> None:
        self._newcomers.forget()
        workspaces = set(self._workspaces)
        inventory = await self._take_stock()
        await self._ears.end_strays(inventory.channels, self._workspaces)
        await self._whispers.end_strays(inventory.channels, self._workspaces)
        await self._oversight.end_strays(inventory.channels, self._workspaces)
        self._translator.online = set(inventory.online)
        await self._tell(inventory, workspaces & self._workspaces.keys())
        while late := self._workspaces.keys() - workspaces:  # they were taken up meanwhile
            workspaces |= late
            await self._tell(await self._take_stock(), late & self._workspaces.keys())

    def arrived(self, event: Arrival | UnknownEvent) -> None:
        if self._newcomers.keeps(event):
            return
        if isinstance(event, ChannelDestroyed) and (leg := self._legs.by_channel.get(event.channel.id)):
            self._ears.gone(leg.leg_id)
        if isinstance(event, ChannelDestroyed) and event.channel.dialplan.context == FALLBACK_CONTEXT:
            if leg := self._legs.by_channel.get(event.channel.id):
                leg.in_app = False  # the watchdog may have taken it, and had no need to ask us
            self._tell_of_fallback()  # what became of the call, before the end of its leg
        if isinstance(event, ChannelUserevent) and event.eventname == TAKEN_EVENT:
            if self._translator.taken(event):
                self._lanes.put((TAKEN_EVENT,), self._bring_back, "switch-bring-back")
            return
        if (snoop := over(event)) is not None:
            self._lanes.put((snoop,), lambda: self._end_whisper(snoop), "switch-whisper-over")
            return
        self._translator.hear(event)

    def lost(self) -> None:
        self._newcomers.forget()
        for workspace_id in self._workspaces:
            self._emit(workspace_id, SwitchLost(at=utc_now(), switch_id=self._switch_id))

    def replaced(self, app: str) -> None:
        if (partition := partition_of(app)) is not None:
            self._on_replaced(partition)

    async def _bring_back(self) -> None:
        """The watchdog may have asked for a caller before we came, and the switch did it only when a prompt was over."""
        try:
            await self._reconciler.bring_back(self._workspaces)
        except SwitchError as error:
            _log.warning("switch.not_brought_back", error=str(error))

    async def _end_whisper(self, snoop: str) -> None:
        try:
            await self._whispers.end(snoop)
        except SwitchError as error:  # it ends with its leg, or with the next connect
            _log.warning("switch.whisper_not_ended", error=str(error))

    # --- after a connect

    async def _take_stock(self) -> Inventory:
        return await self._reconciler.take_stock(self._translator.agents, self._workspaces)

    async def _tell(self, inventory: Inventory, workspace_ids: set[str]) -> None:
        """Which phones are there is known from the connect on: what an inventory says of them that is taken later may be old by now."""
        await self._adopt(inventory, workspace_ids)
        for workspace_id in sorted(workspace_ids):
            self._emit(workspace_id, self._connected(inventory, workspace_id))
        self._tell_of_fallback()

    async def _adopt(self, inventory: Inventory, workspace_ids: set[str]) -> None:
        """Know the legs that are there; of those that we knew, remember what we were doing with them."""
        before = {leg.leg_id: leg for leg in self._legs.by_leg.values() if leg.workspace_id in workspace_ids}
        for leg in before.values():
            self._legs.remove(leg)
        for found in inventory.found:
            if found.leg.workspace_id in workspace_ids:
                await self._resume(self._legs.add(found.leg), before.get(found.leg.leg_id))

    async def _resume(self, leg: Leg, before: Leg | None) -> None:
        if before is None:
            leg.may_sound = True
            return
        leg.hung_up_by_us, leg.voicemail_id = before.hung_up_by_us, before.voicemail_id
        leg.playback_id, leg.voicemail_since = before.playback_id, before.voicemail_since
        leg.may_sound = before.may_sound
        try:
            if leg.playback_id is not None:
                await self.ari.playbacks.get(leg.playback_id)
        except SwitchNotFound:  # its end was told while nobody listened
            self._translator.playback_over(leg, utc_now(), failed=False)
        try:
            if leg.voicemail_id is not None:
                await self.ari.recordings.get_live(leg.voicemail_id)
        except SwitchNotFound:
            self._translator.voicemail_cut(leg, utc_now())

    def _connected(self, inventory: Inventory, workspace_id: str) -> SwitchConnected:
        agents = self._translator.agents
        return SwitchConnected(
            at=utc_now(),
            switch_id=self._switch_id,
            workspace_id=workspace_id,
            legs=tuple(found.told for found in inventory.found if found.leg.workspace_id == workspace_id),
            reachable=tuple(
                sorted(
                    each
                    for each in self._translator.online & agents.keys()
                    if agents[each].workspace_id == workspace_id
                )
            ),
        )

    def _tell_of_fallback(self) -> None:
        """Calls that the switch's own queue has served, of our workspaces; those that are ours again are told by their legs."""
        if not self._workspaces:
            return
        for call in self._journal.finished():
            leg = self._legs.by_leg.get(call.leg_id)
            if call.workspace_id in self._workspaces and not (leg and leg.in_app):
                self._emit(call.workspace_id, call)
        self._lanes.put((QUEUE_LOG,), self._keep_place, "switch-queue-log")
        self._stop_looking()
        if self._journal.expects_more:
            loop = asyncio.get_running_loop()
            self._look_again = loop.call_later(LOOK_AGAIN_SECONDS, self._tell_of_fallback)

    def _stop_looking(self) -> None:
        if self._look_again is not None:
            self._look_again.cancel()

    async def _keep_place(self) -> None:
        mark = self._journal.mark
        if mark is None or not await self._kept():
            return
        try:
            self._journal.keep(mark)
        except OSError as error:
            # A full disk: told once more after the next call, and known again by its leg.
            _log.error("switch.queue_log_place_not_kept", error=str(error))

    def _may_have_served(self, workspace_id: str, number: str, queue: str) -> bool:
        """Whether the log's line names a workspace whose call it can be. A number may have been removed meanwhile, but is no other
        workspace's; a call that ended before it came into a queue names none."""
        routes = self._workspaces.get(workspace_id)
        if routes is None:
            return False
        numbers = {each.number for each in routes.numbers}
        if number not in numbers and any(
            number == each.number for other in self._workspaces.values() for each in other.numbers
        ):
            return False
        return queue in {"", everyone_queue(workspace_id), *(each.name for each in routes.queues)}
