from typing import Any

import msgspec
import pytest

from ringwell.flows.bind import Names, bind
from ringwell.flows.model import Flow
from ringwell.flows.problems import Problem, errors_of
from ringwell.flows.prompts import LANGUAGES, Prompt, PromptLibrary, place_in_line
from ringwell.flows.validate import Surroundings, validate

CODES = frozenset(
    [
        "greeting",
        "menu-shop",
        "closed",
        "wrong-key",
        "menu-timeout",
        "voicemail-leave-message",
        "beep",
        "thank-you-goodbye",
    ]
)
LIBRARY = PromptLibrary(CODES, {"place-in-line": frozenset(range(1, 100))})
AROUND = Surroundings(
    queues=frozenset({"orders"}),
    calendars=frozenset({"shop"}),
    skills=frozenset({"sales"}),
    prompts=dict.fromkeys(LANGUAGES, LIBRARY),
)

SPEAKING = msgspec.structs.replace(
    AROUND, prompts=dict.fromkeys(LANGUAGES, PromptLibrary(CODES | {"not-understood"}, {}))
)


def flow(nodes: dict[str, dict[str, Any]], start: str = "in", language: str = "en") -> Flow:
    document = {"format": 1, "id": "f", "language": language, "start": start, "nodes": nodes}
    return msgspec.convert(document, Flow)


def answered(nodes: dict[str, dict[str, Any]]) -> Flow:
    return flow({"in": {"type": "answer", "next": "a"}, "bye": {"type": "hangup"}, **nodes})


def menu(**changes: Any) -> dict[str, Any]:
    plain = {"type": "menu", "prompts": [{"prompt": "menu-shop"}], "keys": {"1": "bye"}, "default": "bye"}
    return {**plain, **changes}


GOOD = {
    "in": {"type": "answer", "next": "hours"},
    "hours": {"type": "hours", "calendar": "shop", "open": "menu", "closed": "closed"},
    "closed": {"type": "hangup", "prompts": [{"prompt": "closed"}]},
    "menu": menu(keys={"1": "orders", "2": "menu", "3": "polish"}, default="orders", repeat_key="9"),
    "polish": {"type": "set", "variables": {"language": "pl"}, "next": "orders"},
    "orders": {"type": "queue", "queue": "orders", "skills": [{"skill": "sales", "level": 3}]},
}


def test_a_good_flow_has_no_problems() -> None:
    assert validate(flow(GOOD), AROUND) == []


ALL = {"en": ["order"], "ru": ["заказ"], "pl": ["zamówienie"]}


def crowd(key: str) -> dict[str, Any]:
    return {"phrases": {language: [f"word {key} {n}" for n in range(12)] for language in LANGUAGES}}


def spoken(**phrases: list[str]) -> dict[str, Any]:
    return {"1": {"phrases": {**ALL, **phrases}}}


MENUS: list[tuple[dict[str, Any], list[tuple[str, str, dict[str, Any]]]]] = [
    ({"hear": "both", "said": spoken()}, []),
    ({"hear": "both", "said": {"1": {"means": "yes"}}}, []),
    ({"hear": "keys", "said": spoken()}, [("warning", "flow.phrases_never_heard", {})]),
    (
        {"hear": "both", "said": spoken(pl=[])},
        [("warning", "flow.phrases_missing", {"key": "1", "languages": "pl"})],
    ),
    (
        {"hear": "speech", "said": spoken(ru=[]), "by_keys": [{"prompt": "menu-shop"}]},
        [("error", "flow.phrases_missing", {"key": "1", "languages": "ru"})],
    ),
    ({"hear": "speech", "said": spoken()}, [("warning", "flow.no_words_for_keys", {})]),
    (
        {"hear": "both", "said": {"2": {"means": "no"}}},
        [("error", "flow.phrase_without_key", {"key": "2"})],
    ),
    (
        {"hear": "both", "said": spoken(en=["?!"])},
        [("error", "flow.phrase_empty", {"key": "1", "language": "en"})],
    ),
    (
        {"hear": "both", "said": spoken(de=["eins"])},
        [("error", "flow.unknown_language", {"language": "de"})],
    ),
    (
        {"hear": "both", "keys": {"1": "bye", "2": "bye"}, "said": spoken(en=["Two!"])},
        [("error", "flow.phrase_twice", {"phrase": "two", "keys": "1, 2", "language": "en"})],
    ),
    (
        {
            "hear": "both",
            "keys": dict.fromkeys("1234", "bye"),
            "said": {key: crowd(key) for key in "1234"},
        },
        [
            ("error", "flow.too_many_phrases", {"language": language, "phrases": n, "limit": 40})
            for language, n in (("en", 56), ("ru", 58), ("pl", 60))
        ],
    ),
]


