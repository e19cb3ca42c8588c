"""A caller's way through flows, as scripts: what happens (>>) and what is then asked for (<<)."""

from datetime import UTC, datetime
from typing import Any, Self

import msgspec
import pytest

from ringwell.flows.hours import WEEKDAYS, Calendar, Interval
from ringwell.flows.interpret import handle, resume, start
from ringwell.flows.messages import (
    Answer,
    CollectKey,
    Enqueue,
    FlowEvent,
    FlowStep,
    HangUp,
    KeyPressed,
    Play,
    PlaybackFinished,
    QueueLeft,
    RecordVoicemail,
    Report,
    SetTimer,
    SkillLevel,
    StopPlayback,
    TimerFired,
    VoicemailFinished,
)
from ringwell.flows.model import Flow
from ringwell.flows.prompts import Prompt
from ringwell.flows.state import FlowState

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALENDARS = {"shop": Calendar("Europe/Warsaw", {day: (Interval("09:00", "18:00"),) for day in WEEKDAYS[:5]})}

NODES: dict[str, dict[str, Any]] = {
    "pick-up": {"type": "answer", "next": "hours"},
    "hours": {"type": "hours", "calendar": "shop", "open": "hello", "closed": "closed"},
    "closed": {"type": "hangup", "prompts": [{"prompt": "closed"}]},
    "hello": {"type": "say", "prompts": [{"prompt": "greeting-shop"}], "next": "menu", "interruptible": True},
    "menu": {
        "type": "menu",
        "prompts": [{"prompt": "menu-shop"}],
        "keys": {"1": "orders", "2": "message", "3": "polish"},
        "repeat_key": "9",
        "timeout_seconds": 5,
        "retries": 2,
        "default": "orders",
    },
    "orders": {"type": "queue", "queue": "orders", "skills": [{"skill": "sales", "level": 3}]},
    "polish": {"type": "set", "variables": {"language": "pl"}, "next": "overflow"},
    "overflow": {
        "type": "queue",
        "queue": "complaints",
        "priority": 8,
        "max_wait_seconds": 60,
        "on_timeout": "message",
        "on_nobody": "message",
        "on_full": "message",
    },
    "message": {"type": "voicemail", "max_seconds": 90, "silence_seconds": 4, "next": "bye"},
    "bye": {"type": "hangup", "prompts": [{"prompt": "voicemail-thanks"}]},
}


def flow_of(nodes: dict[str, dict[str, Any]], begin: str = "pick-up") -> Flow:
    document = {"format": 1, "id": "shop", "language": "en", "start": begin, "nodes": nodes}
    return msgspec.convert(document, Flow)


FLOW = flow_of(NODES)
KEYS = ("1", "2", "3", "9")


def play(token: int, *codes: str, language: str = "en") -> Play:
    return Play(token, language, tuple(Prompt(code) for code in codes))


class Playbook:
    """A call in a flow: `happens` feeds an event, `asks` compares the steps that came of it."""

    def __init__(self, flow: Flow = FLOW, now: datetime = MONDAY_NOON) -> None:
        self.flow, self.now = flow, now
        self.state, self.steps = start(flow, {}, now, CALENDARS)

    def happens(self, event: FlowEvent) -> Self:
        self.state, self.steps = handle(self.state, self.flow, event, self.now, CALENDARS)
        return self

    def crashes(self) -> Self:
        """The brain dies and comes back with what the log kept."""
        kept = msgspec.json.decode(msgspec.json.encode(self.state), type=FlowState)
        self.state, self.steps = resume(kept, self.flow, self.now, CALENDARS)
        return self

    def asks(self, *steps: FlowStep) -> Self:
        assert self.steps == list(steps)
        return self


@pytest.fixture
def at_menu() -> Playbook:
    call = Playbook().asks(Answer(), play(1, "greeting-shop"))
    return call.happens(PlaybackFinished(1)).asks(CollectKey("menu", KEYS), play(2, "menu-shop"))


def orders(token: int) -> Enqueue:
    return Enqueue(token, "orders", 5, (SkillLevel("sales", 3),), "en", None, {})


def test_a_key_during_the_menu_stops_it_and_chooses(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("1")).asks(StopPlayback(2), orders(3))
    at_menu.happens(QueueLeft(3, "answered")).asks()
    assert (at_menu.state.stage, at_menu.state.pressed) == ("ended", ("1",))


