"""What live screens show: small entities, rendered from the floor's state.

A topic is a set of collections of entities by id. Times are ISO 8601 UTC; durations milliseconds. `desk:{agent_id}` is an agent's
own topic, `board` a supervisor's.
"""

from datetime import datetime
from typing import Literal

import msgspec

from ringwell.agents.messages import Activity, Presence, RestFor
from ringwell.calls.call import Direction
from ringwell.calls.listening import Mode
from ringwell.calls.party import PartyState
from ringwell.calls.party_messages import PartyKind, PartyPurpose
from ringwell.outbound.messages import CallbackMode

Way = Literal["listen", "whisper", "join", "take_over"]
"""How somebody who oversees may be in on a call; one who is an agent, too, may take it over."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the live entities."""


class AgentView(View, frozen=True, kw_only=True):
    """Collection `agents`; also the single entity `me` of a desk. `since` is when this state (presence, reason, activity) began.

    `helps` tells how it came to the call that is offered or goes on: of a backup group, or lent by another project. `rest_until`: a limit
    (`rest_for`) keeps it from callers until then; `rest_may_end`: the agent may end that sooner. `guest`: it is in a colleague's call as a third
    party, and talks.
    """

    agent_id: str
    name: str
    presence: Presence
    reason: str | None
    activity: Activity
    since: datetime
    phone: bool
    phone_session_id: str | None
    interaction_id: str | None
    with_name: str | None
    queue_id: str | None
    misses: int
    skills: dict[str, int]
    team_id: str | None
    site_id: str | None
    project_ids: tuple[str, ...]
    helps: Literal["backup", "lent"] | None
    rest_until: datetime | None
    rest_for: RestFor | None
    rest_may_end: bool
    guest: bool = False


class MessageView(View, frozen=True, kw_only=True):
    """The voice message that a call answers: `recording_id` of the conversation `interaction_id` in which it was left, to be seen to as `promise_id`."""

    interaction_id: str
    recording_id: str
    promise_id: str


class CallbackView(View, frozen=True, kw_only=True):
    """Of a call that goes back: whose wait it ends. `again_at`: not before then; `attempts` begun so far; `answered`: the customer is on the
    line. `promised_by` is when nine in ten would have been answered."""

    asked_at: datetime
    waiting_since: datetime | None
    promised_by: datetime | None
    keeps_until: datetime
    again_at: datetime | None
    attempts: int
    mode: CallbackMode
    answered: bool


class PartyView(View, frozen=True, kw_only=True):
    """A third party of a call: a colleague, or (no `agent_id`) somebody outside, whose `number` is known until the brain restarts."""

    party_id: str
    kind: PartyKind
    purpose: PartyPurpose
    state: PartyState
    since: datetime
    agent_id: str | None
    name: str | None
    number: str | None
    by_name: str | None
    muted: bool


class IntroductionView(View, frozen=True, kw_only=True):
    """The client's owners are being rung for this call: `rung` of `listed`, `owner_name` the last one. `answered_since`: one has answered, and
    what came of it is to be said; `unreached`: none has."""

    since: datetime
    rung: int
    listed: int
    owner_name: str | None
    rings_s: int | None
    answered_since: datetime | None
    unreached: bool


