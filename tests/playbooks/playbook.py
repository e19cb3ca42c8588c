"""Playbooks of calls: what happens (>>) and what comes of it (<<), in the field's words.

    assert Playbook() >> Ready(ANNA) >> Dials("1001") << Rings(ANNA) >> Answers(ANNA) << Joins() << Visit("answered")

After a `>>` what is expected is looked for in its order among the facts that came of it, among the commands, and among the words
to people; more may come between. `Never(...)` says that something did not come from there on. At every step World proves replay and screens.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Self

from ringwell.agents import messages as agent_facts
from ringwell.agents.messages import Presence
from ringwell.calls import messages as calls
from ringwell.journeys import commands as ask
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.floor import FloorMessage
from ringwell.journeys.turn import Configured, Notice, Refusal
from ringwell.kernel.events import Actor
from ringwell.kernel.ids import LEG
from ringwell.routing import messages as routing
from tests.support.fake_switch import BUSY, NORMAL, FakeLeg
from tests.support.world import CONFIG, SHOP, WORKSPACE, World

ANSWERS_S = 1


class Playbook(World):
    """One floor and its story. `callers` are the callers' legs by name; what concerns a caller means the first unless it says."""

    def __init__(self, config: WorkspaceConfig = CONFIG, *, known_callers: bool = True) -> None:
        super().__init__(config, known_callers=known_callers)
        self.callers: dict[str, str] = {}
        self.came: list[list[object]] = []

    def __rshift__(self, happening: "Happening") -> Self:
        self.turns.clear()
        self.refusal = None
        happening.happen(self)
        self.settle()
        self.prove_replay()
        self.came = [
            [event.fact for turn in self.turns for event in turn.events],
            [command for turn in self.turns for command in turn.commands],
            [word for turn in self.turns for word in (*turn.notices, turn.refusal) if word],
        ]
        return self

    def __lshift__(self, expected: "Expected") -> Self:
        if isinstance(expected, Never):
            found = any(expected.what.fits(self, each) for stream in self.came for each in stream)
            assert not found, self._told(expected)
            return self
        for stream in self.came:
            for index, each in enumerate(stream):
                if expected.fits(self, each):
                    del stream[: index + 1]
                    return self
        raise AssertionError(self._told(expected))

    def leg(self, caller: str) -> str:
        return self.callers[caller]

    def interaction(self, caller: str) -> str:
        started = (e for e in self.log if isinstance(e.fact, calls.InteractionStarted))
        leg = self.callers[caller]
        return next(
            event.interaction_id or ""
            for event in started
            if isinstance(event.fact, calls.InteractionStarted) and event.fact.leg_id == leg
        )

    def rung(self, agent_id: str) -> FakeLeg:
        leg = self.switch.ringing(agent_id)
        assert leg is not None, f"{agent_id} is not rung"
        return leg

    def _told(self, expected: object) -> str:
        came = "\n".join(f"    {each}" for stream in self.came for each in stream)
        return f"not so: {expected}\n  came:\n{came}"


# --- what happens


class Happening(ABC):
    @abstractmethod
    def happen(self, book: Playbook) -> None: ...


@dataclass
class Dials(Happening):
    number: str
    caller: str = "caller"
    shows: str | None = None
    forwarded: str = ""

    def happen(self, book: Playbook) -> None:
        leg_id = book.callers[self.caller] = book.ids.new(LEG)
        book.switch.dial(leg_id, self.number, self.shows or f"+48 {self.caller}", self.forwarded)


@dataclass
class Presses(Happening):
    key: str
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.switch.press(book.leg(self.caller), self.key)


@dataclass
class Speaks(Happening):
    """Says what stands for this key, as surely as this; None is in no list."""

    key: str | None
    confidence: float = 0.9
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.switch.say(book.leg(self.caller), self.key, self.confidence)


@dataclass
class BeginsToSpeak(Happening):
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.switch.begin_to_speak(book.leg(self.caller))


@dataclass
class HangsUp(Happening):
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.switch.end(book.leg(self.caller))


@dataclass
class Passes(Happening):
    """Time."""

    seconds: float

    def happen(self, book: Playbook) -> None:
        book.wait(self.seconds)


