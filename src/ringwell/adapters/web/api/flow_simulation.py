"""A caller in text: a document walked by the very interpreter that calls run on. Nothing is kept; and prompts, to read and to hear."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Annotated, Final, Literal, cast

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field

from ringwell.adapters.web.api.flows import Document, judged, services_of
from ringwell.adapters.web.api.shapes import Body, Language, Moment, View
from ringwell.adapters.web.edge import Edge, UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.problems import ApiProblem
from ringwell.flows import entering, hearing, interpret, menus
from ringwell.flows import messages as flow
from ringwell.flows.acts import Deed, RingColleague, RingOutside, RingOwners, SendMessage, TakeCallback
from ringwell.flows.hours import Calendar
from ringwell.flows.inline import inline
from ringwell.flows.model import CollectNode, Flow, language_of
from ringwell.flows.own_prompts import in_words
from ringwell.flows.prompts import LANGUAGES, Prompt
from ringwell.flows.question_problems import ServiceKind
from ringwell.flows.read import flow_of
from ringwell.flows.said_numbers import digits_said
from ringwell.flows.state import CallerFacts, FlowState, Known, QueueStatus

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["flows"])

StateDocument = Annotated[
    dict[str, object], Field(description="The interpreter's own state, as the last answer gave it.")
]
WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})")
Count = Annotated[int, Field(ge=0, le=10_000)]


class SimulatedQueue(Body):
    """A queue as the simulated caller meets it."""

    waiting: Count = 0
    ready: Count = 1
    wait_s: Annotated[float, Field(ge=0, le=86_400)] | None = 0


class SimulatedCaller(Body):
    """Who calls, when, and how the queues stand; a queue that is not named is as a quiet one. `lot` decides which way a split goes."""

    language: Language
    at: Moment | None = None
    known: bool = False
    key: bool = False
    segment: Annotated[str, Field(max_length=64)] = ""
    lot: Annotated[str, Field(max_length=64)] = ""
    number: Annotated[str, Field(max_length=32)] = ""
    queues: Annotated[dict[str, SimulatedQueue], Field(max_length=200)] = Field(
        default_factory=dict[str, SimulatedQueue]
    )


class SimulatedEvent(Body):
    """What happens next. `wait`: nobody does anything until what runs is over. `key`: the caller presses `digit`. `say`: the caller says `text`,
    which is understood, or (`sure` false) half understood. `deaf`: there is no recogniser. `leave`: the wait in the
    queue ends `because`. `told`: the service that is asked answers so; nobody is really asked. `acted`: what the step
    has had done came to `came`, one of its ways; nothing is really done. `over`: the agent has answered, and hangs up first."""

    type: Literal["wait", "key", "say", "deaf", "leave", "told", "acted", "over"]
    digit: Annotated[str, Field(pattern="^[0-9*#]$")] | None = None
    text: Annotated[str, Field(max_length=100)] = ""
    sure: bool = True
    because: flow.LeftBecause | None = None
    outcome: flow.Outcome | None = None
    came: Annotated[str, Field(max_length=32)] = ""
    values: Annotated[dict[str, Annotated[str, Field(max_length=500)]], Field(max_length=16)] = Field(
        default_factory=dict[str, str]
    )


class SimulationForm(Body):
    """One step of a simulated call; without a state it begins."""

    document: Document
    caller: SimulatedCaller
    state: StateDocument | None = None
    event: SimulatedEvent | None = None


class Happening(View):
    """One thing that the flow asked for: `say` has the prompt and its words, `hear` the `phrases` that may be said (none where a number is), `queue` the queue, `report` a code of the catalogue,
    `ask` the question to a service and the variables that its answer is to fill, `act` what would be done (`deed`), and the number or address.
    """

    type: Literal[
        "answer",
        "say",
        "keys",
        "timer",
        "queue",
        "record",
        "ask",
        "act",
        "survey",
        "music",
        "hang_up",
        "report",
        "hear",
    ]
    prompt: str | None = None
    number: int | None = None
    text: str | None = None
    language: str | None = None
    keys: list[str] | None = None
    seconds: float | None = None
    queue_id: str | None = None
    because: str | None = None
    code: str | None = None
    question: str | None = None
    results: list[str] | None = None
    phrases: list[str] | None = None
    deed: Literal["ring", "mail", "sms", "owners", "callback"] | None = None
    to: str | None = None


class Simulation(View):
    """Where the caller stands now, how it came there (node, way, node ...), and what was heard and done on the way."""

    state: StateDocument
    node: str
    stage: str
    trail: list[str]
    happened: list[Happening]


class PromptView(View):
    """A prompt that can be said. `numbers` are those of its family, null for a plain one. `texts` by language; of a family, its first."""

    code: str
    numbers: list[int] | None
    texts: dict[str, str]


class Prompts(View):
    items: list[PromptView]


@router.post("/flows/simulate")
@allow("administrator", "supervisor", keeps_answer=False)
async def simulate(edge: UseEdge, who: Who, form: SimulationForm) -> Simulation:
    """Let a simulated caller go one step through a document. Refused where the document is not even a flow."""
    read, _ = await judged(edge, who, msgspec.json.encode(form.document))
    if read is None:
        raise ApiProblem(422, "flow_refused")
    config = await edge.stores.config.load(who.workspace_id)
    whole = inline(read, {flow_id: flow_of(each.document) for flow_id, each in config.flows.items()})
    document = in_words(whole, config.prompts)
    calendars = {
        hours_id: msgspec.convert(hours.document, Calendar) for hours_id, hours in config.hours.items()
    }
    now, known = form.caller.at or edge.now(), _known(form.caller, config.settings.zone)
    state, steps = _stepped(form, document, now, calendars, known)
    return Simulation(
        state=cast("dict[str, object]", msgspec.to_builtins(state)),
        node=state.node,
        stage=state.stage,
        trail=list(state.trail),
        happened=[told for step in steps for told in _told(edge, step)],
    )


def _stepped(
    form: SimulationForm, document: Flow, now: datetime, calendars: Mapping[str, Calendar], known: Known
) -> interpret.Result:
    if form.state is None or form.event is None:
        variables: dict[str, flow.Value] = {"language": form.caller.language}
        return interpret.start(document, variables, now, calendars, known)
    try:
        before = msgspec.convert(form.state, FlowState)
    except msgspec.ValidationError as error:
        raise ApiProblem(422, "invalid_request") from error
    before = msgspec.structs.replace(before, trail=())
    return interpret.handle(before, document, _event(form.event, before, document), now, calendars, known)


def _event(event: SimulatedEvent, state: FlowState, document: Flow) -> flow.FlowEvent:
    if event.type == "say":
        return _heard(event, state, document)
    if event.type == "deaf":
        return flow.HearingOver(state.listening, "no_model")
    if event.type == "key":
        return flow.KeyPressed(event.digit or "")
    if event.type == "told":
        values = {name: _value(text) for name, text in event.values.items()}
        return flow.LookedUp(state.token, flow.Told(event.outcome or "failed", values))
    if event.type == "acted":
        return flow.Acted(state.token, event.came)
    if event.type == "over":
        return flow.TalkOver()
    if state.stage == "queued":
        return flow.QueueLeft(state.token, event.because or "answered")
    passes: Mapping[str, flow.FlowEvent] = {
        "playing": flow.PlaybackFinished(state.token),
        "recording": flow.VoicemailFinished(state.token),
        "asking": flow.CallerKnown(),
    }
    return passes.get(state.stage, flow.TimerFired(state.token))


def _heard(event: SimulatedEvent, state: FlowState, document: Flow) -> flow.FlowEvent:
    """What a recogniser would tell if it understood every word."""
    language = language_of(document, state.variables)
    node = document.nodes.get(state.node)
    if isinstance(node, CollectNode):
        if not state.unsure and (number := digits_said(language, event.text)) is not None:
            return _surely(event, state, number)
        choices = entering.listened_for(node, state, language)
    else:
        choices = menus.listened_for(document, state)
    if (key := hearing.understood(choices, event.text)) is not None:
        return _surely(event, state, key)
    key = hearing.nearly_understood(language, choices, event.text)
    return flow.Heard(state.listening, key, 0 if key is None else hearing.NEAR)


def _surely(event: SimulatedEvent, state: FlowState, key: str | None) -> flow.FlowEvent:
    sure = hearing.ACCEPTED if event.sure else hearing.ASKED
    return flow.Heard(state.listening, key, 0 if key is None else sure)


def _known(caller: SimulatedCaller, zone: str) -> Known:
    def queue(queue_id: str) -> QueueStatus:
        stands = caller.queues.get(queue_id, SimulatedQueue())
        return QueueStatus(stands.waiting, stands.ready, stands.wait_s)

    return Known(
        CallerFacts(caller.known, caller.key, caller.segment), queue, caller.lot, caller.number, zone=zone
    )


def _told(edge: Edge, step: flow.FlowStep) -> list[Happening]:
    match step:
        case flow.Answer():
            return [Happening(type="answer")]
        case flow.Play(language=language, prompts=prompts):
            return _spoken(edge, language, prompts)
        case flow.CollectKey(keys=keys):
            return [Happening(type="keys", keys=list(keys))]
        case flow.SetTimer(seconds=seconds):
            return [Happening(type="timer", seconds=seconds)]
        case flow.Enqueue(queue=queue_id, max_wait_seconds=seconds, language=language):
            return [Happening(type="queue", queue_id=queue_id, seconds=seconds, language=language)]
        case flow.RecordVoicemail(max_seconds=seconds):
            return [Happening(type="record", seconds=seconds)]
        case flow.HangUp(because=because):
            return [Happening(type="hang_up", because=because)]
        case flow.Report(code=code):
            return [Happening(type="report", code=code)]
        case flow.Ask(question=question):
            return [Happening(type="ask", question=_asked(question), results=list(question.results))]
        case flow.Act(deed=deed):
            return [_done(deed), *_said_by(edge, deed)]
        case flow.Tell(survey=survey):
            return [Happening(type="survey", text=survey)]
        case flow.StartMusic():
            return [Happening(type="music")]
        case flow.Listen(choices=choices):
            phrases = [each for choice in choices for each in choice.phrases if not each.isdecimal()]
            return [Happening(type="hear", phrases=phrases)]
        case flow.StopPlayback() | flow.StopMusic() | flow.StopListening():
            return []


def _done(deed: Deed) -> Happening:
    match deed:
        case RingOutside(number=number):
            return Happening(type="act", deed="ring", to=number)
        case RingColleague(agent=agent):
            return Happening(type="act", deed="ring", to=agent)
        case SendMessage(by=by, to=to, subject=subject, text=text):
            return Happening(type="act", deed=by, to=to, text=f"{subject}\n{text}".strip())
        case RingOwners():
            return Happening(type="act", deed="owners")
        case TakeCallback(queue=queue_id):
            return Happening(type="act", deed="callback", queue_id=queue_id)


def _said_by(edge: Edge, deed: Deed) -> list[Happening]:
    """What it says of the flow's own, to the owner or to the caller."""
    spoken = isinstance(deed, RingOwners | TakeCallback)
    return _spoken(edge, deed.language, deed.prompts) if spoken else []


