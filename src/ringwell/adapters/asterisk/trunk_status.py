"""How a trunk is: whether the switch has it, whether its server answers, and what that said to our registration."""

import asyncio
import re
from pathlib import Path
from typing import Final

from ringwell.adapters.asterisk.ami import Ami
from ringwell.adapters.asterisk.certificates import certificate_fault
from ringwell.adapters.asterisk.errors import SwitchError, SwitchNotFound
from ringwell.adapters.asterisk.generated.operations import Ari
from ringwell.calls.errors import SwitchDown
from ringwell.calls.ports import TrunkState, TrunkStatus

LOOKED_BACK: Final = 256 * 1024
"""Bytes at the end of the switch's messages in which the reason of a rejection is looked for."""
_STATES: Final[dict[str, TrunkState]] = {
    "Registered": "registered",
    "Rejected": "rejected",
    "Stopped": "rejected",
}


class AsteriskTrunks:
    """The `Trunks` port. `messages` is the switch's own log, `trusted` the PEM file with whom the switch believes."""

    def __init__(self, ari: Ari, manager: Ami, messages: Path, trusted: Path | None) -> None:
        self._ari, self._manager, self._messages, self._trusted = ari, manager, messages, trusted

    async def status(self, endpoint: str, server: str | None, address_of_record: str | None) -> TrunkStatus:
        """`server` is one over TLS, else None; `address_of_record` is what we register as, None where we do not. Raises SwitchDown."""
        found = await self._at_switch(endpoint, address_of_record)
        if server is None or found.state not in ("registering", "unreachable"):
            return found
        fault = await certificate_fault(server, self._trusted)
        return found if fault is None else TrunkStatus(state=fault)

    async def _at_switch(self, endpoint: str, address_of_record: str | None) -> TrunkStatus:
        try:
            # Of a trunk that was taken away while its server was being asked, the switch goes on telling what it last knew.
            await self._ari.asterisk.get_object("res_pjsip", "endpoint", endpoint)
            found = await self._ari.endpoints.get("PJSIP", endpoint)
            if address_of_record is None:
                return TrunkStatus(state=_by_qualify(found.state))
            return await self._registration(endpoint, address_of_record, found.state)
        except SwitchNotFound:
            return TrunkStatus(state="not_made")
        except SwitchError as error:
            raise SwitchDown from error

    async def _registration(self, endpoint: str, who: str, qualified: str | None) -> TrunkStatus:
        listed = await self._manager.listed("PJSIPShowRegistrationsOutbound", "OutboundRegistrationDetail")
        said = next((each.get("Status", "") for each in listed if each.get("ObjectName") == endpoint), "")
        state = _STATES.get(said, "registering")
        if state == "registered" and qualified != "offline":
            return TrunkStatus(state=state)
        code = await asyncio.to_thread(last_answer, self._messages, who)
        if state == "registering" and code is not None and 400 <= code < 500:
            return TrunkStatus(state="rejected", sip_code=code)
        if qualified == "offline":
            return TrunkStatus(state="unreachable")
        return TrunkStatus(state=state, sip_code=code)


def _by_qualify(state: str | None) -> TrunkState:
    if state == "online":
        return "reachable"
    return "unreachable" if state == "offline" else "unknown"


def last_answer(messages: Path, who: str) -> int | None:
    """The SIP code of the last answer to a registration as `who` that the switch has complained of; None where it heard none."""
    line = _last_about(messages, f"on registration attempt to '{who}'")
    code = re.search(r"(?:response '|: )(\d{3})(?:'| Forbidden)", line)
    return int(code[1]) if code else None


def _last_about(messages: Path, words: str) -> str:
    """The newest line with these words; empty where there is none."""
    try:
        with messages.open("rb") as file:
            file.seek(max(0, messages.stat().st_size - LOOKED_BACK))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return next((each for each in reversed(text.splitlines()) if words in each), "")
