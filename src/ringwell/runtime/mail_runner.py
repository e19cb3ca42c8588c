"""The worker's mail: takes what is due from the outbox, sends it, and tells what came of it.

A worker that is killed leaves a mail taken; the next one tries it again when its time is over. If the other server had it already, it gets
it twice, under the same Message-ID: SMTP knows no better.
"""

import asyncio
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from ringwell.adapters.web.wording import words
from ringwell.customers.ports import Promises
from ringwell.customers.promises import Promise
from ringwell.journeys.config import WorkspaceConfig
from ringwell.journeys.ports import ConfigStore
from ringwell.kernel.errors import NotFound, StoreAway
from ringwell.kernel.mail import Letter, Mailer, MailSettings, MailSetup, Outbox, Outcome, WaitingMail
from ringwell.runtime.logs import Log
from ringwell.runtime.patience import pause

LOOK_EVERY_S: Final = 2.0
AT_ONCE: Final = 8
"""So many workspaces send at a time: a server that is slow holds nobody else's mail up."""

NOT_SET_UP: Final = Outcome(verdict="refused", code="not_set_up")
BROKE: Final = Outcome(verdict="later", code="broke")
ERASED: Final = Outcome(verdict="refused", code="erased")


class MailRunner:
    """Sends the mail of all workspaces, of each one after the other."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        setup: MailSetup,
        promises: Promises,
        config: ConfigStore,
        mailer: Mailer,
        say: Log,
    ) -> None:
        self._outbox = outbox
        self._setup = setup
        self._promises = promises
        self._config = config
        self._mailer = mailer
        self._say = say
        self._busy: dict[str, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop. What is being sent then is tried again by the next worker."""
        try:
            while not stop.is_set():
                try:
                    await self._look()
                except StoreAway:
                    self._say.warning("the database does not answer: mail waits")
                await pause(stop, LOOK_EVERY_S)
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _look(self) -> None:
        for workspace_id in await self._outbox.workspaces():
            if len(self._busy) < AT_ONCE and workspace_id not in self._busy:
                task = asyncio.create_task(self._all_of(workspace_id), name=f"mail of {workspace_id}")
                self._busy[workspace_id] = task
                task.add_done_callback(lambda _, key=workspace_id: self._busy.pop(key, None))

    async def _all_of(self, workspace_id: str) -> None:
        try:
            while (mail := await self._outbox.take(workspace_id)) is not None:
                await self._outbox.told(workspace_id, mail, await self._tried(workspace_id, mail))
        except StoreAway:
            self._say.warning("the database does not answer: mail waits")
        except Exception as fault:  # noqa: BLE001 - nobody awaits this task: what ended it is said here
            self._say.error(
                "a workspace's mail is stuck", workspace=workspace_id, problem=type(fault).__name__
            )

    async def _tried(self, workspace_id: str, mail: WaitingMail) -> Outcome:
        """Raises StoreAway."""
        try:
            return await self._sent(workspace_id, mail)
        except StoreAway:
            raise
        except Exception as fault:  # noqa: BLE001 - a mail that breaks must not end the worker; it is tried again, a few times
            self._say.error("a mail broke", workspace=workspace_id, mail=mail.mail_id, problem=repr(fault))
            return BROKE

    async def _sent(self, workspace_id: str, mail: WaitingMail) -> Outcome:
        """Raises StoreAway."""
        settings = await self._setup.read(workspace_id)
        if settings.version == 0:
            return NOT_SET_UP
        letter = await self._letter(workspace_id, mail, settings)
        return ERASED if letter is None else await self._mailer.send(settings, letter)

    async def _letter(self, workspace_id: str, mail: WaitingMail, settings: MailSettings) -> Letter | None:
        subject, text = mail.subject, mail.text
        if mail.to is None:
            return None
        if mail.promise_id is not None:
            try:
                promise = await self._promises.read(workspace_id, mail.promise_id)
            except NotFound:
                return None
            if promise.text is None or promise.state == "cancelled":
                return None
            config = await self._config.load(workspace_id)
            subject, text = (
                told(promise, config) if mail.queue_id is None else came(promise, config, mail.queue_id)
            )
        return Letter(
            message_id=f"<{mail.mail_id}@{settings.sender.partition('@')[2]}>",
            to=mail.to,
            subject=subject,
            text=text,
        )


def told(promise: Promise, config: WorkspaceConfig) -> tuple[str, str]:
    """Subject and text of the mail that tells a message, in the workspace's language."""
    language = config.settings.language
    client = config.clients.get(promise.client_id or "")
    name = (promise.to.name if promise.to else "") or (client.name if client else "")
    params = {
        "workspace": config.name,
        "name": name or config.name,
        "reference": promise.short_ref,
        "time": _time(promise.made_at, config),
        "message": promise.text or "",
    }
    about = "voicemail" if promise.kind == "voicemail" else "message"
    subject = " ".join(words(language, f"mail.{about}_subject", params).split())
    text = words(language, f"mail.{about}_text", params)
    if promise.text and about == "voicemail":
        text += f"\n{promise.text}\n"
    if about == "message" and promise.due_at is not None:
        text += "\n" + words(language, "mail.message_due", {"time": _time(promise.due_at, config)}) + "\n"
    return subject, text


def came(promise: Promise, config: WorkspaceConfig, queue_id: str) -> tuple[str, str]:
    """Subject and text of the mail that tells a queue of a voice message, in the workspace's language: where to hear it, and neither who
    called nor what was said, which a mailbox would keep when the customer is erased."""
    queue = config.queues.get(queue_id)
    params = {
        "workspace": config.name,
        "queue": queue.name if queue else config.name,
        "reference": promise.short_ref,
        "time": _time(promise.made_at, config),
    }
    language = config.settings.language
    subject = " ".join(words(language, "mail.queue_subject", params).split())
    return subject, words(language, "mail.queue_text", params)


def _time(at: datetime, config: WorkspaceConfig) -> str:
    zone = ZoneInfo(config.settings.zone)
    return format_datetime(at.astimezone(zone), "medium", tzinfo=zone, locale=config.settings.language)
