"""Brings the database up to date before the others start: roles, tables, in demo mode the demo workspace. Ends."""

import asyncio
import sys

from sqlalchemy import make_url

from ringwell.adapters.postgres.bootstrap import RolePasswords, bootstrap
from ringwell.adapters.postgres.migrate import OtherKeys, keep_keys, migrate
from ringwell.adapters.postgres.sealing import Sealer
from ringwell.runtime.clock import RandomIds
from ringwell.runtime.demo import cast
from ringwell.runtime.demo.close import close_demo
from ringwell.runtime.demo.seed import seed_demo
from ringwell.runtime.first_start import create_first_workspace
from ringwell.runtime.installation import Installation
from ringwell.runtime.main_loop import run_process
from ringwell.runtime.stores import Stores, open_stores


async def run(installation: Installation, _stop: asyncio.Event) -> None:
    owner_url = installation.database_url("owner")
    passwords = RolePasswords(
        owner=installation.secrets.database_owner,
        app=installation.secrets.database_app,
        relay=installation.secrets.database_relay,
    )
    database = make_url(owner_url).database or ""
    await bootstrap(installation.database_url("superuser"), database, passwords)
    await migrate(owner_url)
    sealer = Sealer(installation.secrets.master_key, installation.secrets.search_key)
    try:
        await keep_keys(owner_url, sealer.fingerprint())
    except OtherKeys:
        secrets = installation.folders.secrets
        sys.exit(f"{secrets} is not the file that this database was made with: put it back from a backup")
    stores = open_stores(installation, RandomIds(), name="prepare", connections=1)
    try:
        await _fill(stores, demo=installation.settings.demo)
    finally:
        await stores.close()


async def _fill(stores: Stores, *, demo: bool) -> None:
    if demo:
        await seed_demo(stores)
        return
    await close_demo(stores)
    made = await create_first_workspace(stores, demo_slug=cast.SLUG)
    if made is not None:
        print(f"\nThe first administrator signs in as {made.sign_in}, password {made.password}")
        print("It is shown this once: change it after the first sign-in.\n", flush=True)


if __name__ == "__main__":
    run_process("prepare", run)