@pytest.mark.parametrize(("changes", "problems"), MENUS)
def test_menus_that_are_said(changes: dict[str, Any], problems: list[Any]) -> None:
    found = validate(answered({"a": menu(**changes)}), SPEAKING)
    assert [(each.severity, each.code, each.params) for each in found] == problems


QUEUE = {"type": "queue", "queue": "orders"}


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (
            {"a": {"type": "say", "prompts": [{"prompt": "closed"}], "next": "gone"}},
            Problem("flow.missing_node", "a", {"field": "next", "target": "gone"}),
        ),
        (
            {"a": menu(keys={"1": "bye", "2": "gone"})},
            Problem("flow.missing_node", "a", {"field": "keys.2", "target": "gone"}),
        ),
        ({"a": menu(keys={})}, Problem("flow.menu_without_keys", "a")),
        ({"a": menu(keys={"A": "bye"})}, Problem("flow.wrong_key_name", "a", {"key": "A"})),
        ({"a": menu(keys={"12": "bye"})}, Problem("flow.wrong_key_name", "a", {"key": "12"})),
        ({"a": menu(repeat_key="x")}, Problem("flow.wrong_key_name", "a", {"key": "x"})),
        ({"a": menu(repeat_key="1")}, Problem("flow.key_twice", "a", {"key": "1"})),
        (
            {"a": menu(wrong_key=[{"prompt": "nope"}])},
            Problem("flow.missing_prompt", "a", {"prompt": "nope", "languages": "en, ru, pl"}),
        ),
        (
            {"a": {"type": "hangup", "prompts": [{"prompt": "place-in-line", "number": 100}]}},
            Problem("flow.missing_prompt", "a", {"prompt": "place-in-line-100", "languages": "en, ru, pl"}),
        ),
        (
            {"a": {"type": "hangup", "prompts": [{"prompt": "place-in-line"}]}},
            Problem("flow.missing_prompt", "a", {"prompt": "place-in-line", "languages": "en, ru, pl"}),
        ),
        ({"a": {**QUEUE, "queue": "x"}}, Problem("flow.unknown_queue", "a", {"queue": "x"})),
        ({"a": {**QUEUE, "language": "de"}}, Problem("flow.unknown_language", "a", {"language": "de"})),
        (
            {"a": {**QUEUE, "skills": [{"skill": "x", "level": 1}]}},
            Problem("flow.unknown_skill", "a", {"skill": "x"}),
        ),
        (
            {"a": {**QUEUE, "on_timeout": "bye"}},
            Problem("flow.half_timeout", "a", {"field": "max_wait_seconds"}),
        ),
        (
            {"a": {**QUEUE, "max_wait_seconds": 30}},
            Problem("flow.half_timeout", "a", {"field": "on_timeout"}),
        ),
        (
            {"a": {"type": "hours", "calendar": "x", "open": "bye", "closed": "bye"}},
            Problem("flow.unknown_calendar", "a", {"calendar": "x"}),
        ),
        (
            {"a": {"type": "set", "variables": {"language": "de"}, "next": "bye"}},
            Problem("flow.unknown_language", "a", {"language": "de"}),
        ),
    ],
)
def test_each_error_names_its_node(nodes: dict[str, dict[str, Any]], expected: Problem) -> None:
    assert errors_of(validate(answered(nodes), AROUND)) == [expected]


