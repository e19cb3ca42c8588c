"""Sealing of personal data: AES-256-GCM under a key per contact, those keys wrapped under the installation's master key.

What is sealed is bound to its place (`place`, such as `contacts:con_…`), so that it cannot be moved to another row. Hashes for search are
keyed and bound to the workspace.
"""

import hashlib
import hmac
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT: Final = b"\x01"
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


class SealBroken(Exception):
    """Sealed data does not belong here, was changed, or is under another key."""


class Sealer:
    """Made from the installation's secrets `master_key` and `search_key`."""

    def __init__(self, master_key: str, search_key: str) -> None:
        self._master = _derive(master_key, b"ringwell wrapping key")
        self._search = _derive(search_key, b"ringwell search key")
        self._fingerprint = _derive(f"{master_key}\0{search_key}", b"ringwell fingerprint")

    def fingerprint(self) -> bytes:
        """Tells these keys from others, and tells nothing else of them."""
        return self._fingerprint

    def new_key(self, key_id: str) -> tuple[bytes, bytes]:
        """A fresh data key, plain and wrapped."""
        key = secrets.token_bytes(KEY_BYTES)
        return key, seal(self._master, key, place=f"data_keys:{key_id}")

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """The data key. Raises SealBroken."""
        return unseal(self._master, wrapped, place=f"data_keys:{key_id}")

    def seal_secret(self, plain: str, *, place: str) -> bytes:
        """Seal something that belongs to no person, such as a trunk's password, under the master key."""
        return seal(self._master, plain.encode(), place=place)

    def unseal_secret(self, sealed: bytes, *, place: str) -> str:
        return unseal(self._master, sealed, place=place).decode()

    def hash(self, workspace_id: str, kind: str, value: str) -> bytes:
        """The keyed hash by which a value is found again."""
        return hmac.digest(self._search, f"{workspace_id}\0{kind}\0{value}".encode(), "sha256")


def seal(key: bytes, plain: bytes, *, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """Raises SealBroken."""
    if sealed[:1] != FORMAT:
        raise SealBroken(f"unknown format in {place}")
    nonce, encrypted = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, encrypted, place.encode())
    except InvalidTag as error:
        raise SealBroken(f"cannot be opened: {place}") from error


def token_hash(token: str) -> bytes:
    """What is kept of a session's or a program's token, which is random and long: a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret.encode())
