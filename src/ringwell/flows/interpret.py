"""Walk a call through a flow: an event in, a new state and steps out. No clock, no switch, no waiting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from ringwell.flows.hours import Calendar, is_open
from ringwell.flows.messages import (
    Answer,
    CollectKey,
    EndedBecause,
    Enqueue,
    FlowEvent,
    FlowStep,
    HangUp,
    KeyPressed,
    LeftBecause,
    Play,
    PlaybackFinished,
    QueueLeft,
    RecordVoicemail,
    Report,
    SetTimer,
    StopPlayback,
    TimerFired,
    Value,
    VoicemailFinished,
)
from ringwell.flows.model import (
    AnswerNode,
    Flow,
    HangUpNode,
    HoursNode,
    MenuNode,
    QueueNode,
    Say,
    SayNode,
    SetNode,
    VoicemailNode,
    language_of,
)
from ringwell.flows.prompts import Prompt

MAX_KEYS_KEPT: Final = 32
"""Keys kept of those pressed; older ones are let go."""

END_KEY: Final = "#"
APOLOGIES: Final[Mapping[EndedBecause, tuple[Say, ...]]] = {
    "nobody": (Say("nobody-logged-in"),),
    "full": (Say("queue-full-busy"),),
    "timeout": (Say("queue-full-busy"),),
    "error": (Say("technical-error"),),
}
"""What a caller hears before being hung up on, where the flow names no other way."""

Stage = Literal["playing", "choosing", "queued", "recording", "ended"]
Calendars = Mapping[str, Calendar]
Result = tuple["FlowState", list[FlowStep]]


class FlowState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a call is in its flow. Serialisable; together with the document it is enough to go on.

    `stage`: `playing` prompts of the node, `choosing` (menu heard, timer runs), `queued`, `recording`, `ended`.
    `token` numbers the last step that began something. `misses` counts wrong and missing keys at this menu.
    `pressed` are the keys chosen at menus, oldest first; `ahead` those pressed before their menu was reached.
    `leaving` tells why the call is hung up once the present prompts have been heard.
    """

    node: str
    stage: Stage = "playing"
    token: int = 0
    misses: int = 0
    variables: dict[str, Value] = {}
    pressed: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    leaving: EndedBecause | None = None


def start(flow: Flow, variables: Mapping[str, Value], now: datetime, calendars: Calendars) -> Result:
    """Begin the flow for a new call. `now` is aware; `calendars` are the workspace's opening hours by id."""
    walk = _Walk(flow, now, calendars)
    return walk.enter(FlowState(flow.start, variables=dict(variables)), flow.start), walk.steps


def handle(state: FlowState, flow: Flow, event: FlowEvent, now: datetime, calendars: Calendars) -> Result:
    """What the event makes of the call. Events that no longer matter change nothing."""
    walk = _Walk(flow, now, calendars)
    match event:
        case KeyPressed(digit):
            return walk.key_pressed(state, digit), walk.steps
        case PlaybackFinished(token) if token == state.token and state.stage == "playing":
            return walk.heard(state), walk.steps
        case TimerFired(token) if token == state.token and state.stage == "choosing":
            return walk.timed_out(state), walk.steps
        case QueueLeft(token, because) if token == state.token and state.stage == "queued":
            return walk.queue_left(state, because), walk.steps
        case VoicemailFinished(token) if token == state.token and state.stage == "recording":
            return walk.go_on(state), walk.steps
        case _:
            return state, []


def took_key(flow: Flow, before: FlowState, after: FlowState) -> bool:
    """Whether a menu took the key that led from `before` to `after`, as one of its own or as a wrong one."""
    at_menu = isinstance(flow.nodes.get(before.node), MenuNode)
    return after.pressed != before.pressed or (at_menu and after != before)


def resume(state: FlowState, flow: Flow, now: datetime, calendars: Calendars) -> Result:
    """Come back into the present node after a crash.

    What was being said is said again from its beginning; a place in line and a running recording are kept,
    because their steps, asked for again with the same token, do nothing where they still hold.
    """
    walk = _Walk(flow, now, calendars)
    return walk.resume(state), walk.steps


