"""The storage port: files by key `workspace/project/yyyy/mm/dd/interaction/segment.wav`."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import msgspec

from ringwell.kernel.errors import RingwellError


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A stored file: its key, SHA-256 in hex, size in bytes, and the id of the key it is encrypted under (None: not encrypted)."""

    key: str
    sha256: str
    size: int
    key_id: str | None = None


class FileMissing(RingwellError):
    """The file is not in the archive."""

    code = "file_missing"


class StorageFull(RingwellError):
    """The archive has no room left: make room on its disk, or move it."""

    code = "storage_full"
    retryable = True


class StorageReadOnly(RingwellError):
    """The archive cannot be written: check the folder's owner and permissions."""

    code = "storage_read_only"
    retryable = True


def peaks_key(key: str) -> str:
    """Where the peaks of a recording stand, beside it."""
    return f"{key}.peaks.json"


class Storage(Protocol):
    """Where recordings live."""

    async def put(self, key: str, source: Path) -> Stored:
        """Keep a copy of the file under the key. StorageFull or StorageReadOnly when it cannot; the source stays."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from start to before end. FileMissing when there is none."""
        ...

    async def remove(self, key: str) -> None:
        """Delete the file; nothing where there is none. StorageReadOnly when it cannot."""
        ...

    async def size(self, key: str) -> int:
        """The file's bytes. FileMissing when there is none."""
        ...
