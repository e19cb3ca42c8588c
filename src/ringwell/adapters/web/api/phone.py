"""Browsers as telephones: an agent's at the desk, a caller's on /try."""

import math
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import Field

from ringwell.adapters.web.api.shapes import View
from ringwell.adapters.web.edge import Edge, UseEdge, Who, source_of
from ringwell.adapters.web.guard import GuardedRoute, allow, allow_anybody
from ringwell.adapters.web.problems import ApiProblem
from ringwell.calls.listening import overseers_endpoint
from ringwell.calls.ports import PhoneAccount
from ringwell.journeys.commands import PhoneOpened
from ringwell.kernel.ids import PHONE

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["phone"])

WS_PATH: Final = "/ws"


class IceServer(View):
    """As RTCPeerConnection takes it."""

    urls: str
    username: str | None = None
    credential: str | None = None


class Phone(View):
    """What a page needs to register over `ws_path`. The password is new each time: an older page can no longer register."""

    phone_session_id: str
    endpoint: str
    password: str
    uri: Annotated[str, Field(examples=["sip:a-0192@127.0.0.1"])]
    ws_path: str
    ice_servers: list[IceServer]


class TryNumber(View):
    """A number of the demo, and what a caller of it meets."""

    number: str
    project_name: str
    client_name: str
    language: str
    flow_name: str


class TryNumbers(View):
    items: list[TryNumber]


def show_phone(edge: Edge, account: PhoneAccount) -> Phone:
    """What the page is told of its telephone."""
    return Phone(
        phone_session_id=edge.ids.new(PHONE),
        endpoint=account.endpoint,
        password=account.password,
        uri=f"sip:{account.endpoint}@{account.domain}",
        ws_path=WS_PATH,
        ice_servers=[IceServer.model_validate(server) for server in edge.settings.ice_servers],
    )


@router.post("/phone", status_code=201)
@allow("agent", keeps_answer=False)
async def open_phone(edge: UseEdge, who: Who) -> Phone:
    """Make this page the agent's telephone; another page that had it is told. Works while the brain is away."""
    agent_id, endpoint = who.agent_id, who.user.endpoint
    if agent_id is None or endpoint is None:
        raise ApiProblem(409, "no_agent")
    if who.user.phone_kind == "desk":
        raise ApiProblem(409, "desk_phone")
    account = await edge.phones.provision_agent(who.workspace_id, endpoint, who.user.name)
    phone = show_phone(edge, account)
    opened = PhoneOpened(agent_id=agent_id, phone_session_id=phone.phone_session_id)
    await edge.door.try_command(who.workspace_id, who.actor, opened, phone.phone_session_id)
    return phone


@router.post("/listening-phone", status_code=201)
@allow("supervisor", "administrator", keeps_answer=False)
async def open_listening_phone(edge: UseEdge, who: Who) -> Phone:
    """Make this page the telephone by which one is in on calls (`listen`); one's older page has it no more. It can dial nothing."""
    endpoint = overseers_endpoint(who.user.user_id)
    return show_phone(edge, await edge.phones.provision_agent(who.workspace_id, endpoint, who.user.name))


@router.get("/try/numbers")
@allow_anybody()
async def try_numbers(edge: UseEdge) -> TryNumbers:
    """The numbers that a caller at /try can dial. Demo only."""
    config = await edge.stores.config.load(await _demo_workspace(edge))
    found: list[TryNumber] = []
    for number in sorted(config.numbers.values(), key=lambda each: each.number):
        project = config.projects.get(number.project_id)
        flow = config.flows.get(number.flow_id)
        if not number.demo or project is None or flow is None:
            continue
        client = config.clients.get(project.client_id)
        found.append(
            TryNumber(
                number=number.number,
                project_name=project.name,
                client_name="" if client is None else client.name,
                language=number.language,
                flow_name=flow.name,
            )
        )
    return TryNumbers(items=found)


@router.post("/try/phones", status_code=201)
@allow_anybody()
async def open_try_phone(edge: UseEdge, request: Request) -> Phone:
    """A caller's telephone for one tab: it may dial the demo's numbers and expires. Demo only."""
    workspace_id = await _demo_workspace(edge)
    _check_rate(edge, source_of(request))
    account = await edge.phones.provision_try(workspace_id, edge.settings.try_lifetime_s)
    return show_phone(edge, account)


def _check_rate(edge: Edge, source: str) -> None:
    """Every phone counts as a failure does, so that a page that asks on and on waits longer and longer."""
    seconds = edge.try_phones.seconds_to_wait(source)
    if seconds > 0:
        whole = math.ceil(seconds)
        raise ApiProblem(429, "too_many_attempts", {"seconds": whole}, headers={"Retry-After": str(whole)})
    edge.try_phones.failed(source)


async def _demo_workspace(edge: Edge) -> str:
    if not edge.settings.demo:
        raise ApiProblem(404, "demo_only")
    workspace = await edge.stores.workspaces.by_slug(edge.settings.demo_slug)
    if workspace is None:
        raise ApiProblem(404, "demo_only")
    return workspace.workspace_id
