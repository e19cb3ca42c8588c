"""Alembic's entry: it is given a connection (migrate.py) and never makes one."""

from typing import cast

from alembic import context
from sqlalchemy import Connection

from ringwell.adapters.postgres.tables import metadata

connection = cast("Connection", context.config.attributes["connection"])
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=False)
context.run_migrations()
