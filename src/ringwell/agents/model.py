"""Agents as administrators set them, and the reasons for not being ready."""

from collections.abc import Collection
from typing import Literal

import msgspec

from ringwell.kernel.settings import Limits

PhoneKind = Literal["browser", "desk"]
"""What an agent talks with: the page itself, or a SIP telephone that is registered by its own password."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Which calls a team of specialists answers questions about: those of these projects, and those of queues that need one of these skills;
    where neither is named, all."""

    project_ids: tuple[str, ...] = ()
    skill_ids: tuple[str, ...] = ()

    def cover(self, project_id: str | None, skills: Collection[str]) -> bool:
        named = bool(self.project_ids or self.skill_ids)
        return not named or project_id in self.project_ids or not set(skills).isdisjoint(self.skill_ids)


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """Agents who work together. `limits` protect them, unless they have their own; None: the workspace's. `answers`: what colleagues may ask it
    beside a call; None: nothing."""

    team_id: str
    name: str
    limits: Limits | None = None
    answers: Answers | None = None


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Where agents work. `zone` is an IANA name; None: the workspace's own. `hours_id`: when it is working time there, by the clock of its own
    zone; None: always."""

    site_id: str
    name: str
    zone: str | None = None
    hours_id: str | None = None


class AgentProfile(msgspec.Struct, frozen=True, kw_only=True):
    """One agent. `skills` maps skill id to level 1–10, `languages` en, ru … to how well it speaks them; `endpoint` is the phone's name at the switch.

    `extension` is the short number by which colleagues call it from their desk phones. `project_ids`: the only projects it works for (none: shared by all). `limits`: None: its team's, or the workspace's.
    """

    agent_id: str
    user_id: str
    name: str
    endpoint: str
    skills: dict[str, int] = {}
    auto_answer: bool = False
    phone_kind: PhoneKind = "browser"
    extension: str = ""
    team_id: str | None = None
    site_id: str | None = None
    project_ids: tuple[str, ...] = ()
    languages: dict[str, int] = {}
    limits: Limits | None = None


class NotReadyReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why an agent is not ready. `code` has words in every language when it ships with Ringwell; `name` is the workspace's own."""

    reason_id: str
    code: str
    name: str


class Disposition(msgspec.Struct, frozen=True, kw_only=True):
    """A wrap-up code: two letters to type and what they mean, for one project or (None) for all."""

    disposition_id: str
    code: str
    name: str
    project_id: str | None = None
    effective: bool = True
