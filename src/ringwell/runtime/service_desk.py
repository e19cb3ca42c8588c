"""Takes flows' questions to services, some at once, keeps what callers entered, and what flows send until it goes out."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Final

from ringwell.customers.ports import CallData, CallMails, CallTexts
from ringwell.flows.messages import Told
from ringwell.journeys.ports import Services
from ringwell.journeys.turn import AskService, KeepData, MessageKept, SendMail, SendText, ServiceAnswered
from ringwell.kernel.errors import RingwellError
from ringwell.runtime.logs import Log

MOST_AT_ONCE: Final = 100
"""Questions under way; who asks beyond that is told that it failed."""
MOST_OF_ONE: Final = 40
"""Of one workspace: a service that is slow for its callers leaves room for others'."""


class ServiceDesk:
    """Of one brain, for all its workspaces. `committed` awaits that what has happened stands in the log."""

    def __init__(
        self,
        services: Services,
        data: CallData,
        mails: CallMails,
        texts: CallTexts,
        committed: Callable[[str], Awaitable[None]],
        log: Log,
    ) -> None:
        self._services = services
        self._data = data
        self._mails = mails
        self._texts = texts
        self._committed = committed
        self._log = log
        self._under_way = Counter[str]()
        self._newest: dict[str, KeepData] = {}
        self._keeping: dict[str, asyncio.Lock] = {}

    async def ask(self, workspace: str, asked: AskService) -> ServiceAnswered:
        """Always answers."""
        told = await self._told(workspace, asked)
        return ServiceAnswered(interaction_id=asked.interaction_id, token=asked.token, told=told)

    async def _told(self, workspace: str, asked: AskService) -> Told:
        if self._under_way[workspace] >= MOST_OF_ONE or self._under_way.total() >= MOST_AT_ONCE:
            return Told("failed", code="too_many")
        self._under_way[workspace] += 1
        try:
            return await self._services.ask(workspace, asked.question)
        except Exception:  # noqa: BLE001 - whatever a service makes of us, its caller goes on
            self._log.exception("a service could not be asked", interaction=asked.interaction_id)
            return Told("failed", code="fault")
        finally:
            self._under_way[workspace] -= 1

    async def send(self, workspace_id: str, asked: SendMail | SendText) -> MessageKept:
        """Always answers: whether it is on its way."""
        try:
            await self._committed(workspace_id)
            why = await self._put(workspace_id, asked)
        except RingwellError:
            self._log.warning("a message of a flow could not be kept", interaction=asked.interaction_id)
            why = "store_away"
        is_text = isinstance(asked, SendText)
        return MessageKept(
            interaction_id=asked.interaction_id,
            token=asked.token,
            by="sms" if is_text else "mail",
            message_id=asked.text.text_id if is_text else asked.mail_id,
            why_not=why,
        )

    async def _put(self, workspace_id: str, asked: SendMail | SendText) -> str | None:
        call = asked.interaction_id
        if isinstance(asked, SendText):
            return await self._texts.put(workspace_id, call, asked.text)
        mail = asked.message
        return await self._mails.put(workspace_id, call, asked.mail_id, mail.to, mail.subject, mail.text)

    async def keep(self, workspace_id: str, kept: KeepData) -> None:
        """The newest of an interaction wins. Where it cannot be kept, the call goes on all the same."""
        self._newest[kept.interaction_id] = kept
        async with self._keeping.setdefault(kept.interaction_id, asyncio.Lock()):
            if self._newest.get(kept.interaction_id) is not kept:
                return
            try:
                await self._committed(workspace_id)
                await self._data.keep(workspace_id, kept.interaction_id, kept.values)
            except RingwellError:
                self._log.warning("what a caller entered could not be kept", interaction=kept.interaction_id)
            if self._newest.get(kept.interaction_id) is kept:
                del self._newest[kept.interaction_id]
                del self._keeping[kept.interaction_id]
