"""The storage port: files by key `workspace/project/yyyy/mm/dd/interaction/segment.wav`."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import msgspec


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A stored file: its key, SHA-256 in hex, size in bytes, and the id of the key it is encrypted under (None: not encrypted)."""

    key: str
    sha256: str
    size: int
    key_id: str | None = None


class Storage(Protocol):
    """Where recordings live."""

    async def put(self, key: str, source: Path) -> Stored:
        """Keep a copy of the file under the key. StorageFull or StorageReadOnly when it cannot; the source stays."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from start to before end. FileMissing when there is none."""
        ...
