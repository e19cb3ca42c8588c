"""Live entities for screens, rendered from the floor; what changed is what is rendered again."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from ringwell.calls.call import Call
from ringwell.calls.listening import Mode
from ringwell.calls.party import Party
from ringwell.customers.promises import promise_of
from ringwell.journeys import overhearing
from ringwell.journeys.config import thresholds_in
from ringwell.journeys.flow_states import keys_pressed
from ringwell.journeys.greeting import greeting_for, is_to_say_recorded
from ringwell.journeys.listening import in_on
from ringwell.journeys.live import SKILLS_REMOVED, Floor
from ringwell.journeys.today import AgentToday
from ringwell.journeys.views import (
    AgentView,
    AlertView,
    CallbackView,
    CallView,
    IntroductionView,
    ListeningView,
    MessageView,
    PartyView,
    QueueView,
    RingsView,
    TodayView,
    View,
)
from ringwell.kpis.definitions import service_level
from ringwell.routing.visit import Visit

BOARD = "board"
Collections = Mapping[str, Mapping[str, View]]
Tried = Callable[[Callable[[str], View | None], str], View | None]
"""Renders one entity; who must show all the others whatever one does, catches what fails."""


def _call(view: Callable[[str], View | None], identifier: str) -> View | None:
    return view(identifier)


def desk_topic(agent_id: str) -> str:
    """The topic of one agent's desk."""
    return f"desk:{agent_id}"


def agent_view(floor: Floor, agent_id: str) -> AgentView | None:
    agent, profile = floor.agents.get(agent_id), floor.profile(agent_id)
    if agent is None or profile is None:
        return None
    call = floor.calls.get(agent.interaction_id or "")
    caller = floor.callers.get(agent.interaction_id or "")
    return AgentView(
        agent_id=agent_id,
        name=profile.name,
        presence=agent.presence,
        reason=agent.reason,
        activity=agent.activity,
        since=agent.since,
        phone=profile.endpoint in floor.reachable,
        phone_session_id=floor.phone_sessions.get(agent_id),
        interaction_id=agent.interaction_id,
        with_name=(caller.name or caller.caller_number) if caller else None,
        queue_id=call.queue_id if call else None,
        misses=agent.misses,
        skills=dict(profile.skills),
        team_id=profile.team_id,
        site_id=profile.site_id,
        project_ids=profile.project_ids,
        helps=floor.helps(agent_id, call.queue_id) if call and agent.activity != "idle" else None,
        rest_until=agent.rest.until if agent.rest else None,
        rest_for=agent.rest.why if agent.rest else None,
        rest_may_end=agent.rest is not None and floor.limits(agent_id).may_end,
        guest=_is_guest(call, agent_id),
    )


def _is_guest(call: Call | None, agent_id: str) -> bool:
    party = call.party_of(agent_id) if call else None
    return party is not None and party.state == "joined"


