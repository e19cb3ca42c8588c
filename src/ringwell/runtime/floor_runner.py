"""Carries out what the floor of one workspace decides: commands to the switch, facts to the log, timers, look-ups, views."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from ringwell.calls.messages import SwitchEvent
from ringwell.calls.ports import Switch
from ringwell.customers.ports import CallbackNumbers, Directory, Promises
from ringwell.customers.promises import NewPromise
from ringwell.journeys import going_out, hold_guard, trunk_spending, voice_messages
from ringwell.journeys.commands import AnyPersonCommand, FinishWrapUp
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.floor import FloorMessage, handle
from ringwell.journeys.live import Floor
from ringwell.journeys.turn import (
    AskService,
    CallbackCommitted,
    CallerFound,
    CallerUnknown,
    Configured,
    FindNumber,
    KeepNumber,
    LookUpCaller,
    Notice,
    NumberFound,
    NumberKept,
    NumberRefused,
    Refusal,
    SendMail,
    SendText,
    StoreBack,
    StoreGone,
    Timer,
    TimerFired,
    Turn,
)
from ringwell.journeys.views import AlertView
from ringwell.kernel.errors import InvalidValue, LeaseLost, LogRefused, RingwellError, StoreAway
from ringwell.kernel.events import SYSTEM, Actor, Event
from ringwell.kernel.ids import Ids
from ringwell.runtime.logs import Log
from ringwell.runtime.outside_numbers import vetted
from ringwell.runtime.publisher import Publisher
from ringwell.runtime.service_desk import ServiceDesk
from ringwell.runtime.tasks import Tasks

LOOKUP_PAUSES_S = (0.2, 1.0, 5.0, 20.0)
"""How long to wait between attempts to find out who calls, while the database is away; the last one again as long as the call is up."""


class Journal(Protocol):
    """Where facts go."""

    def collect(self, workspace_id: str, events: Sequence[Event]) -> None:
        """Commit soon, together with others; never blocks."""
        ...

    def commit_now(self, workspace_id: str, events: Sequence[Event]) -> Awaitable[None]:
        """Collect and commit at once; await it to know that these, and all that was collected before, are kept.

        The awaitable raises StoreAway when the database does not answer; the events stay collected.
        """
        ...

    @property
    def away(self) -> bool:
        """Whether the database does not answer at present."""
        ...


class FloorBroken(Exception):
    """A turn was not done whole: what the floor holds is no longer what the log and the switch were told."""


class FloorGiven(Exception):
    """Another brain has this floor."""


class FloorRunner:
    """One workspace's floor, run. All calls come from one loop.

    `failed` is called with the fault of a turn. Nothing is done on this floor any more then: it has to be read anew from the log.
    """

    def __init__(
        self,
        floor: Floor,
        *,
        ids: Ids,
        now: Callable[[], datetime],
        switch: Switch,
        journal: Journal,
        directory: Directory,
        numbers: CallbackNumbers,
        promises: Promises,
        asking: ServiceDesk,
        publisher: Publisher,
        notify: Callable[[str, Notice], None],
        tasks: Tasks,
        log: Log,
        failed: Callable[[BaseException], None],
    ) -> None:
        self.floor = floor
        self._ids = ids
        self._now = now
        self._switch = switch
        self._journal = journal
        self._directory = directory
        self._numbers = numbers
        self._promises = promises
        self._asking = asking
        self._publisher = publisher
        self._notify = notify
        self._tasks = tasks
        self._log = log
        self._failed = failed
        self._broken = self._given = False
        self._held: list[FloorMessage] | None = None
        self._going_on = asyncio.Event()
        self._going_on.set()
        self._timers: dict[Timer, asyncio.TimerHandle] = {}

    def hear(self, event: SwitchEvent) -> None:
        """Something happened at the switch."""
        self._turn(event)

    async def do(self, actor: Actor, command: AnyPersonCommand) -> Refusal | None:
        """A person's command: why it was not done, or None when it was, and kept where that is promised.

        Raises StoreAway when the database went away in that very moment: what was said is kept in memory and committed later. Raises
        LogRefused when it can never be kept, FloorBroken when it may not have been done, FloorGiven when it was not done, for another has
        the floor now.
        """
        await self._going_on.wait()
        if isinstance(command, FinishWrapUp) and self._journal.away:
            return Refusal(code="store_away")
        vet = vetted(command, self.floor.config.settings)
        if isinstance(vet, Refusal):
            return vet
        self._check_whole()
        try:
            turn = self._decide(vet, actor)
            kept = self._journal.commit_now(self.floor.workspace_id, turn.events) if turn.told else None
            self._carry_out(turn)
        except Exception as error:
            self._break(error)
            raise FloorBroken from error
        if kept is not None:
            await kept
        return turn.refusal

    def configure(self, config: WorkspaceConfig) -> None:
        """Go on with a new configuration: agents and callers are matched by the new skills and needs."""
        self._turn(Configured(config))
        if not self._broken:
            self.show_all()

    def pause(self) -> None:
        """Decide nothing until `go_on` or `give`: what happens meanwhile is kept for later, and people's commands wait."""
        self._held = []
        self._going_on.clear()

    def go_on(self) -> None:
        """What has happened meanwhile is decided now."""
        held, self._held = self._held or [], None
        for message in held:
            self._turn(message)
        self._going_on.set()

    def give(self) -> None:
        """Another has the floor now, and asks the switch what has happened meanwhile."""
        self._given = True
        self._going_on.set()
        self.stop()

    def show_all(self) -> None:
        """Screens show everything anew."""
        self._publisher.show_all()

    def store_gone(self) -> None:
        """The database has been away for long: callers without an agent are given to the switch's own queue."""
        self._turn(StoreGone())

    def store_back(self) -> None:
        """The database is back; the switch's SwitchConnected is to follow."""
        self._turn(StoreBack())

    def look_around(self, alerts: Mapping[str, AlertView]) -> None:
        """Asked for now and then: show what supervisors have to be told besides what happens on the floor, by alert id, and a new day."""
        self.floor.roll(self._now())
        now = self._now()
        self.floor.show_alerts(
            {
                **alerts,
                **going_out.alerts(self.floor, now),
                **trunk_spending.alerts(self.floor, now),
                **hold_guard.alerts(self.floor, now),
                **voice_messages.alerts(self.floor, now),
            }
        )
        self._publisher.soon()

    def stop(self) -> None:
        for handle_ in self._timers.values():
            handle_.cancel()
        self._timers.clear()
        self._publisher.stop()

    def _turn(self, message: FloorMessage) -> None:
        if self._held is not None:
            self._held.append(message)
            return
        if self._given or self._broken:
            return
        try:
            self._carry_out(self._decide(message, None))
        except Exception as error:  # noqa: BLE001 - told to who starts the floor anew
            self._break(error)

    def _check_whole(self) -> None:
        if self._given:
            raise FloorGiven
        if self._broken:
            raise FloorBroken

    def _break(self, error: Exception) -> None:
        """A turn that fails is the last one: the floor may have evolved, and its facts and commands are lost."""
        self._broken = True
        self._failed(error)

    def _decide(self, message: FloorMessage, actor: Actor | None) -> Turn:
        return handle(self.floor, message, self._now(), self._ids, actor)

    def _carry_out(self, turn: Turn) -> None:
        workspace_id = self.floor.workspace_id
        if turn.commands:
            self._switch.perform(workspace_id, turn.commands)
        if turn.events and not turn.told:
            self._journal.collect(workspace_id, turn.events)
        for timer, at in turn.timers.items():
            self._set(timer, at, turn.now)
        for notice in turn.notices:
            self._notify(workspace_id, notice)
        for lookup in turn.lookups:
            self._tasks.start(self._look_up(lookup), name="look-up")
        for keep in turn.keeping:
            self._tasks.start(self._keep_number(keep), name="keep-number")
        for find in turn.finding:
            self._tasks.start(self._find_number(find), name="find-number")
        for new in turn.promising:
            self._tasks.start(self._keep_promise(new), name="keep-promise")
        for asked in turn.services:
            self._tasks.start(self._ask(asked), name="ask-service")
        for mail in turn.sending:
            self._tasks.start(self._send(mail), name="send-mail")
        for kept in turn.keeping_data:
            self._tasks.start(self._asking.keep(workspace_id, kept), name="keep-data")
        for interaction_id in turn.committing:
            self._tasks.start(self._tell_when_kept(interaction_id), name="tell-when-kept")
        self._publisher.soon()

    def _set(self, timer: Timer, at: datetime | None, now: datetime) -> None:
        running = self._timers.pop(timer, None)
        if running is not None:
            running.cancel()
        if at is not None:
            seconds = max(0.0, (at - now).total_seconds())
            loop = asyncio.get_running_loop()
            self._timers[timer] = loop.call_later(seconds, self._fire, timer)

    def _fire(self, timer: Timer) -> None:
        self._timers.pop(timer, None)
        self._turn(TimerFired(timer))

    async def _look_up(self, lookup: LookUpCaller) -> None:
        self._turn(await self._who_calls(lookup))

    async def _ask(self, asked: AskService) -> None:
        self._turn(await self._asking.ask(self.floor.config.slug, asked))

    async def _send(self, message: SendMail | SendText) -> None:
        self._turn(await self._asking.send(self.floor.workspace_id, message))

    async def _keep_number(self, keep: KeepNumber) -> None:
        self._turn(await self._kept(keep))

    async def _kept(self, keep: KeepNumber) -> NumberKept | NumberRefused:
        wrong, settings = False, self.floor.config.settings
        try:
            how = self._numbers.keep if keep.number else self._numbers.keep_for
            kept = await how(
                self.floor.workspace_id,
                keep.callback_id,
                keep.number or keep.contact_id or "",
                region=settings.region,
                anywhere=settings.has_callback_prefixes,
            )
        except InvalidValue:
            wrong = True
        except RingwellError:
            self._log.warning("a number to call back could not be kept", interaction=keep.interaction_id)
        else:
            return NumberKept(
                interaction_id=keep.interaction_id,
                callback_id=keep.callback_id,
                number=kept.number,
                contact_id=kept.contact_id,
            )
        return NumberRefused(interaction_id=keep.interaction_id, callback_id=keep.callback_id, wrong=wrong)

    async def _keep_promise(self, new: NewPromise) -> None:
        """However long the database is away. The interaction's own facts are committed first: the promise stands beside them."""
        attempt = 0
        while True:
            try:
                with suppress(LeaseLost, LogRefused):
                    await self._journal.commit_now(self.floor.workspace_id, ())
                await self._promises.make(self.floor.workspace_id, new, SYSTEM)
            except StoreAway:
                await asyncio.sleep(LOOKUP_PAUSES_S[min(attempt, len(LOOKUP_PAUSES_S) - 1)])
                attempt += 1
                continue
            except RingwellError as error:
                self._log.warning("a promise could not be kept", promise=new.promise_id, problem=error.code)
            return

    async def _find_number(self, find: FindNumber) -> None:
        """As long as the callback is owed: the database may be away for longer."""
        attempt = 0
        while self.floor.is_up(find.interaction_id):
            try:
                found = await self._numbers.find(self.floor.workspace_id, find.interaction_id)
            except StoreAway:
                await asyncio.sleep(LOOKUP_PAUSES_S[min(attempt, len(LOOKUP_PAUSES_S) - 1)])
                attempt += 1
                continue
            self._turn(
                NumberFound(
                    interaction_id=find.interaction_id,
                    number=found.number if found else None,
                    name=found.name if found else None,
                )
            )
            return

    async def _tell_when_kept(self, interaction_id: str) -> None:
        """What the caller is to be told stands in the log first. Where it does not, the floor asks again."""
        with suppress(StoreAway, LeaseLost, LogRefused):
            await self._journal.commit_now(self.floor.workspace_id, ())
            self._turn(CallbackCommitted(interaction_id=interaction_id))

    async def _who_calls(self, lookup: LookUpCaller) -> CallerFound | CallerUnknown:
        attempt = 0
        while True:
            try:
                return await self._identify(lookup)
            except StoreAway:
                if attempt >= len(LOOKUP_PAUSES_S) and not self.floor.is_up(lookup.interaction_id):
                    self._log.warning("a caller could not be looked up", interaction=lookup.interaction_id)
                    return CallerUnknown(interaction_id=lookup.interaction_id)
                await asyncio.sleep(LOOKUP_PAUSES_S[min(attempt, len(LOOKUP_PAUSES_S) - 1)])
                attempt += 1

    async def _identify(self, lookup: LookUpCaller) -> CallerFound | CallerUnknown:
        """Raises StoreAway."""
        unknown = CallerUnknown(interaction_id=lookup.interaction_id)
        try:
            caller = await self._directory.identify(
                self.floor.workspace_id,
                lookup.number,
                region=self.floor.config.settings.region,
                past=bool(self.floor.config.segments),
            )
        except InvalidValue:
            return unknown  # no telephone number: a caller without one
        except StoreAway:
            raise
        except Exception:  # noqa: BLE001 - a contact that cannot be read is no reason to stop: the call goes on without a name
            self._log.exception("a caller could not be looked up", interaction=lookup.interaction_id)
            return unknown
        return CallerFound(
            interaction_id=lookup.interaction_id,
            contact_id=caller.contact_id,
            name=caller.name,
            known=caller.known,
            last_agent_id=caller.last_agent_id,
            owner_agent_id=caller.owner_agent_id,
            key_customer=caller.key_customer,
            language=caller.language,
            past=caller.past,
        )
