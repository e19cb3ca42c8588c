"""The floor: the live state of one workspace's calls, agents and queues, as the log's facts make it.

The one mutable thing of the journeys. What stands in the log is changed by `evolving.evolve` alone; beside it stand what only the switch and
the pages know (who is reachable, what is being played, callers' numbers), which recovery asks for again.
"""

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec
from msgspec.structs import replace

from ringwell.agents.agent import Agent
from ringwell.agents.model import AgentProfile
from ringwell.agents.offer import Offer
from ringwell.calls.call import Call, Segment
from ringwell.calls.listening import Heard, Listening
from ringwell.calls.messages import (
    InteractionStarted,
)
from ringwell.flows.acts import Act
from ringwell.flows.hours import Calendar, is_open, next_turn
from ringwell.flows.interpret import variables_of
from ringwell.flows.messages import Enqueue
from ringwell.flows.model import Flow
from ringwell.flows.state import CallerFacts, Known, QueueStatus
from ringwell.journeys.census import Census
from ringwell.journeys.config import FlowTrial, WorkspaceConfig, limits_in, policy_in, traits_in
from ringwell.journeys.estimates import Estimates
from ringwell.journeys.lately import Lately
from ringwell.journeys.pressure import Pressures
from ringwell.journeys.shelf import Shelf
from ringwell.journeys.today import Recount, Today
from ringwell.journeys.unlogged import (
    Asking,
    ByHand,
    Caller,
    DeskPhones,
    MessageLeft,
    Playing,
    Private,
    Restoring,
    TrunkTest,
)
from ringwell.journeys.views import AlertView
from ringwell.kernel.events import Event
from ringwell.kernel.numbers import normalise
from ringwell.kernel.settings import Limits
from ringwell.outbound.callback import Callback, Dial
from ringwell.outbound.lines import Line
from ringwell.outbound.pace import Pace
from ringwell.projects.model import Number, Project, Trunk
from ringwell.routing.matching import Matcher
from ringwell.routing.messages import (
    QueueLeft,
    RingsChanged,
)
from ringwell.routing.model import Queue
from ringwell.routing.rules import Needs, Traits, is_lent, with_language
from ringwell.routing.visit import Visit

SKILLS_REMOVED = "skills_removed"
"""The alert that callers wait who needed skills that are gone."""
MOST_LEGS_REMEMBERED = 20_000
"""Callers' legs that are known when the switch tells of them again; of more, the oldest are forgotten."""