def call_view(floor: Floor, interaction_id: str) -> CallView | None:
    call = floor.calls.get(interaction_id)
    if call is None:
        return None
    visit, caller = floor.visits.get(interaction_id), floor.callers.get(interaction_id)
    project = floor.config.projects.get(call.project_id or "")
    client = floor.config.clients.get(call.client_id or "")
    queue = floor.config.queues.get(call.queue_id or "")
    offer = floor.offer_for(interaction_id)
    agent_id = floor.agent_of(call)
    profile = floor.profile(agent_id) if agent_id else None
    agent = floor.agents.get(agent_id) if agent_id else None
    wrap_up = agent.wrap_up if agent and agent.wrap_up else None
    mine = wrap_up if wrap_up and wrap_up.interaction_id == interaction_id else None
    state = call_state(floor, call, visit)
    flow_name, step, step_type = _step(floor, call)
    segment = floor.config.segments.get(call.caller_segment_id or "")
    return CallView(
        interaction_id=interaction_id,
        short_ref=call.short_ref,
        state=state,
        since=offer.made_at if offer else call.since,
        started_at=call.started_at,
        number=caller.number if caller else "",
        project_id=call.project_id,
        project_name=project.name if project else None,
        client_name=client.name if client else None,
        queue_id=call.queue_id,
        queue_name=queue.name if queue else None,
        language=floor.language(call),
        contact_id=call.contact_id,
        contact_known=call.contact_known,
        caller_segment=segment.name if segment else None,
        caller_number=caller.caller_number if caller else "",
        caller_name=caller.name if caller else None,
        priority=visit.priority if visit else 0,
        entered_queue_at=visit.entered_at if visit else None,
        waited_ms=call.waited_ms,
        answered_at=call.talked_at,
        hold_since=call.segment.hold_since if call.segment else None,
        hold_over=call.segment is not None and call.segment.hold_over,
        hold_ms=call.hold_ms + (call.segment.hold_ms if call.segment else 0),
        agent_id=agent_id,
        agent_name=profile.name if profile else None,
        segment_id=call.segment.segment_id if call.segment else None,
        recording=call.segment is not None and call.segment.recording_id is not None,
        paused_since=call.segment.paused_since if call.segment else None,
        pausing=interaction_id in floor.unconfirmed,
        hand_since=call.segment.hand_since if call.segment else None,
        offer_id=offer.offer_id if offer else None,
        offer_deadline=offer.deadline if offer else None,
        why=offer.why if offer else None,
        wrap_up_deadline=mine.deadline if mine else None,
        keys="".join(keys_pressed(floor, call)),
        data=_data(floor, interaction_id),
        direction=call.direction,
        callback=callback_view(floor, interaction_id),
        message=_message_view(floor, interaction_id),
        parties=tuple(_party_view(floor, party) for party in call.parties),
        from_name=_name_of(floor, call.from_agent_id),
        transfers=call.transfers,
        overseen=overseen(floor, interaction_id),
        ways=overhearing.ways(floor, call),
        flow_name=flow_name,
        step=step,
        step_type=step_type,
        parked_at=call.parked.place if call.parked else None,
        introduction=_introduction_view(floor, call),
        owners=floor.owners_of(call.project_id),
        greeting=greeting_for(floor, call, agent_id) if call.segment and agent_id else None,
        say_recorded=is_to_say_recorded(floor, call),
    )


def _data(floor: Floor, interaction_id: str) -> dict[str, str]:
    private = floor.private.get(interaction_id)
    return {name: str(value) for name, value in private.data.items()} if private else {}


def _step(floor: Floor, call: Call) -> tuple[str | None, str | None, str | None]:
    """The flow in which the caller is, the step there, and its type."""
    document = floor.flow(call) if call.stage == "flow" else None
    if document is None or call.flow_state is None:
        return None, None, None
    version = floor.config.flows.get(call.flow_id or "")
    step = str(call.flow_state["node"])
    node = document.nodes.get(step)
    return version.name if version else document.name, step, node and str(node.__struct_config__.tag)


def overseen(floor: Floor, interaction_id: str) -> Mode | None:
    """How somebody is in on the call, loudest first; who only listens is told where the workspace has it so."""
    modes = {each.mode for each in in_on(floor, interaction_id) if each.leg_id in floor.hearing}
    told: tuple[Mode, ...] = ("join", "whisper", "listen")
    if not floor.config.settings.show_listening:
        told = told[:-1]
    return next((mode for mode in told if mode in modes), None)


def listening_view(floor: Floor, leg_id: str) -> ListeningView | None:
    each = floor.listening.get(leg_id)
    if each is None:
        return None
    return ListeningView(
        leg_id=leg_id,
        interaction_id=each.interaction_id,
        user_id=each.user_id,
        mode=each.mode,
        since=each.since,
        up=leg_id in floor.hearing,
    )


def desk_call_view(floor: Floor, agent_id: str, interaction_id: str) -> CallView | None:
    """The call as this agent has it, with what it says first."""
    view, call = call_view(floor, interaction_id), floor.calls.get(interaction_id)
    if view is None or call is None:
        return view
    if call.segment and call.segment.agent_id == agent_id:
        return view
    view = _as_had_by(floor, agent_id, call, view)
    greeting = greeting_for(floor, call, agent_id) if view.state != "wrapping_up" else None
    return replace(view, greeting=greeting)


def _as_had_by(floor: Floor, agent_id: str, call: Call, view: CallView) -> CallView:
    """Another than the call's own agent is asked to come, is in it as a third party, or wraps it up."""
    party, wrap_up = call.party_of(agent_id), floor.agents[agent_id].wrap_up
    if party is not None and party.state == "ringing":
        return replace(
            view,
            state="offered",
            since=party.since,
            offer_deadline=party.deadline,
            from_name=_name_of(floor, party.by_agent_id),
        )
    if party is None and wrap_up is not None and wrap_up.interaction_id == call.interaction_id:
        return replace(view, state="wrapping_up", since=wrap_up.started_at, wrap_up_deadline=wrap_up.deadline)
    return view


