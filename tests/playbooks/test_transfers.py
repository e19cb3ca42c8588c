"""Transfers: a colleague is called while the caller is on hold, and the caller is completed to, swapped, joined or taken back; or let go unasked.

Whatever the other does, the caller is left with somebody, or in the queue.
"""

from dataclasses import dataclass

import pytest

from ringwell.agents.messages import WrapUpEnded, WrapUpStarted
from ringwell.calls import messages as calls
from ringwell.calls.messages import HoldEnded, HoldStarted, SegmentEnded, SegmentStarted
from ringwell.calls.party_messages import (
    CallTransferred,
    PartyAsked,
    PartyHeld,
    PartyJoined,
    PartyLeft,
    PartyMuted,
    PartyResumed,
)
from ringwell.calls.recording import RecordingPaused
from ringwell.journeys import commands as ask
from ringwell.journeys.render import call_view, desk_call_view
from ringwell.routing.messages import QueueEntered
from tests.playbooks.handing_on import JOINS_ALL, Does, calls_up, hears
from tests.playbooks.playbook import (
    A,
    AgentHangsUp,
    Answers,
    Asks,
    BrowserLegEnds,
    Dials,
    Dies,
    Ended,
    HangsUp,
    Happening,
    Holds,
    IsBack,
    Joins,
    Meanwhile,
    Music,
    Never,
    PageOpens,
    PageReady,
    Passes,
    PhoneGoes,
    PhoneRejects,
    Playbook,
    Ready,
    Refused,
    Resumes,
    Rings,
    Silence,
    State,
    StopsRinging,
    SwitchRefuses,
    Told,
    sets,
)
from tests.support.world import ANNA, BANK, BEN, CLEO, SHOP

COMPLETES = Does(ask.CompleteTransfer)
SWAPS = Does(ask.SwapParties)
TAKES_BACK = Does(ask.TakeBack)


@pytest.fixture
def talking() -> Playbook:
    """Anna talks to a caller; Ben is at his desk, and ready."""
    book = Playbook() >> PageOpens(ANNA, "p1") >> Ready(ANNA) >> Dials("1001") >> Answers(ANNA) >> Passes(10)
    return book >> PageOpens(BEN, "p2") >> Ready(BEN)


@pytest.fixture
def consulting(talking: Playbook) -> Playbook:
    """Ben has answered Anna; the caller hears music."""
    return talking >> calls_up() >> Passes(4) >> Answers(BEN) >> Passes(6)


def test_a_colleague_is_called_while_the_caller_hears_music(talking: Playbook) -> None:
    assert (
        talking
        >> calls_up()
        << A(HoldStarted)
        << A(PartyAsked, agent_id=ANNA, to_agent_id=BEN, purpose="consult")
        << State(ANNA, "ready", "consulting")
        << State(BEN, "ready", "offered")
        << Music()
        << Rings(BEN)
        << A(calls.StartRinging)
    )
    interaction = talking.interaction("caller")
    offered = desk_call_view(talking.floor, BEN, interaction)
    assert offered
    assert (offered.state, offered.from_name, offered.agent_id) == ("offered", "Anna", ANNA)
    assert (
        talking
        >> Answers(BEN)
        << A(PartyJoined, to_agent_id=BEN)
        << State(BEN, "ready", "consulting")
        << A(calls.StopRinging)
        << Joins()
    )
    assert hears(talking, ANNA, BEN)
    assert talking.switch.legs[talking.leg("caller")].music