class Floor:
    """One workspace, live. Dictionaries are keyed by id; `visits` by the interaction that waits.

    `voicemails` are messages being left, by interaction, and since when. `elsewhere` are callers who are not in our hands: the switch's own queue has them, or they are gone and what became
    of them there has not been told yet. `looking_up` are calls, perhaps over, of which the directory is still asked who calls; `unknown` wait for that before anybody is rung.
    `private` is what of calls' states in their flows is personal.
    `announced` are callers who are told something before what comes then: a queue, an agent by name, or (None) the flow. `in_quiet` are callers for whom an agent has been rung at once and whose music has not begun.
    `callbacks` are those that are owed, and the talks that came of them, by interaction; `dial_legs` those of agents who hear a customer
    being rung. `asking` are callers who are asked whether to be called back, `cut_off` those who are to be, by the callback; `pace` tells how many callbacks were begun just now, `pace_out` how
    many calls to the outside, which have the `lines`, by leg; `trunk_tests` are calls that try a trunk.
    `party_legs` are those of third parties, and `party_numbers` the numbers of those outside, by party: not in the log, for they are personal.
    `heard_early` are legs of those outside, customers' too, that are in a bridge before they answer, and in which.
    `listening` are supervisors who are in on calls, by their legs; those of which the phone has answered are `hearing`, and what.
    `unconfirmed` are calls of which the switch has not said yet that their recording is paused.
    `in_field` are agents who fill in a field of the call's form that nothing is recorded of, by call; not known any more after a restart.
    `fallback_talks` are legs of agents whom that queue has given a call.
    `recount`: the day is being counted anew from the log.
    `lately` is what limits and policies know of agents' work; `closed_sites` are those where it is no working time now.
    `handing_over`: the database is away for so long that every caller without an agent goes to that queue.
    `changed` collects what screens have to render again, as (collection, id); its reader takes it away.
    """

    def __init__(self, config: WorkspaceConfig, now: datetime) -> None:
        self.config = config
        self.workspace_id = config.workspace_id
        self.made_at = now
        self.calls: dict[str, Call] = {}
        self.agents: dict[str, Agent] = {}
        self.visits: dict[str, Visit] = {}
        self.offers: dict[str, Offer] = {}
        self.caller_legs: dict[str, str] = {}
        self.offer_legs: dict[str, str] = {}
        self.segment_legs: dict[str, str] = {}
        self.party_legs: dict[str, str] = {}
        self.party_numbers: dict[str, str] = {}
        self.heard_early: dict[str, str] = {}
        self.callers: dict[str, Caller] = {}
        self.reachable: set[str] = set()
        self.phone_sessions: dict[str, str] = {}
        self.playing: dict[str, Playing] = {}
        self.private: dict[str, Private] = {}
        self.voicemails: dict[str, datetime] = {}
        self.restoring: dict[str, Restoring] = {}
        self.elsewhere: set[str] = set()
        self.looking_up: set[str] = set()
        self.unknown: set[str] = set()
        self.in_quiet: set[str] = set()
        self.announced: dict[str, Enqueue | Act | ByHand | None] = {}
        self.fallback_talks: dict[str, str] = {}
        self.callbacks: dict[str, Callback] = {}
        self.dial_legs: dict[str, str] = {}
        self.listening: dict[str, Listening] = {}
        self.hearing: dict[str, Heard | None] = {}
        self.unconfirmed: set[str] = set()
        self.in_field: dict[str, set[str]] = {}
        self.asking: dict[str, Asking] = {}
        self.cut_off: dict[str, Caller] = {}
        self.desk = DeskPhones()
        self.messages_left: dict[str, MessageLeft] = {}
        self.pace = Pace()
        self.pace_out = Pace()
        self.lines: dict[str, Line] = {}
        self.lines_ending: dict[str, datetime] = {}
        self.trunk_tests: dict[str, TrunkTest] = {}
        self.census = Census()
        self.pressures = Pressures(now)
        self.estimates = Estimates(lambda queue_id: self.census.serving[queue_id])
        self.today = Today(config.settings.zone, now)
        self.lately = Lately()
        self.recount: Recount | None = None
        self.switch_up = False
        self.handing_over = False
        self.alerts: dict[str, AlertView] = {}
        self.changed: set[tuple[str, str]] = set()
        self.calendars: dict[str, Calendar] = {}
        self.closed_sites: frozenset[str] = frozenset()
        self.traits: dict[str, Traits] = {}
        self.skills: set[str] = set()
        self._begun_legs: OrderedDict[str, None] = OrderedDict()
        self.wrapping: dict[str, tuple[str, ...]] = {}
        self.visits_begun = 0
        self.flows = Shelf()
        self._numbers: dict[str, Number] = {}
        self._owners: Counter[str] = Counter()
        self._standing_for: dict[str, Number] = {}
        self._agents_by_endpoint: dict[str, str] = {}
        self.configure(config, now)
        self.matcher = self._new_matcher()

    def clear_matcher(self) -> None:
        """Nobody waits and nobody is idle; whom the configuration lets serve whom is known anew."""
        self.matcher = self._new_matcher()

    def configure(self, config: WorkspaceConfig, now: datetime) -> None:
        """Take a new configuration. Calls go on with the flow version they met.

        Whom it lets serve whom is for the `Configured` message, which does this first.
        """
        self.show_everything()
        self.config = config
        met = {(call.flow_id or "", call.flow_version or 0) for call in self.calls.values()}
        self.flows.configure(config, met)
        self.calendars = {
            hours.hours_id: msgspec.convert(hours.document, Calendar) for hours in config.hours.values()
        }
        self._owners = Counter(owner.project_id for owner in config.owners.values())
        self._numbers = {number.number: number for number in config.numbers.values()}
        self._standing_for = {
            normalise(each, config.settings.region): number
            for number in config.numbers.values()
            for each in number.stands_for
        }
        self._agents_by_endpoint = {profile.endpoint: agent_id for agent_id, profile in config.agents.items()}
        self.reachable &= self._agents_by_endpoint.keys()
        self.know_agents(config.agents, now)
        self.closed_sites = self._closed_sites(now)
        self.traits = traits_in(config, self.closed_sites)
        self.skills = {skill for traits in set(self.traits.values()) for skill, _ in traits.skills}
        self.skills |= {need.skill_id for queue in config.queues.values() for need in queue.needs}
        self.skills |= config.skills.keys()
        self.census.configure(config)
        self.pressures.configure(config.queues.values(), now)
        for agent_id in self.agents:
            self.count_agent(agent_id)
        self.show_everything()

    def know_agents(self, agent_ids: Iterable[str], now: datetime) -> None:
        """Agents begin offline, those without a profile (any more) too: calls may be with them still."""
        for agent_id in agent_ids:
            self.agents.setdefault(agent_id, Agent(agent_id=agent_id, since=now, idle_since=now))

    def count(self, event: Event) -> None:
        """Take the event into today's figures and into what is known; apart from `evolving`, so that after a restart the day's
        events are counted once and what was open is evolved once."""
        self.today.add(event)
        self.lately.add(event)
        self.pressures.tell(event)
        if isinstance(event.fact, RingsChanged):
            self.changed.add(("rings", event.fact.queue_id))
        if isinstance(event.fact, QueueLeft):
            self.estimates.left(event.fact, event.occurred_at)
        if self.recount is not None:
            self.recount.hear(event)
        if isinstance(event.fact, InteractionStarted):
            self.remember_leg(event.fact.leg_id)

    def recounted(self, now: datetime) -> None:
        """The recount has had all that the log tells: its figures are the day's."""
        if self.recount is not None:
            self.lately = self.recount.lately
            self.today, self.recount = self.recount.end(now), None
            self.show_everything()

    def remember_leg(self, leg_id: str) -> None:
        """This caller's leg has had its interaction."""
        self._begun_legs[leg_id] = None
        if len(self._begun_legs) > MOST_LEGS_REMEMBERED:
            self._begun_legs.popitem(last=False)

    def has_begun(self, leg_id: str) -> bool:
        """Whether this caller's leg has had its interaction, which may be over by now."""
        return leg_id in self._begun_legs or leg_id in self.caller_legs

    def profile(self, agent_id: str) -> AgentProfile | None:
        return self.config.agents.get(agent_id)

    def agent_at(self, endpoint: str) -> str | None:
        """The agent whose phone has this name at the switch."""
        return self._agents_by_endpoint.get(endpoint)

    def number(self, dialled: str) -> Number | None:
        """The workspace's number as the trunk delivers it."""
        return self._numbers.get(dialled)

    def owners_of(self, project_id: str | None) -> int:
        """How many stand on the project's call-out list."""
        return self._owners[project_id or ""]

    def standing_for(self, number: str) -> Number | None:
        """The workspace's number that stands for a client's own one."""
        return self._standing_for.get(number)

    @property
    def numbers_of_ours(self) -> Collection[str]:
        """As trunks deliver them."""
        return self._numbers.keys()

    def trial(self, dialled: str, now: datetime) -> FlowTrial | None:
        """The draft that can be called by this number now."""
        trial = self.config.trials.get(dialled)
        return trial if trial is not None and now < trial.expires_at else None

    def project_of(self, trial: FlowTrial) -> Project | None:
        """The project whose numbers lead to the flow that is tried out; else the workspace's first."""
        numbers = self.config.numbers.values()
        leads = [each.project_id for each in numbers if each.flow_id == trial.flow.flow_id]
        return self.config.projects.get(min(leads or self.config.projects.keys(), default=""))

    def flow(self, call: Call) -> Flow | None:
        """The flow version that the call met, or the newest where that one is not known any more."""
        if call.flow_id is None:
            return None
        return self.flows.met(call.flow_id, call.flow_version or 0)

    def known(self, call: Call) -> Known:
        """What flows can ask about a call besides the calendars."""
        caller = CallerFacts(call.contact_known, call.key_customer, call.caller_segment_id or "")
        asked = None if call.interaction_id in self.looking_up else caller
        met = self.callers.get(call.interaction_id)
        numbers = (met.caller_number, met.number) if met else ("", "")
        return Known(asked, self.queue_status, call.interaction_id, *numbers, self.config.settings.zone)

    def queue_status(self, queue_id: str) -> QueueStatus | None:
        """What a caller who came into this queue now would meet; None where there is no such queue."""
        if queue_id not in self.config.queues:
            return None
        waiting, ready = self.census.waiting(queue_id), self.census.ready[queue_id]
        wait_s = 0 if ready > waiting else self.estimates.expected(queue_id, waiting + 1)
        return QueueStatus(waiting, ready, wait_s)

    def language(self, call: Call) -> str:
        """The language that the caller is spoken to in."""
        visit = self.visits.get(call.interaction_id)
        if visit:
            return visit.language
        chosen = variables_of(call.flow_state).get("language")
        if isinstance(chosen, str):
            return chosen
        number = self.config.numbers.get(call.number_id or "")
        return number.language if number else self.config.settings.language

    def queue_of(self, call: Call) -> Queue | None:
        """In whose name the call is served: where the caller has waited, else the queue that the number falls back to."""
        number = self.config.numbers.get(call.number_id or "")
        return self.config.queues.get(call.queue_id or (number.fallback_queue_id if number else None) or "")

    def asked_of(self, visit: Visit) -> Needs:
        """What the visit needs of an agent, the caller's language included where its queue asks for it."""
        queue = self.config.queues.get(visit.queue_id)
        return with_language(visit.needs, self.spoken_by(visit), queue.language_level if queue else None)

    def spoken_by(self, visit: Visit) -> str:
        """The caller's language: the one chosen on the way, else the one on the card, else the number's."""
        call, caller = self.calls.get(visit.interaction_id), self.callers.get(visit.interaction_id)
        number = self.config.numbers.get((call.number_id if call else None) or "")
        chosen = number is not None and visit.language != number.language
        on_card = caller.language if caller else None
        return visit.language if chosen else on_card or visit.language

    def limits(self, agent_id: str) -> Limits:
        """What protects the agent from too much."""
        return limits_in(self.config, agent_id)

    def rests(self, agent_id: str) -> bool:
        """Whether a limit keeps the agent from callers now."""
        agent = self.agents.get(agent_id)
        return agent is not None and agent.presence == "ready" and agent.activity == "resting"

    def look_at_hours(self, now: datetime) -> bool:
        """Know anew at which sites it is working time; whether that has changed."""
        closed = self._closed_sites(now)
        changed, self.closed_sites = closed != self.closed_sites, closed
        if changed:
            self.traits = traits_in(self.config, closed)
            for agent_id in self.agents:
                self.count_agent(agent_id)
        return changed

    def hours_turn(self, now: datetime) -> datetime | None:
        """When it may begin or end to be working time at a site; None where it always is."""
        return min((next_turn(each, now) for each in self._site_hours().values()), default=None)

    def _closed_sites(self, now: datetime) -> frozenset[str]:
        hours = self._site_hours()
        return frozenset(site_id for site_id, calendar in hours.items() if not is_open(calendar, now))

    def _site_hours(self) -> dict[str, Calendar]:
        """The calendars of sites, each by the clock of its own zone."""
        return {
            site_id: replace(self.calendars[site.hours_id], zone=site.zone or self.config.settings.zone)
            for site_id, site in self.config.sites.items()
            if site.hours_id in self.calendars
        }

    def has_phone(self, agent_id: str) -> bool:
        profile = self.profile(agent_id)
        return profile is not None and profile.endpoint in self.reachable

    def has_desk_phone(self, agent_id: str) -> bool:
        """Whether the agent talks by a SIP telephone, which a person hangs up, not by a page, which may be reloaded."""
        profile = self.profile(agent_id)
        return profile is not None and profile.phone_kind == "desk"

    def on_desk_phone(self, call: Call, segment: Segment) -> bool:
        """Whether the agent talks by such a telephone in this call; who has taken it over talks by a page."""
        return self.has_desk_phone(segment.agent_id) and segment.leg_id != call.page_leg

    def available(self, agent_id: str) -> bool:
        """Whether the agent can be offered a call now."""
        agent = self.agents.get(agent_id)
        return agent is not None and agent.idle and self.has_phone(agent_id)

    def in_fallback(self, agent_id: str) -> bool:
        """Whether the switch's own queue may ring the agent. That it does not ring a phone in a call, it sees for itself; so an
        agent whose call ends while nobody rules the floor is there for the next caller."""
        agent = self.agents.get(agent_id)
        return (
            agent is not None
            and agent.presence == "ready"
            and agent.activity not in ("wrapping_up", "resting")
            and self.has_phone(agent_id)
        )

    def at_work(self, agent_id: str) -> bool:
        """Whether the agent takes calls now, or is in one."""
        agent = self.agents.get(agent_id)
        return agent is not None and agent.presence == "ready" and self.profile(agent_id) is not None

    def talk_of(self, agent_id: str) -> Call | None:
        """The call that the agent is in, also while its leg is lost, or is rung for as a third party."""
        calls_ = self.calls.values()
        talk = next((call for call in calls_ if call.segment and call.segment.agent_id == agent_id), None)
        talk = talk or next((call for call in calls_ if call.party_of(agent_id)), None)
        return talk or next((self.calls.get(id_) for id_, _ in self.dials_of(agent_id)), None)

    def talks_in(self, agent_leg_id: str) -> str | None:
        """The bridge in which this leg of an agent's is to be: that of its talk, or of the customer who is being rung for it."""
        call = self.calls.get(self.segment_legs.get(agent_leg_id, ""))
        if call is not None and call.segment is not None:
            return call.segment.bridge_id
        callback = self.callbacks.get(self.dial_legs.get(agent_leg_id, ""))
        return callback.dial.bridge_id if callback and callback.dial else None

    def dials_of(self, agent_id: str) -> list[tuple[str, Dial]]:
        """The callbacks for which a customer is being rung for this agent: one, or none."""
        return [
            (interaction_id, each.dial)
            for interaction_id, each in self.callbacks.items()
            if each.dial and each.dial.agent_id == agent_id
        ]

    def trunks_out(self, number_id: str | None = None, *, back: bool = False) -> list[Trunk]:
        """The trunks by which a call may go out about a caller of this number, its own first. Who is called `back` by the demo's number: by the demo's
        own, so that callers of its page are never looked for outside."""
        number = self.config.numbers.get(number_id or "")
        own = number.trunk_id if number else None
        trunks = [trunk for trunk in self.config.trunks.values() if not trunk.disabled]
        trunks.sort(key=lambda trunk: (trunk.trunk_id != own, trunk.trunk_id))
        of_demo = [trunk for trunk in trunks if trunk.demo] if back and number and number.demo else []
        return of_demo or [trunk for trunk in trunks if trunk.server]

    def is_away(self, interaction_id: str) -> bool:
        """Whether it is a callback whose customer is not on the line."""
        callback = self.callbacks.get(interaction_id)
        return callback is not None and callback.away

    def is_own_call(self, interaction_id: str, agent_id: str) -> bool:
        """Whether this agent has asked for this very call."""
        callback = self.callbacks.get(interaction_id)
        return callback is not None and callback.agent_id == agent_id

    def owed_to(self, contact_id: str | None, interaction_id: str | None = None) -> list[Callback]:
        """What is to be done for this contact, or was asked for in this call, perhaps at another number: the callback, and voice messages that
        nobody has heard."""
        return [
            each
            for each in self.callbacks.values()
            if each.away
            and not each.over
            and ((contact_id and each.contact_id == contact_id) or each.of_interaction_id == interaction_id)
        ]

    def asked_by(self, contact_id: str | None, interaction_id: str | None = None) -> list[Callback]:
        """The callbacks that this contact, or this call's caller, waits for: one, or none. Who has left a message is in no line, and has no place
        to come back to."""
        return [each for each in self.waited_for_by(contact_id, interaction_id) if each.message_id is None]

    def waited_for_by(self, contact_id: str | None, interaction_id: str | None = None) -> list[Callback]:
        """What this contact, or this call's caller, has asked for, at whatever number: who types somebody else's number has no part in what that
        one waits for."""
        return [
            each
            for each in self.callbacks.values()
            if each.away
            and not each.over
            and ((contact_id and each.asker == contact_id) or each.of_interaction_id == interaction_id)
        ]

    def talks_in_fallback(self, agent_id: str) -> bool:
        """Whether the switch's own queue has given the agent a call that goes on."""
        return agent_id in self.fallback_talks.values()

    def can_be_served(self, queue_id: str, needs: Needs) -> bool:
        """Whether anybody logged in could serve this, by whatever ring of the queue."""
        return self.census.can_be_served(queue_id, needs)

    def may_match(self) -> bool:
        """Whether callers and agents may be brought together now."""
        return self.switch_up and not self.handing_over

    def set_phone(self, agent_id: str, reachable: bool) -> None:
        """The agent's phone is registered, or is not."""
        profile = self.profile(agent_id)
        if profile is None or reachable == (profile.endpoint in self.reachable):
            return
        (self.reachable.add if reachable else self.reachable.discard)(profile.endpoint)
        self.changed.add(("agents", agent_id))
        self.count_agent(agent_id)

    def agent_of(self, call: Call) -> str | None:
        """Whom the call is with, or before, or was with last."""
        if call.segment is not None:
            return call.segment.agent_id
        callback = self.callbacks.get(call.interaction_id)
        if callback and callback.dial:
            return callback.dial.agent_id
        offer = self.offer_for(call.interaction_id)
        return offer.agent_id if offer else call.last_agent_id

    def offer_for(self, interaction_id: str) -> Offer | None:
        """The offer under way of somebody who waits."""
        visit = self.visits.get(interaction_id)
        return self.offers.get(visit.offer_id or "") if visit else None

    def is_up(self, interaction_id: str) -> bool:
        """Whether the interaction goes on."""
        call = self.calls.get(interaction_id)
        return call is not None and call.stage != "ended"

    def wrapping_up(self, interaction_id: str) -> tuple[str, ...]:
        """The agents in after-call work on this interaction."""
        return self.wrapping.get(interaction_id, ())

    def agents_about(self, interaction_id: str) -> frozenset[str]:
        """Whom the interaction is with, or before, and who wraps it up."""
        call = self.calls.get(interaction_id)
        if call is None:
            return frozenset()
        parties = {party.agent_id for party in call.parties}
        named = {self.agent_of(call), *parties, *self.wrapping_up(interaction_id)}
        return frozenset(each for each in named if each)

    def queues_of(self, agent_id: str) -> tuple[str, ...]:
        """The queues that an agent serves: those whose own people it belongs to."""
        traits = self.traits.get(agent_id)
        return self.census.queues_of(traits) if traits else ()

    def helps(self, agent_id: str, queue_id: str | None) -> Literal["backup", "lent"] | None:
        """As what the agent takes callers of this queue, where it is not one of the queue's own people."""
        queue, traits = self.config.queues.get(queue_id or ""), self.traits.get(agent_id)
        if queue is None or traits is None:
            return None
        if traits.reserve_of:
            return "backup"
        return "lent" if is_lent(traits, queue.rules) else None

    def know_caller(self, interaction_id: str, caller: Caller) -> None:
        """Who calls has become known, or better known."""
        self.callers[interaction_id] = caller
        self.show_call(interaction_id)

    def show_call(self, interaction_id: str) -> None:
        """Screens have to render this call again, and the agents whom it may be with."""
        self.changed.add(("calls", interaction_id))
        self.changed.update(("agents", agent_id) for agent_id in self.fallback_talks.values())
        self.changed.update(("agents", agent_id) for agent_id in self.agents_about(interaction_id))

    def show_listening(self, each: Listening) -> None:
        """Screens have to render again who is in on a call."""
        self.changed.add(("listening", each.leg_id))
        self.show_call(each.interaction_id)

    def show_everything(self) -> None:
        """Screens have to render everything again."""
        self.changed.update(("agents", agent_id) for agent_id in self.agents)
        self.changed.update(("queues", queue_id) for queue_id in self.config.queues)
        self.changed.update(("calls", interaction_id) for interaction_id in self.calls)
        self.changed.update(("rings", queue_id) for queue_id in self.pressures.open)

    def roll(self, now: datetime) -> None:
        """Begin a new day when it has come, also where nothing happens."""
        if self.today.roll(now):
            self.show_everything()

    def show_alerts(self, alerts: Mapping[str, AlertView]) -> None:
        """What the runtime has to tell supervisors, by alert id: all of it."""
        self.changed.update(("alerts", key) for key in self.alerts.keys() | alerts.keys())
        self.alerts = dict(alerts)

    def forget(self, interaction_id: str) -> None:
        """An interaction that is over, wrap-up included, is not live any more."""
        self.show_call(interaction_id)
        call = self.calls.pop(interaction_id, None)
        if call:
            self.caller_legs.pop(call.leg_id, None)
            self.playing.pop(call.leg_id, None)
        self.callers.pop(interaction_id, None)
        self.private.pop(interaction_id, None)
        self.callbacks.pop(interaction_id, None)
        self.asking.pop(interaction_id, None)
        self.voicemails.pop(interaction_id, None)
        self.unconfirmed.discard(interaction_id)
        self.in_field.pop(interaction_id, None)
        self.elsewhere.discard(interaction_id)
        self.looking_up.discard(interaction_id)
        self.unknown.discard(interaction_id)
        self.in_quiet.discard(interaction_id)
        self.announced.pop(interaction_id, None)
        self.restoring.pop(interaction_id, None)

    def _new_matcher(self) -> Matcher:
        rules = {queue_id: queue.rules for queue_id, queue in self.config.queues.items()}
        matcher = Matcher(rules, policy_in(self.config, self._rate))
        for agent_id, traits in self.traits.items():
            matcher.enrol(agent_id, traits)
            matcher.rest(agent_id, self.rests(agent_id))
        self.pressures.forget_told()
        for queue_id, ring in self.pressures.untold():
            matcher.open_ring(queue_id, ring)
        return matcher

    def _rate(self, agent_id: str, queue_id: str) -> float:
        return self.lately.pace.rate(agent_id, queue_id)

    def count_agent(self, agent_id: str) -> None:
        """Whom the agent counts for has changed, or whether it can be offered a call."""
        queues = self.census.stand(
            agent_id,
            self.traits.get(agent_id),
            logged_in=self.agents[agent_id].logged_in,
            available=self.available(agent_id),
            on_duty=self.agents[agent_id].presence == "ready",
        )
        if queues:
            self.estimates.duty(queues, self.agents[agent_id].since.timestamp())
        self.changed.update(("queues", queue_id) for queue_id in queues)
