"""What a workspace decides for itself, and what is left to do before the first call."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from ringwell.adapters.web.api.shapes import Body, Language, View
from ringwell.adapters.web.api.versions import Seen, put_etag
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import EVERY_ROLE, GuardedRoute, allow
from ringwell.adapters.web.identity import Identity
from ringwell.adapters.web.problems import field_problem
from ringwell.flows.hours import Calendar, check_calendar
from ringwell.journeys.config import ConfigKind
from ringwell.kernel.settings import CallerChoice, ShiftCheckPolicy
from ringwell.kpis.model import InteractionFilter
from ringwell.outbound.lines import are_prices

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["workspace"])


class SettingsView(View):
    """Durations in seconds, `zone` an IANA name."""

    zone: str
    language: str
    misses_limit: int
    lost_leg_grace_s: int
    phone_away_grace_s: int
    show_listening: bool
    shift_check: ShiftCheckPolicy
    max_calls: int
    caller_choice: CallerChoice
    breather_after: int
    breather_s: int
    occupancy_cap_percent: int
    occupancy_window_s: int
    breather_may_end: bool
    callback_prefixes: str
    callbacks_at_once: int
    callbacks_per_day: int
    callbacks_per_number: int
    callbacks_per_second: int
    outgoing_at_once: int
    outgoing_per_second: int
    outgoing_per_agent: int
    outgoing_longest_s: int
    outgoing_spend_per_day: int
    outgoing_prices: str
    version: int


class SettingsChange(Body):
    """What is named is changed."""

    zone: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(default_factory=str)
    language: Language = Field(default_factory=str)
    misses_limit: Annotated[int, Field(ge=1, le=20)] = Field(default_factory=int)
    lost_leg_grace_s: Annotated[int, Field(ge=5, le=120)] = Field(default_factory=int)
    phone_away_grace_s: Annotated[int, Field(ge=5, le=600)] = Field(default_factory=int)
    show_listening: bool = Field(default_factory=bool)
    shift_check: ShiftCheckPolicy = Field(default_factory=lambda: "offered")
    max_calls: Annotated[int, Field(ge=1, le=10_000)] = Field(default_factory=int)
    caller_choice: CallerChoice = Field(default_factory=lambda: "oldest")
    breather_after: Annotated[int, Field(ge=0, le=100)] = Field(default_factory=int)
    breather_s: Annotated[int, Field(ge=10, le=3600)] = Field(default_factory=int)
    occupancy_cap_percent: Annotated[int, Field(ge=0, le=100)] = Field(default_factory=int)
    occupancy_window_s: Annotated[int, Field(ge=300, le=28_800)] = Field(default_factory=int)
    breather_may_end: bool = Field(default_factory=bool)
    callback_prefixes: Annotated[str, StringConstraints(max_length=500, pattern=r"^[+0-9, ]*$")] = Field(
        default_factory=str
    )
    callbacks_at_once: Annotated[int, Field(ge=0, le=1000)] = Field(default_factory=int)
    callbacks_per_day: Annotated[int, Field(ge=0, le=100_000)] = Field(default_factory=int)
    callbacks_per_number: Annotated[int, Field(ge=1, le=100)] = Field(default_factory=int)
    callbacks_per_second: Annotated[int, Field(ge=1, le=100)] = Field(default_factory=int)
    outgoing_at_once: Annotated[int, Field(ge=0, le=10_000)] = Field(default_factory=int)
    outgoing_per_second: Annotated[int, Field(ge=1, le=100)] = Field(default_factory=int)
    outgoing_per_agent: Annotated[int, Field(ge=0, le=10_000)] = Field(default_factory=int)
    outgoing_longest_s: Annotated[int, Field(ge=0, le=86_400)] = Field(default_factory=int)
    outgoing_spend_per_day: Annotated[int, Field(ge=0, le=1_000_000)] = Field(default_factory=int)
    outgoing_prices: Annotated[str, StringConstraints(max_length=2000)] = Field(default_factory=str)


class SetupStep(View):
    """One thing that a workspace needs: `code` has words on the screen; `count` of them are there."""

    code: str
    done: bool
    count: int


class SetupView(View):
    """What the first-run page shows."""

    steps: list[SetupStep]
    done: bool
    demo: bool


async def _settings(edge: Edge, who: Identity, response: Response) -> SettingsView:
    workspace = await edge.stores.workspaces.read(who.workspace_id)
    settings = await edge.stores.workspaces.settings(who.workspace_id)
    put_etag(response, workspace.version)
    return SettingsView(
        zone=settings.zone,
        language=settings.language,
        misses_limit=settings.misses_limit,
        lost_leg_grace_s=settings.lost_leg_grace_s,
        phone_away_grace_s=settings.phone_away_grace_s,
        show_listening=settings.show_listening,
        shift_check=settings.shift_check,
        max_calls=settings.max_calls,
        caller_choice=settings.caller_choice,
        breather_after=settings.breather_after,
        breather_s=settings.breather_s,
        occupancy_cap_percent=settings.occupancy_cap_percent,
        occupancy_window_s=settings.occupancy_window_s,
        breather_may_end=settings.breather_may_end,
        callback_prefixes=settings.callback_prefixes,
        callbacks_at_once=settings.callbacks_at_once,
        callbacks_per_day=settings.callbacks_per_day,
        callbacks_per_number=settings.callbacks_per_number,
        callbacks_per_second=settings.callbacks_per_second,
        outgoing_at_once=settings.outgoing_at_once,
        outgoing_per_second=settings.outgoing_per_second,
        outgoing_per_agent=settings.outgoing_per_agent,
        outgoing_longest_s=settings.outgoing_longest_s,
        outgoing_spend_per_day=settings.outgoing_spend_per_day,
        outgoing_prices=settings.outgoing_prices,
        version=workspace.version,
    )


@router.get("/settings")
@allow(*EVERY_ROLE)
async def read_settings(edge: UseEdge, who: Who, response: Response) -> SettingsView:
    """The workspace's own settings."""
    return await _settings(edge, who, response)


