"""Callers who speak: to menus of a flow, and to the offer of a callback."""

from msgspec.structs import replace

from ringwell.calls.hearing import Digits, HearingFailed, SpeechHeard, StartHearing, StopHearing
from ringwell.calls.messages import FlowKeyPressed, FlowReported, PlayPrompts
from ringwell.calls.said import FlowSaid
from ringwell.journeys.config import FlowVersion, WorkspaceConfig
from ringwell.journeys.turn import StoreGone
from ringwell.outbound.messages import CallbackAsked
from tests.playbooks.playbook import (
    A,
    Answers,
    BeginsToSpeak,
    Dials,
    Dies,
    Ended,
    HangsUp,
    IsBack,
    Joins,
    Meanwhile,
    Never,
    OfCaller,
    Passes,
    Playbook,
    Presses,
    PromptEnds,
    Ready,
    Says,
    Sends,
    Speaks,
    SwitchRefuses,
    Tells,
    Visit,
)
from tests.support.speaking import offered_by_speech
from tests.support.world import ANNA, CONFIG, SHOP

SPOKEN = FlowVersion(
    flow_id="flw_spoken",
    version=1,
    name="Spoken",
    document={
        "format": 1,
        "id": "flw_spoken",
        "language": "en",
        "start": "menu",
        "nodes": {
            "menu": {
                "type": "menu",
                "prompts": [{"prompt": "menu"}],
                "keys": {"1": "shop", "2": "message", "3": "number"},
                "hear": "both",
                "said": {"1": {"phrases": {"en": ["order"]}}},
                "default": "shop",
            },
            "shop": {"type": "queue", "queue": SHOP},
            "message": {"type": "voicemail", "next": "bye"},
            "number": {
                "type": "collect",
                "prompts": [{"prompt": "enter-order"}],
                "variable": "order",
                "min_digits": 3,
                "hear": "both",
                "next": "shop",
                "default": "message",
            },
            "bye": {"type": "hangup"},
        },
    },
)


def spoken(of: WorkspaceConfig = CONFIG) -> WorkspaceConfig:
    """1000 leads to a menu that is said."""
    number = of.numbers["num_1000"]
    return replace(
        of,
        flows={**of.flows, SPOKEN.flow_id: SPOKEN},
        numbers={**of.numbers, "num_1000": replace(number, flow_id=SPOKEN.flow_id)},
    )


def at_menu() -> Playbook:
    book = Playbook(spoken()) >> Ready(ANNA)
    return book >> Dials("1000")


def heard_of(book: Playbook) -> StartHearing:
    hearing = book.switch.legs[book.leg("caller")].hearing
    assert hearing is not None
    return hearing


def test_who_says_the_phrase_comes_to_the_agent() -> None:
    book = at_menu()
    assert book << Says("menu") << OfCaller(StartHearing)
    assert heard_of(book).language == "en"
    assert [(each.key, each.phrases) for each in heard_of(book).choices] == [
        ("1", ("order", "one", "1")),
        ("2", ("two", "2")),
        ("3", ("three", "3")),
    ]
    assert book >> Speaks("1", 0.87) << A(FlowSaid, node="menu", key="1", percent=87)
    assert book >> Answers(ANNA) << Visit("answered") << Joins()


def test_what_was_asked_for_is_in_the_story_without_a_word_of_it() -> None:
    book = at_menu()
    assert book >> Speaks("2", 0.4) << A(FlowSaid, key="2", percent=40) << Says("heard-choice")
    assert book >> Speaks("2", 0.9) << A(FlowSaid, key="no") << Says("menu")
    assert book >> Speaks("1", 0.4) << Says("heard-choice")
    assert book >> Speaks("1", 0.9) << A(FlowSaid, key="yes")
    assert not any("order" in str(event.fact) for event in book.log)


def test_what_fits_nothing_is_not_in_the_story() -> None:
    book = at_menu()
    assert book >> Speaks(None, 0.1) << Says("not-understood")
    assert book << Never(A(FlowSaid))
    assert book >> Speaks("1", 0.19) << Says("not-understood")
    assert book << Never(A(FlowSaid)) << Never(A(StartHearing))


def test_a_key_and_a_word_at_once_lead_one_way() -> None:
    book = at_menu()
    book = book >> BeginsToSpeak()
    late = heard_of(book)
    assert (
        book
        >> Presses("2")
        << A(FlowKeyPressed, key="2")
        << OfCaller(StopHearing)
        << Says("voicemail-leave-message")
    )
    said = SpeechHeard(leg_id=late.leg_id, hearing_id=late.hearing_id, key="1", confidence=1)
    assert book >> Tells(said) << Never(A(FlowSaid))


