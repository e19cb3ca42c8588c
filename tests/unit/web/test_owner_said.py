"""What an owner said is written down in that very conversation before the agent goes back with it."""

from uuid import uuid4

from ringwell.adapters.web.live import Hello, Reply
from tests.support.edge import IDS, LiveSocket, RunningEdge


async def _says(socket: LiveSocket, agent_id: str | None, **said: object) -> str | None:
    command = {"type": "owner_said", "agent_id": agent_id, **said}
    await socket.send({"type": "command", "id": str(uuid4()), "command": command})
    problem = (await socket.until(Reply)).problem
    return problem.code if problem else None


async def test_only_what_stands_in_this_conversation(ringwell: RunningEdge) -> None:
    acme, oak = ringwell.stores.workspaces.add("acme"), ringwell.stores.workspaces.add("oak")
    anna, eve = ringwell.person(acme, "anna", "agent"), ringwell.person(oak, "eve", "agent")
    call = ringwell.stores.interactions.add(acme.workspace_id).interaction_id
    other = ringwell.stores.interactions.add(acme.workspace_id).interaction_id
    async with ringwell.browser(acme, anna) as browser:
        note = (await browser.json("POST", f"/interactions/{call}/notes", {"text": "Yes"}))["note_id"]
        elsewhere = (await browser.json("POST", f"/interactions/{other}/notes", {"text": "No"}))["note_id"]
        message = (
            await browser.json(
                "POST", "/promises", {"interaction_id": call, "kind": "message", "text": "Call Jan"}
            )
        )["promise_id"]
        socket = await browser.live()
        await socket.until(Hello)
        for said, problem in (
            ({"outcome": "answered", "note_id": note}, None),
            ({"outcome": "answered", "note_id": elsewhere}, "owner.nothing_written"),
            ({"outcome": "answered", "note_id": IDS.new("nte")}, "owner.nothing_written"),
            ({"outcome": "answered"}, "owner.nothing_written"),
            ({"outcome": "message", "promise_id": message}, None),
            ({"outcome": "call_back", "promise_id": message}, "owner.nothing_written"),
            ({"outcome": "message", "promise_id": IDS.new("prm")}, "owner.nothing_written"),
            ({"outcome": "message", "note_id": note}, "owner.nothing_written"),
        ):
            assert await _says(socket, anna.agent_id, interaction_id=call, **said) == problem, said
    assert len(ringwell.brain.commands) == 2
    async with ringwell.browser(oak, eve) as browser:
        socket = await browser.live()
        await socket.until(Hello)
        said = {"interaction_id": call, "outcome": "message", "promise_id": message}
        assert await _says(socket, eve.agent_id, **said) == "owner.nothing_written"
