"""Walk a call through a flow: an event in, a new state and steps out. No clock, no switch, no waiting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from ringwell.flows import acting, entering, looking, menus
from ringwell.flows.act_nodes import (
    ActingNode,
    CallbackNode,
    IntroduceNode,
    SendNode,
    SurveyNode,
    TimesNode,
    TransferNode,
)
from ringwell.flows.acts import Acted, Deed, TalkOver, Tell
from ringwell.flows.hours import Calendar, is_open
from ringwell.flows.inline import INSIDE
from ringwell.flows.menus import kept
from ringwell.flows.messages import (
    Answer,
    CallerKnown,
    EndedBecause,
    Enqueue,
    FlowEvent,
    FlowStep,
    HangUp,
    Heard,
    HearingOver,
    KeyPressed,
    LeftBecause,
    LookedUp,
    Play,
    PlaybackFinished,
    QueueLeft,
    RecordVoicemail,
    Report,
    SetTimer,
    SpeechBegan,
    StartMusic,
    StopListening,
    StopMusic,
    StopPlayback,
    TimerFired,
    Value,
    VoicemailFinished,
)
from ringwell.flows.model import (
    AnswerNode,
    AnyNode,
    BranchNode,
    CollectNode,
    Flow,
    HangUpNode,
    HoursNode,
    LookUpNode,
    MenuNode,
    QueryNode,
    QueueNode,
    ReturnNode,
    SayNode,
    SetNode,
    SplitNode,
    SubflowNode,
    VoicemailNode,
    language_of,
)
from ringwell.flows.parts import Say
from ringwell.flows.prompts import Prompt
from ringwell.flows.saying import said
from ringwell.flows.state import NOTHING, CallerFacts, FlowState, Known
from ringwell.flows.template import CALLED_NUMBER, CALLER_NUMBER, NoValue, UnsafeValue
from ringwell.flows.ways import asks_who, branch, lot_drawn

END_KEY: Final = "#"
LOOK_UP_S: Final = 2.0
"""How long a way that depends on who calls waits for that to be known."""
BEFORE_START: Final = ""
"""Stands in a trail for where a call comes from."""
APOLOGIES: Final[Mapping[EndedBecause, tuple[Say, ...]]] = {
    "nobody": (Say("nobody-logged-in"),),
    "full": (Say("queue-full-busy"),),
    "timeout": (Say("queue-full-busy"),),
    "error": (Say("technical-error"),),
}
"""What a caller hears before being hung up on, where the flow names no other way."""

Calendars = Mapping[str, Calendar]
Result = tuple[FlowState, list[FlowStep]]


def start(
    flow: Flow,
    variables: Mapping[str, Value],
    now: datetime,
    calendars: Calendars,
    known: Known = NOTHING,
    data: Mapping[str, Value] = {},
) -> Result:
    """Begin the flow for a call. `now` is aware; `calendars` are the workspace's opening hours by id; `data` is what was entered before."""
    walk = _Walk(flow, now, calendars, known)
    new = FlowState(flow.start, variables=dict(variables), data=dict(data))
    state = walk.enter(new, "start", flow.start, BEFORE_START)
    return walk.end(state), walk.steps


def handle(
    state: FlowState,
    flow: Flow,
    event: FlowEvent,
    now: datetime,
    calendars: Calendars,
    known: Known = NOTHING,
) -> Result:
    """What the event makes of the call. Events that no longer matter change nothing."""
    walk = _Walk(flow, now, calendars, known)
    after = walk.hear(state, event)
    if after is state:
        return state, walk.steps
    after = walk.end(after)
    return after, _unheard(state, after, walk.steps, is_over=isinstance(event, Heard | HearingOver))


def variables_of(kept: Mapping[str, object] | None) -> Mapping[str, Value]:
    """The variables of a state as it was kept; none before the flow has begun."""
    return msgspec.convert(kept, FlowState).variables if kept else {}


def took_key(flow: Flow, before: FlowState, after: FlowState) -> bool:
    """Whether a menu took the key that led from `before` to `after`, as one of its own or as a wrong one."""
    at_menu = isinstance(flow.nodes.get(before.node), MenuNode)
    return after.pressed != before.pressed or (at_menu and after != before)


def deed(state: FlowState, flow: Flow, now: datetime, calendars: Calendars, known: Known) -> Deed | None:
    """What the present node, which waits for it, has had done; None where it acts no more, or what it needs is not known any more."""
    node = flow.nodes.get(state.node)
    if state.stage != "acting" or not isinstance(node, ActingNode):
        return None
    try:
        return acting.deed_of(_Walk(flow, now, calendars, known), state, node)
    except (NoValue, UnsafeValue):
        return None


