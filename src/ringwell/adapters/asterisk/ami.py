"""The manager interface, for what ARI cannot do: take a caller out of the switch's own queue (Redirect), and tell of registrations.

A session that stays signed in makes the switch build manager events for it, so we connect for the action and leave.
"""

import asyncio
from collections.abc import Mapping
from typing import Final

import msgspec

from ringwell.adapters.asterisk.errors import (
    NotOwner,
    SwitchAway,
    SwitchError,
    SwitchNotFound,
    SwitchRefused,
    SwitchSlow,
)
from ringwell.adapters.asterisk.transport import MayAct, always

TIMEOUT_SECONDS: Final = 5.0
NO_CHANNEL: Final = ("No such channel", "Channel does not exist")


class AmiAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where the manager listens, and the sign-in to it."""

    host: str
    port: int
    user: str
    secret: str

    def __repr__(self) -> str:
        return f"AmiAddress({self.host}:{self.port}, user={self.user!r})"


class Ami:
    """Actions of the manager. Each raises a `SwitchError` when the switch does not answer "Success"."""

    def __init__(
        self, address: AmiAddress, *, may_act: MayAct = always, timeout: float = TIMEOUT_SECONDS
    ) -> None:
        self._address = address
        self._may_act = may_act
        self._timeout = timeout

    async def action(self, name: str, fields: Mapping[str, str]) -> dict[str, str]:
        """Sign in, act, sign off. Returns the fields of the answer."""
        self._check(name)
        try:
            async with asyncio.timeout(self._timeout):
                return (await self._exchange(name, fields))[0]
        except TimeoutError as error:
            raise SwitchSlow(name) from error
        except (OSError, EOFError) as error:
            raise SwitchAway(name, str(error)) from error

    async def listed(self, name: str, kind: str) -> list[dict[str, str]]:
        """What an action lists: the fields of each event of this kind."""
        self._check(name)
        try:
            async with asyncio.timeout(self._timeout):
                return [
                    each for each in await self._exchange(name, {}, lists=True) if each.get("Event") == kind
                ]
        except TimeoutError as error:
            raise SwitchSlow(name) from error
        except (OSError, EOFError) as error:
            raise SwitchAway(name, str(error)) from error

    def _check(self, name: str) -> None:
        if not self._may_act():
            raise NotOwner(name)

    async def _exchange(
        self, name: str, fields: Mapping[str, str], *, lists: bool = False
    ) -> list[dict[str, str]]:
        """The answer, and what it lists."""
        reader, writer = await asyncio.open_connection(self._address.host, self._address.port)
        try:
            await reader.readuntil(b"\r\n")
            sign_in = {"Username": self._address.user, "Secret": self._address.secret, "Events": "off"}
            await _send(reader, writer, "Login", sign_in)
            self._check(name)  # to sign in takes a while
            answers = [await _send(reader, writer, name, fields)]
            while lists and answers[-1].get("EventList") != "Complete":
                answers.append(_parse(await reader.readuntil(b"\r\n\r\n")))
            writer.write(_message("Logoff", {}))
            return answers
        finally:
            writer.close()


async def _send(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, name: str, fields: Mapping[str, str]
) -> dict[str, str]:
    writer.write(_message(name, fields))
    await writer.drain()
    while True:
        answer = _parse(await reader.readuntil(b"\r\n\r\n"))
        if "Response" in answer:  # anything else is an event that was already on its way
            return _checked(name, answer)


def _message(name: str, fields: Mapping[str, str]) -> bytes:
    lines = [f"Action: {name}", *(f"{key}: {value}" for key, value in fields.items())]
    if any("\r" in line or "\n" in line for line in lines):
        raise SwitchRefused(name, "a value holds a line break")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _parse(block: bytes) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.decode("utf-8", "replace").split("\r\n"))
    return {key.strip(): value.strip() for key, colon, value in pairs if colon}


def _checked(name: str, answer: dict[str, str]) -> dict[str, str]:
    if answer["Response"] in {"Success", "Follows"}:
        return answer
    raise _error(name, answer.get("Message", ""))


def _error(name: str, message: str) -> SwitchError:
    gone = any(words in message for words in NO_CHANNEL)
    return SwitchNotFound(name, message, 404) if gone else SwitchRefused(name, message)
