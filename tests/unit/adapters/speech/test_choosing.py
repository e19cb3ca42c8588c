"""Which phrase was said, of how likely each is."""

from hypothesis import given
from hypothesis import strategies as st

from ringwell.adapters.speech.choosing import choose, is_sure, reconsidered, spellings, ways
from ringwell.calls.hearing import Choice
from ringwell.calls.recognisers import Verdict
from ringwell.flows.hearing import ACCEPTED, ASKED, NEAR

YES, NO = Choice("1", ("yes", "1")), Choice("2", ("no", "2"))
SILENT: dict[str, float] = dict.fromkeys(ways((YES, NO)), -8.0)


def test_a_phrase_is_tried_as_a_sentence_and_as_it_is_and_a_number_in_digits() -> None:
    assert spellings("two") == ("Two.", "two")
    assert spellings("2") == ("2.",)
    assert spellings("да.") == ("Да.", "да")
    assert spellings("  ") == ()
    assert ways((YES, NO)) == ["Yes.", "yes", "1.", "No.", "no", "2."]


def test_the_likelier_one_was_said_in_whatever_spelling() -> None:
    heard = {"Yes.": -9.0, "yes": -9.0, "1.": -9.0, "No.": -8.0, "no": -1.0, "2.": -7.0}
    verdict = choose((YES, NO), heard, SILENT, -1.0)
    assert verdict.key == "2"
    assert verdict.confidence > 0.8


def test_two_that_are_alike_are_not_sure() -> None:
    verdict = choose((YES, NO), {"yes": -1.1, "no": -1.0}, SILENT, -1.0)
    assert (verdict.key, verdict.confidence < 0.1) == ("2", True)


def test_what_silence_says_too_counts_less() -> None:
    silent = {**SILENT, "yes": -1.0, "no": -9.0}
    assert choose((YES, NO), {"yes": -1.0, "no": -2.0}, silent, -1.0).key == "2"


def test_nothing_fits_where_the_model_writes_something_else_by_itself() -> None:
    assert choose((YES, NO), {"yes": -5.5, "no": -9.0}, SILENT, -0.4).key is None


def test_nothing_fits_where_all_are_unlikely() -> None:
    assert choose((YES, NO), {"yes": -12.0, "no": -12.5}, SILENT, -14.0).key is None


def test_a_long_phrase_that_silence_never_says_may_be_unlikely() -> None:
    silent = {**SILENT, "yes": -30.0}
    assert choose((YES, NO), {"yes": -12.0, "no": -12.5}, silent, -9.0).key == "1"


def test_what_silence_says_as_well_was_not_said_unless_it_leads() -> None:
    near, far = {"yes": -3.5, "no": -4.0}, {"yes": -3.5, "no": -9.0}
    assert choose((YES, NO), near, SILENT, -1.0).key is None
    assert choose((YES, NO), far, SILENT, -1.0).key == "1"


def test_an_only_choice_can_be_refused_too() -> None:
    assert choose((YES,), {"yes": -1.0}, SILENT, -0.5).key == "1"
    assert choose((YES,), {"yes": -9.0}, SILENT, -9.0).key is None


def test_without_a_phrase_nothing_was_said() -> None:
    assert choose((), {}, {}, 0.0).key is None
    assert choose((Choice("1", (" ",)),), {}, {}, 0.0).key is None


def test_what_was_refused_or_is_less_sure_gives_way_to_what_is_near_to_the_written_words() -> None:
    assert reconsidered(Verdict(None, 0.9), ("2", "1")) == Verdict("2", NEAR)
    assert reconsidered(Verdict("1", 0.3), ("2",)) == Verdict("2", NEAR)
    assert reconsidered(Verdict("1", 0.3), ("2", "1")) == Verdict("1", 0.3)
    assert reconsidered(Verdict("1", 0.3), ()) == Verdict("1", 0.3)
    assert ASKED <= NEAR < ACCEPTED


def test_only_what_is_less_sure_is_written_down() -> None:
    assert is_sure(Verdict("1", NEAR))
    assert not is_sure(Verdict("1", NEAR - 0.01))
    assert not is_sure(Verdict(None, 0.9))


LIKELY = st.floats(min_value=-40, max_value=0)


@given(st.dictionaries(st.sampled_from(sorted(SILENT)), LIKELY), LIKELY)
def test_a_verdict_is_one_of_the_keys_or_none_and_its_confidence_a_share(
    heard: dict[str, float], free: float
) -> None:
    verdict = choose((YES, NO), heard, SILENT, free)
    assert verdict.key in ("1", "2", None)
    assert 0 <= verdict.confidence <= 1


@given(st.dictionaries(st.sampled_from(sorted(SILENT)), LIKELY, min_size=1), LIKELY)
def test_the_order_of_the_choices_makes_no_difference(heard: dict[str, float], free: float) -> None:
    one, other = choose((YES, NO), heard, SILENT, free), choose((NO, YES), heard, SILENT, free)
    assert one.key == other.key or one.confidence == other.confidence == 0