@dataclass
class PromptEnds(Happening):
    def happen(self, book: Playbook) -> None:
        book.wait(3)


@dataclass
class Ready(Happening):
    """The agent's phone registers and the agent goes ready."""

    agent_id: str

    def happen(self, book: Playbook) -> None:
        profile = book.floor.config.agents[self.agent_id]
        book.switch.register(profile.endpoint)
        book.settle()
        book.send(
            ask.SetPresence(agent_id=self.agent_id, presence="ready"),
            Actor(kind="user", id=user_of(self.agent_id)),
        )


def user_of(agent_id: str) -> str:
    """The user who is this agent."""
    return agent_id.replace("agt_", "usr_")


@dataclass
class Asks(Happening):
    """A person's command; `by_supervisor` when it is not the agent who asks."""

    command: ask.AnyPersonCommand
    by_supervisor: bool = False

    def happen(self, book: Playbook) -> None:
        agent_id: object = getattr(self.command, "agent_id", None)
        by_agent = user_of(agent_id) if isinstance(agent_id, str) else "usr_supervisor"
        user_id = "usr_supervisor" if self.by_supervisor else by_agent
        book.send(self.command, Actor(kind="user", id=user_id))


def sets(
    agent_id: str, presence: Presence, reason: str | None = None, *, by_supervisor: bool = False
) -> Asks:
    return Asks(ask.SetPresence(agent_id=agent_id, presence=presence, reason=reason), by_supervisor)


@dataclass
class Answers(Happening):
    agent_id: str

    def happen(self, book: Playbook) -> None:
        book.switch.answer(book.rung(self.agent_id).leg_id)


@dataclass
class Declines(Happening):
    agent_id: str

    def happen(self, book: Playbook) -> None:
        ring = book.rung(self.agent_id).ring
        assert ring is not None
        command = ask.DeclineOffer(agent_id=self.agent_id, offer_id=ring.offer_id)
        book.send(command, Actor(kind="user", id=user_of(command.agent_id)))


@dataclass
class PhoneRejects(Happening):
    """The browser's phone itself answers with 486."""

    agent_id: str

    def happen(self, book: Playbook) -> None:
        book.switch.end(book.rung(self.agent_id).leg_id, BUSY)


@dataclass
class AgentHangsUp(Happening):
    agent_id: str
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.send(ask.HangUp(agent_id=self.agent_id, interaction_id=book.interaction(self.caller)))


@dataclass
class Holds(Happening):
    agent_id: str
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.send(ask.Hold(agent_id=self.agent_id, interaction_id=book.interaction(self.caller)))


@dataclass
class Resumes(Happening):
    agent_id: str
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        book.send(ask.Resume(agent_id=self.agent_id, interaction_id=book.interaction(self.caller)))


@dataclass
class Finishes(Happening):
    agent_id: str
    disposition_id: str | None = None
    then: Literal["ready", "not_ready"] | None = None
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        finish = ask.FinishWrapUp(
            agent_id=self.agent_id,
            interaction_id=book.interaction(self.caller),
            disposition_id=self.disposition_id,
            then=self.then,
        )
        book.send(finish)


@dataclass
class Extends(Happening):
    agent_id: str
    seconds: int
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        extend = ask.ExtendWrapUp(
            agent_id=self.agent_id, interaction_id=book.interaction(self.caller), seconds=self.seconds
        )
        book.send(extend)


@dataclass
class PageOpens(Happening):
    """A page says that it has the phone, and which caller is heard there."""

    agent_id: str
    session: str
    caller: str | None = None

    def happen(self, book: Playbook) -> None:
        about = book.interaction(self.caller) if self.caller else None
        book.send(
            ask.PhoneOpened(agent_id=self.agent_id, phone_session_id=self.session, interaction_id=about)
        )


@dataclass
class PageReady(Happening):
    """The page's phone has registered, and the page says so."""

    agent_id: str
    session: str

    def happen(self, book: Playbook) -> None:
        book.switch.register(book.floor.config.agents[self.agent_id].endpoint)
        book.settle()
        book.send(ask.PhoneReady(agent_id=self.agent_id, phone_session_id=self.session))


