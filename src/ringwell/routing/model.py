"""Queues as administrators set them."""

from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

import msgspec

from ringwell.routing.messages import SkillNeed
from ringwell.routing.rules import QueueRules, Ring, Traits, language_skill, signature

AgentChoice = Literal["longest_idle", "fastest"]
"""Which of several agents gets a caller: who has been idle longest, or who finishes such callers fastest."""
Preferred = Literal["owner", "last_agent"]
"""Whom a caller would rather have: who has its account, who served it last."""


class BackupGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Agents, named or by team, who take a queue's callers only while one of its rings calls the group."""

    group_id: str
    name: str
    agent_ids: tuple[str, ...] = ()
    team_ids: tuple[str, ...] = ()


class Person(Protocol):
    """What an agent is set up with."""

    @property
    def skills(self) -> Mapping[str, int]: ...
    @property
    def team_id(self) -> str | None: ...
    @property
    def site_id(self) -> str | None: ...
    @property
    def project_ids(self) -> tuple[str, ...]: ...
    @property
    def languages(self) -> Mapping[str, int]: ...


def traits_of(
    agent_id: str, person: Person, groups: Iterable[BackupGroup], *, off_hours: bool = False
) -> Traits:
    """What routing knows an agent by."""
    spoken = {language_skill(language): level for language, level in person.languages.items()}
    return Traits(
        skills=signature({**person.skills, **spoken}),
        team=person.team_id or "",
        site=person.site_id or "",
        projects=tuple(sorted(person.project_ids)),
        reserve_of=tuple(
            sorted(
                group.group_id
                for group in groups
                if agent_id in group.agent_ids or person.team_id in group.team_ids
            )
        ),
        off_hours=off_hours,
    )


class CallbackPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a queue calls back. `attempts` at most, `pause_s` between them, ringing for `ring_s`; within the calendar `hours_id`, and
    not later than `keeps_s` after it was asked for. `mode`: who is rung first."""

    mode: Literal["agent_first", "customer_first"] = "agent_first"
    attempts: int = 3
    pause_s: int = 300
    ring_s: int = 30
    hours_id: str | None = None
    keeps_s: int = 86_400


class CallCare(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a queue does for callers who are left alone. `hold_limit_s`: so long may one be on hold at once (None: as long as it takes);
    `park_s`: after so long a parked call goes back. `cut_off`: who is cut off by a fault of the line is called back at once.
    `offers_messages`: voice messages are put before its agents, after all callers, and are to be dealt with within `message_target_s`; without, they
    stand in the list only. `messages_to`: the address that is told by mail when one has come (empty: none)."""

    hold_limit_s: int | None = None
    park_s: int = 120
    cut_off: bool = False
    offers_messages: bool = False
    message_target_s: int = 3600
    messages_to: str = ""


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """A queue. `target_s` is T, the answer threshold; `short_abandon_s` is S (kpis.py); `service_level_target` a share 0–1.

    Its own people have what it needs at its level, in these `teams` and at these `sites` (none: any); `rings` are those beyond them.
    A caller waits for whom it `prefers`, the dearest first, until it is `prefers_for_s` old (a key customer: `prefers_for_key_s`).
    `announce_wait`: with the place in line the expected wait is told. `callback`: None where nobody can ask to be called back.
    `follow_up_after_s`: who gave up after waiting so long is to be called; None: nobody is.
    `language_level`: at which its people must speak the caller's language; None: it is not asked for. `in_site_hours`: they take callers only
    while it is working time at their site. `agent_choice`: which of several gets a caller; `idle_cap_s`: but nobody is idle for longer
    than this while others get callers. `weight`: how much it counts where queues are weighed against each other.
    """

    queue_id: str
    name: str
    project_id: str
    needs: tuple[SkillNeed, ...] = ()
    target_s: int = 20
    short_abandon_s: int = 5
    service_level_target: float = 0.8
    offer_timeout_s: int = 20
    wrap_up_s: int = 60
    announce_place_every_s: int = 30
    announce_wait: bool = True
    record: bool = True
    teams: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    prefers: tuple[Preferred, ...] = ()
    prefers_for_s: int = 30
    prefers_for_key_s: int | None = None
    rings: tuple[Ring, ...] = ()
    callback: CallbackPlan | None = None
    follow_up_after_s: int | None = None
    language_level: int | None = None
    in_site_hours: bool = False
    agent_choice: AgentChoice = "longest_idle"
    idle_cap_s: int = 900
    weight: float = 1.0
    care: CallCare = CallCare()
    extension: str = ""

    @property
    def rules(self) -> QueueRules:
        """Its own people, and those beyond."""
        own = Ring(after_s=0, teams=self.teams, sites=self.sites, in_site_hours=self.in_site_hours)
        return QueueRules(project_id=self.project_id, rings=(own, *self.rings))
