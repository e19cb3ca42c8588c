"""What the switch remembers over its end (AstDB), put right while it is down.

The switch writes it about once a second. Killed in between, it may come back with a part of a phone only: with a contact whose aor was
taken away, which would stand beside the next contact of that phone for ever and be rung instead of it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import structlog

_log: structlog.stdlib.BoundLogger = structlog.get_logger()

FILE: Final = "astdb.sqlite3"

_PARTS: Final = (
    "DELETE FROM astdb WHERE key LIKE '/rw#_aor/aor/%' ESCAPE '#'"
    " AND replace(key, '/rw_aor/aor/', '/rw_endpoint/endpoint/') NOT IN (SELECT key FROM astdb)",
    "DELETE FROM astdb WHERE key LIKE '/rw#_auth/auth/%' ESCAPE '#'"
    " AND replace(key, '/rw_auth/auth/', '/rw_endpoint/endpoint/') NOT IN (SELECT key FROM astdb)",
    "DELETE FROM astdb WHERE key LIKE '/registrar/contact/%;@%'"
    " AND replace(substr(key, 1, instr(key, ';@') - 1), '/registrar/contact/', '/rw_aor/aor/') NOT IN (SELECT key FROM astdb)",
)
"""In this order: an aor goes with its endpoint, and a contact with its aor."""


def forget_parts_of_phones(state: Path) -> int:
    """Take away aors and passwords without an endpoint, and contacts without an aor; how many. `state` is the switch's folder, and the switch must be down.

    A file that cannot be read or written is left to the switch, which says what is wrong with it.
    """
    file = state / FILE
    if not file.exists():
        return 0
    try:
        with closing(sqlite3.connect(file)) as database, database:
            return sum(database.execute(words).rowcount for words in _PARTS)
    except sqlite3.Error as error:
        _log.warning("what the switch remembers could not be put right", problem=str(error))
        return 0
