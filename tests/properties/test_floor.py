"""What holds on the floor whatever people, telephones and the switch do, and in whatever order it is told.

The switch of this machine tells its events in any order, twice, late or never; commands fail; the brain dies. What World proves
after each message (screens, matcher) is proved here too.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from ringwell.agents.messages import AgentStateChanged, OfferEnded, OfferMade
from ringwell.calls import messages as calls
from ringwell.calls.call import milliseconds
from ringwell.calls.listening import overseers_endpoint
from ringwell.calls.messages import InteractionEnded, InteractionStarted, SegmentEnded, SegmentStarted
from ringwell.calls.party_messages import PartyAsked, PartyLeft
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.flow_states import state_of
from ringwell.journeys.hearing import hearing_of
from ringwell.journeys.overhearing import place, wanted, why_not_mode
from ringwell.journeys.turn import CallerUnknown, Configured, StoreBack, StoreGone, Timer, TimerFired
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import LEG
from ringwell.kpis.invariants import LogChecker
from ringwell.projects.model import Trunk
from ringwell.routing.messages import QueueEntered, QueueLeft
from ringwell.routing.model import BackupGroup
from ringwell.routing.rules import Pressure, Ring
from tests.support.speaking import offered_by_speech, spoken_to
from tests.support.world import ANNA, BEN, CLEO, CONFIG, GOODBYE, SHOP, World

AGENTS = (ANNA, BEN, CLEO)
InATransfer = ask.CompleteTransfer | ask.SwapParties | ask.JoinAll | ask.TakeBack
IN_A_TRANSFER = (ask.CompleteTransfer, ask.SwapParties, ask.JoinAll, ask.TakeBack)
TRUNK = Trunk(trunk_id="trk_1", name="main", server="sip:provider.example")
FAILING = (
    "RingAgent",
    "JoinLegs",
    "PlayPrompts",
    "AnswerLeg",
    "RecordVoicemail",
    "StartMusic",
    "PartLeg",
    "RingCustomer",
    "MuteLeg",
    "StartHearing",
    "Overhear",
    "StartRecording",
)
OVERSEERS = ("usr_anna", "usr_supervisor")
"""Who may be in on calls: one of them is an agent."""
RINGS = (
    Ring(after_s=7.3, levels_less=1),
    Ring(pressure=Pressure(measure="waiting", opens_at=2, closes_at=0), levels_less=9),
)
HELP = Ring(
    pressure=Pressure(measure="waiting", opens_at=2, closes_at=0), groups=("grp_1",), lenders=("prj_2",)
)
GROUP = BackupGroup(group_id="grp_1", name="Back office", agent_ids=(BEN,))
BASE = spoken_to(CONFIG)
"""Its menu can be said as well as pressed."""
HELPERS = BASE.agents | {
    CLEO: replace(BASE.agents[CLEO], project_ids=("prj_2",), skills={"shop": 9, "bank": 9}),
}
CONFIGS = (
    BASE,
    replace(BASE, agents={**BASE.agents, CLEO: replace(BASE.agents[CLEO], skills={"shop": 9})}),
    replace(BASE, queues={SHOP: replace(BASE.queues[SHOP], needs=(), wrap_up_s=0)}),
    replace(BASE, agents={ANNA: BASE.agents[ANNA]}),
    replace(BASE, queues={key: replace(queue, rings=RINGS) for key, queue in BASE.queues.items()}),
    replace(
        BASE,
        queues={key: replace(queue, rings=(HELP,)) for key, queue in BASE.queues.items()},
        groups={GROUP.group_id: GROUP},
        agents=HELPERS,
    ),
    replace(BASE, trunks={TRUNK.trunk_id: TRUNK}),
    offered_by_speech(BASE),
    replace(BASE, flows=BASE.flows | {GOODBYE.flow_id: GOODBYE}),
    replace(
        BASE,
        settings=replace(BASE.settings, breather_after=1, occupancy_cap_percent=40, occupancy_window_s=300),
        queues={key: replace(queue, agent_choice="fastest") for key, queue in BASE.queues.items()},
    ),
)
agents = st.sampled_from(AGENTS)
NOBODY = "agt_ffffffffffffffffffffffffffffffff"
OfOthers = ask.HangUp | ask.Hold | ask.Resume | ask.ExtendWrapUp | ask.FinishWrapUp
OF_OTHERS = (ask.HangUp, ask.Hold, ask.Resume, ask.ExtendWrapUp, ask.FinishWrapUp)
which = st.integers(0, 7)


class FloorMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World(BASE, known_callers=False)
        self.world.switch.strict = False
        self.dialled: list[str] = []

    # --- what mostly happens

    @initialize(ready=st.sets(agents))
    def morning(self, ready: set[str]) -> None:
        for agent_id in sorted(ready):
            self.works(agent_id)
        self.world.settle()

    @rule(agent_id=agents, number=st.sampled_from(("1000", "1001", "1002")), there=st.booleans())
    def a_call_comes_to_an_agent(self, agent_id: str, number: str, there: bool) -> None:
        self.works(agent_id)
        self.dials(number)
        self.world.settle()
        self.answers(agent_id)
        if there:
            self.world.settle()

    @rule(number=st.sampled_from(("1001", "1002")))
    def a_caller_waits(self, number: str) -> None:
        self.dials(number)
        self.world.settle()

    @rule(agent_id=agents)
    def an_agent_answers(self, agent_id: str) -> None:
        self.world.settle()
        self.answers(agent_id)
        self.world.settle()

    @rule(agent_id=agents)
    def a_browser_is_lost(self, agent_id: str) -> None:
        legs = [leg for leg in self.world.switch.legs.values() if leg.ring and leg.answered]
        for leg in [leg for leg in legs if leg.ring and leg.ring.agent_id == agent_id]:
            self.world.switch.end(leg.leg_id)
            self.world.settle()

    # --- people

    @rule(number=st.sampled_from(("1000", "1001", "1001", "1002", "1009", "5555")))
    def dials(self, number: str) -> None:
        leg_id = self.world.ids.new(LEG)
        self.dialled.append(leg_id)
        self.world.switch.dial(leg_id, number, "+48 1")

    @rule(key=st.sampled_from("12#7"), at=which)
    def presses(self, key: str, at: int) -> None:
        for leg_id in self._callers()[at : at + 1]:
            self.world.switch.press(leg_id, key)

    @rule(key=st.sampled_from(("1", "2", None)), confidence=st.sampled_from((0.1, 0.4, 0.9)), at=which)
    def says(self, key: str | None, confidence: float, at: int) -> None:
        for leg_id in self._callers()[at : at + 1]:
            self.world.switch.say(leg_id, key, confidence)

    @rule(at=which)
    def begins_to_speak(self, at: int) -> None:
        for leg_id in self._callers()[at : at + 1]:
            self.world.switch.begin_to_speak(leg_id)

    @rule(at=which)
    def hangs_up(self, at: int) -> None:
        for leg_id in self._callers()[at : at + 1]:
            self.world.switch.end(leg_id)

    @rule(agent_id=agents)
    def works(self, agent_id: str) -> None:
        self.world.switch.register(CONFIG.agents[agent_id].endpoint)
        self.world.send(ask.SetPresence(agent_id=agent_id, presence="ready"))

    @rule(agent_id=agents, presence=st.sampled_from(("ready", "not_ready", "offline")))
    def sets_presence(self, agent_id: str, presence: Literal["ready", "not_ready", "offline"]) -> None:
        self.world.send(ask.SetPresence(agent_id=agent_id, presence=presence))

    @rule(agent_id=agents)
    def ends_rest(self, agent_id: str) -> None:
        self.world.send(ask.EndRest(agent_id=agent_id))

    @rule(agent_id=agents)
    def answers(self, agent_id: str) -> None:
        leg = self.world.switch.ringing(agent_id)
        if leg:
            self.world.switch.answer(leg.leg_id)

    @rule(agent_id=agents)
    def declines(self, agent_id: str) -> None:
        agent = self.world.floor.agents.get(agent_id)
        offer_id = (agent.offer_id if agent else None) or "ofr_x"
        self.world.send(ask.DeclineOffer(agent_id=agent_id, offer_id=offer_id))

    @rule(agent_id=agents, kind=st.sampled_from((ask.HangUp, ask.Hold, ask.Resume, ask.ExtendWrapUp)))
    def asks(
        self,
        agent_id: str,
        kind: type[ask.HangUp] | type[ask.Hold] | type[ask.Resume] | type[ask.ExtendWrapUp],
    ) -> None:
        about = self._with(agent_id)
        self.world.send(kind(agent_id=agent_id, interaction_id=about))

    @rule(agent_id=agents, kind=st.sampled_from((ask.Deal, ask.Pull)), at=which)
    def gives_by_hand(self, agent_id: str, kind: type[ask.Deal] | type[ask.Pull], at: int) -> None:
        waiting = (*self.world.floor.visits, "int_x")
        about = waiting[at % len(waiting)]
        before = self.world.floor.visits.get(about)
        self.world.send(kind(agent_id=agent_id, interaction_id=about))
        if self.world.refusal is None:
            assert before
            assert before.offer_id is None

    @rule(kind=st.sampled_from(OF_OTHERS), agent_id=agents | st.just(NOBODY), at=which)
    def asks_for_what_is_not_theirs(self, kind: type[OfOthers], agent_id: str, at: int) -> None:
        """The edge lets an agent ask in their own name only; of what, they may say anything."""
        floor = self.world.floor
        mine = {call.segment.agent_id if call.segment else "": key for key, call in floor.calls.items()}
        others = [key for key in (*floor.calls, "int_x") if key != mine.get(agent_id)]
        about = others[at % len(others)]
        before = len(self.world.log)
        self.world.send(kind(agent_id=agent_id, interaction_id=about))
        assert len(self.world.log) == before or kind is ask.FinishWrapUp or kind is ask.ExtendWrapUp

    @rule(agent_id=agents | st.just(NOBODY), at=which)
    def declines_what_is_not_theirs(self, agent_id: str, at: int) -> None:
        floor = self.world.floor
        others = [key for key, offer in floor.offers.items() if offer.agent_id != agent_id]
        for offer_id in others[at : at + 1]:
            self.world.send(ask.DeclineOffer(agent_id=agent_id, offer_id=offer_id))
            assert offer_id in floor.offers

    @rule(agent_id=agents, then=st.sampled_from(("ready", "not_ready")))
    def finishes(self, agent_id: str, then: Literal["ready", "not_ready"]) -> None:
        about = self._with(agent_id)
        self.world.send(ask.FinishWrapUp(agent_id=agent_id, interaction_id=about, then=then))

    # --- transfers

    @rule(by=agents, to=agents, comes=st.booleans())
    def a_colleague_is_called(self, by: str, to: str, comes: bool) -> None:
        self.works(to)
        self.world.settle()
        self.world.send(ask.CallParty(agent_id=by, interaction_id=self._with(by), to_agent_id=to))
        if comes:
            self.world.settle()
            self.answers(to)
            self.world.settle()

    @rule(agent_id=agents, kind=st.sampled_from(IN_A_TRANSFER))
    def does_in_a_transfer(self, agent_id: str, kind: type[InATransfer]) -> None:
        self.world.send(kind(agent_id=agent_id, interaction_id=self._with(agent_id)))

    @rule(agent_id=agents, removed=st.booleans(), muted=st.booleans())
    def does_with_a_party(self, agent_id: str, removed: bool, muted: bool) -> None:
        about = self._with(agent_id)
        call = self.world.floor.calls.get(about)
        for party in call.parties[:1] if call else ():
            asked = {"agent_id": agent_id, "interaction_id": about, "party_id": party.party_id}
            remove, mute = ask.RemoveParty(**asked), ask.MuteParty(**asked, muted=muted)
            self.world.send(remove if removed else mute)

    @rule(by=agents, to=agents, queue_id=st.none() | st.just(SHOP), front=st.booleans())
    def lets_the_caller_go(self, by: str, to: str, queue_id: str | None, front: bool) -> None:
        about = self._with(by)
        to_agent_id = None if queue_id else to
        self.world.send(
            ask.Transfer(
                agent_id=by, interaction_id=about, to_agent_id=to_agent_id, queue_id=queue_id, front=front
            )
        )

    @rule(by=agents)
    def parks(self, by: str) -> None:
        self.world.send(ask.Park(agent_id=by, interaction_id=self._with(by)))

    @rule(by=agents, answers=st.booleans())
    def picks_a_parked_call_up(self, by: str, answers: bool) -> None:
        parked = [call.interaction_id for call in self.world.floor.calls.values() if call.parked]
        for interaction_id in parked[:1]:
            self.world.send(ask.PickUp(agent_id=by, interaction_id=interaction_id))
            self.world.settle()
            if answers:
                self.answers(by)
                self.world.settle()

    @rule(by=agents)
    def sends_the_caller_to_a_flow(self, by: str) -> None:
        self.world.send(ask.Transfer(agent_id=by, interaction_id=self._with(by), flow_id="flw_menu"))

    @rule(by=agents, blind=st.booleans(), answers=st.booleans())
    def somebody_outside_is_called(self, by: str, blind: bool, answers: bool) -> None:
        kind = ask.Transfer if blind else ask.CallParty
        self.world.send(kind(agent_id=by, interaction_id=self._with(by), number="+48221234567"))
        leg = self.world.switch.dialled()
        if leg and answers:
            self.world.settle()
            self.world.switch.answer(leg.leg_id)
            self.world.settle()

    @rule()
    def somebody_outside_hangs_up(self) -> None:
        for leg in [leg for leg in self.world.switch.legs.values() if leg.out][:1]:
            self.world.switch.end(leg.leg_id)

    @rule(
        user=st.sampled_from(OVERSEERS),
        mode=st.sampled_from(("listen", "whisper", "join")),
        at=which,
        answers=st.booleans(),
        takes=st.booleans(),
    )
    def somebody_oversees(
        self, user: str, mode: Literal["listen", "whisper", "join"], at: int, answers: bool, takes: bool
    ) -> None:
        for about in list(self.world.floor.calls)[at : at + 1]:
            phone = overseers_endpoint(user)
            self.world.switch.registered.add(phone)
            self.world.send(ask.Listen(interaction_id=about, mode=mode), Actor(kind="user", id=user))
            leg = self.world.switch.supervisors(phone)
            if leg is not None and not leg.answered and answers:
                self.world.switch.answer(leg.leg_id)
                self.world.settle()
            if takes:
                self.world.send(ask.TakeOver(interaction_id=about), Actor(kind="user", id=user))

    @rule(user=st.sampled_from(OVERSEERS), leaves=st.booleans())
    def oversees_no_more(self, user: str, leaves: bool) -> None:
        leg = self.world.switch.supervisors(overseers_endpoint(user))
        if leaves:
            self.world.send(ask.StopListening(), Actor(kind="user", id=user))
        elif leg is not None:
            self.world.switch.end(leg.leg_id)

    # --- browsers and telephones

    @rule(agent_id=agents, there=st.booleans())
    def phone(self, agent_id: str, there: bool) -> None:
        self.world.switch.register(CONFIG.agents[agent_id].endpoint, there)

    @rule(agent_id=agents, session=st.sampled_from(("p1", "p2")), ready=st.booleans())
    def page(self, agent_id: str, session: str, ready: bool) -> None:
        kind = ask.PhoneReady if ready else ask.PhoneOpened
        self.world.send(kind(agent_id=agent_id, phone_session_id=session))

    @rule(at=which, cause=st.sampled_from((16, 17, 19, 20)))
    def agents_leg_ends(self, at: int, cause: int) -> None:
        legs = [leg.leg_id for leg in self.world.switch.legs.values() if leg.role == "agent"]
        for leg_id in legs[at : at + 1]:
            self.world.switch.end(leg_id, cause)

    # --- the switch

    @rule()
    def tells_all(self) -> None:
        self.world.settle()

    @rule(at=which, twice=st.booleans())
    def tells_one_early(self, at: int, twice: bool) -> None:
        events = self.world.switch.events
        if at < len(events):
            event = events[at]
            if not twice:
                del events[at]
            self.world.send(event)

    @rule(at=which)
    def loses_one(self, at: int) -> None:
        events = self.world.switch.events
        if at < len(events):
            del events[at]

    @rule(command=st.sampled_from(FAILING), gone=st.booleans())
    def will_refuse(self, command: str, gone: bool) -> None:
        self.world.switch.failing[command] = gone

    @rule(command=st.sampled_from(("HangUpLeg", "SendToFallback")))
    def will_refuse_what_must_be_done(self, command: str) -> None:
        self.world.switch.failing[command] = False

    @rule(back=st.booleans(), dies=st.booleans())
    def connection_breaks(self, back: bool, dies: bool) -> None:
        """And the brain may die; what is back hears what there is."""
        if dies:
            self.world.restart()
        else:
            self.world.send(calls.SwitchLost(at=self.world.now, switch_id="sw1"))
        if back:
            self.connection_is_back()

    @rule()
    def connection_is_back(self) -> None:
        self.world.send(self.world.switch.snapshot())

    @rule(gone=st.booleans())
    def store(self, gone: bool) -> None:
        self.world.send(StoreGone() if gone else StoreBack())

    @rule(at=which, there=st.booleans())
    def moves_to_fallback(self, at: int, there: bool) -> None:
        for leg_id in self._callers()[at : at + 1]:
            self.world.switch.legs[leg_id].in_fallback = there

    @rule(at=which, agent_id=st.none() | agents, queue_id=st.none() | st.just(SHOP))
    def fallback_ended(self, at: int, agent_id: str | None, queue_id: str | None) -> None:
        now, leg_ids = self.world.now, [*self.dialled, "leg_never_seen"]
        told = calls.FallbackCallEnded(
            at=now,
            leg_id=leg_ids[at % len(leg_ids)],
            switch_id="sw1",
            workspace_id="wsp_1",
            number="1001",
            caller_number="+48 1",
            queue_id=queue_id,
            entered_at=now - timedelta(seconds=30),
            waited_ms=10_000,
            agent_endpoint=CONFIG.agents[agent_id].endpoint if agent_id else None,
            talk_ms=20_000 if agent_id else 0,
        )
        self.world.send(told)

    @rule()
    def the_directory_answers(self) -> None:
        self.world.look_up()

    @rule(at=which)
    def the_directory_knows_nobody(self, at: int) -> None:
        for lookup in self.world.lookups[at : at + 1]:
            self.world.lookups.remove(lookup)
            self.world.send(CallerUnknown(interaction_id=lookup.interaction_id))

    # --- time, timers, and what else befalls

    @rule(seconds=st.sampled_from((0.0, 0.6, 3.0, 5.0, 20.0, 61.0, 130.0)))
    def time_passes(self, seconds: float) -> None:
        self.world.wait(seconds)

    @rule(at=which)
    def timer_fires_early(self, at: int) -> None:
        for timer in list(self.world.timers)[at : at + 1]:
            del self.world.timers[timer]
            self.world.send(TimerFired(timer))

    @rule(config=st.sampled_from(CONFIGS))
    def configured(self, config: WorkspaceConfig) -> None:
        self.world.send(Configured(config))

    # --- what must hold

    @invariant()
    def everything_ends_at_most_once(self) -> None:
        begun, over = self._told()
        assert max([*begun.values(), *over.values()], default=1) == 1
        assert over.keys() <= begun.keys()
        floor = self.world.floor
        live = set(floor.offers)
        live.update(visit.visit_id for visit in floor.visits.values())
        live.update(party.party_id for call in floor.calls.values() for party in call.parties)
        live.update(call.segment.segment_id for call in floor.calls.values() if call.segment)
        live.update(call.interaction_id for call in floor.calls.values() if call.stage != "ended")
        assert live == begun.keys() - over.keys()

    def _told(self) -> tuple[Counter[str], Counter[str]]:
        """How often each interaction, visit, offer and segment has begun, and ended."""
        begun, over = Counter[str](), Counter[str]()
        for event in self.world.log:
            match event.fact:
                case InteractionStarted():
                    begun[event.interaction_id or ""] += 1
                case InteractionEnded():
                    over[event.interaction_id or ""] += 1
                case PartyAsked(party_id=about):
                    begun[about] += 1
                case PartyLeft(party_id=about):
                    over[about] += 1
                case (
                    QueueEntered(visit_id=about)
                    | OfferMade(offer_id=about)
                    | SegmentStarted(segment_id=about)
                ):
                    begun[about] += 1
                case QueueLeft(visit_id=about) | OfferEnded(offer_id=about) | SegmentEnded(segment_id=about):
                    over[about] += 1
                case _:
                    pass
        return begun, over

    @invariant()
    def nobody_has_two(self) -> None:
        floor = self.world.floor
        offered = [offer.agent_id for offer in floor.offers.values()]
        talking = [call.segment.agent_id for call in floor.calls.values() if call.segment]
        third = [each.agent_id for call in floor.calls.values() for each in call.parties if each.agent_id]
        assert max(Counter(offered + talking + third).values(), default=1) == 1
        assert max(Counter(offer.interaction_id for offer in floor.offers.values()).values(), default=1) == 1
        assert not {o.interaction_id for o in floor.offers.values()} & {
            call.interaction_id for call in floor.calls.values() if call.segment
        }

    @invariant()
    def who_is_listened_to_is_asked_something(self) -> None:
        floor = self.world.floor
        for leg in self.world.switch.legs.values():
            interaction_id = floor.caller_legs.get(leg.leg_id)
            if leg.hearing is None or interaction_id is None or not floor.switch_up:
                continue  # a leg whose call is over is hung up, however often that is refused
            call, asking = floor.calls[interaction_id], floor.asking.get(interaction_id)
            listening = state_of(floor, call).listening if call.flow_state is not None else 0
            asked = {hearing_of(call, listening)} if listening else set[str]()
            assert leg.hearing.hearing_id in {*asked, asking.hearing_id if asking else None}

    @invariant()
    def who_oversees_hears_where_the_call_is(self) -> None:
        floor = self.world.floor
        assert floor.hearing.keys() <= floor.listening.keys()
        assert all(floor.is_up(each.interaction_id) for each in floor.listening.values())
        for leg_id, heard in floor.hearing.items():
            mine = floor.listening[leg_id]
            where = place(floor, floor.calls.get(mine.interaction_id))
            if floor.switch_up:
                assert where is not None
                assert heard == wanted(floor, mine)
                assert where.returning or why_not_mode(where, mine.mode) is None

    @invariant()
    def nobody_waits_for_us_while_the_database_is_away(self) -> None:
        floor = self.world.floor
        if floor.handing_over and floor.switch_up:
            offered = {offer.interaction_id for offer in floor.offers.values()}
            assert floor.visits.keys() <= offered | floor.elsewhere

    @invariant()
    def agents_states_add_up_to_wall_time(self) -> None:
        spent: Counter[str] = Counter()
        first: dict[str, datetime] = {}
        for event in self.world.log:
            if isinstance(event.fact, AgentStateChanged):
                known = event.fact.agent_id in first
                spent[event.fact.agent_id] += event.fact.previous_ms if known else 0
                first.setdefault(event.fact.agent_id, event.occurred_at)
        for agent_id, since in first.items():
            whole = spent[agent_id] + milliseconds(self.world.now - self.world.floor.agents[agent_id].since)
            assert abs(whole - milliseconds(self.world.now - since)) <= len(self.world.log)

    @invariant()
    def the_log_tells_all(self) -> None:
        self.world.prove_replay()

    @invariant()
    def nobody_waits_for_a_free_agent(self) -> None:
        floor = self.world.floor
        for agent_id in floor.agents:
            if floor.may_match() and floor.available(agent_id):
                assert floor.matcher.match_agent(agent_id, self.world.now.timestamp()) is None

    @invariant()
    def everything_has_its_clock(self) -> None:
        floor, timers = self.world.floor, self.world.timers
        if not floor.switch_up:
            return  # they are set when it is back
        for agent_id, agent in floor.agents.items():
            if agent.wrap_up and agent.wrap_up.deadline:
                assert Timer("wrap_up", agent_id) in timers
            assert (agent.activity == "resting") == (agent.rest is not None)
            if agent.rest:
                assert Timer("rest", agent_id) in timers
            if (agent.presence, agent.activity) == ("ready", "idle") and not floor.has_phone(agent_id):
                assert Timer("phone_away", agent_id) in timers
        assert all(Timer("offer", offer_id) in timers for offer_id in floor.offers)
        for call in floor.calls.values():
            for party in (each for each in call.parties if each.state == "ringing"):
                assert Timer("party", party.party_id, call.interaction_id) in timers
            if call.stage == "lost":
                awaited = "gone" if call.interaction_id in floor.elsewhere else "lost"
                assert Timer(awaited, call.interaction_id) in timers

    def teardown(self) -> None:
        """When all is told, and callers have gone, nothing is left: nobody is stuck."""
        world = self.world
        world.switch.failing.clear()
        world.switch.events.clear()
        world.send(StoreBack())
        world.send(world.switch.snapshot())
        world.settle()
        world.look_up()
        for leg_id in self._callers():
            world.switch.end(leg_id)
        for leg_id in [leg.leg_id for leg in world.switch.legs.values() if leg.out]:
            world.switch.end(leg_id)
        for leg in [leg.leg_id for leg in world.switch.legs.values() if leg.in_fallback]:
            world.switch.end(leg)
        world.wait(2000)
        world.look_up()
        floor = world.floor
        assert (floor.calls, floor.visits, floor.offers) == ({}, {}, {})
        assert (floor.caller_legs, floor.offer_legs, floor.segment_legs) == ({}, {}, {})
        assert (floor.party_legs, floor.party_numbers) == ({}, {})
        assert (floor.callers, floor.playing, floor.restoring) == ({}, {}, {})
        assert (floor.elsewhere, floor.voicemails, floor.fallback_talks) == (set(), {}, {})
        assert floor.looking_up == set()
        assert (floor.listening, floor.hearing) == ({}, {})
        assert {agent.activity for agent in floor.agents.values()} == {"idle"}
        assert {timer.kind for timer in world.timers} <= {"phone_away"}
        assert world.switch.legs == {}
        begun, over = self._told()
        assert begun == over
        world.prove_replay()
        self._check_log()

    def _check_log(self) -> None:
        """What an operator's check says of it; what the switch's own queue is made to tell here knows nothing of who is busy."""
        checker = LogChecker()
        for seq, event in enumerate(self.world.log, start=1):
            checker.take(replace(event, seq=seq))
        assert [each for each in checker.violations if each.invariant in (1, 6)] == []

    # --- helpers

    def _with(self, agent_id: str) -> str:
        """The interaction that the agent is about, if there is one."""
        agent = self.world.floor.agents.get(agent_id)
        return (agent.interaction_id if agent else None) or "int_x"

    def _callers(self) -> list[str]:
        return [leg_id for leg_id in self.dialled if leg_id in self.world.switch.legs]


TestFloor = FloorMachine.TestCase
TestFloor.settings = settings(max_examples=40, stateful_step_count=50)
