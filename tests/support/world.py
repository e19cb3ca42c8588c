"""A floor with its switch, clock and timers, all on paper: time passes only when told to.

After every message it proves what must always hold: a floor made from the log alone is the same, and screens that render
only what has changed show the same as new ones.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from ringwell.adapters.postgres.memory import still_open
from ringwell.agents.model import AgentProfile, Disposition, NotReadyReason
from ringwell.journeys import render
from ringwell.journeys.config import FlowVersion, HoursCalendar, WorkspaceConfig
from ringwell.journeys.evolving import evolve
from ringwell.journeys.floor import FloorMessage, handle
from ringwell.journeys.live import Floor
from ringwell.journeys.revival import flows_met, revive
from ringwell.journeys.turn import (
    CallbackCommitted,
    CallerFound,
    Configured,
    LookUpCaller,
    Notice,
    NumberFound,
    NumberKept,
    NumberRefused,
    Refusal,
    Timer,
    TimerFired,
    Turn,
)
from ringwell.journeys.views import View
from ringwell.kernel.events import Actor, Event
from ringwell.kernel.ids import CountingIds
from ringwell.kernel.settings import WorkspaceSettings
from ringwell.kpis.definitions import Thresholds, month_start
from ringwell.kpis.facts import Rows
from ringwell.outbound.lines import LineFreed
from ringwell.projects.model import Client, Number, Project
from ringwell.routing.messages import SkillNeed
from ringwell.routing.model import Queue
from tests.support.fake_switch import FakeSwitch

WORKSPACE = "wsp_1"
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
ANNA, BEN, CLEO = "agt_anna", "agt_ben", "agt_cleo"
SHOP, BANK = "que_shop", "que_bank"
Document = dict[str, object]


def _say(prompt: str) -> list[Document]:
    return [{"prompt": prompt}]


def _flow(flow_id: str, start: str, nodes: Mapping[str, Document]) -> FlowVersion:
    document: Document = {"format": 1, "id": flow_id, "language": "en", "start": start, "nodes": nodes}
    return FlowVersion(flow_id=flow_id, version=1, name=flow_id, document=document)


MENU = _flow(
    "flw_menu",
    "hello",
    {
        "hello": {"type": "say", "prompts": _say("greeting"), "next": "menu"},
        "menu": {
            "type": "menu",
            "prompts": _say("menu"),
            "keys": {"1": "shop", "2": "message"},
            "timeout_seconds": 5,
            "retries": 1,
            "default": "shop",
        },
        "shop": {
            "type": "queue",
            "queue": SHOP,
            "max_wait_seconds": 120,
            "on_nobody": "message",
            "on_timeout": "message",
        },
        "message": {"type": "voicemail", "next": "bye"},
        "bye": {"type": "hangup", "prompts": _say("thanks")},
    },
)
GOODBYE = replace(
    _flow(MENU.flow_id, "end", {"end": {"type": "hangup", "prompts": _say("goodbye")}}), version=2
)
"""What an administrator publishes in the place of MENU."""
DIRECT = _flow("flw_direct", "shop", {"shop": {"type": "queue", "queue": SHOP}})
BANKING = _flow("flw_bank", "bank", {"bank": {"type": "queue", "queue": BANK, "priority": 8}})
HOURS = _flow(
    "flw_hours",
    "hours",
    {
        "hours": {"type": "hours", "calendar": "hrs_never", "open": "shop", "closed": "closed"},
        "closed": {"type": "hangup", "prompts": _say("closed")},
        "shop": {"type": "queue", "queue": SHOP},
    },
)
NEVER = HoursCalendar(hours_id="hrs_never", name="never", document={"zone": "Europe/Warsaw", "weekly": {}})

NUMBERS = {"1000": MENU, "1001": DIRECT, "1002": BANKING, "1009": HOURS}


def _profile(agent_id: str, **skills: int) -> AgentProfile:
    name = agent_id.removeprefix("agt_")
    return AgentProfile(
        agent_id=agent_id, user_id=f"usr_{name}", name=name.title(), endpoint=f"a-{name}", skills=skills
    )


CONFIG = WorkspaceConfig(
    workspace_id=WORKSPACE,
    version=1,
    name="Demo",
    slug="demo",
    settings=WorkspaceSettings(),
    clients={"cli_1": Client(client_id="cli_1", name="Shop")},
    projects={"prj_1": Project(project_id="prj_1", client_id="cli_1", name="Orders")},
    numbers={
        f"num_{number}": Number(
            number_id=f"num_{number}",
            number=number,
            project_id="prj_1",
            flow_id=flow.flow_id,
            language="en",
            fallback_queue_id=SHOP,
        )
        for number, flow in NUMBERS.items()
    },
    flows={flow.flow_id: flow for flow in NUMBERS.values()},
    hours={NEVER.hours_id: NEVER},
    queues={
        SHOP: Queue(queue_id=SHOP, name="Shop", project_id="prj_1", needs=(SkillNeed("shop", 3),)),
        BANK: Queue(
            queue_id=BANK,
            name="Bank",
            project_id="prj_1",
            needs=(SkillNeed("bank"),),
            wrap_up_s=0,
            announce_place_every_s=0,
            record=False,
        ),
    },
    agents={
        ANNA: _profile(ANNA, shop=5),
        BEN: _profile(BEN, shop=3, bank=2),
        CLEO: _profile(CLEO, bank=9, shop=2),
    },
    reasons={
        reason: NotReadyReason(reason_id=reason, code=reason, name=reason)
        for reason in (
            "rsn_break",
            "rsn_lunch",
            "rsn_x",
        )
    },
    overseers=frozenset({"usr_anna", "usr_supervisor", "usr_00000000000000000000000000000b05"}),
    dispositions={"dsp_sale": Disposition(disposition_id="dsp_sale", code="SA", name="Sale")},
)


class World:
    """`turns` are those since the last `turn_page`."""

    def __init__(self, config: WorkspaceConfig = CONFIG, *, known_callers: bool = True) -> None:
        self.config = self.begun_with = config
        self.start = NOON
        self.now = NOON
        self.ids = CountingIds()
        self.switch = FakeSwitch(WORKSPACE, NOON)
        self.floor = Floor(config, NOON)
        self.heard_at = NOON
        self.log: list[Event] = []
        self.rows = Rows()
        self.configs: list[tuple[int, WorkspaceConfig, datetime]] = []
        self.timers: dict[Timer, datetime] = {}
        self.turns: list[Turn] = []
        self.notices: list[Notice] = []
        self.refusal: Refusal | None = None
        self.known_callers = known_callers
        self.known_as: dict[str, object] = {}
        self.lookups: list[LookUpCaller] = []
        self.numbers: dict[str, tuple[str, str]] = {}
        self.keeps_numbers = self.finds_numbers = self.commits = self.answers = True
        self.seen = {name: dict(views) for name, views in render.board(self.floor).items()}
        self.send(self.switch.snapshot())

    def send(self, message: FloorMessage, actor: Actor | None = None) -> Turn:
        """Let the floor hear a message; carry out what it decides; prove what must hold."""
        turn = handle(self.floor, message, self.now, self.ids, actor)
        self.heard_at = self.now
        if isinstance(message, Configured):
            self.configs.append((len(self.log), message.config, self.now))
            self.config = message.config
        self.log.extend(turn.events)
        for event in turn.events:
            self.rows.take(event)
        self.turns.append(turn)
        self.notices.extend(turn.notices)
        self.refusal = turn.refusal
        for timer, at in turn.timers.items():
            self.timers.pop(timer, None)
            if at is not None:
                self.timers[timer] = at
        self.switch.perform(turn.commands)
        self.prove()
        self.lookups.extend(turn.lookups)
        if self.known_callers:
            self.look_up()
        self._keep_numbers(turn)
        return turn

    def _keep_numbers(self, turn: Turn) -> None:
        """The store keeps numbers of callbacks, finds them, and tells what is in the log."""
        for keep in turn.keeping if self.answers else ():
            number = keep.number or (keep.contact_id or "").removeprefix("con_")
            contact_id = f"con_{number}"
            if not self.keeps_numbers:
                refused = NumberRefused(
                    interaction_id=keep.interaction_id, callback_id=keep.callback_id, wrong=False
                )
                self.send(refused)
                continue
            self.numbers[keep.callback_id] = number, contact_id
            self.send(
                NumberKept(
                    interaction_id=keep.interaction_id,
                    callback_id=keep.callback_id,
                    number=number,
                    contact_id=contact_id,
                )
            )
        for find in turn.finding if self.finds_numbers else ():
            number, _ = self.numbers.get(find.interaction_id, (None, None))
            self.send(NumberFound(interaction_id=find.interaction_id, number=number))
        for interaction_id in turn.committing if self.commits else ():
            self.send(CallbackCommitted(interaction_id=interaction_id))

    def look_up(self) -> None:
        """The directory answers what it has been asked."""
        while self.lookups:
            lookup = self.lookups.pop(0)
            name = f"Caller {lookup.number}"
            self.send(
                replace(
                    CallerFound(
                        interaction_id=lookup.interaction_id,
                        contact_id=f"con_{lookup.number.replace(' ', '')}",
                        name=name,
                        known=True,
                    ),
                    **self.known_as,
                )
            )

    def settle(self) -> None:
        """Hear all that the switch has to tell at this instant."""
        while self.switch.events:
            self.send(self.switch.events.popleft())

    def wait(self, seconds: float) -> None:
        """Let virtual time pass: what is due happens at its time."""
        until = self.now + timedelta(seconds=seconds)
        self.settle()
        while (at := self._next()) is not None and at <= until:
            self.clock(max(at, self.now))
            self._happen()
            self.settle()
        self.clock(until)

    def clock(self, now: datetime) -> None:
        self.now = self.switch.now = now

    def _next(self) -> datetime | None:
        return min([*self.timers.values(), *(due.at for due in self.switch.due)], default=None)

    def _happen(self) -> None:
        for due in [due for due in self.switch.due if due.at <= self.now]:
            self.switch.due.remove(due)
            self.switch.fire(due)
            self.settle()
        for timer in [timer for timer, at in self.timers.items() if at <= self.now]:
            if self.timers.pop(timer, None) is not None:
                self.send(TimerFired(timer))
                self.settle()

    def restart(self) -> None:
        """The brain dies: of the floor remains what was kept. The switch goes on; its events are told to nobody."""
        self.switch.events.clear()
        self.heard_at = self.now
        self.floor = self.revived(self.now)
        self.timers.clear()
        self.lookups.clear()
        self.seen = {name: dict(views) for name, views in render.board(self.floor).items()}

    def connect(self) -> None:
        self.send(self.switch.snapshot())
        self.settle()

    def revived(self, now: datetime) -> Floor:
        """The floor as the brain loads it: the newest configuration, what was open, and today's events."""
        events = still_open(self.log, self.rows)
        met = flows_met(self.config, events)
        history = {(f.flow_id, f.version): f for _, config, _ in self.configs for f in config.flows.values()}
        history |= {(f.flow_id, f.version): f for f in CONFIG.flows.values()}
        trials = (trial.flow for _, config, _ in self.configs for trial in config.trials.values())
        history |= {(f.flow_id, f.version): f for f in trials}
        floor = revive(self.config, [history[key] for key in met], events, now)
        month = month_start(floor.today.began, floor.today.zone)
        for event in self.log:
            if event.occurred_at >= floor.today.began:
                floor.count(event)
            elif isinstance(event.fact, LineFreed) and event.occurred_at >= month:
                floor.today.spent_before[event.fact.trunk_id] += event.fact.cost
        return floor

    def replayed(self) -> Floor:
        """The floor as the whole log makes it, with every configuration at its time."""
        floor = Floor(self.begun_with, self.start)
        later = {index: (config, at) for index, config, at in self.configs}
        for index, event in enumerate(self.log):
            if index in later:
                floor.configure(*later[index])
            evolve(floor, event)
            floor.today.roll(event.occurred_at)
            floor.count(event)
        floor.today.roll(self.heard_at)
        if len(self.log) in later:
            floor.configure(*later[len(self.log)])
        floor.look_at_hours(self.heard_at)
        for interaction_id, call in list(floor.calls.items()):
            if call.stage == "ended" and not floor.wrapping_up(interaction_id):
                floor.forget(interaction_id)
        return floor

    # --- what must always hold

    def prove(self) -> None:
        self._prove_screens()
        self._prove_matcher()

    def prove_replay(self) -> None:
        """A floor made from the whole log is the same, and so is one made of what a brain that starts loads."""
        changed = {event.agent_id for event in self.log if event.type == "agent.state_changed"}
        kept = {agent_id for agent_id in self.floor.agents if agent_id in changed}
        now = derived(self.floor, kept)
        assert derived(self.replayed(), kept) == now
        assert derived(self.revived(self.heard_at), kept) == now

    def _prove_screens(self) -> None:
        changed, self.floor.changed = self.floor.changed, set()
        for kind, key in changed:
            self._show(kind, key, self._view(kind, key))
        fresh = render.board(self.floor)
        for name, views in fresh.items():
            assert self.seen[name] == dict(views), name

    def _show(self, kind: str, key: str, view: View | None) -> None:
        if view is None:
            self.seen[kind].pop(key, None)
        else:
            self.seen[kind][key] = view

    def _view(self, kind: str, key: str) -> View | None:
        match kind:
            case "agents":
                return render.agent_view(self.floor, key)
            case "calls":
                return render.call_view(self.floor, key)
            case "queues":
                return render.queue_view(self.floor, key)
            case "alerts":
                return render.alert_view(self.floor, key)
            case "listening":
                return render.listening_view(self.floor, key)
            case "rings":
                return render.rings_view(self.floor, key)
            case _:
                raise AssertionError(kind)

    def _prove_matcher(self) -> None:
        floor = self.floor
        for interaction_id, visit in floor.visits.items():
            waits = visit.offer_id is None and interaction_id not in floor.elsewhere
            if floor.is_away(interaction_id):
                assert waits or not floor.matcher.waiting(interaction_id), interaction_id
            elif floor.switch_up:
                assert floor.matcher.waiting(interaction_id) == waits, interaction_id
        for agent_id in floor.agents:
            if floor.switch_up:
                assert floor.matcher.idle(agent_id) == floor.available(agent_id), agent_id