def _asked(question: flow.Question) -> str:
    if isinstance(question, flow.SqlQuestion):
        return f"{question.sql} ({', '.join(question.parameters)})"
    return f"{question.method} {question.url}"


def _value(text: str) -> flow.Value:
    """As a service's answer would hold it: whole numbers and yes or no are such."""
    if text in ("true", "false"):
        return text == "true"
    return int(text) if WHOLE.fullmatch(text) else text


def _spoken(edge: Edge, language: str, prompts: Sequence[Prompt]) -> list[Happening]:
    """A prompt each; what is composed of pieces is one sentence."""
    told: list[Happening] = []
    pieces = edge.prompts[language].pieces
    for is_value, together in groupby(prompts, lambda prompt: prompt.prompt in pieces):
        said = [_said(edge, language, prompt) for prompt in together]
        words = " ".join(each.text or "" for each in said)
        told += [Happening(type="say", text=words, language=language)] if is_value else said
    return told


def _said(edge: Edge, language: str, prompt: Prompt) -> Happening:
    text = prompt.words if prompt.sound else edge.sounds.text(language, prompt)
    return Happening(
        type="say", prompt=prompt.prompt or None, number=prompt.number, text=text, language=language
    )


class ServiceView(View):
    """A service of the installation's settings that this workspace's flows may ask."""

    name: str
    kind: ServiceKind


