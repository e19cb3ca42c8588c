"""What live viewers see of one workspace: topics, each a set of collections of entities by id, with a sequence of changes.

A Feed keeps the newest value of every entity, so that a snapshot is by construction what all deltas before it lead to.
A change that changes nothing is dropped here: whoever publishes need not compare. A delta is encoded once for all viewers.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

import msgspec

from ringwell.adapters.web.live import Delta, Put, Remove, Snapshot

Collections = Mapping[str, Mapping[str, msgspec.Struct]]
"""collection → id → entity"""

_encode: Final = msgspec.json.Encoder(order="deterministic").encode


class Subscriber(Protocol):
    """Takes encoded frames. Must not block: a full one drops itself."""

    def send(self, frame: bytes) -> None: ...


def put(collection: str, identifier: str, entity: msgspec.Struct) -> Put:
    """The change that sets an entity, encoded here and nowhere again."""
    return Put(collection=collection, id=identifier, value=msgspec.Raw(_encode(entity)))


def remove(collection: str, identifier: str) -> Remove:
    return Remove(collection=collection, id=identifier)


class Feed:
    """The topics of one workspace. Not thread-safe: one loop."""

    def __init__(self, epoch: str) -> None:
        self.epoch: Final = epoch
        self._topics: dict[str, _Topic] = {}

    def publish(self, topic: str, changes: Iterable[Put | Remove]) -> bool:
        """Apply changes and tell the topic's viewers; False when nothing was different."""
        return self._topic(topic).apply(changes)

    def show(self, topic: str, collections: Collections) -> bool:
        """Make the topic exactly this, telling viewers only the differences. Collections not named become empty."""
        return self._topic(topic).apply(self._topic(topic).difference(collections))

    def snapshot(self, topic: str) -> bytes:
        """The encoded Snapshot frame as of now; empty at seq 0 when nothing was published."""
        return self._topic(topic).snapshot()

    def subscribe(self, topic: str, subscriber: Subscriber) -> None:
        """Send a snapshot, then every delta. Again for the same subscriber: a fresh snapshot only."""
        found = self._topic(topic)
        found.subscribers[subscriber] = None
        subscriber.send(found.snapshot())

    def unsubscribe(self, topic: str, subscriber: Subscriber) -> None:
        self._topic(topic).subscribers.pop(subscriber, None)

    def _topic(self, name: str) -> "_Topic":
        found = self._topics.get(name)
        if found is None:
            found = self._topics[name] = _Topic(name, self.epoch)
        return found


class _Topic:
    def __init__(self, name: str, epoch: str) -> None:
        self._name = name
        self._epoch = epoch
        self._seq = 0
        self._state: dict[str, dict[str, msgspec.Raw]] = {}
        self._snapshot: bytes | None = None
        self.subscribers: dict[Subscriber, None] = {}

    def apply(self, changes: Iterable[Put | Remove]) -> bool:
        effective = tuple(change for change in changes if self._apply_one(change))
        if not effective:
            return False
        self._seq += 1
        self._snapshot = None
        self._tell(effective)
        return True

    def _apply_one(self, change: Put | Remove) -> bool:
        entities = self._state.setdefault(change.collection, {})
        if isinstance(change, Remove):
            return entities.pop(change.id, None) is not None
        before = entities.get(change.id)
        if before is not None and bytes(before) == bytes(change.value):
            return False
        entities[change.id] = change.value
        return True

    def _tell(self, changes: tuple[Put | Remove, ...]) -> None:
        if not self.subscribers:
            return
        delta = Delta(topic=self._name, epoch=self._epoch, seq=self._seq, changes=changes)
        frame = _encode(delta)
        for subscriber in tuple(self.subscribers):
            subscriber.send(frame)

    def difference(self, collections: Collections) -> list[Put | Remove]:
        gone: list[Put | Remove] = [
            remove(name, identifier)
            for name, entities in self._state.items()
            for identifier in entities
            if identifier not in collections.get(name, {})
        ]
        wanted = [
            put(name, identifier, entity)
            for name, entities in collections.items()
            for identifier, entity in entities.items()
        ]
        return [*gone, *wanted]

    def snapshot(self) -> bytes:
        if self._snapshot is None:
            frame = Snapshot(topic=self._name, epoch=self._epoch, seq=self._seq, collections=self._state)
            self._snapshot = _encode(frame)
        return self._snapshot
