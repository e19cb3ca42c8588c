"""Migrations, forward only: expand first, contract when no older binary can run any more (schema.OLDEST_BINARY)."""
