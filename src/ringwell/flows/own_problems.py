"""What can be wrong with what a flow says of the workspace's own: no such prompt, no text, no voice for a language."""

from collections.abc import Iterator, Mapping, Set

import msgspec

from ringwell.flows.model import Flow
from ringwell.flows.own_prompts import languages_of, own_says, unspeakable
from ringwell.flows.parts import Say
from ringwell.flows.problems import Problem


class OwnSpeech(msgspec.Struct, frozen=True):
    """What a workspace can say by itself: the languages of its prompts by id, the languages in which a typed text can be spoken, and those of
    the numbers that lead to the flow."""

    prompts: Mapping[str, Set[str]] = {}
    voices: Set[str] = frozenset()
    called_in: frozenset[str] = frozenset()


def own_problems(flow: Flow, around: OwnSpeech) -> Iterator[Problem]:
    """All problems of what is the workspace's own in this flow."""
    needed = languages_of(flow, around.called_in)
    for node_id, say in own_says(flow):
        yield from _problems(node_id, say, needed, around)


def _problems(node_id: str, say: Say, needed: Set[str], around: OwnSpeech) -> Iterator[Problem]:
    if say.prompt or say.value_of is not None or (say.own is not None and say.text is not None):
        yield Problem("flow.said_twice", node_id)
    elif say.own is not None:
        yield from _prompt_problems(node_id, say.own, needed, around)
    else:
        yield from _text_problems(node_id, say.text or {}, needed, around)


def _prompt_problems(node_id: str, prompt: str, needed: Set[str], around: OwnSpeech) -> Iterator[Problem]:
    if prompt not in around.prompts:
        yield Problem("flow.unknown_prompt", node_id, {"prompt": prompt})
    elif missing := needed - around.prompts[prompt]:
        yield Problem("flow.prompt_not_in", node_id, {"languages": ", ".join(sorted(missing))})


def _text_problems(
    node_id: str, texts: Mapping[str, str], needed: Set[str], around: OwnSpeech
) -> Iterator[Problem]:
    for language in sorted(needed | texts.keys()):
        text = texts.get(language, "")
        why = unspeakable(text)
        if why is not None and (text or language in needed):
            yield Problem(f"flow.text_{why}", node_id, {"language": language})
        elif why is None and language not in around.voices:
            yield Problem("flow.no_voice", node_id, {"language": language})