@dataclass
class PhoneGoes(Happening):
    agent_id: str

    def happen(self, book: Playbook) -> None:
        book.switch.register(book.floor.config.agents[self.agent_id].endpoint, there=False)


@dataclass
class PhoneComes(Happening):
    agent_id: str

    def happen(self, book: Playbook) -> None:
        book.switch.register(book.floor.config.agents[self.agent_id].endpoint)


@dataclass
class BrowserLegEnds(Happening):
    """The BYE of a page that is unloaded, or the switch's end of a leg without sound."""

    agent_id: str

    def happen(self, book: Playbook) -> None:
        book.switch.end(book.switch.leg_of(self.agent_id).leg_id)


@dataclass
class DeskPhoneEnds(Happening):
    """A desk phone's leg is gone: by its BYE, or for another cause."""

    agent_id: str
    cause: int = NORMAL

    def happen(self, book: Playbook) -> None:
        book.switch.end(book.switch.leg_of(self.agent_id).leg_id, self.cause)


@dataclass
class SwitchRefuses(Happening):
    """The next such command."""

    command: str
    gone: bool = False

    def happen(self, book: Playbook) -> None:
        book.switch.failing[self.command] = self.gone


@dataclass
class Tells(Happening):
    """The switch tells something of its own."""

    event: calls.SwitchEvent

    def happen(self, book: Playbook) -> None:
        book.send(self.event)


@dataclass
class Sends(Happening):
    """The runtime says something to the floor."""

    message: FloorMessage

    def happen(self, book: Playbook) -> None:
        book.send(self.message)


@dataclass
class Dies(Happening):
    """The brain."""

    def happen(self, book: Playbook) -> None:
        book.settle()
        book.restart()


@dataclass
class Meanwhile(Happening):
    """Something happens at the switch while the brain is away: nobody hears of it."""

    what: Happening

    def happen(self, book: Playbook) -> None:
        self.what.happen(book)
        book.switch.events.clear()


@dataclass
class TimeAway(Happening):
    """Time passes while the brain is away."""

    seconds: float

    def happen(self, book: Playbook) -> None:
        book.clock(book.now + timedelta(seconds=self.seconds))
        for due in [due for due in book.switch.due if due.at <= book.now]:
            book.switch.due.remove(due)
            book.switch.fire(due)
        book.switch.events.clear()


@dataclass
class IsBack(Happening):
    """The brain, or the switch: it tells what it has."""

    def happen(self, book: Playbook) -> None:
        book.connect()


@dataclass
class SwitchGoes(Happening):
    def happen(self, book: Playbook) -> None:
        book.send(calls.SwitchLost(at=book.now, switch_id="sw1"))


@dataclass
class SwitchRestarts(Happening):
    """All legs, bridges and registrations are gone."""

    def happen(self, book: Playbook) -> None:
        for leg_id in list(book.switch.legs):
            book.switch.end(leg_id)
        book.switch.registered.clear()
        book.switch.events.clear()


@dataclass
class ToFallback(Happening):
    """The watchdog gives the caller to the switch's own queue, where an agent takes it."""

    agent_id: str
    caller: str = "caller"

    def happen(self, book: Playbook) -> None:
        leg = book.switch.legs[book.leg(self.caller)]
        leg.in_fallback = True
        leg.bridge_id = "queue's own"
        agent = FakeLeg(f"leg_fallback_{self.agent_id}", "agent", answered=True, in_fallback=True)
        endpoint = book.floor.config.agents[self.agent_id].endpoint
        agent.ring = calls.RingAgent(
            leg_id=agent.leg_id,
            interaction_id="",
            offer_id="",
            agent_id=self.agent_id,
            endpoint=endpoint,
            caller_leg_id=leg.leg_id,
            caller_number="",
            recording_id=None,
            timeout_s=20,
        )
        agent.bridge_id = "queue's own"
        book.switch.legs[agent.leg_id] = agent
        book.switch.were.add(agent.leg_id)


