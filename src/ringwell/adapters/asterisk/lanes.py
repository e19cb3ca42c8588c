"""Work in order where order matters, at once where it does not."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

Work = Callable[[], Coroutine[Any, Any, None]]


class Lanes:
    """Each piece of work waits for the earlier work on every lane that it names. Work must not raise."""

    def __init__(self) -> None:
        self._last: dict[str, _Piece] = {}
        self._left = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many pieces of work are not done."""
        return self._left

    def put(self, lanes: Iterable[str], work: Work, name: str) -> None:
        piece = _Piece(tuple(lanes), work, name)
        self._left += 1
        for lane in piece.lanes:
            if lane in self._last:
                self._last[lane].followers.append(piece)
                piece.before += 1
            self._last[lane] = piece
        if piece.before == 0:
            self._start(piece)

    async def drain(self) -> None:
        """Wait until all work that has been put is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _start(self, piece: "_Piece") -> None:
        task = asyncio.create_task(piece.work(), name=piece.name)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._done(done, piece))

    def _done(self, task: asyncio.Task[None], piece: "_Piece") -> None:
        self._tasks.discard(task)
        self._left -= 1
        for lane in piece.lanes:
            if self._last[lane] is piece:
                del self._last[lane]
        for follower in piece.followers:
            follower.before -= 1
            if follower.before == 0:
                self._start(follower)


class _Piece:
    """`before` counts what has to be done first, once for each lane; `followers` are those for whom this counts."""

    def __init__(self, lanes: tuple[str, ...], work: Work, name: str) -> None:
        self.lanes = lanes
        self.work = work
        self.name = name
        self.before = 0
        self.followers: list[_Piece] = []
