"""What tests of the database put into it."""

from datetime import UTC, datetime, timedelta

from ringwell.agents.model import Answers, Team
from ringwell.calls.messages import InteractionEnded, InteractionResult
from ringwell.customers.asides import (
    NewAside,
    NewLine,
)
from ringwell.customers.promises import Addressee, NewPromise
from ringwell.flows.drafts import Trial
from ringwell.kernel import ids as kinds
from ringwell.kernel.events import SYSTEM
from ringwell.routing.messages import QueueLeft
from ringwell.runtime.stores import Stores
from tests.support.calls import CallIds, arrives, is_answered
from tests.support.store import Story

LINE = "Does the guarantee of Jan Nowak cover the pump?"
Called = tuple[str, str, str, str]
"""A workspace, a user of it, a call and its contact."""


def message(
    stores: Stores, interaction_id: str, user_id: str | None, text: str = "Boiler is broken"
) -> NewPromise:
    return NewPromise(
        promise_id=stores.ids.new(kinds.PROMISE),
        interaction_id=interaction_id,
        kind="message",
        text=text,
        to=Addressee(name="Oak Ltd", email="office@oak.example"),
        made_by=user_id,
    )


class Talk:
    """A call that is up, its agent, a team to ask and somebody of it."""

    def __init__(self, stores: Stores, workspace_id: str) -> None:
        self.stores, self.workspace_id = stores, workspace_id
        self.story = Story(workspace_id, stores.ids)

    async def begin(self) -> "Talk":
        stores = self.stores
        agents = [user for user in await stores.users.all(self.workspace_id) if user.agent_id]
        self.user, self.expert = agents[0].user_id, agents[1].user_id
        project_id = next(iter((await stores.config.load(self.workspace_id)).projects))
        self.team = stores.ids.new(kinds.TEAM)
        team = Team(team_id=self.team, name=self.team, answers=Answers(project_ids=(project_id,)))
        await stores.config.create(self.workspace_id, team, SYSTEM)
        caller = await stores.directory.identify(self.workspace_id, "+48221234567", region="PL")
        self.contact = caller.contact_id
        self.call = CallIds(stores.ids, agents[0].agent_id or "", stores.ids.new(kinds.QUEUE), self.contact)
        events = [*arrives(self.story, self.call), *is_answered(self.story, self.call)]
        await stores.log.append(self.workspace_id, events)
        self.question = NewAside(
            aside_id=stores.ids.new(kinds.ASIDE),
            line_id=stores.ids.new(kinds.ASIDE_LINE),
            interaction_id=self.call.interaction,
            team_id=self.team,
            user_id=self.user,
            text=LINE,
        )
        return self

    def line(self, user_id: str, text: str = "Yes") -> NewLine:
        return NewLine(
            line_id=self.stores.ids.new(kinds.ASIDE_LINE),
            aside_id=self.question.aside_id,
            user_id=user_id,
            text=text,
        )

    async def told(self) -> list[str]:
        events = await self.stores.interactions.timeline(self.workspace_id, self.call.interaction)
        return [event.type for event in events if event.type.startswith("aside.")]


def trial_of(flow_id: str, lasts_s: int = 600, number: str = "*99000000001") -> Trial:
    expires_at = datetime.now(UTC) + timedelta(seconds=lasts_s)
    return Trial(number=number, flow_id=flow_id, version=0, language="pl", expires_at=expires_at)


async def gave_up(
    stores: Stores,
    workspace_id: str,
    queue_id: str,
    contact_id: str | None,
    *,
    waited_s: int = 60,
    ago: timedelta = timedelta(hours=1),
    result: InteractionResult = "abandoned_in_queue",
) -> str:
    """A call that ended in the queue; its interaction."""
    story = Story(workspace_id, stores.ids)
    story.now = datetime.now(UTC) - ago
    call = CallIds(stores.ids, "", queue_id, contact_id)
    events = arrives(story, call)
    story.now += timedelta(seconds=waited_s)
    left = QueueLeft(
        visit_id=call.visit,
        interaction_id=call.interaction,
        queue_id=queue_id,
        result="abandoned",
        waited_ms=waited_s * 1000,
    )
    ended = InteractionEnded(result=result, ended_by="caller")
    events += story.tell(left, ended, interaction_id=call.interaction)
    await stores.log.append(workspace_id, events)
    return call.interaction