@router.patch("/settings")
@allow("administrator")
async def change_settings(
    edge: UseEdge, who: Who, change: SettingsChange, seen: Seen, response: Response
) -> SettingsView:
    """Change some."""
    named = change.model_dump(exclude_unset=True)
    if "zone" in named and check_calendar(Calendar(zone=change.zone, weekly={})):
        raise field_problem("zone", "unknown_zone", {"zone": change.zone})
    if "outgoing_prices" in named and not are_prices(change.outgoing_prices):
        raise field_problem("outgoing_prices", "not_prices", {})
    await edge.stores.workspaces.change_settings(who.workspace_id, named, who.actor, if_version=seen)
    edge.settled.forget(who.workspace_id)
    await edge.door.reload(who.workspace_id)
    return await _settings(edge, who, response)


STEPS: tuple[tuple[str, ConfigKind], ...] = (
    ("trunk", "trunks"),
    ("number", "numbers"),
    ("queue", "queues"),
    ("flow", "flows"),
)
ORDER = ("trunk", "people", "queue", "flow", "number", "test_call")
"""Each step needs only those before it: a flow names queues, a number its flow."""
_ANY_CALL = InteractionFilter()


@router.get("/setup")
@allow("administrator", "supervisor")
async def read_setup(edge: UseEdge, who: Who) -> SetupView:
    """What is there, and what is left to do before the first call."""
    counts = {code: len(await edge.stores.editor.all_of(who.workspace_id, kind)) for code, kind in STEPS}
    users = await edge.stores.users.all(who.workspace_id)
    counts["people"] = sum("agent" in user.roles and not user.disabled for user in users)
    page = await edge.stores.interactions.page(who.workspace_id, _ANY_CALL, limit=1)
    counts["test_call"] = len(page.items)
    workspace = await edge.stores.workspaces.read(who.workspace_id)
    steps = [SetupStep(code=code, done=counts[code] > 0, count=counts[code]) for code in ORDER]
    return SetupView(
        steps=steps,
        done=all(step.done for step in steps),
        demo=edge.settings.demo and workspace.slug == edge.settings.demo_slug,
    )
