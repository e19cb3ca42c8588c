"""SQL files as migrations."""

from pathlib import Path
from typing import Any, cast

from alembic import op
from sqlalchemy.util import await_only


def run_script(path: Path) -> None:
    """Run a file of several statements in the migration's transaction.

    SQLAlchemy sends each statement prepared, and so one at a time; the driver's own plain protocol takes many.
    """
    driver = cast("Any", op.get_bind().connection.driver_connection)
    await_only(driver.execute(path.read_text(encoding="utf-8")))