def test_without_a_recogniser_the_caller_hears_that_it_is_by_keys() -> None:
    book = Playbook(spoken()) >> Ready(ANNA) >> SwitchRefuses("StartHearing") >> Dials("1000")
    assert book << A(FlowReported, code="flow.speech_failed", params={"why": "no_model"}) << Says("use-keys")
    assert book >> Presses("1") << A(FlowKeyPressed) << Never(A(StartHearing))


def test_a_number_that_was_said_and_confirmed_is_with_the_agent_and_not_in_the_story() -> None:
    book = at_menu() >> Presses("3")
    assert book << Says("enter-order") << OfCaller(StartHearing)
    assert (heard_of(book).digits, heard_of(book).choices) == (Digits(3, 12), ())
    assert book >> Speaks("4714", 0.8) << A(FlowSaid, node="number", key="number", percent=80)
    assert book << Says("heard-number")
    assert heard_of(book).digits is None
    assert book >> Speaks("1") << A(FlowSaid, node="number", key="yes")
    assert book >> Answers(ANNA) << Visit("answered") << Joins()
    assert [each.data for each in book.floor.private.values()] == [{"order": "4714"}]
    assert not any("4714" in str(event.fact) for event in book.log)


def test_who_says_a_number_while_all_dies_is_asked_for_it_again() -> None:
    book = at_menu() >> Presses("3") >> Speaks("4714") >> Dies() >> IsBack()
    assert book << Says("enter-order")
    assert heard_of(book).digits == Digits(3, 12)


def test_nobody_is_listened_to_who_has_hung_up() -> None:
    book = at_menu() >> BeginsToSpeak()
    late = heard_of(book)
    assert book >> HangsUp() << Ended("abandoned_in_flow")
    said = SpeechHeard(leg_id=late.leg_id, hearing_id=late.hearing_id, key="1", confidence=1)
    assert book >> Tells(said) << Never(A(FlowSaid))
    assert book >> Passes(60) << Never(A(PlayPrompts))


def test_who_is_given_to_the_switch_s_own_queue_is_not_listened_to() -> None:
    assert at_menu() >> Sends(StoreGone()) << OfCaller(StopHearing)


def test_after_a_crash_the_caller_is_asked_again() -> None:
    book = at_menu() >> BeginsToSpeak()
    before = heard_of(book).hearing_id
    book = book >> Dies() >> Meanwhile(Speaks("1")) >> IsBack()
    assert book << A(StopHearing, hearing_id=before) << Says("menu")
    assert heard_of(book).hearing_id != before
    assert book >> Speaks("2") << Says("voicemail-leave-message")


def offered() -> Playbook:
    """Anna is busy; the caller has heard that a callback can be asked for by saying yes."""
    book = Playbook(offered_by_speech(CONFIG)) >> Ready(ANNA)
    book = book >> Dials("1001", "first") >> Answers(ANNA) >> Dials("1001", shows="+48 600 100 200")
    assert book >> Passes(21) << Says("callback-offer-spoken") << OfCaller(StartHearing)
    return book


def test_a_callback_is_asked_for_by_two_words() -> None:
    book = offered()
    assert book >> Speaks("1") << A(FlowSaid, key="yes") << Says("callback-number-is")
    assert book << OfCaller(StartHearing)
    assert book >> Speaks("1") << A(CallbackAsked, queue_id=SHOP) << Says("callback-kept")
    assert book >> PromptEnds() << Ended("callback_asked")


def test_who_says_no_goes_on_waiting() -> None:
    book = offered()
    assert book >> Speaks("2") << A(FlowSaid, key="no") << Never(A(PlayPrompts))
    assert book >> HangsUp("first") >> Passes(61) >> Answers(ANNA) << Visit("answered") << Joins()


def test_who_says_no_to_the_number_types_another() -> None:
    book = offered() >> Speaks("1")
    assert book >> Speaks("2") << Says("callback-type-number")
    assert book.floor.asking[book.interaction("caller")].hearing_id is None


def test_who_is_answered_is_not_listened_to_any_more() -> None:
    book = offered() >> HangsUp("first") >> Passes(61)
    assert book >> Answers(ANNA) << OfCaller(StopHearing) << Joins()


def test_without_a_recogniser_a_callback_is_offered_by_its_key() -> None:
    book = offered()
    hearing = heard_of(book)
    lost = HearingFailed(leg_id=hearing.leg_id, hearing_id=hearing.hearing_id, reason="lost")
    book = book >> Tells(lost)
    assert not book.floor.asking[book.interaction("caller")].by_speech
    assert book >> Presses("1") << Says("callback-number-is") << Never(A(StartHearing))
