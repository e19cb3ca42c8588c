"""The storage port on a folder: written beside, checked, then moved into place."""

import asyncio
import errno
import hashlib
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from ringwell.kernel.storage import FileMissing, StorageFull, StorageReadOnly, Stored

CHUNK = 256 * 1024


class FolderStorage:
    """Files below one folder, by key. Keys are relative paths; one that leads outside is refused."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, key: str, source: Path) -> Stored:
        """Keep a copy of the file under the key; the source stays. The copy is whole or not there."""
        return await asyncio.to_thread(self._put, key, source)

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from start to before end. FileMissing when there is none."""
        path = self._path(key)
        try:
            file = await asyncio.to_thread(path.open, "rb")
        except OSError:
            raise FileMissing(key=key) from None
        with file:
            file.seek(start)
            left = end - start if end is not None else None
            while chunk := await asyncio.to_thread(file.read, CHUNK if left is None else min(CHUNK, left)):
                yield chunk
                left = None if left is None else left - len(chunk)

    async def remove(self, key: str) -> None:
        """Delete the file; nothing where there is none. StorageReadOnly when it cannot."""
        try:
            await asyncio.to_thread(self._path(key).unlink, missing_ok=True)
        except OSError as error:
            raise StorageReadOnly(key=key) from error

    async def size(self, key: str) -> int:
        """The file's bytes. FileMissing when there is none."""
        try:
            return (await asyncio.to_thread(self._path(key).stat)).st_size
        except OSError:
            raise FileMissing(key=key) from None

    def _put(self, key: str, source: Path) -> Stored:
        target = self._path(key)
        part = target.with_name(f".{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(source, part)
            _sync(part)
            part.replace(target)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise _refusal(error, key) from error
        return Stored(key=key, sha256=_sha256(target), size=target.stat().st_size)

    def _path(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root.resolve()):
            raise FileMissing(key=key)
        return path


def _refusal(error: OSError, key: str) -> StorageFull | StorageReadOnly:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull(key=key)
    return StorageReadOnly(key=key)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
