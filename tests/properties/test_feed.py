"""A snapshot with the deltas after it is a fresh snapshot, whatever was published in between."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from ringwell.adapters.web.feed import Feed, put, remove
from ringwell.adapters.web.live import Delta, Put, Remove, ServerFrame, Snapshot
from ringwell.routing.messages import SkillNeed

COLLECTIONS = st.sampled_from(["agents", "calls"])
IDS = st.sampled_from(["a", "b", "c"])
ENTITIES = st.builds(SkillNeed, st.just("s"), st.integers(1, 3))
puts = st.builds(put, COLLECTIONS, IDS, ENTITIES)
removes = st.builds(remove, COLLECTIONS, IDS)
batches = st.lists(puts | removes, max_size=4)


class Page:
    """Applies frames as a page does; says `gap` where a sequence number is missing."""

    def __init__(self) -> None:
        self.state: dict[str, dict[str, bytes]] = {}
        self.seq = -1
        self.gap = False

    def send(self, frame: bytes) -> None:
        decoded = msgspec.json.decode(frame, type=ServerFrame)
        if isinstance(decoded, Snapshot):
            self.seq, self.gap = decoded.seq, False
            self.state = {
                name: {i: bytes(v) for i, v in entities.items()}
                for name, entities in decoded.collections.items()
            }
        elif isinstance(decoded, Delta):
            self.gap = self.gap or decoded.seq != self.seq + 1
            self.seq = decoded.seq
            for change in decoded.changes:
                self._apply(change)

    def _apply(self, change: Put | Remove) -> None:
        entities = self.state.setdefault(change.collection, {})
        if isinstance(change, Put):
            entities[change.id] = bytes(change.value)
        else:
            entities.pop(change.id)


def full(state: dict[str, dict[str, bytes]]) -> dict[str, dict[str, bytes]]:
    return {name: entities for name, entities in state.items() if entities}


@given(st.lists(batches, max_size=6), st.lists(batches, max_size=6))
def test_snapshot_and_deltas_are_a_fresh_snapshot(
    before: list[list[Put | Remove]], after: list[list[Put | Remove]]
) -> None:
    feed, early, late = Feed("e"), Page(), Page()
    for batch in before:
        feed.publish("t", batch)
    feed.subscribe("t", early)
    for batch in after:
        feed.publish("t", batch)
    feed.subscribe("t", late)
    assert not early.gap
    assert early.seq == late.seq
    assert full(early.state) == full(late.state)


@given(
    st.lists(batches, max_size=6),
    st.dictionaries(COLLECTIONS, st.dictionaries(IDS, ENTITIES)),
)
def test_show_makes_the_topic_exactly_what_is_shown(
    before: list[list[Put | Remove]], wanted: dict[str, dict[str, SkillNeed]]
) -> None:
    feed, page = Feed("e"), Page()
    feed.subscribe("t", page)
    for batch in before:
        feed.publish("t", batch)
    feed.show("t", wanted)
    assert not feed.show("t", wanted)
    assert not page.gap
    assert full(page.state) == {
        name: {i: msgspec.json.encode(v) for i, v in entities.items()}
        for name, entities in wanted.items()
        if entities
    }