class CallView(View, frozen=True, kw_only=True):
    """Collection `calls`: an interaction that is up, or in an agent's wrap-up.

    `state`: flow, waiting, offered, callback (it waits, the customer is not on the line), dialling (the customer is being rung), message (the agent hears the voice message that it answers), talking, hold, lost (the agent's leg is being restored), voicemail, ending, wrapping_up.
    transferring (the agent has let the caller go to somebody who is being rung), outside (the caller talks to somebody outside, without an agent), parked (the caller hears music, for whoever picks the call up).
    On a desk it is what the call is to that agent: offered also where a colleague calls, wrapping_up also while another talks.
    `paused_since`: nothing is recorded since then; `pausing` until the switch has said so.
    `hold_over`: the caller has been on hold for too long. `hand_since`: the agent asks who oversees for help.
    `data`: what the caller has entered, and what services told of it, by the flow's names.
    `overseen`: somebody who oversees is in on it, as far as the agent may know.
    `owners`: how many of the client's own are on the call-out list of its project.
    `ways`: how somebody who oversees may be in on it now, and whether one who is may take it over.
    `flow_name` and `step` (of the type `step_type`) tell where in its flow the caller is.
    `parked_at`: the place at which it is parked.
    `greeting`: what its agent, or on a desk that one, says first for the project, with the names filled in. `say_recorded`: it is the agent, too, who tells who is
    called that the call is recorded.
    `caller_segment`: what the workspace calls such callers.
    `from_name` let the caller go last, or asks the reader to come. `answered_at` is when the caller first came to a person: a leg that was lost and restored does not change it.
    """

    interaction_id: str
    short_ref: str
    state: str
    since: datetime
    started_at: datetime
    number: str
    project_id: str | None
    project_name: str | None
    client_name: str | None
    queue_id: str | None
    queue_name: str | None
    language: str
    contact_id: str | None
    contact_known: bool
    caller_segment: str | None
    caller_number: str
    caller_name: str | None
    priority: int
    entered_queue_at: datetime | None
    waited_ms: int | None
    answered_at: datetime | None
    hold_since: datetime | None
    hold_ms: int
    hold_over: bool
    agent_id: str | None
    agent_name: str | None
    segment_id: str | None
    recording: bool
    paused_since: datetime | None
    pausing: bool
    hand_since: datetime | None
    offer_id: str | None
    offer_deadline: datetime | None
    why: dict[str, object] | None
    wrap_up_deadline: datetime | None
    keys: str
    data: dict[str, str]
    direction: Direction
    message: MessageView | None
    callback: CallbackView | None
    parties: tuple[PartyView, ...]
    from_name: str | None
    transfers: int
    overseen: Mode | None
    ways: tuple[Way, ...]
    flow_name: str | None
    step: str | None
    step_type: str | None
    parked_at: int | None
    introduction: IntroductionView | None
    owners: int
    greeting: str | None
    say_recorded: bool


class ListeningView(View, frozen=True, kw_only=True):
    """Collection `listening` of the board: somebody who oversees is in on a call, by leg; `up` once they hear it."""

    leg_id: str
    interaction_id: str
    user_id: str
    mode: Mode
    since: datetime
    up: bool


class QueueView(View, frozen=True, kw_only=True):
    """Collection `queues`. Figures are today's in the workspace's zone; `service_level` is None before the first result.

    `expected_wait_s`: within which nine in ten who came now would be answered; of `quotes` so many were `quotes_kept`. Callbacks that wait are
    apart from callers on the line (`waiting`). Of `answered` so many were `transferred` at least once.
    """

    queue_id: str
    name: str
    project_name: str
    client_name: str
    target_s: int
    service_level_target: float
    waiting: int
    longest_since: datetime | None
    ready: int
    talking: int
    staffed: int
    offered: int
    answered: int
    answered_in_target: int
    abandoned: int
    short_abandoned: int
    service_level: float | None
    wait_sum_ms: int
    expected_wait_s: int | None
    quotes: int
    quotes_kept: int
    callbacks_waiting: int
    callbacks_asked: int
    callbacks_kept: int
    callbacks_late: int
    callbacks_failed: int
    parked: int
    transferred: int


class RingsView(View, frozen=True, kw_only=True):
    """Collection `rings`: a queue that its pressure has opened beyond its own people, by queue. `rings` are numbers from 1; `groups` and
    `lenders` are ids of the backup groups and projects whose people may take its callers now."""

    queue_id: str
    queue_name: str
    project_id: str
    rings: tuple[int, ...]
    groups: tuple[str, ...]
    lenders: tuple[str, ...]
    since: datetime


class TodayView(View, frozen=True, kw_only=True):
    """Single entity `today` of a desk: the agent's own figures so far today."""

    handled: int
    talk_ms: int
    hold_ms: int
    acw_ms: int
    missed: int
    ready_ms: int
    transferred: int


class AlertView(View, frozen=True, kw_only=True):
    """Collection `alerts`: what needs a hand now. `code` with parameters is worded at the screen."""

    alert_id: str
    code: str
    params: dict[str, object]
    since: datetime
    level: str