class Services(View):
    items: list[ServiceView]


@router.get("/flow-services")
@allow("administrator", "supervisor")
async def list_services(edge: UseEdge, who: Who) -> Services:
    """Their names and kinds; where they are and how they are signed in to, nobody is told."""
    named = await services_of(edge, who)
    return Services(items=[ServiceView(name=name, kind=kind) for name, kind in sorted(named.items())])


@router.get("/prompts")
@allow("administrator", "supervisor")
async def list_prompts(edge: UseEdge, who: Who) -> Prompts:
    """Everything that a flow can say."""
    del who
    library = edge.prompts[LANGUAGES[0]]
    plain = [_prompt(edge, code, None) for code in sorted(library.codes)]
    families = [_prompt(edge, code, sorted(numbers)) for code, numbers in sorted(library.numbered.items())]
    return Prompts(items=[*plain, *families])


def _prompt(edge: Edge, code: str, numbers: list[int] | None) -> PromptView:
    prompt = Prompt(code, numbers[0] if numbers else None)
    said = {language: edge.sounds.text(language, prompt) for language in LANGUAGES}
    return PromptView(code=code, numbers=numbers, texts={name: text for name, text in said.items() if text})


SECONDS_KEPT: Final = 3600


@router.get(
    "/prompts/{code}/audio",
    response_class=Response,
    responses={200: {"content": {"audio/wav": {}}, "description": "The recording."}},
)
@allow("administrator", "supervisor")
async def read_prompt_audio(
    edge: UseEdge,
    who: Who,
    code: str,
    language: Annotated[Language, Query()] = LANGUAGES[0],
    number: Annotated[int | None, Query(description="Of a family.")] = None,
) -> Response:
    """WAV, 8 kHz."""
    del who
    library = edge.prompts.get(language)
    prompt = Prompt(code, number)
    if library is None or not library.has(prompt):
        raise ApiProblem(404, "not_found")
    audio = await asyncio.to_thread(edge.sounds.audio, language, prompt)
    return Response(
        audio, media_type="audio/wav", headers={"Cache-Control": f"private, max-age={SECONDS_KEPT}"}
    )
