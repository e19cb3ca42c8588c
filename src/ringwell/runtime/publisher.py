"""What the floor shows goes to the live feeds: what changed is rendered again, a few times a second at most."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import structs

from ringwell.adapters.web.feed import Feed, put, remove
from ringwell.adapters.web.live import Put, Remove
from ringwell.journeys import render
from ringwell.journeys.live import Floor
from ringwell.journeys.views import View
from ringwell.kernel.beats import next_beat
from ringwell.runtime.logs import get_log

GATHER_BEATS = 2
"""Changes within so many beats go out together."""
DESK_QUEUES_S = 2.0
"""So often at most the queues' figures go to every desk that serves them: a hundred desks make a hundred frames."""

_log = get_log("ringwell.brain")

_Entities = Mapping[tuple[str, str], Put | Remove]
"""What has changed, by collection and id."""


class Publisher:
    """Keeps one workspace's topics as its floor is."""

    def __init__(self, floor: Floor, feed: Feed, now: Callable[[], datetime]) -> None:
        self._floor = floor
        self._feed = feed
        self._now = now
        self._due: asyncio.TimerHandle | None = None
        self._queues: set[str] = set()
        self._queues_due: asyncio.TimerHandle | None = None
        self._calls: dict[str, tuple[str, ...]] = {}

    def show_all(self) -> None:
        """Make every topic what the floor is now."""
        self._floor.changed.clear()
        self._feed.show(render.BOARD, render.board(self._floor, _tried))
        for agent_id in self._floor.config.agents:
            shown = render.desk(self._floor, agent_id, self._now(), _tried)
            self._feed.show(render.desk_topic(agent_id), shown)
            self._calls[agent_id] = render.calls_of(self._floor, agent_id)

    def soon(self) -> None:
        """Publish what has changed, shortly."""
        if self._due is None and self._floor.changed:
            loop = asyncio.get_running_loop()
            self._due = loop.call_at(next_beat(loop.time(), GATHER_BEATS), self.publish)

    def publish(self) -> None:
        """Publish what has changed since the last time."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        changed, self._floor.changed = self._floor.changed, set()
        entities = {
            (kind, key): change for kind, key in changed if (change := self._change(kind, key)) is not None
        }
        self._feed.publish(render.BOARD, entities.values())
        self._desks(entities)

    def stop(self) -> None:
        for due in (self._due, self._queues_due):
            if due is not None:
                due.cancel()
        self._due = self._queues_due = None

    def _desks(self, entities: _Entities) -> None:
        floor = self._floor
        agents = {key for kind, key in entities if kind == "agents"}
        for kind, key in entities:
            if kind == "calls":
                agents |= floor.agents_about(key)
        for agent_id in agents:
            self._show_desk(agent_id, entities)
        self._queues.update(key for kind, key in entities if kind == "queues")
        if self._queues and self._queues_due is None:
            self._queues_due = asyncio.get_running_loop().call_later(DESK_QUEUES_S, self._show_queues)

    def _show_desk(self, agent_id: str, entities: _Entities) -> None:
        """Bring what has changed to an agent's desk: oneself, one's call, one's figures."""
        before = self._calls.get(agent_id, ())
        after = self._calls[agent_id] = render.calls_of(self._floor, agent_id)
        changes: list[Put | Remove | None] = [remove("calls", key) for key in before if key not in after]
        changes += [self._call_on_desk(agent_id, key, entities) for key in after]
        if ("agents", agent_id) in entities:
            changes.append(structs.replace(entities["agents", agent_id], collection="me"))
            changes.append(self._change("today", agent_id))
        self._feed.publish(render.desk_topic(agent_id), [each for each in changes if each is not None])

    def _call_on_desk(self, agent_id: str, key: str, entities: _Entities) -> Put | Remove | None:
        """Rendered again only where the agent is not simply the call's own."""
        call = self._floor.calls.get(key)
        if call is not None and not (call.segment and call.segment.agent_id == agent_id):
            view = render.desk_call_view(self._floor, agent_id, key)
            return remove("calls", key) if view is None else put("calls", key, view)
        return entities.get(("calls", key)) or self._change("calls", key)

    def _show_queues(self) -> None:
        """Bring the queues that have changed to every desk that serves them."""
        self._queues_due = None
        changed, self._queues = self._queues, set()
        queues = {key: change for key in changed if (change := self._change("queues", key)) is not None}
        for agent_id in self._floor.config.agents:
            mine = [queues[queue_id] for queue_id in self._floor.queues_of(agent_id) if queue_id in queues]
            if mine:
                self._feed.publish(render.desk_topic(agent_id), mine)

    def _change(self, kind: str, key: str) -> Put | Remove | None:
        """What an entity is now. What cannot be shown is told in the log and keeps nothing else from its screens, nor calls from going on."""
        try:
            view = self._view(kind, key)
            return remove(kind, key) if view is None else put(kind, key, view)
        except Exception:  # noqa: BLE001 - whatever it was, calls are more than screens
            _log.exception("something of the floor cannot be shown", kind=kind, id=key)
            return None

    def _view(self, kind: str, key: str) -> View | None:
        match kind:
            case "agents":
                return render.agent_view(self._floor, key)
            case "calls":
                return render.call_view(self._floor, key)
            case "listening":
                return render.listening_view(self._floor, key)
            case "rings":
                return render.rings_view(self._floor, key)
            case "alerts":
                return render.alert_view(self._floor, key)
            case "today":
                return render.today_view(self._floor, key, self._now()) if key in self._floor.agents else None
            case _:
                return render.queue_view(self._floor, key)


def _tried(view: Callable[[str], View | None], identifier: str) -> View | None:
    try:
        return view(identifier)
    except Exception:  # noqa: BLE001 - whatever it was, the rest is to be shown, and calls are more than screens
        _log.exception("something of the floor cannot be shown", id=identifier)
        return None