def test_a_key_after_the_menu_chooses(at_menu: Playbook) -> None:
    at_menu.happens(PlaybackFinished(2)).asks(SetTimer(3, 5))
    at_menu.happens(KeyPressed("1")).asks(orders(4))
    at_menu.happens(TimerFired(3)).asks()


def test_silence_is_asked_again_twice_and_then_goes_the_default_way(at_menu: Playbook) -> None:
    at_menu.happens(PlaybackFinished(2)).asks(SetTimer(3, 5))
    at_menu.happens(TimerFired(3)).asks(CollectKey("menu", KEYS), play(4, "menu-timeout", "menu-shop"))
    at_menu.happens(PlaybackFinished(4)).asks(SetTimer(5, 5))
    at_menu.happens(TimerFired(5)).asks(CollectKey("menu", KEYS), play(6, "menu-timeout", "menu-shop"))
    at_menu.happens(PlaybackFinished(6)).asks(SetTimer(7, 5))
    at_menu.happens(TimerFired(7)).asks(orders(8))
    assert at_menu.state.pressed == ()


def test_wrong_keys_are_told_twice_and_then_go_the_default_way(at_menu: Playbook) -> None:
    again = CollectKey("menu", KEYS)
    at_menu.happens(KeyPressed("7")).asks(StopPlayback(2), again, play(3, "wrong-key", "menu-shop"))
    at_menu.happens(KeyPressed("#")).asks(StopPlayback(3), again, play(4, "wrong-key", "menu-shop"))
    at_menu.happens(KeyPressed("0")).asks(StopPlayback(4), orders(5))


def test_wrong_and_missing_keys_count_together(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("7")).happens(PlaybackFinished(3)).happens(TimerFired(4))
    at_menu.happens(KeyPressed("8")).asks(StopPlayback(5), orders(6))


def test_repeat_says_the_menu_again_and_costs_no_patience(at_menu: Playbook) -> None:
    for token in range(2, 12):
        at_menu.happens(KeyPressed("9"))
        at_menu.asks(StopPlayback(token), CollectKey("menu", KEYS), play(token + 1, "menu-shop"))
    assert at_menu.state.misses == 0


def test_closed_hours() -> None:
    told = Report("flow.closed", "hours", {"calendar": "shop"})
    call = Playbook(now=SUNDAY_NOON).asks(Answer(), told, play(1, "closed"))
    call.happens(KeyPressed("1")).asks()
    call.happens(PlaybackFinished(1)).asks(HangUp("flow"))
    assert call.state.stage == "ended"


def test_a_key_during_the_greeting_is_taken_by_the_menu() -> None:
    call = Playbook().happens(KeyPressed("1"))
    call.asks(StopPlayback(1), CollectKey("menu", KEYS), orders(2))
    assert call.state.pressed == ("1",)


def test_a_wrong_key_during_the_greeting_only_skips_it() -> None:
    call = Playbook().happens(KeyPressed("5"))
    call.asks(StopPlayback(1), CollectKey("menu", KEYS), play(2, "menu-shop"))
    assert (call.state.misses, call.state.ahead) == (0, ())


def test_the_language_chosen_is_spoken_and_asked_of_the_agent(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("3"))
    at_menu.asks(StopPlayback(2), Enqueue(3, "complaints", 8, (), "pl", 60, {"language": "pl"}))
    leave = play(4, "voicemail-leave-message", "beep", language="pl")
    at_menu.happens(QueueLeft(3, "timeout")).asks(leave)


@pytest.mark.parametrize("because", ["nobody", "full", "timeout"])
def test_a_queue_with_a_way_on(at_menu: Playbook, because: Any) -> None:
    at_menu.happens(KeyPressed("3")).happens(QueueLeft(3, because))
    at_menu.asks(play(4, "voicemail-leave-message", "beep", language="pl"))
    at_menu.happens(PlaybackFinished(4)).asks(RecordVoicemail(5, 90, 4, "#"))
    at_menu.happens(VoicemailFinished(5)).asks(play(6, "voicemail-thanks", language="pl"))
    at_menu.happens(PlaybackFinished(6)).asks(HangUp("flow"))


