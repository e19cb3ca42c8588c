"""API tokens: keys of programs. A token's secret is shown once."""

from fastapi import APIRouter, Response
from pydantic import AwareDatetime

from ringwell.access.model import ApiToken, Role
from ringwell.access.roles import narrowed
from ringwell.adapters.web.api.paging import Cursor, Limit, page_of
from ringwell.adapters.web.api.shapes import Body, Name, Page, View, known_id
from ringwell.adapters.web.api.users import Roles
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import ApiProblem, field_problem
from ringwell.kernel.ids import API_KEY

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["api-tokens"])


class NewToken(Body):
    """A program acts with these roles in the name of the person who makes the token."""

    name: Name
    roles: Roles


class TokenView(View):
    token_id: str
    user_id: str
    name: str
    roles: tuple[Role, ...]
    created_at: AwareDatetime
    last_used_at: AwareDatetime | None


class TokenWithSecret(TokenView):
    """`secret` is shown this once."""

    secret: str


def show(token: ApiToken) -> TokenView:
    return TokenView.model_validate(token)


@router.get("/api-tokens")
@allow("administrator")
async def list_tokens(edge: UseEdge, who: Who, cursor: Cursor = None, limit: Limit = 200) -> Page[TokenView]:
    """All tokens of the workspace, without their secrets."""
    tokens = await edge.stores.tokens.all(who.workspace_id)
    chosen, more = page_of(tokens, lambda token: token.token_id, cursor, limit)
    return Page(items=[show(token) for token in chosen], next=more)


@router.post("/api-tokens", status_code=201)
@allow("administrator", keeps_answer=False)
async def make_token(edge: UseEdge, who: Who, form: NewToken) -> TokenWithSecret:
    """A new token. A program cannot make one for itself."""
    if who.token_id is not None:
        raise ApiProblem(403, "forbidden")
    roles = narrowed(who.roles, form.roles)
    if len(roles) != len(set(form.roles)):
        raise field_problem("roles", "role_not_yours")
    secret, token = await edge.stores.tokens.make(
        who.workspace_id, who.user.user_id, form.name, roles, who.actor
    )
    return TokenWithSecret(**show(token).model_dump(), secret=secret)


@router.delete("/api-tokens/{token_id}", status_code=204)
@allow("administrator")
async def revoke_token(edge: UseEdge, who: Who, token_id: str) -> Response:
    """It works no longer, from now on; a live socket that it opened is closed."""
    user_id = await edge.stores.tokens.revoke(who.workspace_id, known_id(token_id, API_KEY), who.actor)
    edge.pages.recheck(user_id)
    return Response(status_code=204)
