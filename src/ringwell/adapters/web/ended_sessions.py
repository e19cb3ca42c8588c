"""What is done at the switch and the brain for a person whose sessions have ended."""

from ringwell.access.model import User
from ringwell.access.roles import may_oversee
from ringwell.adapters.web.edge import Edge
from ringwell.calls.listening import overseers_endpoint
from ringwell.journeys.commands import PhoneOpened, SetPresence, StopListening
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import EVENT, PHONE


async def leave_desk(edge: Edge, workspace_id: str, user: User, by: Actor) -> None:
    """Nobody is to wait for an agent who is signed in nowhere any more: offline, unless in a call.

    Where the brain is away it finds out by the phone.
    """
    if user.agent_id is None or await edge.stores.sessions.of_user(workspace_id, user.user_id):
        return
    offline = SetPresence(agent_id=user.agent_id, presence="offline")
    await edge.door.try_command(workspace_id, by, offline, edge.ids.new(EVENT))


async def silence_page(edge: Edge, workspace_id: str, user: User) -> None:
    """A page whose session was ended by somebody else is no telephone any more: it would go on ringing wherever it is open, and
    somebody who is in on a call would go on hearing it."""
    theirs = Actor(kind="system", on_behalf_of=user.user_id)
    if user.agent_id is not None and user.endpoint is not None and user.phone_kind == "browser":
        # First the call: the switch takes no hanging up of a telephone that it does not know, and the caller would hear nothing for long.
        nobodys = PhoneOpened(agent_id=user.agent_id, phone_session_id=edge.ids.new(PHONE))
        await edge.door.try_command(workspace_id, theirs, nobodys, edge.ids.new(EVENT))
        await edge.phones.remove(user.endpoint)
    if may_oversee(user.roles):
        await edge.phones.remove(overseers_endpoint(user.user_id))
        await edge.door.try_command(workspace_id, theirs, StopListening(), edge.ids.new(EVENT))