def test_the_transfer_is_completed(consulting: Playbook) -> None:
    bridge = consulting.floor.calls[consulting.interaction("caller")].segment
    assert (
        consulting
        >> COMPLETES
        << A(HoldEnded, hold_ms=10_000)
        << A(SegmentEnded, agent_id=ANNA, talk_ms=10_000, hold_ms=10_000, ended_by="agent")
        << A(CallTransferred, agent_id=ANNA, to="agent", to_agent_id=BEN, asked_first=True)
        << A(PartyLeft, result="transferred")
        << A(SegmentStarted, agent_id=BEN, ordinal=2)
        << State(BEN, "ready", "talking")
        << A(WrapUpStarted, agent_id=ANNA)
        << Silence()
        << Joins()
        << StopsRinging(ANNA)
    )
    assert hears(consulting, "caller", BEN)
    interaction = consulting.interaction("caller")
    begun = consulting.floor.calls[interaction].segment
    assert bridge
    assert begun
    assert begun.bridge_id == bridge.bridge_id
    assert begun.recording_id not in (None, bridge.recording_id)
    recordings = [each.fact for each in consulting.log if isinstance(each.fact, calls.RecordingStarted)]
    assert [(each.agent_id, each.segment_id) for each in recordings] == [
        (ANNA, bridge.segment_id),
        (BEN, None),
    ]
    assert recordings[1].recording_id == begun.recording_id
    mine, board = (
        desk_call_view(consulting.floor, ANNA, interaction),
        call_view(consulting.floor, interaction),
    )
    assert mine
    assert board
    assert (mine.state, board.state, board.agent_id) == ("wrapping_up", "talking", BEN)
    assert (
        consulting
        >> Passes(5)
        >> HangsUp()
        << A(SegmentEnded, agent_id=BEN, talk_ms=5000)
        << Ended("handled")
    )
    assert consulting >> Passes(200) << A(WrapUpEnded, agent_id=ANNA) << A(WrapUpEnded, agent_id=BEN)
    assert consulting.floor.calls == {}


def test_the_wait_is_told_once_whatever_happens_to_the_call(consulting: Playbook) -> None:
    consulting = consulting >> COMPLETES >> Passes(5) >> HangsUp() >> Passes(200)
    row = consulting.rows.new["interactions"][consulting.interaction("caller")]
    assert (row["segments"], row["talk_ms"], row["hold_ms"], row["recordings"]) == (2, 15_000, 10_000, 2)


def test_swap_to_the_caller_and_back(consulting: Playbook) -> None:
    assert (
        consulting
        >> SWAPS
        << A(PartyHeld, to_agent_id=BEN)
        << A(HoldEnded)
        << State(ANNA, "ready", "talking")
    )
    assert hears(consulting, "caller", ANNA)
    assert consulting >> SWAPS << A(HoldStarted) << A(PartyResumed) << State(ANNA, "ready", "consulting")
    assert hears(consulting, ANNA, BEN)


def test_resume_is_a_swap_to_the_caller(consulting: Playbook) -> None:
    assert consulting >> Resumes(ANNA) << A(PartyHeld) << A(HoldEnded)
    assert hears(consulting, "caller", ANNA)
    assert consulting >> COMPLETES << A(SegmentStarted, agent_id=BEN)
    assert hears(consulting, "caller", BEN)


def test_a_conference_of_three_and_whoever_leaves_it(consulting: Playbook) -> None:
    assert consulting >> JOINS_ALL << A(HoldEnded) << State(BEN, "ready", "talking")
    assert hears(consulting, "caller", ANNA, BEN)
    assert consulting >> COMPLETES << A(SegmentStarted, agent_id=BEN) << Never(Joins())
    assert hears(consulting, "caller", BEN)


def test_a_colleague_leaves_the_conference(consulting: Playbook) -> None:
    assert (
        consulting
        >> JOINS_ALL
        >> AgentHangsUp(BEN)
        << A(PartyLeft, result="left")
        << State(BEN, "ready", "idle")
        << Told(ANNA, "party_gone")
    )
    assert hears(consulting, "caller", ANNA)


def test_the_agent_ends_a_conference_for_all(consulting: Playbook) -> None:
    assert (
        consulting >> JOINS_ALL >> AgentHangsUp(ANNA) << A(PartyLeft, result="call_over") << Ended("handled")
    )
    assert consulting.switch.legs == {}
    assert consulting.floor.agents[BEN].idle


def test_a_fourth_comes_straight_into_the_conference(consulting: Playbook) -> None:
    assert consulting >> JOINS_ALL >> Ready(CLEO) >> calls_up(CLEO) << Never(A(HoldStarted)) << Rings(CLEO)
    assert consulting >> Answers(CLEO) << A(PartyJoined)
    assert hears(consulting, "caller", ANNA, BEN, CLEO)


def test_what_a_colleague_says_who_was_only_asked_is_a_recording_of_the_call(consulting: Playbook) -> None:
    assert consulting >> TAKES_BACK << A(PartyLeft, result="removed")
    begun = [each.fact for each in consulting.log if isinstance(each.fact, calls.RecordingStarted)]
    assert [(each.agent_id, each.segment_id is None) for each in begun] == [(ANNA, False), (BEN, True)]


