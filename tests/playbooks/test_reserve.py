"""Reserve mode: the client's own telephone first, callers who were forwarded to us, and nobody sent round in a circle."""

from dataclasses import dataclass

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.messages import InteractionEnded, InteractionStarted
from ringwell.calls.party_messages import ClientRung, PartyAsked, PartyJoined, PartyLeft
from ringwell.journeys.config import WorkspaceConfig
from ringwell.outbound.lines import LineRefused
from ringwell.projects.model import Reserve, Trunk
from tests.playbooks.playbook import (
    A,
    Dials,
    Dies,
    HangsUp,
    Happening,
    IsBack,
    Meanwhile,
    Never,
    Passes,
    Playbook,
    Ready,
    Rings,
    SwitchRefuses,
    Tells,
)
from tests.support.world import ANNA, CONFIG

CLIENT = "+48221000100"
TRUNK = Trunk(trunk_id="trk_1", name="main", server="sip:127.0.0.2:5090", caller_id="+48223334455")
RESERVE = Reserve(phone="22 100 01 00", ring_s=10)
DIVERTED = f"<sip:{CLIENT}@p>reason=no-answer!"


def config(reserve: Reserve | None = RESERVE, **settings: object) -> WorkspaceConfig:
    """Number 1001 is the client's at ours, and stands for the client's own."""
    projects = {key: replace(each, reserve=reserve) for key, each in CONFIG.projects.items()}
    numbers = dict(CONFIG.numbers)
    numbers["num_1001"] = replace(numbers["num_1001"], stands_for=("221000100",))
    changed = replace(CONFIG.settings, **settings)
    trunks = {TRUNK.trunk_id: TRUNK}
    return replace(CONFIG, projects=projects, numbers=numbers, trunks=trunks, settings=changed)


@dataclass
class Client(Happening):
    """The client's telephone answers, or hangs up."""

    hangs_up: bool = False

    def happen(self, book: Playbook) -> None:
        leg = next(leg for leg in book.switch.legs.values() if leg.out)
        (book.switch.end if self.hangs_up else book.switch.answer)(leg.leg_id)


ANSWERS, HANGS_UP = Client(), Client(hangs_up=True)


def opened(made: WorkspaceConfig | None = None) -> Playbook:
    return Playbook(made or config()) >> Ready(ANNA)


class TestTheClientFirst:
    def test_the_caller_hears_it_ring_and_the_two_talk(self) -> None:
        book = opened() >> Dials("1001") << A(ClientRung) << A(PartyAsked, purpose="reserve", agent_id="")
        assert book << A(calls.StartRinging) << A(calls.RingCustomer, number=CLIENT, timeout_s=10)
        assert book << Never(Rings(ANNA))
        assert book >> Passes(4) >> ANSWERS << A(PartyJoined) << A(calls.AnswerLeg) << A(calls.JoinLegs)
        assert book >> HANGS_UP << A(InteractionEnded, result="handled")
        assert book.switch.legs == {}

    def test_nobody_there_the_team_answers(self) -> None:
        book = opened() >> Dials("1001") >> Passes(11)
        assert book << A(PartyLeft, result="no_answer") << A(calls.StopRinging) << Rings(ANNA)

    def test_it_is_busy_or_cannot_be_rung(self) -> None:
        assert opened() >> Dials("1001") >> HANGS_UP << A(PartyLeft) << Rings(ANNA)
        assert opened() >> SwitchRefuses("RingCustomer") >> Dials("1001") << A(PartyLeft) << Rings(ANNA)

    def test_the_caller_hangs_up_meanwhile(self) -> None:
        book = opened() >> Dials("1001") >> HangsUp()
        assert book << A(PartyLeft, result="call_over") << A(InteractionEnded, result="abandoned_in_flow")
        assert book.switch.legs == {}

    def test_the_two_cannot_be_brought_together_and_the_team_answers(self) -> None:
        book = opened() >> Dials("1001") >> SwitchRefuses("JoinLegs") >> ANSWERS >> Passes(1)
        assert book << A(PartyLeft, result="failed") << Rings(ANNA)

    def test_the_watchdog_takes_the_caller_meanwhile_who_comes_back(self) -> None:
        book = opened() >> Dials("1001")
        leg = book.switch.legs[book.leg("caller")]
        book = book >> Tells(calls.CallerTaken(at=book.now, leg_id=leg.leg_id)) << A(PartyLeft)
        back = calls.CallArrived(
            at=book.now,
            leg_id=leg.leg_id,
            switch_id="sw1",
            workspace_id=book.floor.workspace_id,
            number="1001",
            caller_number=leg.caller_number,
        )
        assert book >> Tells(back) << Rings(ANNA)

    def test_out_of_hours_it_is_skipped(self) -> None:
        never = replace(RESERVE, hours_id="hrs_never")
        assert opened(config(never)) >> Dials("1001") << Rings(ANNA) << Never(A(calls.RingCustomer))
        gone = replace(RESERVE, hours_id="hrs_gone")
        assert opened(config(gone)) >> Dials("1001") << Rings(ANNA)

    def test_without_it_the_team_always_answers(self) -> None:
        assert opened(config(None)) >> Dials("1001") << Rings(ANNA) << Never(A(calls.RingCustomer))

    def test_a_limit_of_calls_out_does_not_keep_the_caller(self) -> None:
        book = opened(config(outgoing_at_once=0)) >> Dials("1001")
        assert book << A(LineRefused, reason="lines_full") << Rings(ANNA)


