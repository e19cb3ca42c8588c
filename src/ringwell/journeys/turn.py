"""One turn of the floor: what a single message leads to, gathered while the journeys decide."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from ringwell.calls.messages import SwitchCommand
from ringwell.customers.promises import NewPromise
from ringwell.customers.segments import CallerPast
from ringwell.flows.acts import Channel, SendMessage
from ringwell.flows.messages import Question, Told, Value
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.evolving import evolve
from ringwell.journeys.live import Floor
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM, Actor, Event, Fact
from ringwell.kernel.ids import Ids
from ringwell.kernel.sms import NewText
from ringwell.routing.matching import Match

TimerKind = Literal[
    "flow",
    "unheard",
    "max_wait",
    "widen",
    "known",
    "music",
    "place",
    "callback_offer",
    "announcement",
    "ask",
    "callback",
    "dial",
    "line",
    "offer",
    "again",
    "party",
    "owner_key",
    "hold_limit",
    "park",
    "form_pause",
    "lost",
    "gone",
    "unjoined",
    "hang_up",
    "hand_over",
    "wrap_up",
    "rest",
    "site_hours",
    "phone_away",
]
SWITCH_TIMERS: frozenset[TimerKind] = frozenset(
    {
        "flow",
        "unheard",
        "max_wait",
        "widen",
        "known",
        "music",
        "place",
        "callback_offer",
        "announcement",
        "ask",
        "callback",
        "dial",
        "line",
        "offer",
        "party",
        "owner_key",
        "hold_limit",
        "park",
        "form_pause",
        "lost",
        "gone",
        "unjoined",
        "hang_up",
        "hand_over",
    }
)
"""Clocks over what the switch does: without it they mean nothing, and when it is back they are set again."""


class Timer(msgspec.Struct, frozen=True):
    """A clock that runs for one thing: of equal timers there is at most one; a later one replaces it.

    `key` is the interaction, offer, agent or nothing; `token` tells a flow's timers apart, and the agents of an `again`.
    """

    kind: TimerKind
    key: str
    token: str = ""


class TimerFired(msgspec.Struct, frozen=True):
    timer: Timer


class Configured(msgspec.Struct, frozen=True):
    """The workspace has a new configuration: take it, and let it decide at once who can serve whom."""

    config: WorkspaceConfig


class CallerFound(msgspec.Struct, frozen=True, kw_only=True):
    """The directory's answer to LookUpCaller."""

    interaction_id: str
    contact_id: str
    name: str | None
    known: bool
    last_agent_id: str | None = None
    owner_agent_id: str | None = None
    key_customer: bool = False
    language: str | None = None
    past: CallerPast | None = None


class CallerUnknown(msgspec.Struct, frozen=True, kw_only=True):
    """LookUpCaller found nobody: no telephone number, or the database is away for too long."""

    interaction_id: str


class StoreGone(msgspec.Struct, frozen=True):
    """The database has been away so long that soon we may not act any more: from now on nobody is to wait for us."""


class StoreBack(msgspec.Struct, frozen=True):
    """The database is back after that. What became of the callers meanwhile is told by the SwitchConnected that follows."""


class LookUpCaller(msgspec.Struct, frozen=True, kw_only=True):
    """Find out who calls; CallerFound or CallerUnknown comes back."""

    interaction_id: str
    number: str


class KeepNumber(msgspec.Struct, frozen=True, kw_only=True):
    """Keep the number at which the caller of `interaction_id` is to be called back by `callback_id`; NumberKept or NumberRefused comes back.
    Where `number` is not known (any more) it is this contact's."""

    interaction_id: str
    callback_id: str
    number: str
    contact_id: str | None = None


class NumberKept(msgspec.Struct, frozen=True, kw_only=True):
    """The number, as it is dialled, stands sealed under the contact's key."""

    interaction_id: str
    callback_id: str
    number: str
    contact_id: str


class NumberRefused(msgspec.Struct, frozen=True, kw_only=True):
    """It could not be kept: `wrong` where it is no telephone number."""

    interaction_id: str
    callback_id: str
    wrong: bool


