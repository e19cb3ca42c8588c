"""The switch's phones as the edge asks for them: whatever goes wrong at the switch is told as one error of the calls room, and a phone
that must go goes when the switch is back."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, TypeVar

from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.calls.errors import SwitchDown
from ringwell.calls.ports import PhoneAccount, Phones
from ringwell.runtime.logs import Log

Result = TypeVar("Result")

ASK_AGAIN_S: Final = 1.0


class EdgePhones:
    """The `PatientPhones` port. Raises SwitchDown where a new secret cannot be given. Keep `run` running.

    What waits for the switch is this process's alone: a restart of the edge meanwhile forgets it.
    """

    def __init__(self, phones: Phones, log: Log, *, ask_again_s: float = ASK_AGAIN_S) -> None:
        self._phones = phones
        self._log = log
        self._pause = ask_again_s
        self._waiting: set[str] = set()
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        """Nobody gives a phone a new secret while it is being taken away."""

    async def provision_agent(self, workspace_id: str, endpoint: str, display_name: str) -> PhoneAccount:
        return await self._given(
            endpoint, lambda: self._phones.provision_agent(workspace_id, endpoint, display_name)
        )

    async def provision_desk_phone(self, endpoint: str) -> PhoneAccount:
        return await self._given(endpoint, lambda: self._phones.provision_desk_phone(endpoint))

    async def provision_try(self, workspace_id: str, lifetime_s: int) -> PhoneAccount:
        return await self._asked(self._phones.provision_try(workspace_id, lifetime_s))

    async def remove(self, endpoint: str) -> None:
        try:
            await self._phones.remove(endpoint)
        except SwitchError as error:
            self._log.warning("a phone goes when the switch is back", endpoint=endpoint, error=str(error))
            self._waiting.add(endpoint)
            self._wake.set()
        else:
            self._waiting.discard(endpoint)

    def waits(self, endpoint: str) -> bool:
        return endpoint in self._waiting

    async def run(self) -> None:
        """Do what waits as soon as the switch answers, until cancelled."""
        while True:
            await self._wake.wait()
            while self._waiting:
                await asyncio.sleep(self._pause)
                for endpoint in list(self._waiting):
                    await self._try_again(endpoint)
            self._wake.clear()

    async def _try_again(self, endpoint: str) -> None:
        async with self._turn:
            if endpoint not in self._waiting:
                return
            with suppress(SwitchError):
                await self._phones.remove(endpoint)
                self._waiting.discard(endpoint)
                self._log.info("the switch is back: a phone that had to go is gone", endpoint=endpoint)

    async def _given(self, endpoint: str, give: Callable[[], Awaitable[PhoneAccount]]) -> PhoneAccount:
        if endpoint not in self._waiting:
            return await self._asked(give())
        async with self._turn:
            account = await self._asked(give())
            # A new secret is the end of whatever had the old one.
            self._waiting.discard(endpoint)
            return account

    async def _asked(self, answer: Awaitable[Result]) -> Result:
        try:
            return await answer
        except SwitchError as error:
            self._log.warning("the switch did not make a phone", error=str(error))
            raise SwitchDown from error