class TestForwarded:
    def test_the_number_that_was_called_first_picks_the_project(self) -> None:
        book = opened() >> Dials("1002", forwarded=DIVERTED) << A(InteractionStarted, number_id="num_1001")
        assert book << Rings(ANNA) << Never(A(calls.RingCustomer))

    def test_a_number_that_nobody_stands_for_changes_nothing(self) -> None:
        for headers in ("<sip:+48229999999@p>!", "<<<>>>!sip:", "!" * 50, "<sip:112@p>!"):
            book = opened() >> Dials("1001", forwarded=headers)
            assert book << A(InteractionStarted, number_id="num_1001")

    def test_who_has_rung_there_already_does_not_ring_again(self) -> None:
        assert opened() >> Dials("1001", forwarded=DIVERTED) << Never(A(calls.RingCustomer)) << Rings(ANNA)

    def test_a_call_of_our_own_is_not_sent_round(self) -> None:
        for shows in ("1001", TRUNK.caller_id, CLIENT, "22 100 01 00"):
            book = opened() >> Dials("1001", shows=shows)
            assert book << Never(A(calls.RingCustomer)) << Rings(ANNA)

    def test_nor_one_that_shows_the_number_of_another_client(self) -> None:
        made = config()
        other = replace(next(iter(made.projects.values())), project_id="prj_2", shown_number="+48225550000")
        made = replace(made, projects={**made.projects, "prj_2": other})
        book = opened(made) >> Dials("1001", shows=other.shown_number)
        assert book << Never(A(calls.RingCustomer)) << Rings(ANNA)


class TestTheBrainDies:
    def test_while_it_rings_and_it_rings_on(self) -> None:
        book = opened() >> Dials("1001") >> Dies() >> IsBack() << Never(A(PartyLeft))
        assert book >> ANSWERS << A(PartyJoined) << A(calls.JoinLegs)

    def test_and_nobody_answered_meanwhile(self) -> None:
        book = opened() >> Dials("1001") >> Dies() >> Meanwhile(HANGS_UP) >> IsBack()
        assert book << A(PartyLeft) << Rings(ANNA)

    def test_and_the_client_answered_meanwhile(self) -> None:
        book = opened() >> Dials("1001") >> Dies() >> Meanwhile(ANSWERS) >> IsBack()
        assert book << A(PartyJoined) << A(calls.JoinLegs)

    def test_while_the_two_talk(self) -> None:
        book = opened() >> Dials("1001") >> ANSWERS >> Dies() >> IsBack() << Never(A(PartyLeft))
        assert book >> HANGS_UP << A(InteractionEnded, result="handled")