def test_mute_and_remove(consulting: Playbook) -> None:
    consulting = consulting >> JOINS_ALL
    interaction = consulting.interaction("caller")
    [party] = consulting.floor.calls[interaction].parties
    muted = ask.MuteParty(agent_id=ANNA, interaction_id=interaction, party_id=party.party_id, muted=True)
    assert consulting >> Asks(muted) << A(PartyMuted, muted=True) << A(calls.MuteLeg, muted=True)
    assert consulting >> COMPLETES << A(calls.MuteLeg, muted=False)
    assert consulting >> Asks(muted) << Refused("call.not_talking")


def test_one_is_removed_from_a_conference(consulting: Playbook) -> None:
    consulting = consulting >> JOINS_ALL
    interaction = consulting.interaction("caller")
    [party] = consulting.floor.calls[interaction].parties
    remove = ask.RemoveParty(agent_id=ANNA, interaction_id=interaction, party_id=party.party_id)
    assert consulting >> Asks(remove) << A(PartyLeft, result="removed") << State(BEN, "ready", "idle")
    assert consulting >> Asks(remove) << Refused("transfer.party_gone")
    assert hears(consulting, "caller", ANNA)


def test_the_caller_is_taken_back(consulting: Playbook) -> None:
    assert consulting >> TAKES_BACK << A(PartyLeft, result="removed") << A(HoldEnded) << StopsRinging(BEN)
    assert hears(consulting, "caller", ANNA)
    assert consulting.floor.agents[BEN].idle


def test_ending_the_talk_with_a_colleague_does_not_end_the_call(consulting: Playbook) -> None:
    assert consulting >> AgentHangsUp(ANNA) << A(PartyLeft, result="removed") << Never(Ended("handled"))
    assert hears(consulting, "caller", ANNA)


def test_ending_while_it_rings_brings_the_caller_back(talking: Playbook) -> None:
    assert (
        talking >> calls_up() >> AgentHangsUp(ANNA) << A(PartyLeft, result="removed") << A(calls.StopRinging)
    )
    assert hears(talking, "caller", ANNA)


@pytest.mark.parametrize(
    ("what", "result"),
    [
        (PhoneRejects(BEN), "declined"),
        (Passes(31), "no_answer"),
        (PhoneGoes(BEN), "failed"),
        (sets(BEN, "not_ready", "rsn_break"), "declined"),
        (AgentHangsUp(BEN), "declined"),
    ],
)
def test_a_colleague_who_does_not_come(talking: Playbook, what: Happening, result: str) -> None:
    book = talking >> calls_up() >> what
    assert book << A(PartyLeft, result=result) << Told(ANNA, "party_gone") << Never(A(SegmentEnded))
    assert book >> Resumes(ANNA) << A(HoldEnded)
    assert hears(book, "caller", ANNA)
    assert book.floor.agents[BEN].activity == "idle"


def test_a_colleague_who_leaves_while_the_caller_is_on_hold(consulting: Playbook) -> None:
    assert consulting >> AgentHangsUp(BEN) << A(PartyLeft, result="left") << State(ANNA, "ready", "hold")
    assert consulting.switch.legs[consulting.leg("caller")].music


@pytest.mark.parametrize("away", [ANNA, BEN, CLEO])
def test_whom_one_cannot_call(talking: Playbook, away: str) -> None:
    code = {ANNA: "transfer.to_oneself", BEN: "agent.busy", CLEO: "agent.offline"}[away]
    book = talking >> Dials("1001", "other")
    assert book >> calls_up(away) << Refused(code) << Never(A(HoldStarted))
    assert hears(book, "caller", ANNA)


def test_who_is_in_no_talk_calls_nobody(talking: Playbook) -> None:
    for kind in (ask.CompleteTransfer, ask.SwapParties, ask.JoinAll):
        assert talking >> Does(kind, BEN) << Refused("call.not_talking")
        assert talking >> Does(kind, ANNA) << Refused("transfer.nobody_called")


def test_only_one_is_rung_at_a_time(talking: Playbook) -> None:
    assert talking >> Ready(CLEO) >> calls_up() >> calls_up(CLEO) << Refused("transfer.rings_already")