def fallback_call(book: Playbook, leg_id: str, *, answered: bool, ago: float = 60) -> calls.FallbackCallEnded:
    """A call that entered the switch's own queue a while ago and, answered or not, has ended now."""
    return calls.FallbackCallEnded(
        at=book.now,
        leg_id=leg_id,
        switch_id="sw1",
        workspace_id="wsp_1",
        number="1001",
        caller_number="+48 1",
        queue_id=SHOP,
        entered_at=book.now - timedelta(seconds=ago),
        waited_ms=10_000,
        agent_endpoint="a-ben" if answered else None,
        talk_ms=40_000 if answered else 0,
        ended_by="agent" if answered else "caller",
        recording_id="rec_x" if answered else None,
    )


@dataclass
class NewConfiguration(Happening):
    config: WorkspaceConfig

    def happen(self, book: Playbook) -> None:
        book.send(Configured(self.config))


# --- what comes of it


class Expected(ABC):
    @abstractmethod
    def fits(self, book: Playbook, came: object) -> bool: ...


@dataclass
class Never(Expected):
    what: Expected

    def fits(self, book: Playbook, came: object) -> bool:
        return self.what.fits(book, came)


class A(Expected):
    """A command, fact or notice of this kind, with these fields among its own."""

    def __init__(self, kind: type, /, **fields: object) -> None:
        self.kind, self.fields = kind, fields

    def __repr__(self) -> str:
        return f"{self.kind.__name__} with {self.fields}"

    def fits(self, book: Playbook, came: object) -> bool:
        return isinstance(came, self.kind) and all(
            getattr(came, name) == value for name, value in self.fields.items()
        )


def Rings(agent_id: str, **fields: object) -> A:
    return A(calls.RingAgent, agent_id=agent_id, **fields)


def Offer(result: str, **fields: object) -> A:
    return A(agent_facts.OfferEnded, result=result, **fields)


def Visit(result: str, **fields: object) -> A:
    return A(routing.QueueLeft, result=result, **fields)


def Ended(result: str, **fields: object) -> A:
    return A(calls.InteractionEnded, result=result, **fields)


def State(agent_id: str, presence: str, activity: str, **fields: object) -> A:
    return A(agent_facts.AgentStateChanged, agent_id=agent_id, presence=presence, activity=activity, **fields)


def Told(agent_id: str, code: str) -> A:
    return A(Notice, agent_id=agent_id, code=code)


def Refused(code: str) -> A:
    return A(Refusal, code=code)


def Joins() -> A:
    return A(calls.JoinLegs)


@dataclass
class OfCaller(Expected):
    """A command about a caller's leg."""

    kind: type[calls.Message]
    caller: str = "caller"

    def fits(self, book: Playbook, came: object) -> bool:
        return isinstance(came, self.kind) and getattr(came, "leg_id", None) == book.leg(self.caller)


def Music(caller: str = "caller") -> OfCaller:
    return OfCaller(calls.StartMusic, caller)


def Silence(caller: str = "caller") -> OfCaller:
    return OfCaller(calls.StopMusic, caller)


def HangUpOf(caller: str = "caller") -> OfCaller:
    return OfCaller(calls.HangUpLeg, caller)


@dataclass
class Says(Expected):
    """The caller is told this prompt first."""

    prompt: str
    number: int | None = None
    caller: str = "caller"

    def fits(self, book: Playbook, came: object) -> bool:
        return (
            isinstance(came, calls.PlayPrompts)
            and came.leg_id == book.leg(self.caller)
            and (came.prompts[0].code, came.prompts[0].number) == (self.prompt, self.number)
        )


@dataclass
class StopsRinging(Expected):
    """The leg that rang this agent, and had not answered, is hung up."""

    agent_id: str

    def fits(self, book: Playbook, came: object) -> bool:
        rung = (c for c in book.switch.commands if isinstance(c, calls.RingAgent))
        legs = {each.leg_id for each in rung if each.agent_id == self.agent_id}
        return isinstance(came, calls.HangUpLeg) and came.leg_id in legs


class Hears(Expected):
    """A sound of the workspace's own."""

    def __init__(self, sound: str = "outage") -> None:
        self.sound = f"{WORKSPACE}/{sound}"

    def fits(self, book: Playbook, came: object) -> bool:
        return isinstance(came, calls.PlayPrompts) and self.sound in {each.sound for each in came.prompts}
