"""A workspace's own prompts: what people typed or recorded, beside the library that comes with Ringwell.

A sound is named by its content, so that what a name stands for never changes. A prompt says what its newest sounds say; a published flow
names sounds, and goes on saying what it said.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal, cast

import msgspec
from msgspec.structs import replace

from ringwell.flows.model import AnyNode, Flow, SetNode
from ringwell.flows.parts import Say
from ringwell.flows.prompts import LANGUAGES

LONGEST_TEXT: Final = 1000
"""Characters of one text that is spoken: about a minute and a half."""
SIMULATED: Final = "simulated"
"""Stands for a sound's name where nothing is heard."""

Source = Literal["typed", "recorded", "uploaded"]


class Spoken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said in one language: `sound` names the recording, `text` is what it says (of a typed one, what it was made from)."""

    source: Source
    text: str = ""
    sound: str = ""
    seconds: float = 0


class OwnPrompt(msgspec.Struct, frozen=True, kw_only=True):
    """`said` by language."""

    prompt_id: str
    name: str
    said: dict[str, Spoken] = {}


def unspeakable(text: str) -> str | None:
    """Why a text cannot be spoken: `empty`, `too_long`, or `symbols` where there is neither letter nor digit. None where it can."""
    if not text.strip():
        return "empty"
    if len(text) > LONGEST_TEXT:
        return "too_long"
    if not any(unicodedata.category(char)[0] in "LN" for char in text):
        return "symbols"
    return None


def is_own(say: Say) -> bool:
    """Whether it says something of the workspace's own."""
    return say.own is not None or say.text is not None


def own_says(flow: Flow) -> Iterator[tuple[str, Say]]:
    """What a flow says of the workspace's own, with the node that says it."""
    for node_id, node in flow.nodes.items():
        for _, says in _said_by(node):
            yield from ((node_id, say) for say in says if is_own(say))


def languages_of(flow: Flow, called_in: frozenset[str]) -> frozenset[str]:
    """The languages in which this flow certainly speaks: its own, those it changes to, and those of the numbers that lead to it."""
    chosen = (node.variables.get("language") for node in flow.nodes.values() if isinstance(node, SetNode))
    return frozenset({flow.language, *called_in, *(str(each) for each in chosen if each is not None)}) & {
        *LANGUAGES
    }


def said_otherwise(flow: Flow, change: Callable[[Say], Say]) -> Flow:
    """The same flow, with each thing of the workspace's own said as `change` has it."""
    return replace(flow, nodes={node_id: _changed(node, change) for node_id, node in flow.nodes.items()})


def unpinned(flow: Flow) -> Flow:
    """The flow without the names of sounds: those are never taken from a document that somebody sends."""
    return said_otherwise(flow, lambda say: replace(say, sounds=None))


def in_words(flow: Flow, prompts: Mapping[str, OwnPrompt]) -> Flow:
    """The flow as a simulated caller meets it: its own prompts by their texts, without sounds."""

    def worded(say: Say) -> Say:
        prompt = prompts.get(say.own or "")
        texts = {language: each.text for language, each in prompt.said.items()} if prompt else say.text or {}
        return replace(say, text=texts, sounds=dict.fromkeys(LANGUAGES, SIMULATED))

    return said_otherwise(flow, worded)


def in_all_languages(sounds: Mapping[str, str], own: str) -> dict[str, str]:
    """Who is spoken to in a language that a flow is not meant for hears the flow's `own`."""
    return {language: sounds.get(language, sounds[own]) for language in LANGUAGES}


def _changed(node: AnyNode, change: Callable[[Say], Say]) -> AnyNode:
    fields = {
        name: tuple(change(say) if is_own(say) else say for say in says)
        for name, says in _said_by(node)
        if any(is_own(say) for say in says)
    }
    return replace(node, **fields) if fields else node


def _said_by(node: AnyNode) -> Iterator[tuple[str, Sequence[Say]]]:
    """The fields of a node that hold what it says, whatever kind of node it is."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        listed = cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()
        says = [each for each in listed if isinstance(each, Say)]
        if says:
            yield name, says