def test_the_caller_hangs_up_while_a_colleague_is_rung(talking: Playbook) -> None:
    assert talking >> calls_up() >> HangsUp() << A(PartyLeft, result="call_over") << Ended("handled")
    assert talking.switch.legs == {}
    assert talking.floor.agents[BEN].idle


def test_the_caller_hangs_up_while_the_agents_talk(consulting: Playbook) -> None:
    assert consulting >> HangsUp() << A(PartyLeft, result="call_over") << Ended("handled", ended_by="caller")
    assert consulting.switch.legs == {}


def test_the_caller_and_the_colleague_hang_up_at_once(consulting: Playbook) -> None:
    consulting.switch.end(consulting.switch.leg_of(BEN).leg_id)
    assert consulting >> HangsUp() << A(PartyLeft, result="left") << Ended("handled")
    assert consulting >> AgentHangsUp(BEN) << Never(Refused("call.not_talking"))


def test_to_complete_meets_the_colleagues_end(consulting: Playbook) -> None:
    """The colleague has hung up, and nobody has heard of it when the transfer is completed: the new agent's leg is lost, and the caller
    goes before all others."""
    consulting.switch.legs.pop(consulting.switch.leg_of(BEN).leg_id)
    leg = consulting.floor.calls[consulting.interaction("caller")].parties[0].leg_id
    ended = calls.LegEnded(at=consulting.now, leg_id=leg, cause=16)
    consulting = consulting >> COMPLETES
    consulting.send(ended)
    assert consulting >> Passes(1) << Never(Ended("handled"))
    assert consulting.floor.calls[consulting.interaction("caller")].stage == "lost"


# --- lost browsers


def test_the_agents_browser_goes_and_comes_back_while_the_caller_is_on_hold(consulting: Playbook) -> None:
    assert consulting >> BrowserLegEnds(ANNA) << A(calls.AgentLegLost) << A(PartyHeld)
    assert consulting >> PageOpens(ANNA, "p1b") >> PageReady(ANNA, "p1b") >> Answers(ANNA)
    assert hears(consulting, "caller", ANNA)
    assert consulting >> SWAPS << A(PartyResumed)
    assert hears(consulting, ANNA, BEN)


def test_the_agents_browser_stays_away_and_the_colleague_takes_over(consulting: Playbook) -> None:
    consulting = consulting >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA)
    assert consulting >> Passes(21) << A(SegmentEnded, agent_id=ANNA) << A(SegmentStarted, agent_id=BEN)
    assert hears(consulting, "caller", BEN)
    assert consulting.floor.agents[ANNA].activity == "idle"


def test_a_conference_goes_on_while_the_agents_browser_is_away(consulting: Playbook) -> None:
    consulting = consulting >> JOINS_ALL >> BrowserLegEnds(ANNA)
    assert hears(consulting, "caller", BEN)
    assert consulting >> PageOpens(ANNA, "p1b") >> PageReady(ANNA, "p1b") >> Answers(ANNA)
    assert hears(consulting, "caller", ANNA, BEN)


def test_a_conference_goes_on_without_the_agent(consulting: Playbook) -> None:
    consulting = consulting >> JOINS_ALL >> BrowserLegEnds(ANNA) >> PhoneGoes(ANNA)
    assert consulting >> Passes(21) << A(SegmentStarted, agent_id=BEN) << Never(A(QueueEntered))
    assert hears(consulting, "caller", BEN)


# --- blind


def let_go(**to: object) -> "LetsGo":
    return LetsGo(to)


@dataclass
class LetsGo(Happening):
    to: dict[str, object]

    def happen(self, book: Playbook) -> None:
        about = {"agent_id": ANNA, "interaction_id": book.interaction("caller")}
        book.send(ask.Transfer(**{**about, **self.to}))  # pyright: ignore[reportArgumentType]


def test_the_caller_is_let_go_to_a_colleague(talking: Playbook) -> None:
    assert (
        talking
        >> let_go(to_agent_id=BEN)
        << A(PartyAsked, purpose="transfer")
        << A(SegmentEnded, agent_id=ANNA, ended_by="agent")
        << A(CallTransferred, to="agent", to_agent_id=BEN, asked_first=False)
        << A(WrapUpStarted, agent_id=ANNA)
        << Music()
        << Rings(BEN)
    )
    shown = call_view(talking.floor, talking.interaction("caller"))
    assert shown
    assert shown.state == "transferring"
    assert talking >> Answers(BEN) << A(SegmentStarted, agent_id=BEN) << Silence() << Joins()
    assert hears(talking, "caller", BEN)