def test_no_start() -> None:
    problems = validate(flow({"a": {"type": "hangup"}}, start="b"), AROUND)
    assert problems == [Problem("flow.no_start", None, {"start": "b"})]


def test_an_unknown_language_of_the_document() -> None:
    problems = validate(flow({"in": {"type": "hangup"}}, language="de"), AROUND)
    assert problems == [Problem("flow.unknown_language", None, {"language": "de"})]


def test_a_node_id_that_is_no_name() -> None:
    problems = validate(flow({"In Here": {"type": "hangup"}}, start="In Here"), AROUND)
    assert problems == [Problem("flow.bad_node_id", "In Here", {"id": "In Here"})]


def test_an_unreachable_node_is_a_warning() -> None:
    problems = validate(answered({"a": {"type": "hangup"}}), AROUND)
    assert problems == [Problem("flow.unreachable_node", "bye", {}, "warning")]


def test_waiting_needs_an_answered_call() -> None:
    nodes = {"in": menu(keys={"1": "q"}, default="q"), "q": QUEUE}
    assert [p.node for p in errors_of(validate(flow(nodes), AROUND))] == ["in", "q"]


def test_speech_before_the_answer_is_only_a_warning() -> None:
    nodes = {
        "in": {"type": "say", "prompts": [{"prompt": "closed"}], "next": "end"},
        "end": {"type": "hangup"},
    }
    assert validate(flow(nodes), AROUND) == [Problem("flow.not_answered", "in", {}, "warning")]


def test_a_prompt_must_exist_in_every_language() -> None:
    poorer = PromptLibrary(CODES - {"wrong-key"}, LIBRARY.numbered)
    around = msgspec.structs.replace(AROUND, prompts={**AROUND.prompts, "pl": poorer})
    expected = Problem("flow.missing_prompt", "menu", {"prompt": "wrong-key", "languages": "pl"})
    assert validate(flow(GOOD), around) == [expected]


SAY = {"type": "say", "prompts": [{"prompt": "closed"}]}
VOICEMAIL = {"type": "voicemail"}


@pytest.mark.parametrize(
    ("nodes", "cycle"),
    [
        ({"a": {**SAY, "next": "a"}}, "a → a"),
        ({"a": {**SAY, "next": "b"}, "b": {**SAY, "next": "a"}}, "a → b → a"),
        ({"a": menu(default="a")}, "a → a"),
        ({"a": {**QUEUE, "on_nobody": "b"}, "b": {**SAY, "next": "a"}}, "a → b → a"),
        ({"a": {**VOICEMAIL, "next": "a"}}, "a → a"),
        ({"a": {"type": "hours", "calendar": "shop", "open": "bye", "closed": "in"}}, "in → a → in"),
    ],
)
def test_a_way_round_without_the_caller_is_refused(nodes: dict[str, dict[str, Any]], cycle: str) -> None:
    problems = errors_of(validate(answered(nodes), AROUND))
    assert problems == [Problem("flow.cycle_without_wait", cycle.split(" ")[0], {"nodes": cycle})]


@pytest.mark.parametrize(("own", "found"), [("f", True), ("shop", True), ("other", False), (None, False)])
def test_a_flow_that_would_lead_into_itself_is_refused_however_many_steps_it_takes(
    own: str | None, found: bool
) -> None:
    within = {"shop": "desk", "desk": "night", "night": "f"}
    others = {
        each: answered({"a": {"type": "subflow", "flow": leads, "next": "bye"}})
        for each, leads in within.items()
    }
    around = msgspec.structs.replace(AROUND, flows={**others, "f": flow({})}, own=own)
    problems = validate(answered({"a": {"type": "subflow", "flow": "shop", "next": "bye"}}), around)
    told = Problem("flow.leads_into_itself", "a", {"flow": "shop"})
    assert errors_of(problems) == ([told] if found else [])


