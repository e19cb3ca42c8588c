"""A workspace's own prompts, and the sounds that they are made of: typed texts that a voice speaks, recordings of the browser, files."""

from typing import Annotated, Final, Literal

import msgspec
from fastapi import APIRouter, Request, Response
from pydantic import Field, StringConstraints

from ringwell.adapters.web.api.paging import Cursor, Limit, page_of
from ringwell.adapters.web.api.shapes import Body, Language, Name, Page, Text, View, known_id
from ringwell.adapters.web.api.versions import Seen, SeenIfTold, put_etag
from ringwell.adapters.web.edge import UseEdge, Who
from ringwell.adapters.web.guard import GuardedRoute, allow
from ringwell.adapters.web.own_speech import heard
from ringwell.adapters.web.problems import field_problem
from ringwell.flows.own_prompts import LONGEST_TEXT, OwnPrompt, Spoken
from ringwell.flows.studio import NAME_DIGITS, CannotSpeak, SoundHead, made_of
from ringwell.journeys.config import Versioned
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import PROMPT

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["prompts"])

SoundName = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{NAME_DIGITS}}}$")]
Source = Literal["typed", "recorded", "uploaded"]
WAV: Final[dict[int | str, dict[str, object]]] = {
    200: {"content": {"audio/wav": {}}, "description": "WAV, 8 kHz."}
}


class Saying(Body):
    """`typed`: a voice speaks the `text`. Otherwise `sound` names one that `POST /sounds` has taken, and `text` tells what it says, for who reads."""

    source: Source = "typed"
    text: Annotated[Text, StringConstraints(max_length=LONGEST_TEXT)] = ""
    sound: SoundName | Literal[""] = ""


class SayingView(View):
    source: Source
    text: str
    sound: str
    seconds: float


class NewOwnPrompt(Body):
    """`said` by language; a language that is left out is not spoken."""

    name: Name
    said: Annotated[dict[Language, Saying], Field(max_length=3)]


class OwnPromptChange(Body):
    """What is named is changed; `said` as a whole."""

    name: Name = "-"
    said: Annotated[dict[Language, Saying], Field(max_length=3)] = Field(default_factory=dict[str, Saying])


class OwnPromptView(View):
    prompt_id: str
    name: str
    said: dict[str, SayingView]
    version: int


class SoundView(View):
    """A sound that is kept, by its name, for prompts and announcements to name within a day."""

    sound: str
    seconds: float


class Voices(View):
    """The languages in which typed texts can be spoken here, each with its engine and voice; and how many recognisers there are to understand
    callers who speak to a menu, of which `ready` answer now: 0 where there is no `model`, and then menus are by keys."""

    voices: dict[str, str]
    model: bool
    recognisers: int
    ready: int


class TypedText(Body):
    language: Language
    text: Annotated[Text, StringConstraints(max_length=LONGEST_TEXT)]


@router.get("/own-prompts")
@allow("administrator", "supervisor")
async def list_own_prompts(
    edge: UseEdge, who: Who, cursor: Cursor = None, limit: Limit = 200
) -> Page[OwnPromptView]:
    """All prompts of the workspace's own, by name."""
    things = await edge.stores.editor.all_of(who.workspace_id, "prompts")
    chosen, more = page_of([_show(each) for each in things], lambda each: each.prompt_id, cursor, limit)
    return Page(items=list(chosen), next=more)


@router.post("/own-prompts", status_code=201)
@allow("administrator")
async def create_own_prompt(edge: UseEdge, who: Who, body: NewOwnPrompt, response: Response) -> OwnPromptView:
    """Typed texts are spoken at once; refused where one cannot be, with its language."""
    said = await heard(edge, who.workspace_id, spoken_in(body.said))
    prompt = OwnPrompt(prompt_id=edge.ids.new(PROMPT), name=body.name, said=said)
    thing = await edge.stores.editor.create(who.workspace_id, prompt, who.actor)
    await edge.door.reload(who.workspace_id)
    put_etag(response, thing.version)
    return _show(thing)


@router.get("/own-prompts/{prompt_id}")
@allow("administrator", "supervisor")
async def read_own_prompt(edge: UseEdge, who: Who, prompt_id: str, response: Response) -> OwnPromptView:
    """One prompt."""
    thing = await edge.stores.editor.read(who.workspace_id, "prompts", known_id(prompt_id, PROMPT))
    put_etag(response, thing.version)
    return _show(thing)