def derived(floor: Floor, agents: Collection[str]) -> dict[str, object]:
    """What of a floor stands in the log, as plain data: for comparing two floors, and in them these agents."""
    over = {i for i, call in floor.calls.items() if call.stage == "ended" and not floor.wrapping_up(i)}
    census, calls = floor.census, floor.calls.keys() - over
    visits = sorted(floor.visits.values(), key=lambda visit: visit.order)
    return {
        "calls": {i: call for i, call in floor.calls.items() if i not in over},
        "agents": {i: agent for i, agent in floor.agents.items() if i in agents},
        "visits": [replace(visit, order=order) for order, visit in enumerate(visits)],
        "offers": floor.offers,
        "caller_legs": floor.caller_legs,
        "offer_legs": floor.offer_legs,
        "segment_legs": floor.segment_legs,
        "party_legs": floor.party_legs,
        "waiting": {q: (census.waiting(q), census.longest_since(q)) for q in floor.config.queues},
        "talking": {q: census.talking[q] for q in floor.config.queues},
        "staffed": {q: census.staffed[q] for q in floor.config.queues},
        "offered today": {q: floor.today.tally(q, Thresholds()) for q in floor.config.queues},
        "worked today": floor.today.agents,
        "voicemails": floor.voicemails,
        "rings": floor.pressures.open,
        "callbacks": {i: callback for i, callback in floor.callbacks.items() if i not in over},
        "dial legs": floor.dial_legs,
        "listening": floor.listening,
        "callbacks waiting": {q: census.callbacks[q] for q in floor.config.queues},
        "dialled today": floor.today.dialled,
        "lines": {leg: line for leg, line in floor.lines.items() if line.interaction_id in calls},
        "lines today": (dict(floor.today.lines_of), floor.today.spent, floor.today.refused_lines),
        "spent by trunk": (+floor.today.spent_by, +floor.today.spent_before),
        "promised today": {q: floor.today.promises(q) for q in floor.config.queues},
    }