def _party_view(floor: Floor, party: Party) -> PartyView:
    return PartyView(
        party_id=party.party_id,
        kind=party.kind,
        purpose=party.purpose,
        state=party.state,
        since=party.since,
        agent_id=party.agent_id,
        name=_name_of(floor, party.agent_id) or _owner_name(floor, party.owner_id),
        number=floor.party_numbers.get(party.party_id),
        by_name=_name_of(floor, party.by_agent_id),
        muted=party.muted,
    )


def _name_of(floor: Floor, agent_id: str | None) -> str | None:
    profile = floor.profile(agent_id) if agent_id else None
    return profile.name if profile else None


def _owner_name(floor: Floor, owner_id: str | None) -> str | None:
    owner = floor.config.owners.get(owner_id or "")
    return owner.name if owner else None


def _introduction_view(floor: Floor, call: Call) -> IntroductionView | None:
    seeking = call.introduction
    if seeking is None:
        return None
    owner = floor.config.owners.get(seeking.owner_ids[seeking.rung - 1]) if seeking.rung else None
    return IntroductionView(
        since=seeking.since,
        rung=seeking.rung,
        listed=len(seeking.owner_ids),
        owner_name=owner.name if owner else None,
        rings_s=owner.rings_s if owner else None,
        answered_since=seeking.answered_at,
        unreached=seeking.unreached,
    )


def callback_view(floor: Floor, interaction_id: str) -> CallbackView | None:
    callback, visit = floor.callbacks.get(interaction_id), floor.visits.get(interaction_id)
    if callback is None:
        return None
    return CallbackView(
        asked_at=callback.asked_at,
        waiting_since=visit.since if visit else None,
        promised_by=callback.promised_by,
        keeps_until=callback.keeps_until,
        again_at=callback.again_at,
        attempts=callback.begun,
        mode=callback.mode,
        answered=callback.answered,
    )


def _message_view(floor: Floor, interaction_id: str) -> MessageView | None:
    callback = floor.callbacks.get(interaction_id)
    if callback is None or callback.message_id is None:
        return None
    return MessageView(
        interaction_id=callback.of_interaction_id,
        recording_id=callback.message_id,
        promise_id=promise_of(callback.message_id),
    )


def call_state(floor: Floor, call: Call, visit: Visit | None) -> str:
    """The state's name for screens: an offer is the caller's too, and after the end comes the wrap-up."""
    if call.stage == "ended":
        return "wrapping_up" if floor.wrapping_up(call.interaction_id) else "ending"
    callback = floor.callbacks.get(call.interaction_id)
    if callback and callback.dial:
        return "message" if callback.dial.reading else "dialling"
    if callback and callback.away and not (visit and visit.offer_id):
        return "callback"
    if call.stage == "waiting":
        return "offered" if visit and visit.offer_id else "waiting"
    if call.stage == "flow" and call.voicemail_id:
        return "voicemail"
    return call.stage


def queue_view(floor: Floor, queue_id: str) -> QueueView | None:
    queue = floor.config.queues.get(queue_id)
    if queue is None:
        return None
    project = floor.config.projects.get(queue.project_id)
    client = floor.config.clients.get(project.client_id) if project else None
    census = floor.census
    promises = floor.today.promises(queue_id)
    waiting = census.waiting(queue_id) + census.callbacks[queue_id]
    tally = floor.today.tally(queue_id, thresholds_in(floor.config, queue_id))
    return QueueView(
        queue_id=queue_id,
        name=queue.name,
        project_name=project.name if project else "",
        client_name=client.name if client else "",
        target_s=queue.target_s,
        service_level_target=queue.service_level_target,
        waiting=census.waiting(queue_id),
        longest_since=census.longest_since(queue_id),
        ready=census.ready[queue_id],
        talking=census.talking[queue_id],
        staffed=census.staffed[queue_id],
        offered=tally.offered,
        answered=tally.answered,
        answered_in_target=tally.answered_in_target,
        abandoned=tally.abandoned,
        short_abandoned=tally.short_abandoned,
        service_level=service_level(tally),
        wait_sum_ms=tally.answered_wait_ms,
        expected_wait_s=floor.estimates.expected(queue_id, waiting + 1) if waiting else None,
        quotes=promises.quotes,
        quotes_kept=promises.quotes_kept,
        callbacks_waiting=census.callbacks[queue_id],
        callbacks_asked=tally.callbacks,
        callbacks_kept=promises.callbacks_kept,
        callbacks_late=promises.callbacks_late,
        callbacks_failed=promises.callbacks_failed,
        parked=sum(call.queue_id == queue_id for call in floor.calls.values() if call.parked),
        transferred=tally.transferred,
    )


