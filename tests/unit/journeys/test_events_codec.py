"""Every fact that was ever written can be read; the golden corpus keeps an example of each version.

A line: `written` as it stands in old logs, `now` as this program says the same. Lines are added, never changed.
"""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ringwell.journeys.events_codec import FACTS, UnknownFact, Upcaster, decode, encode, upcast

CORPUS = Path(__file__).parents[2] / "golden" / "facts.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in CORPUS.read_text().splitlines()]


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['type']}-{line['version']}")
def test_what_was_written_is_read(line: dict[str, Any]) -> None:
    fact = decode(line["type"], line["version"], json.dumps(line["written"]))
    assert json.loads(encode(fact)) == line["now"]


def test_every_fact_and_version_is_in_the_corpus() -> None:
    kept = {(line["type"], line["version"]) for line in LINES}
    wanted = {(name, v) for name, kind in FACTS.items() for v in range(1, kind.fact_version + 1)}
    assert kept == wanted


def test_a_corpus_line_has_every_required_field_and_no_other() -> None:
    for line in LINES:
        fields = msgspec.structs.fields(FACTS[line["type"]])
        told = set(line["now"]) - {"type"}
        assert {field.name for field in fields if field.required} <= told <= {field.name for field in fields}


@pytest.mark.parametrize(("fact_type", "version"), [("nobody.knows", 1), ("offer.made", 99)])
def test_facts_of_the_future_are_told_apart(fact_type: str, version: int) -> None:
    with pytest.raises(UnknownFact):
        decode(fact_type, version, "{}")


def test_upcasters_are_applied_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = FACTS["note.written"]
    monkeypatch.setattr(kind, "fact_version", 3)
    upcasters: dict[tuple[str, int], Upcaster] = {
        ("note.written", 1): lambda values: {**values, "user_id": values["author"]},
        ("note.written", 2): lambda values: {
            key: values[key] for key in ("note_id", "interaction_id", "user_id")
        },
    }
    old: dict[str, object] = {"note_id": "nte_1", "interaction_id": "int_1", "author": "usr_1"}
    fact = upcast("note.written", 1, old, upcasters)
    assert msgspec.to_builtins(fact) == {
        "type": "note.written",
        "note_id": "nte_1",
        "interaction_id": "int_1",
        "user_id": "usr_1",
    }
