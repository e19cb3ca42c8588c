"""What holds for every flow that validation lets through, whatever a caller and the switch do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ringwell.flows.acts import Act, Acted
from ringwell.flows.hours import WEEKDAYS, Calendar, Interval
from ringwell.flows.interpret import handle, resume, start
from ringwell.flows.messages import (
    Ask,
    Enqueue,
    FlowEvent,
    FlowStep,
    Heard,
    HearingOver,
    KeyPressed,
    Listen,
    LookedUp,
    Outcome,
    Play,
    PlaybackFinished,
    QueueLeft,
    RecordVoicemail,
    SetTimer,
    SpeechBegan,
    StopListening,
    StopPlayback,
    TimerFired,
    Told,
    VoicemailFinished,
)
from ringwell.flows.model import CollectNode, Flow, MenuNode
from ringwell.flows.problems import errors_of
from ringwell.flows.prompts import LANGUAGES, PromptLibrary
from ringwell.flows.state import FlowState
from ringwell.flows.validate import Surroundings, validate

CALENDARS = {"c": Calendar("Europe/Warsaw", {day: (Interval("09:00", "18:00"),) for day in WEEKDAYS})}
CODES = frozenset(
    {
        "p",
        "wrong-key",
        "menu-timeout",
        "not-understood",
        "voicemail-leave-message",
        "beep",
        "wrong-entry",
        "one-moment",
    }
)
AROUND = Surroundings(
    queues=frozenset({"q"}),
    calendars=frozenset({"c"}),
    skills=frozenset({"s"}),
    prompts=dict.fromkeys(LANGUAGES, PromptLibrary(CODES, {})),
)
NODE_IDS = tuple(f"n{number}" for number in range(7))
MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)

Document = dict[str, Any]
prompts = st.just([{"prompt": "p"}])


def queue(nobody: str | None, full: str | None, timeout: str | None, after: str | None) -> Document:
    ways = {"on_nobody": nobody, "on_full": full, "on_timeout": timeout, "after": after}
    return {"type": "queue", "queue": "q", "max_wait_seconds": 30 if timeout else None, **ways}


def branch(first: str, otherwise: str) -> Document:
    ways = [{"when": [{"fact": "known"}], "next": first}]
    return {"type": "branch", "ways": ways, "otherwise": otherwise}


def split(percent: int, first: str, second: str) -> Document:
    shares = [{"percent": percent, "next": first}, {"percent": 100 - percent, "next": second}]
    return {"type": "split", "shares": shares}


def node(onward: st.SearchStrategy[str], anywhere: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    """Any node; `onward` for the ways that are gone without waiting, `anywhere` for the others."""

    def of(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
        return st.fixed_dictionaries({"type": st.just(kind), **fields})

    menu_keys = st.dictionaries(st.sampled_from("123"), anywhere, min_size=1)
    repeat, retries = st.sampled_from([None, "9"]), st.integers(0, 3)
    hear = st.sampled_from(["keys", "speech", "both"])
    variables = st.just({"language": "pl", "x": 1})
    ways: list[st.SearchStrategy[Document]] = [
        of("answer", next=onward),
        of("say", prompts=prompts, next=onward, interruptible=st.booleans()),
        of(
            "menu",
            prompts=prompts,
            keys=menu_keys,
            repeat_key=repeat,
            retries=retries,
            default=onward,
            hear=hear,
            talk_over=st.booleans(),
        ),
        of("hours", calendar=st.just("c"), open=onward, closed=onward),
        of("set", variables=variables, next=onward),
        st.builds(branch, onward, onward),
        st.builds(split, st.integers(0, 100), onward, onward),
        of("return"),
        st.builds(queue, st.none() | onward, st.none() | onward, st.none() | anywhere, st.none() | anywhere),
        of("voicemail", next=onward),
        of(
            "collect",
            prompts=prompts,
            variable=st.just("order"),
            retries=retries,
            next=anywhere,
            default=onward,
            hear=hear,
            talk_over=st.booleans(),
        ),
        of("lookup", url=st.just("https://shop.example/"), found=onward, not_found=onward, failed=onward),
        of("transfer", number=st.just("+48221112233"), no_answer=onward, busy=st.none() | onward),
        of("introduce", prompts=prompts, message=onward, call_back=onward, nobody=onward),
        of(
            "send",
            by=st.just("mail"),
            subject=st.just("call"),
            text=st.just("hello"),
            sent=onward,
            not_sent=onward,
        ),
        of("callback", queue=st.just("q"), next=onward, declined=onward, not_possible=onward),
        of("survey", survey=st.just("how-was-it"), next=onward),
        of("times", windows=st.just([{"days": ["mon"]}]), within=onward, otherwise=onward),
        of("hangup", prompts=prompts | st.just([])),
    ]
    return st.one_of(ways)


def flow_of(drawn: Document) -> Flow:
    begin = {"type": "answer", "next": "n0"}
    document = {"format": 1, "id": "f", "language": "en", "start": "in", "nodes": {"in": begin, **drawn}}
    return msgspec.convert(document, Flow)


anywhere = st.sampled_from(NODE_IDS)
any_node = node(anywhere, anywhere)
onward_nodes = [node(st.sampled_from(NODE_IDS[place + 1 :]), anywhere) for place in range(len(NODE_IDS) - 1)]


@st.composite
def any_flows(draw: st.DrawFn) -> Flow:
    return flow_of({node_id: draw(any_node) for node_id in NODE_IDS})


@st.composite
def good_flows(draw: st.DrawFn) -> Flow:
    drawn: Document = {NODE_IDS[-1]: {"type": "hangup"}}
    for node_id, onward_node in zip(NODE_IDS, onward_nodes, strict=False):
        drawn[node_id] = draw(onward_node)
    flow = flow_of(drawn)
    assert errors_of(validate(flow, AROUND)) == []
    return flow


Spoken = Callable[[int], FlowEvent]
"""What the recogniser tells of the listening that goes on, which is known by its token."""


def said(key: str | None, confidence: float) -> Spoken:
    return lambda token: Heard(token, key, confidence)


def failed(reason: str) -> Spoken:
    return lambda token: HearingOver(token, reason)


began: Spoken = SpeechBegan
words = st.one_of(
    st.just(began),
    st.builds(said, st.sampled_from(["1", "2", "3", "9", None]), st.sampled_from([0.0, 0.45, 0.9])),
    st.sampled_from(["lost", "too_late"]).map(failed),
)
keys = st.sampled_from("12379#").map(KeyPressed) | words
reasons = st.sampled_from(["nobody", "full", "timeout", "abandoned", "answered"])


OUTCOMES: dict[str, Outcome] = {"nobody": "found", "full": "not_found", "abandoned": "failed"}


def event_of(state: FlowState, happening: KeyPressed | Spoken | str) -> FlowEvent:
    match happening:
        case KeyPressed():
            return happening
        case str():
            return next_report(state, happening)
        case _:
            return happening(state.listening)


def next_report(state: FlowState, because: Any) -> FlowEvent:
    """What the switch and the queue report when nobody presses anything."""
    match state.stage:
        case "playing" | "ended":
            return PlaybackFinished(state.token)
        case "choosing" | "hearing" | "asking" | "entering":
            return TimerFired(state.token)
        case "looking" if because in OUTCOMES:
            return LookedUp(state.token, Told(OUTCOMES[because]))
        case "looking":
            return TimerFired(state.token)
        case "acting":
            return Acted(state.token, because)
        case "queued":
            return QueueLeft(state.token, because)
        case "recording":
            return VoicemailFinished(state.token)


def token_of(step: FlowStep) -> int | None:
    """The token of a step that began something."""
    match step:
        case (
            Play(token=token)
            | SetTimer(token=token)
            | Enqueue(token=token)
            | RecordVoicemail(token=token)
            | Ask(token=token)
            | Act(token=token)
        ):
            return token
        case _:
            return None


def still_waits(before: FlowState, steps: list[FlowStep], state: FlowState) -> bool:
    """Nothing has begun, and it is waited for the same as before: a key may have been kept for later."""
    return (before.stage, before.token) == (state.stage, state.token) and not any(map(token_of, steps))


def waits_for_something(steps: list[FlowStep], state: FlowState) -> bool:
    """For one thing; a service is waited for with a clock and something to hear."""
    begun = [token for token in map(token_of, steps) if token is not None]
    return state.stage == "ended" or (
        set(begun) == {state.token} and (len(begun) == 1 or state.stage in ("looking", "acting"))
    )


@settings(max_examples=150)
@given(any_flows(), st.integers(0, 23), st.lists(keys | reasons, max_size=30))
def test_every_decision_ends_or_waits_even_for_refused_flows(
    flow: Flow, hour: int, script: list[Any]
) -> None:
    now = MORNING + timedelta(hours=hour)
    state, steps = start(flow, {}, now, CALENDARS)
    assert waits_for_something(steps, state)
    for happening in script:
        event = event_of(state, happening)
        before = state
        state, steps = handle(state, flow, event, now, CALENDARS)
        assert len(steps) < 4 * len(flow.nodes)
        assert still_waits(before, steps, state) or waits_for_something(steps, state)


@settings(max_examples=150)
@given(good_flows(), st.integers(0, 23), st.sampled_from(["nobody", "full"]))
def test_a_silent_caller_comes_to_a_person_or_to_an_end(flow: Flow, hour: int, because: Any) -> None:
    """Without a key and without waiting in a queue, an accepted flow ends: retries are bounded."""
    now = MORNING + timedelta(hours=hour)
    state, _ = start(flow, {}, now, CALENDARS)
    patience = sum(
        node.retries + 1 for node in flow.nodes.values() if isinstance(node, MenuNode | CollectNode)
    )
    for _ in range(2 * (patience + len(flow.nodes)) + 2):
        if state.stage == "ended":
            break
        state, _ = handle(state, flow, next_report(state, because), now, CALENDARS)
    assert state.stage == "ended"


@settings(max_examples=150)
@given(good_flows(), st.lists(keys | reasons, max_size=30))
def test_misses_never_pass_the_menu_s_retries(flow: Flow, script: list[Any]) -> None:
    state, _ = start(flow, {}, MORNING, CALENDARS)
    for happening in script:
        event = event_of(state, happening)
        state, _ = handle(state, flow, event, MORNING, CALENDARS)
        node = flow.nodes.get(state.node)
        assert not isinstance(node, MenuNode) or state.misses <= node.retries


def without_tokens(steps: list[FlowStep]) -> list[FlowStep]:
    """What is begun, however it is numbered; what was being said is stopped only where it was being said."""
    return [
        msgspec.structs.replace(step, token=0)
        if token_of(step) is not None or isinstance(step, Listen)
        else step
        for step in steps
        if not isinstance(step, StopPlayback | StopListening)
    ]


def unnumbered(state: FlowState) -> FlowState:
    return msgspec.structs.replace(state, token=0, listening=min(state.listening, 1))


@settings(max_examples=150)
@given(good_flows(), st.lists(keys | reasons, max_size=20))
def test_to_resume_twice_is_to_resume_once(flow: Flow, script: list[Any]) -> None:
    state, _ = start(flow, {}, MORNING, CALENDARS)
    for happening in script:
        event = event_of(state, happening)
        state, _ = handle(state, flow, event, MORNING, CALENDARS)
    once, first = resume(state, flow, MORNING, CALENDARS)
    twice, second = resume(once, flow, MORNING, CALENDARS)
    assert without_tokens(first) == without_tokens(second)
    assert unnumbered(once) == unnumbered(twice)
    assert (once.node, once.misses, once.pressed, once.variables) == (
        state.node,
        0 if state.stage == "looking" else state.misses,  # a service is asked, and waited for, anew
        state.pressed,
        state.variables,
    )


@settings(max_examples=200)
@given(good_flows(), st.lists(keys | reasons, max_size=20))
def test_the_state_survives_being_written_down(flow: Flow, script: list[Any]) -> None:
    state, _ = start(flow, {"caller": "known", "vip": True}, MORNING, CALENDARS)
    for happening in script:
        event = event_of(state, happening)
        state, _ = handle(state, flow, event, MORNING, CALENDARS)
    assert msgspec.json.decode(msgspec.json.encode(state), type=FlowState) == state


@settings(max_examples=100)
@given(good_flows())
def test_an_ended_call_asks_for_nothing_more(flow: Flow) -> None:
    state, _ = start(flow, {}, MORNING, CALENDARS)
    ended = msgspec.structs.replace(state, stage="ended")
    for event in (PlaybackFinished(ended.token), KeyPressed("1"), TimerFired(ended.token)):
        assert handle(ended, flow, event, MORNING, CALENDARS) == (ended, [])


@settings(max_examples=200)
@given(good_flows(), st.lists(keys | reasons, max_size=30))
def test_who_is_listened_to_is_known_at_every_step(flow: Flow, script: list[Any]) -> None:
    """Whatever is said and pressed in whatever order: one listening at most, at a menu or for a number; it ends by a word or is stopped."""
    state, steps = start(flow, {}, MORNING, CALENDARS)
    listening = 0
    for happening in [None, *script]:
        if happening is not None:
            event = event_of(state, happening)
            ends = isinstance(event, Heard | HearingOver) and event.token == listening
            listening = 0 if ends else listening
            state, steps = handle(state, flow, event, MORNING, CALENDARS)
        for step in steps:
            if isinstance(step, StopListening):
                assert step.token == listening
                listening = 0
            if isinstance(step, Listen):
                assert not listening
                listening = step.token
        assert state.listening == listening
        node = flow.nodes.get(state.node)
        hears = isinstance(node, MenuNode | CollectNode) and node.hear != "keys" and not state.by_keys
        assert not listening or hears


@settings(max_examples=100)
@given(good_flows(), st.lists(keys | reasons, max_size=10), st.sampled_from("123"))
def test_a_key_and_a_word_at_once_are_one_choice(flow: Flow, script: list[Any], key: str) -> None:
    state, _ = start(flow, {}, MORNING, CALENDARS)
    for happening in script:
        state, _ = handle(state, flow, event_of(state, happening), MORNING, CALENDARS)
    if not state.listening or state.unsure:
        return
    heard = Heard(state.listening, key, 1.0)
    by_word, _ = handle(state, flow, heard, MORNING, CALENDARS)
    assert handle(by_word, flow, heard, MORNING, CALENDARS) == (by_word, [])
    pressed, _ = handle(state, flow, KeyPressed(key), MORNING, CALENDARS)
    assert handle(pressed, flow, heard, MORNING, CALENDARS) == (pressed, [])
