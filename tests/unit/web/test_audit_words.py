"""Everything that the audit can show has words on its page, in three languages."""

import json
from pathlib import Path
from typing import Final, cast, get_args

import pytest
from msgspec import Struct

from ringwell.access.model import AUDITED, User
from ringwell.journeys.config import ConfigEntity, ConfigKind
from ringwell.kernel.settings import WorkspaceSettings

TEXTS: Final = Path(__file__).parents[3] / "web/src/i18n/text"


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_every_entry_has_words(language: str) -> None:
    words = cast("dict[str, str]", json.loads((TEXTS / language / "audit.json").read_text()))
    needed = {f"audit.{each}" for each in AUDITED if each != "config.changed"}
    needed |= {f"audit.kind_{kind}" for kind in get_args(ConfigKind)}
    needed |= {f"audit.change_{change}" for change in ("created", "changed", "removed")}
    assert needed - words.keys() == set()


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_every_changed_field_has_a_label(language: str) -> None:
    labels = cast("dict[str, str]", json.loads((TEXTS / language / "label.json").read_text()))
    kinds = cast("tuple[type[Struct], ...]", (*get_args(ConfigEntity), User, WorkspaceSettings))
    given = {name for kind in kinds for name in kind.__struct_fields__ if not _is_made(kind, name)}
    assert {f"label.{name}" for name in given} - labels.keys() == set()


def _is_made(kind: type[Struct], name: str) -> bool:
    """Given by Ringwell, not by a person: the thing's own id, its version."""
    return name in {"version", "published", "agent_id", "endpoint"} or name == kind.__struct_fields__[0]
