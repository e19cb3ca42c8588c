"""What is left of a demo when the same data are served without it."""

from ringwell.kernel.events import SYSTEM
from ringwell.runtime.demo import cast
from ringwell.runtime.stores import Stores


async def close_demo(stores: Stores) -> None:
    """End what was begun while this was a demo: everybody knows its sign-ins, so its sessions and programs' tokens go."""
    demo = await stores.workspaces.by_slug(cast.SLUG)
    if demo is None:
        return
    place = demo.workspace_id
    for user in await stores.users.all(place):
        await stores.sessions.end_all(place, user.user_id, SYSTEM)
    for token in await stores.api_tokens.all(place):
        await stores.api_tokens.revoke(place, token.token_id, SYSTEM)
