"""The switch's phones as the edge asks for them: whatever goes wrong at the switch is told as one error of the calls room."""

from collections.abc import Awaitable
from typing import TypeVar

from ringwell.adapters.asterisk.errors import SwitchError
from ringwell.calls.errors import SwitchDown
from ringwell.calls.ports import PhoneAccount, Phones
from ringwell.runtime.logs import get_log

Result = TypeVar("Result")


class EdgePhones:
    """The `Phones` port. Raises SwitchDown."""

    def __init__(self, phones: Phones) -> None:
        self._phones = phones
        self._log = get_log("ringwell.edge")

    async def provision_agent(self, workspace_id: str, endpoint: str, display_name: str) -> PhoneAccount:
        return await self._asked(self._phones.provision_agent(workspace_id, endpoint, display_name))

    async def provision_desk_phone(self, endpoint: str) -> PhoneAccount:
        return await self._asked(self._phones.provision_desk_phone(endpoint))

    async def provision_try(self, workspace_id: str, lifetime_s: int) -> PhoneAccount:
        return await self._asked(self._phones.provision_try(workspace_id, lifetime_s))

    async def silence(self, endpoint: str) -> None:
        await self._asked(self._phones.silence(endpoint))

    async def remove(self, endpoint: str) -> None:
        await self._asked(self._phones.remove(endpoint))

    async def _asked(self, answer: Awaitable[Result]) -> Result:
        try:
            return await answer
        except SwitchError as error:
            self._log.warning("the switch did not make a phone", error=str(error))
            raise SwitchDown from error
