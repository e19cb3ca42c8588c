"""Every table, by the part of the product it serves. `tenant_tables()` are those that row-level security guards."""

from ringwell.adapters.postgres.tables import (
    access,
    asides,
    blocks,
    customers,
    facts,
    jobs,
    log,
    mail,
    phone_book,
    promises,
    setup,
    shift_checks,
    speech,
    texts,
    workspace,
)
from ringwell.adapters.postgres.tables.base import metadata, tenant_tables

__all__ = [
    "access",
    "asides",
    "blocks",
    "customers",
    "facts",
    "jobs",
    "log",
    "mail",
    "metadata",
    "phone_book",
    "promises",
    "setup",
    "shift_checks",
    "speech",
    "tenant_tables",
    "texts",
    "workspace",
]
