"""Numbers at which customers are to be called back, sealed under the contact's key: to erase the contact is to forget them."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.dialects.postgresql import insert as upsert

from ringwell.adapters.postgres.contact_cards import Cards, select_contacts
from ringwell.adapters.postgres.database import Database
from ringwell.adapters.postgres.directory import PostgresDirectory
from ringwell.adapters.postgres.owed_callbacks import owed_callbacks
from ringwell.adapters.postgres.sealing import Sealer, seal, unseal
from ringwell.adapters.postgres.tables.customers import callback_numbers, contacts
from ringwell.adapters.postgres.tables.facts import offers
from ringwell.customers.ports import LastCalled, NumberToCall
from ringwell.kernel.errors import NotFound
from ringwell.kernel.ids import Ids
from ringwell.kernel.numbers import check_callable, normalise

LOOKED_AT: Final = 4
"""So many calls are looked at for each number that is told: the same may have been called again and again."""


class PostgresCallbackNumbers:
    """The `CallbackNumbers` port."""

    def __init__(self, database: Database, directory: PostgresDirectory, sealer: Sealer, ids: Ids) -> None:
        self._database = database
        self._directory = directory
        self._cards = Cards(sealer, ids)

    async def keep(
        self, workspace_id: str, callback_id: str, number: str, *, region: str, anywhere: bool = False
    ) -> NumberToCall:
        number = normalise(number, region)
        check_callable(number, region, anywhere=anywhere)
        caller = await self._directory.identify(workspace_id, number, region=region)
        await self._write(workspace_id, callback_id, caller.contact_id, number)
        return NumberToCall(contact_id=caller.contact_id, number=number, name=caller.name)

    async def keep_for(
        self, workspace_id: str, callback_id: str, contact_id: str, *, region: str, anywhere: bool = False
    ) -> NumberToCall:
        contact = await self._directory.read(workspace_id, contact_id)
        kept = await self.find(workspace_id, callback_id)
        number = kept.number if kept else next(iter(contact.numbers), None)
        if number is None:
            raise NotFound(kind="contacts", id=contact_id)
        check_callable(number, region, anywhere=anywhere)
        await self._write(workspace_id, callback_id, contact_id, number)
        return NumberToCall(contact_id=contact_id, number=number, name=contact.name)

    async def _write(self, workspace_id: str, callback_id: str, contact_id: str, number: str) -> None:
        async with self._database.tenant(workspace_id) as connection:
            wanted = select_contacts().where(contacts.c.contact_id == contact_id)
            row = (await connection.execute(wanted)).mappings().first()
            key = None if row is None else self._cards.key_of(row)
            if row is None or key is None:
                raise NotFound(kind="contacts", id=contact_id)
            kept = upsert(callback_numbers).values(
                workspace_id=workspace_id,
                interaction_id=callback_id,
                contact_id=contact_id,
                key_id=row["key_id"],
                number_sealed=seal(key, number.encode(), place=_place(callback_id)),
            )
            await connection.execute(kept.on_conflict_do_nothing())

    async def owed_to(self, workspace_id: str, contact_id: str) -> Sequence[str]:
        async with self._database.tenant(workspace_id) as connection:
            return (await connection.execute(owed_callbacks(contact_id))).scalars().all()

    async def find(self, workspace_id: str, callback_id: str) -> NumberToCall | None:
        wanted = (
            select_contacts()
            .join(callback_numbers, callback_numbers.c.contact_id == contacts.c.contact_id)
            .add_columns(callback_numbers.c.number_sealed)
            .where(callback_numbers.c.interaction_id == callback_id)
        )
        async with self._database.tenant(workspace_id) as connection:
            row = (await connection.execute(wanted)).mappings().first()
        key = None if row is None else self._cards.key_of(row)
        if row is None or key is None:
            return None
        return NumberToCall(
            contact_id=row["contact_id"],
            number=unseal(key, row["number_sealed"], place=_place(callback_id)).decode(),
            name=self._cards.card_of(row).name,
        )

    async def last_called(self, workspace_id: str, agent_id: str, limit: int) -> Sequence[LastCalled]:
        wanted = (
            select_contacts()
            .join(callback_numbers, callback_numbers.c.contact_id == contacts.c.contact_id)
            .join(offers, offers.c.interaction_id == callback_numbers.c.interaction_id)
            .add_columns(
                callback_numbers.c.number_sealed, callback_numbers.c.interaction_id, offers.c.made_at
            )
            .where(offers.c.agent_id == agent_id, offers.c.result == "accepted")
            .order_by(offers.c.made_at.desc())
            .limit(limit * LOOKED_AT)
        )
        async with self._database.tenant(workspace_id) as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        found: dict[str, LastCalled] = {}
        for row in rows:
            key = self._cards.key_of(row)
            if key is not None:
                number = unseal(key, row["number_sealed"], place=_place(row["interaction_id"])).decode()
                name = self._cards.card_of(row).name
                found.setdefault(
                    number,
                    LastCalled(contact_id=row["contact_id"], number=number, name=name, at=row["made_at"]),
                )
        return list(found.values())[:limit]


def _place(callback_id: str) -> str:
    return f"callback_numbers:{callback_id}"