class CallbackCommitted(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of the callback that this caller asked for are in the log."""

    interaction_id: str


class FindNumber(msgspec.Struct, frozen=True, kw_only=True):
    """Read the number that a callback is owed to; NumberFound comes back."""

    interaction_id: str


class NumberFound(msgspec.Struct, frozen=True, kw_only=True):
    """`number` None: it has been erased."""

    interaction_id: str
    number: str | None
    name: str | None = None


class AskService(msgspec.Struct, frozen=True, kw_only=True):
    """Put a flow's question to a service; ServiceAnswered comes back, within the question's time and a moment."""

    interaction_id: str
    token: int
    question: Question


class ServiceAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """What AskService came to."""

    interaction_id: str
    token: int
    told: Told


class SendMail(msgspec.Struct, frozen=True, kw_only=True):
    """Put a flow's mail into the outbox; MessageKept comes back. Under one `mail_id` it is sent once."""

    interaction_id: str
    token: int
    mail_id: str
    message: SendMessage


class SendText(msgspec.Struct, frozen=True, kw_only=True):
    """Keep a flow's text message until it is sent; MessageKept comes back. Under the text's id it is sent once."""

    interaction_id: str
    token: int
    text: NewText


class MessageKept(msgspec.Struct, frozen=True, kw_only=True):
    """What SendMail or SendText came to: `why_not` None where it is on its way."""

    interaction_id: str
    token: int
    by: Channel
    message_id: str
    why_not: str | None


class KeepData(msgspec.Struct, frozen=True, kw_only=True):
    """Keep, sealed, what the caller entered and services told, so that a brain that starts knows it."""

    interaction_id: str
    values: dict[str, Value]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something to tell an agent now; `phone_session_id` narrows it to one page."""

    agent_id: str
    code: str
    params: dict[str, str | int | float | None] = {}
    phone_session_id: str | None = None


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a person's command was not done: a stable code and its parameters."""

    code: str
    params: dict[str, str | int | float | None] = {}


class Turn:
    """What comes of one message. Facts change the floor at once; the rest is for the runtime to carry out.

    `instant` is `now` in seconds, as routing counts.
    `timers` maps a timer to the instant it fires at, or to None where it is cancelled. `told` is set where a person is told of a
    fact, so that it must be committed before the answer. `freed` are agents to look for work for when the
    message has been dealt with and everything is as it will be. `gone` are agents who take no calls for now. `offer_ended`: a caller waits again, perhaps for nobody.
    `settling`: everybody gets a place again first, and nobody is matched. `due` are callbacks whose turn has come, `joined` interactions in
    which two talk now. `introductions` are calls for which an owner is sought and something has changed. `committing` are callers who are to be told of a callback once it is in the log.
    `services` are questions to services, `keeping_data` what is to be kept of what callers entered, `sending` mails and texts of flows. `fed`:
    how often each call's flow has heard of something. `settled`: what came of a step of a call's flow for which its caller was asked by key.
    """

    def __init__(self, floor: Floor, now: datetime, ids: Ids, actor: Actor = SYSTEM) -> None:
        self.floor = floor
        self.now = now
        self.instant = now.timestamp()
        self.ids = ids
        self.actor = actor
        self.events: list[Event] = []
        self.commands: list[SwitchCommand] = []
        self.timers: dict[Timer, datetime | None] = {}
        self.notices: list[Notice] = []
        self.lookups: list[LookUpCaller] = []
        self.refusal: Refusal | None = None
        self.told = False
        self.freed: list[str] = []
        self.gone: list[str] = []
        self.offer_ended = False
        self.settling = False
        self.due: list[Match] = []
        self.joined: list[str] = []
        self.keeping: list[KeepNumber] = []
        self.finding: list[FindNumber] = []
        self.committing: list[str] = []
        self.promising: list[NewPromise] = []
        self.introductions: set[str] = set()
        self.services: list[AskService] = []
        self.keeping_data: list[KeepData] = []
        self.sending: list[SendMail | SendText] = []
        self.settled: list[tuple[str, str]] = []
        self.fed: defaultdict[str, int] = defaultdict(int)

    def record(
        self,
        fact: Fact,
        *,
        interaction_id: str | None = None,
        agent_id: str | None = None,
        at: datetime | None = None,
        actor: Actor | None = None,
    ) -> None:
        """Add a fact to the log and let the floor be what it makes of it. `at` when it happened before now; `actor` where it is not the doing of
        whom the message is from."""
        call = self.floor.calls.get(interaction_id) if interaction_id else None
        event = Event(
            event_id=self.ids.new(kinds.EVENT),
            workspace_id=self.floor.workspace_id,
            type=str(fact.__struct_config__.tag),
            version=fact.fact_version,
            occurred_at=at or self.now,
            actor=actor or self.actor,
            interaction_id=interaction_id,
            agent_id=agent_id,
            client_id=call.client_id if call else getattr(fact, "client_id", None),
            project_id=call.project_id if call else getattr(fact, "project_id", None),
            correlation_id=interaction_id,
            fact=fact,
        )
        self.events.append(event)
        evolve(self.floor, event)
        if (
            interaction_id
            and (is_seeking := self.floor.calls.get(interaction_id))
            and is_seeking.introduction
        ):
            self.introductions.add(interaction_id)
        self.floor.count(event)

    def do(self, *commands: SwitchCommand) -> None:
        """Ask the switch for something."""
        self.commands.extend(commands)

    def do_first(self, command: SwitchCommand) -> None:
        """Ask the switch for something before all that this turn asks for."""
        self.commands.insert(0, command)

    def look_up(self, interaction_id: str, number: str) -> None:
        """Ask who calls; nothing where the caller did not tell a number. The call is kept until the answer."""
        if number:
            self.lookups.append(LookUpCaller(interaction_id=interaction_id, number=number))
            self.floor.looking_up.add(interaction_id)

    def keep_number(
        self, interaction_id: str, callback_id: str, number: str, contact_id: str | None = None
    ) -> None:
        keep = KeepNumber(
            interaction_id=interaction_id, callback_id=callback_id, number=number, contact_id=contact_id
        )
        self.keeping.append(keep)

    def find_number(self, interaction_id: str) -> None:
        self.finding.append(FindNumber(interaction_id=interaction_id))

    def promise(self, new: NewPromise) -> None:
        """Commit to something on somebody's behalf. It is kept as soon as the database takes it, once for its id."""
        self.promising.append(new)

    def set_timer(self, timer: Timer, seconds: float) -> None:
        self.set_timer_at(timer, self.now + timedelta(seconds=seconds))

    def set_timer_at(self, timer: Timer, at: datetime) -> None:
        self.timers[timer] = at

    def cancel(self, timer: Timer) -> None:
        self.timers[timer] = None

    def free(self, agent_id: str) -> None:
        """The agent may be able to take a call: look for one at the end of the turn."""
        self.freed.append(agent_id)

    def notify(
        self,
        agent_id: str,
        code: str,
        phone_session_id: str | None = None,
        **params: str | int | float | None,
    ) -> None:
        self.notices.append(
            Notice(agent_id=agent_id, code=code, params=params, phone_session_id=phone_session_id)
        )

    def refuse(self, code: str, **params: str | int | float | None) -> None:
        """Do not do what was asked, and say why."""
        self.refusal = Refusal(code=code, params=params)
