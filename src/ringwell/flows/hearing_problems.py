"""What is wrong with the speech of a menu, or of a number: phrases that say two things, or too many, or none."""

from collections.abc import Iterator

from ringwell.flows.hearing import MOST_PHRASES
from ringwell.flows.menus import choices
from ringwell.flows.model import CollectNode, MenuNode
from ringwell.flows.problems import Problem
from ringwell.flows.prompts import LANGUAGES
from ringwell.flows.said_words import normalised


def hearing_problems(node_id: str, menu: MenuNode) -> Iterator[Problem]:
    """Of a menu that listens; one by keys only is just told that its phrases are never heard."""
    yield from _key_problems(node_id, menu)
    if menu.hear == "keys":
        if any(said.phrases or said.means for said in menu.said.values()):
            yield Problem("flow.phrases_never_heard", node_id, severity="warning")
        return
    for language in LANGUAGES:
        yield from _language_problems(node_id, menu, language)
    yield from _missing_problems(node_id, menu)
    if menu.hear == "speech" and not menu.by_keys:
        yield Problem("flow.no_words_for_keys", node_id, severity="warning")


def number_problems(node_id: str, node: CollectNode) -> Iterator[Problem]:
    """Of a step that takes a number: who is not understood needs other words where the usual ones offer no keys."""
    if node.hear == "speech" and not node.by_keys:
        yield Problem("flow.no_words_for_keys", node_id, severity="warning")


def _key_problems(node_id: str, menu: MenuNode) -> Iterator[Problem]:
    for key, said in menu.said.items():
        if key not in menu.keys and key != menu.repeat_key:
            yield Problem("flow.phrase_without_key", node_id, {"key": key})
        for language, phrases in said.phrases.items():
            if language not in LANGUAGES:
                yield Problem("flow.unknown_language", node_id, {"language": language})
            if not all(map(normalised, phrases)):
                yield Problem("flow.phrase_empty", node_id, {"key": key, "language": language})


def _language_problems(node_id: str, menu: MenuNode, language: str) -> Iterator[Problem]:
    """A phrase must stand for one key, and a caller must not wait for too many to be weighed."""
    meant: dict[str, str] = {}
    for choice in choices(menu, language):
        for phrase in choice.phrases:
            first = meant.setdefault(normalised(phrase), choice.key)
            if first != choice.key:
                params = {"phrase": phrase, "keys": f"{first}, {choice.key}", "language": language}
                yield Problem("flow.phrase_twice", node_id, params)
    if len(meant) > MOST_PHRASES:
        params = {"language": language, "phrases": len(meant), "limit": MOST_PHRASES}
        yield Problem("flow.too_many_phrases", node_id, params)


def _missing_problems(node_id: str, menu: MenuNode) -> Iterator[Problem]:
    """The number that was called chooses the language: who can choose by a phrase in one must be able to in all."""
    for key, said in menu.said.items():
        listed = [language for language in LANGUAGES if said.phrases.get(language)]
        if listed and len(listed) < len(LANGUAGES) and said.means is None:
            missing = ", ".join(language for language in LANGUAGES if language not in listed)
            severity = "error" if menu.hear == "speech" else "warning"
            yield Problem("flow.phrases_missing", node_id, {"key": key, "languages": missing}, severity)
