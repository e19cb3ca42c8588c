"""What an agent says first when it answers for a project: a text for each language, with names that are filled in for the call."""

import re
from collections.abc import Mapping
from typing import Final, Literal

Name = Literal["agent", "project", "caller"]
"""What may stand in braces in a greeting: the agent's name, the project's, and the caller's where it is known."""
NAMES: Final[tuple[Name, ...]] = ("agent", "project", "caller")
LONGEST: Final = 400
"""Characters of one greeting: more is no greeting that is read aloud while a caller waits."""

_NAMED: Final = re.compile(r"\{([^{}]*)\}")


def unknown_name(text: str) -> str | None:
    """The first in braces that stands for nothing, as it is written; a brace alone, too. None where all can be filled in."""
    for found in _NAMED.finditer(text):
        if found[1] not in NAMES:
            return found[0]
    alone = re.search(r"[{}]", _NAMED.sub("", text))
    return alone[0] if alone else None


def chosen(greetings: Mapping[str, str], language: str, usual: str) -> str | None:
    """The one in the caller's language, else in the workspace's `usual` one, else any that there is; None where there is none."""
    return greetings.get(language) or greetings.get(usual) or next(iter(greetings.values()), None)


def filled(text: str, names: Mapping[Name, str]) -> str:
    """The greeting with its names. One that is not known is left out, with the comma before it ("Hello, {caller}!" is "Hello!")."""
    known = {f"{{{name}}}": value.strip() for name, value in names.items()}
    unknown = [re.escape(written) for written, value in known.items() if not value]
    if unknown:
        text = re.sub(rf"(?:\s*,)?\s*(?:{'|'.join(unknown)})", "", text)
    return _NAMED.sub(lambda found: known.get(found[0], found[0]), text).strip()
