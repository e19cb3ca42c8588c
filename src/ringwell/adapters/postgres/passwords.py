"""Argon2id, in threads: one hash takes tens of milliseconds, and the event loop has calls to serve."""

import asyncio
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_hasher: Final = PasswordHasher()
AT_ONCE: Final = 2
"""Hashes at a time: each takes 64 MiB."""


class Argon2Passwords:
    """The `Passwords` port. An unknown user costs the same time as a wrong password."""

    def __init__(self) -> None:
        self._nobody = _hasher.hash("nobody has this password")
        self._room = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        async with self._room:
            return await asyncio.to_thread(_hasher.hash, password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        async with self._room:
            fits = await asyncio.to_thread(_fits, password_hash or self._nobody, password)
        return fits and password_hash is not None


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False