def test_one_who_is_rung_gets_the_caller_when_the_agent_leaves(talking: Playbook) -> None:
    assert talking >> calls_up() >> COMPLETES << A(SegmentEnded) << A(CallTransferred, asked_first=False)
    assert talking >> Answers(BEN) << A(SegmentStarted, agent_id=BEN)
    assert hears(talking, "caller", BEN)


def test_who_does_not_come_gives_the_caller_back(talking: Playbook) -> None:
    assert (
        talking
        >> let_go(to_agent_id=BEN)
        >> PhoneRejects(BEN)
        << A(PartyLeft, result="declined")
        << A(PartyAsked, purpose="return", to_agent_id=ANNA)
        << Rings(ANNA)
        << Told(ANNA, "transfer_came_back")
    )
    assert (
        talking
        >> Answers(ANNA)
        << A(WrapUpEnded, agent_id=ANNA, by="system")
        << A(SegmentStarted, agent_id=ANNA)
    )
    assert hears(talking, "caller", ANNA)
    assert talking >> HangsUp() << Ended("handled")
    assert talking >> Passes(200)
    assert talking.floor.calls == {}


def test_who_let_the_caller_go_and_is_gone_too_gives_it_to_the_front(talking: Playbook) -> None:
    book = talking >> let_go(to_agent_id=BEN) >> PhoneGoes(ANNA) >> Passes(31)
    assert book << A(PartyLeft, result="no_answer") << A(QueueEntered, priority=11)
    assert book >> Passes(6) << Rings(BEN)


def test_the_caller_does_not_come_back_for_ever(talking: Playbook) -> None:
    book = talking >> let_go(to_agent_id=BEN) >> PhoneRejects(BEN) >> PhoneRejects(ANNA)
    assert book << A(PartyLeft, result="declined") << A(QueueEntered, priority=11, queue_id=SHOP)


def test_the_caller_hangs_up_while_being_transferred(talking: Playbook) -> None:
    assert (
        talking
        >> let_go(to_agent_id=BEN)
        >> HangsUp()
        << A(PartyLeft, result="call_over")
        << Ended("handled")
    )
    assert talking.switch.legs == {}
    assert talking >> Passes(200)
    assert talking.floor.calls == {}


def test_the_caller_is_let_go_to_a_queue(talking: Playbook) -> None:
    assert (
        talking
        >> let_go(queue_id=BANK)
        << A(SegmentEnded)
        << A(CallTransferred, to="queue", queue_id=BANK)
        << A(QueueEntered, queue_id=BANK, priority=5, ordinal=2)
        << Rings(BEN)
    )
    assert talking >> Answers(BEN) << A(SegmentStarted, agent_id=BEN)
    assert hears(talking, "caller", BEN)


def test_the_caller_is_let_go_to_the_front_of_a_queue(talking: Playbook) -> None:
    assert talking >> let_go(queue_id=BANK, front=True) << A(QueueEntered, priority=11)


def test_a_queue_where_nobody_is(talking: Playbook) -> None:
    book = talking >> sets(BEN, "offline")
    assert book >> let_go(queue_id=BANK) << Refused("queue.nobody_there") << Never(A(SegmentEnded))
    assert book >> let_go(queue_id="que_x") << Refused("queue.unknown")
    assert book >> Does(ask.CallParty, to=None) << Refused("outgoing.no_trunk")
    assert hears(book, "caller", ANNA)


def test_the_caller_is_let_go_to_a_flow(talking: Playbook) -> None:
    assert talking >> let_go(flow_id="flw_menu") << A(CallTransferred, to="flow") << A(calls.PlayPrompts)
    assert talking >> Passes(30) << A(QueueEntered, queue_id=SHOP)


def test_a_colleague_who_is_not_ready_may_be_asked_but_is_sent_nobody(talking: Playbook) -> None:
    book = talking >> sets(BEN, "not_ready", "rsn_break")
    assert book >> let_go(to_agent_id=BEN) << Refused("agent.not_ready")
    assert book >> calls_up() << Rings(BEN)


# --- the brain dies