class _Walk:
    """One decision in the making: each method returns the state it leads to and adds the steps it takes."""

    def __init__(self, flow: Flow, now: datetime, calendars: Calendars) -> None:
        self.flow = flow
        self.now = now
        self.calendars = calendars
        self.steps: list[FlowStep] = []

    def enter(self, state: FlowState, node_id: str) -> FlowState:
        """Go through nodes that need nobody, as far as the first that does."""
        for _ in range(len(self.flow.nodes) + 1):
            node = self.flow.nodes.get(node_id)
            match node:
                case None:
                    return self._fail(state, "flow.missing_node", {"target": node_id})
                case AnswerNode():
                    self.steps.append(Answer())
                    node_id = node.next
                case SetNode():
                    state = replace(state, variables={**state.variables, **node.variables})
                    node_id = node.next
                case HoursNode():
                    node_id = node.open if self._is_open(node_id, node) else node.closed
                case SayNode():
                    if prompts := self._prompts(state, node_id, node.prompts):
                        return self._play(replace(state, node=node_id), prompts)
                    node_id = node.next
                case _:
                    return self._stay(replace(state, node=node_id, misses=0))
        return self._fail(state, "flow.cycle_without_wait", {"target": node_id})

    def resume(self, state: FlowState) -> FlowState:
        """Begin again what the present node waits for; what goes on without us keeps its token."""
        node = self.flow.nodes.get(state.node)
        match state.stage, node:
            case "ended", _:
                return state
            case "queued", QueueNode():
                return self._enqueue(replace(state, token=state.token - 1), node)
            case "recording", VoicemailNode():
                return self._record(replace(state, token=state.token - 1), node)
            case _:
                self._stop_playback(state)
                return self._leave(state, state.leaving) if state.leaving else self._stay(state)

    def key_pressed(self, state: FlowState, digit: str) -> FlowState:
        """A key counts at a menu, and where a prompt may be cut short; elsewhere it is let go."""
        if state.stage not in ("playing", "choosing") or state.leaving is not None:
            return state
        match self.flow.nodes.get(state.node):
            case MenuNode() as menu:
                self._stop_playback(state)
                return self._choose(state, menu, digit)
            case SayNode(interruptible=True, next=target):
                self._stop_playback(state)
                return self.enter(replace(state, ahead=_kept(state.ahead, digit)), target)
            case _:
                return state

    def heard(self, state: FlowState) -> FlowState:
        """The present prompts have been heard to their end."""
        if state.leaving is not None:
            return self._hang_up(state, state.leaving)
        match self.flow.nodes.get(state.node):
            case MenuNode() as menu:
                return self._await_key(state, menu)
            case VoicemailNode() as voicemail:
                return self._record(state, voicemail)
            case _:
                return self.go_on(state)

    def timed_out(self, state: FlowState) -> FlowState:
        menu = self.flow.nodes.get(state.node)
        return self._miss(state, menu, menu.timeout) if isinstance(menu, MenuNode) else self._lost(state)

    def queue_left(self, state: FlowState, because: LeftBecause) -> FlowState:
        if because == "answered" or because == "abandoned":
            return replace(state, stage="ended")
        node = self.flow.nodes.get(state.node)
        if not isinstance(node, QueueNode):
            return self._lost(state)
        ways = {"nobody": node.on_nobody, "full": node.on_full, "timeout": node.on_timeout}
        target = ways[because]
        return self._leave(state, because) if target is None else self.enter(state, target)

    def go_on(self, state: FlowState) -> FlowState:
        """Take the one way that leads on from the present node."""
        match self.flow.nodes.get(state.node):
            case SayNode(next=target) | VoicemailNode(next=target):
                return self.enter(state, target)
            case _:
                return self._lost(state)

    def _stay(self, state: FlowState) -> FlowState:
        """Begin what the present node waits for."""
        match self.flow.nodes.get(state.node):
            case SayNode() as say:
                return self._play(state, self._prompts(state, state.node, say.prompts))
            case MenuNode() as menu:
                return self._offer(state, menu, ())
            case QueueNode() as queue:
                return self._enqueue(state, queue)
            case VoicemailNode() as voicemail:
                return self._ask_for_message(state, voicemail)
            case HangUpNode():
                return self._leave(state, "flow")
            case _:
                return self._lost(state)

    def _play(self, state: FlowState, prompts: tuple[Prompt, ...]) -> FlowState:
        token = state.token + 1
        self.steps.append(Play(token, language_of(self.flow, state.variables), prompts))
        return replace(state, stage="playing", token=token)

    def _stop_playback(self, state: FlowState) -> None:
        if state.stage == "playing":
            self.steps.append(StopPlayback(state.token))

    def _offer(self, state: FlowState, menu: MenuNode, before: tuple[Say, ...]) -> FlowState:
        """Say the menu, after a word about what went wrong; a key pressed ahead chooses at once."""
        repeat = [] if menu.repeat_key is None else [menu.repeat_key]
        self.steps.append(CollectKey(state.node, (*menu.keys, *repeat)))
        if state.ahead and state.ahead[0] in menu.keys:
            return self._choose(replace(state, ahead=state.ahead[1:]), menu, state.ahead[0])
        state = replace(state, ahead=())
        prompts = self._prompts(state, state.node, before + menu.prompts)
        return self._play(state, prompts) if prompts else self._await_key(state, menu)

    def _await_key(self, state: FlowState, menu: MenuNode) -> FlowState:
        token = state.token + 1
        self.steps.append(SetTimer(token, menu.timeout_seconds))
        return replace(state, stage="choosing", token=token)

    def _choose(self, state: FlowState, menu: MenuNode, digit: str) -> FlowState:
        if digit in menu.keys:
            return self.enter(replace(state, pressed=_kept(state.pressed, digit)), menu.keys[digit])
        if digit == menu.repeat_key:
            return self._offer(replace(state, pressed=_kept(state.pressed, digit)), menu, ())
        return self._miss(state, menu, menu.wrong_key)

    def _miss(self, state: FlowState, menu: MenuNode, before: tuple[Say, ...]) -> FlowState:
        """A wrong or a missing key: say the menu again, or go the default way when patience is used up."""
        if state.misses >= menu.retries:
            return self.enter(state, menu.default)
        return self._offer(replace(state, misses=state.misses + 1), menu, before)

    def _enqueue(self, state: FlowState, node: QueueNode) -> FlowState:
        token = state.token + 1
        language = node.language or language_of(self.flow, state.variables)
        wait = node.max_wait_seconds
        step = Enqueue(token, node.queue, node.priority, node.skills, language, wait, state.variables)
        self.steps.append(step)
        return replace(state, stage="queued", token=token, ahead=())

    def _ask_for_message(self, state: FlowState, node: VoicemailNode) -> FlowState:
        prompts = self._prompts(state, state.node, node.prompts)
        return self._play(state, prompts) if prompts else self._record(state, node)

    def _record(self, state: FlowState, node: VoicemailNode) -> FlowState:
        token = state.token + 1
        self.steps.append(RecordVoicemail(token, node.max_seconds, node.silence_seconds, END_KEY))
        return replace(state, stage="recording", token=token, ahead=())

    def _leave(self, state: FlowState, because: EndedBecause) -> FlowState:
        """Say the last words, if there are any, and hang up."""
        node = self.flow.nodes.get(state.node)
        own = node.prompts if because == "flow" and isinstance(node, HangUpNode) else ()
        prompts = self._prompts(state, state.node, own or APOLOGIES.get(because, ()))
        if not prompts:
            return self._hang_up(state, because)
        return replace(self._play(state, prompts), leaving=because)

    def _hang_up(self, state: FlowState, because: EndedBecause) -> FlowState:
        self.steps.append(HangUp(because))
        return replace(state, stage="ended", leaving=because)

    def _lost(self, state: FlowState) -> FlowState:
        """The document has no such node (any more), or one of another kind."""
        return self._fail(state, "flow.missing_node", {"target": state.node})

    def _fail(self, state: FlowState, code: str, params: Mapping[str, str]) -> FlowState:
        self.steps.append(Report(code, state.node, params))
        return self._leave(state, "error")

    def _is_open(self, node_id: str, node: HoursNode) -> bool:
        """A calendar that is gone must not turn callers away: they reach people, and it is reported."""
        calendar = self.calendars.get(node.calendar)
        if calendar is None:
            self.steps.append(Report("flow.unknown_calendar", node_id, {"calendar": node.calendar}))
            return True
        opened = is_open(calendar, self.now)
        if not opened:
            self.steps.append(Report("flow.closed", node_id, {"calendar": node.calendar}))
        return opened

    def _prompts(self, state: FlowState, node_id: str, says: tuple[Say, ...]) -> tuple[Prompt, ...]:
        """The recordings for what is to be said; a number that is in no variable is left out and reported."""
        prompts: list[Prompt] = []
        for say in says:
            if say.number_from is None:
                prompts.append(Prompt(say.prompt, say.number))
                continue
            number = state.variables.get(say.number_from)
            if isinstance(number, int) and not isinstance(number, bool):
                prompts.append(Prompt(say.prompt, number))
            else:
                self.steps.append(Report("flow.no_number", node_id, {"variable": say.number_from}))
        return tuple(prompts)


def _kept(keys: tuple[str, ...], digit: str) -> tuple[str, ...]:
    return (*keys, digit)[-MAX_KEYS_KEPT:]