def test_a_large_document_full_of_ways_round_is_told_of_in_few_words() -> None:
    ways = [{"when": [{"fact": "known"}], "next": f"n{back}"} for back in range(9)]
    nodes: dict[str, dict[str, Any]] = {
        f"n{at}": {"type": "branch", "ways": ways, "otherwise": f"n{min(at + 1, 1999)}"} for at in range(2000)
    }
    problems = validate(flow(nodes, "n0"), AROUND)
    assert {problem.code for problem in problems} == {"flow.cycle_without_wait"}
    assert len(problems) <= 20
    assert sum(len(str(problem.params["nodes"])) for problem in problems) < 4000


@pytest.mark.parametrize(
    "nodes",
    [
        {"a": menu(keys={"1": "a"})},
        {"a": {**QUEUE, "max_wait_seconds": 60, "on_timeout": "b"}, "b": {**SAY, "next": "a"}},
    ],
)
def test_a_way_round_that_waits_is_fine(nodes: dict[str, dict[str, Any]]) -> None:
    assert errors_of(validate(answered(nodes), AROUND)) == []


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    chain = {f"n{i}": {**SAY, "next": f"n{i + 1}"} for i in range(5000)}
    assert (
        validate(answered({"a": {**SAY, "next": "n0"}, **chain, "n5000": {**SAY, "next": "bye"}}), AROUND)
        == []
    )


def test_names_become_ids() -> None:
    around = Surroundings(frozenset({"que_1"}), frozenset({"hrs_1"}), frozenset({"skl_1"}), AROUND.prompts)
    names = Names({"orders": "que_1"}, {"shop": "hrs_1"}, {"sales": "skl_1"})
    assert validate(bind(flow(GOOD), names), around) == []


def test_places_in_line() -> None:
    assert [place_in_line(place) for place in (1, 99)] == [
        Prompt("place-in-line", 1),
        Prompt("place-in-line", 99),
    ]
    assert place_in_line(100) == place_in_line(5000) == Prompt("place-beyond-99")
    with pytest.raises(ValueError, match="not 0"):
        place_in_line(0)


def types_it(leads_to: str) -> dict[str, Any]:
    return {
        "type": "collect",
        "variable": "typed",
        "prompts": [{"prompt": "menu-shop"}],
        "max_digits": 12,
        "next": leads_to,
        "default": "bye",
    }


def warned_of(document: Flow, **flows: Flow) -> list[tuple[str | None, str]]:
    """Where it is told that callers type whom to ring."""
    found = validate(document, msgspec.structs.replace(AROUND, flows=flows))
    return [(each.node, each.severity) for each in found if each.code == "flow.caller_dials"]


RINGS_IT: dict[str, Any] = {"type": "transfer", "number": "{typed}", "no_answer": "bye"}


def test_a_number_that_the_caller_types_is_warned_of() -> None:
    """The allow list is asked when it is rung (tests/playbooks/test_forwarding.py)."""
    assert warned_of(answered({"a": types_it("ring"), "ring": RINGS_IT})) == [("ring", "warning")]
    known = {**RINGS_IT, "number": "{found}"}
    assert warned_of(answered({"a": types_it("ring"), "ring": known})) == []


def test_a_number_that_is_typed_in_one_flow_and_rung_in_another_is_warned_of() -> None:
    leads: dict[str, Any] = {"type": "subflow", "flow": "other", "next": "ring"}
    asks = answered({"a": types_it("back"), "back": {"type": "return"}})
    rings = answered({"a": RINGS_IT})
    assert warned_of(answered({"a": leads, "ring": RINGS_IT}), other=asks) == [("ring", "warning")]
    onward = {**leads, "next": "bye"}
    assert warned_of(answered({"a": types_it("on"), "on": onward}), other=rings) == [("on", "warning")]
    deeper = answered({"a": {"type": "subflow", "flow": "deepest", "next": "bye"}})
    found = warned_of(answered({"a": types_it("on"), "on": onward}), other=deeper, deepest=rings)
    assert found == [("on", "warning")]
    assert warned_of(answered({"a": onward}), other=rings) == []
