"""Mails that flows send for calls: into the outbox, sealed under the interaction's key, so that they are erased with the contact."""

from sqlalchemy import select

from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.interaction_keys import InteractionKeys
from ringwell.adapters.postgres.outbox import MailContent, put_mail
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.adapters.postgres.tables.mail import mail_settings
from ringwell.adapters.postgres.tables.setup import clients
from ringwell.kernel.ids import Ids


class PostgresCallMails:
    """The `CallMails` port."""

    def __init__(self, database: Database, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._keys = InteractionKeys(sealer, ids)

    async def put(
        self, workspace_id: str, interaction_id: str, mail_id: str, to: str, subject: str, text: str
    ) -> str | None:
        async with self._database.tenant(workspace_id) as connection:
            if await connection.scalar(select(mail_settings.c.version)) is None:
                return "not_set_up"
            place = await self._keys.place(connection, workspace_id, interaction_id)
            of_client = select(clients.c.email).where(clients.c.client_id == place.client_id)
            address = to or await connection.scalar(of_client)
            if not address:
                return "no_address"
            content = MailContent(to=address, subject=subject, text=text)
            await put_mail(connection, workspace_id, mail_id, content, (place.key_id, place.key))
        return None
