"""Short numbers by which agents and queues are called from desk phones."""

from typing import Annotated, Final

from pydantic import StringConstraints

from ringwell.adapters.web.edge import Edge
from ringwell.adapters.web.problems import field_problem

Extension = Annotated[str, StringConstraints(strip_whitespace=True, pattern="^([0-9]{2,6})?$")]
"""Empty: it cannot be called so."""
TAKEN: Final = "extension_taken"


async def check_extension(edge: Edge, workspace_id: str, extension: str, own: str) -> None:
    """Raises ApiProblem where an agent, a queue or a number of the workspace is called so, other than that with the id `own`."""
    if not extension:
        return
    config = await edge.stores.config.load(workspace_id)
    agents = {each.user_id: each.extension for each in config.agents.values()}
    queues = {each.queue_id: each.extension for each in config.queues.values()}
    numbers = {each.number_id: each.number for each in config.numbers.values()}
    if any(taken == extension and key != own for key, taken in (agents | queues | numbers).items()):
        raise field_problem("extension", TAKEN)
