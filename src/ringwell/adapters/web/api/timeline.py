"""An event as a reader sees it: a code with parameters, and words in their language. Names are put in here, they are not in the log."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from pydantic import AwareDatetime, JsonValue

from ringwell.adapters.web.api.explanation import reasons
from ringwell.adapters.web.api.shapes import View
from ringwell.adapters.web.names import Names
from ringwell.adapters.web.wording import MissingText, Value, words
from ringwell.agents.messages import OfferMade
from ringwell.kernel.events import Event, Fact
from ringwell.outbound.messages import CallbackAsked, CallbackAttemptEnded, CallbackEnded

UNTOLD: Final = frozenset(
    {"agent.state_changed", "contact.made", "line.taken", "line.answered", "line.freed", "client.rung"}
)
"""Events that say nothing of the conversation that others beside them do not say better."""

NOBODY: Final = "–"

_LENGTHS: Final = (
    "talk_ms",
    "waited_ms",
    "lasted_ms",
    "paused_ms",
    "away_ms",
    "hold_ms",
    "acw_ms",
    "duration_ms",
    "after_ms",
)


class TimelineItem(View):
    """One event. `code` is `timeline.` and the event's type; `params` are the fact's plain values, with names and seconds added.

    Of an offer: `why` as routing has kept it (codes, ids and counts), and `reasons`, the same in sentences.
    """

    seq: int
    at: AwareDatetime
    type: str
    code: str
    params: dict[str, str | int | float | bool | None]
    words: str
    why: dict[str, JsonValue] | None
    reasons: list[str]
    actor_kind: str
    actor_id: str | None
    agent_id: str | None


def told(events: Iterable[Event], names: Names, language: str, *, oversees: bool) -> list[TimelineItem]:
    """An interaction's events in words, without those that are not told. Who does not oversee reads no names of colleagues who were passed over."""
    told_of = [event for event in events if event.type not in UNTOLD]
    own = any(isinstance(event.fact, CallbackAsked) and event.fact.own for event in told_of)
    return [_item(event, names, language, oversees=oversees, own=own) for event in told_of]


def _item(event: Event, names: Names, language: str, *, oversees: bool, own: bool) -> TimelineItem:
    """`own`: it is an agent's own call, which in the log is a callback that nobody asked for."""
    code = f"timeline.{event.type}"
    params = params_of(event.fact, names, language)
    if isinstance(event.fact, CallbackAttemptEnded | CallbackEnded):
        params["own"] = own
    why = event.fact.why if isinstance(event.fact, OfferMade) else None
    return TimelineItem(
        seq=event.seq,
        at=event.occurred_at,
        type=event.type,
        code=code,
        params=dict(params),
        words=_words(language, code, params),
        why=None if why is None else _shown(why, oversees=oversees),
        reasons=[]
        if why is None
        else reasons(why, event.agent_id or "", names, language, unnamed=not oversees),
        actor_kind=event.actor.kind,
        actor_id=event.actor.id,
        agent_id=event.agent_id,
    )


def _shown(why: Mapping[str, object], *, oversees: bool) -> dict[str, JsonValue]:
    return msgspec.to_builtins({name: value for name, value in why.items() if oversees or name != "over"})


def params_of(fact: Fact, names: Names, language: str) -> dict[str, Value]:
    """The fact's plain values; names for ids, whole seconds for the length that it tells, a flow's own problem in words."""
    plain = {name: getattr(fact, name) for name in fact.__struct_fields__}
    params: dict[str, Value] = {
        name: value for name, value in plain.items() if isinstance(value, str | int | float | bool)
    }
    params["agent"] = names.agents.get(str(plain.get("agent_id")), NOBODY)
    params["asked"] = bool(plain.get("agent_id"))
    params["queue"] = names.queues.get(str(plain.get("queue_id")), NOBODY)
    params["disposition"] = names.dispositions.get(str(plain.get("disposition_id")), NOBODY)
    params["author"] = names.users.get(str(plain.get("user_id")), NOBODY)
    params["team"] = names.teams.get(str(plain.get("team_id")), NOBODY)
    params["segment"] = names.segments.get(str(plain.get("caller_segment_id")), NOBODY)
    params["in_segment"] = params["segment"] != NOBODY
    if "to_agent_id" in plain:
        params["inside"] = plain["to_agent_id"] is not None
        params["colleague"] = names.agents.get(str(plain["to_agent_id"]), NOBODY)
    if "owner_id" in plain:
        params["owner"] = names.owners.get(str(plain["owner_id"]), NOBODY)
        params["colleague"] = params["owner"] if plain["owner_id"] else params.get("colleague", NOBODY)
        params["inside"] = params.get("inside", False) or params["owner"] != NOBODY
    length = next((plain[name] for name in _LENGTHS if isinstance(plain.get(name), int)), 0)
    params["seconds"] = round(length / 1000)
    if "wait_s" in plain:
        params["quoted"] = plain["wait_s"] is not None
        params["minutes"] = -(-int(plain["wait_s"] or 0) // 60)
    if "agent_leg_id" in plain:
        params.setdefault("agent_leg_id", "none")
    if "reason" in plain:
        params.setdefault("reason", "none")
    if isinstance(plain.get("code"), str):
        params["problem"] = _words(language, str(plain["code"]), _inner(plain.get("params")))
    return params


def _inner(params: object) -> dict[str, Value]:
    try:
        return msgspec.convert(params, dict[str, Value])
    except msgspec.ValidationError:
        return {}


def _words(language: str, code: str, params: dict[str, Value]) -> str:
    """A code without words is shown as it is: better than no timeline."""
    try:
        return words(language, code, params)
    except MissingText:
        return code
