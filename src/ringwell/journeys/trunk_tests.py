"""A call that an administrator has made to try a trunk: it obeys every limit, hangs up as soon as somebody answers, and tells how it went."""

from typing import Final

from msgspec.structs import replace

from ringwell.calls import messages as calls
from ringwell.calls.party import result_of
from ringwell.journeys import going_out
from ringwell.journeys.commands import TryTrunk
from ringwell.journeys.turn import Turn
from ringwell.journeys.unlogged import TestOutcome, TrunkTest

RINGS_S: Final = 20
MOST_KEPT: Final = 50
_OUTCOMES: Final[dict[str, TestOutcome]] = {"busy": "busy", "declined": "declined", "no_answer": "no_answer"}


def begin(turn: Turn, command: TryTrunk) -> None:
    """Have the number rung by this very trunk."""
    wish = going_out.Wish(number=command.number, trunk_id=command.trunk_id)
    if command.trunk_id not in turn.floor.config.trunks:
        turn.refuse("trunk.unknown")
    elif reason := going_out.dial(turn, wish, leg_id=command.leg_id, interaction_id=None, timeout_s=RINGS_S):
        turn.refuse(going_out.problem(reason))
    else:
        tests = turn.floor.trunk_tests
        tests[command.leg_id] = TrunkTest(trunk_id=command.trunk_id, since=turn.now)
        while len(tests) > MOST_KEPT:
            del tests[next(iter(tests))]


def answered(turn: Turn, leg_id: str) -> None:
    """Somebody has answered; the leg is hung up as one that nobody waits for."""
    _decide(turn, leg_id, "answered", 200, None)


def ended(turn: Turn, event: calls.LegEnded) -> None:
    outcome = _OUTCOMES.get(result_of("outside", event.cause), "failed")
    _decide(turn, event.leg_id, outcome, event.sip_code, event.cause)


def switch_lost(turn: Turn) -> None:
    """Nobody will tell how those went that still ring."""
    for leg_id in turn.floor.trunk_tests:
        _decide(turn, leg_id, "failed", None, None)


def failed(turn: Turn, leg_id: str) -> None:
    """The switch could not make it."""
    _decide(turn, leg_id, "failed", None, None)


def _decide(turn: Turn, leg_id: str, outcome: TestOutcome, sip_code: int | None, cause: int | None) -> None:
    test = turn.floor.trunk_tests.get(leg_id)
    if test is not None and test.outcome == "ringing":
        took = round((turn.now - test.since).total_seconds() * 1000)
        turn.floor.trunk_tests[leg_id] = replace(
            test, outcome=outcome, sip_code=sip_code, cause=cause, took_ms=took
        )
