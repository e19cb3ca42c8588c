"""What the switch remembers, put right while it is down."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ringwell.adapters.asterisk.astdb import forget_parts_of_phones

WHOLE = [
    "/pbx/UUID",
    "/StasisDeviceState/a-1",
    "/rw_auth/auth/a-1",
    "/rw_aor/aor/a-1",
    "/rw_endpoint/endpoint/a-1",
    "/registrar/contact/a-1;@7ebdb6",
    "/rw_aor/aor/trunk-demo-main",
    "/rw_endpoint/endpoint/trunk-demo-main",
]
PARTS = ["/rw_auth/auth/a-2", "/rw_aor/aor/a-2", "/registrar/contact/a-3;@1f", "/rw_auth/auth/a-11"]


def test_parts_go_and_what_is_whole_stays(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "astdb.sqlite3")) as rows, rows:
        rows.execute("CREATE TABLE astdb(key TEXT, value TEXT, PRIMARY KEY(key))")
        rows.executemany("INSERT INTO astdb VALUES (?, '{}')", [(key,) for key in WHOLE + PARTS])
    assert forget_parts_of_phones(tmp_path) == len(PARTS)
    with closing(sqlite3.connect(tmp_path / "astdb.sqlite3")) as rows:
        assert {key for (key,) in rows.execute("SELECT key FROM astdb")} == set(WHOLE)
    assert forget_parts_of_phones(tmp_path) == 0


def test_a_file_that_is_none_or_not_there_is_left_to_the_switch(tmp_path: Path) -> None:
    assert forget_parts_of_phones(tmp_path) == 0
    assert not (tmp_path / "astdb.sqlite3").exists()
    (tmp_path / "astdb.sqlite3").write_bytes(b"no database" * 100)
    assert forget_parts_of_phones(tmp_path) == 0
    assert (tmp_path / "astdb.sqlite3").read_bytes() == b"no database" * 100