def test_the_brain_dies_while_it_rings(talking: Playbook) -> None:
    book = talking >> calls_up() >> Dies() >> IsBack() << Never(A(PartyLeft))
    assert book >> Answers(BEN) << A(PartyJoined)
    assert hears(book, ANNA, BEN)


def test_the_colleague_answers_while_the_brain_is_away(talking: Playbook) -> None:
    book = talking >> calls_up() >> Dies() >> Meanwhile(Answers(BEN)) >> IsBack() << A(PartyJoined)
    assert hears(book, ANNA, BEN)


def test_the_colleague_hangs_up_while_the_brain_is_away(consulting: Playbook) -> None:
    book = consulting >> Dies() >> Meanwhile(BrowserLegEnds(BEN)) >> IsBack() << A(PartyLeft, result="left")
    assert book >> Resumes(ANNA)
    assert hears(book, "caller", ANNA)


def test_the_brain_dies_in_a_consultation(consulting: Playbook) -> None:
    book = consulting >> Dies() >> IsBack()
    assert hears(book, ANNA, BEN)
    assert book >> COMPLETES << A(SegmentStarted, agent_id=BEN)
    assert hears(book, "caller", BEN)


def test_the_brain_dies_after_a_swap_and_in_a_conference(consulting: Playbook) -> None:
    book = consulting >> SWAPS >> Dies() >> IsBack()
    assert hears(book, "caller", ANNA)
    book = book >> JOINS_ALL >> Dies() >> IsBack()
    assert hears(book, "caller", ANNA, BEN)


def test_the_brain_dies_while_the_caller_is_let_go(talking: Playbook) -> None:
    book = talking >> let_go(to_agent_id=BEN) >> Dies() >> Meanwhile(Answers(BEN)) >> IsBack()
    assert book << A(SegmentStarted, agent_id=BEN)
    assert hears(book, "caller", BEN)


def test_the_caller_hangs_up_while_the_brain_is_away(consulting: Playbook) -> None:
    book = consulting >> Dies() >> Meanwhile(HangsUp()) >> IsBack() << A(PartyLeft) << Ended("handled")
    assert book.switch.legs == {}


def test_the_switch_cannot_bring_them_together(talking: Playbook) -> None:
    book = talking >> calls_up() >> SwitchRefuses("JoinLegs") >> Answers(BEN)
    assert book << A(PartyLeft, result="left") << Told(ANNA, "party_gone")
    assert book.floor.agents[BEN].idle


def test_hold_in_a_conference_is_the_callers(consulting: Playbook) -> None:
    assert consulting >> JOINS_ALL >> Holds(ANNA) << A(HoldStarted)
    assert hears(consulting, ANNA, BEN)


def test_one_who_answers_when_the_agent_is_with_the_caller_again_hears_music(talking: Playbook) -> None:
    book = talking >> calls_up() >> Resumes(ANNA) << A(HoldEnded) << A(calls.StopRinging)
    assert book >> Answers(BEN) << A(PartyJoined) << A(PartyHeld)
    assert hears(book, "caller", ANNA)
    assert book >> SWAPS << A(PartyResumed)
    assert hears(book, ANNA, BEN)


def test_what_is_paused_is_in_nobodys_recording(consulting: Playbook) -> None:
    """A colleague's leg has a recording of its own: it pauses with the agent's, also where the colleague comes later or goes on alone."""
    interaction = consulting.interaction("caller")
    pauses = Asks(ask.PauseRecording(agent_id=ANNA, interaction_id=interaction))
    goes_on = Asks(ask.ResumeRecording(agent_id=ANNA, interaction_id=interaction))
    legs = {consulting.switch.leg_of(agent).leg_id for agent in (ANNA, BEN)}
    book = consulting >> JOINS_ALL >> pauses
    paused = [c.leg_id for turn in book.turns for c in turn.commands if isinstance(c, calls.PauseRecording)]
    assert set(paused) == legs
    assert book >> Ready(CLEO) >> calls_up(CLEO) >> Answers(CLEO) << A(calls.PauseRecording)
    assert book >> goes_on << A(calls.ResumeRecording)
    resumed = [c for turn in book.turns for c in turn.commands if isinstance(c, calls.ResumeRecording)]
    assert len(resumed) == 3
    assert book >> pauses >> COMPLETES << A(RecordingPaused, agent_id=BEN, why="kept")