@pytest.mark.parametrize(("because", "said"), [("nobody", "nobody-logged-in"), ("full", "queue-full-busy")])
def test_a_queue_without_a_way_on_says_why_and_ends(at_menu: Playbook, because: Any, said: str) -> None:
    at_menu.happens(KeyPressed("1")).happens(QueueLeft(3, because)).asks(play(4, said))
    at_menu.happens(PlaybackFinished(4)).asks(HangUp(because))


def test_a_caller_who_gave_up_waiting_needs_nothing_more(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("1")).happens(QueueLeft(3, "abandoned")).asks()
    assert at_menu.state.stage == "ended"


def test_stale_reports_change_nothing(at_menu: Playbook) -> None:
    before = at_menu.state
    for event in (PlaybackFinished(1), TimerFired(2), QueueLeft(2, "nobody"), VoicemailFinished(2)):
        at_menu.happens(event).asks()
    assert at_menu.state == before


def test_after_a_crash_the_menu_is_said_again(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("7")).crashes()
    at_menu.asks(StopPlayback(3), CollectKey("menu", KEYS), play(4, "menu-shop"))
    assert at_menu.state.misses == 1
    at_menu.happens(PlaybackFinished(3)).asks()
    at_menu.happens(PlaybackFinished(4)).asks(SetTimer(5, 5))
    at_menu.crashes().asks(CollectKey("menu", KEYS), play(6, "menu-shop"))


def test_after_a_crash_the_place_in_line_is_kept(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("1")).crashes().asks(orders(3))
    at_menu.happens(QueueLeft(3, "answered")).asks()


def test_after_a_crash_a_message_goes_on_being_recorded(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("2")).happens(PlaybackFinished(3)).asks(RecordVoicemail(4, 90, 4, "#"))
    at_menu.crashes().asks(RecordVoicemail(4, 90, 4, "#"))


def test_after_a_crash_last_words_are_said_again(at_menu: Playbook) -> None:
    at_menu.happens(KeyPressed("1")).happens(QueueLeft(3, "full")).crashes()
    at_menu.asks(StopPlayback(4), play(5, "queue-full-busy")).happens(PlaybackFinished(5)).asks(
        HangUp("full")
    )
    at_menu.crashes().asks()


def test_a_calendar_that_is_gone_lets_callers_in_and_is_reported() -> None:
    nodes = {**NODES, "hours": {**NODES["hours"], "calendar": "gone"}}
    call = Playbook(flow_of(nodes), SUNDAY_NOON)
    call.asks(
        Answer(), Report("flow.unknown_calendar", "hours", {"calendar": "gone"}), play(1, "greeting-shop")
    )


def test_a_node_that_is_gone_apologises_and_ends(at_menu: Playbook) -> None:
    at_menu.flow = flow_of({k: v for k, v in NODES.items() if k != "orders"})
    at_menu.happens(KeyPressed("1"))
    at_menu.asks(
        StopPlayback(2), Report("flow.missing_node", "menu", {"target": "orders"}), play(3, "technical-error")
    )
    at_menu.happens(PlaybackFinished(3)).asks(HangUp("error"))


def test_numbers_come_from_the_document_or_from_variables() -> None:
    say = {"type": "say", "next": "end"}
    prompts = [{"prompt": "place-in-line", "number": 3}, {"prompt": "place-in-line", "number_from": "place"}]
    nodes = {
        "in": {"type": "set", "variables": {"place": 7}, "next": "say"},
        "say": {**say, "prompts": prompts},
        "end": {"type": "hangup"},
    }
    expected = Play(1, "en", (Prompt("place-in-line", 3), Prompt("place-in-line", 7)))
    Playbook(flow_of(nodes, "in")).asks(expected)
    unset = {**nodes, "in": {"type": "set", "variables": {"place": "many"}, "next": "say"}}
    Playbook(flow_of(unset, "in")).asks(
        Report("flow.no_number", "say", {"variable": "place"}), Play(1, "en", (Prompt("place-in-line", 3),))
    )
    silent = {**unset, "say": {**say, "prompts": prompts[1:]}}
    Playbook(flow_of(silent, "in")).asks(
        Report("flow.no_number", "say", {"variable": "place"}), HangUp("flow")
    )