def alert_view(floor: Floor, alert_id: str) -> AlertView | None:
    """What the runtime tells, or that callers wait who needed skills that have been removed."""
    if alert_id != SKILLS_REMOVED:
        return floor.alerts.get(alert_id)
    asked = [visit for visit in floor.visits.values() if visit.dropped]
    if not asked:
        return None
    queue = floor.config.queues.get(asked[0].queue_id)
    return AlertView(
        alert_id=SKILLS_REMOVED,
        code=SKILLS_REMOVED,
        params={"count": len(asked), "queue": queue.name if queue else ""},
        since=min(visit.entered_at for visit in asked),
        level="over",
    )


def rings_view(floor: Floor, queue_id: str) -> RingsView | None:
    queue, opened = floor.config.queues.get(queue_id), floor.pressures.open.get(queue_id)
    if queue is None or opened is None:
        return None
    called = queue.rules.rings[1 : max(opened.rings) + 1]
    return RingsView(
        queue_id=queue_id,
        queue_name=queue.name,
        project_id=queue.project_id,
        rings=tuple(sorted(opened.rings)),
        groups=tuple(sorted({group for ring in called for group in ring.groups})),
        lenders=tuple(sorted({project for ring in called for project in ring.lenders})),
        since=opened.since,
    )


def today_view(floor: Floor, agent_id: str, now: datetime) -> TodayView:
    """An agent's own figures; the ready time that is still running is counted up to the change that rendered it."""
    mine = floor.today.agents.get(agent_id, AgentToday())
    agent = floor.agents[agent_id]
    return TodayView(
        handled=mine.handled,
        talk_ms=mine.talk_ms,
        hold_ms=mine.hold_ms,
        acw_ms=mine.acw_ms,
        missed=mine.missed,
        transferred=mine.transferred,
        ready_ms=mine.ready_ms + (floor.today.of_today(agent.since, now) if agent.idle else 0),
    )


def board(floor: Floor, tried: Tried = _call) -> Collections:
    """All that a supervisor's screen shows of the workspace."""
    return {
        "queues": _all(floor.config.queues, lambda i: queue_view(floor, i), tried),
        "agents": _all(floor.config.agents, lambda i: agent_view(floor, i), tried),
        "calls": _all(floor.calls, lambda i: call_view(floor, i), tried),
        "listening": _all(floor.listening, lambda i: listening_view(floor, i), tried),
        "rings": _all(floor.pressures.open, lambda i: rings_view(floor, i), tried),
        "alerts": _all([*floor.alerts, SKILLS_REMOVED], lambda i: alert_view(floor, i), tried),
    }


def desk(floor: Floor, agent_id: str, now: datetime, tried: Tried = _call) -> Collections:
    """All that an agent's desk shows: oneself, one's calls, one's queues, one's figures."""
    known = floor.agents.keys() & {agent_id}
    return {
        "me": _all([agent_id], lambda i: agent_view(floor, i), tried),
        "calls": _all(calls_of(floor, agent_id), lambda i: desk_call_view(floor, agent_id, i), tried),
        "queues": _all(floor.queues_of(agent_id), lambda i: queue_view(floor, i), tried),
        "today": _all(known, lambda i: today_view(floor, i, now), tried),
    }


def calls_of(floor: Floor, agent_id: str) -> tuple[str, ...]:
    """The interactions that are before this agent: offered, talking, or being wrapped up."""
    agent = floor.agents.get(agent_id)
    return (agent.interaction_id,) if agent and agent.interaction_id in floor.calls else ()


def _all(ids: Iterable[str], view: Callable[[str], View | None], tried: Tried) -> dict[str, View]:
    return {each: entity for each in ids if (entity := tried(view, each)) is not None}
