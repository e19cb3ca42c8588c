"""What holds of every form and whatever is written in it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from ringwell.projects.form import Entry, FieldKind, FormField, Value, faults_of, filled

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KINDS: tuple[FieldKind, ...] = ("text", "number", "date", "choice", "yes_no", "card")
FORM = [
    FormField(name=f"{kind}_{n}", label=kind.title(), kind=kind, choices=("a", "b"))
    for kind in KINDS
    for n in (1, 2)
]
NAMES = st.sampled_from([each.name for each in FORM])
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.text("0123456789", max_size=20),
    st.dates().map(str),
    st.sampled_from(["a", "b", "", "1234", "4111111111111111"]),
    st.lists(st.integers(), max_size=2),
)
WRITTEN = st.dictionaries(NAMES, ANYTHING, max_size=6)
USERS = st.sampled_from(["usr_1", "usr_2"])


def _fine(values: dict[str, object]) -> dict[str, Value | None]:
    faulty = {each.field.removeprefix("values.") for each in faults_of(FORM, values)}
    return {name: value for name, value in values.items() if name not in faulty}  # pyright: ignore[reportReturnType]


@given(st.lists(st.tuples(WRITTEN, USERS), max_size=8))
def test_each_field_holds_what_was_written_last(story: list[tuple[dict[str, object], str]]) -> None:
    entries: tuple[Entry, ...] = ()
    told: list[tuple[str, str]] = []
    expected: dict[str, Value] = {}
    for values, user in story:
        fine = _fine(values)
        filling = filled(entries, FORM, fine, user, NOW)
        entries = filling.entries
        told += [(name, user) for name in filling.told]
        for name, value in fine.items():
            expected.pop(name, None)
            if value not in (None, ""):
                expected[name] = value
    assert {each.name: each.value for each in entries} == expected
    assert [each.name for each in entries] == [each.name for each in FORM if each.name in expected]
    assert {(each.name, each.user_id) for each in entries} <= set(told), "whoever wrote last was told"


@given(st.text("0123456789 -", min_size=1, max_size=30))
def test_of_a_card_nothing_but_four_digits_is_taken(number: str) -> None:
    fine = len(number) == 4 and number.isdigit()
    assert (faults_of(FORM, {"card_1": number}) == []) is fine


@given(st.dictionaries(st.text(max_size=20), ANYTHING, min_size=1, max_size=4))
def test_a_fault_names_known_fields_and_repeats_nothing(values: dict[str, object]) -> None:
    known = {"values", *(f"values.{each.name}" for each in FORM)}
    assert {each.field for each in faults_of(FORM, values)} <= known


@given(WRITTEN, USERS)
def test_the_same_again_changes_nothing_and_is_not_told(values: dict[str, object], user: str) -> None:
    fine = _fine(values)
    entries = filled((), FORM, fine, user, NOW).entries
    again = filled(entries, FORM, fine, "usr_3", NOW)
    assert (again.entries, again.told) == (entries, ())
