"""What a workspace says by itself: typed texts become sounds, once for each voice, and flows get the sounds that they are published with."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from ringwell.adapters.web.edge import Edge
from ringwell.adapters.web.problems import FieldProblem, invalid
from ringwell.flows.model import Flow
from ringwell.flows.own_problems import OwnSpeech
from ringwell.flows.own_prompts import OwnPrompt, Spoken, in_all_languages, own_says, said_otherwise
from ringwell.flows.parts import Say
from ringwell.flows.problems import Problem
from ringwell.flows.studio import CannotSpeak, SoundHead, made_of
from ringwell.kernel.errors import NotFound
from ringwell.projects.model import Number

MOST_OWN_SAID: Final = 500
"""So many different texts a flow has at most: each is spoken when the flow is published."""


async def spoken_text(edge: Edge, workspace_id: str, text: str, language: str) -> SoundHead:
    """The sound of a typed text, made now or before. CannotSpeak."""
    voice = edge.studio.voices().get(language)
    if voice is not None:
        before = await edge.stores.sounds.made_of(workspace_id, made_of(voice, language, text))
        if before is not None:
            return before
    sound = await edge.studio.speak(workspace_id, text, language)
    return await edge.stores.sounds.keep(workspace_id, sound)


async def heard(edge: Edge, workspace_id: str, said: Mapping[str, Spoken]) -> dict[str, Spoken]:
    """The same with a sound for each language. Raises the problem that names those for which there is none."""
    found: dict[str, Spoken] = {}
    errors: list[FieldProblem] = []
    for language, each in said.items():
        try:
            sound = await _sound_of(edge, workspace_id, each, language)
            found[language] = replace(each, sound=sound.name, seconds=sound.seconds)
        except CannotSpeak as error:
            code = f"speech_{error.params['why']}"
            errors.append(FieldProblem(field=f"said.{language}", code=code, params={"language": language}))
        except NotFound:
            errors.append(FieldProblem(field=f"said.{language}", code="unknown_reference"))
    if errors:
        raise invalid(*errors)
    return found


async def _sound_of(edge: Edge, workspace_id: str, said: Spoken, language: str) -> SoundHead:
    if said.source == "typed":
        return await spoken_text(edge, workspace_id, said.text, language)
    return await edge.stores.sounds.head(workspace_id, said.sound)


async def own_prompts(edge: Edge, workspace_id: str) -> dict[str, OwnPrompt]:
    """The workspace's prompts by id."""
    things = await edge.stores.editor.all_of(workspace_id, "prompts")
    return {each.entity.prompt_id: each.entity for each in things if isinstance(each.entity, OwnPrompt)}


async def speech_of(
    edge: Edge, workspace_id: str, prompts: Mapping[str, OwnPrompt], flow_id: str | None
) -> OwnSpeech:
    """What a flow of this workspace can say of its own."""
    things = await edge.stores.editor.all_of(workspace_id, "numbers")
    numbers = [each.entity for each in things if isinstance(each.entity, Number)]
    return OwnSpeech(
        prompts={prompt_id: each.said.keys() for prompt_id, each in prompts.items()},
        voices=edge.studio.voices().keys(),
        called_in=frozenset(each.language for each in numbers if flow_id and each.flow_id == flow_id),
    )


def by_id(flow: Flow, prompts: Mapping[str, OwnPrompt]) -> Flow:
    """The flow with ids in the place of prompts' names."""
    named = {each.name: prompt_id for prompt_id, each in prompts.items()}
    return said_otherwise(flow, lambda say: replace(say, own=say.own and named.get(say.own, say.own)))


async def pinned(edge: Edge, workspace_id: str, flow: Flow) -> tuple[Flow, list[Problem]]:
    """The flow with the sounds that it says from now on, whatever becomes of its prompts; and what could not be spoken, with its node."""
    prompts = await own_prompts(edge, workspace_id)
    sounds: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for node_id, say in own_says(flow):
        for language, text in (say.text or {}).items():
            if (language, text) in sounds or not text:
                continue
            if len(sounds) >= MOST_OWN_SAID:
                return flow, [Problem("flow.says_too_much", node_id, {"most": MOST_OWN_SAID})]
            try:
                sounds[language, text] = (await spoken_text(edge, workspace_id, text, language)).name
            except CannotSpeak as error:
                told = {"language": language, "why": error.params["why"]}
                problems.append(Problem("flow.not_spoken", node_id, told))

    def with_sounds(say: Say) -> Say:
        if say.own is not None:
            mine = {language: each.sound for language, each in prompts[say.own].said.items()}
        else:
            mine = {language: sounds[language, text] for language, text in (say.text or {}).items() if text}
        return replace(say, sounds=in_all_languages(mine, flow.language))

    return (flow, problems) if problems else (said_otherwise(flow, with_sounds), [])
