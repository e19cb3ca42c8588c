"""Roles and the database itself, made by a superuser before anything else; safe to run at every start."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Final

import msgspec
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from ringwell.adapters.postgres.security import APP, OWNER, RELAY

ITERATIONS: Final = 4096
"""PostgreSQL's own number; our passwords are random, so that more would protect nothing."""


class RolePasswords(msgspec.Struct, frozen=True, kw_only=True):
    """The passwords of our three roles, from the installation's secrets."""

    owner: str
    app: str
    relay: str

    def __repr__(self) -> str:
        return "RolePasswords(…)"


async def bootstrap(superuser_url: str, database: str, passwords: RolePasswords) -> None:
    """Make the roles with these passwords, and the database, owned by the owner, if it is not there.

    `superuser_url` leads to any database of the server; the role needs CREATEROLE and CREATEDB.
    """
    by_role = {OWNER: passwords.owner, APP: passwords.app, RELAY: passwords.relay}
    engine = create_async_engine(superuser_url, isolation_level="AUTOCOMMIT", hide_parameters=True)
    try:
        async with engine.connect() as connection:
            await _make_roles(connection, by_role)
            await _make_database(connection, database)
    finally:
        await engine.dispose()
    inside = create_async_engine(
        make_url(superuser_url).set(database=database), isolation_level="AUTOCOMMIT", hide_parameters=True
    )
    try:
        async with inside.connect() as connection:
            await _open_schema(connection)
    finally:
        await inside.dispose()


async def _make_roles(connection: AsyncConnection, passwords: Mapping[str, str]) -> None:
    for role, password in passwords.items():
        if not await connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
            await _execute(connection, "CREATE ROLE %I NOLOGIN", role)
        await _execute(
            connection,
            "ALTER ROLE %I LOGIN NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD %L",
            role,
            scram_verifier(password),
        )
        flags = await connection.execute(
            text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :role"), {"role": role}
        )
        if flags.scalar_one():
            await _execute(connection, "ALTER ROLE %I NOSUPERUSER NOBYPASSRLS", role)


async def _make_database(connection: AsyncConnection, database: str) -> None:
    if await connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": database}):
        return
    await _execute(connection, "GRANT %I TO CURRENT_USER", OWNER)
    await _execute(connection, "CREATE DATABASE %I OWNER %I", database, OWNER)
    await _execute(connection, "REVOKE ALL ON DATABASE %I FROM PUBLIC", database)


async def _open_schema(connection: AsyncConnection) -> None:
    database = await connection.scalar(text("SELECT current_database()"))
    await _execute(connection, "GRANT CONNECT ON DATABASE %I TO %I, %I, %I", str(database), OWNER, APP, RELAY)
    await _execute(connection, "GRANT CREATE, USAGE ON SCHEMA public TO %I", OWNER)
    await _execute(connection, "GRANT USAGE ON SCHEMA public TO %I, %I", APP, RELAY)
    await _execute(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")


async def _execute(connection: AsyncConnection, template: str, *words: str) -> None:
    """Run DDL, which takes no parameters, with words that the server itself has quoted."""
    names = [f"w{index}" for index in range(len(words))]
    arguments = "".join(f", CAST(:{name} AS text)" for name in names)
    quoted = await connection.scalar(
        text(f"SELECT format(:template{arguments})"),
        {"template": template, **dict(zip(names, words, strict=True))},
    )
    await connection.exec_driver_sql(str(quoted))


def scram_verifier(password: str) -> str:
    """What PostgreSQL keeps of a password: made here, so that the password itself is in no statement and no log."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    stored_key = hashlib.sha256(client_key).digest()
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    keys = f"{_base64(stored_key)}:{_base64(server_key)}"
    return f"SCRAM-SHA-256${ITERATIONS}:{_base64(salt)}${keys}"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
