"""Who may touch what: row-level security on every tenant table, and what each database role is granted.

A row of a workspace is seen and written only in a transaction that says it is for that workspace (database.py). The owner itself is
bound too, but for the few tables that the functions of functions.sql search across workspaces; the relay may read the log of all.
"""

from collections.abc import Iterator
from typing import Final

from ringwell.adapters.postgres.tables import metadata, tenant_tables

OWNER: Final = "ringwell_owner"
APP: Final = "ringwell_app"
RELAY: Final = "ringwell_relay"

ACROSS_FOR_OWNER: Final = ("workspaces", "workspace_sequences", "trunks", "jobs", "mails", "texts")
ACROSS_FOR_RELAY: Final = ("workspaces", "workspace_sequences", "events", "cursors")

APPEND_ONLY: Final = ("events", "access_log")
KEPT_FOR_EVER: Final = ("workspaces", "workspace_sequences", "partition_leases", "data_keys")
"""Tables from which the app takes nothing away."""

DEFINER_FUNCTIONS: Final = (
    "workspace_by_slug(text)",
    "workspaces_in(int[])",
    "workspaces_with_jobs()",
    "workspaces_with_mail()",
    "workspaces_with_texts()",
    "fence_partition(int, bigint)",
    "make_event_partitions(int)",
    "taken_trunk_addresses(uuid, text[])",
)


def statements() -> Iterator[str]:
    """The DDL, for tables, functions and views that exist already."""
    for table in tenant_tables():
        yield from _row_security(table.name)
    for name in ACROSS_FOR_OWNER:
        yield f"CREATE POLICY owner ON {name} TO {OWNER} USING (true) WITH CHECK (true)"
    for name in ACROSS_FOR_RELAY:
        yield f"CREATE POLICY relay ON {name} FOR SELECT TO {RELAY} USING (true)"
        yield f"GRANT SELECT ON {name} TO {RELAY}"
    yield f"GRANT SELECT ON partition_leases, installation TO {RELAY}"
    for name in metadata.tables:
        yield f"GRANT {_verbs(name)} ON {name} TO {APP}"
    yield f"GRANT SELECT ON audit TO {APP}"
    for function in DEFINER_FUNCTIONS:
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {APP}, {RELAY}"


def _row_security(table: str) -> Iterator[str]:
    mine = "workspace_id = current_workspace()"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY tenant ON {table} USING ({mine}) WITH CHECK ({mine})"


def _verbs(table: str) -> str:
    if table == "installation":
        return "SELECT"
    if table in APPEND_ONLY:
        return "SELECT, INSERT"
    if table in KEPT_FOR_EVER:
        return "SELECT, INSERT, UPDATE"
    return "SELECT, INSERT, UPDATE, DELETE"
