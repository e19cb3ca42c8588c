"""The things of a workspace's configuration as the API takes and gives them. Fields are named as in the rooms."""

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from ringwell.adapters.web.api.care_shapes import CallCare, CallCareView
from ringwell.adapters.web.api.extensions import Extension
from ringwell.adapters.web.api.form_shapes import Form, FormFieldView
from ringwell.adapters.web.api.shapes import Body, Email, Name, View, id_pattern, printable
from ringwell.kernel.ids import AGENT, CLIENT, FLOW, GROUP, HOURS, PROJECT, PROMPT, QUEUE, SITE, SKILL, TEAM
from ringwell.projects.greetings import LONGEST
from ringwell.projects.model import RecordingRule

SkillId = Annotated[str, StringConstraints(pattern=id_pattern(SKILL))]
TeamId = Annotated[str, StringConstraints(pattern=id_pattern(TEAM))]
SiteId = Annotated[str, StringConstraints(pattern=id_pattern(SITE))]
GroupId = Annotated[str, StringConstraints(pattern=id_pattern(GROUP))]
AgentId = Annotated[str, StringConstraints(pattern=id_pattern(AGENT))]
ClientId = Annotated[str, StringConstraints(pattern=id_pattern(CLIENT))]
ProjectId = Annotated[str, StringConstraints(pattern=id_pattern(PROJECT))]
QueueId = Annotated[str, StringConstraints(pattern=id_pattern(QUEUE))]
HoursId = Annotated[str, StringConstraints(pattern=id_pattern(HOURS))]
FlowId = Annotated[str, StringConstraints(pattern=id_pattern(FLOW))]
PromptId = Annotated[str, StringConstraints(pattern=id_pattern(PROMPT))]
Teams = Annotated[tuple[TeamId, ...], Field(max_length=100)]
Sites = Annotated[tuple[SiteId, ...], Field(max_length=100)]
Groups = Annotated[tuple[GroupId, ...], Field(max_length=20)]
Projects = Annotated[tuple[ProjectId, ...], Field(max_length=100)]
CallbackMode = Literal["agent_first", "customer_first"]
Preferred = Literal["owner", "last_agent"]
AgentChoice = Literal["longest_idle", "fastest"]
Measure = Literal["service_level", "waiting", "expected_wait"]
Level = Annotated[int, Field(ge=1, le=10)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166, such as PL."""
ClockTime = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
ShownNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{3,20}$")]
"""A number that those who are called see."""
Greeting = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST),
    AfterValidator(printable),
]
Greetings = dict[Literal["en", "ru", "pl"], Greeting]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class NewSkill(Body):
    name: Name


class SkillView(View):
    skill_id: str
    name: str
    version: int


class WorkLimits(Body):
    """What protects agents. `breather_after` calls without a pause they get a breather of `breather_s`; of the last `window_s` they are busy for no
    more than the share `occupancy_cap`, but for the call that they are in. Null: no such limit. `may_end`: agents may end a breather sooner.
    """

    breather_after: Annotated[int, Field(ge=1, le=100)] | None = None
    breather_s: Annotated[float, Field(ge=10, le=3600)] = 60
    occupancy_cap: Annotated[float, Field(ge=0.1, le=1)] | None = None
    window_s: Annotated[float, Field(ge=300, le=28_800)] = 1800
    may_end: bool = True


class WorkLimitsView(View):
    breather_after: int | None
    breather_s: float
    occupancy_cap: float | None
    window_s: float
    may_end: bool


class TeamAnswers(Body):
    """Which calls a team of specialists is asked about: of these projects, and of queues that need one of these skills; none named: all."""

    project_ids: Annotated[list[ProjectId], Field(max_length=200)] = Field(default_factory=list[str])
    skill_ids: Annotated[list[SkillId], Field(max_length=200)] = Field(default_factory=list[str])


class TeamAnswersView(View):
    project_ids: list[str]
    skill_ids: list[str]


class NewTeam(Body):
    """Agents who work together. `limits` protect them, unless they have their own; null: the workspace's. `answers`: what colleagues may ask
    the team beside a call; null: nothing."""

    name: Name
    limits: WorkLimits | None = None
    answers: TeamAnswers | None = None


class TeamView(View):
    team_id: str
    name: str
    limits: WorkLimitsView | None
    answers: TeamAnswersView | None
    version: int


class NewSite(Body):
    """Where agents work; `zone` is its time zone, null where it is the workspace's own. `hours_id`: the opening hours that tell when it is working
    time there, by the clock of its own zone; null: always."""

    name: Name
    zone: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    hours_id: HoursId | None = None


class SiteView(View):
    site_id: str
    name: str
    zone: str | None
    hours_id: str | None
    version: int


class NewGroup(Body):
    """A backup group: its members, named or by team, take callers only while a ring of a queue calls the group."""

    name: Name
    agent_ids: Annotated[tuple[AgentId, ...], Field(max_length=500)] = ()
    team_ids: Teams = ()


class GroupView(View):
    group_id: str
    name: str
    agent_ids: tuple[str, ...]
    team_ids: tuple[str, ...]
    version: int


class NewClient(Body):
    """`email`: where messages for it are mailed to."""

    name: Name
    email: Email = ""


class ClientView(View):
    client_id: str
    name: str
    email: str
    version: int


class ReservePlan(Body):
    """The client's own telephone rings first, for `ring_s`, within the hours `hours_id` (null: always); then the team answers in the client's name."""

    phone: ShownNumber
    ring_s: Annotated[int, Field(ge=5, le=60)] = 15
    hours_id: HoursId | None = None


class ReservePlanView(View):
    phone: str
    ring_s: int
    hours_id: str | None


class NewProject(Body):
    """`recording`: which talks are recorded, where their queue records: all, none, a share (`recording_share`, percent; all parts of a
    conversation, or none), or those whose caller has agreed (a flow sets the variable `recording_consent` to true; false is obeyed by every rule).
    Calls to the outside on its behalf show `shown_number` (null: the number that was called).
    `reserve` null: the team always answers. `owner_prompt_id`: what a caller hears before the music while the client's owner is rung.
    `whisper_prompt_id`: what an agent who answers is told, and nobody else hears (null: nothing).
    `greetings`: what an agent who answers reads aloud, by the caller's language; `{agent}`, `{project}` and `{caller}` are filled in.
    `says_recorded`: a caller whose talk is to be recorded is told so before that begins, once; who has not been told is not recorded.
    `form`: what agents fill in during calls, in this order."""

    client_id: ClientId
    name: Name
    recording: RecordingRule = "all"
    recording_share: Annotated[int, Field(ge=0, le=100)] = 100
    recording_beeps: bool = False
    shown_number: ShownNumber | None = None
    reserve: ReservePlan | None = None
    owner_prompt_id: PromptId | None = None
    whisper_prompt_id: PromptId | None = None
    greetings: Greetings = Field(default_factory=dict)
    says_recorded: bool = False
    form: Form = ()


class ProjectView(View):
    project_id: str
    client_id: str
    name: str
    recording: RecordingRule
    recording_share: int
    recording_beeps: bool
    shown_number: str | None
    reserve: ReservePlanView | None
    owner_prompt_id: str | None
    whisper_prompt_id: str | None
    greetings: dict[str, str]
    says_recorded: bool
    form: tuple[FormFieldView, ...]
    version: int


class Need(Body):
    """A skill that the agent must have, at this level or above."""

    skill_id: SkillId
    level: Level = 1


class RingPressure(Body):
    """A ring's rule by a figure of its queue: `service_level` (a share 0–1), `waiting` callers, `expected_wait` in seconds."""

    measure: Measure
    opens_at: Annotated[float, Field(ge=0, le=100_000)]
    closes_at: Annotated[float, Field(ge=0, le=100_000)]


class QueueRing(Body):
    """People beyond the queue's own. It opens at this age of a caller, or by pressure, or whichever comes first.

    Skills are needed `levels_less` below the queue's. `teams`, `sites`: of those who work for the project anyway, only these (none: any).
    `groups`: these backup groups too. `lenders`: too those who work for these projects only; their own callers come first. `any_language`: also who
    does not speak the caller's language; `in_site_hours`: only those at whose site it is working time.
    """

    after_s: Annotated[float, Field(ge=0, le=7200)] | None = None
    pressure: RingPressure | None = None
    levels_less: Annotated[int, Field(ge=0, le=9)] = 0
    teams: Teams = ()
    sites: Sites = ()
    groups: Groups = ()
    lenders: Projects = ()
    any_language: bool = False
    in_site_hours: bool = False


class RingPressureView(View):
    measure: Measure
    opens_at: float
    closes_at: float


class QueueRingView(View):
    after_s: float | None
    pressure: RingPressureView | None
    levels_less: int
    teams: tuple[str, ...]
    sites: tuple[str, ...]
    groups: tuple[str, ...]
    lenders: tuple[str, ...]
    any_language: bool
    in_site_hours: bool


class CallbackPlan(Body):
    """How the queue calls back who asks for it: `attempts` at most, `pause_s` between them, ringing for `ring_s`, within the opening hours
    `hours_id`, and not later than `keeps_s` after it was asked for. `mode`: who is rung first."""

    mode: CallbackMode = "agent_first"
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    pause_s: Annotated[int, Field(ge=10, le=86_400)] = 300
    ring_s: Annotated[int, Field(ge=10, le=120)] = 30
    hours_id: HoursId | None = None
    keeps_s: Annotated[int, Field(ge=600, le=604_800)] = 86_400


class CallbackPlanView(View):
    mode: CallbackMode
    attempts: int
    pause_s: int
    ring_s: int
    hours_id: str | None
    keeps_s: int


class NewQueue(Body):
    """`target_s`: answered within it counts for the service level; `service_level_target`: the share that should be.

    Its own people have what it needs, in `teams` and at `sites` (none: any); `rings` let in others.
    Who calls waits `prefers_for_s` (a key customer `prefers_for_key_s`, where it is told) for those whom the queue `prefers`, the dearest first, if they
    are at work; then anybody may have the call.
    `announce_wait`: the expected wait is told with the place in line. `callback`: null where nobody can ask to be called back;
    `follow_up_after_s`: who gave up after waiting so long is to be called (null: nobody is).
    `language_level`: how well its people must speak the caller's language (null: it is not asked for); `in_site_hours`: they take callers only while
    it is working time at their site. `agent_choice`: which of several gets a caller; with `fastest` nobody is idle for longer than `idle_cap_s`
    while others get callers. `weight`: how much it counts where queues are weighed against each other (setting `caller_choice`). By `extension` desk
    phones call whoever is free in it.
    """

    name: Name
    project_id: ProjectId
    needs: Annotated[tuple[Need, ...], Field(max_length=20)] = ()
    target_s: Annotated[int, Field(ge=1, le=3600)] = 20
    short_abandon_s: Annotated[int, Field(ge=0, le=600)] = 5
    service_level_target: Annotated[float, Field(ge=0, le=1)] = 0.8
    offer_timeout_s: Annotated[int, Field(ge=5, le=120)] = 20
    wrap_up_s: Annotated[int, Field(ge=0, le=3600)] = 60
    announce_place_every_s: Annotated[int, Field(ge=0, le=600)] = 30
    record: bool = True
    teams: Teams = ()
    sites: Sites = ()
    prefers: Annotated[tuple[Preferred, ...], Field(max_length=2)] = ()
    prefers_for_s: Annotated[int, Field(ge=1, le=600)] = 30
    prefers_for_key_s: Annotated[int, Field(ge=1, le=600)] | None = None
    rings: Annotated[tuple[QueueRing, ...], Field(max_length=8)] = ()
    announce_wait: bool = True
    callback: CallbackPlan | None = None
    follow_up_after_s: Annotated[int, Field(ge=0, le=7200)] | None = None
    language_level: Level | None = None
    in_site_hours: bool = False
    agent_choice: AgentChoice = "longest_idle"
    idle_cap_s: Annotated[int, Field(ge=10, le=28_800)] = 900
    weight: Annotated[float, Field(ge=0.1, le=100)] = 1
    care: CallCare = CallCare()
    extension: Extension = ""


class QueueView(View):
    queue_id: str
    name: str
    project_id: str
    needs: tuple[Need, ...]
    target_s: int
    short_abandon_s: int
    service_level_target: float
    offer_timeout_s: int
    wrap_up_s: int
    announce_place_every_s: int
    record: bool
    teams: tuple[str, ...]
    sites: tuple[str, ...]
    prefers: tuple[Preferred, ...]
    prefers_for_s: int
    prefers_for_key_s: int | None
    rings: tuple[QueueRingView, ...]
    announce_wait: bool
    callback: CallbackPlanView | None
    follow_up_after_s: int | None
    language_level: int | None
    in_site_hours: bool
    agent_choice: AgentChoice
    idle_cap_s: int
    weight: float
    care: CallCareView
    extension: str
    version: int


class Interval(Body):
    """Open from `opens` to just before `closes`; a `closes` not after `opens` is on the next day."""

    opens: ClockTime
    closes: ClockTime


class ExceptionDay(Body):
    """A date that has hours of its own; none at all is a holiday."""

    date: datetime.date
    hours: Annotated[tuple[Interval, ...], Field(max_length=24)] = ()


class Calendar(Body):
    """Opening hours in an IANA zone. Days that are not named are closed; so are the public holidays of the countries named, but where a
    date has hours of its own."""

    zone: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    weekly: dict[Weekday, Annotated[tuple[Interval, ...], Field(max_length=24)]]
    exceptions: Annotated[tuple[ExceptionDay, ...], Field(max_length=1000)] = ()
    holidays: Annotated[tuple[Country, ...], Field(max_length=5)] = ()


class NewHours(Body):
    name: Name
    document: Calendar


class HoursView(View):
    hours_id: str
    name: str
    document: Calendar
    version: int


class NewDisposition(Body):
    """A wrap-up code: what an agent types, and what it means; for one project, or for all."""

    code: Code
    name: Name
    project_id: ProjectId | None = None
    effective: bool = True


class DispositionView(View):
    disposition_id: str
    code: str
    name: str
    project_id: str | None
    effective: bool
    version: int


class NewReason(Body):
    """A reason for not being ready."""

    code: Code
    name: Name


class ReasonView(View):
    reason_id: str
    code: str
    name: str
    version: int


class FlowView(View):
    """A flow without its documents. `published` is the newest version's number, 0 before the first."""

    flow_id: str
    name: str
    published: int
    version: int


class FlowChange(Body):
    name: Name
