"""The skills matrix: levels of many agents at once, kept whole or not at all."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from ringwell.access.model import LevelsChange
from ringwell.adapters.web.api.config_shapes import Level, SkillId
from ringwell.adapters.web.api.shapes import Body, View, id_pattern
from ringwell.adapters.web.api.users import UserView, show
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import field_problem
from ringwell.kernel.ids import USER

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["users"])

UserId = Annotated[str, StringConstraints(pattern=id_pattern(USER))]


class AgentLevels(Body):
    """What is to be changed of one agent: skill id to level, null to take the skill away. `version` is the user's that was read."""

    user_id: UserId
    version: Annotated[int, Field(ge=1, le=1_000_000_000)]
    levels: Annotated[dict[SkillId, Level | None], Field(min_length=1, max_length=500)]


class LevelsForm(Body):
    """Each agent stands once."""

    changes: Annotated[list[AgentLevels], Field(min_length=1, max_length=2000)]


class LevelsSaved(View):
    """The people who were changed, as they are now."""

    items: list[UserView]


@router.patch("/skill-levels")
@allow("administrator")
async def change_levels(edge: UseEdge, who: Who, form: LevelsForm) -> LevelsSaved:
    """Change many agents' levels together. When somebody else has changed one of them meanwhile, nothing is changed: 412 names the `user`."""
    if len({change.user_id for change in form.changes}) < len(form.changes):
        raise field_problem("changes", "user_twice")
    changes = [
        LevelsChange(user_id=each.user_id, version=each.version, levels=each.levels) for each in form.changes
    ]
    users = await edge.stores.users.change_levels(who.workspace_id, changes, who.actor)
    await edge.door.reload(who.workspace_id)
    return LevelsSaved(items=[show(edge, user) for user in users])