@router.patch("/own-prompts/{prompt_id}")
@allow("administrator")
async def change_own_prompt(
    edge: UseEdge, who: Who, prompt_id: str, change: OwnPromptChange, seen: Seen, response: Response
) -> OwnPromptView:
    """What is published says what it said; flows say the new when they are published again."""
    named = change.model_fields_set
    fields: dict[str, object] = {"name": change.name} if "name" in named else {}
    if "said" in named:
        fields["said"] = msgspec.to_builtins(await heard(edge, who.workspace_id, spoken_in(change.said)))
    thing = await edge.stores.editor.change(
        who.workspace_id, "prompts", known_id(prompt_id, PROMPT), fields, who.actor, if_version=seen
    )
    await edge.door.reload(who.workspace_id)
    put_etag(response, thing.version)
    return _show(thing)


@router.delete("/own-prompts/{prompt_id}", status_code=204)
@allow("administrator")
async def remove_own_prompt(edge: UseEdge, who: Who, prompt_id: str, seen: SeenIfTold) -> Response:
    """What is published goes on saying it; refused where a project names it."""
    await edge.stores.editor.remove(
        who.workspace_id, "prompts", known_id(prompt_id, PROMPT), who.actor, if_version=seen
    )
    await edge.door.reload(who.workspace_id)
    return Response(status_code=204)


@router.post(
    "/sounds",
    status_code=201,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"audio/wav": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
@allow("administrator", "supervisor", takes_files=True)
async def take_sound(edge: UseEdge, who: Who, request: Request) -> SoundView:
    """Take a recording, a WAV of at most five minutes: it becomes what a telephone carries, as loud as all others."""
    sound = await edge.studio.take(who.workspace_id, await request.body())
    return _sound(await edge.stores.sounds.keep(who.workspace_id, sound))


@router.get("/sounds/{sound}/audio", response_class=Response, responses=dict(WAV))
@allow("administrator", "supervisor")
async def read_sound(edge: UseEdge, who: Who, sound: str) -> Response:
    """A sound of this workspace's, as callers hear it. What a name stands for never changes."""
    if len(sound) != NAME_DIGITS or not sound.isascii() or not sound.isalnum():
        raise NotFound(kind="sounds")
    wav = await edge.stores.sounds.read(who.workspace_id, sound)
    return Response(
        wav, media_type="audio/wav", headers={"Cache-Control": "private, max-age=31536000, immutable"}
    )


@router.get("/speech")
@allow("administrator", "supervisor")
async def list_voices(edge: UseEdge, who: Who) -> Voices:
    """What can be spoken here, and whether speech is understood."""
    del who
    engines = {language: each.partition(":")[0] for language, each in edge.studio.voices().items()}
    now = await edge.speech()
    return Voices(voices=engines, model=now.model, recognisers=now.recognisers, ready=now.ready)


@router.post("/speech", response_class=Response, responses=dict(WAV))
@allow("administrator", "supervisor", keeps_answer=False)
async def listen_to_text(edge: UseEdge, who: Who, typed: TypedText) -> Response:
    """How a typed text sounds. Nothing of it is kept."""
    try:
        voice = edge.studio.voices().get(typed.language, "")
        kept = await edge.stores.sounds.made_of(who.workspace_id, made_of(voice, typed.language, typed.text))
        if kept is not None:
            wav = await edge.stores.sounds.read(who.workspace_id, kept.name)
        else:
            wav = (await edge.studio.speak(who.workspace_id, typed.text, typed.language)).wav
    except CannotSpeak as error:
        raise field_problem("text", f"speech_{error.params['why']}", {"language": typed.language}) from error
    return Response(wav, media_type="audio/wav")


def spoken_in(said: dict[str, Saying]) -> dict[str, Spoken]:
    """What a request says, before it has sounds. Who typed nothing in a language leaves it out."""
    return {
        language: Spoken(source=each.source, text=each.text.strip(), sound=each.sound)
        for language, each in said.items()
        if each.source != "typed" or each.text.strip()
    }


def _show(thing: Versioned) -> OwnPromptView:
    values = msgspec.to_builtins(thing.entity)
    return OwnPromptView.model_validate({**values, "version": thing.version})


def _sound(head: SoundHead) -> SoundView:
    return SoundView(sound=head.name, seconds=head.seconds)