def resume(
    state: FlowState, flow: Flow, now: datetime, calendars: Calendars, known: Known = NOTHING
) -> Result:
    """Come back into the present node after a crash.

    What was being said is said again from its beginning; a place in line and a running recording are kept,
    because their steps, asked for again with the same token, do nothing where they still hold.
    """
    walk = _Walk(flow, now, calendars, known)
    after = walk.end(walk.resume(state))
    return after, _unheard(state, after, walk.steps, is_over=False)


def _unheard(before: FlowState, after: FlowState, steps: list[FlowStep], *, is_over: bool) -> list[FlowStep]:
    """The steps, with an end, before all else, of what was listened for and is not any more."""
    if is_over or not before.listening or before.listening == after.listening:
        return steps
    return [StopListening(before.listening), *steps]


class _Walk:
    """One decision in the making: each method returns the state it leads to and adds the steps it takes."""

    def __init__(self, flow: Flow, now: datetime, calendars: Calendars, known: Known) -> None:
        self.flow = flow
        self.now = now
        self.calendars = calendars
        self.known = known
        self.steps: list[FlowStep] = []
        self.trail: list[str] = []

    def end(self, state: FlowState) -> FlowState:
        """The state that was come to, with the way there. Only at a menu and for a number is anybody listened to, and asked what was said."""
        if (state.listening or state.unsure) and not self._may_be_heard(state):
            state = replace(state, listening=0, unsure="")
        return replace(state, trail=tuple(self.trail))

    def _may_be_heard(self, state: FlowState) -> bool:
        asks = isinstance(self.flow.nodes.get(state.node), MenuNode | CollectNode)
        return (
            asks and state.leaving is None and state.stage in ("playing", "choosing", "entering", "hearing")
        )

    def hear(self, state: FlowState, event: FlowEvent) -> FlowState:
        """The very same state where the event does not matter."""
        match event:
            case KeyPressed(digit):
                return self.key_pressed(state, digit)
            case PlaybackFinished(token) if token == state.token and state.stage == "playing":
                return self.heard(state)
            case TimerFired(token) if token == state.token and state.stage in (
                "choosing",
                "entering",
                "hearing",
            ):
                return self.timed_out(state)
            case TimerFired(token) if token == state.token and state.stage == "asking":
                return self._decide(state)
            case SpeechBegan() | Heard() | HearingOver() if 0 < event.token == state.listening:
                return self._heard_of(state, event)
            case CallerKnown() if state.stage == "asking":
                return self._decide(state)
            case PlaybackFinished(token) if token == state.token and state.stage == "looking":
                self.steps.append(StartMusic())
                return replace(state)
            case TimerFired(token) if token == state.token and state.stage == "looking":
                return looking.timed_out(self, state)
            case LookedUp(token, told) if token == state.token and state.stage == "looking":
                return looking.answered(self, state, told)
            case Acted(token, came) if token == state.token and state.stage == "acting":
                return acting.came_to(self, state, came)
            case TimerFired(token) if token == state.token and state.stage == "acting":
                return acting.came_to(self, state, "not_sent")
            case TalkOver() if state.stage in ("queued", "ended") and state.leaving is None:
                return self._talk_over(state)
            case QueueLeft(token, because) if token == state.token and state.stage == "queued":
                return self.queue_left(state, because)
            case VoicemailFinished(token) if token == state.token and state.stage == "recording":
                return self.go_on(state)
            case _:
                return state

    def enter(self, state: FlowState, way: str, node_id: str, begin: str | None = None) -> FlowState:
        """Go through nodes that need nobody, as far as the first that does. `way` leads from the present node (or `begin`) to `node_id`."""
        if not self.trail:
            self.trail.append(state.node if begin is None else begin)
        for _ in range(len(self.flow.nodes) + 1):
            self.trail += (way, node_id)
            node = self.flow.nodes.get(node_id)
            if node is None:
                return self._fail(state, "flow.missing_node", {"target": node_id})
            if isinstance(node, SetNode):
                state = replace(state, variables={**state.variables, **node.variables})
            if isinstance(node, SayNode) and (prompts := self.prompts(state, node_id, node.prompts)):
                return self.play(replace(state, node=node_id), prompts)
            if isinstance(node, BranchNode) and self.known.caller is None and asks_who(node):
                return self._ask_who(replace(state, node=node_id))
            passed = self._way_through(state, node_id, node)
            if passed is None:
                return self._stay(replace(state, node=node_id, misses=0))
            way, node_id = passed
        return self._fail(state, "flow.cycle_without_wait", {"target": node_id})

    def _way_through(self, state: FlowState, node_id: str, node: AnyNode) -> tuple[str, str] | None:
        """The way out of a node that needs nobody, and where it leads; None at one that waits for something."""
        match node:
            case AnswerNode():
                self.steps.append(Answer())
                return "next", node.next
            case SetNode() | SayNode():
                return "next", node.next
            case HoursNode():
                return ("open", node.open) if self._is_open(node_id, node) else ("closed", node.closed)
            case BranchNode():
                return branch(self.flow, self.known, state, node)
            case SplitNode():
                return lot_drawn(node, f"{self.known.lot}:{node_id}")
            case TimesNode():
                within = acting.is_within(node, self.now, self.known.zone)
                return ("within", node.within) if within else ("otherwise", node.otherwise)
            case SurveyNode():
                self.steps.append(Tell(node.survey, node_id))
                return "next", node.next
            case SubflowNode():  # one that nothing was put in for
                self.steps.append(Report("flow.unknown_flow", node_id, {"flow": node.flow}))
                return "next", node.next
            case _:
                return None

    def _ask_who(self, state: FlowState) -> FlowState:
        """Who calls is about to be known; nobody waits long for that."""
        token = state.token + 1
        self.steps.append(SetTimer(token, LOOK_UP_S))
        return replace(state, stage="asking", token=token)

    def _decide(self, state: FlowState) -> FlowState:
        node = self.flow.nodes.get(state.node)
        if not isinstance(node, BranchNode):
            return self.lost(state)
        self.known = replace(self.known, caller=self.known.caller or CallerFacts())
        return self.enter(state, *branch(self.flow, self.known, state, node))

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
            case "acting", TransferNode() | SendNode() | IntroduceNode() | CallbackNode():
                return acting.begin(self, replace(state, token=state.token - 1), node)
            case _:
                self.stop_playback(state)
                if state.stage == "looking":
                    self.steps.append(StopMusic())
                return self._leave(state, state.leaving) if state.leaving else self._stay(state)

    def key_pressed(self, state: FlowState, digit: str) -> FlowState:
        """A key counts at a menu, where digits are entered, and where a prompt may be cut short; elsewhere it is let go."""
        if state.stage == "looking":
            return replace(state, ahead=kept(state.ahead, digit))
        if state.stage not in ("playing", "choosing", "entering", "hearing") or state.leaving is not None:
            return state
        match self.flow.nodes.get(state.node):
            case MenuNode() as menu:
                return menus.key_pressed(self, state, menu, digit)
            case CollectNode() as node:
                return entering.key_pressed(self, state, node, digit)
            case SayNode(interruptible=True, next=target):
                self.stop_playback(state)
                return self.enter(replace(state, ahead=kept(state.ahead, digit)), "next", target)
            case _:
                return state

    def _heard_of(self, state: FlowState, event: SpeechBegan | Heard | HearingOver) -> FlowState:
        """Of who is listened to at a menu, or for a number."""
        if isinstance(event, SpeechBegan) and state.stage == "hearing":
            return state
        match self.flow.nodes.get(state.node), event:
            case MenuNode(), SpeechBegan():
                return menus.speech_began(self, state)
            case MenuNode() as menu, Heard():
                return menus.heard(self, state, menu, event)
            case MenuNode() as menu, HearingOver():
                return menus.hearing_over(self, state, menu, event)
            case CollectNode(), SpeechBegan():
                return entering.speech_began(self, state)
            case CollectNode() as node, Heard():
                return entering.heard(self, state, node, event)
            case CollectNode() as node, HearingOver():
                return entering.hearing_over(self, state, node, event)
            case _:
                return self.lost(state)

    def heard(self, state: FlowState) -> FlowState:
        """The present prompts have been heard to their end."""
        if state.leaving is not None:
            return self._hang_up(state, state.leaving)
        match self.flow.nodes.get(state.node):
            case MenuNode() as menu:
                return menus.await_choice(self, state, menu)
            case CollectNode() as node:
                return entering.await_entry(self, state, node)
            case VoicemailNode() as voicemail:
                return self._record(state, voicemail)
            case _:
                return self.go_on(state)

    def timed_out(self, state: FlowState) -> FlowState:
        match self.flow.nodes.get(state.node):
            case MenuNode() as menu:
                return menus.timed_out(self, state, menu)
            case CollectNode() as node:
                return entering.timed_out(self, state, node)
            case _:
                return self.lost(state)

    def queue_left(self, state: FlowState, because: LeftBecause) -> FlowState:
        if because == "answered" or because == "abandoned":
            return replace(state, stage="ended")
        node = self.flow.nodes.get(state.node)
        if not isinstance(node, QueueNode):
            return self.lost(state)
        ways = {"nobody": node.on_nobody, "full": node.on_full, "timeout": node.on_timeout}
        target = ways[because]
        return self._leave(state, because) if target is None else self.enter(state, f"on_{because}", target)

    def go_on(self, state: FlowState) -> FlowState:
        """Take the one way that leads on from the present node."""
        match self.flow.nodes.get(state.node):
            case SayNode(next=target) | VoicemailNode(next=target):
                return self.enter(state, "next", target)
            case _:
                return self.lost(state)

    def _stay(self, state: FlowState) -> FlowState:
        """Begin what the present node waits for."""
        match self.flow.nodes.get(state.node):
            case SayNode() as say:
                return self.play(state, self.prompts(state, state.node, say.prompts))
            case MenuNode() as menu:
                return menus.offer(self, state, menu)
            case CollectNode() as node:
                return entering.ask(self, state, node)
            case LookUpNode() | QueryNode() as node:
                return looking.ask(self, state, node)
            case TransferNode() | SendNode() | IntroduceNode() | CallbackNode() as node:
                return acting.begin(self, state, node)
            case QueueNode() as queue:
                return self._enqueue(state, queue)
            case VoicemailNode() as voicemail:
                return self._ask_for_message(state, voicemail)
            case HangUpNode() | ReturnNode():
                return self._leave(state, "flow")
            case BranchNode():
                return self._ask_who(state)
            case _:
                return self.lost(state)

    def play(self, state: FlowState, prompts: tuple[Prompt, ...]) -> FlowState:
        token = state.token + 1
        self.steps.append(Play(token, language_of(self.flow, state.variables), prompts))
        return replace(state, stage="playing", token=token)

    def stop_playback(self, state: FlowState) -> None:
        if state.stage in ("playing", "looking"):
            self.steps.append(StopPlayback(state.token))

    def without_value(self, state: FlowState, error: NoValue | UnsafeValue) -> None:
        code = "flow.no_value" if isinstance(error, NoValue) else "flow.unsafe_value"
        self.steps.append(Report(code, state.node, {"variable": error.variable}))

    def values(self, state: FlowState) -> dict[str, Value]:
        given = {CALLER_NUMBER: self.known.caller_number, CALLED_NUMBER: self.known.called_number}
        language = {"language": language_of(self.flow, state.variables)}
        return {**given, **language, **state.variables, **state.data}

    def _talk_over(self, state: FlowState) -> FlowState:
        """The caller goes on behind the queue, where the flow does."""
        node = self.flow.nodes.get(state.node)
        if not isinstance(node, QueueNode) or node.after is None:
            return state
        return self.enter(state, "after", node.after)

    def _enqueue(self, state: FlowState, node: QueueNode) -> FlowState:
        token = state.token + 1
        language = node.language or language_of(self.flow, state.variables)
        wait = node.max_wait_seconds
        step = Enqueue(token, node.queue, node.priority, node.skills, language, wait, state.variables)
        self.steps.append(step)
        return replace(state, stage="queued", token=token, ahead=())

    def _ask_for_message(self, state: FlowState, node: VoicemailNode) -> FlowState:
        prompts = self.prompts(state, state.node, node.prompts)
        return self.play(state, prompts) if prompts else self._record(state, node)

    def _record(self, state: FlowState, node: VoicemailNode) -> FlowState:
        token = state.token + 1
        self.steps.append(RecordVoicemail(token, node.max_seconds, node.silence_seconds, END_KEY))
        return replace(state, stage="recording", token=token, ahead=())

    def _leave(self, state: FlowState, because: EndedBecause) -> FlowState:
        """Say the last words, if there are any, and hang up."""
        node = self.flow.nodes.get(state.node)
        own = node.prompts if because == "flow" and isinstance(node, HangUpNode) else ()
        prompts = self.prompts(state, state.node, own or APOLOGIES.get(because, ()))
        if not prompts:
            return self._hang_up(state, because)
        return replace(self.play(state, prompts), leaving=because)

    def _hang_up(self, state: FlowState, because: EndedBecause) -> FlowState:
        self.steps.append(HangUp(because))
        return replace(state, stage="ended", leaving=because)

    def lost(self, state: FlowState) -> FlowState:
        """The document has no such node (any more), or one of another kind. Within a flow that was put in, that one begins anew."""
        outer, inside, _ = state.node.rpartition(INSIDE)
        if inside and outer in self.flow.nodes:
            return self.enter(state, "again", outer)
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

    def prompts(self, state: FlowState, node_id: str, says: tuple[Say, ...]) -> tuple[Prompt, ...]:
        """The recordings for what is to be said; what no variable holds, or cannot be said, is left out and reported."""
        language = language_of(self.flow, state.variables)
        prompts: list[Prompt] = []
        for say in says:
            spoken = said(say, state, language, self.now)
            if isinstance(spoken, str):
                self.steps.append(
                    Report(spoken, node_id, {"variable": say.value_of or say.number_from or ""})
                )
            else:
                prompts += spoken
        return tuple(prompts)
